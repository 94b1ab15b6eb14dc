/**
 * What stands around a line of a log: the quotation marks of a mail, the time, the fields of the journal. What is left is
 * what the program wrote.
 */

import type { LineTime } from './log-fact.ts';

export interface Frame {
  readonly text: string;
  readonly time: LineTime | null;
}

/** No line of a known log is longer; the rest of a longer one is not read. */
export const LONGEST_LINE = 8192;

const QUOTATION = /^(?:[>|] ?)+/;
const ISO = /^\[?(\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:[.,]\d{1,9})?) ?(Z|[+-]\d\d:?\d\d)?\]?:?(?:\s+|$)/;
const SYSLOG = /^[A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d(?:\.\d+)? \S+ (?=\S+:)/;
const UPTIME = /^(?:<\d+>)?\[ *(\d+\.\d+)\](?: |$)/;
const DAY = /^(?:\[pid +\d+\] |\d+ +)?(\d\d):(\d\d):(\d\d(?:\.\d+)?) /;

/** Removes, one after the other, what comes before the text of a line. `toFrame('> [ 1.5] a')` has text `a` and uptime 1.5. */
export function toFrame(line: string): Frame {
  const raw = line.length > LONGEST_LINE ? line.slice(0, LONGEST_LINE) : line;
  const first = raw.charCodeAt(0);
  const bare = first === 0xfeff ? raw.slice(1) : raw;
  const unquoted = first === 0x3e || first === 0x7c ? bare.replace(QUOTATION, '') : bare;
  const text = unquoted.trim();
  if (text.startsWith('{')) return fromJournal(text) ?? { text, time: null };
  return readTime(text.startsWith('MESSAGE=') ? text.slice('MESSAGE='.length) : text, null);
}

/** One object of `journalctl -o json`: its message, and when it was written. */
function fromJournal(text: string): Frame | null {
  if (!text.includes('"MESSAGE"')) return null;
  try {
    const fields = JSON.parse(text) as {
      readonly MESSAGE?: unknown;
      readonly __REALTIME_TIMESTAMP?: unknown;
    };
    if (typeof fields.MESSAGE !== 'string') return null;
    const micros = Number(fields.__REALTIME_TIMESTAMP);
    const seconds = micros / 1e6;
    const time: LineTime | null =
      Number.isFinite(micros) && micros > 0 ? { text: seconds.toFixed(6), seconds, clock: 'epoch' } : null;
    return readTime(fields.MESSAGE.trim(), time);
  } catch {
    return null;
  }
}

function readTime(text: string, outer: LineTime | null): Frame {
  const head = text.slice(0, 64);
  const iso = ISO.exec(head);
  if (iso) {
    const [whole, stamp = '', zone = ''] = iso;
    return { text: text.slice(whole.length), time: outer ?? toIsoTime(stamp, zone) };
  }
  const uptime = UPTIME.exec(head);
  if (uptime) {
    const stamp = uptime[1] ?? '';
    const time: LineTime = { text: stamp, seconds: Number(stamp), clock: 'uptime' };
    return { text: text.slice(uptime[0].length), time: outer ?? time };
  }
  const day = DAY.exec(head);
  if (day) {
    const [whole, hours, minutes, seconds] = day;
    const stamp = `${hours}:${minutes}:${seconds}`;
    const sum = Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
    return { text: text.slice(whole.length), time: outer ?? { text: stamp, seconds: sum, clock: 'day' } };
  }
  const syslog = SYSLOG.exec(text.slice(0, 200));
  if (syslog) {
    const inner = readTime(text.slice(syslog[0].length), outer);
    return inner;
  }
  return { text, time: outer };
}

/** Times that are not in microseconds, or have no zone, do not give the order of lines: their clock is `day`. */
function toIsoTime(stamp: string, zone: string): LineTime {
  const plain = stamp.replace(' ', 'T').replace(',', '.');
  const [whole = '', fraction = ''] = plain.split('.');
  const millis = Date.parse(`${whole}${zone === '' ? 'Z' : zone}`);
  const seconds = millis / 1000 + Number(`0.${fraction || '0'}`);
  return {
    text: `${stamp}${zone}`,
    seconds: Number.isFinite(seconds) ? seconds : 0,
    clock: zone === '' || fraction.length < 6 || !Number.isFinite(seconds) ? 'day' : 'epoch',
  };
}
