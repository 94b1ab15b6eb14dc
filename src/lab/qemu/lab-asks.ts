/** The requests of a client flow, as passes: QEMU asks one thing of every device before it asks the next. */

import type { ClientFlow, FlowId, V1Ask, V2Ask } from '../../protocol/clients/client-ask.ts';
import { getFlows } from '../../protocol/clients/client-flow.ts';
import { hasFlags } from '../../protocol/state/migration-flags.ts';
import { getState } from '../../protocol/state/state.ts';
import type { LabDevice, LabWorld } from '../run/lab-world.ts';
import type { Wish } from './lab-request.ts';

export type Ask = V1Ask | V2Ask;

/** Asks that one device is taken through before the next: completing, with its data, and being done. */
export type Pass = readonly [Ask, ...Ask[]];

/** The asks of a flow that these flags leave. */
export function getAsks(world: LabWorld, id: FlowId): readonly Ask[] {
  const { ruleSet, settings } = world;
  const flow = getFlows(ruleSet, settings.flags).find((each) => each.id === id);
  if (!flow) throw new Error(`${ruleSet.id} with flags ${settings.flags} has no flow ${id}`);
  return getAsksOf(flow).filter((ask) => ask.act !== 'set' || hasFlags(settings.flags ?? 0, ask.needs));
}

const getAsksOf = (flow: ClientFlow): readonly Ask[] => flow.asks;

/** `setup · VM stopped · complete, done`: v1 is done with a device before it completes the next. */
export function toPasses(asks: readonly Ask[]): readonly Pass[] {
  const passes: [Ask, ...Ask[]][] = [];
  for (const ask of asks) {
    const last = passes.at(-1);
    if (ask.name === 'done' && last?.[0].name === 'complete') last.push(ask);
    else passes.push([ask]);
  }
  return passes;
}

/** What an ask wants of a device in the state it is in: v1 reads the register first. */
export function toWish(world: LabWorld, device: LabDevice, ask: Exclude<Ask, { act: 'reset' }>): Wish {
  if (ask.act === 'write')
    return { name: ask.name, to: ((device.state & ask.mask) | ask.value) >>> 0, recover: null };
  const state = getState(world.ruleSet.states, device.state);
  const isPreCopy = state?.session === 'saving' && state.activity !== 'stopped';
  return {
    name: ask.name,
    to: isPreCopy ? (ask.inPreCopy ?? ask.to) : ask.to,
    recover: ask.recover === 'current' ? device.state : ask.recover,
  };
}

/** What is asked of each device when the migration has failed, or was cancelled. */
export function getMending(world: LabWorld, mends: 'notifier' | 'VM runs', isCancelled: boolean): Ask {
  const isV1 = world.ruleSet.generation === 'v1';
  const from: FlowId =
    mends === 'VM runs'
      ? 'savevm'
      : isCancelled && isV1
        ? 'cancel-in-pre-copy'
        : isV1
          ? 'fail-after-stop'
          : 'cancel-in-stop-copy';
  const ask = getAsks(world, from).at(-1);
  if (!ask) throw new Error(`flow ${from} asks nothing`);
  return ask;
}
