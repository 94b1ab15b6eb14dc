/** A run of a log as the lab takes it: the devices of one VM, what was asked of them in the order of time, and where to begin. */

import type { ReplayDevice, ReplayResult } from '../../../../judge/replay/log-replay.ts';
import type { FitStep } from '../../../../lab/fit/fit-step.ts';
import { formatFit } from '../../../../lab/fit/fit-words.ts';
import type { FitRun } from '../../../../lab/fit/lab-fit.ts';
import { fitLab } from '../../../../lab/fit/lab-fit.ts';
import { MOST_DEVICES, PAGE_RULES } from '../../../../lab/run/lab-settings.ts';
import { formatLabSpot } from '../../../../lab/run/lab-spot.ts';
import type { RuleSet } from '../../../../protocol/rule-sets/rule-set.ts';
import { getRuleSet } from '../../../../protocol/rule-sets/rule-sets.ts';
import { fill } from '../../../../protocol/words/fill.ts';
import { formatVisibleLine } from '../../../../protocol/words/outside-text.ts';
import type { SaidId } from '../../../../reader/log/run/run-step.ts';
import { RUN_WORDS } from '../log-words.ts';
import type { StepPlace } from '../machine/step-place.ts';

export interface LabRunOfLog {
  /** What the address of the lab has; null where no flow of the client fits the run. */
  readonly part: string | null;
  /** The rules that the page must show, where they are not built in. */
  readonly page: RuleSet | null;
  /** What the lab plays of it, and what it cannot have, in whole sentences. */
  readonly told: string;
}

/** The lab as it stands at a step of a log. */
export function toLabRun(
  { devices, summary: { client } }: Pick<ReplayResult, 'devices' | 'summary'>,
  { device: name, index }: StepPlace,
): LabRunOfLog {
  const own = devices.find((device) => device.name === name);
  if (!own) throw new Error(`no device ${name} in the log`);
  const peers = devices.filter((other) => other !== own && isOfSameVm(own, other));
  const taken = [own, ...peers.slice(0, MOST_DEVICES - 1)].toSorted((a, b) => a.since - b.since);
  const names = taken.map((each) => formatVisibleLine(each.name));
  const ruleSet = getRuleSet(own.ruleSet.id) ?? own.ruleSet;
  const listed = listSteps(taken);
  // Where nothing was asked of the device, what came before stands.
  const at = listed.findLastIndex(({ step, of }) => step.device === taken.indexOf(own) && of <= index);
  const run: FitRun = {
    ruleSet,
    client: client?.id ?? null,
    flags: taken.map(({ flags }) => flags),
    ends: taken.map(({ end }) => end),
    steps: listed.map(({ step }) => step),
    at: Math.max(0, at),
  };
  const left = peers.slice(MOST_DEVICES - 1).map((each) => formatVisibleLine(each.name));
  const fit = listed.length > 0 ? fitLab(run) : undefined;
  const told = [
    ...(fit ? formatFit(run, fit, names) : [RUN_WORDS.noLab]),
    ...(fit && left.length > 0
      ? [fill(RUN_WORDS.labLeft, { most: MOST_DEVICES, names: left.join(', ') })]
      : []),
    ...(fit && own.process === null && peers.length > 0 ? [RUN_WORDS.labVm] : []),
    ...(fit && isOfDriver(own) ? [RUN_WORDS.labArcs] : []),
  ];
  return {
    part: fit ? formatLabSpot(fit.spot) : null,
    page: fit?.spot.settings.ruleSet === PAGE_RULES ? ruleSet : null,
    told: told.join(' '),
  };
}

/** Of one protocol and of one process, as far as the lines tell. Lines of drivers do not tell it. */
const isOfSameVm = (one: ReplayDevice, other: ReplayDevice) =>
  one.generation === other.generation &&
  one.process === other.process &&
  other.steps.length > 0 &&
  ![one, other].some(isOfDriver);

const isOfDriver = ({ steps }: ReplayDevice) => steps.some(({ step: { said } }) => OF_DRIVER.includes(said));

/** Steps that no client tells of. */
const OF_DRIVER: readonly SaidId[] = ['arc-begins', 'arc-done', 'arc-failed', 'sample'];

interface ListedStep {
  readonly step: FitStep;
  /** Among the steps of its device. */
  readonly of: number;
}

/** Every request and reset in the order of time. The steps of a device stay in theirs. */
function listSteps(devices: readonly ReplayDevice[]): readonly ListedStep[] {
  return devices
    .flatMap(({ steps }, device) => {
      let order = 0;
      return steps.flatMap(({ step }, of) => {
        const { event, from, to, errno, line, said } = step;
        order = Math.max(order, step.order);
        if (event === 'none') return [];
        const came = said === 'reset-failed' ? said : event;
        return { order, of, step: { device, line, event: came, from, to, errno } };
      });
    })
    .toSorted((a, b) => a.order - b.order);
}
