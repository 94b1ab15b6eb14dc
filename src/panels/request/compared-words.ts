/** What the old side of a comparison says, where it says something else than the new one. */

import type { Compared } from '../../graph/picture/compared.ts';
import { findIdOfA, findOldState } from '../../graph/picture/compared.ts';
import { formatReturn, formatVerdict } from '../../graph/picture/outcome-words.ts';
import { findAsked } from '../../graph/picture/union-graph.ts';
import type { RuleSet } from '../../protocol/rule-sets/rule-set.ts';
import type { RequestPair } from '../../protocol/state/request-pair.ts';
import { formatState } from '../../protocol/state/state.ts';
import type { Outcome } from '../../protocol/trace/replay.ts';
import type { Change } from '../../protocol/verdict/difference.ts';
import type { Verdict } from '../../protocol/verdict/verdict.ts';
import { VERDICT_WORDS } from '../../protocol/verdict/verdict.ts';

export const NO_STATE = 'no such state';

/** `accepted, via RUNNING_P2P`, `refused, -EINVAL`, `never returns`; `no such state` for null. */
function formatOldVerdict(ruleSet: RuleSet, verdict: Verdict | null): string {
  if (!verdict) return NO_STATE;
  return `${formatVerdict(ruleSet, verdict)}${verdict.kind === 'refused' ? `, -${verdict.errno}` : ''}`;
}

/** `_RUNNING > _RESUMING`, of states of the union. */
export function formatUnionRequest(compared: Compared, { from, to }: RequestPair): string {
  const [start, end] = [from, to].map(
    (id) => findOldState(compared, id)?.name ?? formatState(compared.difference.b.states, id),
  );
  return `${start} > ${end}`;
}

/**
 * What the old side says of a request that is pointed at; null where it says the same. While the sides are in different
 * states and the request is asked from the current one, the old side is asked from its own.
 */
export function findOldVerdict(
  compared: Compared,
  request: RequestPair,
  current: number,
): { readonly change: Change; readonly words: string } | null {
  const { ofA, ofB } = findAsked(compared, request, current);
  if (!ofA || !ofB) return null;
  const said = formatOldVerdict(compared.against, ofA.before);
  if (ofA !== ofB) return { change: 'unlisted', words: `old, from ${ofA.from.a?.name}: ${said}; new: ` };
  if (ofB.change === 'kept') return null;
  return { change: ofB.change, words: `old: ${said}; new: ` };
}

/** What came of the last step on the old side, behind `Old:`; null where the same came of it. */
export function formatOldOutcome(compared: Compared, outcome: Outcome): string | null {
  const { against, stepOfOther } = compared;
  if (!stepOfOther) return null;
  if (stepOfOther.kind === 'unknown') return `${NO_STATE}; device_state stays as it is.`;
  const old = stepOfOther.outcome;
  const isSame =
    old.kind === outcome.kind &&
    old.returns === outcome.returns &&
    findIdOfA(compared, old.now) === outcome.now &&
    old.arcs.map(({ to }) => findIdOfA(compared, to)).join() === outcome.arcs.map(({ to }) => to).join();
  if (isSame) return null;
  const way = old.arcs.slice(0, -1).map(({ to }) => formatState(against.states, to));
  const errno = old.kind === 'refused' ? `, ${formatReturn(old.returns)}` : '';
  const via = old.kind === 'accepted' && way.length > 0 ? `, via ${way.join(', ')}` : '';
  const word = VERDICT_WORDS[old.kind].toLowerCase();
  return `${word}${errno}${via}; device_state reads ${formatState(against.states, old.now)}.`;
}
