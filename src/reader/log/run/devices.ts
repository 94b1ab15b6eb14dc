/** The devices of a log, by name and process: two QEMUs may each have one of the same name. */

import type { DeviceFact, Fact, Generation } from '../line/log-fact.ts';
import { createDeviceState, type DeviceState } from './device-state.ts';
import type { RunNote } from './run-step.ts';

/** Where a fact stands in the file, and in time. */
interface FactPlace {
  readonly line: number;
  readonly order: number;
}

export interface Devices {
  all(): readonly DeviceState[];
  /** An error of this device is in the log. */
  seeError(state: DeviceState): void;
  /** True if the errors of the process of this device are in the log; `any` is true if those of some process are. */
  hasErrors(state: DeviceState, any: boolean): boolean;
  /** The device of a fact, created if it is new; null where the fact is of none. */
  find(fact: DeviceFact, pid: string | null, place: FactPlace): DeviceState | null;
}

/** A name that was torn where a window wrapped may have a space too many: `domain m y vm` is `domain my vm`. */
const toKey = (pid: string | null, name: string) => `${pid?.replaceAll(/\s/g, '')}|${name}`;

/** More would be a mistake, or made to fill the memory. */
const MOST_DEVICES = 1000;

export function createDevices(getGeneration: () => Generation, note: (note: RunNote) => void): Devices {
  const byKey = new Map<string, DeviceState>();
  const latest = new Map<string, DeviceState>();
  const list: DeviceState[] = [];
  const withErrors = new Set<DeviceState>();

  function create(
    name: string,
    pid: string | null,
    generation: Generation,
    { line, order }: FactPlace,
  ): DeviceState | null {
    if (list.length >= MOST_DEVICES) return null;
    const before = latest.get(name);
    if (before && pid !== null) {
      const words = { owner: toOwner(pid), before: toOwner(before.pid ?? 'unknown') };
      note({ id: 'second-process', line, device: name, words });
    }
    const state = createDeviceState(
      before && pid !== null ? `${name}, ${toOwner(pid).replace('process', 'pid')}` : name,
      pid,
      generation,
      order,
    );
    list.push(state);
    byKey.set(toKey(pid, name), state);
    latest.set(name, state);
    return state;
  }

  /** An error line may have words before the name that are not known: the device is the one whose name ends them. */
  function findByEnd(name: string): DeviceState | undefined {
    return list.findLast((state) => name.endsWith(` ${state.name}`));
  }

  return {
    all: () => list,
    seeError: (state) => {
      withErrors.add(state);
    },
    hasErrors(state, any) {
      if (state.pid === null && list.length > 1) return withErrors.has(state);
      const isAlone = list.every(({ pid }) => pid === state.pid);
      return isAlone ? any : [...withErrors].some(({ pid }) => pid !== null && pid === state.pid);
    },
    find(fact, pid, place) {
      const name = fact.device;
      if (name === '') return fact.kind === 'arc' ? findXe(list) : null;
      if (fact.kind === 'remark') return null;
      const generation = getOwnGeneration(fact) ?? getGeneration();
      const known =
        pid === null
          ? (latest.get(name) ?? findByEnd(name))
          : (byKey.get(toKey(pid, name)) ?? adopt(name, pid));
      const state = known ?? (fact.kind === 'closed' ? null : create(name, pid, generation, place));
      const own = getOwnGeneration(fact);
      if (!state || !own) return state;
      if (state.generation === own || (state.value === null && !state.hasSteps))
        return Object.assign(state, { generation: own, isAnew: false });
      const next = state.isAnew ? succeed(state, name, own, place) : null;
      if (!next) note({ id: 'two-protocols', line: place.line, device: name, words: {} });
      return next;
    },
  };

  /** The device in the QEMU that was started after another one, which asks by the other protocol. */
  function succeed(
    before: DeviceState,
    name: string,
    generation: Generation,
    place: FactPlace,
  ): DeviceState | null {
    const title = `${name}, protocol ${generation}`;
    const known = list.find(
      (one) => [name, title].includes(one.name) && one.pid === before.pid && one.generation === generation,
    );
    const next = known ?? create(title, before.pid, generation, place);
    if (!next) return null;
    const { opened, wasReset, isFromStart, torn } = before;
    Object.assign(next, { opened, wasReset, isFromStart, torn, isAnew: false });
    byKey.set(toKey(next.pid, name), next);
    latest.set(name, next);
    return next;
  }

  /** A device that was named only by lines without a process so far. */
  function adopt(name: string, pid: string): DeviceState | undefined {
    const before = latest.get(name);
    if (!before || before.pid !== null) return undefined;
    const adopted = Object.assign(before, { pid });
    byKey.set(toKey(pid, name), adopted);
    return adopted;
  }
}

/** `process 11`; a domain and a connection are named as they are. */
const toOwner = (pid: string) => (/^(?:\d+|unknown)$/.test(pid) ? `process ${pid}` : pid);

/** A warning of xe names no device: it is told where there is only one. */
function findXe(list: readonly DeviceState[]): DeviceState | null {
  const known = list.filter(
    ({ lastBy, held }) => lastBy === 'xe' || held.some((step) => step.said === 'arc-begins'),
  );
  return known.length === 1 ? (known[0] ?? null) : null;
}

function getOwnGeneration(fact: Fact): Generation | null {
  switch (fact.kind) {
    case 'set':
    case 'wanted':
    case 'arc':
      return fact.generation;
    case 'unset':
    case 'write-failed':
      return 'v1';
    case 'intent':
    case 'now':
    case 'failed':
    case 'event':
    case 'sample':
      return 'v2';
    default:
      return null;
  }
}
