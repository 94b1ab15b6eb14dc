/**
 * Progress, coverage and pace as this browser keeps them: an effect of Learn's machine. Two tabs may learn at once: what
 * each adds is added to what the other has kept.
 */

import { fromCallback } from 'xstate';
import type { DecodedCoverage } from '../../../lesson/coverage.ts';
import { decodeCoverage, encodeCoverage, NO_COVERAGE } from '../../../lesson/coverage.ts';
import type { Pace } from '../../../lesson/pace.ts';
import { getPace } from '../../../lesson/pace.ts';
import type { DecodedProgress } from '../../../lesson/progress.ts';
import { decodeProgress, encodeProgress, NO_PROGRESS } from '../../../lesson/progress.ts';
import type { KeptStore } from '../../../page/keep/store/kept-store.ts';
import { getStore } from '../../../page/keep/store/kept-store.ts';
import { mergeLearned } from '../../../share/store/learned-merge.ts';

const KEYS = ['learn/progress', 'learn/coverage', 'learn/pace'] as const;
type LearnKey = (typeof KEYS)[number];

export interface KeepEvent {
  readonly type: 'keep';
  readonly key: LearnKey;
  readonly text: string;
}

interface Learned {
  readonly store: KeptStore;
  /** By key, what this tab knows. */
  readonly texts: Map<LearnKey, string>;
  /** By key, a sentence on what could not be read when Learn was loaded; it is said once. */
  readonly problems: Map<LearnKey, string>;
}

let learned: Learned | null = null;

/** Await this before Learn is shown. Never rejects. */
export async function loadLearned(opened?: KeptStore): Promise<void> {
  const store = opened ?? (await getStore());
  const [texts, problems] = [new Map<LearnKey, string>(), new Map<LearnKey, string>()];
  for (const key of KEYS) {
    const row = await store.read(key);
    if (!row) continue;
    const { problem, text } = readText(key, row.text);
    texts.set(key, text);
    if (problem === null) continue;
    problems.set(key, problem);
    const aside = store.toAside(key, row.text, problem);
    await store.change([key], () => ({ put: [aside, store.toRow(key, text)] }));
  }
  learned = { store, texts, problems };
}

function getLearned(): Learned {
  if (!learned) throw new Error('Learn is shown before loadLearned() was awaited');
  return learned;
}

/** What of a text can be read, as a text, and what is said of the rest. */
function readText(key: LearnKey, text: string): { readonly text: string; readonly problem: string | null } {
  if (key === 'learn/pace') return { text, problem: null };
  if (key === 'learn/progress') {
    const { progress, problem } = decodeProgress(text);
    return { text: problem === null ? text : encodeProgress(progress), problem };
  }
  const { coverage, problem } = decodeCoverage(text);
  return { text: problem === null ? text : encodeCoverage(coverage), problem };
}

/** The problem of a key, the first time that it is asked for. */
function takeProblem(key: LearnKey): string | null {
  const { problems } = getLearned();
  const problem = problems.get(key) ?? null;
  problems.delete(key);
  return problem;
}

export function readProgress(): DecodedProgress {
  const text = getLearned().texts.get('learn/progress');
  const { progress } = text === undefined ? { progress: NO_PROGRESS } : decodeProgress(text);
  return { progress, problem: takeProblem('learn/progress') };
}

export function readCoverage(): DecodedCoverage {
  const text = getLearned().texts.get('learn/coverage');
  const { coverage } = text === undefined ? { coverage: NO_COVERAGE } : decodeCoverage(text);
  return { coverage, problem: takeProblem('learn/coverage') };
}

export const readPace = (): Pace => getPace(getLearned().texts.get('learn/pace') ?? null);

/** Keeps what it is sent, and tells the machine what another tab has kept. */
export const keepLearned = fromCallback<KeepEvent>(({ sendBack, receive }) => {
  const { store, texts } = getLearned();
  /** By key, how many changes are on their way. */
  const pending = new Map<LearnKey, number>();
  const tell = (key: LearnKey, text: string) => {
    if (texts.get(key) === text) return;
    texts.set(key, text);
    if (key === 'learn/progress') sendBack({ type: 'progress.read', ...readProgress() });
    if (key === 'learn/coverage') sendBack({ type: 'coverage.read', ...readCoverage() });
  };
  const keep = async (key: LearnKey, text: string) => {
    const before = texts.get(key) ?? '{}';
    texts.set(key, text);
    pending.set(key, (pending.get(key) ?? 0) + 1);
    const row = store.toRow(key, text);
    let kept = text;
    await store.change(
      [key],
      ([found]) => {
        kept = text;
        if (!found || found.text === before || key === 'learn/pace') return { put: [row] };
        const merged = mergeLearned(before, text, found.text);
        if (merged === undefined)
          return { put: [row, store.toAside(key, found.text, readText(key, found.text).problem ?? '')] };
        kept = merged;
        return { put: [{ ...row, text: merged }] };
      },
      [row],
    );
    const left = (pending.get(key) ?? 1) - 1;
    pending.set(key, left);
    // Until the last one has ended, the machine knows more than is kept.
    if (left === 0) tell(key, kept);
  };
  const hear = async (keys: readonly string[]) => {
    for (const key of KEYS) {
      if (!keys.includes(key)) continue;
      const row = await store.read(key);
      if (row && !pending.get(key) && readText(key, row.text).problem === null) tell(key, row.text);
    }
  };
  receive(({ key, text }) => void keep(key, text));
  void hear(KEYS);
  return store.onNews((keys, isOwn) => {
    if (!isOwn) void hear(keys);
  });
});
