/** The migration_flags of a device, as far as the lines of a log show them, and which lines do. */

import { P2P, PRE_COPY, STOP_COPY } from '../../../protocol/state/migration-flags.ts';
import type { DeviceState } from '../run/device-state.ts';

export interface FlagsGuess {
  /** null where a line is missing that would tell. */
  readonly flags: number | null;
  readonly why: string;
  /** For a verdict: what is not known counts as present. */
  readonly most: number | null;
  /** null where no line tells. */
  readonly hasP2p: boolean | null;
}

/** `knowsPreCopy` is true for a client that uses pre-copy where the device has it, `knowsP2p` likewise. */
export function guessFlags(
  { flags: signs, generation }: Pick<DeviceState, 'flags' | 'generation'>,
  { knowsPreCopy, knowsP2p }: { readonly knowsPreCopy: boolean; readonly knowsP2p: boolean },
): FlagsGuess {
  if (generation === 'v1')
    return { flags: null, why: 'protocol v1 has no migration_flags', most: null, hasP2p: null };
  const noP2p = knowsP2p && signs.p2p === 0 ? signs.noP2p : 0;
  const noPreCopy = knowsPreCopy && signs.preCopy === 0 ? signs.noPreCopy : 0;
  const isKnown = (signs.p2p || noP2p) > 0 && (signs.preCopy || noPreCopy) > 0;
  const most = STOP_COPY | (noP2p > 0 ? 0 : P2P) | (noPreCopy > 0 ? 0 : PRE_COPY);
  const why = [
    tell('P2P', signs.p2p, noP2p, 'stops the VM without the step of P2P'),
    tell('PRE_COPY', signs.preCopy, noPreCopy, 'is a setup of a running device that asks for no pre-copy'),
  ].join('; ');
  const hasP2p = signs.p2p > 0 ? true : noP2p > 0 ? false : null;
  return { flags: isKnown ? most : null, why, most, hasP2p };
}

function tell(name: string, seen: number, missing: number, how: string): string {
  if (seen > 0) return `line ${seen} asks for a state of ${name}`;
  return missing > 0 ? `no ${name}: line ${missing} ${how}` : `no line shows whether it has ${name}`;
}
