/**
 * The schemas of the blocks of a lesson. A message is a clause that follows the key: `minutes in the front matter must
 * be a whole number from 1 to 60`.
 */

import * as v from 'valibot';
import { ERRNOS } from '../../protocol/trace/trace.ts';
import type { VerdictKind } from '../../protocol/verdict/verdict.ts';
import { fill } from '../../protocol/words/fill.ts';
import type { AskId, Means } from '../lesson.ts';
import { ACCESSES } from '../question/lesson-data.ts';
import { formatList } from './lesson-problem.ts';
import { CLAUSES } from './lesson-text-words.ts';

export const ASKS = [
  'verdict',
  'path',
  'returns',
  'reads',
  'arcs',
  'session',
  'actions',
  'dma',
  'change',
  'remedy',
  'access',
  'empty-read',
  'precopy-info',
] as const satisfies readonly AskId[];

const KINDS = [
  'accepted',
  'refused',
  'unspecified',
  'never-returns',
] as const satisfies readonly VerdictKind[];
const MEANS = ['reset', 'fault', 'suppose'] as const satisfies readonly Means[];
const GOALS = ['reach', 'be-refused', 'never-returns', 'recover'] as const;

/** One line, however it was written. */
const text = (most: number) => {
  const clause = fill(CLAUSES.text, { most });
  return v.pipe(
    v.string(clause),
    v.transform((value) => value.replaceAll(/\s+/g, ' ')),
    v.trim(),
    v.check((value) => value !== '' && value.length <= most, clause),
  );
};

const whole = (least: number, most: number) => {
  const clause = fill(CLAUSES.whole, { least, most });
  return v.pipe(
    v.number(clause),
    v.check((value) => Number.isInteger(value) && value >= least && value <= most, clause),
  );
};

const oneOf = <const T extends readonly string[]>(names: T) =>
  v.picklist(names, fill(CLAUSES.oneOf, { names: formatList(names, 'or') }));

/** An object without further keys; its message is the list of its keys, for the sentence on an unknown one. */
const strict = <const T extends v.ObjectEntries>(entries: T) =>
  v.strictObject(entries, Object.keys(entries).join(' '));

const state = v.string(CLAUSES.state);
const request = v.string(CLAUSES.request);
const states = v.array(state, CLAUSES.states);
const yes = v.literal(true, CLAUSES.yes);
const flags = whole(1, 7);

const faultEntries = {
  fault: v.exactOptional(oneOf(['declined', 'faulted', 'corrupt'])),
  /** On which arc the driver declines or faults; the first one by default. */
  arc: v.exactOptional(whole(1, 9)),
  errno: v.exactOptional(oneOf(ERRNOS)),
  /** Corrupt data: whether the device stays in the loading state or goes to ERROR. */
  device: v.exactOptional(oneOf(['stays', 'faults'])),
  suppose: v.exactOptional(yes),
};

const { id: ID } = CLAUSES;

export const frontMatterSchema = strict({
  id: v.pipe(v.string(ID), v.regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, ID), v.maxLength(40, ID)),
  title: text(80),
  minutes: whole(1, 60),
  ruleSet: v.string(CLAUSES.ruleSet),
  flags: v.exactOptional(flags),
  summary: text(240),
});

export const rulesSchema = strict({
  ruleSet: v.string(CLAUSES.ruleSet),
  flags: v.exactOptional(flags),
  against: v.exactOptional(v.string(CLAUSES.ruleSet)),
});

export const focusSchema = strict({
  states: v.exactOptional(states),
  arcs: v.exactOptional(v.array(request, CLAUSES.requests)),
});

const traceStepText = v.string(CLAUSES.step);
const traceStepKeys = strict({ to: state, ...faultEntries, saw: v.exactOptional(oneOf(KINDS)) });
const traceStep = v.lazy((input): typeof traceStepText | typeof traceStepKeys =>
  typeof input === 'object' && input !== null && !Array.isArray(input) ? traceStepKeys : traceStepText,
);

export const traceSchema = strict({
  start: v.exactOptional(state),
  steps: v.array(traceStep, CLAUSES.steps),
});

export const predictSchema = strict({
  ask: oneOf([...ASKS, 'flow', 'asks']),
  request: v.exactOptional(request),
  flags: v.exactOptional(flags),
  ...faultEntries,
  options: v.exactOptional(v.array(v.string(CLAUSES.answer), CLAUSES.answers)),
  after: v.exactOptional(oneOf(ACCESSES)),
  pending: v.exactOptional(whole(0, 0xffff_ffff)),
  flow: v.exactOptional(v.string(CLAUSES.flow)),
  client: v.exactOptional(v.string(CLAUSES.client)),
});

export const doSchema = strict({
  goal: oneOf(GOALS),
  state: v.exactOptional(state),
  by: v.exactOptional(oneOf(['rules', 'declined', 'faulted', 'corrupt'])),
  request: v.exactOptional(request),
  through: v.exactOptional(states),
  avoid: v.exactOptional(states),
  without: v.exactOptional(v.array(oneOf(MEANS), fill(CLAUSES.listOf, { names: formatList(MEANS, 'or') }))),
  most: v.exactOptional(whole(1, 20)),
});

export type TraceBlock = v.InferOutput<typeof traceSchema>;
export type PredictBlock = v.InferOutput<typeof predictSchema>;
export type DoBlock = v.InferOutput<typeof doSchema>;
export type FaultKeys = Pick<PredictBlock, 'fault' | 'arc' | 'errno' | 'device' | 'suppose'>;
