/**
 * `npm run growth [WORDS]`: doubles each kind of growing text from 10 kB to 1.3 MB, and prints how the CPU time of reading
 * it grows, and the most memory that it had, code included. Fails where the time grows faster than the text (2.6 times for
 * twice the text, where it can be measured), where one reading takes longer than 60 s of CPU or more than 400 MB, or throws. With WORDS, only the kinds whose line has them, as
 * `npm run growth "(log)"`.
 */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { KINDS } from './kinds.ts';

const SIZES = [10, 20, 40, 80, 160, 320, 640, 1280].map((kilobytes) => kilobytes * 1000);
const LIMIT = { ratio: 2.6, seconds: 60, megabytes: 400 };
/** In ms of CPU time: below this, a ratio says more about the machine than about the text. */
const MEASURABLE = 40;

const words = process.argv.slice(2).join(' ').toLowerCase();
let failed = 0;
for (const [kind, { title, reader }] of KINDS.entries()) {
  if (!`${title} (${reader})`.toLowerCase().includes(words)) continue;
  const { times, megabytes, fault = getExcess(megabytes) } = await measureKind(kind);
  const ratio = getWorstRatio(times);
  const isFine = fault === undefined && ratio < LIMIT.ratio;
  if (!isFine) failed++;
  const last = times.at(-1)?.toFixed(0) ?? '-';
  const said = fault ?? (ratio > 0 ? `${ratio.toFixed(2)} x` : 'too fast to measure');
  console.log(
    `${isFine ? 'ok  ' : 'OVER'} ${`${title} (${reader})`.padEnd(52)}${last.padStart(8)} ms ${megabytes.toFixed(0).padStart(5)} MB  ${said}`,
  );
}
console.log(`${failed} of the kinds grow too fast.`);
process.exitCode = failed > 0 ? 1 : 0;

interface Measured {
  /** CPU times in ms, one for each size, until something is wrong. */
  readonly times: readonly number[];
  /** The most that the process had in memory. */
  readonly megabytes: number;
  readonly fault?: string | undefined;
}

function getExcess(megabytes: number): string | undefined {
  return megabytes > LIMIT.megabytes ? `over ${LIMIT.megabytes} MB` : undefined;
}

async function measureKind(kind: number): Promise<Measured> {
  const times: number[] = [];
  let megabytes = 0;
  const child = fork(fileURLToPath(new URL('./growth-child.ts', import.meta.url)), {
    execArgv: ['--import', 'tsx', `--max-old-space-size=${LIMIT.megabytes}`],
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  let complaint = '';
  child.stderr?.on('data', (piece) => {
    complaint += piece;
  });
  const end = once(child, 'exit').then(() => null);
  try {
    // The first reading loads the code: it is not counted, and may take longer.
    // Then the less of two counts: a collection of garbage may fall into either.
    for (const [index, length] of [SIZES[0] ?? 0, ...SIZES.flatMap((size) => [size, size])].entries()) {
      child.send({ kind, length });
      const answer = await Promise.race([once(child, 'message'), end, waitForCpu(child.pid)]);
      const at = `at ${length / 1000} kB`;
      if (answer === 'late') return { times, megabytes, fault: `over ${LIMIT.seconds} s ${at}` };
      if (answer === null) return { times, megabytes, fault: `${getComplaint(complaint)} ${at}` };
      const measured: { milliseconds: number; megabytes: number } = answer[0];
      const size = Math.floor((index - 1) / 2);
      if (index > 0) times[size] = Math.min(times[size] ?? Number.POSITIVE_INFINITY, measured.milliseconds);
      megabytes = measured.megabytes;
    }
    return { times, megabytes };
  } finally {
    child.kill('SIGKILL');
  }
}

/** Until a process has used up its seconds from now on; on a busy machine that takes longer. Where that cannot be read, so long. */
async function waitForCpu(pid: number | undefined): Promise<'late'> {
  const start = getCpuSeconds(pid);
  for (let waited = 0; ; waited += 1) {
    await wait(1000, undefined, { ref: false });
    const used = getCpuSeconds(pid);
    if ((start === undefined || used === undefined ? waited : used - start) >= LIMIT.seconds) return 'late';
  }
}

/** @source proc(5), /proc/pid/stat: utime and stime, in hundredths of a second */
function getCpuSeconds(pid: number | undefined): number | undefined {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /, '')
      .split(' ');
    return (Number(fields[11]) + Number(fields[12])) / 100;
  } catch {
    return undefined;
  }
}

/** What a process said before it ended, in a few words. */
function getComplaint(text: string): string {
  if (/heap out of memory|heap limit/.test(text)) return `over ${LIMIT.megabytes} MB`;
  return /^\w*Error: .*$/m.exec(text)?.[0] ?? 'ended without a word';
}

/** The mean of two doublings, since one alone says as much about the machine: the worst of them. */
function getWorstRatio(times: readonly number[]): number {
  return times.reduce((worst, time, index) => {
    const before = times[index - 2];
    return before !== undefined && before >= MEASURABLE ? Math.max(worst, Math.sqrt(time / before)) : worst;
  }, 0);
}
