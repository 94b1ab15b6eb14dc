/**
 * The arcs that a driver's step function implements: the pairs of states for which it can succeed because a condition
 * on them says so. In v1 there is no core in front of it, so what it does not refuse succeeds as well.
 */

import { V2_RULE_SETS } from '../../protocol/rule-sets/v2-rule-sets.ts';
import { V2_STATES } from '../../protocol/state/state.ts';
import { getDriverArcs } from '../../protocol/verdict/driver-arcs.ts';
import { MOST_STATEMENTS } from '../c/run/c-condition.ts';
import { CUT_OFF, DEEPEST } from '../c/run/c-step.ts';
import type { CExpression } from '../c/syntax/c-expression.ts';
import type { CFunction } from '../c/syntax/c-function.ts';
import { findFunctions } from '../c/syntax/c-function.ts';
import type { CSource } from '../c/syntax/c-source.ts';
import { endsWithin, placeOf } from '../c/syntax/c-source.ts';
import { findWithin } from '../c/syntax/c-tree.ts';
import { findGroupings, listParts } from '../c/syntax/grouping.ts';
import type { Scope } from '../c/value/c-scope.ts';
import { getConstant } from '../c/value/c-scope.ts';
import { hasNdma } from '../c/value/state-name.ts';
import type { ReviewOptions } from '../review-input.ts';
import { HIDDEN_PART } from '../text/fragment.ts';
import { listComparedNames } from '../text/name/asked-name.ts';
import type { LocatedProblem, LocatedSentence } from '../text/problem.ts';
import { createProblem, createWarning } from '../text/problem.ts';
import type { Place } from '../text/source-line.ts';
import { findArraySubjects } from './array-subject.ts';
import { findDeadBranches } from './dead-branch.ts';
import type { Way } from './driver-way.ts';
import { findUndecided, findWays } from './driver-way.ts';
import type { Roles } from './state-role.ts';
import { findRoles } from './state-role.ts';
import { MEMBER } from './state-subject.ts';

export interface DriverStep {
  readonly name: string;
  readonly source: CSource;
  /** Offset of its name. */
  readonly from: number;
  readonly place: Place;
  /** `from>to` -> the condition that allows it. */
  readonly arcs: ReadonlyMap<string, Place>;
  /** `from>to` for those that need another condition around them; where that is not in the text, they may be elsewhere. */
  readonly nested: ReadonlySet<string>;
  /** `from>to` for those that depend on a call whose function is not known. */
  readonly open: ReadonlySet<string>;
  readonly fn: CFunction;
  /** Functions of the text that are given both states: they are a part of this one. */
  readonly parts: ReadonlySet<CFunction>;
  /** States for which a request for the same state succeeds. */
  readonly same: readonly number[];
  readonly isPartial: boolean;
  /** v1: the text has the bit NDMA, and the function lets it be set. */
  readonly hasNdma: boolean;
  /** Arcs that fail by a condition on both states. */
  readonly failing: ReadonlySet<string>;
  /** Arcs in a conditional that a hunk shows only in part. */
  readonly unsure: ReadonlySet<string>;
  /** Branches that only a request for ERROR takes, which the core never makes. */
  readonly dead: readonly Place[];
  /** Where it ends; null where that is not in the text. */
  readonly end: Place | null;
  readonly warnings: readonly LocatedSentence[];
}

const V1_VALUES = [0, 1, 2, 3, 4];
const NDMA_VALUES = [...V1_VALUES, 8, 9, 10, 11, 12];
const V2_VALUES = V2_STATES.map(({ value }) => value);

/** The values that a device can be asked to move between. */
const listValues = (scope: Scope): readonly number[] => {
  if (scope.generation === 'v2') return V2_VALUES;
  return hasNdma(scope) ? NDMA_VALUES : V1_VALUES;
};

/** No driver is asked for ERROR, so a branch for it is not an arc. */
const ERROR = 0;

const CONDITIONS = new Set(['ConditionClause']);

/** The step functions of a source, read one by one, or why one is not; `isOther` is true for those that are known to be something else. */
export function* searchSteps(
  source: CSource,
  scope: Scope,
  roles: ReviewOptions['roles'],
  isOther: (fn: CFunction) => boolean = () => false,
): Generator<DriverStep | LocatedProblem> {
  for (const fn of findFunctions(source)) {
    if (isOther(fn)) continue;
    const step = readStep(fn, scope, roles);
    if (step) yield step;
  }
}

