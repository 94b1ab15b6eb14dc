/**
 * Macros and functions that say whether a value of device_state is valid, evaluated for every value of four bits and for
 * one whose bits are all reserved.
 *
 * @source include/uapi/linux/vfio.h v5.8, VFIO_DEVICE_STATE_VALID
 */

import type { RequestTuple } from '../../protocol/state/request-pair.ts';
import { createMemory } from '../c/run/c-condition.ts';
import { runBody } from '../c/run/c-step.ts';
import type { CFunction } from '../c/syntax/c-function.ts';
import { findFunctions } from '../c/syntax/c-function.ts';
import type { CSource } from '../c/syntax/c-source.ts';
import { createProblemAt, placeOf } from '../c/syntax/c-source.ts';
import { readTokens } from '../c/syntax/c-token.ts';
import { findGroupings } from '../c/syntax/grouping.ts';
import { evaluate } from '../c/value/c-evaluate.ts';
import type { Macro, Scope } from '../c/value/c-scope.ts';
import { createLookup, parseWords } from '../c/value/c-scope.ts';
import { isTrue, toU32 } from '../c/value/c-value.ts';
import { hasNdma } from '../c/value/state-name.ts';
import type { ValiditySide } from '../review-input.ts';
import { createUnknown } from '../text/name/unknown-name.ts';
import type { LocatedProblem, LocatedSentence } from '../text/problem.ts';
import type { Place } from '../text/source-line.ts';

export interface Validity {
  readonly name: string;
  readonly source: CSource;
  readonly place: Place;
  readonly side: ValiditySide;
  /** It is named, or made of names, as v1 has them. */
  readonly isOfV1: boolean;
  readonly warnings: readonly LocatedSentence[];
}

const NAME = /valid/i;

const OF_V1 = /\bVFIO_DEVICE_STATE_(?:VALID|MASK|SAVING|V1_\w+)\b/;

/** Four bits; the low three, and NDMA. */
const VALUES = Array.from({ length: 16 }, (_, value) => value);
/** C may leave this one undefined, as when a bit is shifted by it: then it does not pass. */
const RESERVED = 0xf000;

/** Those of a source, read one by one; a macro counts where it is defined. */
export function* searchValidities(source: CSource, scope: Scope): Generator<Validity | LocatedProblem> {
  for (const macro of scope.macros.values()) {
    if (macro.source !== source || !NAME.test(macro.name) || macro.params?.length !== 1) continue;
    const [read, text] = [readMacro(macro, scope), macro.body.map((token) => token.text).join(' ')];
    if (isOfStates(read, text) && tellsApart(read, text)) yield markApart(read, text);
  }
  for (const fn of findFunctions(source)) {
    if (!NAME.test(fn.name) || fn.params.length !== 1 || fn.isPartial) continue;
    if (!/STATE|\b0x|\d/.test(source.text.slice(fn.body.from, fn.body.to))) continue;
    const [read, text] = [readFunction(fn, scope), source.text.slice(fn.from, fn.body.to)];
    if (isOfStates(read, text) && tellsApart(read, text)) yield markApart(read, text);
  }
}

/** A check that cannot be evaluated is one of states only where it says so: `ggtt_invalidate()` and `valid_context()` are not. */
const isOfStates = (read: Validity | LocatedProblem, text: string): boolean =>
  !('ok' in read) || OF_STATES.test(text);

const OF_STATES = /VFIO_|state|_STATE_|transition|(?:STOP|RUNNING|SAVING|RESUMING|_COPY|_P2P)\b/;

const OF_V2 = /(?:PRE_COPY|STOP_COPY|P2P|STATE_ERROR)\b/;

/**
 * What tells no value of the state's bits from another looks at the other bits alone; the kernel's own check must not. The
 * enum of v2 has all eight values of three bits: there, the next one is told apart.
 */
function tellsApart(read: Validity | LocatedProblem, text: string): boolean {
  if ('ok' in read || read.name === 'VFIO_DEVICE_STATE_VALID') return true;
  const values = VALUES.slice(0, read.side.hasNdma || OF_V2.test(text) ? 16 : 8);
  return new Set(values.map((value) => read.side.valid.includes(value))).size > 1;
}

/** What cannot be read and mentions no state says nothing against a table beside it. */
const markApart = (read: Validity | LocatedProblem, text: string): Validity | LocatedProblem =>
  'ok' in read && !/VFIO|STATE|MIG|FSM/i.test(`${text} ${read.near}`) ? { ...read, isApart: true } : read;

function readMacro(macro: Macro, scope: Scope): Validity | LocatedProblem {
  const { name, source, from } = macro;
  const passes = new Map<number, boolean>();
  for (const value of [...VALUES, RESERVED]) {
    const call = parseWords(scope, readTokens(`${name}(${value}U)`));
    const result = evaluate(call, createLookup(scope));
    if (!result.ok && value === RESERVED && result.name === null) continue;
    if (!result.ok) {
      const [first, last] = [macro.body[0]?.from ?? from, macro.body.at(-1)?.to ?? from];
      const named = macro.body.find(({ text }) => text === result.name) ?? { from: first, to: last };
      return createUnknown(source, scope, { ...result, from: named.from, to: named.to }, name);
    }
    passes.set(value, isTrue(result.value));
  }
  const [start, end] = [macro.body[0]?.from ?? from, macro.body.at(-1)?.to ?? from];
  const warnings = findGroupings(source, start, end);
  return toValidity(name, source, [from, end], passes, hasNdma(scope), warnings);
}

function readFunction(fn: CFunction, scope: Scope): Validity | LocatedProblem {
  const { name, source, params } = fn;
  const passes = new Map<number, boolean>();
  const memory = createMemory();
  for (const value of [...VALUES, RESERVED]) {
    const bound = new Map([[params[0] ?? '', toU32(value)]]);
    const run = { source, scope, bound, returnsBool: true, memory, budget: { statements: 700 } };
    const outcomes = runBody(run, fn.body);
    const [only] = outcomes;
    if (outcomes.length !== 1 || !only?.value) {
      return createProblemAt(source, fn.from, 'not-constant', {
        what: name,
        why: 'its argument does not decide every path through it',
      });
    }
    passes.set(value, isTrue(only.value));
  }
  return toValidity(name, source, [fn.from, fn.body.to], passes, hasNdma(scope), []);
}

function toValidity(
  name: string,
  source: CSource,
  [from, to]: RequestTuple,
  passes: ReadonlyMap<number, boolean>,
  isFourBits: boolean,
  warnings: readonly LocatedSentence[],
): Validity {
  const place = placeOf(source, from);
  const side: ValiditySide = {
    kind: 'validity',
    hasNdma: isFourBits,
    valid: VALUES.filter((value) => passes.get(value)),
    reservedPass: passes.get(RESERVED) ?? false,
    lines: Object.fromEntries(VALUES.map((value) => [String(value), place])),
  };
  const isOfV1 = OF_V1.test(name) || OF_V1.test(source.text.slice(from, to));
  return { name, source, place, side, isOfV1, warnings };
}
