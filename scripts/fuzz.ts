/**
 * `npm run fuzz [count] [seed]`: mutates the fixtures of Review, 20,000 times by default, and reads and judges each mutant.
 * Fails if that throws, takes longer than 200 ms, or gives neither an input nor a problem with its place. The same seed
 * makes the same mutants. Then it does the same to the samples of logs: they are replayed.
 */

import { readdirSync, readFileSync } from 'node:fs';
import { judgeText } from '../src/judge/judge-text.ts';
import { createReplay } from '../src/judge/replay/log-replay.ts';
import { toReplayJson } from '../src/judge/replay/replay-json.ts';
import { MAIL_SHAPES } from '../src/reader/mail/mail-shape.fixture.ts';

const LIMIT = 200;
const FOLDER = new URL('../src/reader/fixtures/', import.meta.url);

const count = Number(process.argv[2] ?? 20_000);
const seed = Number(process.argv[3] ?? 20_210_922);
if (!Number.isInteger(count) || count < 1 || !Number.isInteger(seed)) {
  console.error('Usage: npm run fuzz [count] [seed], both whole numbers.');
  process.exit(2);
}

/** Mulberry32: numbers from 0 to 1, the same for the same seed. */
function createRandom(start: number): () => number {
  let state = start >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const random = createRandom(seed);
const pick = (limit: number) => Math.floor(random() * limit);
const choose = <T>(items: readonly T[]): T => items[pick(items.length)] as T;

const NOISE = [
  '>',
  '> ',
  '>> ',
  '+',
  '-',
  ' ',
  '@@ ',
  'diff --git a/x b/x',
  '{',
  '}',
  '};',
  '#define A(x) A(x) B',
  '\u00a0',
  '\ufeff',
  '"',
  "'",
  '/*',
  '*/',
  '=',
  '=3D',
  '\\',
  '\0',
  'From a Mon Jan  1 00:00:00 2001',
];
const BOMBS = [
  '(',
  '{',
  '[',
  '~',
  '!',
  '-',
  '? 1 :',
  'if (a == VFIO_DEVICE_STATE_STOP) {',
  'switch (a) { case 1:',
  '1 | ',
  'a[',
  '*',
  '&',
  '(u32)',
  '{ {',
  'else if (a == b) ',
];

/** Each turns a text into another one. */
const MUTATIONS: readonly ((text: string) => string)[] = [
  (text) => {
    const at = pick(text.length);
    return text.slice(0, at) + String.fromCharCode(text.charCodeAt(at) ^ (1 << pick(8))) + text.slice(at + 1);
  },
  (text) => changeLines(text, (lines, at) => lines.splice(at, 1 + pick(3))),
  (text) => changeLines(text, (lines, at) => lines.splice(at, 0, lines[at] ?? '')),
  (text) => changeLines(text, (lines, at) => lines.splice(at, 0, ...lines.splice(pick(lines.length), 1))),
  (text) => changeLines(text, (lines, at) => lines.splice(at, 1, choose(NOISE) + (lines[at] ?? ''))),
  (text) => changeLines(text, (lines, at) => lines.splice(at, 0, choose(NOISE))),
  (text) => text.slice(0, pick(text.length)),
  (text) => text.slice(pick(text.length)),
  (text) => {
    const words = text.split(/(\b)/);
    const [one, other] = [pick(words.length), pick(words.length)];
    [words[one], words[other]] = [words[other] ?? '', words[one] ?? ''];
    return words.join('');
  },
  (text) => {
    const at = pick(text.length);
    return text.slice(0, at) + choose(BOMBS).repeat(1 + pick(400)) + text.slice(at);
  },
  (text) => {
    const at = pick(text.length);
    return text.slice(0, at) + choose(NOISE) + text.slice(at + pick(4));
  },
  (text) =>
    changeLines(text, (lines, at) =>
      lines.splice(at, 0, ...lines.slice(at, at + 40).map((line) => `> ${line}`)),
    ),
];

function changeLines(text: string, change: (lines: string[], at: number) => unknown): string {
  const lines = text.split('\n');
  change(lines, pick(lines.length));
  return lines.join('\n');
}

const fixtures = readdirSync(FOLDER)
  .filter((name) => !name.endsWith('.json'))
  .sort()
  .map((name) => readFileSync(new URL(name, FOLDER), 'utf8'));
const mail = readFileSync(new URL('v1-mail.txt', FOLDER), 'utf8');
const shapes = MAIL_SHAPES.map(([, shape]) => shape(mail)).filter((text) => typeof text === 'string');
const texts = [...fixtures, ...shapes];
for (const text of texts) judgeText(text, {}, null);

console.log(`${count} mutants of ${texts.length} texts, seed ${seed}`);
let [read, located, slowest] = [0, 0, 0];
let failures = 0;
for (let index = 0; index < count; index += 1) {
  let text = choose(texts);
  for (let times = 1 + pick(4); times > 0 && text.length > 0; times -= 1) text = choose(MUTATIONS)(text);
  const found = judge(text);
  if (found === 'input') read += 1;
  else if (found === 'problem') located += 1;
  else {
    failures += 1;
    console.error(`mutant ${index}: ${found}\n${JSON.stringify(text.slice(0, 4000))}`);
  }
}
console.log(`${read} read, ${located} with a located problem alone, slowest ${slowest.toFixed(0)} ms`);
fuzzLogs();
console.log(`${failures} failed`);
if (failures > 0) process.exitCode = 1;

function fuzzLogs(): void {
  const folder = new URL('../src/reader/log/sample/', import.meta.url);
  const logs = readdirSync(folder, { encoding: 'utf8', recursive: true })
    .filter((name) => name.endsWith('.txt'))
    .sort()
    .flatMap((name) => readFileSync(new URL(name, folder), 'utf8').split(/^=== .*\n/m))
    .filter((log) => log !== '');
  for (const log of logs) replay(log);
  let [longest, steps] = [0, 0];
  for (let index = 0; index < count; index += 1) {
    let text = choose(logs);
    for (let times = 1 + pick(4); times > 0 && text.length > 0; times -= 1) text = choose(MUTATIONS)(text);
    const found = replay(text);
    if (typeof found === 'string') {
      failures += 1;
      console.error(`log ${index}: ${found}\n${JSON.stringify(text.slice(0, 4000))}`);
    } else {
      longest = Math.max(longest, found.took);
      steps += found.steps;
    }
  }
  console.log(`${count} mutants of ${logs.length} logs: ${steps} steps, slowest ${longest.toFixed(0)} ms`);
}

/** The steps that a log was read into, and the least CPU time of several tries; a sentence is a failure. */
function replay(text: string): string | { readonly steps: number; readonly took: number } {
  let least = Number.POSITIVE_INFINITY;
  for (let again = 0; again < 5; again += 1) {
    const before = process.cpuUsage();
    try {
      const log = createReplay({});
      for (const line of text.split('\n')) log.push(line);
      const json = toReplayJson(log.end());
      JSON.stringify(json);
      const { user, system } = process.cpuUsage(before);
      least = Math.min(least, (user + system) / 1000);
      const steps = json.devices.reduce((sum, device) => sum + device.steps.length, 0);
      if (least <= LIMIT) return { steps, took: least };
    } catch (error) {
      return `threw ${error instanceof Error ? error.stack : String(error)}`;
    }
  }
  return `took ${least.toFixed(0)} ms`;
}

/**
 * The result of a text; a sentence is a failure. Other programs may take the processor, so the CPU time counts if it is
 * less, and a slow text is timed again.
 */
function judge(text: string): string {
  let least = Number.POSITIVE_INFINITY;
  for (let again = 0; again < 5; again += 1) {
    const [start, before] = [performance.now(), process.cpuUsage()];
    let review: ReturnType<typeof judgeText>;
    try {
      review = judgeText(text, {}, null);
    } catch (error) {
      return `threw ${String(error)}`;
    }
    const { user, system } = process.cpuUsage(before);
    least = Math.min(least, performance.now() - start, (user + system) / 1000);
    if (least > LIMIT) continue;
    slowest = Math.max(slowest, least);
    const isPlaced = review.problems.every(({ line, column }) => line >= 1 && column >= 1);
    if (!isPlaced) return 'a problem has no place';
    if (review.problems.some(({ id }) => id === 'unexpected')) return JSON.stringify(review.problems);
    if (review.inputs.length > 0) return 'input';
    return review.problems.length > 0 ? 'problem' : 'neither an input nor a problem';
  }
  return `took ${least.toFixed(0)} ms`;
}