function readStep(
  fn: CFunction,
  scope: Scope,
  chosen: ReviewOptions['roles'],
): DriverStep | LocatedProblem | undefined {
  const { source } = fn;
  const roles = findRoles(fn, scope, chosen);
  if (!roles) return undefined;
  const isOfV2 = scope.generation === 'v2';
  const { succeeding, failing, parts, countTaken, isWhole } = findWays(fn, scope, roles, listValues(scope));
  if (!isWhole)
    return createProblem('step-long', placeOf(source, fn.from), fn.name, {
      ...{ name: fn.name, limit: MOST_STATEMENTS, deepest: DEEPEST },
    });
  if (isOfV2 && parts.size > 0 && !returnsVoid(fn) && countPairs(succeeding) === V2_STATES.length ** 2)
    for (const part of parts) tellUnheeded(scope, part);
  const decided = succeeding.filter(({ decision }) => decision !== null);
  const open = findUndecided(decided, countTaken, isOfV2 ? 'v2' : 'v1', endsWithin(source));
  const arcs = new Map<string, Place>();
  const same = new Set<number>();
  const nested = new Set<string>();
  // In v1, a part of a function lets through what it does not refuse only where it stores the new state itself.
  const isSetter = !isOfV2 && ((decided.length > 0 && !fn.isPartial) || setsState(fn, roles));
  const free = succeeding.filter(({ open: part }) => part === null || !isCutOff(part));
  const ways = isSetter ? [...decided, ...free] : decided;
  for (const way of ways) {
    const { from, to, decision } = way;
    const key = `${from}>${to}`;
    if (open.has(way) || arcs.has(key)) continue;
    if (from === to) same.add(from);
    else if (isOfV2 && to === ERROR) continue;
    else {
      arcs.set(key, placeOf(source, decision ?? fn.from));
      if (!namesBoth(source.text, decision ?? fn.from, roles)) nested.add(key);
    }
  }
  const isPartial = fn.isPartial || findArraySubjects(fn, scope).isPartial;
  // A call that is given the states may have done the step before anything else is asked.
  const called = isOfV2
    ? succeeding.filter(({ decision, open: part }) => decision === null && part !== null)
    : [];
  // What missing lines would decide is assumed for the whole function, unless the other side of a patch shows it.
  const asked = [...open, ...called].filter((way) => way.open === null || !isCutOff(way.open));
  const opened = new Set(asked.map((way) => `${way.from}>${way.to}`));
  const isSkeleton = succeeding.length === 0 && isOfV2 && countArcs(failing) > 1;
  if (arcs.size === 0 && !isSkeleton && !(isPartial && countArcs(failing) > 0)) return undefined;
  if (isOfV2 && !chosen && !isPartial && refusesNothing(succeeding)) return undefined;
  if (isOfV2 && !chosen && asksOneState([...arcs.keys()].map(toPair))) return undefined;
  if (!chosen && !isPartial && isQuestion(fn, [...arcs.keys()])) return undefined;
  const place = placeOf(source, fn.from);
  const warnings = findWithin(fn.body, CONDITIONS).flatMap((node) =>
    findGroupings(source, node.from + 1, Math.max(node.from + 1, node.to - 1)),
  );
  if (roles.hidden) warnings.push(createWarning('switch-assumed', place, { role: roles.hidden }));
  if (roles.isGuessed)
    warnings.push(
      createWarning('roles-guessed', place, { cur: roles.current, new: roles.new, why: roles.why }),
    );
  for (const part of new Set(Array.from([...open, ...called], (way) => way.open))) {
    if (!part || isCutOff(part)) continue;
    const text = source.text.slice(part.from, part.to);
    const what = text.replaceAll(/\s+/g, ' ').slice(0, 60);
    const unknown = listComparedNames(text).filter((name) => getConstant(scope, name) === undefined);
    const warning = createWarning('part-assumed', placeOf(source, part.from), { what });
    warnings.push(unknown.length > 0 ? { ...warning, unknown } : warning);
  }
  const { name, from } = fn;
  const unread = findUnreadMacro(fn, scope);
  if (unread) {
    warnings.push(createWarning('part-assumed', placeOf(source, unread.at), { what: unread.name }));
    for (const { value: cur } of V2_STATES) for (const { value: to } of V2_STATES) opened.add(`${cur}>${to}`);
  }
  return {
    name,
    source,
    fn,
    from,
    place,
    arcs,
    nested,
    open: opened,
    parts,
    same: [...same],
    isPartial,
    hasNdma: hasNdma(scope) && [...arcs.keys()].some((key) => /[89]|1\d/.test(key)),
    unsure: new Set([...arcs].flatMap(([key, { line }]) => (isUnsure(source, line) ? [key] : []))),
    failing: new Set(failing.map((way) => `${way.from}>${way.to}`).filter((key) => !arcs.has(key))),
    dead: isOfV2 ? findDeadBranches(fn, scope, roles) : [],
    end: fn.isPartial ? null : placeOf(source, fn.body.to - 1),
    warnings,
  };
}

const isUnsure = ({ unsure }: CSource, line: number): boolean =>
  unsure.some(([first, last]) => first <= line && line <= last);

/** Kernel macros that make no step. */
const NO_STEP = /^(?:WARN|BUG|ASSERT|VFIO_ASSERT|KUNIT|EXPORT|MODULE)/;

