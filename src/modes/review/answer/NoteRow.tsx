/** One note: what it is on, its words, and how to change or delete it. */

import type { FormEvent, ReactNode } from 'react';
import { useState } from 'react';
import type { Note } from '../../../judge/reply/notes.ts';
import { formatNotePlace, NOTE_WORDS } from '../../../judge/reply/notes.ts';
import styles from './Notes.module.css';

interface NoteRowProps {
  readonly note: Note;
  /** Other words; none where it is deleted. */
  readonly onText: (text: string) => void;
  readonly onLine?: ((line: number) => void) | undefined;
}

/** Words that are not saved yet belong to their note: where the row comes to show another one, they are not its. */
interface Draft {
  readonly note: Note;
  readonly text: string;
}

/** The field or the button that comes to stand here has the focus: what had it is gone. */
export const takeFocus = (element: HTMLElement | null) => element?.focus();

export function NoteRow({ note, onText, onLine }: NoteRowProps) {
  const [kept, keep] = useState<Draft | null>(null);
  const [wasEdited, setEdited] = useState(false);
  const draft = kept?.note === note ? kept.text : null;
  const setDraft = (text: string | null) => {
    keep(text === null ? null : { note, text });
    setEdited(true);
  };
  const save = (event?: FormEvent) => {
    event?.preventDefault();
    if (draft !== null && draft !== note.text) onText(draft);
    setDraft(null);
  };
  const { line } = note;
  const place = formatNotePlace(note);
  const head = (
    <span className={styles.on}>
      {line !== null && onLine ? (
        <button type="button" className={styles.link} onClick={() => onLine(line)}>
          {place}
        </button>
      ) : (
        <span className={note.request === null ? undefined : styles.code}>{place}</span>
      )}
    </span>
  );
  if (draft !== null)
    return <Edited place={place} head={head} draft={draft} onDraft={setDraft} onSave={save} />;
  return (
    <li className={styles.note}>
      <span className={styles.bar}>
        {head}
        <span className={styles.tools}>
          <button
            ref={wasEdited ? takeFocus : undefined}
            type="button"
            className={styles.link}
            aria-label={`${NOTE_WORDS.edit} ${NOTE_WORDS.theNoteOn} ${place}`}
            onClick={() => setDraft(note.text)}
          >
            {NOTE_WORDS.edit}
          </button>
          <button
            type="button"
            className={styles.link}
            aria-label={`${NOTE_WORDS.delete} ${NOTE_WORDS.theNoteOn} ${place}`}
            onClick={() => onText('')}
          >
            {NOTE_WORDS.delete}
          </button>
        </span>
      </span>
      <p className={styles.said}>{note.text}</p>
    </li>
  );
}

interface EditedProps {
  readonly place: string;
  readonly head: ReactNode;
  readonly draft: string;
  /** Null gives it up. */
  readonly onDraft: (text: string | null) => void;
  readonly onSave: (event?: FormEvent) => void;
}

function Edited({ place, head, draft, onDraft, onSave }: EditedProps) {
  return (
    <li className={styles.note}>
      <form className={styles.form} onSubmit={onSave}>
        {head}
        <textarea
          ref={takeFocus}
          className={styles.text}
          rows={Math.min(12, draft.split('\n').length + 1)}
          aria-label={`${NOTE_WORDS.noteOn} ${place}`}
          value={draft}
          onChange={(event) => onDraft(event.target.value)}
          onKeyDown={(event) => {
            if (event.key === 'Escape') {
              event.stopPropagation();
              onDraft(null);
            }
            if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) onSave(event);
          }}
        />
        <span className={styles.acts}>
          <button type="button" onClick={() => onDraft(null)}>
            {NOTE_WORDS.cancel}
          </button>
          <button type="submit" title="Ctrl+Enter">
            {NOTE_WORDS.save}
          </button>
        </span>
      </form>
    </li>
  );
}
