/** Which client wrote a log, from its lines, and which line says so. */

import type { ClientId } from '../../../protocol/clients/client.ts';
import { getClient } from '../../../protocol/clients/client-table.ts';
import type { Fact } from '../line/log-fact.ts';

export interface ClientGuess {
  readonly id: ClientId;
  /** The oldest client that may have written the log: what it does not know, no line shows. */
  readonly oldest: ClientId;
  readonly why: string;
}

/** How QEMU writes of a request: in v1; after a success (8.0-9.0); before it and after it (9.1-). */
export type Family = 'v1' | 'v2-success' | 'v2-intent';

export const FAMILIES: Readonly<Record<Family, readonly ClientId[]>> = {
  v1: ['qemu-5.2', 'qemu-6.1'],
  'v2-success': ['qemu-8.0', 'qemu-8.1', 'qemu-8.2'],
  'v2-intent': ['qemu-9.1'],
};

export interface ClientSigns {
  see(fact: Fact, line: number): void;
  guess(): ClientGuess | null;
  isV1(): boolean;
}

/** `chosen` is the client that the user names: it goes before what the lines show. */
export function createClientSigns(chosen: ClientId | null): ClientSigns {
  let family: Family | null = null;
  let [familyLine, p2pLine, oldLine, preCopyLine] = [0, 0, 0, 0];

  function see(fact: Fact, line: number): void {
    const seen = toFamily(fact);
    if (seen !== null && isNews(family, seen)) [family, familyLine] = [seen, line];
    if (fact.kind === 'wanted' && fact.prepares) p2pLine ||= line;
    if (fact.kind === 'set' && fact.generation === 'v2' && [5, 7].includes(fact.to)) p2pLine ||= line;
    if (fact.kind === 'sign' && fact.sign === 'no-pre-copy-sizes') oldLine ||= line;
    if (fact.kind === 'sign' && fact.sign === 'pre-copy') preCopyLine ||= line;
  }

  function guess(): ClientGuess | null {
    if (chosen !== null) return { id: chosen, oldest: chosen, why: 'you chose it' };
    switch (family) {
      case null:
        return null;
      case 'v1':
        return {
          id: 'qemu-6.1',
          oldest: 'qemu-5.2',
          why: `line ${familyLine} writes device_state as a number: QEMU 5.2 to 7.2, protocol v1`,
        };
      case 'v2-intent':
        return {
          id: 'qemu-9.1',
          oldest: 'qemu-9.1',
          why: `line ${familyLine} is written as only QEMU 9.1 and later write it`,
        };
      case 'v2-success':
        return guessMiddle();
    }
  }

  function guessMiddle(): ClientGuess {
    const range = `line ${familyLine} is written as QEMU 8.0 to 9.0 write it`;
    if (p2pLine > 0)
      return {
        id: 'qemu-8.2',
        oldest: 'qemu-8.2',
        why: `${range}, and line ${p2pLine} is of P2P, which came with 8.2`,
      };
    if (oldLine > 0 && preCopyLine === 0)
      return {
        id: 'qemu-8.0',
        oldest: 'qemu-8.0',
        why: `${range}, and line ${oldLine} lacks the sizes of pre-copy, which came with 8.1`,
      };
    return {
      id: 'qemu-8.2',
      oldest: preCopyLine > 0 ? 'qemu-8.1' : 'qemu-8.0',
      why: `${range}; nothing tells 8.0, 8.1 and 8.2 apart, so the last is taken`,
    };
  }

  return {
    see,
    guess,
    isV1: () => (chosen === null ? family === 'v1' : getClient(chosen).generation === 'v1'),
  };
}

/** A line of 9.1 goes before one that 8.0 may have written too. */
export function isNews(family: Family | null, seen: Family): boolean {
  return family === null || (family === 'v2-success' && seen === 'v2-intent');
}

export function toFamily(fact: Fact): Family | null {
  switch (fact.kind) {
    case 'set':
      return fact.generation === 'v1' ? 'v1' : 'v2-success';
    case 'wanted':
      return fact.generation === 'v1' ? 'v1' : null;
    case 'unset':
    case 'write-failed':
      return 'v1';
    case 'intent':
    case 'now':
    case 'event':
      return 'v2-intent';
    case 'failed':
      return fact.late ? 'v2-intent' : 'v2-success';
    default:
      return null;
  }
}
