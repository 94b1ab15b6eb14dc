/** Picks from a judged text what each component of Review shows: the editor's marks and remarks, the library's rule sets. */

import { isIntroduced } from '../../../judge/findings/finding-split.ts';
import type { Judged, JudgedInput } from '../../../judge/judge-message.ts';
import type { Note } from '../../../judge/reply/notes.ts';
import { isDriverTable } from '../../../judge/report/table-json.ts';
import type { RequestPair } from '../../../protocol/state/request-pair.ts';
import { formatRequest } from '../../../protocol/state/request-pair.ts';
import type { StateInfo } from '../../../protocol/state/state.ts';
import { V1_STATES, V2_STATES } from '../../../protocol/state/state.ts';
import type { Lines } from '../../../reader/review-input.ts';
import { isOnlyNote } from '../../../reader/text/problem.ts';
import type { LibraryEntry } from '../../../share/library-entry.ts';
import type { StoredReview } from '../../../share/store/stored-review.ts';
import { getArcLines } from '../driver/driver-finding.ts';
import type { EditorDiagnostic } from '../editor/editor-diagnostics.ts';
import type { LineMark } from '../editor/editor-mark.ts';

/** The most remarks in the editor; the lists show the rest. A long text full of mistakes would otherwise paint slowly. */
const MOST_REMARKS = 400;
/** The most tables that become rule sets; the rest are only judged. */
const MOST_TABLES = 12;

/** Both sides of each table as rule sets. A v2 driver has none. */
export function toEntries({ inputs }: Judged): readonly LibraryEntry[] {
  return inputs.slice(0, MOST_TABLES).flatMap(({ input, table, ruleSet, before }): LibraryEntry[] => {
    if (!ruleSet) return [];
    const old = table.old && !isDriverTable(table.old) ? table.old : null;
    const entry: LibraryEntry = {
      ruleSet,
      base: old?.id ?? before?.id ?? input.base,
      origin: 'pasted',
    };
    return old ? [entry, { ruleSet: old, base: input.base, origin: 'pasted' }] : [entry];
  });
}

/** The states that name an input's requests. */
export function getStates({ input, ruleSet }: JudgedInput): readonly StateInfo[] {
  return ruleSet?.states ?? (input.generation === 'v1' ? V1_STATES : V2_STATES);
}

/** A mark for each line that holds an entry of the input; the selected request and assumed entries stand out. */
export function toMarks(judged: JudgedInput, selection: RequestPair | null): readonly LineMark[] {
  const { input } = judged;
  const states = getStates(judged);
  const assumed = new Set(input.assumed.map(([from, to]) => `${from}>${to}`));
  return Object.entries(getArcLines(input)).flatMap(([key, { line }]): LineMark[] => {
    const pair = parsePair(key);
    if (!pair) return [];
    const isSelected = selection?.from === pair.from && selection.to === pair.to;
    const kind = isSelected ? 'selected' : assumed.has(key) ? 'assumed' : 'arc';
    return [
      {
        line,
        kind,
        requests: [formatRequest(states, pair)],
      },
    ];
  });
}

/** The request that a line decides: of several the one that is selected, or else the first. */
export function findRequestAt(
  lines: Lines,
  line: number,
  selection: RequestPair | null,
): RequestPair | undefined {
  if (selection && findLine(lines, selection) === line) return selection;
  const key = Object.keys(lines).find((each) => lines[each]?.line === line && parsePair(each));
  return key === undefined ? undefined : parsePair(key);
}

/** The line of a request's entry, or of the row that leaves it out. */
export function findLine(lines: Lines, { from, to }: RequestPair): number | null {
  return (lines[`${from}>${to}`] ?? lines[`${from}`])?.line ?? null;
}

/** `3>2` as a pair; undefined for the key of a row or of a single value. */
function parsePair(key: string): RequestPair | undefined {
  const found = /^(\d+)>(\d+)$/.exec(key);
  return found ? { from: Number(found[1]), to: Number(found[2]) } : undefined;
}

/** What a text is without anything to review; a log is just that, and is no problem. */
const WITHOUT_TABLES: readonly string[] = ['no-table', 'too-large', 'too-many-lines', 'binary'];

export const listProblems = ({ problems }: Judged, isLog: boolean): Judged['problems'] =>
  isLog ? problems.filter(({ id }) => !WITHOUT_TABLES.includes(id)) : problems;

/** All remarks on lines: problems, warnings, and what the patch introduces. */
export function toDiagnostics(judged: Judged, isLog = false): readonly EditorDiagnostic[] {
  const { inputs } = judged;
  const problems = listProblems(judged, isLog);
  const found = inputs.flatMap(({ input, findings }): EditorDiagnostic[] => [
    ...input.warnings.map(
      ({ id, text, line, column }): EditorDiagnostic => ({ id, text, line, column, severity: 'warning' }),
    ),
    ...findings
      .filter(isIntroduced)
      .flatMap(({ id, text, line, severity }): EditorDiagnostic[] =>
        line === null ? [] : [{ id, text, line, column: 1, severity }],
      ),
  ]);
  const unread = problems
    .filter(({ id }) => id !== 'empty')
    .map((each): EditorDiagnostic => {
      const { id, problem, line, column } = each;
      const severity = inputs.length > 0 && isOnlyNote(each) ? 'warning' : 'problem';
      return { id, text: problem, line, column, severity };
    });
  return [...unread, ...found].slice(0, MOST_REMARKS);
}

/** The line of a request named as in notes, `STOP > RUNNING`; null if it has none. */
export function findNamedLine(judged: JudgedInput, request: string): number | null {
  const lines = getArcLines(judged.input);
  const states = getStates(judged);
  const key = Object.keys(lines).find((each) => {
    const [from, to] = each.split('>').map(Number);
    return formatRequest(states, { from: from ?? -1, to: to ?? -1 }) === request;
  });
  return (key !== undefined && lines[key]?.line) || null;
}

export const splitLines = (text: string): readonly string[] => text.split(/\r\n|\n|\r/);

/** The stored notes, each with its line and request filled in. */
export const toNotes = ({ notes }: Pick<StoredReview, 'notes'>): readonly Note[] => notes.map(toNote);

/** A stored note with its request filled in. */
export const toNote = (note: StoredReview['notes'][number]): Note => ({ request: null, ...note });
