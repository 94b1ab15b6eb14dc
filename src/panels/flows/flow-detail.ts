/** A flow told in full: every step on each side, what the client really does after a failure, how it ends, who says so. */

import { getClient } from '../../protocol/clients/client-table.ts';
import type { FlowRun } from '../../protocol/clients/flow-run.ts';
import { playFlow } from '../../protocol/clients/flow-run.ts';
import { findFlowObstacle } from '../../protocol/clients/flow-table.ts';
import { findLoss } from '../../protocol/clients/flow-words.ts';
import type { AskStep, PlayStep } from '../../protocol/clients/play/play-step.ts';
import { getNumber, isRefused } from '../../protocol/clients/play/play-step.ts';
import type { RuleSet } from '../../protocol/rule-sets/rule-set.ts';
import { formatRequest } from '../../protocol/state/request-pair.ts';
import { formatState } from '../../protocol/state/state.ts';
import type { VerdictKind } from '../../protocol/verdict/verdict.ts';
import { toAddress } from '../../protocol/words/citation.ts';
import { formatList, formatVerdict } from '../comparison/compare-words.ts';
import { CLIENT_WORDS, DETAIL_WORDS } from './flow-pair-words.ts';
import type { FlowRow } from './flow-row.ts';

export interface FlowDetail {
  /** `Incoming migration. The destination loads; then the VM runs.` */
  readonly account: string;
  /** Which flags the flow needs; null where any do. */
  readonly condition: string | null;
  /** One where both sides fare alike to the letter. */
  readonly sides: readonly FlowSide[];
  readonly sources: readonly FlowSource[];
}

interface FlowSource {
  readonly text: string;
  readonly address: string | null;
  /** Said where nobody saw the flow run. */
  readonly derived: string | null;
}

export interface FlowSide {
  /** `v2-6.2 and v2-7.2` */
  readonly name: string;
  readonly flags: number | null;
  /** All of them: what is refused is taken as accepted, and the flow goes on. */
  readonly steps: readonly StepLine[];
  /** What comes after the first failure where nothing is supposed; null where nothing fails. */
  readonly afterwards: { readonly intro: string; readonly steps: readonly StepLine[] } | null;
  readonly end: string;
}

export interface StepLine {
  readonly key: number;
  /** null where nothing is asked. */
  readonly number: number | null;
  readonly trigger: string;
  /** The request, or the reset. */
  readonly request: string | null;
  readonly kind: VerdictKind | null;
  /** What comes of it. */
  readonly text: string;
}

/** The runs that a row stands for, told in full. */
export function toFlowDetail({ flow, a, b }: FlowRow): FlowDetail {
  const runs = [a, b].flatMap((cell) => (cell ? [cell.run] : []));
  const [run] = runs;
  const info = run?.flow;
  return {
    account: info ? `${info.title}. ${info.account}` : '',
    condition: (run && findFlowObstacle(getClient(run.client), flow, NO_FLAGS)) ?? null,
    sides: mergeAlike(runs.map(toSide)),
    sources: mergeSources(runs.flatMap(listSources)),
  };
}

/** With none of the optional flags, what makes a flow impossible is said. */
const NO_FLAGS = 0;

function toSide(run: FlowRun): FlowSide {
  const { ruleSet, flags, steps } = run;
  return {
    name: ruleSet.id,
    flags,
    steps: steps.map((step, index) => toLine(ruleSet, steps, step, index)),
    afterwards: toAfterwards(run),
    end: formatEnd(run),
  };
}

function mergeAlike(sides: readonly FlowSide[]): readonly FlowSide[] {
  const [one, other] = sides;
  if (!one || !other) return sides;
  const isAlike = JSON.stringify({ ...one, name: '' }) === JSON.stringify({ ...other, name: '' });
  return isAlike ? [{ ...one, name: formatList([...new Set([one.name, other.name])]) }] : sides;
}

