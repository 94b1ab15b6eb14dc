/**
 * Signs that two names of a log are of one device: QMP names a device by its id, QEMU's trace by its address. Nothing is
 * merged for them; they are asked about.
 *
 * @source QEMU hw/vfio/migration.c, vfio_migration_set_device_state(), v9.1.0: the trace line, then the event
 */

import type { DeviceFact, Generation } from '../line/log-fact.ts';
import type { DeviceState } from './device-state.ts';
import type { RunNote } from './run-step.ts';

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

/** What QEMU calls a device by: its id in events, its address in errors and in the trace. */
type Caller = 'event' | 'error' | 'trace';

/** null for a line that is not of QEMU. */
function getCaller({ kind }: DeviceFact): Caller | null {
  switch (kind) {
    case 'event':
      return 'event';
    case 'failed':
    case 'recover-failed':
    case 'reset-failed':
    case 'out-of-sync':
      return 'error';
    case 'arc':
    case 'sample':
    case 'closed':
    case 'unknown-state':
    case 'remark':
      return null;
    default:
      return 'trace';
  }
}

/** Where an error of QEMU 9.1 and later leaves the device; null for one of another version. */
function getMend(fact: DeviceFact): number | null {
  if (fact.kind === 'recover-failed') return RUNNING;
  if (fact.kind !== 'failed' || !fact.late) return null;
  return fact.recover === 0 ? RUNNING : fact.recover;
}

const RUNNING = 2;

interface Trail {
  /** The order of its first and its last fact. */
  readonly since: number;
  last: number;
  /** How many pieces of lines came before its first fact. */
  readonly tears: number;
  /** The state that its first request named; null until there is one, or where it was opened first. */
  first: number | null;
  isDecided: boolean;
  readonly callers: Set<Caller>;
  /** The states that its events name. */
  readonly events: Set<number>;
  /** Where its errors say that it was left, and the line of the first. */
  readonly mends: Set<number | null>;
  errorLine: number;
  /** True after the error of a recover state, which comes before that of the request. */
  isRecoverFailed: boolean;
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

  /** The errors are of one device and the events of one: their names may be of the same. */
  function findErrorName(): RunNote | null {
    const named = [...trails].filter(([, { callers }]) => callers.size > 0);
    const [one, other] = named;
    if (named.length !== 2 || !one || !other) return null;
    const [events, errors] = one[1].callers.has('event') ? [one, other] : [other, one];
    const isApart = isOnly(events[1].callers, 'event') && isOnly(errors[1].callers, 'error');
    // After an error there is an event for where the device was left.
    const isFit = [...errors[1].mends].every((mend) => mend !== null && events[1].events.has(mend));
    if (!isApart || !isFit || errors[1].mends.size === 0) return null;
    const words = { name: errors[0].name, before: events[0].name };
    return { id: 'name-in-error', line: errors[1].errorLine, device: errors[0].name, words };
  }

  function seeCaller(trail: Trail, fact: DeviceFact, line: number): void {
    const caller = getCaller(fact);
    if (caller === null) return;
    trail.callers.add(caller);
    if (fact.kind === 'event' && !fact.prepares) trail.events.add(fact.to);
    if (caller !== 'error') return;
    trail.errorLine ||= line;
    if (fact.kind === 'failed' || fact.kind === 'recover-failed')
      trail.mends.add(trail.isRecoverFailed ? RUNNING : getMend(fact));
    trail.isRecoverFailed = fact.kind === 'recover-failed';
  }

  return {
    see(state, fact, line) {
      facts += 1;
      const trail = trails.get(state) ?? createTrail(facts, tears);
      trails.set(state, trail);
      seeCaller(trail, fact, line);
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
      const error = findErrorName();
      const notes: RunNote[] = error ? [error] : [];
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

const isOnly = (callers: ReadonlySet<Caller>, caller: Caller) => callers.size === 1 && callers.has(caller);

const createTrail = (since: number, tears: number): Trail => ({
  ...{ since, last: since, tears, first: null, isDecided: false },
  ...{ callers: new Set(), events: new Set(), mends: new Set(), errorLine: 0, isRecoverFailed: false },
});

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
