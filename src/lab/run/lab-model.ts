/**
 * A run of the lab, made whole from its settings: the steps in order, the rounds, and how it comes out. Pure: no clock, no
 * chance but that of the seed. Every verdict is one of protocol/.
 */

import type { RuleSet } from '../../protocol/rule-sets/rule-set.ts';
import { hasFlags, P2P } from '../../protocol/state/migration-flags.ts';
import { runIncoming } from '../qemu/lab-destination.ts';
import { LAB_PLANS } from '../qemu/lab-plan.ts';
import type { SourceResult } from '../qemu/lab-source.ts';
import { runSource } from '../qemu/lab-source.ts';
import type { LabSettings } from './lab-settings.ts';
import type { LabHost, LabStep } from './lab-step.ts';
import type { LabWorld } from './lab-world.ts';
import { createWorld, getSeconds } from './lab-world.ts';

/**
 * How a run comes out. `stuck`: QEMU would go on for ever. `too-many`: it would come to an end, later than the lab shows.
 * `lost`: the source is done, but the VM on the other host lacks a device, or is gone. `ended`: QEMU on the source is gone.
 * `hangs`: it waits in a call for good.
 */
export type LabEnd =
  | 'arrived'
  | 'waits'
  | 'saved'
  | 'gave-up'
  | 'stops-here'
  | 'stuck'
  | 'too-many'
  | 'cancelled'
  | 'failed'
  | 'lost'
  | 'ended'
  | 'hangs';

export interface LabOutcome {
  readonly end: LabEnd;
  /** Pre-copy rounds. */
  readonly rounds: number;
  /** Bytes that were left when the VM was stopped; where it never was, those that were left last. */
  readonly left: number;
  /** Seconds from stopping the VM to the last byte: the downtime of a live migration. null where the VM was not stopped. */
  readonly downtime: number | null;
  /** Simulated time of the whole run. */
  readonly seconds: number;
  /** Bytes a second that all devices change, and whether pre-copy is there at all. */
  readonly changes: number;
  readonly canPreCopy: boolean;
  /** How often DMA arrived at a stopped peer. */
  readonly stray: number;
  /** The step that failed, or did not return: the one that decided how it comes out, or else the first. */
  readonly failed: number | null;
  /** Devices that QEMU reset, and what was in them with it. */
  readonly resets: readonly { readonly host: LabHost; readonly device: number }[];
  /** True where QEMU would not begin: several devices, and not all of them know P2P. */
  readonly isBlocked: boolean;
}

export interface LabRun {
  readonly settings: LabSettings;
  readonly ruleSet: RuleSet;
  readonly steps: readonly LabStep[];
  readonly outcome: LabOutcome;
}

/** Makes a run. `runLab(toSettings({ dirtyRate: 0 })).outcome.rounds` is 1. */
export function runLab(settings: LabSettings): LabRun {
  const world = createWorld(settings);
  const result = world.hasSource ? runSource(world) : runIncoming(world);
  return { settings, ruleSet: world.ruleSet, steps: world.steps, outcome: toOutcome(world, result) };
}

function toOutcome(world: LabWorld, result: SourceResult): LabOutcome {
  const { settings, steps, stopped, ruleSet } = world;
  const flags = settings.flags ?? 0;
  const decided = steps.findLast(({ act }) => act.kind === 'decide')?.act;
  const { stateSize, dirtyRate, devices } = settings;
  const end = toEnd(world, result);
  return {
    end,
    rounds: world.round,
    left: stopped?.left ?? (decided?.kind === 'decide' ? decided.left : stateSize * devices),
    downtime: stopped ? getSeconds(world) - stopped.at : null,
    seconds: getSeconds(world),
    changes: dirtyRate * devices,
    canPreCopy: steps.some(
      ({ act }) =>
        act.kind === 'read' && (act.what === 'pending_bytes' || act.what === 'VFIO_MIG_GET_PRECOPY_INFO'),
    ),
    stray: steps.filter(({ act }) => act.kind === 'dma').length,
    failed: findFailure(world, end)?.index ?? null,
    resets: steps.flatMap(({ act, host, device }) =>
      act.kind === 'reset' && act.by === 'vmm' && act.outcome && device !== null ? [{ host, device }] : [],
    ),
    isBlocked: ruleSet.generation === 'v2' && devices > 1 && !hasFlags(flags, P2P),
  };
}

function toEnd({ settings, steps, hasSource }: LabWorld, result: SourceResult): LabEnd {
  const isOver = steps.some(({ act }) => act.kind === 'decide' && act.decision === 'too-many');
  switch (result) {
    case 'ok': {
      const { ends } = LAB_PLANS[settings.flow];
      if (ends === 'gives-up') return 'gave-up';
      if (settings.target === 'file' && hasSource && ends !== 'stops-here') return 'saved';
      return ends === 'arrives' ? 'arrived' : ends;
    }
    case 'stuck':
      return isOver ? 'too-many' : 'stuck';
    case 'ended':
      if (steps.some(({ act }) => act.kind === 'ends' && act.why === 'hangs')) return 'hangs';
      return hasSource ? 'ended' : 'lost';
    case 'failed':
      return hasSource ? 'failed' : 'lost';
    case 'lost':
    case 'cancelled':
      return result;
  }
}

/**
 * What fails need not matter: a size that is not told, a device that is stopped before the migration begins. Of what QEMU
 * does to mend a failure, only that which ends QEMU decides anything.
 */
function findFailure({ steps, hasSource }: LabWorld, end: LabEnd): LabStep | undefined {
  const isMending = ({ act }: LabStep) => act.kind === 'reset' || (act.kind === 'request' && act.isRecovery);
  switch (end) {
    case 'ended':
    case 'hangs': {
      const last = steps.findIndex(({ act }) => act.kind === 'ends' && act.why !== 'exits');
      return steps.slice(0, last).findLast(isFailure);
    }
    case 'failed':
      return steps.findLast((step) => isFailure(step) && !isMending(step));
    case 'lost':
      return steps.findLast(
        (step) => isFailure(step) && !isMending(step) && (!hasSource || step.host === 'destination'),
      );
    default:
      return steps.find(isFailure);
  }
}

const isFailure = ({ act, error }: LabStep) =>
  error !== null || (act.kind === 'request' && act.outcome.kind === 'never-returns');
