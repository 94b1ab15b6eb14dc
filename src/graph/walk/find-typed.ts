/** What typed letters find. */

import type { StateInfo } from '../../protocol/state/state.ts';

interface Named {
  readonly state: Pick<StateInfo, 'name' | 'value'>;
}

/** Small letters are commands of the page. */
export function isLetter(key: string): boolean {
  return /^[A-Z]$/.test(key);
}

/** The next state whose name begins with what is typed; from the same one while more letters come. */
export function findTyped(nodes: readonly Named[], state: number, typed: string): number | undefined {
  const isMore = typed.length > 1 && [...typed].some((letter) => letter !== typed[0]);
  const wanted = isMore ? typed : typed.slice(0, 1);
  const at = nodes.findIndex((node) => node.state.value === state) + (isMore ? 0 : 1);
  const order = [...nodes.slice(at), ...nodes.slice(0, at)];
  return order.find(({ state: { name } }) => toWord(name).startsWith(wanted))?.state.value;
}

/** A name as it is typed: its letters alone. */
function toWord(name: string): string {
  return name.replace(/[^A-Z]/g, '');
}
