/**
 * What the device's side of vfio-user prints: libvfio-user and SPDK.
 *
 * @source libvfio-user lib/migration.c, migration_region_access_registers(); lib/libvfio-user.c; SPDK lib/nvmf/vfio_user.c
 */

import type { Fact, LineReading } from '../line/log-fact.ts';

/** The names of libvfio-user's migr_states. */
const STATES: Readonly<Record<string, number>> = {
  stopped: 0,
  running: 1,
  'stop-and-copy': 2,
  'pre-copy': 3,
  resuming: 4,
};

const ARC =
  /migration: (transition|transitioning|transitioned|failed to transition) from state ([\w-]+) to state ([\w-]+)/;
const REFUSED =
  /bad command \d+ while device in (?:stopped|stop-and-copy copy|stop-and-copy) state|cannot access region \d+ while device in stop-and-copy state|bad migration state to (?:read|write) data: \d+/;
const SPDK = /controller state \d+, migration state \d+/;

/** The server names no device: one log is one server. */
const SERVER = 'libvfio-user';

/** Reads a line of a server; null for any other line. */
export function readServerLine(text: string): LineReading | null {
  const arc = ARC.exec(text);
  if (arc) return { kind: 'fact', fact: toArc(arc), format: 'libvfio-user' };
  if (SPDK.test(text)) return toRemark('spdk', 'server-numbers');
  return REFUSED.test(text) ? toRemark('libvfio-user', 'server-refused') : null;
}

const CAME: Readonly<Record<string, 'begins' | 'done' | 'failed'>> = {
  transition: 'begins',
  transitioning: 'begins',
  transitioned: 'done',
  'failed to transition': 'failed',
};

function toArc([, verb = '', old = '', next = '']: RegExpExecArray): Fact {
  const [from, to] = [STATES[old], STATES[next]];
  if (from === undefined || to === undefined)
    return { kind: 'unknown-state', device: SERVER, name: from === undefined ? old : next, closest: null };
  return {
    ...{ kind: 'arc', device: SERVER, from, to, came: CAME[verb] ?? 'begins' },
    ...{ errno: null, generation: 'v1', guessed: false, by: SERVER },
  };
}

const toRemark = (
  format: 'spdk' | 'libvfio-user',
  remark: 'server-numbers' | 'server-refused',
): LineReading => ({ kind: 'fact', fact: { kind: 'remark', device: SERVER, remark }, format });
