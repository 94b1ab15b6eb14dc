/**
 * QMP as JSON lines, in a session, and in what virsh and libvirt print: VFIO_MIGRATION, MIGRATION, and the reply of
 * query-migrate. QMP tells states that were reached, never the one that was refused.
 *
 * @source QEMU qapi/vfio.json, VFIO_MIGRATION (v9.1.0); qapi/migration.json, MIGRATION and MigrationInfo
 */

import type { LineReading, LineTime } from '../line/log-fact.ts';
import { findClosestState, readLooseName } from '../line/logged-state.ts';

/**
 * A field with its value, which ends where the next one or the object does: a value that was cut has no end. JSON quotes both,
 * or it goes on with another line.
 */
const field = (name: string, value = `[^"'\\s]*`) =>
  new RegExp(
    `(?:["']${name}["']\\s*:\\s*(["'])(${value})\\1|(?<!["'])${name}\\s*[:=]\\s*(?:(["'])(${value})\\3|([\\w/-]+)))(?=\\s*(?:[,}]|$))`,
  );
const STATE = field('device-state', `[^"']*`);
const ID = field('device-id');
const PATH = field('qom-path');
/** The id of a device that was unplugged; one without an id has no event of its own. */
const DELETED = field('device');
/** A QEMU greets whoever connects, and ends: in a session of its own, which holds nothing of another one. */
const RESTART = /^\{ ?"QMP": ?\{|^\{(?=.*"event": ?"SHUTDOWN")/;
/** A number that was cut is none. */
const SECONDS = /"seconds"\s*:\s*(\d+)(?=\s*[,}])/;
const MICROS = /"microseconds"\s*:\s*(\d+)(?=\s*[,}])/;
const STATUS = /["']?status["']?\s*[:=]\s*["']([a-z-]+)["']/;
const ERROR = /"error-desc"\s*:\s*("(?:[^"\\]|\\.)*")/;
const MIGRATION = /["']?\bMIGRATION\b["']?(?!-)/;
const DESC = /"desc"\s*:\s*("(?:[^"\\]|\\.)*")/;

/** An object of QMP begins here, or one that libvirt received. */
const OBJECT = /^\{ ?"|\b(?:event|reply|line)=\{ ?"/;

/** The path of a device that has an id ends with it. */
const PERIPHERAL = /^\/machine\/peripheral\//;

/** The first key of an object of QMP. */
const KEYS = ['timestamp', 'event', 'return', 'error', 'data', 'id'];

/** What is left of an event that lost its head. */
const TAIL = /^(?:"?data"?: )?\{?"?(?:device-state|device-id|qom-path)"?: /;

/** QEMU 11.x sends it before it asks for PRE_COPY_P2P. */
const PREPARE = 'pre-copy-p2p-prepare';

const LONGEST = 16_384;

/** Reads an event or a reply; null for any other line. */
export function readQmpLine(text: string): LineReading | null {
  if (text.length > LONGEST) return null;
  if (text.includes('VFIO_MIGRATION')) {
    const reading = readEvent(text);
    // The rest of it is in the lines after this one.
    return reading.kind === 'fact' && isOpen(text) ? { kind: 'partial', fallback: reading } : reading;
  }
  if (isCut(text)) return CUT;
  if (RESTART.test(text)) return { kind: 'fact', fact: { kind: 'restart' }, format: null };
  const closed = text.includes('DEVICE_DELETED') ? getField(DELETED, text) : undefined;
  if (closed !== undefined) return { kind: 'fact', fact: { kind: 'closed', device: closed }, format: null };
  if (TAIL.test(text)) return { kind: 'fragment' };
  const status = STATUS.exec(text)?.[1];
  const isEvent = MIGRATION.test(text);
  if (isEvent && status === undefined) return null;
  const isReply = text.includes('"return"') && status !== undefined;
  if (!isEvent && !isReply) return null;
  return {
    kind: 'fact',
    fact: { kind: 'status', status: status ?? '', error: readError(text) },
    format: 'qmp',
  };
}

/** It may be of another event: there is nothing to tell of it. */
const CUT: LineReading = { kind: 'partial', fallback: { kind: 'fragment', isDoubtful: true } };

/** True for the head of an object of QMP whose rest is missing. */
function isCut(text: string): boolean {
  const at = OBJECT.exec(text)?.index;
  if (at === undefined) return false;
  const object = text.slice(text.indexOf('{', at));
  const head = /^\{ ?"(\w*)/.exec(object)?.[1] ?? '';
  // What libvirt received is an object of QMP, however little is left of it.
  const isOwn = at > 0 || (head.length > 1 && KEYS.some((key) => key.startsWith(head)));
  return isOwn && isOpen(object);
}

/** True if an object that begins in the text does not end in it. */
function isOpen(text: string): boolean {
  const plain = text.replace(/"(?:[^"\\]|\\.)*"/g, '');
  return plain.split('{').length > plain.split('}').length;
}

const getField = (pattern: RegExp, text: string): string | undefined => {
  const found = pattern.exec(text);
  return found?.[2] ?? found?.[4] ?? found?.[5];
};

/** The name of the event, and words after it that no program prints there. */
const IN_SENTENCE = /VFIO_MIGRATION (?!at |data|for domain)[a-z]+ /;

/** The text of an error that a command of QMP gave. */
export function readQmpError(text: string): string | null {
  const found = text.includes('"error"') ? DESC.exec(text)?.[1] : undefined;
  return found === undefined ? null : parseText(found);
}

function readEvent(text: string): LineReading {
  const name = getField(STATE, text);
  const device = getField(ID, text) || getField(PATH, text)?.replace(PERIPHERAL, '');
  if (name === undefined || device === undefined || device === '')
    return { kind: IN_SENTENCE.test(text) ? 'unread' : 'partial' };
  // Its states are in lower case: anything else is a type of the schema.
  if (!/^[a-z][a-z0-9-]*$/.test(name)) return { kind: 'unread' };
  const isPrepare = name === PREPARE;
  const to = isPrepare ? readLooseName('pre-copy-p2p') : readLooseName(name);
  return {
    kind: 'fact',
    fact:
      to === undefined
        ? { kind: 'unknown-state', device, name, closest: findClosestState(name) }
        : { kind: 'event', device, to, prepares: isPrepare },
    format: 'qmp',
  };
}

function readError(text: string): string | null {
  const found = ERROR.exec(text)?.[1];
  return found === undefined ? null : parseText(found);
}

function parseText(text: string): string | null {
  try {
    return String(JSON.parse(text));
  } catch {
    return null;
  }
}

/** The connection of libvirt, or the domain that virsh names: each VM has a device of the same id. */
const OWNER = /\bmon=(0x[0-9a-f]+)\b|\bfor domain (?:'([^']{1,100})'|([^\s':]{1,100})):/;

/** Whose event it is: `monitor 0x7f01` or `domain vm1`; null where the line does not tell. */
export function readOwner({ reading, text }: { readonly reading: LineReading; readonly text: string }) {
  if (reading.kind !== 'fact' || (reading.fact.kind !== 'event' && reading.fact.kind !== 'closed'))
    return null;
  const [, monitor, quoted, plain] = OWNER.exec(text.slice(0, LONGEST_HEAD)) ?? [];
  if (monitor !== undefined) return `monitor ${monitor}`;
  const domain = quoted ?? plain;
  return domain === undefined ? null : `domain ${domain}`;
}

const LONGEST_HEAD = 400;

/** The time that QMP puts into the event itself. */
export function readQmpTime(text: string): LineTime | null {
  const [seconds, micros] = [SECONDS.exec(text)?.[1], MICROS.exec(text)?.[1]];
  if (seconds === undefined || micros === undefined) return null;
  const stamp = `${seconds}.${micros.padStart(6, '0')}`;
  return { text: stamp, seconds: Number(stamp), clock: 'epoch' };
}
