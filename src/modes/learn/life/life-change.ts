/**
 * What a step of the protocol's life added, removed and changed, in groups: the requests from one state on one line, and
 * the same request under several sets of flags once.
 */

import type { ComparedRequest, StatePair } from '../../../protocol/verdict/difference.ts';
import { getPairValue } from '../../../protocol/verdict/difference.ts';
import type { VerdictKind } from '../../../protocol/verdict/verdict.ts';
import type { LifeStep } from './life-step.ts';

export type LifeKind = 'added' | 'removed' | 'changed';

/** What a request was before and is now; `absent` if one of its states did not exist, or no longer does. */
type Answer = VerdictKind | 'absent';

/** One request, whatever the flags. */
export interface LifeRequest {
  readonly key: string;
  /** Name of the state it asks for. */
  readonly to: string;
  /** `flags 3`; empty if it applies to all of them. */
  readonly flags: string;
  /** One for each set of flags; the last one is selected. */
  readonly requests: readonly ComparedRequest[];
}

/** The requests of a group that start in one state. */
export interface LifeLine {
  readonly from: string;
  readonly requests: readonly LifeRequest[];
}

export interface LifeGroup {
  readonly kind: LifeKind;
  readonly was: Answer;
  readonly is: Answer;
  /** Requests, one for each set of flags. */
  readonly count: number;
  /** Requests, whatever the flags. */
  readonly distinct: number;
  readonly lines: readonly LifeLine[];
}

const KINDS: readonly LifeKind[] = ['added', 'removed', 'changed'];

/** How many requests a step added, removed and changed, counted once for each set of flags. */
export function countChanges({ difference }: LifeStep): Readonly<Record<LifeKind, number>> {
  const count = (kind: LifeKind) => difference?.requests.filter(({ change }) => change === kind).length ?? 0;
  return { added: count('added'), removed: count('removed'), changed: count('changed') };
}

/** The groups of a step: added, removed and changed, each by what it was and is. None for the first step. */
export function toLifeGroups({ difference }: LifeStep): readonly LifeGroup[] {
  if (!difference) return [];
  const sets = difference.flagSets.length;
  return KINDS.flatMap((kind) => {
    const own = difference.requests.filter(({ change }) => change === kind);
    return [...groupBy(own, (each) => `${getAnswer(each.before)} ${getAnswer(each.after)}`).values()].map(
      (requests): LifeGroup => {
        const byRequest = groupBy(requests, getKey);
        const lines = groupBy([...byRequest.values()], ([first]) => (first ? getName(first.from) : ''));
        return {
          kind,
          was: getAnswer(requests[0]?.before ?? null),
          is: getAnswer(requests[0]?.after ?? null),
          count: requests.length,
          distinct: byRequest.size,
          lines: [...lines].map(([from, each]) => ({
            from,
            requests: each.map((of) => toRequest(of, sets)),
          })),
        };
      },
    );
  });
}

/** The request of an entry to select: the one with the most flags. */
export function getLooked({ requests }: LifeRequest): ComparedRequest {
  const last = requests.at(-1);
  if (!last) throw new Error('an entry of a step has no request');
  return last;
}

function toRequest(requests: readonly ComparedRequest[], sets: number): LifeRequest {
  const [first] = requests;
  return {
    key: first ? getKey(first) : '',
    to: first ? getName(first.to) : '',
    flags: requests.length === sets ? '' : `flags ${requests.map(({ flags }) => flags).join(', ')}`,
    requests,
  };
}

/** The name on the new side, or on the old one if the state no longer exists. */
function getName({ a, b }: StatePair): string {
  return (b ?? a)?.name ?? '';
}

/** A removed state may have the value of a new one, so the side counts. */
function getKey({ from, to }: ComparedRequest): string {
  return [from, to].map((pair) => `${pair.b ? '' : 'old '}${getPairValue(pair)}`).join(' > ');
}

function getAnswer(verdict: { readonly kind: VerdictKind } | null): Answer {
  return verdict?.kind ?? 'absent';
}

function groupBy<T>(items: readonly T[], getGroup: (item: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(getGroup(item));
    if (group) group.push(item);
    else groups.set(getGroup(item), [item]);
  }
  return groups;
}
