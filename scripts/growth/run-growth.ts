/**
 * `npm run growth [WORDS]`: doubles each kind of growing text from 10 kB to 1.3 MB, and prints how the CPU time of reading
 * it grows. Fails where the time grows faster than the text (2.6 times for twice the text, where it can be measured), where
 * one reading takes longer than 60 s or more than 400 MB, or throws. With WORDS, only the kinds whose title has them.
 */
import { fork } from 'node:child_process';
import { once } from 'node:events';
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
  if (!title.toLowerCase().includes(words)) continue;
  const { times, fault } = await measureKind(kind);
  const ratio = getWorstRatio(times);
  const isFine = fault === undefined && ratio < LIMIT.ratio;
  if (!isFine) failed++;
  const last = times.at(-1)?.toFixed(0) ?? '-';
  const said = fault ?? (ratio > 0 ? `${ratio.toFixed(2)} x` : 'too fast to measure');
  console.log(
    `${isFine ? 'ok  ' : 'OVER'} ${`${title} (${reader})`.padEnd(52)}${last.padStart(8)} ms  ${said}`,
  );
}
console.log(`${failed} of the kinds grow too fast.`);
process.exitCode = failed > 0 ? 1 : 0;

/** CPU times in ms, one for each size, until something is wrong. */
async function measureKind(kind: number): Promise<{ times: number[]; fault?: string }> {
  const times: number[] = [];
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
    for (const [index, length] of [SIZES[0] ?? 0, ...SIZES].entries()) {
      child.send({ kind, length });
      const answer = await Promise.race([
        once(child, 'message'),
        end,
        wait(LIMIT.seconds * (index === 0 ? 5000 : 1000), 'late', { ref: false }),
      ]);
      const at = `at ${length / 1000} kB`;
      if (answer === 'late') return { times, fault: `over ${LIMIT.seconds} s ${at}` };
      if (answer === null) return { times, fault: `${getComplaint(complaint)} ${at}` };
      if (index > 0) times.push(Number(answer[0]));
    }
    return { times };
  } finally {
    child.kill('SIGKILL');
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
