/**
 * What a finding is known by while the text under it is edited: what is found and on which request, not its line and
 * not its sentence. Selected and chosen findings are kept by key.
 */

import type { Finding } from '../../protocol/trace/finding.ts';

/** A list of findings never changes once made, so its keys live as long as it does. */
const known = new WeakMap<readonly Finding[], ReadonlyMap<Finding, string>>();

/**
 * The key of each finding of a list: `v2.never-returns 5 3>6`. Findings with the same key are numbered, in the order
 * of the list: the second one ends in ` #2`.
 */
export function getFindingKeys(findings: readonly Finding[]): ReadonlyMap<Finding, string> {
  const keys = known.get(findings) ?? createKeys(findings);
  known.set(findings, keys);
  return keys;
}

/** The key of one finding of a list. Without the list it is the key without a number. */
export function getFindingKey(finding: Finding, among?: readonly Finding[]): string {
  return (among && getFindingKeys(among).get(finding)) ?? toKey(finding);
}

/** The finding of a list that has a key; undefined where it is no longer found. */
export function findByKey(findings: readonly Finding[], key: string | null): Finding | undefined {
  if (key === null) return undefined;
  const keys = getFindingKeys(findings);
  return findings.find((finding) => keys.get(finding) === key);
}

/** The finding of a key, or the one whose cause hits what the key stands for; undefined where neither is found. */
export function findHolder(findings: readonly Finding[], key: string): Finding | undefined {
  return findByKey(findings, key) ?? findings.find(({ hits = [] }) => hits.some((hit) => toKey(hit) === key));
}

const toKey = ({ id, flags, from, to }: Pick<Finding, 'id' | 'flags' | 'from' | 'to'>) =>
  `${id} ${flags ?? '-'} ${from ?? '-'}>${to ?? '-'}`;

function createKeys(findings: readonly Finding[]): ReadonlyMap<Finding, string> {
  const counts = new Map<string, number>();
  return new Map(
    findings.map((finding) => {
      const key = toKey(finding);
      const count = (counts.get(key) ?? 0) + 1;
      counts.set(key, count);
      return [finding, count === 1 ? key : `${key} #${count}`];
    }),
  );
}
