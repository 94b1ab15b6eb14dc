import { describe, expect, it } from 'vitest';
import { getFlagSets } from '../../protocol/rule-sets/rule-set.ts';
import { createChance, getOne } from '../run/lab-chance.ts';
import { getFaultChoices } from '../run/lab-fault.ts';
import type { LabRun } from '../run/lab-model.ts';
import { runLab } from '../run/lab-model.ts';
import { ALL_CASES, nameOf, pickSome, runCase, withFault } from '../run/lab-run.fixture.ts';
import type { LabStep } from '../run/lab-step.ts';
import type { FitStep } from './fit-step.ts';
import type { FitRun } from './lab-fit.ts';
import { fitLab } from './lab-fit.ts';

const isAsked = ({ plan }: LabRun) => {
  const host = plan.purpose === 'load' ? 'destination' : 'source';
  return (step: LabStep) => step.host === host && (step.act.kind === 'request' || step.act.kind === 'reset');
};

/** What a log would show of a run of the lab. */
const toFitSteps = (run: LabRun): readonly FitStep[] =>
  run.steps.filter(isAsked(run)).map(({ act, error, device, index }): FitStep => {
    const isFailed = error !== null && error !== 'EBADF';
    const base = { device: device ?? 0, line: index + 1, errno: error };
    return act.kind === 'request'
      ? { ...base, event: isFailed ? 'failed' : 'reached', from: act.outcome.from, to: act.to }
      : { ...base, event: isFailed ? 'reset-failed' : 'reset', from: null, to: null };
  });

const getEnd = (run: LabRun, device: number) => {
  const last = run.steps.findLast((step) => isAsked(run)(step) && step.device === device)?.act;
  return last && 'outcome' in last ? (last.outcome?.now ?? null) : null;
};

const toFitRun = (run: LabRun, at = 0): FitRun => ({
  ruleSet: run.ruleSet,
  client: run.client.client.id,
  flags: Array.from(
    { length: run.settings.devices },
    (_, device) => run.settings.ownFlags[device] ?? run.settings.flags,
  ),
  ends: Array.from({ length: run.settings.devices }, (_, device) => getEnd(run, device)),
  steps: toFitSteps(run),
  at,
});

/** Each request with what came of it. Where a failure left a device is not in a log unless the next request says so. */
const tell = (run: LabRun, order: readonly number[] = [0, 1]) =>
  run.steps
    .filter(isAsked(run))
    .map(({ act, device, error }) =>
      act.kind === 'request'
        ? `${order[device ?? 0]}: ${act.outcome.from} > ${act.to} ${error ?? act.outcome.now}`
        : `${order[device ?? 0]}: reset ${error ?? ''}`,
    );

const CASES = ALL_CASES.filter(({ ruleSet }) =>
  ['uapi-v1', 'patch-2021-09', 'v2-6.2', 'v2-7.2'].includes(ruleSet.id),
);

describe('a run of a log in the lab', { timeout: 60_000 }, () => {
  it('[LAB-FIT-1] asks what the run asks, with its faults, for any flow of any client and one device or two', () => {
    const chance = createChance(16);
    const told = pickSome(CASES, 90, 5).map((each, turn) => {
      const sets = getFlagSets(each.ruleSet);
      const isMixed = each.flags !== null && turn % 3 === 0;
      const own = isMixed ? [each.flags ?? 1, Number(getOne(chance, sets))] : [];
      const whole = runCase(each, {
        devices: 1 + Number(isMixed || turn % 3 === 1),
        ownFlags: own,
        dirtyRate: 0,
        seed: turn,
      });
      const failing = whole.steps.filter(isAsked(whole)).flatMap((step) =>
        getFaultChoices(whole, step)
          .filter(({ what }) => what.kind !== 'corrupt')
          .map(({ what }) => ({ step: step.index, what })),
      );
      const fault = turn % 4 > 0 ? getOne(chance, failing) : undefined;
      const run = fault ? withFault(whole, fault) : whole;
      const { steps } = toFitRun(run);
      if (steps.length === 0) return { isSame: true };
      const at = Math.floor(chance() * steps.length);
      const fit = fitLab(toFitRun(run, at));
      const again = fit && runLab(fit.spot.settings);
      const is = again && tell(again, fit.order);
      return {
        ...{ name: `${nameOf(each)} ${own} ${JSON.stringify(fault)}`, was: tell(run), is },
        isSame:
          is?.join() === tell(run).join() &&
          again?.steps.slice(0, fit?.spot.at).filter(isAsked(again)).length === at + 1,
      };
    });
    expect(told.filter(({ isSame }) => !isSame)).toEqual([]);
  });

  it('[LAB-FIT-2] is none where no flow asks what the run asks', () => {
    const [each] = CASES.filter(({ ruleSet }) => ruleSet.id === 'v2-7.2');
    const run = toFitRun(runCase(each!));
    const step: FitStep = { device: 0, line: 1, event: 'reached', from: 6, to: 4, errno: null };
    expect(fitLab({ ...run, steps: [step] })).toBeUndefined();
  });
});
