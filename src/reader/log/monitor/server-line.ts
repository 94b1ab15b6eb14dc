/**
 * What the device's side of vfio-user prints: libvfio-user and SPDK.
 *
 * @source libvfio-user lib/migration.c, migration_region_access_registers(); lib/libvfio-user.c; SPDK lib/nvmf/vfio_user.c
 */

import { toErrno } from '../line/errno-name.ts';
import type { Fact, LineReading } from '../line/log-fact.ts';
import { isQuotedAfter } from '../qemu/quoted-text.ts';

/** The names of libvfio-user's migr_states. */
const STATES: Readonly<Record<string, number>> = {
  stopped: 0,
  running: 1,
  'stop-and-copy': 2,
  'pre-copy': 3,
  resuming: 4,
};

/** `(null)` stands for a value without a name. */
const ARC =
  /(migration: transition|migration: transitioning|migration: transitioned|migration: failed to transition|(?:^|: |\t)bad transition) from state ([\w-]+|\(null\)) to state ([\w-]+|\(null\))$/;
/** Before February 2022: a number, and no state before. */
const FAILED = /\bfailed to transition to state (\d): (.+)$/;
const REFUSED =
  /bad command \d+ while device in (?:stopped|stop-and-copy copy|stop-and-copy) state|cannot access region \d+ while device in stop-and-copy state|bad migration state to (?:read|write) data: \d+/;
const SPDK = /controller state \d+, migration state \d+/;
/** What is left of a line that a mailer wrapped, or that was cut. */
const HEAD =
  /(?:\bmigration: (?:failed to )?trans\w*|(?:^|: )bad transition)(?: f\w*(?: s\w*(?: [\w-]+(?: t\w*(?: \w*(?: [\w-]*)?)?)?)?)?)?$|\bfailed to transition to state(?: \d?:?)?$|^\S+\.c: *\d+:\w+: \*[A-Z]+\*:$|: migration:(?: failed?(?: to?)?)?$/;

/** The server names no device: one log is one server, but for SPDK, whose lines begin with the endpoint. */
const SERVER = 'libvfio-user';
const ENDPOINT = /(?:\*[A-Z]+\*: |^(?=\/))(\S+?):? (?=migration: |bad |failed |cannot |controller )/;

/** Reads a line of a server; null for any other line. */
export function readServerLine(text: string): LineReading | null {
  const device = ENDPOINT.exec(text)?.[1] ?? SERVER;
  const arc = ARC.exec(text);
  const failed = FAILED.exec(text);
  const said = arc ?? failed;
  if (said && !said[0].startsWith(':') && isQuotedAfter(text.slice(0, said.index))) return { kind: 'unread' };
  if (arc) return { kind: 'fact', fact: toArc(device, arc), format: 'libvfio-user' };
  if (failed) return { kind: 'fact', fact: toFailed(device, failed), format: 'libvfio-user' };
  if (SPDK.test(text)) return toRemark('spdk', device, 'server-numbers');
  if (REFUSED.test(text)) return toRemark('libvfio-user', device, 'server-refused');
  return HEAD.test(text) ? { kind: 'partial' } : null;
}

const CAME: Readonly<Record<string, 'begins' | 'done' | 'failed'>> = {
  'migration: transition': 'begins',
  'migration: transitioning': 'begins',
  'migration: transitioned': 'done',
  'migration: failed to transition': 'failed',
  'bad transition': 'failed',
};

function toArc(device: string, [, verb = '', old = '', next = '']: RegExpExecArray): Fact {
  const [from, to] = [STATES[old], STATES[next]];
  if (from === undefined || to === undefined)
    return { kind: 'unknown-state', device, name: from === undefined ? old : next, closest: null };
  const errno = verb.endsWith('bad transition') ? 'EINVAL' : null;
  return {
    ...{ kind: 'arc', device, from, to, came: CAME[verb.trim().replace(/^: /, '')] ?? 'begins' },
    ...{ errno, generation: 'v1', guessed: false, by: SERVER, answered: verb.endsWith('transitioning') },
  };
}

const toFailed = (device: string, [, to = '', error = '']: RegExpExecArray): Fact => ({
  ...{ kind: 'arc', device, from: null, to: Number(to), came: 'failed', errno: toErrno(error) },
  ...{ generation: 'v1', guessed: false, by: SERVER },
});

const toRemark = (
  format: 'spdk' | 'libvfio-user',
  device: string,
  remark: 'server-numbers' | 'server-refused',
): LineReading => ({ kind: 'fact', fact: { kind: 'remark', device, remark }, format });
