/** 200 samples of logs, mutated and pasted: the worker answers each, and what the page makes of the answer has no fault. */

import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { LogReading } from '../../../../judge/replay/log-reading.ts';
import { readLog } from '../../../../judge/replay/read-log.ts';
import { formatReplayAs } from '../../../../judge/replay/replay-forms.ts';
import { answerWork } from '../../../../page/work/worker-host.ts';
import { createRandom } from '../../../../protocol/clients/qemu/prove-qemu.fixture.ts';
import type { Random } from '../../../../reader/log/prove/damage.fixture.ts';
import { toRandom } from '../../../../reader/log/prove/damage.fixture.ts';
import { formatHeardOther } from '../found/other-heard.ts';
import { formatDeviceEnd, formatHeardLog, toSubject } from '../log-account.ts';
import { toLabRun } from '../run/run-lab.ts';
import { toOutsideRun, toRunLink } from '../run/run-outside.ts';
import { listRows } from '../steps/log-rows.ts';
import type { LogRequest } from './log-source.ts';
import { findLogSpot, formatLogSpot } from './log-spot.ts';
import { findFirstStep } from './step-place.ts';

const SAMPLES = new URL('../../../../reader/log/sample/', import.meta.url);
const LOGS = readdirSync(SAMPLES, { encoding: 'utf8', recursive: true })
  .filter((name) => name.endsWith('.txt'))
  .sort()
  .flatMap((name) => readFileSync(new URL(name, SAMPLES), 'utf8').split(/^=== .*\n/m))
  .filter((text) => text !== '');

const SCRAPS = [
  '\0',
  '\r',
  '\r\n',
  '\u202e',
  '\ud800',
  '(',
  '<',
  '{"event":',
  'state',
  '-1',
  '4294967295',
  ' '.repeat(5000),
];

type Mutation = (text: string, random: Random) => string;

const onLines =
  (change: (lines: string[], random: Random) => void): Mutation =>
  (text, random) => {
    const lines = text.split('\n');
    change(lines, random);
    return lines.join('\n');
  };

const MUTATIONS: readonly Mutation[] = [
  onLines((lines, { pick }) => lines.splice(pick(lines.length), 1 + pick(3))),
  onLines((lines, { pick }) => lines.splice(pick(lines.length), 0, lines[pick(lines.length)] ?? '')),
  onLines((lines, { pick }) => lines.splice(pick(lines.length), 0, ...lines.splice(pick(lines.length), 2))),
  onLines((lines, { pick, choose }) => lines.splice(pick(lines.length), 0, choose(choose(LOGS).split('\n')))),
  (text, { pick }) => text.slice(0, pick(text.length)),
  (text, { pick }) => text.slice(pick(text.length)),
  (text, { pick, choose }) => {
    const at = pick(text.length);
    return `${text.slice(0, at)}${choose(SCRAPS)}${text.slice(at + pick(4))}`;
  },
  (text, { pick }) => text.replace(/\d/, String(pick(10))),
  (text, { pick }) => text.replaceAll('RUNNING', ['STOP', 'RUNNIN', 'running', ''][pick(4)] ?? ''),
  (text) => text.replaceAll('\n', ' '),
  (text) => text.replaceAll('\n', '\r'),
];

/** As the worker does it: the text in bytes, in pieces that end anywhere; the answer crosses the border of the worker. */
function ask(text: string, { pick }: Random): LogReading {
  const bytes = new TextEncoder().encode(text);
  const cut = pick(bytes.length + 1);
  const answer = answerWork<LogRequest, LogReading>(
    { id: 1, request: { text, options: {} } },
    ({ options }) => readLog([bytes.subarray(0, cut), bytes.subarray(cut)], options),
  );
  if (!answer.ok) throw new Error(answer.why);
  return structuredClone(answer.value);
}

/** What the page makes of a reading. */
function show(reading: LogReading, other: LogReading): void {
  expect(toSubject(reading).title).not.toBe('');
  expect(formatHeardLog(reading)).not.toContain('undefined');
  expect(formatHeardOther(reading, { name: 'b.log', reading: other, problem: null })).not.toContain(
    'undefined',
  );
  for (const form of ['text', 'markdown', 'json'] as const) formatReplayAs(reading, form);
  const steps = reading.devices.reduce((sum, device) => sum + device.steps.length, 0);
  for (const order of ['device', 'time'] as const) expect(listRows(reading, order, null)).toHaveLength(steps);
  for (const device of reading.devices) {
    expect(formatDeviceEnd(device)).not.toContain('undefined');
    for (const index of device.steps.keys()) {
      const step = { device: device.name, index };
      const spot = formatLogSpot(reading, { step, order: 'time', device: null });
      expect(findLogSpot(reading, spot ?? '')?.step).toEqual(step);
      const run = toOutsideRun(device, index);
      if (run) toRunLink(run, []);
    }
  }
}

describe('a mutated log in the page', { timeout: 120_000 }, () => {
  it('[LOG-96] is answered by the worker, and shown, linked and reported without a fault, 200 times', () => {
    const random = toRandom(createRandom(2026));
    let before = ask(LOGS[0] ?? '', random);
    let shown = 0;
    for (let index = 0; index < 200; index += 1) {
      let text = random.choose(LOGS);
      for (let times = 1 + random.pick(4); times > 0; times -= 1)
        text = random.choose(MUTATIONS)(text, random);
      const reading = ask(text, random);
      show(reading, before);
      const first = findFirstStep(reading);
      if (first && index % 20 === 0) expect(toLabRun(reading, first).told).toMatch(/\.$/);
      shown += reading.devices.length;
      before = reading;
    }
    // Many samples are no logs, and stay without a step.
    expect(shown).toBeGreaterThan(80);
  });
});
