/**
 * The speed of Review without a browser: the judge as built for the worker, given one text after the other as a person
 * types them, each with the copy of its answer that crosses the border. A loop that only counts is timed in turns with it,
 * so that ratios can be compared between machines. The cost of editor and paint is not included: bench.ts reports it in a
 * row of its own.
 */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import type { judge } from '../src/judge/judge-message.ts';
import { createLongPage } from '../src/reader/mail/long-page.fixture.ts';
import { median } from './measure.ts';

type ReviewRow = {
  title: string;
  /** Medians in ms: of the loop, and of the judge. */
  loop: number;
  ours: number;
  bar: number;
};

type Judge = typeof judge;

type Subject = { title: string; bar: number; rounds: number; getText: (round: number) => string };

const warmUpRounds = 20;
const fixtures = new URL('../src/reader/fixtures/', import.meta.url);

/** The length of the archive page of the 2021 thread, in characters. */
const threadLength = 140_000;

/** The rows of the report, in order. */
export async function measureReview(): Promise<ReviewRow[]> {
  const judge = await buildJudge();
  return listSubjects().map((subject) => measureSubject(judge, subject));
}

async function buildJudge(): Promise<Judge> {
  await build({
    configFile: false,
    logLevel: 'error',
    build: {
      ssr: 'src/judge/judge-message.ts',
      outDir: 'dist-bench/judge',
      target: 'es2023',
      emptyOutDir: true,
    },
  });
  const built = await import(fileURLToPath(new URL('../dist-bench/judge/judge-message.js', import.meta.url)));
  return built.judge as Judge;
}

function listSubjects(): Subject[] {
  const table = readFileSync(new URL('v2-6.2.c', fixtures), 'utf8');
  const page = createLongPage(readFileSync(new URL('archive-page.txt', fixtures), 'utf8'), threadLength);
  return [
    {
      title: 'keystroke in a v2 table to its findings',
      bar: 16,
      rounds: 200,
      getText: (round) => type(table, round),
    },
    {
      title: 'page of a long thread to its findings',
      bar: 100,
      rounds: 40,
      getText: (round) => `${page}\n${round}`,
    },
  ];
}

/** Every other keystroke changes a cell, and the others write a comment after it. */
function type(table: string, round: number): string {
  const cell = '[VFIO_DEVICE_STATE_RESUMING] = VFIO_DEVICE_STATE_STOP,';
  const other = cell.replace('= VFIO_DEVICE_STATE_STOP', '= VFIO_DEVICE_STATE_ERROR');
  return table.replace(cell, `${round % 4 < 2 ? cell : other} /* ${'x'.repeat(round)} */`);
}

function measureSubject(judge: Judge, { title, bar, rounds, getText }: Subject): ReviewRow {
  const times: { loop: number[]; ours: number[] } = { loop: [], ours: [] };
  for (let round = 0; round < warmUpRounds + rounds; round++) {
    const text = getText(round);
    const loop = time(count);
    const ours = time(() => {
      const judged = structuredClone(judge({ text, options: {}, against: null }));
      if (judged.inputs.length !== 1) throw new Error(`${title}: ${judged.inputs.length} tables were read.`);
    });
    if (round < warmUpRounds) continue;
    times.loop.push(loop);
    times.ours.push(ours);
  }
  return { title, bar, loop: median(times.loop), ours: median(times.ours) };
}

function time(act: () => unknown): number {
  const start = performance.now();
  act();
  return performance.now() - start;
}

/** Two million steps of a counter that depend on one another. */
function count(): number {
  let state = 1;
  for (let step = 0; step < 2_000_000; step++) state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
  return state;
}
