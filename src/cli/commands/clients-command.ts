/**
 * `clients`: the clients of a device, their versions, what each requests and when, and the source.
 */

import type {
  Client,
  ClientId,
  ClientSource,
  FlowId,
  TraceRow,
  V1AskRow,
  V2AskRow,
} from '../../protocol/clients/client.ts';
import { getAskRows, getPlainAsks, getTraceRows } from '../../protocol/clients/client-asks.ts';
import { CLIENTS } from '../../protocol/clients/client-table.ts';
import { FLOWS } from '../../protocol/clients/flow-table.ts';
import type { PlainAsk } from '../../protocol/clients/plain/plain-flows.ts';
import { formatParagraph } from '../../protocol/words/paragraph.ts';
import type { Command } from '../cli-command.ts';

interface ClientJson {
  readonly id: ClientId;
  readonly aliases: readonly string[];
  readonly title: string;
  readonly generation: 'v1' | 'v2';
  readonly versions: string;
  readonly account: string;
  /** True where its flows were derived by reading its source, not seen running. */
  readonly derived: boolean;
  /** `asks` is null for QEMU, whose requests follow from what happens to the VM. */
  readonly flows: readonly {
    readonly id: FlowId;
    readonly title: string;
    readonly account: string;
    readonly asks: readonly PlainAsk[] | null;
  }[];
  readonly asks: readonly (V1AskRow | V2AskRow)[];
  /** What it prints and sends of a request. */
  readonly traces: readonly TraceRow[];
  readonly sources: readonly ClientSource[];
}

/** What `clients --json` prints. */
export interface ClientsJson {
  readonly clients: readonly ClientJson[];
}

export const CLIENTS_COMMAND: Command = {
  name: 'clients',
  account: 'each client, its versions, what it requests and when, and the source',
  options: ['json'],
  run: ({ json }) => ({ ok: true, value: { text: json ? formatJson() : formatText(), exit: 0 } }),
};

function formatJson(): string {
  const json: ClientsJson = { clients: CLIENTS.map(toJson) };
  return JSON.stringify(json);
}

function toJson(client: Client): ClientJson {
  const { id, aliases, title, generation, versions, account, isDerived, flows, sources } = client;
  return {
    ...{ id, aliases, title, generation, versions, account, derived: isDerived },
    flows: flows.map((flow) => ({ ...FLOWS[flow], asks: getPlainAsks(client, flow) })),
    asks: getAskRows(client),
    traces: getTraceRows(client),
    sources,
  };
}

const formatText = () => CLIENTS.map(formatClient).join('\n\n');

function formatClient(client: Client): string {
  const { id, aliases, title, generation, versions, account, isDerived, flows, sources } = client;
  const names = [id, ...aliases].join(', ');
  const read = sources.map(({ project, file, symbol, version }) =>
    [project, version, file, symbol].filter(Boolean).join(', '),
  );
  return [
    `${names}: ${title}`,
    formatParagraph(
      `protocol ${generation}, ${versions}${isDerived ? '; derived by reading its source, not seen running' : ''}`,
      '  ',
    ),
    formatParagraph(account, '  '),
    formatParagraph(flows.join(', '), '  flows: '),
    ...read.map((each) => formatParagraph(each, '  source: ')),
  ].join('\n');
}
