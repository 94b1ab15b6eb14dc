/** One note: what it is on, its words, and how to change or delete it. */

import type { FormEvent } from 'react';
import { useEffect, useRef, useState } from 'react';
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

export function NoteRow({ note, onText, onLine }: NoteRowProps) {
  const [kept, keep] = useState<Draft | null>(null);
  const draft = kept?.note === note ? kept.text : null;
  const setDraft = (text: string | null) => keep(text === null ? null : { note, text });
  const field = useRef<HTMLTextAreaElement>(null);
  const edit = useRef<HTMLButtonElement>(null);
  const place = formatNotePlace(note);
  const isEditing = draft !== null;

  const wasEditing = useRef(false);
  useEffect(() => {
    if (isEditing) field.current?.focus();
    else if (wasEditing.current) edit.current?.focus();
    wasEditing.current = isEditing;
  }, [isEditing]);

  const save = (event?: FormEvent) => {
    event?.preventDefault();
    if (draft !== null && draft !== note.text) onText(draft);
    setDraft(null);
  };

  const { line } = note;
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
    return (
      <li className={styles.note}>
        <form className={styles.form} onSubmit={save}>
          {head}
          <textarea
            ref={field}
            className={styles.text}
            rows={Math.min(12, draft.split('\n').length + 1)}
            aria-label={`${NOTE_WORDS.noteOn} ${place}`}
            value={draft}
            onChange={(event) => setDraft(event.target.value)}
            onKeyDown={(event) => {
              if (event.key === 'Escape') {
                event.stopPropagation();
                setDraft(null);
              }
              if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) save(event);
            }}
          />
          <span className={styles.acts}>
            <button type="button" onClick={() => setDraft(null)}>
              {NOTE_WORDS.cancel}
            </button>
            <button type="submit" title="Ctrl+Enter">
              {NOTE_WORDS.save}
            </button>
          </span>
        </form>
      </li>
    );
  return (
    <li className={styles.note}>
      <span className={styles.bar}>
        {head}
        <span className={styles.tools}>
          <button
            ref={edit}
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
