/** What is said of the place where two logs part: what each did there, and why it matters. */

import type { ClientId } from '../../../protocol/clients/client.ts';
import { getClient } from '../../../protocol/clients/client-table.ts';
import { formatState } from '../../../protocol/state/state.ts';
import { fill } from '../../../protocol/words/fill.ts';
import { formatFailure, formatStepRequest } from '../judged-step.ts';
import type { JudgedStep, ReplayDevice } from '../log-replay.ts';
import type { Both, PartingKind, PartingWords } from './parting.ts';

interface PartingFacts {
  readonly kind: PartingKind;
  readonly steps: Both<JudgedStep | null>;
  /** The steps after them: what mends a failed one. */
  readonly mends: Both<JudgedStep | null>;
  readonly devices: Both<ReplayDevice>;
  readonly names: Both<string>;
  readonly clients: Both<ClientId | null>;
}

const DID = {
  reached: '{name} reached {request} (line {line})',
  failed: '{name} failed at {request}{errno} (line {line})',
  asked: '{name} was about to ask for {request} (line {line})',
  none: '{name} asked nothing for {request} (line {line})',
  reset: '{name} has a reset of the device (line {line})',
  end: '{name} has no more steps of this device',
} as const;

const WHY = {
  flags:
    'The migration_flags differ: {left} in {first}, {right} in {second}. The client takes a different path for them.',
  clients: 'The clients differ: {left} in {first}, {right} in {second}. Each asks in its own order.',
  states: 'The devices were not in the same state before: {left} in {first}, {right} in {second}.',
  way: 'From the same state the client asked for a different one: something else happened to the VM or to the migration, such as a cancel, an error, or a stop for another reason.',
  refused: 'By {rules} the request of {name} is {verdict}: {why}',
  reset: 'A reset takes the device to {initial} and ends its data session. {text}',
  errno: 'The request fails in both, but not for the same reason.',
  dataFd:
    'The state was reached, but the data_fd that came with it was closed: QEMU still held another one. The migration fails.',
  end: 'The log of {name} ends here, or the request after this one never returned: nothing tells which.',
  ends: 'At the end the device is in {left} in {first}, in {right} in {second}.',
  doubt: 'The step of {name} is not certain.',
} as const;

export function formatParting(facts: PartingFacts): PartingWords {
  const { steps, names } = facts;
  const did = [formatDid(steps[0], names[0]), formatDid(steps[1], names[1])];
  const doubts = steps.flatMap((judged, side) =>
    judged && !judged.step.certain ? [fill(WHY.doubt, { name: names[side] ?? '' })] : [],
  );
  const [first = '', second = ''] = did;
  return {
    text: `${first}; ${second}.`,
    why: [...formatWhy(facts), ...doubts, ...formatEnds(facts)].join(' '),
  };
}

function formatDid(judged: JudgedStep | null, name: string): string {
  if (!judged) return fill(DID.end, { name });
  const { step, ruleSet } = judged;
  const { event, line, errno } = step;
  const told = fill(DID[event], {
    ...{ name, line, request: formatStepRequest(ruleSet, step) },
    errno: errno === null ? '' : ` with ${errno}`,
  });
  return event === 'reached' && errno !== null ? `${told}, with ${errno}` : told;
}

function formatWhy(facts: PartingFacts): readonly string[] {
  const { kind, steps, mends, devices, names } = facts;
  switch (kind) {
    case 'request':
      return [...formatOtherWay(facts), ...formatRefused(facts)];
    case 'outcome':
    case 'errno': {
      const failures = steps.flatMap((judged, side) => {
        const device = devices[side];
        const mend = mends[side];
        if (judged?.step.event !== 'failed' || !device) return [];
        const isMend =
          mend?.step.from === null && (mend.step.event === 'reset' || mend.step.event === 'reached');
        return [formatFailure(judged.ruleSet, device.flags, judged.step, mend && isMend ? mend.step : null)];
      });
      if (failures.length === 0) return [WHY.dataFd];
      return kind === 'errno' ? [WHY.errno, ...failures] : failures;
    }
    case 'reset': {
      const judged = steps.find((one) => one?.step.event === 'reset');
      if (!judged) return [];
      const { states, initial } = judged.ruleSet;
      return [fill(WHY.reset, { initial: formatState(states, initial), text: judged.text })];
    }
    case 'end':
      return [fill(WHY.end, { name: steps[0] ? names[1] : names[0] })];
  }
}

/** The first thing that makes a client ask for something else. */
function formatOtherWay({ steps, devices, names, clients }: PartingFacts): readonly string[] {
  const [left, right] = devices;
  const words = { first: names[0], second: names[1] };
  if (left.flags !== null && right.flags !== null && left.flags !== right.flags)
    return [fill(WHY.flags, { ...words, left: left.flags, right: right.flags })];
  const [one, other] = clients;
  if (one !== null && other !== null && one !== other)
    return [fill(WHY.clients, { ...words, left: getClient(one).title, right: getClient(other).title })];
  const [from, to] = [steps[0]?.step.from ?? null, steps[1]?.step.from ?? null];
  if (from !== null && to !== null && from !== to) {
    const { states } = left.ruleSet;
    return [fill(WHY.states, { ...words, left: formatState(states, from), right: formatState(states, to) })];
  }
  return [WHY.way];
}

function formatRefused({ steps, names }: PartingFacts): readonly string[] {
  return steps.flatMap((judged, side) => {
    const verdict = judged?.verdict;
    if (!verdict || verdict.kind === 'accepted') return [];
    const words = { rules: judged.ruleSet.id, name: names[side] ?? '', why: verdict.why };
    return [fill(WHY.refused, { ...words, verdict: verdict.kind })];
  });
}

function formatEnds({ devices, names }: PartingFacts): readonly string[] {
  const [left, right] = devices.map(({ end, ruleSet }) =>
    end === null ? null : formatState(ruleSet.states, end),
  );
  if (!left || !right || left === right) return [];
  return [fill(WHY.ends, { first: names[0], second: names[1], left, right })];
}
