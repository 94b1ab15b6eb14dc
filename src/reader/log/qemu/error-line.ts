/**
 * What QEMU reports about a request that failed, on stderr, in libvirt's log of the domain or in HMP.
 *
 * @source QEMU hw/vfio/migration.c, vfio_mig_rw() and vfio_migration_set_state() (v7.2.0), vfio_migration_set_state() (v9.0.0, v10.2.2)
 */

import { toErrno } from '../line/errno-name.ts';
import type { Fact, LineReading } from '../line/log-fact.ts';
import { findClosestState, readStateName } from '../line/logged-state.ts';
import { isPlaceholder, isQuotedAfter } from './quoted-text.ts';

type Match = readonly string[];

type Row = readonly [pattern: RegExp, toFact: (device: string, found: Match) => Fact | null];

const FAILED = 'Failed setting device state to ';

const ROWS: readonly Row[] = [
  [
    /^(.*?): Failed setting device state to ([^\s,.]+), err: (.+?)\. Recover state is ERROR\. Resetting device\.?$/,
    (device, [, , to = '', err = '']) => toFailed(device, to, 'ERROR', err, false),
  ],
  [
    /^(.*?): Failed setting device state to ([^\s,.]+), err: (.+?)\. Setting device in recover state ([A-Z0-9_]+)$/,
    (device, [, , to = '', err = '', recover = '']) => toFailed(device, to, recover, err, false),
  ],
  [
    /^(.*?): Failed setting device state to ([^\s,.]+)\. Recover state is ERROR\. Resetting device: (.+)$/,
    (device, [, , to = '', err = '']) => toFailed(device, to, 'ERROR', err, true),
  ],
  [
    /^(.*?): Failed setting device state to ([^\s,.]+)\. Setting device in recover state ([A-Z0-9_]+): (.+)$/,
    (device, [, , to = '', recover = '', err = '']) => toFailed(device, to, recover, err, true),
  ],
  [
    /^(.*?): Failed setting device in recover state, err: (.+?)\. Resetting device$/,
    (device, [, , err = '']) => ({ kind: 'recover-failed', device, errno: toErrno(err) }),
  ],
  [
    /^(.*?): Failed resetting device, err: (.+)$/,
    (device, [, , err = '']) => ({ kind: 'reset-failed', device, errno: toErrno(err) }),
  ],
  [/^(.*?): data_fd out of sync$/, (device) => ({ kind: 'out-of-sync', device })],
  [
    /^vfio_mig_(?:write|access|rw) \d+ byte (.*?): failed at offset 0x0+, err: (.+)$/,
    (device, [, , err = '']) => ({ kind: 'write-failed', device, errno: toErrno(err) }),
  ],
  [
    /^(.*?): Failed to set state (SAVING|STOP and SAVING|STOPPED|RESUMING)$/,
    (device, [, , name = '']) => ({ kind: 'unset', device, ask: UNSET[name] ?? 'setup' }),
  ],
  [
    /^(.*?): Device in error state 0x[0-9a-f]+$/,
    (device) => ({ kind: 'remark', device, remark: 'error-state' }),
  ],
];

const UNSET: Readonly<Record<string, 'setup' | 'complete' | 'done' | 'load'>> = {
  SAVING: 'setup',
  'STOP and SAVING': 'complete',
  STOPPED: 'done',
  RESUMING: 'load',
};

/** One of these stands in every line that is read here. */
const MARK =
  /Failed setting device|Failed resetting device|data_fd out of sync|vfio_mig_(?:write|read|access|rw) |Failed to set state|Device in error state/;

/** What may stand before the device: the program, and `Error: `. */
const PROGRAM = /^(?:[\w.-]+ )?(?:qemu[\w.-]*|kvm|[\w./-]+\[\d+\]): /;