/** A macro used as a statement that names states and is not in the text: its arcs are not known. */
function findUnreadMacro({ source, body }: CFunction, { macros }: Scope) {
  const text = source.text.slice(body.from, body.to);
  for (const match of text.matchAll(
    /(?<=[;{}:)]\s*|\n[ \t]*)([A-Z][A-Z0-9_]+)\s*\([^;{}]{0,200}?\b(?:VFIO_DEVICE_STATE_\w+|STOP|RUNNING|RESUMING|(?:STOP|PRE)_COPY|\w{1,40}_P2P)\b/g,
  )) {
    const [, name = ''] = match;
    if (!macros.has(name) && !NO_STEP.test(name)) return { name, at: body.from + match.index };
  }
  return undefined;
}

const toPair = (key: string): Pair => {
  const [from = 0, to = 0] = key.split('>').map(Number);
  return { from, to };
};

/** `demo->device_state = state;`: a function that stores the new state makes a step. */
function setsState({ source, body }: CFunction, { current, new: next, aliases }: Roles): boolean {
  if (!/^\w+$/.test(next)) return false;
  const text = source.text.slice(body.from, body.to);
  const held = [...aliases].flatMap(([member, name]) => (name === current ? [member] : []));
  const given = new RegExp(`([\\w>.-]+)\\s*=\\s*${next}\\s*;`, 'g');
  return Array.from(text.matchAll(given), ([, holder = '']) => holder).some(
    (holder) => holder === current || held.includes(holder) || MEMBER.test(holder),
  );
}

interface Pair {
  readonly from: number;
  readonly to: number;
}

/** Whether the condition at an offset tests both states by itself. */
function namesBoth(text: string, from: number, { current, new: next, aliases }: Roles): boolean {
  const [condition = ''] = text.slice(from, from + 300).split(/[{;]|\|\||\breturn\b/);
  const names = [current, ...[...aliases].flatMap(([member, name]) => (name === current ? [member] : []))];
  return names.some((name) => condition.includes(name)) && condition.includes(next);
}

/** A function that is only told about a step, and allows every other as well, makes none. */
const refusesNothing = (succeeding: readonly Way[]): boolean =>
  succeeding.some(({ decision }) => decision === null) && countPairs(succeeding) === V2_STATES.length ** 2;

const countPairs = (ways: readonly Way[]): number =>
  new Set(ways.map(({ from, to }) => from * V2_STATES.length + to)).size;

const unheeded = new WeakMap<Scope, Set<CFunction>>();

function tellUnheeded(scope: Scope, part: CFunction): void {
  const known = unheeded.get(scope) ?? new Set<CFunction>();
  unheeded.set(scope, known.add(part));
}

/** Whether a function that is read calls this one with both states, and succeeds for every pair all the same. */
export const isUnheeded = (scope: Scope, { fn }: DriverStep): boolean =>
  unheeded.get(scope)?.has(fn) === true;

const returnsVoid = ({ source, from }: CFunction): boolean =>
  /\bvoid\s*$/.test(source.text.slice(Math.max(0, from - 80), from));

/** What a function that says which arcs may be taken is called. */
const ALLOWS = /allow|valid|permit|legal|support|accept|\b(?:can|may)_|step|transit|arc|\bok_|_ok\b/i;

/** Fewer arcs than a driver has: `bool is_save(cur, new)` asks which of its arcs this is. */
const isQuestion = ({ name, returnsBool }: CFunction, arcs: readonly string[]): boolean =>
  returnsBool && arcs.length > 0 && arcs.length < FEWEST_ARCS && !ALLOWS.test(name);

/** A driver of v2 has at least six. */
const FEWEST_ARCS = 4;

/** A function that only tests one state allows a whole row or column, most of which are not arcs. */
function asksOneState(pairs: readonly Pair[]): boolean {
  const isWhole = (value: number, side: 'from' | 'to') =>
    pairs.filter((pair) => pair[side] === value).length >= V2_STATES.length - 1;
  const isAnyWhole = V2_STATES.some(({ value }) => isWhole(value, 'from') || isWhole(value, 'to'));
  return isAnyWhole && countArcs(pairs) * 2 < pairs.length;
}

/** The number of pairs that are arcs which the core asks some driver for. */
function countArcs(pairs: readonly Pair[]): number {
  return new Set(pairs.map(({ from, to }) => `${from}>${to}`).filter((key) => ASKED.has(key))).size;
}

const ASKED: ReadonlySet<string> = new Set(
  V2_RULE_SETS.flatMap((ruleSet) =>
    ruleSet.flagSets.flatMap((flags) => getDriverArcs(ruleSet, flags).map((pair) => pair.join('>'))),
  ),
);

/** What lines that are not in the text would decide. */
const isCutOff = (part: CExpression): boolean =>
  (part.kind === 'unknown' && part.why === CUT_OFF) ||
  [part, ...listParts(part)].some((each) => each.kind === 'name' && each.name === HIDDEN_PART);
