/**
 * What userspace sees of a request: what the call returns, the value that it reads again, and the data session. A fault
 * of the driver keeps what the arcs before it did.
 *
 * @source drivers/vfio/vfio_main.c, vfio_ioctl_device_feature_mig_device_state(): data_fd is -1 unless the call opens one
 */

import type { RuleSet } from '../../../protocol/rule-sets/rule-set.ts';
import { getErrorValue } from '../../../protocol/rule-sets/rule-set.ts';
import type { SessionEffect } from '../../../protocol/state/session-effect.ts';
import { getSessionEffects } from '../../../protocol/state/session-effect.ts';
import { formatDigits, formatState, getState } from '../../../protocol/state/state.ts';
import type { Outcome } from '../../../protocol/trace/replay.ts';

export interface Seen {
  readonly name: string;
  readonly value: string;
}

const NAMES = {
  v1: {
    call: 'pwrite returns',
    read: 'device_state reads',
    data: 'data session',
    fine: '4, the bytes written',
  },
  v2: { call: 'ioctl returns', read: 'MIG_DEVICE_STATE reads', data: 'data_fd', fine: '0' },
} as const;

/** The three answers to ERROR > ERROR. @source docs/protocol.md, section 2 */
const ERROR_TO_ERROR =
  'by the function of the core -1, errno EINVAL; by a loop that does nothing 0; by pds -1, errno EIO';

/** What userspace sees of what comes of a request. */
export function getSeen(ruleSet: RuleSet, outcome: Outcome): readonly Seen[] {
  const { call, read, data, fine } = NAMES[ruleSet.generation];
  const now = `${formatState(ruleSet.states, outcome.now)} ${formatDigits(ruleSet.states, outcome.now)}`;
  switch (outcome.kind) {
    case 'accepted':
      return [
        { name: call, value: fine },
        { name: read, value: now },
        { name: data, value: formatData(ruleSet, outcome) },
      ];
    case 'refused': {
      const isThreefold = outcome.verdict?.reason === 'error-to-error';
      const hasArcs = outcome.failed !== null || outcome.arcs.length > 0;
      return [
        { name: call, value: isThreefold ? ERROR_TO_ERROR : `-1, errno ${outcome.returns}` },
        { name: read, value: now },
        ...(hasArcs ? [{ name: data, value: formatData(ruleSet, outcome) }] : []),
      ];
    }
    case 'unspecified':
      return [
        { name: call, value: 'not said: success, or an errno' },
        { name: read, value: 'on an errno the old value (declined) or _ERROR (faulted)' },
      ];
    case 'never-returns':
      return [
        { name: call, value: "never; the driver's mutex stays locked" },
        { name: read, value: 'nothing: the next caller waits for the mutex' },
      ];
  }
}

/** What became of the data session: of the arcs that were taken, and of the one that failed. */
function formatData(ruleSet: RuleSet, outcome: Outcome): string {
  const { failed, now } = outcome;
  const words = getEffects(ruleSet, outcome).map((effect) => formatEffect(ruleSet, effect, outcome));
  const isLost = failed !== null && now === getErrorValue(ruleSet) && isOpen(ruleSet, failed.from);
  const all = isLost ? [...words, `undefined: the device is in ${formatState(ruleSet.states, now)}`] : words;
  if (all.length > 0) return all.filter((word, index) => word !== all[index - 1]).join('; then ');
  return isOpen(ruleSet, now) ? 'unchanged' : 'none';
}

const isOpen = ({ states }: RuleSet, value: number) =>
  (getState(states, value)?.session ?? 'none') !== 'none';

function getEffects({ states }: RuleSet, { arcs, cause, from, now }: Outcome): readonly SessionEffect[] {
  if (cause !== 'supposed' || from === now) return arcs.flatMap(({ session }) => session);
  const [before, after] = [getState(states, from), getState(states, now)];
  return before && after ? getSessionEffects(before, after) : [];
}

function formatEffect(ruleSet: RuleSet, { effect, session }: SessionEffect, { kind }: Outcome): string {
  if (ruleSet.generation === 'v1') return `${effect} the ${session} session`;
  switch (effect) {
    case 'opens':
      return kind === 'accepted'
        ? `a new one, for ${session}`
        : `one was opened for ${session}, but a call that fails returns -1`;
    case 'keeps':
      return `the same, for ${session}`;
    case 'ends':
      return `the one for ${session} ends`;
  }
}
