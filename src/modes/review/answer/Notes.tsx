/** The reader's notes: written about what is in view, listed, edited, deleted and restored. */

import type { FormEvent, KeyboardEvent } from 'react';
import { memo, useId, useRef, useState } from 'react';
import type { Note, NotePlace } from '../../../judge/reply/notes.ts';
import {
  addNote,
  changeNote,
  editNote,
  formatNotePlace,
  getNoteKeys,
  getNotePlaces,
} from '../../../judge/reply/notes.ts';
import { fill } from '../../../protocol/words/fill.ts';
import { announce } from '../../../ui/attention/announce.ts';
import { NOTE_WORDS } from './answer-words.ts';
import { NoteRow, takeFocus } from './NoteRow.tsx';
import styles from './Notes.module.css';

interface NotesProps {
  readonly notes: readonly Note[];
  /** The line in view, from 1. */
  readonly line: number | null;
  /** The request in view: `STOP > RUNNING`. */
  readonly request: string | null;
  /** The note that is being written, with what it is on; null where none is. */
  readonly draft: Note | null;
  readonly onChange: (notes: readonly Note[]) => void;
  readonly onDraft: (draft: Note | null) => void;
  /** Goes to a line; omitted if there is no text. */
  readonly onLine?: ((line: number) => void) | undefined;
}

export const Notes = memo(function Notes(props: NotesProps) {
  const { notes, line, request, draft, onChange, onDraft, onLine } = props;
  const [deleted, setDeleted] = useState<readonly Note[]>([]);
  const list = useRef<HTMLElement>(null);
  const last = deleted.at(-1);
  const keys = getNoteKeys(notes);

  const change = (index: number, text: string) => {
    const note = notes[index];
    const changed = changeNote(notes, index, text);
    if (note && changed.length < notes.length) {
      setDeleted([...deleted, note]);
      announce(fill(NOTE_WORDS.deleted, { target: formatNotePlace(note) }));
    }
    onChange(changed);
  };
  const restore = () => {
    if (!last) return;
    onChange(addNote(notes, last));
    announce(fill(NOTE_WORDS.noted, { target: formatNotePlace(last) }));
    setDeleted(deleted.slice(0, -1));
    if (deleted.length === 1) list.current?.focus();
  };

  return (
    <section ref={list} className={styles.notes} aria-label={NOTE_WORDS.notes} tabIndex={-1}>
      <NewNote
        line={line}
        request={request}
        draft={draft}
        onDraft={onDraft}
        onAdd={(note) => onChange(addNote(notes, note))}
      />
      {notes.length > 0 && (
        <ul className={styles.list}>
          {notes.map((note, index) => (
            <NoteRow
              key={keys[index]}
              note={note}
              onEdit={(edit) => onChange(editNote(notes, index, edit))}
              onText={(text) => change(index, text)}
              onLine={onLine}
            />
          ))}
        </ul>
      )}
      <p className={styles.deleted}>
        {last && (
          // The delete button has gone with its note, so this button takes the focus.
          <>
            {fill(NOTE_WORDS.deleted, { target: formatNotePlace(last) })}{' '}
            <button key={deleted.length} ref={takeFocus} type="button" onClick={restore}>
              {NOTE_WORDS.bringBack}
            </button>
          </>
        )}
      </p>
    </section>
  );
});

interface NewNoteProps extends Pick<NotesProps, 'line' | 'request' | 'draft' | 'onDraft'> {
  readonly onAdd: (note: Note) => void;
}

/** A new note is about whatever is in view, until its first word is typed; then its target stays. */
function NewNote({ line, request, draft, onDraft, onAdd }: NewNoteProps) {
  const id = useId();
  /** What was chosen before the first word. */
  const [wanted, setWanted] = useState<NotePlace | null>(null);
  const text = draft?.text ?? '';
  const kept = draft ?? wanted;
  const inView = getNotePlaces(line, request);
  const [first] = inView;
  const target = kept ?? first;
  const isInView = (each: NotePlace) =>
    inView.some((other) => formatNotePlace(other) === formatNotePlace(each));
  const targets = kept && !isInView(kept) ? [kept, ...inView] : inView;

  const write = (words: string) => {
    if (words === '') setWanted(null);
    onDraft(words === '' || !target ? null : { line: target.line, request: target.request, text: words });
  };
  const choose = (name: string) => {
    const place = targets.find((each) => formatNotePlace(each) === name);
    if (!place) return;
    if (draft) onDraft({ line: place.line, request: place.request, text });
    else setWanted(place);
  };
  const add = (event: FormEvent | KeyboardEvent) => {
    event.preventDefault();
    if (!target || text.trim() === '') return;
    onAdd({ line: target.line, request: target.request, text });
    announce(fill(NOTE_WORDS.noted, { target: formatNotePlace(target) }));
    write('');
  };
  return (
    <form className={styles.form} onSubmit={add}>
      <label className="hidden" htmlFor={`${id}-text`}>
        {NOTE_WORDS.newNote}
      </label>
      <textarea
        id={`${id}-text`}
        className={styles.text}
        rows={3}
        value={text}
        placeholder={NOTE_WORDS.example}
        onChange={(event) => write(event.target.value)}
        onKeyDown={(event) => event.key === 'Enter' && (event.ctrlKey || event.metaKey) && add(event)}
      />
      <div className={styles.acts}>
        <label className={styles.place}>
          <span>{NOTE_WORDS.noteOn}</span>
          <select value={target && formatNotePlace(target)} onChange={(event) => choose(event.target.value)}>
            {targets.map((each) => (
              <option key={formatNotePlace(each)}>{formatNotePlace(each)}</option>
            ))}
          </select>
        </label>
        <button type="submit" title={NOTE_WORDS.saveKey} aria-disabled={text.trim() === ''}>
          {NOTE_WORDS.add}
        </button>
      </div>
    </form>
  );
}
