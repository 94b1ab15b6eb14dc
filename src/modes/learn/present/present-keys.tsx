/** The keys of a presentation, in the page and in the speaker's window. */

import { useEffect, useRef } from 'react';
import type { FocusedElement, PresentAct } from './present.ts';
import { getKeyTarget, getPresentAct } from './present.ts';

/** Listens where the page's own keys, on the window, come later: a key that is used here is not used there. */
export function usePresentKeys(where: Document, isOn: boolean, run: (act: PresentAct) => void): void {
  const latest = useRef(run);
  latest.current = run;
  useEffect(() => {
    if (!isOn) return undefined;
    const press = (event: KeyboardEvent) => {
      if (event.defaultPrevented) return;
      const act = getPresentAct(event, getKeyTarget(toElement(event.target)));
      if (!act) return;
      event.preventDefault();
      latest.current(act);
    };
    where.addEventListener('keydown', press);
    return () => where.removeEventListener('keydown', press);
  }, [where, isOn]);
}

/** Not by its class: that of another window is another one. */
function toElement(target: EventTarget | null): FocusedElement | null {
  return target && 'closest' in target ? (target as Element) : null;
}
