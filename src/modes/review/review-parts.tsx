/** The parts of Review: the text, what was found in it, and the answer to it. */

import { useCallback, useMemo, useRef } from 'react';
import type { Judged, JudgedInput } from '../../judge/judge-message.ts';
import { toReport } from '../../judge/judge-text.ts';
import { getAttribution } from '../../judge/reply/attribution.ts';
import type { Note } from '../../judge/reply/notes.ts';
import { moveNotes } from '../../judge/reply/notes.ts';
import { useSession } from '../../page/session.tsx';
import { setStopsOnError } from '../../protocol/rule-sets/draft.ts';
import type { RuleSet } from '../../protocol/rule-sets/rule-set.ts';
import { getRuleSet } from '../../protocol/rule-sets/rule-sets.ts';
import { NO_KINDS } from '../../reader/line-kind.ts';
import { formatPatch } from '../../share/export/c-patch.ts';
import { copyText, saveText } from '../../ui/hand-over.ts';
import { Answer } from './answer/Answer.tsx';
import { Notes } from './answer/Notes.tsx';
import { listChosen } from './chosen-key.ts';
import type { EditorHandle } from './editor/Editor.tsx';
import { Editor } from './editor/Editor.tsx';
import type { EditorMemory } from './editor/editor-view.ts';
import { OpenFile } from './inputs/OpenFile.tsx';
import { readFiles } from './inputs/open-file-text.ts';
import { ReviewInputs } from './inputs/ReviewInputs.tsx';
import type { ReviewDesk } from './review-desk.tsx';
import styles from './review-parts.module.css';
import { toDiagnostics, toMarks } from './review-view.ts';

/** The editor's undo history and caret, while another mode is shown. */
const memory: { current: EditorMemory | null } = { current: null };

const WORDS = {
  label: 'Text to review',
  bringBack: 'Bring back the text before',
  clear: 'Clear',
  save: 'Save',
  fileName: 'vfio-review-input.txt',
  examples: 'Or begin with an example, made from the rule sets here:',
};

/** Patches that show what Review does; they are made from the tables of this page. */
const EXAMPLES: readonly (readonly [title: string, create: () => string])[] = [
  [
    'A v1 patch: one transition added',
    () => formatExample('patch-2021-09', (_, amended) => amended, 'patch-2021-09-amended'),
  ],
  [
    'A v2 patch: requests that never return',
    () =>
      formatExample('v2-7.2', (fixed) => (fixed.generation === 'v2' ? setStopsOnError(fixed, false) : fixed)),
  ],
];

function formatExample(
  source: string,
  edit: (source: RuleSet, other: RuleSet) => RuleSet,
  other = source,
): string {
  const [from, to] = [getRuleSet(source), getRuleSet(other)];
  if (!from || !to) throw new Error(`there is no rule set ${source} or ${other}`);
  return formatPatch(from, edit(from, to));
}

const splitLines = (text: string): readonly string[] => text.split(/\r\n|\n|\r/);

interface TextPartProps {
  readonly desk: ReviewDesk;
  readonly judged: Judged | null;
  readonly chosen: JudgedInput | undefined;
  readonly isDark: boolean;
  /** The line that is pointed at from outside. */
  readonly line: number | null;
  readonly handle: React.RefObject<EditorHandle | null>;
  /** The caret came to a line. */
  readonly onLine: (line: number) => void;
}

export function TextPart({ desk, judged, chosen, isDark, line, handle, onLine }: TextPartProps) {
  const selection = useSession(({ context }) => context.selection);
  const { kept, change, replace, fail } = desk;
  const marks = useMemo(() => (chosen ? toMarks(chosen, selection) : []), [chosen, selection]);
  const diagnostics = useMemo(() => (judged ? toDiagnostics(judged) : []), [judged]);
  const notes = useMemo(() => kept.notes.flatMap((note) => note.line ?? []), [kept.notes]);
  const latest = useRef(kept);
  latest.current = kept;
  const type = useCallback(
    (text: string) => {
      const { notes: old, text: before } = latest.current;
      const moved = old.some((note) => note.line !== null)
        ? moveNotes(old.map(toNote), splitLines(before), splitLines(text))
        : old;
      change({ text, notes: moved });
    },
    [change],
  );
  const open = async (files: readonly File[]) => {
    const opened = await readFiles(files);
    if (opened.ok) replace(opened.text, opened.name);
    else fail(opened.problem);
  };
  return (
    <Editor
      ref={handle}
      text={kept.text}
      isDark={isDark}
      marks={marks}
      diagnostics={diagnostics}
      kinds={desk.judgedText === kept.text ? (judged?.kinds ?? NO_KINDS) : null}
      line={line}
      notes={notes}
      label={WORDS.label}
      memory={memory}
      onChange={type}
      onLine={onLine}
      onFiles={(files) => void open(files)}
    />
  );
}

