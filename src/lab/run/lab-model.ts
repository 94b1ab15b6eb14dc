/**
 * A run of the lab, made whole from its settings: the steps in order, the rounds, and how it ends. Pure: no clock, no
 * randomness but that of the seed. Every verdict is one of protocol/.
 */

import type { RuleSet } from '../../protocol/rule-sets/rule-set.ts';
import { hasFlags, P2P } from '../../protocol/state/migration-flags.ts';
import type { LabClient } from '../client/lab-client.ts';
import type { LabPlan } from '../client/lab-plan.ts';
import { runIncoming } from '../qemu/lab-destination.ts';
import { runPlain } from '../qemu/lab-plain.ts';
import type { SourceResult } from '../qemu/lab-source.ts';
import { isFailure, runSource } from '../qemu/lab-source.ts';
import type { LabSettings } from './lab-settings.ts';
import type { LabHost, LabStep } from './lab-step.ts';
import type { LabWorld } from './lab-world.ts';
import { createWorld, getSeconds, getStart, isInPreCopy } from './lab-world.ts';

/**
 * How a run ends. `stuck`: QEMU would iterate forever. `too-many`: it would converge, but later than the lab shows.
 * `lost`: the source is done, but the VM on the other host lacks a device, or is gone. `ended`: QEMU on the source is gone.
 * `hangs`: it waits in a call forever. `done`: a flow that moves no data is complete.
 */
export type LabEnd =
  | 'arrived'
  | 'waits'
  | 'saved'
  | 'gave-up'
  | 'done'
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
  readonly client: LabClient;
  readonly plan: LabPlan;
  /** device_state of the devices of each host when it begins. */
  readonly starts: Readonly<Record<LabHost, number>>;
  readonly steps: readonly LabStep[];
  readonly outcome: LabOutcome;
}

/**
 * Makes a run; `page` is the rule set that the page shows. `runLab(toSettings({ dirtyRate: 0 })).outcome.rounds` is 1.
 */
export function runLab(settings: LabSettings, page: RuleSet | null = null): LabRun {
  const world = createWorld(settings, page);
  const { ruleSet, client, plan, steps } = world;
  const result = runWorld(world);
  return {
    ...{ settings, ruleSet, client, plan, steps },
    starts: { source: getStart(world, 'source'), destination: getStart(world, 'destination') },
    outcome: toOutcome(world, result),
  };
}

function runWorld(world: LabWorld): SourceResult {
  if (world.client.sizes === null) return runPlain(world);
  return world.hasSource ? runSource(world) : runIncoming(world);
}

function toOutcome(world: LabWorld, result: SourceResult): LabOutcome {
  const { settings, steps, stopped } = world;
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
    canPreCopy:
      result === 'stuck' ? world.source.some((device) => isInPreCopy(world, device)) : hasPreCopy(steps),
    stray: steps.filter(({ act }) => act.kind === 'dma').length,
    failed: findFailure(world, end)?.index ?? null,
    resets: steps.flatMap(({ act, host, device }) =>
      act.kind === 'reset' && act.by === 'vmm' && act.outcome && device !== null ? [{ host, device }] : [],
    ),
    isBlocked: isBlocked(world),
  };
}

const hasPreCopy = (steps: readonly LabStep[]) =>
  steps.some(
    ({ act }) =>
      act.kind === 'read' && (act.what === 'pending_bytes' || act.what === 'VFIO_MIG_GET_PRECOPY_INFO'),
  );

/** QEMU on v2 begins with several devices only if it knows P2P, and all of them do. */
function isBlocked({ client: { client, sizes }, settings, plan, source }: LabWorld): boolean {
  const { traits } = client;
  if (traits.kind !== 'qemu-v2' || settings.devices === 1 || !sizes || plan.purpose === 'load') return false;
  return (
    plan.events.includes('setup') &&
    !(traits.knowsP2p && source.every(({ flags }) => hasFlags(flags ?? 0, P2P)))
  );
}

function toEnd(world: LabWorld, result: SourceResult): LabEnd {
  const { steps, hasSource } = world;
  const isOver = steps.some(({ act }) => act.kind === 'decide' && act.decision === 'too-many');
  switch (result) {
    case 'ok':
      return toGoodEnd(world);
    case 'stuck':
      return isOver ? 'too-many' : 'stuck';
    case 'ended':
      if (steps.some(({ act }) => act.kind === 'ends' && act.why === 'hangs')) return 'hangs';
      return hasSource ? 'ended' : 'lost';
    case 'failed':
      return hasSource ? 'failed' : 'lost';
    case 'lost':
    case 'cancelled':
    case 'gave-up':
      return result;
  }
}

function toGoodEnd({ plan, destination, steps, client }: LabWorld): LabEnd {
  if (plan.purpose === 'vm') return 'done';
  if (plan.purpose === 'save' || destination.length === 0) return 'saved';
  if (plan.purpose === 'load' && client.sizes === null) return 'arrived';
  const isRunning = steps.some(
    ({ host, act }) =>
      host === 'destination' && 'name' in act && (act.name === 'VM runs' || act.name === 'VM starting'),
  );
  return isRunning ? 'arrived' : 'waits';
}

/**
 * What fails need not matter: a size that is not told, a device that is stopped before the migration begins. Of what QEMU
 * does to mend a failure, only that which ends QEMU decides anything.
 */
function findFailure({ steps, hasSource, failedAt }: LabWorld, end: LabEnd): LabStep | undefined {
  switch (end) {
    case 'ended':
    case 'hangs': {
      const last = steps.findIndex(({ act }) => act.kind === 'ends' && act.why !== 'exits');
      return steps.slice(0, last).findLast(isCallFailure);
    }
    case 'failed':
      return (failedAt === null ? undefined : steps[failedAt]) ?? steps.findLast(isFailure);
    case 'lost':
      return steps.findLast((step) => isFailure(step) && (!hasSource || step.host === 'destination'));
    default:
      return steps.find(isCallFailure);
  }
}

const isCallFailure = ({ act, error }: LabStep) =>
  error !== null || (act.kind === 'request' && act.outcome.kind === 'never-returns');
