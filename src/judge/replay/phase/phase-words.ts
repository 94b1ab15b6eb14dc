/** What is said of a P2P phase that was broken, or may have been. */

import type { RuleSet } from '../../../protocol/rule-sets/rule-set.ts';
import { formatState } from '../../../protocol/state/state.ts';
import { fill } from '../../../protocol/words/fill.ts';
import { formatStepRequest } from '../judged-step.ts';
import { NOTE_WORDS } from '../replay-words.ts';
import type { PhaseBreach } from './p2p-phase.ts';

const DOUBTS = {
  state: 'whether {other} could still start peer-to-peer DMA then is not certain: {why}',
  flags:
    'if both devices have VFIO_MIGRATION_P2P, {other} could still start peer-to-peer DMA: {why} No line shows the flags of both; --flags sets them.',
  process:
    'if both devices are of one VM, {other} could still start peer-to-peer DMA: {why} The lines name no process.',
  gone: 'if {other} was not unplugged before, it could still start peer-to-peer DMA: {why} It has no line after this one, and an unplug prints none of a state.',
} as const;

const STATES = {
  known: 'it was in {state} (line {line}).',
  unknown: 'in which state it was is not in the log.',
  failed: ' Its request for {asked} failed in line {line}.',
} as const;

/** The finding and its sentence. */
export function formatBreach(
  { stopped, other, state, line, failed, doubt }: PhaseBreach,
  ruleSet: RuleSet,
): { readonly id: 'p2p-phase-broken' | 'p2p-phase-unknown'; readonly text: string } {
  const { states } = ruleSet;
  const known =
    state === null || line === null
      ? STATES.unknown
      : fill(STATES.known, { state: formatState(states, state), line });
  const asked = failed?.to ?? null;
  const after =
    failed && asked !== null
      ? fill(STATES.failed, { asked: formatState(states, asked), line: failed.line })
      : '';
  const words = { request: formatStepRequest(ruleSet, stopped), other, why: `${known}${after}` };
  const id = doubt === null ? 'p2p-phase-broken' : 'p2p-phase-unknown';
  const told = doubt === null ? '' : fill(DOUBTS[doubt], words);
  return { id, text: fill(NOTE_WORDS[id].text, { ...words, doubt: told }) };
}
