/** What is pasted or dropped anywhere on the page while Review has no text. Fields and the editor keep what is theirs. */

import type { EventObject } from 'xstate';
import { fromCallback } from 'xstate';
import { isTooLong, openFiles, toPastedFile } from '../inputs/beside-file.ts';
import type { ReviewEvent } from '../machine/review-order.ts';

const FIELDS = 'input, textarea, select, [contenteditable], [data-typing]';

const isField = (target: EventTarget | null) => target instanceof Element && target.closest(FIELDS) !== null;

/** An effect of Review's machine, for as long as there is no text. */
export const hearTexts = fromCallback<EventObject, undefined, ReviewEvent>(({ sendBack }) => {
  const take = ({ files, text }: { files: readonly File[]; text: string }): void => {
    if (files.length > 0)
      void openFiles(files).then((opened) => {
        sendBack(
          opened.ok ? { type: 'text.replace', ...opened.value } : { type: 'fail', problem: opened.problem },
        );
        if (opened.ok) focusText();
      });
    else if (isTooLong(text)) take({ files: [toPastedFile(text)], text: '' });
    else if (text.trim() !== '') {
      sendBack({ type: 'text.replace', text, name: null });
      focusText();
    }
  };
  const paste = (event: ClipboardEvent) => {
    if (event.defaultPrevented || isField(event.target) || !event.clipboardData) return;
    event.preventDefault();
    take(getTexts(event.clipboardData));
  };
  const over = (event: DragEvent) => {
    const types = event.dataTransfer?.types ?? [];
    if (!types.includes('Files') && !types.includes('text/plain')) return;
    event.preventDefault();
    sendBack({ type: 'drag.change', isOver: true });
  };
  const leave = ({ relatedTarget }: DragEvent) => {
    if (relatedTarget === null || isField(relatedTarget)) sendBack({ type: 'drag.change', isOver: false });
  };
  const drop = (event: DragEvent) => {
    sendBack({ type: 'drag.change', isOver: false });
    if (event.defaultPrevented || isField(event.target) || !event.dataTransfer) return;
    event.preventDefault();
    take(getTexts(event.dataTransfer));
  };
  const listeners = { paste, dragover: over, dragleave: leave, drop };
  for (const [type, listen] of Object.entries(listeners))
    document.addEventListener(type, listen as EventListener);
  return () => {
    for (const [type, listen] of Object.entries(listeners))
      document.removeEventListener(type, listen as EventListener);
  };
});

/** A list of files is read at once: it is gone after the event. */
const getTexts = (data: DataTransfer) => ({
  files: data.types.includes('text/plain') && data.files.length === 0 ? [] : [...data.files],
  text: data.getData('text/plain'),
});

/** The reader continues in the text: the button that had the focus disappears with the start. */
function focusText(): void {
  document
    .querySelector('[data-typing]')
    ?.shadowRoot?.querySelector<HTMLElement>('[role="textbox"], .cm-content')
    ?.focus();
}
