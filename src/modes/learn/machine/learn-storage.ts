/** Progress and coverage as kept on this machine: an effect of Learn's machine. */

import { fromCallback } from 'xstate';
import type { DecodedCoverage } from '../../../lesson/coverage.ts';
import { decodeCoverage, NO_COVERAGE } from '../../../lesson/coverage.ts';
import type { Pace } from '../../../lesson/pace.ts';
import { getPace } from '../../../lesson/pace.ts';
import type { DecodedProgress } from '../../../lesson/progress.ts';
import { decodeProgress, NO_PROGRESS } from '../../../lesson/progress.ts';
import type { KeptName } from '../../../page/storage.ts';
import { keep, readKept } from '../../../page/storage.ts';

export interface KeepEvent {
  readonly type: 'keep';
  readonly name: KeptName & `learn${string}`;
  readonly text: string;
}

export function readProgress(): DecodedProgress {
  const text = readKept('learn');
  return text === null ? { progress: NO_PROGRESS, problem: null } : decodeProgress(text);
}

export function readCoverage(): DecodedCoverage {
  const text = readKept('learn-coverage');
  return text === null ? { coverage: NO_COVERAGE, problem: null } : decodeCoverage(text);
}

export const readPace = (): Pace => getPace(readKept('learn-pace'));

/** Keeps what it is sent, reports when it cannot, and tells the machine what another tab has kept. */
export const keepLearned = fromCallback<KeepEvent>(({ sendBack, receive }) => {
  receive(({ name, text }) => {
    if (!keep(name, text)) sendBack({ type: 'keep.fail' });
  });
  const listen = ({ key }: StorageEvent) => {
    if (key?.endsWith('.learn')) sendBack({ type: 'progress.read', ...readProgress() });
    if (key?.endsWith('.learn-coverage')) sendBack({ type: 'coverage.read', ...readCoverage() });
  };
  window.addEventListener('storage', listen);
  return () => window.removeEventListener('storage', listen);
});
