/**
 * Which clients play which flows under which rule sets: what `--client`, `--flow`, `--rules` and `--flags` leave together.
 */

import type { Client, FlowId } from '../../protocol/clients/client.ts';
import { CLIENTS, findClient, getDefaultClient } from '../../protocol/clients/client-table.ts';
import { getFlowIds } from '../../protocol/clients/flow-run.ts';
import { findFlowId, findFlowObstacle } from '../../protocol/clients/flow-table.ts';
import { formatLiteral } from '../../protocol/words/outside-text.ts';
import type { Result } from '../../protocol/words/result.ts';
import type { GivenOptions } from '../cli-command.ts';
import { findClosest } from '../nearest-word.ts';
import type { Selected } from './selection.ts';
import { parseSelection } from './selection.ts';

/** One client on a device with one set of flags. */
export interface SelectedPlay {
  readonly client: Client;
  readonly flags: number | null;
  readonly flows: readonly FlowId[];
}

export interface SelectedPlays extends Pick<Selected, 'ruleSet'> {
  readonly plays: readonly SelectedPlay[];
}

/** Reads the options. Without `--client` the newest QEMU of each generation is meant. */
export function parsePlays(options: GivenOptions): Result<readonly SelectedPlays[]> {
  const clients = parseClients(options.client);
  if (!clients.ok) return clients;
  const selection = parseSelection(options);
  if (!selection.ok) return selection;
  const meant = (generation: Client['generation']) =>
    clients.value?.filter((client) => client.generation === generation) ?? [getDefaultClient(generation)];
  const rules = selection.value.filter(({ ruleSet }) => meant(ruleSet.generation).length > 0);
  const [first] = selection.value;
  if (rules.length === 0 && first) return { ok: false, problem: formatMismatch(options, first) };
  const all = rules.map(({ ruleSet, flagSets }) => ({
    ruleSet,
    plays: flagSets.flatMap((flags) =>
      meant(ruleSet.generation).map(
        (client): SelectedPlay => ({ client, flags, flows: getFlowIds(client, flags) }),
      ),
    ),
  }));
  return options.flow === undefined ? { ok: true, value: all } : keepFlow(options.flow, all);
}

/** null where none is named. */
function parseClients(name: string | undefined): Result<readonly Client[] | null> {
  if (name === undefined) return { ok: true, value: null };
  if (name === 'all') return { ok: true, value: CLIENTS };
  const client = findClient(name);
  if (client) return { ok: true, value: [client] };
  const closest = findClosest(name, [...CLIENTS.map(({ id }) => id), 'all']);
  return {
    ok: false,
    problem: `--client ${formatLiteral(name)}: no client has that id; the closest is ${closest}, and \`clients\` lists all of them`,
  };
}

function formatMismatch({ client: name = '', flags }: GivenOptions, { ruleSet }: Selected): string {
  const generation = findClient(name)?.generation ?? '';
  return flags !== undefined && generation === 'v1'
    ? `--flags ${flags}: ${name} uses protocol v1, which has no migration_flags`
    : `--client ${name} uses protocol ${generation}, but ${ruleSet.id} is protocol ${ruleSet.generation}`;
}

/** Only that flow; a sentence where none of the clients can play it. */
function keepFlow(text: string, all: readonly SelectedPlays[]): Result<readonly SelectedPlays[]> {
  const flow = findFlowId(text);
  const plays = all.flatMap((each) => each.plays);
  const able = plays.filter(({ client }) => client.flows.some((id) => id === flow));
  if (!flow || able.length === 0) {
    const ids = [...new Set(plays.map(({ client }) => client.id))];
    const known = [...new Set(plays.flatMap(({ client }) => client.flows))];
    const whose = ids.length > 3 ? 'any client' : ids.join(' and ');
    const closest = findClosest(text, known);
    const others = CLIENTS.filter((client) => client.flows.some((id) => id === flow)).map(({ id }) => id);
    const clients = others.length > 0 ? `, and ${formatLiteral(text)} is a flow of ${others.join(', ')}` : '';
    return {
      ok: false,
      problem: `--flow ${formatLiteral(text)}: no flow of ${whose}; the closest is ${closest}${clients}`,
    };
  }
  const kept = all.flatMap(({ ruleSet, plays: own }) => {
    const left = own.flatMap((play) => (play.flows.includes(flow) ? [{ ...play, flows: [flow] }] : []));
    return left.length > 0 ? [{ ruleSet, plays: left }] : [];
  });
  const [first] = able;
  return kept.length === 0 && first
    ? { ok: false, problem: `--flow ${text}: ${findFlowObstacle(first.client, flow, first.flags)}` }
    : { ok: true, value: kept };
}
