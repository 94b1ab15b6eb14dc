/**
 * What a patch does, as data: the requests, arcs or values that it adds, breaks and mends, and how the flows of QEMU end
 * before and after it.
 */

import type { FlowId } from '../../protocol/clients/client.ts';
import type { FlowRun } from '../../protocol/clients/flow-run.ts';
import type { RuleSet } from '../../protocol/rule-sets/rule-set.ts';
import { getFlagSets } from '../../protocol/rule-sets/rule-set.ts';
import { hasFlags } from '../../protocol/state/migration-flags.ts';
import type { RequestTuple } from '../../protocol/state/request-pair.ts';
import { getState } from '../../protocol/state/state.ts';
import type { Finding, Severity } from '../../protocol/trace/finding.ts';
import { SEVERITIES } from '../../protocol/trace/finding.ts';
import type { ComparedRequest, Difference } from '../../protocol/verdict/difference.ts';
import { compareRuleSets, getPairValue, isBreaking } from '../../protocol/verdict/difference.ts';
import type { DriverSide } from '../../reader/review-input.ts';
import { isIntroduced } from '../findings/finding-split.ts';
import { getGrid } from '../findings/verdict-grid.ts';

/** One request, or arc, with all flags under which it is so; a value as `[value, value]`. */
interface EffectEntry {
  readonly from: number;
  readonly to: number;
  /** Empty in v1. */
  readonly flags: readonly number[];
}

/** How a flow ends for its client. `aborts`: the client crashes. `hangs`: a request never returns. */
export type FlowEnd = 'completes' | 'fails' | 'aborts' | 'hangs';

/** A flow of QEMU before and after. */
export interface FlowLamp {
  readonly flow: FlowId;
  readonly flags: number | null;
  /** Null where the old side does not define these flags, or there is none. */
  readonly before: FlowEnd | null;
  readonly after: FlowEnd;
}

export interface Effect {
  /** What is counted. */
  readonly of: 'request' | 'arc' | 'value';
  /** Id of what it is compared with; null where there is nothing, and then all lists of entries are empty. */
  readonly against: string | null;
  /** Accepted now, and not before; for a driver, arcs that it implements now. */
  readonly adds: readonly EffectEntry[];
  /** Returned never and does now; for a driver, required arcs that were missing. */
  readonly mends: readonly EffectEntry[];
  /** Refused or never returning now, or with other data sessions; for a driver, required arcs that are missing now. */
  readonly breaks: readonly EffectEntry[];
  /** The same outcome over other states; for a driver, arcs that it no longer implements and need not. */
  readonly changes: readonly EffectEntry[];
  /** Refused now; the old side did not mention it. */
  readonly closes: readonly EffectEntry[];
  /** No longer mentioned; for a driver, arcs that are now only assumed. */
  readonly opens: readonly EffectEntry[];
  /** True for a driver whose migration_flags are not known: what it lacks cannot be told. */
  readonly lacksFlags: boolean;
  /** True where device_state starts with another value. */
  readonly movesInitial: boolean;
  /** States that are new and that no judged set of migration_flags brings, as where a hunk shows some of their entries. */
  readonly unjudged: readonly number[];
  /** Every flow of the newest QEMU; empty where no flows can be run. */
  readonly flows: readonly FlowLamp[];
  /** Flows that end worse, or better, under some flags. */
  readonly flowsBroken: readonly FlowId[];
  readonly flowsMended: readonly FlowId[];
  /** How many findings it introduces. */
  readonly introduced: Readonly<Record<Severity, number>>;
}

type Lists = Pick<
  Effect,
  'adds' | 'mends' | 'breaks' | 'changes' | 'closes' | 'opens' | 'lacksFlags' | 'movesInitial' | 'unjudged'
>;

const NOTHING: Lists = {
  ...{ adds: [], mends: [], breaks: [], changes: [], closes: [], opens: [] },
  ...{ lacksFlags: false, movesInitial: false, unjudged: [] },
};

