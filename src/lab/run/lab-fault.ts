/** How a step can fail: what the chooser offers. A step that is no call of anyone's has no way to. */

import { formatState } from '../../protocol/state/state.ts';
import { findFailedArc } from '../../protocol/trace/replay.ts';
import type { Fault } from '../../protocol/trace/trace.ts';
import { canRenew } from '../data/lab-query.ts';
import { describeFault } from '../told/lab-words.ts';
import type { LabRun } from './lab-model.ts';
import type { LabFaultKind } from './lab-settings.ts';
import type { LabStep } from './lab-step.ts';

interface FaultChoice {
  readonly id: string;
  readonly what: LabFaultKind;
  readonly words: string;
}

/** Of a step as it would go without a fault. Empty where nothing can fail: DMA, the end of a VMM, a state that is asked for twice. */
export function getFaultChoices(run: LabRun, step: LabStep): readonly FaultChoice[] {
  const { act } = step;
  switch (act.kind) {
    case 'request':
      return getRequestFaults(run, act);
    case 'read':
      return [
        toChoice({ kind: 'fails', errno: 'EIO' }),
        ...(canRenew(run) && act.what === 'VFIO_MIG_GET_PRECOPY_INFO' ? [toChoice({ kind: 'reinit' })] : []),
      ];
    case 'write':
    case 'feature':
      return [toChoice({ kind: 'fails', errno: 'EIO' })];
    case 'reset':
      return act.by === 'vmm' ? [toChoice({ kind: 'fails', errno: 'EIO' })] : [];
    case 'send':
      return [toChoice({ kind: 'breaks' })];
    case 'decide':
      return [toChoice({ kind: 'cancelled' })];
    case 'unasked':
    case 'allocate':
    case 'tell':
    case 'dma':
    case 'ends':
      return [];
  }
}

const toChoice = (what: LabFaultKind, where = ''): FaultChoice => ({
  id: Object.values(what).join('-'),
  what,
  words: `${describeFault(what)}${where}`,
});

/** Each arc can be declined or fault; where loaded data is taken over, it can be corrupt. */
function getRequestFaults(
  { ruleSet }: LabRun,
  act: LabStep['act'] & { kind: 'request' },
): readonly FaultChoice[] {
  const { verdict } = act.outcome;
  if (verdict?.kind === 'unspecified') return [toChoice({ kind: 'refuses' })];
  if (verdict?.kind !== 'accepted') return [];
  const corrupt = (['stays', 'faults'] as const).map((device): Fault => ({ kind: 'corrupt', device }));
  return [
    ...verdict.arcs.flatMap((arc, index) => {
      const name = (value: number) => formatState(ruleSet.states, value);
      const where = verdict.arcs.length > 1 ? `, on ${name(arc.from)} > ${name(arc.to)}` : '';
      return [
        toChoice({ kind: 'declined', arc: index + 1, errno: 'EBUSY' }, where),
        toChoice({ kind: 'faulted', arc: index + 1 }, where),
      ];
    }),
    ...corrupt
      .filter((fault) => findFailedArc(ruleSet, verdict.arcs, fault) !== undefined)
      .map((what) => toChoice(what)),
  ];
}
