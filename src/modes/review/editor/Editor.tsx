/** The editor of the text under review: a thin React shell around editor-view.ts, which does the work. */

import type { Text } from '@codemirror/state';
import type { EditorView } from '@codemirror/view';
import type { ClipboardEvent, DragEvent, Ref } from 'react';
import { useEffect, useImperativeHandle, useRef, useState } from 'react';
import type { LineKinds } from '../../../reader/line-kind.ts';
import styles from './Editor.module.css';
import type { EditorDiagnostic } from './editor-diagnostics.ts';
import type { Echoes } from './editor-echo.ts';
import { createEchoes } from './editor-echo.ts';
import { isKeptInside } from './editor-key.ts';
import type { LineMark } from './editor-mark.ts';
import type { EditorMemory } from './editor-view.ts';
import { annotate, createEditor, dress, goTo, pointAt, remember, replaceText } from './editor-view.ts';

export interface EditorHandle {
  /** Puts the caret at a place, both counted from 1, and the focus into the text. */
  readonly goTo: (line: number, column: number) => void;
}

interface EditorProps {
  readonly text: string;
  readonly isDark: boolean;
  readonly marks: readonly LineMark[];
  readonly diagnostics: readonly EditorDiagnostic[];
  /** What each line is; null where only a text before this one was read. */
  readonly kinds: LineKinds | null;
  /** The line that is pointed at, from 1; it is scrolled to, and the focus stays where it is. */
  readonly line: number | null;
  /** Lines with a note. */
  readonly notes: readonly number[];
  readonly label: string;
  /** Where the text and its undo history are kept while the editor is not shown. */
  readonly memory?: { current: EditorMemory | null };
  readonly ref?: Ref<EditorHandle>;
  readonly onChange: (text: string) => void;
  /** The user moved the caret to another line. */
  readonly onLine: (line: number) => void;
  /** Files were dropped on the text or pasted into it. */
  readonly onFiles: (files: readonly File[]) => void;
}

/** What is there from the first effect on. */
interface Live {
  readonly view: EditorView;
  readonly echoes: Echoes;
  /** The text that the page last spoke of. */
  annotated: Text | null;
}

export function Editor(props: EditorProps) {
  const { text, isDark, marks, diagnostics, kinds, line, notes, label, ref, onFiles } = props;
  const host = useRef<HTMLDivElement>(null);
  const live = useRef<Live | null>(null);
  const latest = useRef(props);
  latest.current = props;

  useEffect(() => {
    if (!host.current) return;
    const shadow = host.current.shadowRoot ?? host.current.attachShadow({ mode: 'open' });
    const echoes = createEchoes();
    const { text: initial, memory } = latest.current;
    const view = createEditor(shadow, initial, memory?.current ?? null, () => ({
      onChange: (typed, doc) => {
        echoes.tell(typed, latest.current.text);
        // What is undone at once is no change to the page, and the page does not speak again.
        if (live.current?.annotated?.eq(doc)) annotate(live.current.view, latest.current);
        latest.current.onChange(typed);
      },
      onLine: (moved) => latest.current.onLine(moved),
    }));
    live.current = { view, echoes, annotated: null };
    const press = (event: KeyboardEvent) => {
      if (isKeptInside(event)) event.stopPropagation();
    };
    const element = host.current;
    element.addEventListener('keydown', press);
    return () => {
      element.removeEventListener('keydown', press);
      if (memory) memory.current = remember(view);
      view.destroy();
      live.current = null;
    };
  }, []);

  useEffect(() => {
    if (live.current && !live.current.echoes.isEcho(text)) replaceText(live.current.view, text);
  }, [text]);
  useEffect(() => {
    if (live.current) dress(live.current.view, label, isDark);
  }, [label, isDark]);
  useEffect(() => {
    if (!live.current) return;
    const { view } = live.current;
    live.current.annotated = view.state.doc;
    annotate(view, { marks, notes, diagnostics, kinds, line: latest.current.line });
  }, [marks, notes, diagnostics, kinds]);
  useEffect(() => {
    if (live.current) pointAt(live.current.view, line);
  }, [line]);
  useImperativeHandle(
    ref,
    () => ({
      goTo: (wanted, column) => {
        if (live.current) goTo(live.current.view, wanted, column);
      },
    }),
    [],
  );

  const drop = useDrop(onFiles);
  return (
    <div className={styles.editor} {...drop.listeners}>
      <div ref={host} className={styles.host} data-typing="" />
      <p className={styles.keys}>
        <kbd>Ctrl</kbd> <kbd>F</kbd> finds, <kbd>F8</kbd> goes to the next remark, <kbd>Tab</kbd> leaves the
        text.
      </p>
      {drop.isOver && <p className={styles.drop}>Drop it here to read it</p>}
    </div>
  );
}

const hasFiles = (event: DragEvent) => event.dataTransfer.types.includes('Files');

/** Files over the editor and into it. Caught on the way down: CodeMirror would put a file's text where it is dropped. */
function useDrop(onFiles: EditorProps['onFiles']) {
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
      if (files.length === 0 || types.includes('text/plain')) return;
      event.preventDefault();
      event.stopPropagation();
      onFiles([...files]);
    },
  };
  return { isOver, listeners };
}
