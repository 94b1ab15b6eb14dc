/** One note: what it is about, its text, and the buttons that edit or delete it. */

import type { FormEvent, ReactNode } from 'react';
import { useState } from 'react';
import type { Note } from '../../../judge/reply/notes.ts';
import { formatNotePlace } from '../../../judge/reply/notes.ts';
import { fill } from '../../../protocol/words/fill.ts';
import { NOTE_WORDS } from './answer-words.ts';
import styles from './Notes.module.css';

interface NoteRowProps {
  readonly note: Note;
  /** Receives the text while it is being changed; null drops the change. */
  readonly onEdit: (text: string | null) => void;
  /** Receives the new text; empty text deletes the note. */
  readonly onText: (text: string) => void;
  readonly onLine?: ((line: number) => void) | undefined;
}

/** Focuses the field or button that replaces the one that had the focus. */
export const takeFocus = (element: HTMLElement | null) => element?.focus();

export function NoteRow({ note, onEdit, onText, onLine }: NoteRowProps) {
  /** Not true of a change that was kept from the last visit: that takes no focus. */
  const [wasEdited, setEdited] = useState(false);
  const draft = note.edit ?? null;
  const setDraft = (text: string | null) => {
    onEdit(text);
    setEdited(true);
  };
  const save = (event?: FormEvent) => {
    event?.preventDefault();
    if (draft !== null && draft !== note.text) {
      onText(draft);
      setEdited(true);
    } else setDraft(null);
  };
  const { line } = note;
  const target = formatNotePlace(note);
  const head = (
    <span className={styles.on}>
      {line !== null && onLine ? (
        <button type="button" className={styles.link} onClick={() => onLine(line)}>
          {target}
        </button>
      ) : (
        <span className={note.request === null ? undefined : styles.code}>{target}</span>
      )}
    </span>
  );
  if (draft !== null)
    return (
      <Edited
        target={target}
        head={head}
        draft={draft}
        takesFocus={wasEdited}
        onDraft={setDraft}
        onSave={save}
      />
    );
  return (
    <li className={styles.note}>
      <span className={styles.bar}>
        {head}
        <span className={styles.tools}>
          <button
            ref={wasEdited ? takeFocus : undefined}
            type="button"
            className={styles.link}
            aria-label={fill(NOTE_WORDS.editNamed, { target })}
            onClick={() => setDraft(note.text)}
          >
            {NOTE_WORDS.edit}
          </button>
          <button
            type="button"
            className={styles.link}
            aria-label={fill(NOTE_WORDS.deleteNamed, { target })}
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
  /** What the note is about: `line 42`. */
  readonly target: string;
  readonly head: ReactNode;
  readonly draft: string;
  readonly takesFocus: boolean;
  /** Null discards the draft. */
  readonly onDraft: (text: string | null) => void;
  readonly onSave: (event?: FormEvent) => void;
}

function Edited({ target, head, draft, takesFocus, onDraft, onSave }: EditedProps) {
  return (
    <li className={styles.note}>
      <form className={styles.form} onSubmit={onSave}>
        {head}
        <textarea
          ref={takesFocus ? takeFocus : undefined}
          className={styles.text}
          rows={Math.min(12, draft.split('\n').length + 1)}
          aria-label={fill(NOTE_WORDS.noteOnNamed, { target })}
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
          <button type="submit" title={NOTE_WORDS.saveKey}>
            {NOTE_WORDS.save}
          </button>
        </span>
      </form>
    </li>
  );
}