interface TextToolsProps {
  readonly desk: ReviewDesk;
  readonly onNotice: (sentence: string) => void;
  /** Puts the focus into the text: a button that is pressed may go away. */
  readonly onLine: (line: number) => void;
}

/** Buttons beside the heading of the text. */
export function TextTools({ desk, onNotice, onLine }: TextToolsProps) {
  const { kept, replace, bringBack, hasBefore, fail } = desk;
  const clear = () => {
    replace('', null);
    onLine(1);
  };
  const restore = () => {
    bringBack();
    onLine(1);
  };
  const isEmpty = kept.text === '';
  return (
    <div className={styles.tools}>
      <OpenFile onOpen={replace} onFailure={fail} />
      {!isEmpty && (
        <>
          <button type="button" onClick={() => onNotice(saveText(kept.text, kept.name ?? WORDS.fileName))}>
            {WORDS.save}
          </button>
          <button type="button" onClick={clear}>
            {WORDS.clear}
          </button>
        </>
      )}
      {hasBefore && (
        <button type="button" onClick={restore}>
          {WORDS.bringBack}
        </button>
      )}
    </div>
  );
}

interface InputsPartProps {
  readonly desk: ReviewDesk;
  readonly judged: Judged | null;
  readonly against: RuleSet | null;
  readonly onLine: (line: number, column: number) => void;
}

export function InputsPart({ desk, judged, against, onLine }: InputsPartProps) {
  const { kept, isBusy, failure, change, replace } = desk;
  const inputs = useMemo(() => judged?.inputs.map(({ input }) => input) ?? [], [judged]);
  const begin = (text: string) => {
    replace(text, null);
    onLine(1, 1);
  };
  return (
    <ReviewInputs
      inputs={inputs}
      problems={judged?.problems ?? []}
      selected={kept.selected}
      options={kept.options}
      against={against}
      isBusy={isBusy && judged === null}
      failure={failure}
      onSelect={(selected) => change({ selected })}
      onOptions={(options) => change({ options })}
      onLine={onLine}
    >
      <p className={styles.examples}>{WORDS.examples}</p>
      <div className={styles.tools}>
        {EXAMPLES.map(([title, create]) => (
          <button key={title} type="button" onClick={() => begin(create())}>
            {title}
          </button>
        ))}
      </div>
    </ReviewInputs>
  );
}

const toNote = ({
  line,
  request = null,
  text,
}: {
  line: number | null;
  request?: string | null;
  text: string;
}): Note => ({
  line,
  request,
  text,
});

interface NotesPartProps {
  readonly desk: ReviewDesk;
  readonly line: number | null;
  readonly request: string | null;
  readonly onLine: (line: number) => void;
}

export function NotesPart({ desk: { kept, change }, line, request, onLine }: NotesPartProps) {
  const notes = useMemo(() => kept.notes.map(toNote), [kept.notes]);
  return (
    <Notes
      notes={notes}
      line={kept.text === '' ? null : line}
      request={request}
      onChange={(changed) => change({ notes: changed })}
      onLine={onLine}
    />
  );
}

interface AnswerPartProps {
  readonly desk: ReviewDesk;
  readonly judged: Judged | null;
  readonly lineOf: (request: string) => number | null;
  readonly onNotice: (sentence: string) => void;
}

const NO_REVIEW = { inputs: [], findings: [], flows: [] };

export function AnswerPart({ desk: { kept, change }, judged, lineOf, onNotice }: AnswerPartProps) {
  const lines = useMemo(() => splitLines(kept.text), [kept.text]);
  const review = useMemo(() => (judged ? toReport(judged) : NO_REVIEW), [judged]);
  const notes = useMemo(() => kept.notes.map(toNote), [kept.notes]);
  const chosen = useMemo(() => (judged ? listChosen(judged, kept.chosen) : []), [judged, kept.chosen]);
  const spoken = [...notes, ...chosen].find(({ line }) => line !== null)?.line ?? null;
  const attribution = kept.attribution ?? getAttribution(lines, spoken);
  return (
    <Answer
      review={review}
      lines={lines}
      notes={notes}
      chosen={chosen}
      attribution={attribution}
      lineOf={lineOf}
      onAttribution={(own) => change({ attribution: own })}
      onCopy={(text, what) => void copyText(text, what).then(onNotice)}
      onSave={(text, fileName, type) => onNotice(saveText(text, fileName, type))}
    />
  );
}
