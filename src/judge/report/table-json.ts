/**
 * The JSON of a review: rule sets as `vfio rules --json` has them, flows as `vfio flows --json`, findings, and what
 * changed. Keys and their order are a promise to scripts.
 */

import type { ClientId, FlowId } from '../../protocol/clients/client.ts';
import type { FlowRun, FlowVerdict } from '../../protocol/clients/flow-run.ts';
import type { AskStep, PlayEnd } from '../../protocol/clients/play/play-step.ts';
import type { RuleSet } from '../../protocol/rule-sets/rule-set.ts';
import { getFlagSets } from '../../protocol/rule-sets/rule-set.ts';
import type { RequestTuple } from '../../protocol/state/request-pair.ts';
import type { Finding, FindingHit } from '../../protocol/trace/finding.ts';
import type { Trace } from '../../protocol/trace/trace.ts';
import type { DiffJson } from '../../protocol/verdict/difference.ts';
import type { VerdictKind } from '../../protocol/verdict/verdict.ts';
import { getPath } from '../../protocol/verdict/verdict.ts';
import { readVerdict } from '../../protocol/verdict/verdict-table.ts';
import type { ReviewInput } from '../../reader/review-input.ts';
import type { Effect } from '../effect/effect.ts';
import { formatEffect } from '../effect/effect-words.ts';
import { listHits } from '../findings/finding-causes.ts';
import { getGrid } from '../findings/verdict-grid.ts';

/** What a driver implements, and what its flags ask of it. */
export interface DriverTable {
  readonly arcs: readonly RequestTuple[];
  readonly required: readonly RequestTuple[];
  readonly missing: readonly RequestTuple[];
}

/** One table that was found, or chosen: its old side, its new side. */
export interface ReportInput extends Pick<ReviewInput, 'name' | 'generation' | 'form' | 'assumed'> {
  readonly old: RuleSet | DriverTable | null;
  readonly new: RuleSet | DriverTable;
  /** What changed; null where there is nothing to compare with. */
  readonly diff: DiffJson | null;
  /** Id of the built-in rule set that it is, entry by entry; null where it is none of them. */
  readonly is: string | null;
  readonly effect: Effect;
}

/** What could not be read of a text, or was taken from elsewhere: without it `nothing found` says too much. */
export interface Remark {
  readonly line: number;
  /** A complete sentence. */
  readonly text: string;
}

/** A name of the text that the user reads as a state of the kernel. */
export interface ReadAs {
  readonly name: string;
  /** The kernel's name. */
  readonly as: string;
  readonly line: number;
}

/** All that a report is made of. */
export interface Report {
  readonly inputs: readonly ReportInput[];
  readonly remarks?: readonly Remark[];
  readonly findings: readonly Finding[];
  /** Findings of the old side that the patch repairs. */
  readonly repaired?: readonly Finding[];
  readonly flows: readonly FlowRun[];
  readonly readAs?: readonly ReadAs[];
}

export interface RuleSetTable {
  readonly title: string;
  readonly generation: RuleSet['generation'];
  readonly initial: number;
  readonly flags: readonly number[] | null;
  readonly values: readonly { readonly value: number; readonly name: string }[];
  readonly verdicts: readonly {
    readonly flags: number | null;
    readonly from: number;
    readonly to: number;
    readonly kind: VerdictKind;
    readonly path: readonly number[];
    readonly reason: string;
  }[];
}

interface InputJson extends Omit<ReportInput, 'old' | 'new' | 'diff' | 'effect'> {
  readonly old: RuleSetTable | DriverTable | null;
  readonly new: RuleSetTable | DriverTable;
  /** What the patch does, the line that says so first. */
  readonly effect: Effect & { readonly text: string };
}

interface FindingJson extends Omit<Finding, 'citations' | 'change' | 'trace' | 'flows' | 'hits'> {
  readonly change: 'introduced' | 'present';
  readonly trace: Trace | null;
  /** All that the cause hits, this finding first. */
  readonly hits: readonly FindingHit[];
}

/** One step of a run: a reset is no request, so it has no kind, and `to` is the state after it. */
interface FlowStepJson {
  readonly act: 'ask' | 'reset';
  readonly trigger: string;
  readonly from: number;
  readonly to: number;
  readonly kind: VerdictKind | null;
  readonly recover: number | null;
  readonly errno: AskStep['errno'];
  /** True where the request is not accepted, and the flow goes on as if it were. */
  readonly supposed: boolean;
}

