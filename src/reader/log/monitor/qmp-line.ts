/**
 * QMP as JSON lines, in a session, and in what virsh and libvirt print: VFIO_MIGRATION, MIGRATION, and the reply of
 * query-migrate. QMP tells states that were reached, never the one that was refused.
 *
 * @source QEMU qapi/vfio.json, VFIO_MIGRATION (v9.1.0); qapi/migration.json, MIGRATION and MigrationInfo
 */

import type { LineReading, LineTime } from '../line/log-fact.ts';
import { findClosestState, readLooseName } from '../line/logged-state.ts';

const STATE = /["']?device-state["']?\s*[:=]\s*["']?([\w-]+)/;
const ID = /["']?device-id["']?\s*[:=]\s*["']([^"']*)["']/;
const PATH = /["']?qom-path["']?\s*[:=]\s*["']([^"']*)["']/;
const SECONDS = /"seconds"\s*:\s*(\d+)/;
const MICROS = /"microseconds"\s*:\s*(\d+)/;
const STATUS = /["']?status["']?\s*[:=]\s*["']([a-z-]+)["']/;
const ERROR = /"error-desc"\s*:\s*("(?:[^"\\]|\\.)*")/;
const MIGRATION = /["']?\bMIGRATION\b["']?(?!-)/;

/** QEMU 11.x sends it before it asks for PRE_COPY_P2P. */
const PREPARE = 'pre-copy-p2p-prepare';

const LONGEST = 16_384;

/** Reads an event or a reply; null for any other line. */
export function readQmpLine(text: string): LineReading | null {
  if (text.length > LONGEST) return null;
  if (text.includes('VFIO_MIGRATION')) return readEvent(text);
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

function readEvent(text: string): LineReading {
  const name = STATE.exec(text)?.[1];
  const device = (ID.exec(text)?.[1] || PATH.exec(text)?.[1]) ?? undefined;
  if (name === undefined || device === undefined) return { kind: 'partial' };
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
  if (found === undefined) return null;
  try {
    return String(JSON.parse(found));
  } catch {
    return null;
  }
}

/** The time that QMP puts into the event itself. */
export function readQmpTime(text: string): LineTime | null {
  const [seconds, micros] = [SECONDS.exec(text)?.[1], MICROS.exec(text)?.[1]];
  if (seconds === undefined || micros === undefined) return null;
  const stamp = `${seconds}.${micros.padStart(6, '0')}`;
  return { text: stamp, seconds: Number(stamp), clock: 'epoch' };
}
