/** The reading of a log, to pass on: as a reply to who sent it, and as the command line prints it. */

import { Tabs } from 'radix-ui';
import { useDeferredValue, useMemo, useState } from 'react';
import type { LogReading } from '../../../../judge/replay/log-reading.ts';
import type { ReplayForm } from '../../../../judge/replay/replay-forms.ts';
import { formatLogReply, formatReplayAs, REPLAY_FORMS } from '../../../../judge/replay/replay-forms.ts';
import { cutPreview } from '../../../../judge/reply/answer.ts';
import { useActs } from '../../../../page/page-context.tsx';
import { fill } from '../../../../protocol/words/fill.ts';
import { listLogLines } from '../../../../reader/log/line/mail-lines.ts';
import { copyText, saveText } from '../../../../ui/hand-over.ts';
import styles from '../../answer/Answer.module.css';
import { ANSWER_WORDS } from '../../answer/answer-words.ts';
import { Preview } from '../../answer/Preview.tsx';
import { useReview } from '../../machine/review-actor.tsx';
import type { ReviewActor } from '../../machine/review-start.ts';
import { toNotes } from '../../machine/review-view.ts';
import { LOG_PANEL_WORDS, REPORT_WORDS } from '../log-words.ts';
import type { LogActor } from '../machine/log-actor.tsx';
import { useLog } from '../machine/log-actor.tsx';

interface LogReportProps {
  readonly log: LogActor;
  readonly review: ReviewActor;
}

type Form = 'reply' | ReplayForm;

const FORMS = ['reply', 'text', 'markdown', 'json'] as const satisfies readonly Form[];

export function LogReport({ log, review }: LogReportProps) {
  const reading = useLog(log, (context) => context.reading);
  return reading ? <Report reading={reading} review={review} /> : <p>{LOG_PANEL_WORDS.noLog}</p>;
}

function Report({ reading, review }: { readonly reading: LogReading; readonly review: ReviewActor }) {
  const { notify } = useActs();
  const [form, setForm] = useState<Form>('reply');
  const kept = useReview(review, (context) => context.kept);
  const isPart = useReview(review, ({ file }) => file !== null);
  const now = useMemo(() => ({ reading, kept, isPart }), [reading, kept, isPart]);
  const later = useDeferredValue(now);
  const text = useMemo(() => format(form, later), [form, later]);
  const { shown, left } = cutPreview(text);
  const title = REPORT_WORDS[form];
  const { extension, type } = form === 'reply' ? REPLAY_FORMS.text : REPLAY_FORMS[form];
  const fileName = `vfio-${form === 'reply' ? 'log-reply' : 'log'}.${extension}`;
  /** The screen may lag a moment behind; what is copied or saved is always current. */
  const get = () => format(form, now);
  return (
    <Tabs.Root
      className={styles.answer}
      value={form}
      onValueChange={(value) => setForm(FORMS.find((each) => each === value) ?? 'reply')}
    >
      <div className={styles.head}>
        <Tabs.List className={styles.forms} aria-label={REPORT_WORDS.forms}>
          {FORMS.map((each) => (
            <Tabs.Trigger key={each} value={each} className={styles.form}>
              {REPORT_WORDS[each]}
            </Tabs.Trigger>
          ))}
        </Tabs.List>
        <span className={styles.acts}>
          <button
            type="button"
            onClick={() => void copyText(get(), fill(REPORT_WORDS.what, { title })).then(notify)}
          >
            {ANSWER_WORDS.copy}
          </button>
          <button type="button" title={fileName} onClick={() => notify(saveText(get(), fileName, type))}>
            {ANSWER_WORDS.save}
          </button>
        </span>
      </div>
      <Tabs.Content value={form} className={styles.content} tabIndex={-1}>
        <Preview form={form} title={title} text={shown} />
        {left > 0 && <p className={styles.nothing}>{fill(ANSWER_WORDS.cut, { left })}</p>}
      </Tabs.Content>
    </Tabs.Root>
  );
}

interface Parts {
  readonly reading: LogReading;
  readonly kept: Parameters<typeof toNotes>[0] & { readonly text: string };
  readonly isPart: boolean;
}

function format(form: Form, { reading, kept, isPart }: Parts): string {
  if (form !== 'reply') return formatReplayAs(reading, form);
  const notes = toNotes(kept).map(({ line, request, text }) => ({
    line,
    text: line === null && request ? `${request}: ${text}` : text,
  }));
  return formatLogReply(reading, isPart ? null : listLogLines(kept.text), notes);
}
