/** What a client asks, row by row: for QEMU those that its version knows, for the others those of their flows. */

import type { Client, FlowId, TraceRow, V1AskRow, V2AskRow } from './client.ts';
import type { PlainAsk } from './plain/plain-flows.ts';
import { PLAIN_CLIENTS } from './plain/plain-flows.ts';
import { V1_ASKS, V2_ASKS } from './qemu/qemu-asks.ts';
import { V1_TRACES, V2_TRACES, V2_TRACES_OF_BELIEF } from './qemu/qemu-traces.ts';

/** The rows of a version of QEMU; none for another VMM. */
export function getAskRows({ traits }: Client): readonly (V1AskRow | V2AskRow)[] {
  switch (traits.kind) {
    case 'qemu-v1': {
      const { vmStoppedToSave, ...others } = V1_ASKS;
      return traits.savesAtVmStop ? Object.values(V1_ASKS) : Object.values(others);
    }
    case 'qemu-v2': {
      const left: readonly V2AskRow[] = [
        ...(traits.knowsPreCopy ? [] : [V2_ASKS.setup]),
        ...(traits.knowsP2p ? [] : [V2_ASKS.vmStops, V2_ASKS.vmStarts]),
        traits.stopsIn === 'complete' ? V2_ASKS.cleanup : V2_ASKS.done,
      ];
      return Object.values(V2_ASKS).filter((row) => !left.includes(row));
    }
    case 'plain':
      return [];
  }
}

/** What a version of QEMU prints and sends; none is known of another VMM. */
export function getTraceRows({ traits }: Client): readonly TraceRow[] {
  switch (traits.kind) {
    case 'qemu-v1':
      return V1_TRACES;
    case 'qemu-v2':
      return traits.skipsBelieved ? V2_TRACES_OF_BELIEF : V2_TRACES;
    case 'plain':
      return [];
  }
}

/** The requests of a flow of a VMM that is no QEMU; null where they follow from events. */
export function getPlainAsks({ id }: Client, flow: FlowId): readonly PlainAsk[] | null {
  return PLAIN_CLIENTS[id]?.flows[flow]?.asks ?? null;
}
