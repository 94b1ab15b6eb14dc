/**
 * A step as it stands in a link:
 *
 *   step   = "!reset" / name [ ":" saw ] [ "!" fault ] [ "*" ]
 *   name   = the state's name, percent-encoded, never empty
 *   saw    = "a" / "r" / "u" / "n"         accepted, refused, unspecified, never-returns
 *   fault  = "declined-" arc "-" errno / "faulted-" arc / "corrupt-stays" / "corrupt-faults"
 *   "*"    = an unspecified request that is supposed to be accepted
 *
 * A name escapes `: ! * ,`, so it ends where the first of them stands, and no state's name can be taken for `!reset`.
 */

import type { Fault, Step } from '../../protocol/trace/trace.ts';
import type { VerdictKind } from '../../protocol/verdict/verdict.ts';
import { encodePercent } from './percent.ts';

export const RESET = '!reset';
/** What was seen of a step, by its letter. */
export const LETTERS: Readonly<Record<VerdictKind, string>> = {
  accepted: 'a',
  refused: 'r',
  unspecified: 'u',
  'never-returns': 'n',
};

/** `encodeStep({ act: 'request', to: 'STOP_COPY', saw: 'accepted' })` is `STOP_COPY:a`. */
export function encodeStep(step: Step): string {
  if (step.act === 'reset') return RESET;
  const { to, saw, fault, suppose } = step;
  return [
    encodePercent(to),
    saw ? `:${LETTERS[saw]}` : '',
    fault ? `!${encodeFault(fault)}` : '',
    suppose ? '*' : '',
  ].join('');
}

function encodeFault(fault: Fault): string {
  switch (fault.kind) {
    case 'declined':
      return `declined-${fault.arc}-${fault.errno}`;
    case 'faulted':
      return `faulted-${fault.arc}`;
    case 'corrupt':
      return `corrupt-${fault.device}`;
  }
}
