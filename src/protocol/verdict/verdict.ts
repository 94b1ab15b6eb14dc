/**
 * What a verdict is: accepted, refused, unspecified or never-returns, each with its reason and citations.
 */

import type { ActionId } from '../state/action.ts';
import type { RequestPair } from '../state/request-pair.ts';
import type { SessionEffect } from '../state/session-effect.ts';
import type { Citation } from '../words/citation.ts';
import type { Words } from '../words/fill.ts';
import type { ReasonId } from './reason.ts';
import { formatReason } from './reason.ts';

/** What userspace asks: from the value the device reports, to the value wanted. `flags` is null in v1. */
export interface Request extends RequestPair {
  readonly flags: number | null;
}

/** One call of the driver. `merged` are the states that the flags merge away on it. */
export interface Arc extends RequestPair {
  readonly merged: readonly number[];
  readonly actions: readonly ActionId[];
  readonly session: readonly SessionEffect[];
}

/** What would make a refused request legal. */
export type Remedy =
  | { readonly kind: 'flags'; readonly missing: number }
  | { readonly kind: 'reset' }
  | { readonly kind: 'detour'; readonly requests: readonly number[] }
  | { readonly kind: 'none' };

interface VerdictBase {
  readonly request: Request;
  readonly reason: ReasonId;
  /** The sentence of the reason, complete. */
  readonly why: string;
  readonly citations: readonly Citation[];
}

export type Verdict =
  | (VerdictBase & {
      readonly kind: 'accepted';
      readonly path: readonly number[];
      readonly arcs: readonly Arc[];
    })
  | (VerdictBase & {
      readonly kind: 'refused';
      readonly errno: 'EINVAL';
      readonly remedy: Remedy;
      /** The arcs that are taken before the refusal; empty but for a table that gets stuck. */
      readonly arcs: readonly Arc[];
    })
  | (VerdictBase & { readonly kind: 'unspecified' })
  | (VerdictBase & {
      readonly kind: 'never-returns';
      /** The arcs that are taken before the loop, and the states that it loops through. */
      readonly arcs: readonly Arc[];
      readonly turns: readonly number[];
    });

export type VerdictKind = Verdict['kind'];

/** The four kinds, with the word that the page and the command line begin with. */
export const VERDICT_WORDS: Readonly<Record<VerdictKind, string>> = {
  accepted: 'Accepted',
  refused: 'Refused',
  unspecified: 'Unspecified',
  'never-returns': 'Never returns',
};

/** The states passed, the last included: empty for x > x and for what is not accepted. */
export function getPath(verdict: Verdict): readonly number[] {
  return verdict.kind === 'accepted' ? verdict.path : [];
}

/** The start of every verdict: the request, and the reason as a sentence. */
export function toBase(
  request: Request,
  reason: ReasonId,
  words: Words,
  citations: readonly Citation[],
): VerdictBase {
  return { request, reason, why: formatReason(reason, words), citations };
}