interface RulesSubject {
  readonly ruleSet: RuleSet;
  readonly before: RuleSet | null;
  readonly flagSets?: readonly (number | null)[] | undefined;
  readonly findings: readonly Finding[];
  /** False for what holds no requests of userspace. */
  readonly isAsked?: boolean;
}

/** The effect of a change to rules, of a rule set against another, or of rules alone. */
export function getRulesEffect(subject: RulesSubject): Effect {
  const { ruleSet, before, findings, isAsked = true } = subject;
  const flagSets = subject.flagSets ?? getFlagSets(ruleSet);
  const flows = isAsked ? flagSets.flatMap((flags) => compareFlows(ruleSet, before, flags)) : [];
  const lists = before ? compareRequests(compareRuleSets(before, ruleSet, subject.flagSets)) : NOTHING;
  return {
    ...{ of: 'request', against: before?.id ?? null, ...lists, flows },
    flowsBroken: listFlows(flows, (change) => change < 0),
    flowsMended: listFlows(flows, (change) => change > 0),
    introduced: countIntroduced(findings),
  };
}

/** The effect on a check of single values. */
export function getValuesEffect(
  ruleSet: RuleSet,
  before: RuleSet | null,
  findings: readonly Finding[],
): Effect {
  const [now, was] = [ruleSet.values, before?.values ?? []];
  const gone = was.filter((value) => !now.includes(value));
  const isValid = (value: number) => getState(ruleSet.states, value)?.kind === 'valid';
  const toEntries = (values: readonly number[]) =>
    toEffectEntries(values.map((value) => [null, value, value]));
  return {
    ...{ of: 'value', against: before?.id ?? null, ...NOTHING },
    ...(before && {
      adds: toEntries(now.filter((value) => !was.includes(value))),
      breaks: toEntries(gone.filter(isValid)),
      mends: toEntries(gone.filter((value) => !isValid(value))),
    }),
    ...{ flows: [], flowsBroken: [], flowsMended: [] },
    introduced: countIntroduced(findings),
  };
}

interface DriverSubject {
  readonly name: string;
  readonly side: DriverSide;
  readonly old: DriverSide | null;
  readonly findings: readonly Finding[];
}

/** The effect on the arcs of a driver of v2. */
export function getDriverEffect({ name, side, old, findings }: DriverSubject): Effect {
  const toEntries = (pairs: readonly RequestTuple[]) =>
    toEffectEntries(pairs.map(([from, to]) => [side.flags, from, to]));
  const without = (pairs: readonly RequestTuple[], others: readonly RequestTuple[]) =>
    pairs.filter(([from, to]) => !others.some(([a, b]) => a === from && b === to));
  const mends = old ? without(old.missing, side.missing) : [];
  const breaks = old ? without(side.missing, old.missing) : [];
  return {
    ...{ of: 'arc', against: old && name, ...NOTHING, lacksFlags: side.flags === null },
    ...(old && {
      adds: toEntries(without(without(side.arcs, old.arcs), mends)),
      mends: toEntries(mends),
      breaks: toEntries(breaks),
      changes: toEntries(without(without(old.arcs, side.arcs), breaks)),
      opens: toEntries(
        side.arcs.filter(([from, to]) => `${from}>${to}` in old.lines && !(`${from}>${to}` in side.lines)),
      ),
    }),
    ...{ flows: [], flowsBroken: [], flowsMended: [] },
    introduced: countIntroduced(findings),
  };
}

