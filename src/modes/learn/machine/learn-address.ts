/** The address as an effect of Learn's machine: `part` of the workbench, which the page writes into the address. */

import { fromCallback } from 'xstate';
import type { WorkbenchRef } from './learn-context.ts';

/** Writes what is open in Learn into the address. */
export interface WriteEvent {
  readonly type: 'write';
  readonly part: string | null;
}

/**
 * Tells the machine of each address that is opened, but not of those it wrote itself. An address opens the workbench first
 * and then the history: the machine is told once both are open.
 */
export const followAddress = fromCallback<WriteEvent, WorkbenchRef>(
  ({ input: workbench, sendBack, receive }) => {
    let { part: known } = workbench.getSnapshot().context;
    receive(({ part }) => {
      if (part === known) return;
      known = part;
      workbench.send({ type: 'part.change', part });
    });
    const subscription = workbench.subscribe(({ context: { part } }) => {
      if (part === known) return;
      known = part;
      queueMicrotask(() => sendBack({ type: 'address.open', part }));
    });
    return () => subscription.unsubscribe();
  },
);
