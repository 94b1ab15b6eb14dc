/**
 * Judges a v2 rule set against what is known without it: the arcs a driver implements, the combination transitions,
 * the two blocked requests, what each state needs, and the counts. The unit tests and `npm run mutants` call it, so
 * that both judge alike. Nothing here reads vfio_from_fsm_table: the expectations are written out by hand.
 *
 * @source drivers/vfio/vfio_main.c, the comment in vfio_mig_get_next_state(): arcs, combination transitions, blocked
 */

import type { ReasonId } from '../verdict/reason.ts';
import { getVerdict } from '../verdict/request-verdict.ts';
import type { Verdict } from '../verdict/verdict.ts';
import type { V2RuleSet } from './rule-set.ts';

/** By value. */
const NAMES = [
  'ERROR',
  'STOP',
  'RUNNING',
  'STOP_COPY',
  'RESUMING',
  'RUNNING_P2P',
  'PRE_COPY',
  'PRE_COPY_P2P',
];

/** ERROR needs what no device has. */
const NEVER = 0xffff_ffff;

/** Flags that each other state needs. */
const NEEDED: Readonly<Record<string, number>> = {
  STOP: 1,
  RUNNING: 1,
  STOP_COPY: 1,
  RESUMING: 1,
  RUNNING_P2P: 3,
  PRE_COPY: 5,
  PRE_COPY_P2P: 7,
};

/** The way of every request that a device with all three flags accepts. What stands in two columns is one arc. */
const WAYS = `
STOP          RUNNING_P2P
STOP          RUNNING_P2P   RUNNING
STOP          RUNNING_P2P   RUNNING       PRE_COPY
STOP          RUNNING_P2P   PRE_COPY_P2P
STOP          STOP_COPY
STOP          RESUMING
RUNNING       RUNNING_P2P
RUNNING       RUNNING_P2P   STOP
RUNNING       RUNNING_P2P   STOP          STOP_COPY
RUNNING       RUNNING_P2P   STOP          RESUMING
RUNNING       RUNNING_P2P   PRE_COPY_P2P
RUNNING       PRE_COPY
PRE_COPY      RUNNING
PRE_COPY      RUNNING       RUNNING_P2P
PRE_COPY      RUNNING       RUNNING_P2P   STOP
PRE_COPY      RUNNING       RUNNING_P2P   STOP          RESUMING
PRE_COPY      PRE_COPY_P2P
PRE_COPY      PRE_COPY_P2P  STOP_COPY
PRE_COPY_P2P  RUNNING_P2P
PRE_COPY_P2P  RUNNING_P2P   STOP
PRE_COPY_P2P  RUNNING_P2P   STOP          RESUMING
PRE_COPY_P2P  RUNNING_P2P   RUNNING
PRE_COPY_P2P  PRE_COPY
PRE_COPY_P2P  STOP_COPY
STOP_COPY     STOP
STOP_COPY     STOP          RUNNING_P2P
STOP_COPY     STOP          RUNNING_P2P   RUNNING
STOP_COPY     STOP          RESUMING
RESUMING      STOP
RESUMING      STOP          RUNNING_P2P
RESUMING      STOP          RUNNING_P2P   RUNNING
RESUMING      STOP          RUNNING_P2P   RUNNING       PRE_COPY
RESUMING      STOP          RUNNING_P2P   PRE_COPY_P2P
RESUMING      STOP          STOP_COPY
RUNNING_P2P   STOP
RUNNING_P2P   STOP          STOP_COPY
RUNNING_P2P   STOP          RESUMING
RUNNING_P2P   RUNNING
RUNNING_P2P   RUNNING       PRE_COPY
RUNNING_P2P   PRE_COPY_P2P`;

/** Neither has a way. */
const BLOCKED: readonly string[] = ['STOP_COPY > PRE_COPY', 'STOP_COPY > PRE_COPY_P2P'];

/** What holds for the 64 requests among 8 values with one set of flags; the kinds add up to 64. */
interface Counts {
  readonly accepted: number;
  readonly blocked: number;
  readonly targetUnsupported: number;
  readonly currentUnsupported: number;
  /** Distinct arcs that a driver implements. */
  readonly arcs: number;
  /** Accepted requests of more than one arc. */
  readonly combinations: number;
  readonly longest: number;
}