/** The same flow, played as the client goes on after a failure. */
function toAfterwards(run: FlowRun): FlowSide['afterwards'] {
  const { ruleSet, flags, flow } = run;
  const first = run.steps.findIndex(isRefused);
  if (first < 0 || run.verdict === 'hangs') return null;
  const { steps } = playFlow(getClient(run.client), flow.id, { ruleSet, devices: [{ flags }] });
  const number = getNumber(steps, first);
  const lines = steps.map((step, index) => toLine(ruleSet, steps, step, index)).slice(first + 1);
  const intro = lines.length > 0 ? DETAIL_WORDS.really(number) : DETAIL_WORDS.nothing(number);
  return { intro, steps: lines };
}

function toLine(ruleSet: RuleSet, steps: readonly PlayStep[], step: PlayStep, index: number): StepLine {
  const name = (value: number) => formatState(ruleSet.states, value);
  const base = { key: index, number: getNumber(steps, index), trigger: step.trigger };
  switch (step.act) {
    case 'ask':
      return {
        ...base,
        trigger: step.isRecovery ? `${step.trigger}, ${DETAIL_WORDS.recovery}` : step.trigger,
        request: formatRequest(ruleSet.states, step),
        kind: step.verdict.kind,
        text: formatOutcome(ruleSet, step),
      };
    case 'reset': {
      const text = step.isFailed ? DETAIL_WORDS.resetFails : DETAIL_WORDS.resetTo(name(step.to));
      const by = step.by === 'outside' ? `${DETAIL_WORDS.outside}: ` : '';
      return { ...base, request: DETAIL_WORDS.reset, kind: null, text: `${by}${text}` };
    }
    case 'unasked': {
      const text = step.why === 'believed' ? DETAIL_WORDS.believed(name(step.to)) : DETAIL_WORDS.unwritten;
      return { ...base, number: null, request: null, kind: null, text };
    }
  }
}

function formatOutcome(ruleSet: RuleSet, { verdict, errno, isSupposed }: AskStep): string {
  const outcome = formatVerdict(ruleSet, verdict);
  return [
    outcome,
    ...(errno === 'EBADF' ? [DETAIL_WORDS.badFd] : []),
    ...(isSupposed ? [DETAIL_WORDS.supposed] : []),
  ].join('; ');
}

function formatEnd(run: FlowRun): string {
  if (run.verdict === 'hangs') return DETAIL_WORDS.hangs;
  if (run.verdict === 'fails' && run.ends === 'completes') return DETAIL_WORDS.completesAllTheSame;
  const loss = findLoss(run);
  return loss ? DETAIL_WORDS.lost(loss.trigger, loss.errno) : DETAIL_WORDS.ends[run.ends];
}

/** Each file with the functions that ask in this flow, and the version that was read. */
function listSources({ client: id, steps }: FlowRun): readonly FlowSource[] {
  const { sources, isDerived } = getClient(id);
  const derived = isDerived ? CLIENT_WORDS.derived : null;
  const cited = new Map<string, { symbols: Set<string>; address: string }>();
  for (const { citation } of steps) {
    if (citation?.kind !== 'qemu') continue;
    const place = `QEMU ${citation.tag}, ${citation.file}`;
    const own = cited.get(place) ?? { symbols: new Set(), address: toAddress(citation) };
    cited.set(place, own);
    own.symbols.add(citation.symbol);
  }
  if (cited.size === 0)
    return sources.map(({ project, file, symbol, version }) => ({
      text: [`${project} ${version}`, file, symbol].filter(Boolean).join(', '),
      ...{ address: null, derived },
    }));
  return [...cited].map(([place, { symbols, address }]) => ({
    text: `${place}: ${[...symbols].join(', ')}`,
    ...{ address, derived },
  }));
}

const mergeSources = (sources: readonly FlowSource[]): readonly FlowSource[] => [
  ...new Map(sources.map((source) => [source.text, source])).values(),
];
