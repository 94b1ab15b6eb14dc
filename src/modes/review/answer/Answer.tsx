/** The answer to a patch: the reply, or the report as text, Markdown or JSON, ready to copy or save. */

import { Tabs } from 'radix-ui';
import { memo, useDeferredValue, useMemo, useState } from 'react';
import type { AnswerForm, AnswerParts } from '../../../judge/reply/answer.ts';
import { ANSWER_FORMS, cutPreview, formatAnswer } from '../../../judge/reply/answer.ts';
import { fill } from '../../../protocol/words/fill.ts';
import styles from './Answer.module.css';
import { ANSWER_WORDS } from './answer-words.ts';
import { Preview } from './Preview.tsx';

interface AnswerProps extends AnswerParts {
  readonly onAttribution: (text: string) => void;
  /** `what` names the copied text in a sentence: `the reply`. */
  readonly onCopy: (text: string, what: string) => void;
  readonly onSave: (text: string, fileName: string, type: string) => void;
}

const FORMS = Object.keys(ANSWER_FORMS) as readonly AnswerForm[];

export const Answer = memo(function Answer(props: AnswerProps) {
  const { review, lines, notes, chosen, attribution, lineOf, onAttribution, onCopy, onSave } = props;
  const [form, setForm] = useState<AnswerForm>('reply');
  const now = useMemo(
    () => ({ review, lines, notes, chosen, attribution, lineOf }),
    [review, lines, notes, chosen, attribution, lineOf],
  );
  const later = useDeferredValue(now);
  const text = useMemo(() => formatAnswer(form, later), [form, later]);
  const { title, what, fileName, type } = ANSWER_FORMS[form];
  const { shown, left } = cutPreview(text ?? '');
  /** The screen may lag a moment behind; what is copied or saved is always current. */
  const get = () => formatAnswer(form, now) ?? '';
  return (
    <Tabs.Root
      className={styles.answer}
      value={form}
      onValueChange={(value) => setForm(FORMS.find((each) => each === value) ?? 'reply')}
    >
      <div className={styles.head}>
        <Tabs.List className={styles.forms} aria-label={ANSWER_WORDS.forms}>
          {FORMS.map((each) => (
            <Tabs.Trigger key={each} value={each} className={styles.form}>
              {ANSWER_FORMS[each].title}
            </Tabs.Trigger>
          ))}
        </Tabs.List>
        {text !== undefined && (
          <span className={styles.acts}>
            <button type="button" onClick={() => onCopy(get(), what)}>
              {ANSWER_WORDS.copy}
            </button>
            <button type="button" title={fileName} onClick={() => onSave(get(), fileName, type)}>
              {ANSWER_WORDS.save}
            </button>
          </span>
        )}
      </div>
      <Tabs.Content value={form} className={styles.content} tabIndex={-1}>
        {form === 'reply' && text !== undefined && (
          <label className={styles.attribution}>
            <span>{ANSWER_WORDS.attribution}</span>
            <input
              value={attribution}
              placeholder={ANSWER_WORDS.example}
              spellCheck={false}
              onChange={(event) => onAttribution(event.target.value)}
            />
          </label>
        )}
        {text === undefined ? (
          <p className={styles.nothing}>{ANSWER_WORDS.nothingChosen}</p>
        ) : (
          <Preview form={form} title={title} text={shown} />
        )}
        {left > 0 && <p className={styles.nothing}>{fill(ANSWER_WORDS.cut, { left })}</p>}
      </Tabs.Content>
    </Tabs.Root>
  );
});
