/**
 * What a run of the lab is made of: the rules, the flow, the devices, the sizes and rates, the faults. Plain data; the
 * same settings give the same run.
 */

import type { FlowId } from '../../protocol/clients/client-ask.ts';
import { getFlows } from '../../protocol/clients/client-flow.ts';
import type { RuleSet } from '../../protocol/rule-sets/rule-set.ts';
import { getFlagSets } from '../../protocol/rule-sets/rule-set.ts';
import { getRuleSet, RULE_SETS } from '../../protocol/rule-sets/rule-sets.ts';
import { isU32 } from '../../protocol/state/state.ts';
import type { Errno, Fault } from '../../protocol/trace/trace.ts';

/**
 * What goes wrong in a step: the driver, a read or write, the stream between the hosts, or the user cancels. `refuses`: the
 * driver refuses what the rules do not speak of.
 */
export type LabFaultKind =
  | Fault
  | { readonly kind: 'refuses' }
  | { readonly kind: 'fails'; readonly errno: Errno }
  | { readonly kind: 'breaks' }
  | { readonly kind: 'cancelled' };

/** `step` counts from 0 in the run that the faults before it have made. */
export interface LabFault {
  readonly step: number;
  readonly what: LabFaultKind;
}

export interface LabSettings {
  /** Id of a built-in rule set. */
  readonly ruleSet: string;
  /** migration_flags of every device; null in v1. */
  readonly flags: number | null;
  readonly flow: FlowId;
  /** Where the stream goes: another host, or a file. */
  readonly target: 'host' | 'file';
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

export const DEFAULT_SETTINGS: LabSettings = {
  ruleSet: 'v2-7.2',
  flags: 7,
  flow: 'live-migration',
  target: 'host',
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

/** The settings, complete and such that a run can be made of them; what does not fit gives way to what comes nearest. */
export function toSettings(wanted: Partial<LabSettings> = {}): LabSettings {
  const all = { ...DEFAULT_SETTINGS, ...wanted };
  const numbers = Object.fromEntries(
    Object.entries(RANGES).map(([name, range]) => [
      name,
      clamp(all[name as NumberName], range, name as NumberName),
    ]),
  ) as Record<NumberName, number>;
  const ruleSet = getRulesOf(all.ruleSet);
  const sets = getFlagSets(ruleSet);
  const flags = sets.includes(all.flags) ? all.flags : (sets.at(-1) ?? null);
  const flows = getFlows(ruleSet, flags);
  const flow = flows.some(({ id }) => id === all.flow) ? all.flow : 'live-migration';
  const target = all.target === 'file' ? 'file' : 'host';
  const faults = toFaults(all.faults);
  return { ...numbers, ruleSet: ruleSet.id, flags, flow, target, linked: all.linked === true, faults };
}

/** The rule set of the settings. */
export function getRulesOf(id: string): RuleSet {
  const [last] = RULE_SETS.slice(-1);
  const ruleSet = getRuleSet(id) ?? last;
  if (!ruleSet) throw new Error('there is no rule set');
  return ruleSet;
}

/** The fault at a step: those after it were of a run that is no more. Null takes the fault away. */
export function setFault(
  faults: readonly LabFault[],
  step: number,
  what: LabFaultKind | null,
): readonly LabFault[] {
  return [...faults.filter((fault) => fault.step < step), ...(what ? [{ step, what }] : [])];
}

function clamp(value: number, [least, most]: Range, name: NumberName): number {
  if (!Number.isFinite(value)) return DEFAULT_SETTINGS[name];
  return Math.min(most, Math.max(least, Math.round(value)));
}

function toFaults(faults: readonly LabFault[]): readonly LabFault[] {
  const byStep = new Map(faults.filter(({ step }) => isU32(step)).map((fault) => [fault.step, fault]));
  return [...byStep.values()].toSorted((a, b) => a.step - b.step);
}
