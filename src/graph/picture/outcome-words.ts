/** Every sentence that Explore shows or speaks, complete. Reasons of verdicts stand in protocol/verdict/reason.ts. */

import type { RuleSet } from '../../protocol/rule-sets/rule-set.ts';
import { formatFlags } from '../../protocol/state/migration-flags.ts';
import { formatRequest } from '../../protocol/state/request-pair.ts';
import type { StateInfo } from '../../protocol/state/state.ts';
import { formatDigits, formatState, getState } from '../../protocol/state/state.ts';
import type { Outcome } from '../../protocol/trace/replay.ts';
import type { Arc, Remedy, Verdict } from '../../protocol/verdict/verdict.ts';
import { VERDICT_WORDS } from '../../protocol/verdict/verdict.ts';

/** The name of a state's button: `_RUNNING 001b`, `RUNNING 2`, `101b invalid`. */
export function formatStateName({ name, digits, role }: StateInfo): string {
  return name === digits ? `${digits} ${role}` : `${name} ${digits}`;
}

/** How userspace writes an errno. */
export function formatReturn(returns: Outcome['returns']): string {
  return returns === null ? 'nothing: the call does not come back' : returns === 0 ? '0' : `-${returns}`;
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
  const goOn = outcome.kind === 'never-returns' ? ' You go on here as if it had not been asked.' : '';
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
        why: 'Supposed: the rules do not say so, you took it as if the driver accepted it.',
      };
    case 'rules':
      return { word: VERDICT_WORDS[outcome.kind], request, why: `${outcome.verdict?.why ?? ''}${goOn}` };
  }
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
        : `A device with ${formatFlags(remedy.missing)} may be asked.`;
    case 'reset':
      return 'VFIO_DEVICE_RESET first.';
    case 'detour':
      return `Ask for ${remedy.requests.map((value) => formatState(ruleSet.states, value)).join(', then ')}.`;
    case 'none':
      return 'Nothing makes it legal under these rules.';
  }
}

/** What the device may do in a state, in few words: for the node, and for who cannot see it. */
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

/** What userspace sees of a verdict that the driver does not fail. */
export function getSeen(
  ruleSet: RuleSet,
  verdict: Verdict,
): readonly { readonly name: string; readonly value: string }[] {
  const { from, to } = verdict.request;
  const read = (value: number) =>
    `${formatState(ruleSet.states, value)} ${formatDigits(ruleSet.states, value)}`;
  const call = ruleSet.generation === 'v1' ? 'pwrite returns' : 'ioctl returns';
  const reread = ruleSet.generation === 'v1' ? 'device_state reads' : 'MIG_DEVICE_STATE reads';
  switch (verdict.kind) {
    case 'accepted':
      return [
        { name: call, value: ruleSet.generation === 'v1' ? '4, the bytes written' : '0' },
        { name: reread, value: read(to) },
        {
          name: ruleSet.generation === 'v1' ? 'data session' : 'data_fd',
          value: getSessionWords(ruleSet, verdict),
        },
      ];
    case 'refused':
      return [
        { name: call, value: `-1, errno ${verdict.errno}` },
        { name: reread, value: read(verdict.arcs.at(-1)?.to ?? from) },
      ];
    case 'unspecified':
      return [
        { name: call, value: 'not said: success, or an errno' },
        { name: reread, value: 'on an errno the old value (declined) or _ERROR (faulted)' },
      ];
    case 'never-returns':
      return [
        { name: call, value: "never; the driver's mutex stays locked" },
        { name: reread, value: 'nothing: the next caller waits for the mutex' },
      ];
  }
}

function getSessionWords(ruleSet: RuleSet, verdict: Verdict & { kind: 'accepted' }): string {
  const isV1 = ruleSet.generation === 'v1';
  const words = verdict.arcs.flatMap(({ session }) =>
    session.map(({ effect, session: which }) => {
      if (isV1) return `${effect} the ${which} session`;
      return effect === 'opens'
        ? `a new one, for ${which}`
        : effect === 'keeps'
          ? `the same, for ${which}`
          : `of ${which} ends`;
    }),
  );
  if (words.length > 0) return words.filter((word, index) => word !== words[index - 1]).join('; then ');
  const state = getState(ruleSet.states, verdict.request.to);
  return state && state.session !== 'none' ? 'unchanged' : 'none';
}
