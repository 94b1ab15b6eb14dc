/**
 * What a run of the lab is made of: the rules, the client, the flow, the devices, the sizes and rates, the faults. Plain
 * data; the same settings give the same run.
 */

import type { FlowId } from '../../protocol/clients/client.ts';
import { findFlowId } from '../../protocol/clients/flow-table.ts';
import type { RuleSet } from '../../protocol/rule-sets/rule-set.ts';
import { getFlagSets } from '../../protocol/rule-sets/rule-set.ts';
import { getRuleSet, RULE_SETS } from '../../protocol/rule-sets/rule-sets.ts';
import { isU32 } from '../../protocol/state/state.ts';
import type { Errno, Fault } from '../../protocol/trace/trace.ts';
import { DEFAULT_LAB_CLIENT, getLabClient } from '../client/lab-client.ts';
import { getLabFlows } from '../client/lab-plan.ts';

/**
 * What goes wrong in a step: the driver, a read or write, the stream between the hosts, or the user cancels. `refuses`: the
 * driver refuses a request that the rules do not mention. `reinit`: the device begins its initial data anew.
 */
export type LabFaultKind =
  | Fault
  | { readonly kind: 'refuses' }
  | { readonly kind: 'fails'; readonly errno: Errno }
  | { readonly kind: 'breaks' }
  | { readonly kind: 'reinit' }
  | { readonly kind: 'cancelled' };

/** `step` counts from 0 in the run that the faults before it have made. */
export interface LabFault {
  readonly step: number;
  readonly what: LabFaultKind;
}

/** `legacy`: the way of QEMU 8.1 to 11.0, which 11.1 still has. */
export const ACKS = ['off', 'on', 'legacy'] as const;

export interface LabSettings {
  /** Id of a built-in rule set, or `page` for the rules that the page shows, edited or pasted. */
  readonly ruleSet: string;
  /** migration_flags of every device; null in v1. */
  readonly flags: number | null;
  /** migration_flags of each device in order, where they differ; else empty. */
  readonly ownFlags: readonly number[];
  /** Id of one of LAB_CLIENTS. */
  readonly client: string;
  readonly flow: FlowId;
  /** Where the stream goes: another host, or a file. */
  readonly target: 'host' | 'file';
  /** switchover-ack: the source waits until the destination has all initial data. */
  readonly ack: (typeof ACKS)[number];
  /** True where the state of each device goes over multifd channels, in a thread of its own. */
  readonly multifd: boolean;
  /** False for a driver that reports 0 as stop_copy_length. */
  readonly hasLength: boolean;
  /** True where the driver knows VFIO_DEVICE_FEATURE_MIG_PRECOPY_INFOv2. */
  readonly hasInfoV2: boolean;
  readonly devices: number;
  /** True where the devices of a host send DMA to each other. */
  readonly linked: boolean;
  /** Bytes of each device. */
  readonly stateSize: number;
  /** Bytes a second that each device changes while it runs. */
  readonly dirtyRate: number;
  /** Bytes a second of the stream, which all devices share. */
  readonly bandwidth: number;
  /** Milliseconds. */
  readonly downtimeLimit: number;
  readonly seed: number;
  /** By step, at most one for each. */
  readonly faults: readonly LabFault[];
}

const MIB = 2 ** 20;
const GIB = 2 ** 30;
const TIB = 2 ** 40;

export const MOST_DEVICES = 4;

/** The id that stands for the rules on the page. */
export const PAGE_RULES = 'page';

export const DEFAULT_SETTINGS: LabSettings = {
  ruleSet: 'v2-7.2',
  flags: 7,
  ownFlags: [],
  client: DEFAULT_LAB_CLIENT,
  flow: 'live-migration',
  target: 'host',
  ack: 'off',
  multifd: false,
  hasLength: true,
  hasInfoV2: false,
  devices: 2,
  linked: true,
  stateSize: GIB,
  dirtyRate: 256 * MIB,
  bandwidth: GIB,
  downtimeLimit: 300,
  seed: 1,
  faults: [],
};

type Range = readonly [least: number, most: number];

/** What a number may be; the sliders offer less. */
const RANGES = {
  devices: [1, MOST_DEVICES],
  stateSize: [1, TIB],
  dirtyRate: [0, TIB],
  bandwidth: [1, TIB],
  downtimeLimit: [0, 3_600_000],
  seed: [0, 0xffff_ffff],
} as const satisfies Partial<Record<keyof LabSettings, Range>>;

type NumberName = keyof typeof RANGES;

const toSizes = (unit: number, counts: readonly number[]) => counts.map((count) => count * unit);

const SIZES = [
  ...toSizes(MIB, [64, 96, 128, 192, 256, 384, 512, 768]),
  ...toSizes(GIB, [1, 1.5, 2, 3, 4, 6, 8, 12, 16]),
];

