/** Whose flows are compared: what the reader chose, kept while the page is open, and what it means for two sides. */

import { createActor, fromTransition } from 'xstate';
import type { Client, ClientId } from '../../protocol/clients/client.ts';
import { CLIENTS, getClient, getDefaultClient } from '../../protocol/clients/client-table.ts';
import type { RuleSet } from '../../protocol/rule-sets/rule-set.ts';
import { CLIENT_WORDS } from './flow-pair-words.ts';

/** `newest`: the newest QEMU of each side's protocol. */
export type ClientChoice = 'newest' | 'all' | ClientId;

/** Who asks on each side; null where the client does not speak the protocol of that side. */
export interface Askers {
  readonly a: Client | null;
  readonly b: Client | null;
}

export interface ClientOption {
  readonly value: ClientChoice;
  readonly text: string;
}

/** The choice; Compare and Review share it. */
export const clientChoice = createActor(
  fromTransition(
    (_: ClientChoice, { choice }: { type: 'client.choose'; choice: ClientChoice }) => choice,
    'newest',
  ),
).start();

/** Every client that speaks the protocol of one of the sides, and all of them together. */
export function listClientOptions(a: RuleSet, b: RuleSet): readonly ClientOption[] {
  const isAlike = a.generation === b.generation;
  return [
    ...(isAlike ? [] : [{ value: 'newest' as const, text: CLIENT_WORDS.newest }]),
    ...listClients(a, b).map(
      (client): ClientOption => ({
        value: isAlike && client === getDefaultClient(a.generation) ? 'newest' : client.id,
        text: `${isAlike ? '' : `${client.generation}: `}${formatClient(client)}`,
      }),
    ),
    { value: 'all', text: CLIENT_WORDS.all },
  ];
}

/** What a choice comes to between these sides: the newest where the chosen client speaks neither protocol. */
export function findOffered(choice: ClientChoice, a: RuleSet, b: RuleSet): ClientChoice {
  return listClientOptions(a, b).some(({ value }) => value === choice) ? choice : 'newest';
}

/** Who asks: one entry for each group of flows. */
export function listAskers(choice: ClientChoice, a: RuleSet, b: RuleSet): readonly Askers[] {
  switch (choice) {
    case 'newest':
      return [getNewestAskers(a, b)];
    case 'all':
      return listClients(a, b).map((client) => toAskers(client, a, b));
    default:
      return [toAskers(getClient(choice), a, b)];
  }
}

/** The newest QEMU of each side's protocol. */
export function getNewestAskers(a: RuleSet, b: RuleSet): Askers {
  return { a: getDefaultClient(a.generation), b: getDefaultClient(b.generation) };
}

/** `Hermes VMM, 2026`; a title that names its versions stands alone. */
export function formatClient({ title, versions }: Client): string {
  const [first = ''] = versions.split(/[ -]/);
  return title.includes(first) ? title : `${title}, ${versions}`;
}

const listClients = (a: RuleSet, b: RuleSet) =>
  CLIENTS.filter(({ generation }) => [a.generation, b.generation].includes(generation));

const toAskers = (client: Client, a: RuleSet, b: RuleSet): Askers => ({
  a: client.generation === a.generation ? client : null,
  b: client.generation === b.generation ? client : null,
});
