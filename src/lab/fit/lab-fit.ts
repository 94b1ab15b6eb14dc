/**
 * Where in the lab a run of a log is: the flow of the client whose requests are those of the run, with a fault where the run
 * has a failure, so that the lab plays what the log shows and goes on as the client would. Sizes and rates are not in a log.
 */

import type { ClientId, FlowId } from '../../protocol/clients/client.ts';
import { CLIENTS } from '../../protocol/clients/client-table.ts';
import type { RuleSet } from '../../protocol/rule-sets/rule-set.ts';
import { getFlagSets } from '../../protocol/rule-sets/rule-set.ts';
import { getRuleSet } from '../../protocol/rule-sets/rule-sets.ts';
import { DEFAULT_LAB_CLIENT, getLabClient, LAB_CLIENTS } from '../client/lab-client.ts';
import { getLabFlows } from '../client/lab-plan.ts';
import { runLab } from '../run/lab-model.ts';
import type { LabSettings } from '../run/lab-settings.ts';
import { MOST_DEVICES, PAGE_RULES, toSettings } from '../run/lab-settings.ts';
import type { LabSpot } from '../run/lab-spot.ts';
import type { FitNote, Matched, Play } from './fit-match.ts';
import { matchFlow } from './fit-match.ts';
import type { FitStep } from './fit-step.ts';

export interface FitRun {
  readonly ruleSet: RuleSet;
  /** null where the log does not tell. */
  readonly client: ClientId | null;
  /** migration_flags of each device; null where they are not known. */
  readonly flags: readonly (number | null)[];
  /** device_state of each device at the end; null where it is not known. */
  readonly ends: readonly (number | null)[];
  /** In the order of time. */
  readonly steps: readonly FitStep[];
  /** The step in view: how many come before it. */
  readonly at: number;
}

export interface LabFit {
  readonly spot: LabSpot;
  readonly client: string;
  readonly flow: FlowId;
  /** The first and the last step of the run that the lab plays, from 0. */
  readonly first: number;
  readonly last: number;
  /** Which device of the run is the first of the lab, the second and so on. */
  readonly order: readonly number[];
  /** Devices of which the log does not tell the flags, with those that fit. */
  readonly supposed: readonly { readonly device: number; readonly flags: number }[];
  readonly notes: readonly FitNote[];
  /** False where the lab asks the devices in another order than the log. */
  readonly isInOrder: boolean;
}

/** No step farther back than this begins the flow. */
const MOST_BEFORE = 60;

/** Sizes with which every flow comes to its end: those of the log are not known. */
const SIZES: Partial<LabSettings> = {
  stateSize: 256 * 2 ** 20,
  dirtyRate: 16 * 2 ** 20,
  downtimeLimit: 5000,
};

/** The flow that fits best around the step in view; undefined where none has a step of the run. */
export function fitLab(run: FitRun): LabFit | undefined {
  if (run.flags.length > MOST_DEVICES) throw new Error(`${run.flags.length} devices do not fit into the lab`);
  const { ruleSet } = run;
  const client = getFitClient(run);
  const play = createPlay(ruleSet);
  let best: Found | undefined;
  for (const flags of listFlags(run))
    for (const flow of getLabFlows(client.client, getMost(flags)))
      for (const order of listOrders(run.flags.length)) {
        const settings = { client: client.id, flow, devices: order.length, ...toFlags(flags, order) };
        const whole = play({ ...SIZES, ...settings });
        for (let first = Math.max(0, run.at - MOST_BEFORE); first <= run.at; first += 1) {
          const matched = matchFlow({ ...run, order, first }, whole, play);
          if (!matched) continue;
          const found = { ...matched, flow, order, flags, first };
          if (!best || compare(found, best, run.at) > 0) best = found;
        }
      }
  return best && toFit(run, client.id, best);
}

interface Found extends Matched {
  readonly flow: FlowId;
  readonly order: readonly number[];
  readonly flags: readonly (number | null)[];
  readonly first: number;
}

/** More than 0 where the first is better: it has the step in view, more steps, the order of the log, nothing that the log lacks. */
function compare(one: Found, other: Found, at: number): number {
  const rank = ({ last, first, isInOrder, ahead }: Found) => [
    Math.min(last, at),
    last - first,
    Number(isInOrder),
    -ahead,
  ];
  const [ranks, others] = [rank(one), rank(other)];
  for (const [index, value] of ranks.entries()) {
    const difference = value - (others[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

function toFit({ flags: known, at }: FitRun, client: string, found: Found): LabFit {
  const { flow, order, flags, first, last, settings, places, notes, isInOrder } = found;
  const reached = places.filter(({ step }) => step <= at).at(-1);
  return {
    spot: { settings, at: reached ? reached.at : 0 },
    ...{ client, flow, first, last, order, notes, isInOrder },
    supposed: known.flatMap((each, device) => {
      const taken = flags[device] ?? null;
      return each === null && taken !== null ? [{ device, flags: taken }] : [];
    }),
  };
}

/** Makes runs of the lab, each once. */
function createPlay(ruleSet: RuleSet): Play {
  const page = getRuleSet(ruleSet.id) ? null : ruleSet;
  const known = new Map<string, ReturnType<typeof runLab>>();
  return (settings) => {
    const whole = toSettings({ ...settings, ruleSet: page ? PAGE_RULES : ruleSet.id }, page);
    const key = JSON.stringify(whole);
    const run = known.get(key) ?? runLab(whole, page);
    known.set(key, run);
    return run;
  };
}

/** Of those that ask as the client of the log does: the one that the lab begins with, or else the first. */
function getFitClient({ client, ruleSet }: FitRun) {
  const known = CLIENTS.find(({ id, generation }) => id === client && generation === ruleSet.generation);
  const own = LAB_CLIENTS.filter(({ client: { id } }) => id === known?.id);
  const usual = own.find(({ id }) => id === DEFAULT_LAB_CLIENT) ?? own[0];
  return getLabClient(usual?.id ?? '', ruleSet);
}

/** Flags that are not known may be any that the rules have, the same for all: the most of them first. */
function listFlags({ flags, ruleSet }: FitRun): readonly (readonly (number | null)[])[] {
  const sets = getFlagSets(ruleSet).toReversed();
  const isKnown = (each: number | null) => ruleSet.generation === 'v1' || sets.includes(each);
  const guesses = flags.every(isKnown) ? sets.slice(0, 1) : sets;
  return guesses.map((guess) => flags.map((each) => (isKnown(each) ? each : guess)));
}

const getMost = (flags: readonly (number | null)[]) =>
  flags.includes(null) ? null : Math.max(...flags.map((each) => each ?? 0));

function toFlags(flags: readonly (number | null)[], order: readonly number[]): Partial<LabSettings> {
  return { flags: getMost(flags), ownFlags: order.map((device) => flags[device] ?? 0) };
}

/** Every order of so many devices, as they come first. */
function listOrders(count: number): readonly (readonly number[])[] {
  if (count <= 1) return [[0]];
  return listOrders(count - 1).flatMap((order) =>
    Array.from({ length: count }, (_, place) => order.toSpliced(count - 1 - place, 0, count - 1)),
  );
}