function compareRequests({ a, b, requests, states }: Difference): Lists {
  const list = (isOne: (request: ComparedRequest) => boolean) =>
    toEffectEntries(
      requests
        .filter(({ change }) => change !== 'kept')
        .filter(isOne)
        .map(({ flags, from, to }) => [flags, getPairValue(from), getPairValue(to)]),
    );
  const hung = ({ before, after }: ComparedRequest) =>
    before?.kind === 'never-returns' && after !== null && after.kind !== 'never-returns';
  const initial = states.find((pair) => pair.a?.value === a.initial);
  return {
    adds: list((request) => request.change === 'added' && !hung(request)),
    mends: list(hung),
    breaks: list(isBreaking),
    changes: list((request) => request.change === 'changed' && isAlike(request) && !isBreaking(request)),
    closes: list(({ before, after }) => before?.kind === 'unspecified' && after?.kind === 'refused'),
    opens: list(
      ({ before, after }) =>
        before !== null &&
        before.kind !== 'never-returns' &&
        before.kind !== 'unspecified' &&
        after?.kind === 'unspecified',
    ),
    lacksFlags: false,
    movesInitial: initial?.b?.value !== b.initial,
    unjudged: b.values.filter((value) => !a.values.includes(value) && !isJudged(b, value)),
  };
}

/** Whether a set of migration_flags that the rules define brings the state. ERROR is brought by none. */
const isJudged = (ruleSet: RuleSet, value: number): boolean =>
  ruleSet.generation === 'v1' ||
  value === ruleSet.error ||
  ruleSet.flagSets.some((flags) => hasFlags(flags, ruleSet.needs[value] ?? 0));

const isAlike = ({ before, after }: ComparedRequest) => before?.kind === after?.kind;

/** One entry for each request, with all its flags. */
function toEffectEntries(
  listed: readonly (readonly [flags: number | null, from: number, to: number])[],
): readonly EffectEntry[] {
  const entries = new Map<string, EffectEntry>();
  for (const [flags, from, to] of listed) {
    const key = `${from}>${to}`;
    const known = entries.get(key)?.flags ?? [];
    entries.set(key, { from, to, flags: flags === null ? known : [...known, flags] });
  }
  return [...entries.values()];
}

/** Flows of QEMU that end worse than under the rules before, under some flags. */
export const listBrokenFlows = (ruleSet: RuleSet, before: RuleSet): readonly FlowId[] =>
  listFlows(
    getFlagSets(ruleSet).flatMap((flags) => compareFlows(ruleSet, before, flags)),
    (change) => change < 0,
  );

function compareFlows(ruleSet: RuleSet, before: RuleSet | null, flags: number | null): readonly FlowLamp[] {
  const isDefined = before?.generation === ruleSet.generation && getFlagSets(before).includes(flags);
  const old = isDefined ? getGrid(before, flags).getRuns() : [];
  return getGrid(ruleSet, flags)
    .getRuns()
    .map((run) => {
      const was = old.find(({ flow }) => flow.id === run.flow.id);
      return { flow: run.flow.id, flags, before: was ? getFlowEnd(was) : null, after: getFlowEnd(run) };
    });
}

/** How a flow ends: a request that never returns is the end of it. */
function getFlowEnd({ verdict, ends }: FlowRun): FlowEnd {
  if (verdict === 'hangs') return 'hangs';
  return verdict === 'fails' && ends === 'completes' ? 'fails' : ends;
}

/** From worst to best. */
const ENDS: readonly FlowEnd[] = ['hangs', 'aborts', 'fails', 'completes'];

/** Above 0 where a flow ends better than before, below 0 where it ends worse. */
export const compareEnds = (before: FlowEnd, after: FlowEnd): number =>
  ENDS.indexOf(after) - ENDS.indexOf(before);

function listFlows(lamps: readonly FlowLamp[], isOne: (change: number) => boolean): readonly FlowId[] {
  const found = lamps.filter(({ before, after }) => before !== null && isOne(compareEnds(before, after)));
  return [...new Set(found.map(({ flow }) => flow))];
}

function countIntroduced(findings: readonly Finding[]): Effect['introduced'] {
  const count = (severity: Severity) =>
    findings.filter((finding) => finding.severity === severity && isIntroduced(finding)).length;
  const [error = 0, warning = 0, question = 0, note = 0] = SEVERITIES.map(count);
  return { error, warning, question, note };
}
