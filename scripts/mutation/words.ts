/** The arguments after `npm run mutation --`. */

import { parseArgs } from 'node:util';
import type { MutationOptions } from './mutation.ts';

type Parsed =
  | { readonly ok: true; readonly value: MutationOptions }
  | { readonly ok: false; readonly fault: string };

const REFUSED: Parsed = {
  ok: false,
  fault:
    'Usage: npm run mutation -- FOLDER [--most N] [--seed S] [--jobs N] [--near | --all], with a FOLDER such as protocol/verdict.',
};

/** `parseWords(['judge', '--most', '60'])` has the value `{ folder: 'judge', most: 60, seed: 1, tests: 'room', jobs: 2 }`. */
export function parseWords(words: readonly string[]): Parsed {
  const given = readWords(words);
  const [folder, ...more] = given?.positionals ?? [];
  if (!given || folder === undefined || more.length > 0) return REFUSED;
  const { most, seed, near, all, jobs } = given.values;
  if (near && all) return REFUSED;
  if (!isCount(seed) || !isCount(jobs) || (most !== undefined && !isCount(most))) return REFUSED;
  return {
    ok: true,
    value: {
      folder,
      tests: all ? 'all' : near ? 'folder' : 'room',
      seed: Number(seed),
      jobs: Number(jobs),
      ...(most !== undefined && { most: Number(most) }),
    },
  };
}

function readWords(words: readonly string[]) {
  try {
    return parseArgs({
      args: [...words],
      options: {
        most: { type: 'string' },
        seed: { type: 'string', default: '1' },
        jobs: { type: 'string', default: '2' },
        near: { type: 'boolean', default: false },
        all: { type: 'boolean', default: false },
      },
      allowPositionals: true,
    });
  } catch {
    return undefined;
  }
}

const isCount = (word: string) => /^[1-9]\d{0,8}$/.test(word);
