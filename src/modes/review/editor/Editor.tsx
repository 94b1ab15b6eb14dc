/** The editor for the text under review: a thin React shell around editor-live.ts, which does the work. */

import type { ClipboardEvent, DragEvent, Ref } from 'react';
import { useEffect, useImperativeHandle, useLayoutEffect, useRef, useState } from 'react';
import { isTooLong, toPastedFile } from '../inputs/beside-file.ts';
import styles from './Editor.module.css';
import type { EditorHeard, EditorSaid, LiveEditor } from './editor-live.ts';
import { openEditor } from './editor-live.ts';
import type { EditorMemory } from './editor-view.ts';
import { EDITOR_WORDS } from './editor-words.ts';

export type EditorHandle = Pick<LiveEditor, 'goTo' | 'focus' | 'listRemarks'>;

export interface EditorProps extends EditorSaid, EditorHeard {
  /** Holds the text and its undo history while the editor is not shown. */
  readonly memory: { current: EditorMemory | null };
  readonly ref?: Ref<EditorHandle>;
  /** Files were dropped on the text or pasted into it. */
  readonly onFiles: (files: readonly File[]) => void;
}

/** True for the moment in which an editor that has the focus is replaced: the page has become narrow or wide around it. */
let isFocusLeft = false;

/** `onChange`, `onLine` and `onRemark` must be stable: the editor reopens when one changes. */
export function Editor({ memory, ref, onChange, onLine, onRemark, onFiles, ...said }: EditorProps) {
  const place = useRef<HTMLDivElement>(null);
  const live = useRef<LiveEditor | null>(null);
  useEffect(() => {
    if (!place.current) return;
    const opened = openEditor(place.current, memory.current, { onChange, onLine, onRemark });
    live.current = opened;
    return () => {
      memory.current = opened.close();
      live.current = null;
    };
  }, [memory, onChange, onLine, onRemark]);
  useEffect(() => {
    live.current?.show(said);
    if (!isFocusLeft) return;
    isFocusLeft = false;
    live.current?.focus();
  });
  useLayoutEffect(() => {
    const { current } = place;
    return () => {
      isFocusLeft = current?.contains(document.activeElement) ?? false;
      // Where none takes its place, the focus is not this one's any more.
      window.setTimeout(() => {
        isFocusLeft = false;
      });
    };
  }, []);
  useImperativeHandle(
    ref,
    () => ({
      goTo: (line, column) => live.current?.goTo(line, column),
      focus: () => live.current?.focus(),
      listRemarks: () => live.current?.listRemarks(),
    }),
    [],
  );

  const drop = useDrop(onFiles, said.first !== null);
  return (
    <div className={styles.editor} {...drop.listeners}>
      <div ref={place} className={styles.place} />
      <p className={styles.keys}>
        <kbd>Ctrl</kbd>+<kbd>F</kbd> {EDITOR_WORDS.find} <kbd>F8</kbd> {EDITOR_WORDS.next} <kbd>Tab</kbd>{' '}
        {EDITOR_WORDS.leave}
      </p>
      {drop.isOver && <p className={styles.drop}>{EDITOR_WORDS.drop}</p>}
    </div>
  );
}

const hasFiles = (event: DragEvent) => event.dataTransfer.types.includes('Files');

/**
 * Files dragged over the editor, dropped on it or pasted into it. The capture phase gets them first: CodeMirror would
 * insert a file's text at the drop point.
 */
function useDrop(onFiles: EditorProps['onFiles'], isPart: boolean) {
  const [isOver, setOver] = useState(false);
  const over = (event: DragEvent) => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    event.stopPropagation();
    event.dataTransfer.dropEffect = 'copy';
    setOver(true);
  };
  const listeners = {
    onDragEnterCapture: over,
    onDragOverCapture: over,
    onDragLeave: (event: DragEvent) => {
      if (!event.currentTarget.contains(event.relatedTarget as Node | null)) setOver(false);
    },
    onDropCapture: (event: DragEvent) => {
      setOver(false);
      if (!hasFiles(event)) return;
      event.preventDefault();
      event.stopPropagation();
      onFiles([...event.dataTransfer.files]);
    },
    onPasteCapture: (event: ClipboardEvent) => {
      const { files, types } = event.clipboardData;
      const text = event.clipboardData.getData('text/plain');
      const isFiles = files.length > 0 && !types.includes('text/plain');
      // Lines of a file are only shown: what is pasted over them takes their place.
      if (!isFiles && !isTooLong(text) && !(isPart && text !== '')) return;
      event.preventDefault();
      event.stopPropagation();
      onFiles(isFiles ? [...files] : [toPastedFile(text)]);
    },
  };
  return { isOver, listeners };
}
