/**
 * Compares what a macro or function accepts as a v1 device_state with what the header lists. A check of
 * single values allows every request among those it accepts, so it is a rule set as well, and its traces play there.
 */

import type { V1RuleSet } from '../../protocol/rule-sets/rule-set.ts';
import { ORDER_24 } from '../../protocol/state/action.ts';
import type { StateInfo } from '../../protocol/state/state.ts';
import { formatState, V1_STATES } from '../../protocol/state/state.ts';
import type { Finding, FindingId } from '../../protocol/trace/finding.ts';
import type { Citation } from '../../protocol/words/citation.ts';
import type { Words } from '../../protocol/words/fill.ts';
import { createFinding } from '../catalogue/new-finding.ts';
import { sortFindings } from './find-all.ts';
import { getGrid, toRequestTrace } from './verdict-grid.ts';

const SENTENCES = {
  'validity.refuses-valid': 'The check refuses {to}, {digits}, which the header lists as valid.',
  'validity.accepts-invalid': 'The check accepts {to}, which has no meaning.',
  'validity.accepts-error': 'The check accepts {to}, {digits}, which only a fault may set.',
  'validity.ignores-reserved-bits':
    'The check accepts {example}: it does not look at the reserved bits {bits}. Should they be refused, or kept?',
} as const satisfies Partial<Record<FindingId, string>>;

interface ValiditySubject {
  /** What the check says about a u32. */
  readonly isValid: (value: number) => boolean;
  /** The values that device_state can take; by default the eight of the low three bits. */
  readonly states?: readonly StateInfo[] | undefined;
  /** Where the check stands in the text. */
  readonly line?: number | null | undefined;
}

/** The lowest reserved bit, as a value: 8 where three bits are known, 16 where four are. */
const getReservedFrom = (states: readonly StateInfo[]) =>
  2 ** Math.ceil(Math.log2(Math.max(...states.map(({ value }) => value)) + 1));

/** The bits above the known ones that make no difference to a valid value. */
function findIgnoredBits(
  isValid: (value: number) => boolean,
  states: readonly StateInfo[],
): readonly number[] {
  const valid = states.filter(({ value }) => isValid(value));
  const reservedFrom = getReservedFrom(states);
  return Array.from({ length: 32 }, (_, bit) => bit).filter(
    (bit) => 2 ** bit >= reservedFrom && valid.some(({ value }) => isValid(value + 2 ** bit)),
  );
}

/** The rule set of a check of single values: every value that it accepts leads to every other. */
export function toValidityRuleSet(
  { isValid, states = V1_STATES }: ValiditySubject,
  title = 'The values that the check accepts',
  citations: readonly Citation[] = [],
): V1RuleSet {
  const values = states.filter(({ value }) => isValid(value)).map(({ value }) => value);
  return {
    generation: 'v1',
    id: 'validity',
    title,
    account:
      'A check of single values says nothing of pairs: every value that it accepts leads to every other.',
    initial: 1,
    states,
    values,
    cells: values.map(() => values.map(() => '+')),
    grants: 'valid-pair',
    reservedBitsFrom: findIgnoredBits(isValid, states).length > 0 ? getReservedFrom(states) : null,
    order: ORDER_24,
    orderCitations: [],
    citations,
  };
}

/** The findings on a check of single values. */
export function findInValidity(subject: ValiditySubject): readonly Finding[] {
  const { isValid, states = V1_STATES, line = null } = subject;
  const ruleSet = toValidityRuleSet(subject);
  const grid = getGrid(ruleSet, null);
  const { initial: from } = ruleSet;
  const find = (id: keyof typeof SENTENCES, to: number, words: Words = {}): Finding => {
    const place = { ruleSet, flags: null, from, to, trace: toRequestTrace(grid, from, to) };
    return { ...createFinding(id, place, SENTENCES[id], words), line };
  };
  const findings = states.flatMap(({ value, kind, digits }) => {
    if (isValid(value) === (kind === 'valid')) return [];
    const id = {
      valid: 'validity.refuses-valid',
      invalid: 'validity.accepts-invalid',
      error: 'validity.accepts-error',
    } as const;
    return [find(id[kind], value, { digits })];
  });
  const bits = findIgnoredBits(isValid, states);
  const [lowest] = bits;
  if (lowest !== undefined) {
    const example = states.map(({ value }) => value + 2 ** lowest).find(isValid) ?? 2 ** lowest;
    const words = { bits: formatRange(bits), example: formatState([], example) };
    findings.push(find('validity.ignores-reserved-bits', example, words));
  }
  return sortFindings(findings);
}

/** `3 to 31`, or `3, 5, 9` where there are gaps. */
function formatRange(bits: readonly number[]): string {
  const [first = 0, last = 0] = [bits[0], bits.at(-1)];
  return bits.length > 2 && last - first === bits.length - 1 ? `${first} to ${last}` : bits.join(', ');
}
