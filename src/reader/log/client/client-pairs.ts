/**
 * Which requests a client makes from which state: those of all its flows, undisturbed and with one request of them refused.
 * A step of a log that is not among them was read from a damaged line, or follows something that the log does not show.
 */

import type { ClientId } from '../../../protocol/clients/client.ts';
import { getClient } from '../../../protocol/clients/client-table.ts';
import { getFlowIds, playFlow } from '../../../protocol/clients/flow-run.ts';
import type { PlayStep } from '../../../protocol/clients/play/play-step.ts';
import { getFlagSets, type RuleSet } from '../../../protocol/rule-sets/rule-set.ts';
import { getRuleSet } from '../../../protocol/rule-sets/rule-sets.ts';

const RULES = { v1: 'fully-connected', v2: 'v2-7.2' } as const;

const known = new Map<ClientId, ReadonlySet<string>>();

/** True if one of the clients may ask for that, from that state. */
export function mayAsk(clients: readonly ClientId[], from: number, to: number): boolean {
  return clients.some((id) => getPairs(id).has(`${from}>${to}`));
}

function getPairs(id: ClientId): ReadonlySet<string> {
  const found = known.get(id);
  if (found) return found;
  const client = getClient(id);
  const ruleSet = getRuleSet(RULES[client.generation]);
  const pairs = new Set<string>();
  for (const flags of ruleSet ? getFlagSets(ruleSet) : []) {
    for (const flow of getFlowIds(client, flags)) addPairs(pairs, id, flow, ruleSet as RuleSet, flags);
  }
  known.set(id, pairs);
  return pairs;
}

function addPairs(
  pairs: Set<string>,
  id: ClientId,
  flow: Parameters<typeof playFlow>[1],
  ruleSet: RuleSet,
  flags: number | null,
): void {
  const play = (call: number) =>
    playFlow(getClient(id), flow, {
      ruleSet,
      devices: [{ flags }],
      faults: [{ call, fault: { kind: 'declined', arc: 1, errno: 'EIO' } }],
    }).steps;
  const add = (steps: readonly PlayStep[]) => {
    for (const step of steps) if (step.act === 'ask') pairs.add(`${step.from}>${step.to}`);
  };
  const undisturbed = play(0);
  add(undisturbed);
  const calls = undisturbed.filter(({ act }) => act === 'ask').length;
  for (let call = 1; call <= calls; call += 1) add(play(call));
}
