/**
 * What stands around a line of a log: the quotation marks of a mail, the time, the fields of the journal. What is left is
 * what the program wrote.
 */

import type { LineTime } from './log-fact.ts';

export interface Frame {
  readonly text: string;
  readonly time: LineTime | null;
  /** True for an object of the journal that was cut: what is left of it is not read. */
  readonly isTorn?: true;
}

/** No line of a known log is longer; the rest of a longer one is not read. */
export const LONGEST_LINE = 8192;

const QUOTATION = /^(?:[>|] ?)+/;
const ISO = /^\[?(\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:[.,]\d{1,9})?) ?(Z|[+-]\d\d:?\d\d)?\]?:?(?:\s+|$)/;
const SYSLOG = /^([A-Z][a-z]{2} [ \d]\d (\d\d):(\d\d):(\d\d(?:\.\d+)?)) \S+ (?=\S+:)/;
const JOURNAL = /^\{\s*"(?:__|MESSAGE|_)[A-Z_]*"?/;
const UPTIME = /^(?:<\d+>)?\[ *(\d+\.\d+)\](?: |$)/;
/** `dmesg -T` and `dmesg -e`: the date, and no time that gives the order of lines. */
const DMESG =
  /^(?:<\d+>)?\[(?: *\+\d+\.\d+|[A-Z][a-z]{2} (?:[A-Z][a-z]{2} )? ?\d{1,2} (\d\d):(\d\d)(?::(\d\d) \d{4})?)\](?: |$)/;
const DAY = /^(?:\[pid +\d+\] |\d+ +)?(\d\d):(\d\d):(\d\d(?:\.\d+)?) /;

/** Removes, one after the other, what comes before the text of a line. `toFrame('> [ 1.5] a')` has text `a` and uptime 1.5. */
export function toFrame(line: string): Frame {
  const raw = toPlain(line.length > LONGEST_LINE ? line.slice(0, LONGEST_LINE) : line);
  const first = raw.charCodeAt(0);
  const unquoted = first === 0x3e || first === 0x7c ? raw.replace(QUOTATION, '') : raw;
  const text = unquoted.trim();
  if (text.startsWith('{')) return fromJournal(text) ?? { text, time: null };
  if (text.startsWith('"')) return fromField(text) ?? readTime(text, null);
  return readTime(text.startsWith('MESSAGE=') ? text.slice('MESSAGE='.length) : text, null);
}

const [NUL, ESCAPE, BLANK] = ['\u0000', '\u001b', '\u00a0'] as const;

/** A colour, and the end of it as grep writes it; any other code stays as it is. */
const COLOUR = /^\[[0-9;]*[mK]/;

/** The end of a colour before the text: what is coloured there is no part of it, but who wrote it. */
const COLOURED_HEAD = /^\[0?m (?=vfio_|qemu)/;

/** Without the colours of a terminal, the zeros of a file that was cut short, and the blanks of a web page. */
function toPlain(line: string): string {
  const shown = MAY_BE_INVISIBLE.test(line) ? line.replace(INVISIBLE, '') : line;
  const isTurned = isMark(shown.charCodeAt(0)) || isMark(shown.charCodeAt(shown.length - 1));
  const plain = isTurned ? shown.replace(TURNED, '') : shown;
  return toTyped(
    withoutControls(plain.endsWith('^M$') || plain.endsWith('^M') ? plain.replace(/\^M\$?$/, '') : plain),
  );
}

/** What a web page puts between characters. */
const INVISIBLE = /[\u00ad\u200b\u200e\u200f\u2060\ufeff]/g;
/** Without a place where it goes on. */
const MAY_BE_INVISIBLE = /[\u00ad\u200b\u200e\u200f\u2060\ufeff]/;

/** Marks of direction around a line; within it they may hide what a name says. */
const TURNED = /^[\u202a-\u202e\u2066-\u2069]+|[\u202a-\u202e\u2066-\u2069]+$/g;
const isMark = (code: number) => code >= 0x202a && code <= 0x2069;

/** What web pages and word processors put in the place of a character, and what was typed. */
const TYPED: Readonly<Record<string, string>> = {
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#39;': "'",
  '&nbsp;': ' ',
  '&amp;': '&',
  '\u201c': '"',
  '\u201d': '"',
  '\u2018': "'",
  '\u2019': "'",
};
const REPLACED = /&(?:lt|gt|quot|#39|nbsp|amp);|[\u2018\u2019\u201c\u201d]/g;
/** Most lines have neither. */
const MAY_BE_REPLACED = /[&\u2018\u2019\u201c\u201d]/;

const toTyped = (line: string) =>
  MAY_BE_REPLACED.test(line) ? line.replace(REPLACED, (sign) => TYPED[sign] ?? sign) : line;

function withoutControls(line: string): string {
  if (!line.includes(ESCAPE) && !line.includes(NUL) && !line.includes(BLANK)) return line;
  const [first = '', ...rest] = line.replaceAll(NUL, '').replaceAll(BLANK, ' ').split(ESCAPE);
  return (
    first +
    rest
      .map((piece) =>
        COLOUR.test(piece) ? piece.replace(COLOURED_HEAD, ': ').replace(COLOUR, '') : `${ESCAPE}${piece}`,
      )
      .join('')
  );
}

/** What containers write around a line: the json-file of Docker, and virt-launcher of KubeVirt. */
const WRAPPED = /^\{.*"(?:log|msg|message)"\s*:\s*"/;

/** The same behind the name of its source, as fluentd prints it. */
const TAGGED = /^\S+: (?=\{)/;

/** A field of an object that is printed over several lines. */
const FIELD = /^"(?:log|msg|message|MESSAGE)"\s*:\s*("(?:[^"\\]|\\.)*"),?$/;

interface Wrapped {
  readonly log?: unknown;
  readonly msg?: unknown;
  readonly message?: unknown;
  readonly time?: unknown;
  readonly timestamp?: unknown;
  readonly '@timestamp'?: unknown;
}

function fromField(text: string): Frame | null {
  const value = FIELD.exec(text)?.[1];
  return value === undefined ? null : fromWrapped(`{"log":${value}}`);
}

function fromWrapped(text: string): Frame | null {
  try {
    const { log, msg, message: plain, time, timestamp, '@timestamp': at } = JSON.parse(text) as Wrapped;
    const message = log ?? msg ?? plain;
    if (typeof message !== 'string') return null;
    return readTime(message.trim(), readIso(`${time ?? timestamp ?? at} `, null)?.time ?? null);
  } catch {
    return null;
  }
}

/** A message that is not plain text is a list of its bytes. */
function toMessage(message: unknown): string | null {
  if (typeof message === 'string') return message;
  if (!Array.isArray(message)) return null;
  return toPlain(new TextDecoder().decode(Uint8Array.from(message, Number)));
}

/** One object of `journalctl -o json`: its message, and when it was written. */
function fromJournal(text: string): Frame | null {
  if (WRAPPED.test(text)) return fromWrapped(text);
  if (!text.includes('"MESSAGE"') && !JOURNAL.test(text)) return null;
  try {
    const fields = JSON.parse(text) as {
      readonly MESSAGE?: unknown;
      readonly __REALTIME_TIMESTAMP?: unknown;
    };
    const message = toMessage(fields.MESSAGE);
    if (message === null) return null;
    const micros = Number(fields.__REALTIME_TIMESTAMP);
    const seconds = micros / 1e6;
    const time: LineTime | null =
      Number.isFinite(micros) && micros > 0 ? { text: seconds.toFixed(6), seconds, clock: 'epoch' } : null;
    return readTime(message.trim(), time);
  } catch {
    return JOURNAL.test(text) ? { text, time: null, isTorn: true } : null;
  }
}

function readTime(text: string, outer: LineTime | null): Frame {
  const none = { text, time: outer };
  const first = text.charCodeAt(0);
  // Most lines begin with `PID@SEC.USEC:`, which is read with the trace itself.
  if (isDigit(first)) {
    if (text.charCodeAt(4) === HYPHEN) return readIso(text, outer) ?? none;
    const isDay = text.charCodeAt(2) === COLON || text.slice(0, 12).includes(' ');
    return (isDay && readDay(text, outer)) || readEpoch(text, outer) || readRecord(text, outer) || none;
  }
  if (first === BRACKET || first === LESS)
    return (
      readUptime(text, outer) ?? readIso(text, outer) ?? readDay(text, outer) ?? readDate(text, outer) ?? none
    );
  if (first < CAPITAL_A || first > CAPITAL_Z) return none;
  const syslog = SYSLOG.exec(text.slice(0, 200));
  return syslog ? readTagged(text.slice(syslog[0].length), outer ?? toDayTime(syslog.slice(1))) : none;
}

/** A program in the journal that writes a time of its own. */
const TAG = /^[\w.-]+\[\d+\]: (?=\d{4}-\d\d-\d\dT)/;

function readTagged(text: string, outer: LineTime): Frame {
  const tag = TAG.exec(text)?.[0];
  const inner = tag === undefined ? null : readIso(text.slice(tag.length), outer);
  return inner ? { text, time: inner.time } : readTime(text, outer);
}

/** A time without a zone: it does not give the order of lines. */
function toDayTime([text = '', hours, minutes, seconds]: readonly string[]): LineTime {
  const sum = Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
  return { text, seconds: sum, clock: 'day' };
}

/** A time within the message goes before the one around it, where that does not give the order of lines. */
const getBetter = (outer: LineTime | null, own: LineTime) =>
  outer === null || outer.clock === 'day' ? own : outer;

const [HYPHEN, COLON, BRACKET, LESS, CAPITAL_A, CAPITAL_Z] = [0x2d, 0x3a, 0x5b, 0x3c, 0x41, 0x5a] as const;
const isDigit = (code: number) => code >= 0x30 && code <= 0x39;

/** The stream of a line that is whole. */
const OF_CONTAINER = /^std(?:out|err) F /;

function readIso(text: string, outer: LineTime | null): Frame | null {
  const found = ISO.exec(text.slice(0, 64));
  if (!found) return null;
  const [whole, stamp = '', zone = ''] = found;
  const rest = text.slice(whole.length);
  const time = getBetter(outer, toIsoTime(stamp, zone));
  // A container's runtime writes `P` before a part of a line.
  if (/^std(?:out|err) P /.test(rest)) return { text: rest, time, isTorn: true };
  const inner = TAGGED.exec(rest);
  if (inner && WRAPPED.test(rest.slice(inner[0].length)))
    return fromWrapped(rest.slice(inner[0].length)) ?? { text: rest, time };
  return { text: rest.replace(OF_CONTAINER, ''), time };
}

function readUptime(text: string, outer: LineTime | null): Frame | null {
  const found = UPTIME.exec(text.slice(0, 64));
  if (!found) return null;
  const [whole, stamp = ''] = found;
  return {
    text: text.slice(whole.length),
    time: getBetter(outer, { text: stamp, seconds: Number(stamp), clock: 'uptime' }),
  };
}

/** Seconds since 1970, as `date +%s` and the journal print them. */
const EPOCH = /^(\d{10}(?:\.(\d{1,9}))?) +/;

function readEpoch(text: string, outer: LineTime | null): Frame | null {
  const found = EPOCH.exec(text.slice(0, 40));
  if (!found) return null;
  const [whole, stamp = '', fraction = ''] = found;
  const clock = fraction.length < 6 ? 'day' : 'epoch';
  const time = getBetter(outer, { text: stamp, seconds: Number(stamp), clock });
  return { text: text.slice(whole.length), time };
}

/** A record of /dev/kmsg: its level, its number and its uptime in microseconds. */
const RECORD = /^\d{1,4},\d+,(\d+),[^;]{1,40};/;

function readRecord(text: string, outer: LineTime | null): Frame | null {
  const found = RECORD.exec(text.slice(0, 80));
  if (!found) return null;
  const seconds = Number(found[1]) / 1e6;
  const time = getBetter(outer, { text: seconds.toFixed(6), seconds, clock: 'uptime' });
  return { text: text.slice(found[0].length), time };
}

function readDay(text: string, outer: LineTime | null): Frame | null {
  const found = DAY.exec(text.slice(0, 64));
  if (!found) return null;
  const [whole, hours, minutes, seconds] = found;
  const stamp = `${hours}:${minutes}:${seconds}`;
  const time = outer ?? toDayTime([stamp, hours ?? '', minutes ?? '', seconds ?? '']);
  return { text: text.slice(whole.length), time };
}

function readDate(text: string, outer: LineTime | null): Frame | null {
  const found = DMESG.exec(text.slice(0, 64));
  if (!found) return null;
  const [whole, hours, minutes, seconds = '00'] = found;
  const rest = text.slice(whole.length);
  if (hours === undefined || minutes === undefined) return { text: rest, time: outer };
  const stamp = `${hours}:${minutes}:${seconds}`;
  return { text: rest, time: outer ?? toDayTime([stamp, hours, minutes, seconds]) };
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
