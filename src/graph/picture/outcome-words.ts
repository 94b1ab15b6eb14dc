/** What the graph and the verdict bar say of requests and states, complete. Reasons of verdicts stand in protocol/verdict/reason.ts. */

import type { RuleSet } from '../../protocol/rule-sets/rule-set.ts';
import { formatFlags } from '../../protocol/state/migration-flags.ts';
import { formatRequest } from '../../protocol/state/request-pair.ts';
import type { StateInfo } from '../../protocol/state/state.ts';
import { formatState } from '../../protocol/state/state.ts';
import type { Outcome } from '../../protocol/trace/replay.ts';
import type { Arc, Remedy, Verdict } from '../../protocol/verdict/verdict.ts';
import { getPath, VERDICT_WORDS } from '../../protocol/verdict/verdict.ts';
import type { ShownOutcome } from './shown-outcome.ts';

/** The name of a state's button: `_RUNNING 001b`, `RUNNING 2`, `101b invalid`. */
export function formatStateName({ name, digits, role }: StateInfo): string {
  return name === digits ? `${digits} ${role}` : `${name} ${digits}`;
}

/** How userspace writes an errno. */
export function formatReturn(returns: Outcome['returns']): string {
  return returns === null ? 'nothing: the call never returns' : returns === 0 ? '0' : `-${returns}`;
}

/** What came of the last act, for the status line: the word, and the rest of the sentence. */
export function formatOutcome(
  ruleSet: RuleSet,
  outcome: Outcome,
): { word: string; request: string; why: string } {
  const now = formatState(ruleSet.states, outcome.now);
  const request = outcome.verdict
    ? formatRequest(ruleSet.states, outcome.verdict.request)
    : 'VFIO_DEVICE_RESET';
  const at = outcome.failed ? formatArc(ruleSet, outcome.failed) : '';
  const goOn = outcome.kind === 'never-returns' ? ' You go on from here as if it had not been asked.' : '';
  switch (outcome.cause) {
    case 'reset':
      return {
        word: VERDICT_WORDS.accepted,
        request,
        why: `The device is back in ${now}, its initial state.`,
      };
    case 'declined':
      return {
        word: VERDICT_WORDS.refused,
        request,
        why: `The driver declined ${at} with -${outcome.returns}; device_state reads ${now}.`,
      };
    case 'faulted':
      return {
        word: VERDICT_WORDS.refused,
        request,
        why: `The driver faulted on ${at}; device_state reads ${now}, which only VFIO_DEVICE_RESET leaves.`,
      };
    case 'corrupt':
      return {
        word: VERDICT_WORDS.refused,
        request,
        why: `The loaded data is corrupt: the driver failed ${at}; device_state reads ${now}.`,
      };
    case 'supposed':
      return {
        word: VERDICT_WORDS.accepted,
        request,
        why: 'Supposed: the rules do not say so; you go on as if the driver had accepted it.',
      };
    case 'rules':
      return { word: VERDICT_WORDS[outcome.kind], request, why: `${outcome.verdict?.why ?? ''}${goOn}` };
  }
}

/** What would come of a request that meets the armed fault, as a sentence. */
export function formatArmed(ruleSet: RuleSet, { cause, now, failed, returns }: Outcome): string {
  const at = failed ? formatArc(ruleSet, failed) : '';
  const fails =
    cause === 'declined'
      ? `declines ${at} with -${returns}`
      : cause === 'faulted'
        ? `faults on ${at}`
        : `fails ${at}, because the loaded data is corrupt`;
  return `With the armed fault the driver ${fails}; device_state then reads ${formatState(ruleSet.states, now)}.`;
}

/** `accepted, via RUNNING_P2P`, `refused`: a verdict in a few words. */
export function formatVerdict({ states }: RuleSet, verdict: Verdict): string {
  const way = getPath(verdict).slice(0, -1);
  const via = way.length > 0 ? `, via ${way.map((value) => formatState(states, value)).join(', ')}` : '';
  return VERDICT_WORDS[verdict.kind].toLowerCase() + via;
}

/** What would come of a request that is pointed at: `refused: The table does not list it.` */
export function formatProspect(ruleSet: RuleSet, { verdict, outcome }: ShownOutcome): string {
  if (outcome.failed) return `${VERDICT_WORDS.refused.toLowerCase()}: ${formatArmed(ruleSet, outcome)}`;
  return formatVerdict(ruleSet, verdict) + (verdict.kind === 'accepted' ? '' : `: ${verdict.why}`);
}

/** How the driver failed a request, in a word: on the arc, in the cell, in the history. null where it did not. */
export function formatFailure({ cause, now, failed }: Outcome): string | null {
  if (!failed) return null;
  if (cause === 'declined') return 'declined';
  return now === failed.from ? 'corrupt data' : 'faulted';
}

/** `RUNNING > STOP (RUNNING_P2P merged away)` */
export function formatArc(ruleSet: RuleSet, { from, to, merged }: Arc): string {
  const names = merged.map((value) => formatState(ruleSet.states, value)).join(', ');
  return `${formatRequest(ruleSet.states, { from, to })}${names && ` (${names} merged away)`}`;
}

/** What would make a refused request legal. */
export function formatRemedy(ruleSet: RuleSet, remedy: Remedy): string {
  switch (remedy.kind) {
    case 'flags':
      return remedy.missing > 7
        ? 'Nothing makes it legal: no device supports ERROR.'
        : `It is legal on a device with ${formatFlags(remedy.missing)}.`;
    case 'reset':
      return 'VFIO_DEVICE_RESET first.';
    case 'detour':
      return `Ask for ${remedy.requests.map((value) => formatState(ruleSet.states, value)).join(', then ')}.`;
    case 'none':
      return 'Nothing makes it legal under these rules.';
  }
}

/** What the device may do in a state, in a few words: for the node, and for readers who cannot see it. */
export function getSigns(state: StateInfo): readonly { readonly word: string; readonly may: boolean }[] {
  if (state.dma === 'undefined') return [];
  const signs = [
    {
      any: { word: 'DMA', may: true },
      'no-p2p': { word: 'no P2P', may: false },
      none: { word: 'no DMA', may: false },
    }[state.dma],
    {
      freely: { word: 'changes', may: true },
      loaded: { word: 'by load', may: true },
      frozen: { word: 'frozen', may: false },
      undefined: { word: 'undefined', may: false },
    }[state.change],
  ];
  if (state.session !== 'none')
    signs.push({ word: state.session === 'saving' ? 'data out' : 'data in', may: true });
  return signs;
}

/** One sentence on a state, for its description. */
export function describeState(state: StateInfo): string {
  if (state.kind === 'error')
    return 'Error: device state is undefined. Entered by a fault, left by VFIO_DEVICE_RESET.';
  if (state.kind === 'invalid') return 'Invalid: these bits together have no meaning.';
  const dma = {
    any: 'may do DMA',
    'no-p2p': 'starts no peer-to-peer DMA',
    none: state.activity === 'stopped' ? 'issues no DMA' : 'starts no DMA',
    undefined: '',
  }[state.dma];
  const change = {
    freely: 'its state changes',
    loaded: 'its state changes only by what is loaded',
    frozen: 'its state may not change',
    undefined: '',
  }[state.change];
  const session = {
    saving: 'a saving data session is open',
    loading: 'a loading data session is open',
    none: 'no data session is open',
  }[state.session];
  return `${state.role[0]?.toUpperCase()}${state.role.slice(1)}: the device ${dma}, ${change}, ${session}.`;
}