/** By migration_flags: accepted, blocked, target unsupported, current unsupported, arcs, combinations, longest. */
const COUNTS: Readonly<Record<number, readonly number[]>> = {
  1: [16, 0, 16, 32, 6, 6, 2],
  3: [25, 0, 15, 24, 8, 12, 3],
  5: [24, 1, 15, 24, 9, 10, 3],
  7: [47, 2, 7, 8, 15, 25, 4],
};

const FLAGS: Readonly<Record<string, readonly number[]>> = {
  'v2-5.18': [1, 3],
  'v2-6.2': [1, 3, 5, 7],
  'v2-7.2': [1, 3, 5, 7],
};

/** Which of the checks a refusal without an arc stands for. */
const REFUSALS: Partial<Record<ReasonId, string>> = {
  'current-out-of-range': 'refused, current',
  'only-reset-leaves-error': 'refused, current',
  'error-to-error': 'refused, current',
  'current-unsupported': 'refused, current',
  'out-of-range': 'refused, target',
  'error-not-requestable': 'refused, target',
  'target-unsupported': 'refused, target',
  blocked: 'refused, blocked',
};

const VALUES = NAMES.map((_, value) => value);

const WAY_OF = new Map(
  WAYS.trim()
    .split('\n')
    .map((line) => line.split(/\s+/))
    .map((names) => [`${names[0]} > ${names.at(-1)}`, names.slice(1)] as const),
);

/** True if a device with these flags can be in the state of that value. */
function isSupported(value: number, flags: number): boolean {
  const needed = NEEDED[NAMES[value] ?? ''];
  return needed !== undefined && (flags & needed) === needed;
}

/** Verdict, why, and the way as text: `accepted RUNNING_P2P STOP`. What the loop of 6.2 does to a blocked request is its own. */
function getExpected(id: string, from: number, to: number, flags: number): string {
  const [before = '', after = ''] = [NAMES[from], NAMES[to]];
  if (!isSupported(from, flags)) return 'refused, current';
  if (!isSupported(to, flags)) return 'refused, target';
  if (from === to) return 'accepted';
  if (BLOCKED.includes(`${before} > ${after}`)) return id === 'v2-6.2' ? 'never-returns' : 'refused, blocked';
  const way = WAY_OF.get(`${before} > ${after}`) ?? [];
  return ['accepted', ...way.filter((name) => isSupported(NAMES.indexOf(name), flags))].join(' ');
}

function formatFound(verdict: Verdict): string {
  if (verdict.kind === 'accepted')
    return ['accepted', ...verdict.path.map((state) => NAMES[state])].join(' ');
  if (verdict.kind === 'unspecified') return verdict.kind;
  if (verdict.arcs.length > 0) return `${verdict.kind} midway`;
  return verdict.kind === 'refused'
    ? (REFUSALS[verdict.reason] ?? `refused, ${verdict.reason}`)
    : verdict.kind;
}

const hasChain = (verdict: Verdict & { kind: 'accepted' }) =>
  verdict.arcs.map((arc) => arc.to).join() === verdict.path.join() &&
  verdict.arcs.every((arc, i) => arc.from === (verdict.arcs[i - 1]?.to ?? verdict.request.from));

/** The verdicts of all 64 requests with one set of flags. */
function listVerdicts(ruleSet: V2RuleSet, flags: number): readonly Verdict[] {
  return VALUES.flatMap((from) => VALUES.map((to) => getVerdict(ruleSet, { from, to, flags })));
}

/** Counts all 64 requests of one set of flags. `blocked` counts those that never return too. */
export function getCounts(ruleSet: V2RuleSet, flags: number): Counts {
  return toCounts(listVerdicts(ruleSet, flags));
}

function toCounts(verdicts: readonly Verdict[]): Counts {
  const accepted = verdicts.filter((verdict) => verdict.kind === 'accepted');
  const texts = verdicts.map(formatFound);
  const count = (...kinds: string[]) => texts.filter((text) => kinds.includes(text)).length;
  const arcs = accepted.flatMap((verdict) => verdict.arcs.map((arc) => `${arc.from}>${arc.to}`));
  return {
    accepted: accepted.length,
    blocked: count('refused, blocked', 'never-returns'),
    targetUnsupported: count('refused, target'),
    currentUnsupported: count('refused, current'),
    arcs: new Set(arcs).size,
    combinations: accepted.filter((verdict) => verdict.arcs.length > 1).length,
    longest: Math.max(0, ...accepted.map((verdict) => verdict.arcs.length)),
  };
}

