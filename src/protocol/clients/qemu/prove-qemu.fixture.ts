/** Random settings of QEMU, the same for the same seed, and whether both models ask the same in each. */

import { RULE_SETS } from '../../rule-sets/rule-sets.ts';
import type { Client, FlowId } from '../client.ts';
import { CLIENTS } from '../client-table.ts';
import { getFlowIds, playFlow, playQemu } from '../flow-run.ts';
import type { CallFault } from '../play/device-side.ts';
import { formatSteps } from '../play/play-notation.ts';
import { QEMU_SCRIPTS } from './qemu-script.ts';
import type { SecondSetting } from './second-qemu.fixture.ts';
import { playSecond } from './second-qemu.fixture.ts';

/** Mulberry32: numbers from 0 to 1, the same for the same seed. */
export function createRandom(start: number): () => number {
  let state = start >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const VERSIONS = ['5.2', '6.1', '8.0', '8.1', '8.2', '9.1'] as const;

/** What one random play came to. */
export interface Proof {
  readonly setting: string;
  readonly engine: string;
  readonly second: string;
  readonly faults: number;
}

/** Plays one random flow with both models: `engine` and `second` are to be the same line. */
export function proveOnce(random: () => number): Proof {
  const pick = (limit: number) => Math.floor(random() * limit);
  const choose = <T>(items: readonly T[]): T => items[pick(items.length)] as T;
  const version = choose(VERSIONS);
  const client = CLIENTS.find(({ id }) => id === `qemu-${version}`) as Client;
  const ruleSet = choose(RULE_SETS.filter(({ generation }) => generation === client.generation));
  const sets = ruleSet.generation === 'v1' ? [null] : ruleSet.flagSets;
  const devices = Array.from({ length: choose([1, 1, 2]) }, () => ({ flags: choose(sets), depth: pick(2) }));
  const flow = choose<FlowId>(getFlowIds(client, devices[0]?.flags ?? null));
  const faults = Array.from({ length: choose([0, 1, 1, 2, 3]) }, () => ({
    ...{ call: 1 + pick(12), arc: 1 + pick(3), kind: choose(['declined', 'faulted'] as const) },
  }));
  const plugged = client.generation === 'v1' && QEMU_SCRIPTS[flow]?.start === 'running' && pick(5) === 0;
  const setting: SecondSetting = { version, flow, ruleSet, devices, faults, plugged };
  return {
    setting: JSON.stringify({ ...setting, ruleSet: ruleSet.id }),
    engine: playFirst(client, flow, setting),
    second: playSecond(setting),
    faults: faults.length,
  };
}

function playFirst(client: Client, flow: FlowId, setting: SecondSetting): string {
  const { ruleSet, devices, plugged } = setting;
  const faults = setting.faults.map(
    ({ call, kind, arc }): CallFault => ({
      call,
      fault: kind === 'declined' ? { kind, arc, errno: 'EBUSY' } : { kind, arc },
    }),
  );
  const script = QEMU_SCRIPTS[flow];
  const { steps, ends } =
    plugged && script
      ? playQemu(client, 'plugged', script.events, { ruleSet, devices, faults })
      : playFlow(client, flow, { ruleSet, devices, faults });
  const asked = steps.filter((step) => step.act !== 'unasked');
  return [formatSteps(asked, devices.length > 1), ends].filter(Boolean).join(' ');
}
