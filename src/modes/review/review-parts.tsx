/** What Review shows beside the canvas: the text, its buttons, and what was found in it. */

import { useSelector } from '@xstate/react';
import { useCallback, useMemo } from 'react';
import { useActs, useHistory, useWorkbench } from '../../page/page-context.tsx';
import { NO_KINDS } from '../../reader/line/line-info.ts';
import { NO_NAMES } from '../../reader/text/name/asked-name.ts';
import { saveText } from '../../ui/hand-over.ts';
import { ExampleList } from './begin/ExampleList.tsx';
import type { EditorHandle } from './editor/Editor.tsx';
import { Editor } from './editor/Editor.tsx';
import type { Remark } from './editor/editor-diagnostics.ts';
import type { EditorMemory } from './editor/editor-view.ts';
import { EDITOR_WORDS } from './editor/editor-words.ts';
import { openFiles } from './inputs/beside-file.ts';
import { OpenFile } from './inputs/OpenFile.tsx';
import { ReviewInputs } from './inputs/ReviewInputs.tsx';
import { LogHead } from './log/head/LogHead.tsx';
import { toLogLine } from './log/log-lines.ts';
import type { ShownLog } from './log/log-parts.tsx';
import type { ReviewPartProps } from './machine/review-actor.tsx';
import { useReview } from './machine/review-actor.tsx';
import { getChosen } from './machine/review-machine.ts';
import { listProblems, toDiagnostics, toMarks } from './machine/review-view.ts';
import { REVIEW_WORDS } from './review-mode-words.ts';
import styles from './review-parts.module.css';

/** The editor's undo history and caret while another mode is shown. */
const memory: { current: EditorMemory | null } = { current: null };

interface TextPartProps extends ReviewPartProps {
  readonly shownLog: ShownLog;
  readonly isDark: boolean;
  readonly handle: React.RefObject<EditorHandle | null>;
}

export function TextPart({ review, shownLog, isDark, handle }: TextPartProps) {
  const { log, isLog } = shownLog;
  const first = useReview(review, ({ file }) => file?.first ?? null);
  const text = useReview(review, ({ kept }) => kept.text);
  const noted = useReview(review, ({ kept }) => kept.notes);
  const judged = useReview(review, (context) => context.judged);
  const isRead = useReview(review, ({ kept, judgedText }) => kept.text === judgedText);
  const chosen = useReview(review, getChosen);
  const line = useReview(review, ({ line: at, file }) => (file && at !== null ? at - file.first + 1 : at));
  const selection = useHistory(({ context }) => context.selection);
  const marks = useMemo(() => (chosen ? toMarks(chosen, selection) : []), [chosen, selection]);
  const diagnostics = useMemo(() => (judged ? toDiagnostics(judged, isLog) : []), [judged, isLog]);
  const notes = useMemo(() => noted.flatMap((note) => note.line ?? []), [noted]);
  const type = useCallback(
    (typed: string, isPasted: boolean) => review.send({ type: 'text.type', text: typed, isPasted }),
    [review],
  );
  const move = useCallback(
    (at: number) => {
      const { file, kept } = review.getSnapshot().context;
      if (!file) review.send({ type: 'caret.move', line: at });
      log.send({ type: 'line.look', line: file ? at + file.first - 1 : toLogLine(kept.text, at) });
    },
    [review, log],
  );
  const visit = useCallback(
    (remarks: readonly Remark[]) => review.send({ type: 'remark.visit', remarks }),
    [review],
  );
  const open = async (files: readonly File[]) => {
    const opened = await openFiles(files);
    if (opened.ok) review.send({ type: 'text.replace', ...opened.value });
    else review.send({ type: 'fail', problem: opened.problem });
  };
  return (
    <Editor
      ref={handle}
      text={text}
      first={first}
      isDark={isDark}
      marks={marks}
      diagnostics={diagnostics}
      kinds={isRead ? (judged?.kinds ?? NO_KINDS) : null}
      line={line}
      notes={notes}
      label={EDITOR_WORDS.label}
      memory={memory}
      onChange={type}
      onLine={move}
      onRemark={visit}
      onFiles={(files) => void open(files)}
    />
  );
}

