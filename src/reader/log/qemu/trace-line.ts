/**
 * One line of QEMU's trace output: of the log backend, of stderr, or as simpletrace.py prints it.
 *
 * @source QEMU hw/vfio/trace-events, v5.2 to v11.1; scripts/simpletrace.py
 */

import type { Fact, LineReading, LogFormat, SignId } from '../line/log-fact.ts';
import { findClosestState, readStateName, readV1Value } from '../line/logged-state.ts';
import { isPlaceholder, isQuotedAfter } from './quoted-text.ts';

/** `vfio_mig_write` and its like begin an error, not a trace. */
const EVENT = /vfio_(?!mig_)[a-z0-9_]+(?=\s|$)/y;
const BEFORE = /(?:^|[\s:"'`|]|^(?:\*\*|__)|[a-z/"]>)(?:(\d+)@(\d+\.\d+):|\S+\[(\d+)\]: )?$/;
const LONGEST_BEFORE = 48;

export interface TraceLine {
  readonly reading: LineReading;
  readonly pid: string | null;
  readonly stamp: string | null;
}

/** The events that say something, by what they say. Any other vfio_ event with a device in parentheses is known, and means nothing. */
const SIGNS: Readonly<Record<string, readonly [sign: SignId, format: LogFormat | null]>> = {
  vfio_migration_probe: ['opened', null],
  vfio_migration_realize: ['opened', null],
  vfio_save_setup: ['setup', null],
  vfio_save_cleanup: ['cleanup', null],
  vfio_save_complete_precopy: ['saved', null],
  vfio_load_setup: ['load', null],
  vfio_update_pending: ['other', 'qemu-trace-v1'],
  vfio_save_pending: ['other', 'qemu-trace-v1'],
  vfio_save_buffer: ['other', 'qemu-trace-v1'],
  vfio_save_iterate_start: ['other', 'qemu-trace-10.0'],
  vfio_save_block_precopy_empty_hit: ['other', 'qemu-trace-10.0'],
  vfio_save_complete_precopy_start: ['other', 'qemu-trace-10.0'],
  vfio_save_complete_precopy_thread_start: ['other', 'qemu-trace-10.0'],
  vfio_save_complete_precopy_thread_end: ['other', 'qemu-trace-10.0'],
  vfio_load_state_device_buffer_incoming: ['other', 'qemu-trace-10.0'],
  vfio_load_state_device_buffer_starved: ['other', 'qemu-trace-10.0'],
  vfio_load_state_device_buffer_load_start: ['other', 'qemu-trace-10.0'],
  vfio_load_state_device_buffer_load_end: ['other', 'qemu-trace-10.0'],
  vfio_load_device_config_state_start: ['other', 'qemu-trace-10.0'],
  vfio_load_device_config_state_end: ['other', 'qemu-trace-10.0'],
};

/** Those that are read whole: a piece of one is worth the next line. */
const STATEFUL = [
  'vfio_migration_set_state',
  'vfio_migration_set_device_state',
  'vfio_vmstate_change',
  'vfio_vmstate_change_prepare',
  'vfio_migration_state_notifier',
];

const SET = /^\((.*)\) state (\S+)$/;
const INTENT = /^\((.*)\) new state (\S+), recover state (\S+)$/;
const CHANGE = /^\((.*)\) running (\d+) reason (.*) device state (\S+)$/;
const NAMED = /^\((.*)\)(?: .*)?$/;
const SIMPLE = /^-?\d+\.\d+ pid=(\d+) name= ?(.*)$/;

