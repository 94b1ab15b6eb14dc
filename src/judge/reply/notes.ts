/**
 * Notes of the reader: on a line of the pasted text, on a request, or on the whole. They are kept in the order in which
 * a reply has them: by line, then those on a request, then those on the whole.
 */

export interface Note {
  /** From 1; null where it is not on a line. */
  readonly line: number | null;
  /** `STOP > RUNNING`; null where it is not on a request. */
  readonly request: string | null;
  readonly text: string;
  /** Its text as it is being changed, until that is saved or dropped. No reply has it. */
  readonly edit?: string;
}

/** What a note is on; the whole where both are null. */
export type NotePlace = Pick<Note, 'line' | 'request'>;

const THE_WHOLE: NotePlace = { line: null, request: null };

/** `line 42`, `STOP > RUNNING`, `the whole text`. */
export function formatNotePlace({ line, request }: NotePlace): string {
  if (line !== null) return `line ${line}`;
  return request ?? 'the whole text';
}

/** A key for each of the notes in a list: what it is on, and which of those on it. `line 4 #1`. */
export function getNoteKeys(notes: readonly Note[]): readonly string[] {
  const counts = new Map<string, number>();
  return notes.map((note) => {
    const place = formatNotePlace(note);
    const count = (counts.get(place) ?? 0) + 1;
    counts.set(place, count);
    return `${place} #${count}`;
  });
}

/** What a new note can be on: what is in view, and the whole. The first is the default. */
export function getNotePlaces(line: number | null, request: string | null): readonly NotePlace[] {
  return [
    ...(line === null ? [] : [{ line, request: null }]),
    ...(request === null ? [] : [{ line: null, request }]),
    THE_WHOLE,
  ];
}

/** The notes with one more, in its place; an empty note is dropped. */
export function addNote(notes: readonly Note[], note: Note): readonly Note[] {
  const text = note.text.trimEnd();
  if (text === '') return notes;
  const after = notes.findIndex((each) => getRank(each) > getRank(note));
  return notes.toSpliced(after < 0 ? notes.length : after, 0, { ...note, text });
}

/** The notes with other words in one of them; without words it is deleted. */
export function changeNote(notes: readonly Note[], index: number, text: string): readonly Note[] {
  const note = notes[index];
  if (!note) return notes;
  return text.trim() === ''
    ? notes.toSpliced(index, 1)
    : notes.with(index, { ...dropEdit(note), text: text.trimEnd() });
}

/** The notes while one of them is being changed; null drops the change. */
export function editNote(notes: readonly Note[], index: number, edit: string | null): readonly Note[] {
  const note = notes[index];
  if (!note || (note.edit ?? null) === edit) return notes;
  return notes.with(index, edit === null ? dropEdit(note) : { ...note, edit });
}

const dropEdit = ({ line, request, text }: Note): Note => ({ line, request, text });

/**
 * The notes after the text was edited: each stays on its line, wherever that is now. One on a line that was changed or
 * deleted moves to what is there now, or to the whole where nothing is left.
 */
export function moveNotes(
  notes: readonly Note[],
  before: readonly string[],
  after: readonly string[],
): readonly Note[] {
  const most = Math.min(before.length, after.length);
  let head = 0;
  while (head < most && before[head] === after[head]) head += 1;
  let tail = 0;
  while (tail < most - head && before.at(-1 - tail) === after.at(-1 - tail)) tail += 1;
  const move = (line: number): number | null => {
    if (line > before.length - tail) return line + after.length - before.length;
    return after.length === 0 ? null : Math.max(1, Math.min(line, after.length - tail));
  };
  return notes.map((note) => {
    const line = note.line === null ? null : move(note.line);
    return line === note.line ? note : { ...note, line };
  });
}

function getRank({ line, request }: NotePlace): number {
  if (line !== null) return line;
  return request === null ? Number.POSITIVE_INFINITY : Number.MAX_SAFE_INTEGER;
}
