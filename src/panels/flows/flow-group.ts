/** The flows of each client as a group of rows. */

import type { Client } from '../../protocol/clients/client.ts';
import type { RuleSet } from '../../protocol/rule-sets/rule-set.ts';
import { formatOver } from '../comparison/compare-words.ts';
import type { Askers, ClientChoice } from './client-choice.ts';
import { formatClient, listAskers } from './client-choice.ts';
import type { ImpossibleFlow } from './flow-pair.ts';
import { getPairFlagSets, listImpossible } from './flow-pair.ts';
import type { FlowRow } from './flow-row.ts';
import { formatChangeCounts, toFlowRows } from './flow-row.ts';

export interface FlowGroup {
  readonly key: string;
  readonly askers: Askers;
  /** The client with its versions. */
  readonly title: string;
  /** `1 flow breaks, 6 the same` */
  readonly counts: string;
  /** True where the flows were derived by reading the source of the client. */
  readonly isDerived: boolean;
  /** What each client does about a failed request, and what it never does. */
  readonly accounts: readonly string[];
  readonly rows: readonly FlowRow[];
  readonly impossible: readonly ImpossibleFlow[];
}

/** One group for each client that the choice names; `flags` are those in view. */
export function toFlowGroups(
  a: RuleSet,
  b: RuleSet,
  flags: number | null,
  choice: ClientChoice,
): readonly FlowGroup[] {
  return listAskers(choice, a, b).map((askers): FlowGroup => {
    const clients = [...new Set([askers.a, askers.b])].filter((client): client is Client => client !== null);
    const rows = toFlowRows(a, b, flags, askers);
    return {
      key: clients.map(({ id }) => id).join(),
      askers,
      title: clients.map(formatClient).join(' / '),
      counts: formatChangeCounts(a, b, rows),
      isDerived: clients.some((client) => client.isDerived),
      accounts: clients.map((client) => `${formatClient(client)}. ${client.account}`),
      rows,
      impossible: listImpossible(a, b, askers),
    };
  });
}

/** `1 flow breaks, 109 the same, over flags 1, 3, 5 and 7.`, over every group. */
export function formatGroupCounts(a: RuleSet, b: RuleSet, groups: readonly FlowGroup[]): string {
  const rows = groups.flatMap((group) => group.rows);
  const flagSets = groups.flatMap(({ askers }) => getPairFlagSets(a, b, askers));
  return `${formatChangeCounts(a, b, rows)}${formatOver([...new Set(flagSets)])}.`;
}