function* findFailures(ruleSet: V2RuleSet): Generator<string> {
  const { values, states, needs, initial } = ruleSet;
  for (const { value, name } of states)
    if (NAMES[value] !== name) yield `the value ${value} is ${NAMES[value]}, not ${name}`;
  for (const value of values)
    if (needs[value] !== (NEEDED[NAMES[value] ?? ''] ?? NEVER))
      yield `${NAMES[value]} does not need ${needs[value]}`;
  if (initial !== 2) yield `a device starts in RUNNING, not in ${NAMES[initial]}`;
  const flagSets = FLAGS[ruleSet.id] ?? [];
  if (ruleSet.flagSets.join() !== flagSets.join())
    yield `the sets of flags are ${flagSets}, not ${ruleSet.flagSets}`;
  for (const flags of flagSets) {
    const verdicts = listVerdicts(ruleSet, flags);
    for (const verdict of verdicts) {
      const { from, to } = verdict.request;
      const [found, expected] = [formatFound(verdict), getExpected(ruleSet.id, from, to, flags)];
      const request = `${NAMES[from]} > ${NAMES[to]} with flags ${flags}`;
      if (found !== expected) yield `${request}: ${found} instead of ${expected}`;
      if (verdict.kind === 'accepted' && !hasChain(verdict)) yield `${request}: the arcs are not the path`;
    }
    const [found, expected] = [Object.values(toCounts(verdicts)).join(), COUNTS[flags]?.join()];
    if (found !== expected) yield `the counts with flags ${flags} are ${found} instead of ${expected}`;
  }
}

/**
 * What is wrong with a v2 rule set, one sentence each, in the order of its requests; empty where it is as the kernel has it.
 * `checkRuleSet(getRuleSet('v2-6.2'))` is `[]`. Only the ids of the three built-in ones are known here.
 */
export function checkRuleSet(ruleSet: V2RuleSet): readonly string[] {
  if (!FLAGS[ruleSet.id]) return [`nothing is known of a rule set ${ruleSet.id}`];
  return [...findFailures(ruleSet)];
}

/** A table with one entry changed. `from`, `to` and `entry` are states by value. */
export interface Mutant {
  readonly from: number;
  readonly to: number;
  readonly entry: number;
  readonly ruleSet: V2RuleSet;
}

/** The rule set with the entry from one state to another replaced. */
export function createMutant(ruleSet: V2RuleSet, from: number, to: number, entry: number): Mutant {
  const [row, column] = [ruleSet.values.indexOf(from), ruleSet.values.indexOf(to)];
  const next = ruleSet.next.map((cells, r) =>
    r === row ? cells.map((cell, c) => (c === column ? entry : cell)) : cells,
  );
  return { from, to, entry, ruleSet: { ...ruleSet, next } };
}

/** Every entry outside the row and the column of ERROR, changed to every other value: 343 for a table of eight states. */
export function createMutants(ruleSet: V2RuleSet): readonly Mutant[] {
  const states = ruleSet.values.filter((value) => value !== ruleSet.error);
  return states.flatMap((from) =>
    states.flatMap((to) =>
      ruleSet.values
        .map((entry) => createMutant(ruleSet, from, to, entry))
        .filter((mutant) => JSON.stringify(mutant.ruleSet.next) !== JSON.stringify(ruleSet.next)),
    ),
  );
}

/** A defect that anyone would call one, whatever the table was meant to say. */
export type Defect = 'loops' | 'self-transition fails' | 'gets stuck';

/**
 * The defects of a mutant; empty where it only refuses, or reaches by other arcs, what the kernel's table reaches. It is
 * judged with the loop of 7.2, which ends on ERROR: with that of 6.2 every new ERROR hangs, which says nothing about
 * the table. So judged no mutant has two, and each counts once: a self-transition (x > x) fails by its own entry alone, which no
 * other request reads; a request that loops meets no ERROR, and one that gets stuck meets no loop.
 */
export function findDefects({ ruleSet }: Mutant): readonly Defect[] {
  const fixed = { ...ruleSet, stopsOnError: true };
  const defects = new Set<Defect>();
  for (const flags of [1, 3, 5, 7])
    for (const from of VALUES.filter((value) => isSupported(value, flags)))
      for (const to of VALUES.filter((value) => isSupported(value, flags))) {
        const { kind, reason } = getVerdict(fixed, { from, to, flags });
        if (from === to && kind !== 'accepted') defects.add('self-transition fails');
        else if (kind === 'never-returns') defects.add('loops');
        else if (reason === 'stuck') defects.add('gets stuck');
      }
  return [...defects];
}
