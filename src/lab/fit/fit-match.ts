/** A run of a log beside a flow of the lab: how far their requests are the same, with faults set where the log has a failure. */

import { getErrorValue } from '../../protocol/rule-sets/rule-set.ts';
import type { Errno } from '../../protocol/trace/trace.ts';
import { ERRNOS } from '../../protocol/trace/trace.ts';
import type { LabRun } from '../run/lab-model.ts';
import type { LabFaultKind, LabSettings } from '../run/lab-settings.ts';
import { setFault } from '../run/lab-settings.ts';
import type { LabHost, LabStep } from '../run/lab-step.ts';
import type { FitStep } from './fit-step.ts';

/** What of a failure is not as the log has it, or not in it. */
export type FitNote =
  | { readonly kind: 'errno'; readonly line: number; readonly errno: string | null }
  | { readonly kind: 'state'; readonly line: number };

export interface Matched {
  readonly settings: LabSettings;
  /** Steps of the run that the lab plays, each with how many steps of the lab are taken then. */
  readonly places: readonly { readonly step: number; readonly at: number }[];
  readonly last: number;
  readonly notes: readonly FitNote[];
  readonly isInOrder: boolean;
  /** Requests of the lab that come after, and that the log does not have. */
  readonly ahead: number;
}

export type Play = (settings: Partial<LabSettings>) => LabRun;

interface MatchInput {
  readonly steps: readonly FitStep[];
  readonly ends: readonly (number | null)[];
  /** Which device of the run is the first of the lab, the second and so on. */
  readonly order: readonly number[];
  /** The step of the run that the flow begins with. */
  readonly first: number;
}

/** Each fault changes what comes after it: so often is a run made anew. */
const MOST_FAULTS = 12;

/** undefined where not even the first step is the same. */
export function matchFlow(input: MatchInput, whole: LabRun, play: Play): Matched | undefined {
  const notes = new Map<string, FitNote>();
  let run = whole;
  let walked = walk(input, run);
  for (let turn = 0; walked.fault && turn < MOST_FAULTS; turn += 1) {
    const { at, what, note } = walked.fault;
    run = play({ ...run.settings, faults: setFault(run.settings.faults, at, what) });
    for (const each of note) notes.set(`${each.kind} ${each.line}`, each);
    walked = walk(input, run);
  }
  const last = walked.places.at(-1);
  return last && { ...walked, settings: run.settings, last: last.step, notes: [...notes.values()] };
}

interface Walked extends Pick<Matched, 'places' | 'isInOrder' | 'ahead'> {
  /** The fault that the log has and the run of the lab lacks. */
  readonly fault: Planned | null;
}

interface Planned {
  readonly at: number;
  readonly what: LabFaultKind;
  readonly note: readonly FitNote[];
}

function walk({ steps, ends, order, first }: MatchInput, run: LabRun): Walked {
  const lanes = getLanes(run, order.length);
  const at = lanes.map(() => 0);
  const places: { step: number; at: number }[] = [];
  let fault: Planned | null = null;
  for (let index = first; index < steps.length; index += 1) {
    const step = steps[index];
    const lane = step ? order.indexOf(step.device) : -1;
    const place = at[lane] ?? 0;
    const found = lanes[lane]?.[place];
    if (!step || !found || !isSameAsk(step, found)) break;
    if (!isSameEnd(step, found)) {
      const next = steps.slice(index + 1).find(({ device }) => device === step.device);
      fault = planFault(run, step, found, next ? next.from : (ends[step.device] ?? null));
      break;
    }
    at[lane] = place + 1;
    places.push({ step: index, at: found.index + 1 });
  }
  return {
    ...{ places, fault },
    isInOrder: places.every(({ at: now }, index) => now > (places[index - 1]?.at ?? 0)),
    ahead: lanes.reduce((sum, lane) => sum + lane.length, 0) - places.length,
  };
}

const known = new WeakMap<LabRun, readonly (readonly LabStep[])[]>();

/** What is asked of each device of the host that the flow is about. */
function getLanes(run: LabRun, devices: number): readonly (readonly LabStep[])[] {
  const before = known.get(run);
  if (before) return before;
  const host: LabHost = run.plan.purpose === 'load' ? 'destination' : 'source';
  const asked = run.steps.filter((step) => step.host === host && isOfDevice(step));
  const lanes = Array.from({ length: devices }, (_, device) =>
    asked.filter((step) => step.device === device),
  );
  known.set(run, lanes);
  return lanes;
}

const isOfDevice = ({ act }: LabStep) => act.kind === 'request' || act.kind === 'reset';

function isSameAsk({ event, from, to }: FitStep, { act }: LabStep): boolean {
  if (act.kind === 'reset') return event === 'reset' || event === 'reset-failed';
  if (act.kind !== 'request' || event === 'reset' || event === 'reset-failed') return false;
  return (to === null || to === act.to) && (from === null || from === act.outcome.from);
}

/** A second data_fd is closed with EBADF, and the state counts as reached. */
const isFailure = ({ error, act }: LabStep) =>
  (error !== null && error !== 'EBADF') || (act.kind === 'request' && act.outcome.kind === 'never-returns');

function isSameEnd({ event }: FitStep, step: LabStep): boolean {
  if (event === 'asked') return true;
  return isFailure(step) === (event === 'failed' || event === 'reset-failed');
}

/** null where the lab cannot have it fail so. `after`: where the device is then, if the log tells. */
function planFault(
  { ruleSet }: LabRun,
  { event, errno, line }: FitStep,
  { act, index: at }: LabStep,
  after: number | null,
): Planned | null {
  if (event === 'reset-failed') return { at, what: { kind: 'fails', errno: 'EIO' }, note: [] };
  if (event !== 'failed' || act.kind !== 'request') return null;
  const { verdict } = act.outcome;
  if (verdict?.kind === 'unspecified')
    return {
      at,
      what: { kind: 'refuses' },
      note: errno === 'EINVAL' ? [] : [{ kind: 'errno', line, errno }],
    };
  if (verdict?.kind !== 'accepted' || verdict.arcs.length === 0) return null;
  if (after !== null && after === getErrorValue(ruleSet))
    return { at, what: { kind: 'faulted', arc: 1 }, note: [] };
  const stood = verdict.arcs.findIndex(({ from }) => from === after);
  const known: Errno | undefined = ERRNOS.find((each) => each === errno);
  return {
    at,
    what: { kind: 'declined', arc: Math.max(0, stood) + 1, errno: known ?? 'EIO' },
    note: [
      ...(known ? [] : [{ kind: 'errno', line, errno } as const]),
      ...(stood < 0 ? [{ kind: 'state', line } as const] : []),
    ],
  };
}
