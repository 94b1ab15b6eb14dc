/**
 * Signs that two names of a log are of one device: QMP names a device by its id, QEMU's trace by its address. Nothing is
 * merged for them; they are asked about.
 *
 * @source QEMU hw/vfio/migration.c, vfio_migration_set_device_state(), v9.1.0: the trace line, then the event
 */

import type { Fact, Generation } from '../line/log-fact.ts';
import type { DeviceState } from './device-state.ts';
import type { RunNote } from './run-step.ts';

type DeviceFact = Exclude<Fact, { readonly kind: 'status' }>;

export interface NameSigns {
  /** A fact of a device, before it is taken. */
  see(state: DeviceState, fact: DeviceFact, line: number): void;
  /** A piece of a line stood here: what began in it is not known. */
  tear(): void;
  /** What is to be asked, now that the log has ended. */
  getNotes(): readonly RunNote[];
}

/** The first request of a live migration. */
const BEGINS: Readonly<Record<Generation, number>> = { v1: 3, v2: 6 };

/** What only a device that has begun a live migration is asked for. */
const GOES_ON: Readonly<Record<Generation, readonly string[]>> = { v1: ['3>2'], v2: ['6>7', '6>3', '7>3'] };

/** So many events that follow a line of the other name are no chance. */
const FEWEST_EVENTS = 3;

interface Trail {
  /** The order of its first and its last fact. */
  readonly since: number;
  last: number;
  /** How many pieces of lines came before its first fact. */
  readonly tears: number;
  /** The state that its first request named; null until there is one, or where it was opened first. */
  first: number | null;
  isDecided: boolean;
}

interface Heir {
  readonly state: DeviceState;
  readonly line: number;
  readonly believed: number;
}

interface Twin {
  readonly before: DeviceState;
  readonly line: number;
  count: number;
  isBroken: boolean;
}

export function createNameSigns(): NameSigns {
  const trails = new Map<DeviceState, Trail>();
  /** Who begins where a device ends; null where several do. */
  const heirs = new Map<DeviceState, Heir | null>();
  const twins = new Map<DeviceState, Twin>();
  let latest: { readonly state: DeviceState; readonly to: number } | null = null;
  let [facts, tears] = [0, 0];

  /** The one device that ends where this one begins. */
  function findBefore(state: DeviceState, to: number, since: number): DeviceState | undefined {
    const found = [...trails].filter(
      ([other, trail]) =>
        other !== state &&
        (other.pid === state.pid || other.pid === null || state.pid === null) &&
        other.generation === state.generation &&
        trail.last < since &&
        trail.tears === tears &&
        trail.first === BEGINS[other.generation] &&
        other.sure &&
        other.intent === null &&
        GOES_ON[other.generation].includes(`${other.value}>${to}`),
    );
    return found.length === 1 ? found[0]?.[0] : undefined;
  }

  function seeFirst(state: DeviceState, trail: Trail, to: number, line: number): void {
    trail.first = to;
    const before = findBefore(state, to, trail.since);
    if (!before || before.value === null) return;
    heirs.set(before, heirs.has(before) ? null : { state, line, believed: before.value });
  }

  function seeEvent(state: DeviceState, to: number, line: number): void {
    const before = latest?.to === to && latest.state !== state ? latest.state : null;
    latest = null;
    const twin = twins.get(state);
    if (twin && twin.before === before) twin.count += 1;
    else if (twin) twin.isBroken = true;
    else if (before) twins.set(state, { before, line, count: 1, isBroken: false });
  }

  /** A line of the trace whose event did not come. */
  function breakTwins(state: DeviceState): void {
    for (const twin of twins.values()) if (twin.before === state) twin.isBroken = true;
  }

  return {
    see(state, fact, line) {
      facts += 1;
      const trail = trails.get(state) ?? { since: facts, last: facts, tears, first: null, isDecided: false };
      trails.set(state, trail);
      trail.last = facts;
      if (heirs.get(state)) heirs.set(state, null);
      const to = getRequest(fact);
      if (!trail.isDecided && (to !== null || isBeginning(fact))) {
        trail.isDecided = true;
        if (to !== null) seeFirst(state, trail, to, line);
      }
      if (fact.kind === 'now') {
        if (latest) breakTwins(latest.state);
        latest = { state, to: fact.to };
      }
      if (fact.kind === 'event' && !fact.prepares) seeEvent(state, fact.to, line);
    },
    tear() {
      tears += 1;
    },
    getNotes() {
      const notes: RunNote[] = [];
      for (const [before, heir] of heirs)
        if (heir) {
          const { state, line, believed } = heir;
          const words = { name: state.name, before: before.name, believed };
          notes.push({ id: 'name-changed', line, device: state.name, words });
        }
      for (const [state, { before, line, count, isBroken }] of twins) {
        if (isBroken || count < FEWEST_EVENTS) continue;
        if ([...twins.values()].filter((twin) => twin.before === before).length > 1) continue;
        const words = { name: state.name, before: before.name, count };
        notes.push({ id: 'name-twice', line, device: state.name, words });
      }
      return notes;
    },
  };
}

/** The state that a request or its result names. */
function getRequest(fact: DeviceFact): number | null {
  switch (fact.kind) {
    case 'set':
    case 'intent':
    case 'now':
      return fact.to;
    case 'event':
      return fact.prepares ? null : fact.to;
    default:
      return null;
  }
}

/** True for what shows that a device was opened, or reset, or that a migration begins or ends with it, or failed. */
function isBeginning(fact: DeviceFact): boolean {
  if (fact.kind === 'sign') return ['opened', 'setup', 'load', 'cleanup'].includes(fact.sign);
  return fact.kind !== 'notified' && fact.kind !== 'wanted' && fact.kind !== 'remark';
}
