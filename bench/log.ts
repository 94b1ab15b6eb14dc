/**
 * The speed and the memory of `vfio replay`, and of `vfio review` of a log: a stream of 200 MB, a chunk at a time, as the command line reads a file. The same
 * bytes are only split into lines and counted, in turns, so that ratios can be compared between machines.
 */
import { readFileSync } from 'node:fs';
import { createReviewLive } from '../src/cli/replay/review-live.ts';
import { createReplay } from '../src/judge/replay/log-replay.ts';
import { readLog } from '../src/judge/replay/read-log.ts';
import { createLineSplitter } from '../src/reader/log/line/line-splitter.ts';
import { createLogLines } from '../src/reader/log/line/mail-lines.ts';
import { median } from './measure.ts';

export interface LogRow {
  readonly title: string;
  /** MB a second: only split, and replayed. */
  readonly split: number;
  readonly ours: number;
  /** Least MB a second. */
  readonly bar: number;
  /** MB of heap in use, after the first tenth and at the end. */
  readonly early: number;
  readonly late: number;
}

const MEGABYTE = 1_000_000;
const CHUNK = 1 << 20;
const SIZE = 200 * MEGABYTE;
const ROUNDS = 3;
const BAR = 20;

/** Most lines of a long log say nothing of device_state. */
const FILLER =
  '2291@1751500000.010300:vfio_save_block  (0000:3b:00.1) data_size 1048576\n2291@1751500000.010400:vfio_region_write  (0000:3b:00.1:region0+0x10, 0x1, 4)\n';

const SAMPLES = new URL('../src/reader/log/sample/', import.meta.url);

export function measureLogs(): LogRow[] {
  const sample = readFileSync(new URL('qemu-10.1-two-devices.txt', SAMPLES), 'utf8');
  return [
    measureText('a log of nothing but migrations', sample),
    measureText('a long log, a migration now and then', `${sample}${FILLER.repeat(500)}`),
    measureText('the same, by vfio review', `${sample}${FILLER.repeat(500)}`, toReview),
  ];
}

export interface WorkerRow {
  readonly title: string;
  /** Seconds of CPU time until the page has the reading, the crossing from the worker included. */
  readonly seconds: number;
  /** Most seconds. */
  readonly bar: number;
}

/** As much as the page takes. */
const PAGE_SIZE = 20 * MEGABYTE;
const PAGE_BAR = 2;

/** What the worker of the page does with a file: it reads it in pieces, and the reading is copied to the page. */
export function measureWorker(): WorkerRow[] {
  const sample = readFileSync(new URL('qemu-10.1-two-devices.txt', SAMPLES), 'utf8');
  return [
    measureFile('20 MB of nothing but migrations', sample),
    measureFile('20 MB, a migration now and then', `${sample}${FILLER.repeat(500)}`),
  ];
}

function measureFile(title: string, text: string): WorkerRow {
  const piece = Buffer.from(text.repeat(Math.ceil(CHUNK / text.length))).subarray(0, CHUNK);
  const pieces = Array.from({ length: Math.ceil(PAGE_SIZE / CHUNK) }, () => piece);
  const times = Array.from({ length: ROUNDS }, () => {
    const before = process.cpuUsage();
    structuredClone(readLog(pieces, {}));
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1e6;
  });
  return { title, seconds: median(times), bar: PAGE_BAR };
}

interface Reader {
  readonly push: (bytes: Uint8Array) => void;
  readonly end: () => void;
}

function toReplay(): Reader {
  const replay = createReplay({});
  const lines = createLogLines(replay.push);
  return {
    push: lines.push,
    end: () => {
      lines.end();
      replay.end();
    },
  };
}

function toReview(): Reader {
  const head = new Uint8Array();
  return createReviewLive({ name: 'a.log', file: 'a.log', head, form: 'text', flags: undefined });
}

function measureText(title: string, text: string, toReader: () => Reader = toReplay): LogRow {
  const chunk = Buffer.from(text.repeat(Math.ceil(CHUNK / text.length))).subarray(0, CHUNK);
  const [splits, replays]: [number[], number[]] = [[], []];
  let [early, late] = [0, 0];
  for (let round = 0; round < ROUNDS; round += 1) {
    let count = 0;
    const splitter = createLineSplitter(() => {
      count += 1;
    });
    splits.push(time(chunk, splitter));
    const reader = toReader();
    let seen = 0;
    replays.push(
      time(chunk, reader, (read) => {
        if (seen === 0 && read > SIZE / 10) early = getHeap();
        if (read >= SIZE) late = getHeap();
        seen = read > SIZE / 10 ? 1 : 0;
      }),
    );
    if (count === 0) throw new Error('no line was split');
  }
  return { title, split: median(splits), ours: median(replays), bar: BAR, early, late };
}

/** MB a second of CPU time: other programs may take the processor. */
function time(chunk: Uint8Array, reader: Reader, onChunk: (read: number) => void = () => {}): number {
  const before = process.cpuUsage();
  let read = 0;
  for (; read < SIZE; read += chunk.length) {
    reader.push(chunk);
    onChunk(read);
  }
  onChunk(read);
  reader.end();
  const { user, system } = process.cpuUsage(before);
  return read / MEGABYTE / ((user + system) / 1e6);
}

/** Without what can be freed, where the runtime lets us ask for that (`--expose-gc`). */
function getHeap(): number {
  globalThis.gc?.();
  return process.memoryUsage().heapUsed / MEGABYTE;
}