/** What HMP's `info migrate` puts around an error, and what a document does. */
const STATUS = /^Migration status: failed \((.*)\)$/;
const QUOTES = /^(?:<[a-z]+>)*["'`]?|["'`]?,?(?:<\/?[a-z]+ ?\/?>)*$/g;

/** Programs and `Error: ` before a message, taken away. `stripProgram('kvm: Error: a')` is `a`. */
export function stripProgram(text: string): string {
  let rest = text;
  for (let times = 0; times < 3; times += 1) rest = rest.replace(PROGRAM, '').replace(/^Error: /, '');
  return rest;
}

/** Reads a line that reports an error about a request; null for any other line. */
export function readErrorLine(text: string): LineReading | null {
  if (!MARK.test(text)) return null;
  // A format of the source is no error.
  if (text.includes('%s')) return { kind: 'unread' };
  const plain = text.replace(STATUS, '$1').replace(QUOTES, '').trim();
  const rest = stripProgram(plain).trim();
  const hasProgram = rest !== plain;
  for (const [pattern, toFact] of ROWS) {
    const found = pattern.exec(rest);
    if (!found) continue;
    const before = found[1] ?? '';
    const device = toDeviceName(before);
    // Without the program only a device that is named as QEMU names it tells an error from a sentence that ends as one.
    if (isPlaceholder(device) || !(hasProgram || isKnownName(before, device))) return { kind: 'unread' };
    const fact = toFact(device, found);
    if (!fact) continue;
    const reading: LineReading = { kind: 'fact', fact, format: 'qemu-error' };
    const isOpen = 'errno' in fact && fact.errno === null;
    return isOpen ? { kind: 'partial', fallback: reading } : reading;
  }
  if (/vfio_mig_\w+ \d+ byte .*failed at offset 0x\w+, err: ./.test(rest))
    return { kind: 'known', format: 'qemu-error' };
  const head = rest.slice(0, MARK.exec(rest)?.index ?? 0).replace(/:? $/, '');
  const isOfLog = hasProgram || head === '' || isKnownName(head, toDeviceName(head));
  return { kind: isOfLog ? 'partial' : 'unread' };
}

/** How QEMU names a device, at the end of whatever stands before it: an address, a UUID, or the socket of vfio-user. */
const NAMES = [
  /VFIO user <.*>$/,
  /(?:^|[\s('"])([0-9a-f]{4}:[0-9a-f]{2}:[0-9a-f]{2}\.[0-7])$/,
  /(?:^|[\s('"])([0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12})$/,
];

/** The program at the end of what stands before a device. */
const LAST_PROGRAM = /(?:qemu[\w.-]*|kvm): $/;

/** Without what libvirt, virsh and a log put before the error. `toDeviceName('error: job failed: d0')` is `d0`. */
function toDeviceName(text: string): string {
  for (const pattern of NAMES) {
    const found = pattern.exec(text);
    if (found) return found[1] ?? found[0];
  }
  return text.slice(text.lastIndexOf(': ') + 1).trim();
}

/** True for a name with a digit, as all have, and nothing before it that a sentence has. */
function isKnownName(before: string, device: string): boolean {
  const head = before.slice(0, before.length - device.length);
  const isName = /^\S*\d\S*$/.test(device) || device.startsWith('VFIO user <');
  return isName && !isQuotedAfter(head) && !isQuotedAfter(head.replace(LAST_PROGRAM, ''));
}

function toFailed(device: string, name: string, mend: string, error: string, late: boolean): Fact {
  const [to, recover] = [readStateName(name), readStateName(mend)];
  if (to === undefined || recover === undefined) {
    const unknown = to === undefined ? name : mend;
    return { kind: 'unknown-state', device, name: unknown, closest: findClosestState(unknown) };
  }
  return { kind: 'failed', device, to, recover, errno: toErrno(error), late };
}

/** True for the head of an error line that a cut has left. */
export function isErrorHead(text: string): boolean {
  const rest = stripProgram(text).trim();
  const at = rest.lastIndexOf(': ');
  const tail = at < 0 ? '' : rest.slice(at + 2);
  return tail.length >= 3 && (FAILED.startsWith(tail) || 'data_fd out of sync'.startsWith(tail));
}
