/** What Review does as a log is read; the test plays the text and the worker. */

import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { EventFrom } from 'xstate';
import { createActor, fromCallback } from 'xstate';
import { readLog } from '../../../../judge/replay/read-log.ts';
import { LOG_WORDS } from '../log-words.ts';
import type { LogEvent, LogMachine, OtherOrder, ReadOrder, SayOrder, SubjectOrder } from './log-machine.ts';
import { createLogMachine } from './log-machine.ts';
import type { LogSource } from './log-source.ts';
import { formatLogSpot } from './log-spot.ts';

const LOG = readFileSync(
  new URL('../../../../reader/log/sample/qemu-10.1-two-devices.txt', import.meta.url),
  'utf8',
);
const CHOICES = {};

function start(text: LogSource['text'] = '', wanted: string | null = null) {
  const orders: (LogSource | null)[] = [];
  const shown: (number | undefined)[] = [];
  const others: string[] = [];
  const said: string[] = [];
  const machine = createLogMachine({
    follow: fromCallback(() => undefined),
    voice: fromCallback<SayOrder, undefined, LogEvent>(({ receive }) =>
      receive(({ sentence }) => said.push(sentence)),
    ),
    other: fromCallback<OtherOrder, undefined, LogEvent>(({ receive }) =>
      receive(({ file }) => others.push(file.name)),
    ),
    reader: fromCallback<ReadOrder, undefined, LogEvent>(({ receive }) =>
      receive(({ source }) => orders.push(source)),
    ),
    subject: fromCallback<SubjectOrder, undefined, LogEvent>(({ receive }) =>
      receive(({ reading }) => shown.push(reading?.devices.length)),
    ),
  });
  const actor = createActor(machine, { input: { source: { text, choices: CHOICES }, wanted } }).start();
  const get = () => actor.getSnapshot();
  const send = (event: EventFrom<LogMachine>) => actor.send(event);
  const change = (next: LogSource['text'], choices = CHOICES) =>
    send({ type: 'source.change', source: { text: next, choices } });
  /** The worker's answer to a source; to the last one if none is named. */
  const answer = (source = orders.at(-1), device?: string) => {
    if (!source || typeof source.text !== 'string') throw new Error('nothing was asked');
    const options = device === undefined ? {} : { device };
    const reading = readLog([new TextEncoder().encode(source.text)], options);
    send({ type: 'log.done', source, reading });
  };
  return { orders, shown, others, said, get, send, change, answer };
}

