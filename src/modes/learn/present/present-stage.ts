/** The browser while a lesson is presented, as effects of Learn's machine: full screen, keys and clickers, the speaker's window. */

import type { EventObject } from 'xstate';
import { fromCallback } from 'xstate';
import { coverPage } from '../../../ui/attention/cover.ts';
import type { FocusedElement, PresentAct } from './present.ts';
import { getKeyTarget, getPresentAct } from './present.ts';

/** Fills the screen again. */
export interface FillEvent {
  readonly type: 'fill';
}

/**
 * The whole page goes full screen, so that its dialogs are seen too; where that is not allowed the window is filled. The
 * page's header stands behind what is presented.
 */
export const holdStage = fromCallback<FillEvent>(({ sendBack, receive }) => {
  const header = document.querySelector('header');
  if (header) header.inert = true;
  const fill = () => {
    document.documentElement.requestFullscreen?.({ navigationUI: 'hide' }).catch(() => undefined);
  };
  const listen = () => sendBack({ type: 'full.change', isFull: document.fullscreenElement !== null });
  const dropKeys = listenToKeys(document, (act) => sendBack({ type: 'present.act', act }));
  document.addEventListener('fullscreenchange', listen);
  receive(fill);
  fill();
  const uncover = coverPage('presented', () => sendBack({ type: 'present.act', act: 'leave' }));
  return () => {
    uncover();
    dropKeys();
    document.removeEventListener('fullscreenchange', listen);
    if (document.fullscreenElement) document.exitFullscreen().catch(() => undefined);
    if (header) header.inert = false;
  };
});

/** While the screen is black, Back lights it. */
export const holdBlack = fromCallback(({ sendBack }) =>
  coverPage('black', () => sendBack({ type: 'present.act', act: 'blank' })),
);

/** The speaker's window has the same keys. It closes with the page and with the presentation. */
export const holdWindow = fromCallback<EventObject, Window>(({ input: view, sendBack }) => {
  const tell = () => sendBack({ type: 'speaker.close' });
  const close = () => view.close();
  const dropKeys = listenToKeys(view.document, (act) => sendBack({ type: 'present.act', act }));
  view.addEventListener('pagehide', tell);
  window.addEventListener('pagehide', close);
  return () => {
    dropKeys();
    view.removeEventListener('pagehide', tell);
    window.removeEventListener('pagehide', close);
    close();
  };
});

/** Listens before the page's own keys, which are on the window: a key that is used here is not used there. */
function listenToKeys(where: Document, onAct: (act: PresentAct) => void): () => void {
  const press = (event: KeyboardEvent) => {
    if (event.defaultPrevented) return;
    const act = getPresentAct(event, getKeyTarget(toElement(event.target)));
    if (!act) return;
    event.preventDefault();
    onAct(act);
  };
  where.addEventListener('keydown', press);
  return () => where.removeEventListener('keydown', press);
}

/** Not by its class: another window has another class. */
function toElement(target: EventTarget | null): FocusedElement | null {
  return target && 'closest' in target ? (target as Element) : null;
}