/** What follows the event: nothing yet, a device, or the time of simpletrace.py. Else it is prose. */
const ARGUMENTS = /^(?:$|\(|-?\d)/;

/** The arguments of a function, as gdb shows them, or its place in a program. */
const OF_CODE = /^\((?:\w+=0x[0-9a-f]+[,)]|[\w.-]+ \+ 0x)/;

/** Reads a line that holds the name of a trace event; null where it holds none. */
export function readTraceLine(text: string): TraceLine | null {
  for (let at = text.indexOf('vfio_'); at >= 0; at = text.indexOf('vfio_', at + 5)) {
    EVENT.lastIndex = at;
    const event = EVENT.exec(text)?.[0];
    if (event === undefined) continue;
    const head = text.slice(Math.max(0, at - LONGEST_BEFORE), at);
    const before = BEFORE.exec(head);
    if (!before) continue;
    const [, pid, stamp, tag] = before;
    if (pid === undefined && tag === undefined && isQuotedAfter(head)) return QUOTED;
    return readNamed(event, text.slice(at + event.length), pid ?? tag ?? null, stamp ?? null);
  }
  return null;
}

/** What a list, a table, a page or somebody who stresses the line puts after it. */
const AROUND = /(?:\$|["'`],?|\*\*|__|\s*\||\s*(?:<\/?[a-z]+ ?\/?>)+)$/;

/** Most lines end with none of these. */
const ENDS_AROUND = '"\'`,*_|>$';

/** The end of one line and another one: the break between them is lost, or they stand side by side. */
const RUN_TOGETHER = /\) (?:new )?(?:device )?state [A-Z0-9_]+vfio_|\)\s.*\bvfio_[a-z_]+ {1,2}\(/;

const isRunTogether = (text: string) => text.includes('vfio_') && RUN_TOGETHER.test(text);

/** Somebody left out a part of it. */
const SHORTENED = /…|\.{3}/;

/** It says nothing. */
const QUOTED: TraceLine = { reading: { kind: 'known', format: null }, pid: null, stamp: null };

/** Words between a device and what is said of it: no trace has them. */
const PROSE = /^\([^()]*\) (?!(?:n|ne|new|s|st|sta|stat|state|r|ru|run|runn|runni|runnin|running)(?: |$))/;

/** simpletrace.py of Python 3 prints a text as its bytes: `name=b'd0'`. */
const BYTES = /=b(['"])(.*?)\1(?= |$)/g;

function withoutAround(text: string): string {
  const plain = text.includes('=b') ? text.replace(BYTES, '=$2') : text;
  // Of a cell of a table, what stresses it stands within.
  return ENDS_AROUND.includes(plain.at(-1) ?? '') ? plain.replace(AROUND, '').replace(AROUND, '') : plain;
}

/** The name of an event and nothing else: a list has some, and a mailer wraps after it. */
const NAME_ALONE: LineReading = { kind: 'partial', fallback: { kind: 'fragment', isDoubtful: true } };

function readNamed(event: string, after: string, pid: string | null, stamp: string | null): TraceLine {
  const rest = withoutAround(after.trim());
  if (!ARGUMENTS.test(rest) || OF_CODE.test(rest)) return QUOTED;
  if (isRunTogether(rest) || SHORTENED.test(rest)) return { reading: { kind: 'fragment' }, pid, stamp };
  if (STATEFUL.includes(event) && PROSE.test(rest)) return QUOTED;
  if (isPlaceholder(/^\((.*?)\)(?: |$)/.exec(rest)?.[1] ?? '')) return QUOTED;
  if (rest === '' && stamp === null && STATEFUL.includes(event)) return { reading: NAME_ALONE, pid, stamp };
  const simple = SIMPLE.exec(rest);
  if (simple)
    return { reading: readEvent(event, fromSimple(simple[2] ?? '')), pid: simple[1] ?? null, stamp: null };
  return { reading: readEvent(event, rest), pid, stamp };
}

/** `0000:81:00.2 state=STOP` of simpletrace.py in the words of the log backend: `(0000:81:00.2) state STOP`. */
function fromSimple(fields: string): string {
  const found =
    /^(.*?)(?: (?:new_state=(\S*) recover_state=(\S*)|running=(\S+) reason=(.*) dev_state=(\S*)|state=(\S*)))?$/.exec(
      fields,
    );
  if (!found) return fields;
  const [, name = '', next, recover, running, reason, device, state] = found;
  // Every number is printed in hex: one without its `0x` was cut.
  const number = (text = '') =>
    /^0x[0-9a-f]+$/i.test(text) ? String(Number(text)) : /^\d/.test(text) ? '' : text;
  if (next !== undefined) return `(${name}) new state ${next}, recover state ${recover}`;
  if (running !== undefined)
    return `(${name}) running ${number(running)} reason ${reason} device state ${number(device)}`;
  return state === undefined ? `(${name})` : `(${name}) state ${number(state)}`;
}

function readEvent(event: string, rest: string): LineReading {
  switch (event) {
    case 'vfio_migration_set_state': {
      const intent = INTENT.exec(rest);
      if (intent) return readIntent(intent[1] ?? '', intent[2] ?? '', intent[3] ?? '');
      const set = SET.exec(rest);
      return set ? readSet(set[1] ?? '', set[2] ?? '') : { kind: 'partial' };
    }
    case 'vfio_migration_set_device_state': {
      const set = SET.exec(rest);
      if (!set) return { kind: 'partial' };
      const [, device = '', name = ''] = set;
      const to = readStateName(name);
      return toReading(
        'qemu-trace-9.1',
        to === undefined ? toUnknown(device, name) : { kind: 'now', device, to },
      );
    }
    case 'vfio_vmstate_change':
    case 'vfio_vmstate_change_prepare': {
      const change = CHANGE.exec(rest);
      return change ? readChange(change, event.endsWith('_prepare')) : { kind: 'partial' };
    }
    case 'vfio_migration_state_notifier':
      return readNotifier(rest);
    case 'vfio_pci_reset': {
      const named = NAMED.exec(rest);
      return named ? toReading(null, { kind: 'reset', device: named[1] ?? '' }) : { kind: 'partial' };
    }
    default:
      return readOther(event, rest);
  }
}

function readOther(event: string, rest: string): LineReading {
  const named = NAMED.exec(rest);
  // Cut within its device, it may go on in the next line.
  if (!named && rest.startsWith('(')) return { kind: 'partial' };
  if (!named) return isTorn(event) ? { kind: 'fragment' } : { kind: 'known', format: null };
  const [sign, format] = SIGNS[event] ?? [null, null];
  const device = named[1] ?? '';
  if (event === 'vfio_state_pending_exact' || event === 'vfio_save_iterate') return readSizes(device, rest);
  if (sign === null) return { kind: 'known', format: null };
  return toReading(format, { kind: 'sign', device, sign });
}

/** True for the head of an event that would be read. */
const isTorn = (event: string) =>
  [...STATEFUL, 'vfio_pci_reset'].some((known) => known !== event && known.startsWith(event));

/** Sizes of pre-copy came with 8.1. */
function readSizes(device: string, rest: string): LineReading {
  const hasPreCopy = rest.includes('precopy initial size');
  if (!hasPreCopy && !rest.includes('stopcopy size')) return { kind: 'known', format: null };
  return toReading(null, { kind: 'sign', device, sign: hasPreCopy ? 'pre-copy' : 'no-pre-copy-sizes' });
}

function readSet(device: string, name: string): LineReading {
  if (/^\d+$/.test(name)) {
    const value = readV1Value(name);
    return toReading(
      'qemu-trace-v1',
      value === undefined ? toUnknown(device, name) : { kind: 'set', device, to: value, generation: 'v1' },
    );
  }
  const to = readStateName(name);
  return toReading(
    'qemu-trace-8.0',
    to === undefined ? toUnknown(device, name) : { kind: 'set', device, to, generation: 'v2' },
  );
}

function readIntent(device: string, next: string, mend: string): LineReading {
  const [to, recover] = [readStateName(next), readStateName(mend)];
  const unknown = to === undefined ? next : mend;
  return toReading(
    'qemu-trace-9.1',
    to === undefined || recover === undefined
      ? toUnknown(device, unknown)
      : { kind: 'intent', device, to, recover },
  );
}

function readChange(change: RegExpExecArray, prepares: boolean): LineReading {
  const [, device = '', running = '', , name = ''] = change;
  const isV1 = /^\d+$/.test(name);
  const to = isV1 ? readV1Value(name) : readStateName(name);
  if (to === undefined) return toReading(null, toUnknown(device, name));
  const generation = isV1 ? 'v1' : 'v2';
  return toReading(isV1 ? 'qemu-trace-v1' : null, {
    ...{ kind: 'wanted', device, to, running: running !== '0', prepares, generation },
  });
}

/** @source QEMU include/migration/misc.h, MIG_EVENT_PRECOPY_*, v9.0: 0 setup, 1 done, 2 failed */
const OUTCOMES = ['setup', 'completed', 'failed'] as const;

function readNotifier(rest: string): LineReading {
  const set = SET.exec(rest);
  if (!set) return { kind: 'partial' };
  const [, device = '', state = ''] = set;
  const outcome = /^\d+$/.test(state)
    ? (OUTCOMES[Number(state)] ?? 'other')
    : state === 'failed' || state === 'completed' || state === 'setup'
      ? state
      : state.startsWith('cancel')
        ? 'cancelled'
        : 'other';
  return toReading(null, { kind: 'notified', device, outcome });
}

const toUnknown = (device: string, name: string): Fact => ({
  ...{ kind: 'unknown-state', device, name, closest: findClosestState(name) },
});

/** Without a format of its own the line belongs to whatever trace stands around it. */
const toReading = (format: LogFormat | null, fact: Fact): LineReading => ({
  kind: 'fact',
  fact,
  format,
});