/** What `vfio flows --json` prints of each run. */
export interface FlowJson {
  readonly ruleSet: string;
  readonly flags: number | null;
  readonly client: ClientId;
  readonly flow: FlowId;
  readonly start: number;
  readonly verdict: FlowVerdict;
  readonly ends: PlayEnd;
  readonly steps: readonly FlowStepJson[];
}

/** What `vfio review --json` prints. */
export interface ReviewJson {
  readonly inputs: readonly InputJson[];
  /** Of the first input in which something changed, or else the first that has something to compare with. */
  readonly diff: DiffJson | null;
  readonly findings: readonly FindingJson[];
  /** What the old side has and the new side has not. */
  readonly repaired: readonly Omit<FindingJson, 'change'>[];
  readonly flows: readonly FlowJson[];
  /** How the text was read: what is assumed, could be meant otherwise, or could not be read. */
  readonly remarks: readonly Remark[];
  /** Names that are read as states by choice; left out where there are none. */
  readonly readAs?: readonly ReadAs[];
}

/** True for a driver's arcs, which are no rule set. */
export function isDriverTable(table: RuleSet | DriverTable): table is DriverTable {
  return 'arcs' in table;
}

/** The flows of the newest QEMU under a rule set, for all its sets of flags, or those given. */
export function runFlows(
  ruleSet: RuleSet,
  flagSets: readonly (number | null)[] = getFlagSets(ruleSet),
): readonly FlowRun[] {
  return flagSets.flatMap((flags) => getGrid(ruleSet, flags).getRuns());
}

/** The whole review as plain data. */
export function toReviewJson({
  inputs,
  findings,
  repaired = [],
  flows,
  remarks = [],
  readAs = [],
}: Report): ReviewJson {
  const diffs = inputs.flatMap((input) => input.diff ?? []);
  const diff = diffs.find(hasEntries) ?? diffs[0] ?? null;
  return {
    inputs: inputs.map((input) => ({
      name: input.name,
      generation: input.generation,
      form: input.form,
      old: input.old && toTable(input.old),
      new: toTable(input.new),
      assumed: input.assumed,
      is: input.is,
      effect: { text: formatEffect(input.effect), ...input.effect },
    })),
    diff: diff && { against: diff.against, added: diff.added, removed: diff.removed, changed: diff.changed },
    findings: findings.map(toFindingJson),
    repaired: repaired.map(toFindingJson).map(({ change: _, ...finding }) => finding),
    flows: flows.map(toFlowJson),
    remarks,
    ...(readAs.length > 0 && { readAs }),
  };
}

const hasEntries = ({ added, removed, changed }: DiffJson) =>
  added.length + removed.length + changed.length > 0;

function toTable(table: RuleSet | DriverTable): RuleSetTable | DriverTable {
  return isDriverTable(table)
    ? { arcs: table.arcs, required: table.required, missing: table.missing }
    : toRuleSetTable(table);
}

/** A rule set with the verdicts of all pairs of its values, for each set of flags or those given. */
export function toRuleSetTable(
  ruleSet: RuleSet,
  flagSets: readonly (number | null)[] = getFlagSets(ruleSet),
): RuleSetTable {
  const { title, generation, initial, states } = ruleSet;
  const values = states.map(({ value, name }) => ({ value, name }));
  return {
    title,
    generation,
    initial,
    flags: generation === 'v1' ? null : flagSets.filter((flags) => flags !== null),
    values,
    verdicts: flagSets.flatMap((flags) =>
      values.flatMap(({ value: from }) =>
        values.map(({ value: to }) => {
          const verdict = readVerdict(ruleSet, { from, to, flags });
          return { flags, from, to, kind: verdict.kind, path: getPath(verdict), reason: verdict.why };
        }),
      ),
    ),
  };
}

/** A finding in the order that scripts know. */
function toFindingJson(finding: Finding): FindingJson {
  const { id, severity, line, flags, from, to, text, change = 'introduced', trace } = finding;
  return { id, severity, line, flags, from, to, text, change, trace, hits: listHits(finding) };
}

/** The requests and resets of a run. */
export function toFlowJson({ ruleSet, flags, client, flow, start, verdict, ends, steps }: FlowRun): FlowJson {
  return {
    ...{ ruleSet: ruleSet.id, flags, client, flow: flow.id, start, verdict, ends },
    steps: steps.flatMap((step): FlowStepJson[] => {
      if (step.act === 'unasked') return [];
      const { trigger, from, to } = step;
      if (step.act === 'reset')
        return [{ act: 'reset', trigger, from, to, kind: null, recover: null, errno: null, supposed: false }];
      const { verdict: own, recover, errno, isSupposed } = step;
      return [{ act: 'ask', trigger, from, to, kind: own.kind, recover, errno, supposed: isSupposed }];
    }),
  };
}