describe('a log', () => {
  it('[LOG-50] is read with each change of the text, and with no other event', () => {
    const { orders, get, send, change, answer } = start();
    expect(orders).toEqual([null]);
    change(LOG);
    expect(get().value).toBe('reading');
    answer();
    expect(get().context.reading?.devices).toHaveLength(2);
    send({ type: 'order.change', order: 'time' });
    send({ type: 'step.choose', step: { device: '0000:3b:00.1', index: 1 } });
    send({ type: 'line.look', line: 10 });
    expect(orders).toEqual([null, { text: LOG, choices: CHOICES }]);
    change(LOG, { ...CHOICES });
    expect(orders).toHaveLength(3);
  });

  it('[LOG-51] begins with the first step that failed, and keeps the step in view where it still is', () => {
    const { get, send, change, answer } = start(LOG);
    answer();
    expect(get().context.step).toEqual({ device: '0000:5e:00.4', index: 2 });
    send({ type: 'step.choose', step: { device: '0000:3b:00.1', index: 1 } });
    change(`${LOG}\nmore`);
    answer();
    expect(get().context.step).toEqual({ device: '0000:3b:00.1', index: 1 });
    send({ type: 'line.look', line: 10 });
    expect(get().context.step).toEqual({ device: '0000:5e:00.4', index: 0 });
    send({ type: 'line.look', line: 1 });
    expect(get().context.step).toEqual({ device: '0000:5e:00.4', index: 0 });
    send({ type: 'device.change', device: '0000:3b:00.1' });
    expect(get().context.step).toEqual({ device: '0000:3b:00.1', index: 0 });
    const [first = '', ...rest] = LOG.split('\n').slice(0, 5);
    change([first, ...rest].join('\n'));
    answer();
    expect(get().context).toMatchObject({ step: { device: '0000:3b:00.1', index: 0 } });
  });

  it('[LOG-52] takes no late answer, and is none where nothing of one was found', () => {
    const { orders, shown, get, change, answer } = start(LOG);
    const [late] = orders;
    change('just words');
    answer(late);
    expect(get()).toMatchObject({ value: 'reading', context: { reading: null } });
    answer();
    expect(get()).toMatchObject({ value: 'read', context: { reading: null, step: null } });
    change('');
    expect([orders.at(-1), get().value]).toEqual([null, 'empty']);
    expect(shown.every((devices) => devices === undefined)).toBe(true);
  });

  it('[LOG-53] tells how far it is, stops when told to, and reads again', () => {
    const file = new Blob([LOG]);
    const { orders, get, send } = start(file);
    const source = { text: file, choices: CHOICES };
    send({ type: 'log.told', source, read: 17 });
    expect(get().context.read).toBe(17);
    send({ type: 'log.stop' });
    expect(get()).toMatchObject({ value: 'failed', context: { failure: 'You stopped the reading.' } });
    expect(orders).toEqual([source, null]);
    send({ type: 'log.again' });
    expect(get()).toMatchObject({ value: 'reading', context: { failure: null, read: 0 } });
    send({ type: 'log.failed', source, why: 'It is gone.' });
    expect(get().context.failure).toBe('It is gone.');
  });

  it('[LOG-54] keeps nothing of one file for another', () => {
    const { get, change, answer } = start(LOG);
    answer();
    change(new Blob(['other']));
    expect(get().context).toMatchObject({ reading: null, step: null });
  });

  it('[LOG-55] is compared with the log that was opened last, if that is one', () => {
    const { others, get, send } = start(LOG);
    const [one, two] = [new File([LOG], 'one'), new File(['words'], 'two')];
    const read = (text: string) => readLog([new TextEncoder().encode(text)], {});
    send({ type: 'other.open', file: one });
    send({ type: 'other.open', file: two });
    send({ type: 'other.done', file: one, reading: read(LOG) });
    expect([others, get().context.other?.reading]).toEqual([['one', 'two'], null]);
    send({ type: 'other.done', file: two, reading: read('words') });
    expect(get().context.other).toMatchObject({ reading: null, problem: expect.stringMatching(/^No line/) });
    send({ type: 'other.open', file: one });
    send({ type: 'other.done', file: one, reading: read(LOG) });
    expect(get().context.other?.reading?.devices).toHaveLength(2);
    send({ type: 'other.failed', file: one, why: 'It is gone.' });
    expect(get().context.other?.problem).toBe('It is gone.');
  });

  it('[LOG-95] shows the step that the address names once the log is read, and names the one in view', () => {
    const { get, send, said, change, answer } = start('', 'log.1.2.time.alone');
    const at = () => {
      const { reading, ...context } = get().context;
      return [context.step?.index, context.order, context.device, reading && formatLogSpot(reading, context)];
    };
    expect(said.splice(0)).toEqual([LOG_WORDS.noText]);
    change('no log');
    answer();
    expect(get().context.wanted).toBe('log.1.2.time.alone');
    change(LOG);
    answer();
    expect(at()).toEqual([1, 'time', '0000:3b:00.1', 'log.1.2.time.alone']);
    change(`${LOG}\n`);
    answer();
    expect(at()).toEqual([1, 'time', '0000:3b:00.1', 'log.1.2.time.alone']);
    send({ type: 'address.open', spot: null });
    expect(at()).toEqual([2, 'device', null, null]);
    send({ type: 'step.choose', step: { device: '0000:5e:00.4', index: 3 } });
    expect(at()).toEqual([3, 'device', null, 'log.2.4']);
    expect(said).toEqual([]);
    for (const spot of ['log.3.1', 'log.1.9', 'log.0.1', 'debate.24']) {
      send({ type: 'address.open', spot });
      expect(at()).toEqual([3, 'device', null, 'log.2.4']);
      expect(said.at(-1)).toContain(`: ${spot}.`);
    }
  });
});
