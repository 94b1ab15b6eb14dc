/**
 * The speed and the memory of `vfio replay`: a stream of 200 MB, a chunk at a time, as the command line reads a file. The same
 * bytes are only split into lines and counted, in turns, so that ratios can be compared between machines.
 */
import { readFileSync } from 'node:fs';
import { createReplay } from '../src/judge/replay/log-replay.ts';
import { createLineSplitter } from '../src/reader/log/line/line-splitter.ts';
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
  ];
}

function measureText(title: string, text: string): LogRow {
  const chunk = Buffer.from(text.repeat(Math.ceil(CHUNK / text.length))).subarray(0, CHUNK);
  const [splits, replays]: [number[], number[]] = [[], []];
  let [early, late] = [0, 0];
  for (let round = 0; round < ROUNDS; round += 1) {
    let count = 0;
    splits.push(
      time(chunk, () => {
        count += 1;
      }),
    );
    const replay = createReplay({});
    let seen = 0;
    replays.push(
      time(chunk, replay.push, (read) => {
        if (seen === 0 && read > SIZE / 10) early = getHeap();
        seen = read > SIZE / 10 ? 1 : 0;
      }),
    );
    late = getHeap();
    replay.end();
    if (count === 0) throw new Error('no line was split');
  }
  return { title, split: median(splits), ours: median(replays), bar: BAR, early, late };
}

/** MB a second of CPU time: other programs may take the processor. */
function time(
  chunk: Uint8Array,
  onLine: (line: string, isWhole: boolean) => void,
  onChunk: (read: number) => void = () => {},
): number {
  const splitter = createLineSplitter(onLine);
  const before = process.cpuUsage();
  let read = 0;
  for (; read < SIZE; read += chunk.length) {
    splitter.push(chunk);
    onChunk(read);
  }
  splitter.end();
  const { user, system } = process.cpuUsage(before);
  return read / MEGABYTE / ((user + system) / 1e6);
}

/** Without what can be freed, where the runtime lets us ask for that (`--expose-gc`). */
function getHeap(): number {
  globalThis.gc?.();
  return process.memoryUsage().heapUsed / MEGABYTE;
}
