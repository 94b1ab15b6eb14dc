/**
 * The picture by keyboard: one Tab stop, which stays where the focus was last, and the keys that move it. What a key does is
 * in ../walk/press-key.ts, which is loaded when the focus comes.
 */

import type { FocusEvent, KeyboardEvent, MouseEvent, RefObject } from 'react';
import { useMemo, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { createChunk } from '../../ui/failure/chunk.ts';
import type { StateNode } from '../picture/flow.ts';
import type { Spot } from '../walk/spot.ts';
import { readSpot } from '../walk/spot.ts';
import type { Stop, WalkedEdge, Walking } from '../walk/stop.ts';

const loadPressKey = createChunk(() => import('../walk/press-key.ts'));

/** On a state, the browser has Enter and Space press it. */
const KEYS = /^(?:Arrow\w+|Home|End|Backspace|[aeA-Z])$/;
const ARC_KEYS = /^(?:Escape|Enter| )$/;

interface Shower {
  /** Moves the view so far that an element is seen. */
  readonly show: (element: Element) => void;
}

export function useWalking<E extends WalkedEdge>(walking: Walking<E>, { show }: Shower) {
  const [stop, setStop] = useState<Stop | null>(null);
  const { graph, nodes, edges } = walking;
  const home = getHome(nodes);
  const latest = useRef({ ...walking, show, stop, home });
  latest.current = { ...walking, show, stop, home };
  const { watch, ...keys } = useMemo(() => {
    // The focus follows at once.
    const move = (next: Stop) => flushSync(() => setStop(next));
    const stand = (at: Spot | null) => {
      const before = latest.current.stop?.at;
      if (at && (before?.arc !== at.arc || (at.arc === null && before.state !== at.state)))
        setStop({ at, trail: [] });
    };
    return {
      /** The focus of what disappears goes where Tab enters. */
      watch: (element: Element | null) => {
        // React Flow draws each edge in an image of its own, which has no name.
        if (element instanceof SVGElement) element.ownerSVGElement?.setAttribute('role', 'presentation');
        return () => {
          if (document.activeElement === element) window.setTimeout(() => enter(latest.current.frame));
        };
      },
      onFocus: ({ target }: FocusEvent) => {
        latest.current.show(target);
        // What is pressed has the focus too, and its click comes next: both are drawn at once.
        if (!target.matches(':focus-visible')) return;
        stand(readSpot(target));
        // So that no key waits for it.
        void loadPressKey().catch(() => undefined);
      },
      onClick: ({ target }: MouseEvent) =>
        stand(readSpot((target as Element).closest('[data-value], [data-arc]'))),
      onKeyDown: (event: KeyboardEvent) => {
        const { key, target, timeStamp } = event;
        const at = readSpot(target);
        if (!at || event.ctrlKey || event.metaKey || event.altKey) return;
        // Also before Tab leaves it.
        stand(at);
        if (!KEYS.test(key) && !(at.arc !== null && ARC_KEYS.test(key))) return;
        event.preventDefault();
        void loadPressKey().then(
          ({ pressKey }) => pressKey(latest.current, move, { key, target, timeStamp }),
          // The next key tries again.
          () => undefined,
        );
      },
    };
  }, []);
  const shown = useMemo(
    () => showStop({ graph, nodes, edges }, stop, home),
    [graph, nodes, edges, stop, home],
  );
  const acts = useMemo(() => ({ ...walking.acts, watch }), [walking.acts, watch]);
  return { ...shown, acts, keys };
}

function enter(frame: RefObject<HTMLElement | null>): void {
  if (document.activeElement === document.body)
    frame.current?.querySelector<HTMLElement>(':is([data-value], [data-arc])[tabindex="0"]')?.focus();
}

/** Where Tab enters a picture in which nothing had the focus. */
function getHome(nodes: readonly StateNode[]): string | undefined {
  return (nodes.find(({ data }) => data.isCurrent) ?? nodes[0])?.id;
}

/** The picture with its one Tab stop. */
function showStop<E extends WalkedEdge>(
  { graph, nodes, edges }: Pick<Walking<E>, 'graph' | 'nodes' | 'edges'>,
  stop: Stop | null,
  home: string | undefined,
) {
  const at = stop?.at;
  const isOfGraph = stop?.graph === graph;
  const said = (isOfGraph && stop?.said) || null;
  const drawn = edges.find(({ id }) => id === at?.arc) ?? (isOfGraph ? stop?.edge : undefined);
  if (drawn) {
    const marked = { ...drawn, data: { ...drawn.data, said } } as E;
    // In its place: what is moved while it is clicked is not clicked.
    const shown = edges.includes(drawn as E) ? edges : [...edges, marked];
    return { nodes, edges: shown.map((each) => (each === drawn ? marked : each)) };
  }
  const id = nodes.find((node) => node.id === String(at?.state))?.id ?? home;
  const mark = (node: StateNode) =>
    node.id === id ? { ...node, data: { ...node.data, isStop: true } } : node;
  return { nodes: nodes.map(mark), edges };
}
