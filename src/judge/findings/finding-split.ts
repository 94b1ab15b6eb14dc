/**
 * What a patch does to the findings: it introduces some, some were present before, and some it repairs. Two findings are the
 * same where id, flags and request are.
 */

import type { Finding } from '../../protocol/trace/finding.ts';

interface SplitFindings {
  /** Of the new side, each with its `change`. */
  readonly findings: readonly Finding[];
  /** Of the old side alone. */
  readonly repaired: readonly Finding[];
}

const toKey = ({ id, flags, from, to }: Finding) => `${id} ${flags} ${from}>${to}`;

const listKeys = (findings: readonly Finding[]) => new Set(findings.map(toKey));

/** Compares the findings of the new side with those of the old. Without an old side all are introduced. */
export function splitFindings(now: readonly Finding[], before: readonly Finding[]): SplitFindings {
  const [known, kept] = [listKeys(before), listKeys(now)];
  return {
    findings: now.map((finding) => ({
      ...finding,
      change: known.has(toKey(finding)) ? 'present' : 'introduced',
    })),
    repaired: before.filter((finding) => !kept.has(toKey(finding))),
  };
}

/** False for what was there before the patch. */
export const isIntroduced = ({ change }: Finding): boolean => change !== 'present';
