/** What a difference comes to, in words: same, additive or breaking for userspace, why, and what else to know of it. */

import type { RuleSet } from '../../protocol/rule-sets/rule-set.ts';
import { getFlagSets } from '../../protocol/rule-sets/rule-set.ts';
import { findFlags } from '../../protocol/state/counterpart.ts';
import { formatState } from '../../protocol/state/state.ts';
import { getRulesHash } from '../../protocol/trace/trace.ts';
import type { Compatibility, Difference } from '../../protocol/verdict/difference.ts';
import { getCompatibility } from '../../protocol/verdict/difference.ts';
import { CHANGES, formatList, formatOver, say } from './compare-words.ts';
import type { DifferenceGroup, DifferenceRow, RowChange } from './difference-row.ts';

export interface DifferenceSummary {
  readonly compatibility: Compatibility;
  /** `Breaking for userspace.` */
  readonly verdict: string;
  /** Why, in sentences. */
  readonly why: string;
  /** `5 removed, 13 changed, 5 added`; empty where nothing is. */
  readonly counts: string;
  /** What else to know: states, flags, starts. */
  readonly notes: readonly string[];
}

const VERDICTS: Readonly<Record<Compatibility, string>> = {
  same: 'The same for userspace.',
  additive: 'Additive for userspace.',
  breaking: 'Breaking for userspace.',
};

const BREAKS = ['refused', 'missing', 'hang', 'sessions'] as const;

/** The summary of a difference with all its groups, whatever flags are in view. A flow that ends worse breaks userspace too. */
export function toDifferenceSummary(
  difference: Difference,
  groups: readonly DifferenceGroup[],
  flowsBroken = 0,
): DifferenceSummary {
  const compatibility = flowsBroken > 0 ? 'breaking' : getCompatibility(difference);
  return {
    compatibility,
    verdict: VERDICTS[compatibility],
    why: getWhy(difference, groups, { compatibility, flowsBroken }).join(' '),
    counts: formatCounts(groups, difference.flagSets),
    notes: getNotes(difference),
  };
}

function getWhy(
  { a, b, states }: Difference,
  groups: readonly DifferenceGroup[],
  { compatibility, flowsBroken }: { compatibility: Compatibility; flowsBroken: number },
): readonly string[] {
  const names = { a: a.id, b: b.id };
  const rows = groups.flatMap((group) => group.rows);
  const count = (test: (row: DifferenceRow) => boolean) =>
    rows.filter(test).reduce((sum, { requests }) => sum + requests.length, 0);
  const kept = count(({ change }) => change === 'kept');
  const acts = kept > 0 ? [say('acts-otherwise', { n: kept })] : [];
  if (compatibility === 'same') {
    const isWrittenSo = getRulesHash(a) === getRulesHash(b);
    return [say(!isWrittenSo ? 'written-otherwise' : a.id === b.id ? 'itself' : 'same', names), ...acts];
  }
  if (compatibility === 'additive') {
    const silent = count(({ change }) => change === 'removed');
    return [say('additive', names), ...(silent > 0 ? [say('silent', { ...names, n: silent })] : []), ...acts];
  }
  const initial = states.find((pair) => pair.a?.value === a.initial);
  const startsApart = initial?.b?.value !== b.initial;
  const [old, now] = [formatState(a.states, a.initial), formatState(b.states, b.initial)];
  const broken = BREAKS.map((kind) => [kind, count(({ breaks }) => breaks === kind)] as const);
  return [
    ...(startsApart ? [say('breaks-initial', { ...names, old, now })] : []),
    ...broken.filter(([, n]) => n > 0).map(([kind, n]) => say(`breaks-${kind}`, { ...names, n })),
    ...(flowsBroken > 0 ? [say('breaks-flows', { ...names, n: flowsBroken })] : []),
    ...acts,
  ];
}

function formatCounts(groups: readonly DifferenceGroup[], flagSets: Difference['flagSets']): string {
  const order: readonly RowChange[] = ['removed', 'changed', 'added'];
  const counts = order.flatMap((change) => {
    const count = groups.find((group) => group.change === change)?.count ?? 0;
    return count > 0 ? [`${count} ${CHANGES[change].word}`] : [];
  });
  return counts.length > 0 ? `${counts.join(', ')}${formatOver(flagSets)}.` : '';
}

function getNotes({ a, b, states, flagSets }: Difference): readonly string[] {
  const only = (side: RuleSet, other: 'a' | 'b') => {
    const names = states.flatMap((pair) => (pair[other] ? [] : [(pair.a ?? pair.b)?.name ?? '']));
    return names.length > 0 ? [say('only-states', { side: side.id, states: formatList(names) })] : [];
  };
  const within = (side: RuleSet) => {
    const lacking = flagSets.filter((flags) => flags !== null && !getFlagSets(side).includes(flags));
    const own = new Set(lacking.map((flags) => findFlags(flags, side)));
    if (side.generation === 'v1' || lacking.length === 0) return [];
    return [
      say('flags-within', {
        side: side.id,
        flags: formatList(lacking.map(Number)),
        own: formatList([...own].map(Number)),
      }),
    ];
  };
  return [
    ...(a.generation === b.generation ? [] : [say('generations')]),
    ...only(b, 'a'),
    ...only(a, 'b'),
    ...within(b),
    ...within(a),
  ];
}
