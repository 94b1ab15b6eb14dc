/**
 * A run as a trace: what was asked of the device, with its failures and resets, so that it opens wherever a trace does. A
 * trace has no holes. Where the log does not show how the device came into a state, or the device took what the rules do not
 * accept, a trace ends, and another one begins.
 */

import type { RuleSet } from '../../protocol/rule-sets/rule-set.ts';
import { getRuleSet } from '../../protocol/rule-sets/rule-sets.ts';
import { formatState, getState } from '../../protocol/state/state.ts';
import type { Errno, Step, Trace } from '../../protocol/trace/trace.ts';
import { ERRNOS, getRulesHash } from '../../protocol/trace/trace.ts';
import type { JudgedStep, ReplayDevice } from './log-replay.ts';

interface RunTrace {
  readonly trace: Trace;
  /** How many of its steps are made when the step of the run is. */
  readonly cursor: number;
  /** The steps of the run that it begins and ends with, from 0. */
  readonly first: number;
  readonly last: number;
  /** An errno of the log that a trace cannot have: it has EIO instead. */
  readonly replaced: string | null;
}

interface Piece {
  readonly start: number;
  readonly first: number;
  last: number;
  readonly steps: { readonly step: Step; readonly of: number }[];
  now: number;
  replaced: string | null;
}

/** The trace around a step of a run; undefined where nothing in it can be asked again. */
export function toRunTrace(device: ReplayDevice, index: number): RunTrace | undefined {
  const { ruleSet, flags } = device;
  const pieces = listPieces(device).filter(({ steps }) => steps.length > 0);
  const piece = pieces.find(({ last }) => index <= last) ?? pieces.at(-1);
  if (!piece) return undefined;
  const { start, steps, first, last, replaced } = piece;
  return {
    trace: {
      version: 1,
      ruleSet: getRuleSet(ruleSet.id) ? { id: ruleSet.id } : { table: ruleSet, hash: getRulesHash(ruleSet) },
      // What is not known counts as present, as in the verdicts on the steps.
      flags: ruleSet.generation === 'v1' ? null : (flags ?? 7),
      ...(start !== ruleSet.initial && { start: formatState(ruleSet.states, start) }),
      steps: steps.map(({ step }) => step),
    },
    cursor: steps.filter(({ of }) => of <= index).length,
    ...{ first, last, replaced },
  };
}

function listPieces({ ruleSet, steps }: ReplayDevice): readonly Piece[] {
  const pieces: Piece[] = [];
  let isOpen = false;
  for (const [index, judged] of steps.entries()) {
    const { event, from, to } = judged.step;
    let piece = isOpen ? pieces.at(-1) : undefined;
    // Where no request was made there is nothing to ask again, and nothing is left out.
    if (event === 'none' && piece) piece.last = index;
    if (event === 'none' || event === 'asked') continue;
    const start = from ?? piece?.now ?? (event === 'reached' ? to : null);
    isOpen = false;
    if (start === null || !getState(ruleSet.states, start)) continue;
    if (piece?.now !== start) {
      piece = { start, first: index, last: index, steps: [], now: start, replaced: null };
      pieces.push(piece);
    }
    isOpen = addStep(piece, ruleSet, judged, index);
    piece.last = index;
  }
  return pieces;
}

/** False where the trace cannot go on after it. */
function addStep(piece: Piece, ruleSet: RuleSet, { step, verdict }: JudgedStep, of: number): boolean {
  const { event, from, to, errno } = step;
  if (event === 'reset') {
    piece.steps.push({ step: { act: 'reset' }, of });
    piece.now = ruleSet.initial;
    return to === ruleSet.initial;
  }
  if (to === null) return false;
  // The run begins in a state that a line names.
  if (event === 'reached' && from === null && piece.steps.length === 0 && piece.start === to) return true;
  const name = formatState(ruleSet.states, to);
  if (event === 'failed') {
    piece.steps.push({ step: { act: 'request', to: name, ...toFault(piece, verdict, errno) }, of });
    return true;
  }
  const kind = from === null ? 'accepted' : verdict?.kind;
  if (kind === 'refused' || kind === 'never-returns') return false;
  piece.steps.push({
    step: { act: 'request', to: name, ...(kind === 'unspecified' && { suppose: 'accepted' as const }) },
    of,
  });
  piece.now = to;
  return true;
}

/** A request that the rules accept failed in the driver; any other one fails by the rules. */
function toFault(piece: Piece, verdict: JudgedStep['verdict'], errno: string | null) {
  if (verdict?.kind !== 'accepted' || verdict.arcs.length === 0) return {};
  const known = ERRNOS.find((each) => each === errno);
  if (!known) piece.replaced ??= errno ?? 'an errno that the log does not name';
  return { fault: { kind: 'declined' as const, arc: 1, errno: known ?? INSTEAD } };
}

const INSTEAD: Errno = 'EIO';