interface TextToolsProps extends ReviewPartProps {
  /** Focuses the text: a pressed button may disappear. */
  readonly onLine: (line: number) => void;
  readonly onRemarks: () => void;
}

/** The buttons beside the text's heading. */
export function TextTools({ review, onLine, onRemarks }: TextToolsProps) {
  const { notify } = useActs();
  const isBeginning = useReview(review, (context) => context.isBeginning);
  const isEmpty = useReview(review, ({ kept }) => kept.text === '');
  const hasBefore = useReview(review, (context) => context.hasBefore);
  const save = () => {
    const { text, name } = review.getSnapshot().context.kept;
    notify(saveText(text, name ?? REVIEW_WORDS.fileName));
  };
  const clear = () => {
    review.send({ type: 'text.replace', text: '', name: null });
    onLine(1);
  };
  const restore = () => {
    review.send({ type: 'text.bring-back' });
    onLine(1);
  };
  // The start has them, larger.
  if (isBeginning) return null;
  return (
    <div className={styles.tools}>
      <OpenFile
        onOpen={(text, name, file) => review.send({ type: 'text.replace', text, name, file })}
        onFailure={(problem) => review.send({ type: 'fail', problem })}
      />
      {!isEmpty && (
        <>
          <button type="button" data-remarks="" aria-keyshortcuts="Control+Shift+M" onClick={onRemarks}>
            {EDITOR_WORDS.remarks}
          </button>
          <button type="button" onClick={save}>
            {REVIEW_WORDS.save}
          </button>
          <button type="button" onClick={clear}>
            {REVIEW_WORDS.clear}
          </button>
        </>
      )}
      {hasBefore && (
        <button type="button" onClick={restore}>
          {REVIEW_WORDS.bringBack}
        </button>
      )}
    </div>
  );
}

interface InputsPartProps extends ReviewPartProps {
  readonly shownLog: ShownLog;
  readonly onLine: (line: number, column: number) => void;
  /** Goes to a line of the log. */
  readonly onLogLine: (line: number) => void;
}

export function InputsPart({ review, shownLog, onLine, onLogLine }: InputsPartProps) {
  const judged = useReview(review, (context) => context.judged);
  const against = useReview(review, (context) => getChosen(context)?.before ?? null);
  const selected = useReview(review, ({ kept }) => kept.selected);
  const options = useReview(review, ({ kept }) => kept.options);
  /** The start says it itself. */
  const failure = useReview(review, (context) => (context.isBeginning ? null : context.failure));
  const isBusy = useSelector(review, (snapshot) => snapshot.matches('judging'));
  const inputs = useMemo(() => judged?.inputs.map(({ input }) => input) ?? [], [judged]);
  const problems = judged ? listProblems(judged, shownLog.isLog) : [];
  const isOnlyLog = shownLog.isAlone && problems.length === 0 && failure === null;
  return (
    <>
      <LogHead review={review} log={shownLog.log} onLine={onLogLine} />
      {!isOnlyLog && (
        <ReviewInputs
          inputs={inputs}
          problems={problems}
          names={judged?.names ?? NO_NAMES}
          selected={selected}
          options={options}
          against={against}
          isBusy={isBusy && judged === null}
          failure={failure}
          onSelect={(index) => review.send({ type: 'input.choose', index })}
          onOptions={(changed) => review.send({ type: 'options.change', options: changed })}
          onLine={onLine}
        />
      )}
    </>
  );
}

/** The examples, at hand while another text is open: it can be brought back. */
export function ExamplesPart({ review, onLine }: ReviewPartProps & Pick<InputsPartProps, 'onLine'>) {
  return (
    <ExampleList
      onOpen={(text, name) => {
        review.send({ type: 'text.replace', text, name });
        onLine(1, 1);
      }}
    />
  );
}

/** Where a lesson has opened this text. */
export function BackToLesson() {
  const isFromLesson = useWorkbench(({ back }) => back === 'learn');
  const { changeMode } = useActs();
  if (!isFromLesson) return null;
  return (
    <button type="button" className={styles.back} onClick={() => changeMode('learn')}>
      <span aria-hidden="true">‹</span> {REVIEW_WORDS.back}
    </button>
  );
}
