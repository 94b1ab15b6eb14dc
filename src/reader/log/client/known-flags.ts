/**
 * What the client of each device knows of pre-copy and of P2P. A log may hold lines of several QEMUs, of several versions: what
 * one shows says nothing of the flags of a device of another.
 */

import type { ClientId } from '../../../protocol/clients/client.ts';
import type { Fact } from '../line/log-fact.ts';
import type { DeviceState } from '../run/device-state.ts';
import { type ClientSigns, createClientSigns } from './client-guess.ts';

interface KnownFlags {
  readonly knowsPreCopy: boolean;
  readonly knowsP2p: boolean;
}

export interface ClientsOfDevices {
  see(state: DeviceState, fact: Fact, line: number): void;
  /** Another QEMU writes from here. */
  restart(): void;
  getKnown(state: DeviceState): KnownFlags;
  /** The client of that device; null where it cannot be told. */
  getClient(state: DeviceState): ClientId | null;
}

/** 8.0 and 8.1 know no P2P: a VM stop without its step shows nothing there. */
const KNOW_P2P: readonly ClientId[] = ['qemu-8.2', 'qemu-9.1'];
/** 8.0 knows no pre-copy: a setup without it shows nothing there. */
const KNOW_PRE_COPY: readonly ClientId[] = ['qemu-8.1', ...KNOW_P2P];

const RESUMING = 4;

export function createClientsOfDevices(chosen: ClientId | null): ClientsOfDevices {
  const signs = new Map<DeviceState, ClientSigns>();
  /** Devices that a destination loads: without a process they may be of another QEMU than the others. */
  const loading = new Set<DeviceState>();
  let isRestarted = false;

  const isOfOne = (one: DeviceState, other: DeviceState) =>
    one.pid === other.pid && (one.pid !== null || loading.has(one) === loading.has(other));

  return {
    see(state, fact, line) {
      const own = signs.get(state) ?? createClientSigns(chosen);
      signs.set(state, own);
      own.see(fact, line);
      if (isLoading(fact)) loading.add(state);
    },
    restart() {
      isRestarted = true;
    },
    getKnown(state) {
      // Where it cannot be told which QEMU wrote a line, nothing follows from one that is missing.
      if (chosen === null && isRestarted) return { knowsPreCopy: false, knowsP2p: false };
      const oldest = [...signs]
        .filter(([other]) => isOfOne(state, other))
        .map(([, { guess }]) => guess()?.oldest);
      const knows = (ids: readonly ClientId[]) => oldest.some((id) => id !== undefined && ids.includes(id));
      return { knowsPreCopy: knows(KNOW_PRE_COPY), knowsP2p: knows(KNOW_P2P) };
    },
    getClient(state) {
      if (chosen !== null || isRestarted) return chosen;
      const ids = [...signs]
        .filter(([other]) => isOfOne(state, other))
        .flatMap(([, { guess }]) => guess()?.id ?? []);
      return new Set(ids).size === 1 ? (ids[0] ?? null) : null;
    },
  };
}

function isLoading(fact: Fact): boolean {
  switch (fact.kind) {
    case 'set':
    case 'intent':
    case 'now':
      return fact.to === RESUMING;
    case 'sign':
      return fact.sign === 'load';
    default:
      return false;
  }
}
