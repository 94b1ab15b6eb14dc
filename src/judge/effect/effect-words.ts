/** The effect of a patch in one line: `Adds 1 request, mends 1 flow, breaks nothing.` */

import { SEVERITIES } from '../../protocol/trace/finding.ts';
import { fill } from '../../protocol/words/fill.ts';
import { formatSeverityCount } from '../catalogue/finding-words.ts';
import type { Effect, FlowEnd } from './effect.ts';

const EFFECT_WORDS = {
  adds: 'adds {what}',
  mends: 'mends {what}',
  breaks: 'breaks {what}',
  changes: 'takes another path for {what}',
  dropsFree: 'drops {what} that its flags do not require',
  drops: 'drops {what}',
  lacks: 'lacks {what} that its flags require',
  closes: 'refuses {what} that the old side does not mention',
  opens: 'no longer mentions {what}',
  initial: 'starts the device in another state',
  unjudged: 'adds {what} whose entries it does not all show',
  introduces: 'introduces {what}',
  breaksNothing: 'breaks nothing',
  changesNothing: 'changes nothing',
  lacksFlags: 'what its flags require is not known',
  alone: 'Nothing to compare with: {what}.',
  nothing: 'nothing was found',
};

/** One and several of what is counted. */
const NOUNS: Readonly<Record<Effect['of'] | 'flow' | 'state', readonly [one: string, many: string]>> = {
  request: ['request', 'requests'],
  arc: ['arc', 'arcs'],
  value: ['value', 'values'],
  state: ['state', 'states'],
  flow: ['flow', 'flows'],
};

/** How a flow ends, for a lamp. */
export const FLOW_END_WORDS: Readonly<Record<FlowEnd, string>> = {
  completes: 'completes',
  fails: 'fails',
  aborts: 'aborts the client',
  hangs: 'never returns',
};

/** One line; ends in a full stop. */
export function formatEffect(effect: Effect): string {
  const { against, of, adds, mends, breaks, changes, closes, opens, unjudged } = effect;
  const found = SEVERITIES.filter((severity) => effect.introduced[severity] > 0);
  const counts = joinAnd(found.map((severity) => formatSeverityCount(severity, effect.introduced[severity])));
  if (against === null) return fill(EFFECT_WORDS.alone, { what: counts || EFFECT_WORDS.nothing });
  const say = (word: keyof typeof EFFECT_WORDS, entries: number, flows = 0) => {
    const what = [count(of, entries), count('flow', flows)].filter(Boolean);
    return what.length === 0 ? [] : [fill(EFFECT_WORDS[word], { what: joinAnd(what) })];
  };
  const parts = [
    ...say('adds', adds.length),
    ...say('mends', mends.length, effect.flowsMended.length),
    ...say(of === 'arc' ? (effect.lacksFlags ? 'drops' : 'dropsFree') : 'changes', changes.length),
    ...say('opens', opens.length),
    ...say('closes', closes.length),
    ...(effect.movesInitial ? [EFFECT_WORDS.initial] : []),
    ...(unjudged.length > 0 ? [fill(EFFECT_WORDS.unjudged, { what: count('state', unjudged.length) })] : []),
  ];
  const broken = say(of === 'arc' ? 'lacks' : 'breaks', breaks.length, effect.flowsBroken.length);
  const end = broken.length > 0 ? broken : formatRest(effect, parts, counts);
  // A sentence of its own, and no deed of the patch.
  const link = end[0] === EFFECT_WORDS.lacksFlags ? '; ' : ', ';
  return `${capitalize([parts.join(', '), ...end].filter(Boolean).join(link))}.`;
}

/** What is said where neither a request nor a flow is broken. */
function formatRest(
  { of, opens, introduced, movesInitial, lacksFlags, unjudged }: Effect,
  parts: readonly string[],
  counts: string,
): readonly string[] {
  const { error } = introduced;
  if (parts.length === 0 && counts !== '') return [fill(EFFECT_WORDS.introduces, { what: counts })];
  if (error > 0 && !movesInitial)
    return [fill(EFFECT_WORDS.introduces, { what: formatSeverityCount('error', error) })];
  if (lacksFlags) return [EFFECT_WORDS.lacksFlags];
  if (parts.length === 0) return [EFFECT_WORDS.changesNothing];
  // An arc that a part of a driver no longer shows may be gone.
  return movesInitial || unjudged.length > 0 || (of === 'arc' && opens.length > 0)
    ? []
    : [EFFECT_WORDS.breaksNothing];
}

function count(of: keyof typeof NOUNS, number: number): string {
  const [one, many] = NOUNS[of];
  return number === 0 ? '' : `${number} ${number === 1 ? one : many}`;
}

/** `a`, `a and b`, `a, b and c`. */
function joinAnd(parts: readonly string[]): string {
  return parts.length < 2 ? parts.join() : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`;
}

const capitalize = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