/** What each slider offers, in order. */
export const SLIDER_VALUES = {
  stateSize: SIZES,
  dirtyRate: [0, ...toSizes(MIB, [16, 32, 48]), ...SIZES.slice(0, 14)],
  bandwidth: SIZES,
  downtimeLimit: [10, 20, 50, 100, 150, 200, 300, 500, 750, 1000, 1500, 2000, 3000, 5000, 10_000, 30_000],
} as const satisfies Partial<Record<NumberName, readonly number[]>>;

export type SliderName = keyof typeof SLIDER_VALUES;

/**
 * The settings, complete and such that a run can be made of them; what does not fit gives way to what comes nearest.
 * `page` is the rule set that the page shows.
 */
export function toSettings(wanted: Partial<LabSettings> = {}, page: RuleSet | null = null): LabSettings {
  const all = { ...DEFAULT_SETTINGS, ...wanted };
  const numbers = Object.fromEntries(
    Object.entries(RANGES).map(([name, range]) => [
      name,
      clamp(all[name as NumberName], range, name as NumberName),
    ]),
  ) as Record<NumberName, number>;
  const ruleSet = getRulesOf(all.ruleSet, page);
  const sets = getFlagSets(ruleSet);
  const wantedFlags = sets.includes(all.flags) ? all.flags : (sets.at(-1) ?? null);
  const ownFlags = toOwnFlags(all.ownFlags, numbers.devices, sets);
  // What a flow needs of the flags, one device has.
  const flags = ownFlags.length > 0 ? Math.max(...ownFlags) : wantedFlags;
  const { id: client, client: played, sizes } = getLabClient(all.client, ruleSet);
  return {
    ...numbers,
    ...{ ruleSet: all.ruleSet === PAGE_RULES ? PAGE_RULES : ruleSet.id, flags, ownFlags, client },
    flow: toFlow(getLabFlows(played, flags), all.flow),
    target: all.target === 'file' ? 'file' : 'host',
    ack: toAck(all.ack, sizes?.ack ?? 'none'),
    multifd: all.multifd === true && sizes?.hasThreads === true,
    hasLength: all.hasLength !== false,
    hasInfoV2: all.hasInfoV2 === true,
    linked: all.linked === true,
    faults: toFaults(all.faults),
  };
}

/** The rule set of the settings: `page` is the one that the page shows. */
export function getRulesOf(id: string, page: RuleSet | null = null): RuleSet {
  const [last] = RULE_SETS.slice(-1);
  const ruleSet = (id === PAGE_RULES ? page : undefined) ?? getRuleSet(id) ?? last;
  if (!ruleSet) throw new Error('there is no rule set');
  return ruleSet;
}

/** migration_flags of a device. */
export const getDeviceFlags = (
  { flags, ownFlags }: Pick<LabSettings, 'flags' | 'ownFlags'>,
  device: number,
): number | null => ownFlags[device] ?? flags;

/** Empty unless each device has flags that the rules know, and not all have the same. */
function toOwnFlags(
  wanted: readonly number[],
  devices: number,
  sets: readonly (number | null)[],
): readonly number[] {
  const isMixed = wanted.length === devices && wanted.some((flags) => flags !== wanted[0]);
  return isMixed && wanted.every((flags) => sets.includes(flags)) ? wanted : [];
}

/** The fault at a step: those after it were of a run that is no more. Null takes the fault away. */
export function setFault(
  faults: readonly LabFault[],
  step: number,
  what: LabFaultKind | null,
): readonly LabFault[] {
  return [...faults.filter((fault) => fault.step < step), ...(what ? [{ step, what }] : [])];
}

/** A flow that the client has; ids of old links still mean their flow. */
function toFlow(flows: readonly FlowId[], wanted: string): FlowId {
  const id = findFlowId(wanted);
  const [flow] = [id, 'live-migration' as const, ...flows].filter((each) => each && flows.includes(each));
  if (!flow) throw new Error('the client has no flow');
  return flow;
}

function toAck(wanted: string, kind: 'none' | 'destination' | 'source'): LabSettings['ack'] {
  if (kind === 'none' || (wanted !== 'on' && wanted !== 'legacy')) return 'off';
  return wanted === 'legacy' && kind === 'source' ? 'legacy' : 'on';
}

function clamp(value: number, [least, most]: Range, name: NumberName): number {
  if (!Number.isFinite(value)) return DEFAULT_SETTINGS[name];
  return Math.min(most, Math.max(least, Math.round(value)));
}

function toFaults(faults: readonly LabFault[]): readonly LabFault[] {
  const byStep = new Map(faults.filter(({ step }) => isU32(step)).map((fault) => [fault.step, fault]));
  return [...byStep.values()].toSorted((a, b) => a.step - b.step);
}
