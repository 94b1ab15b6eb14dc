/** Reads a text with either branch of its conditionals, and judges the reading in which a driver lacks an arc. */

import { formatRequest } from '../../protocol/state/request-pair.ts';
import { V1_STATES, V2_STATES } from '../../protocol/state/state.ts';
import type { Review, ReviewInput } from '../review-input.ts';
import { getStart } from '../review-input.ts';
import { createWarning } from '../text/problem.ts';
import type { CSource } from './syntax/c-source.ts';

/** A text with the first branches of its conditionals that mention device_state, or with the others. */
type ReadOne = (isOther: boolean) => { readonly sources: readonly CSource[]; readonly read: () => Review };

/** The review of a text, both of whose readings count for drivers. */
export function readBranches(readOne: ReadOne): Review {
  const first = readOne(false);
  const review = first.read();
  if (review.inputs.length === 0 || !first.sources.some(isForked)) return review;
  const second = readOne(true);
  const { inputs } = second.read();
  const unread = new Set(second.sources.flatMap(listDropped));
  return { ...review, inputs: review.inputs.map((input) => compare(input, inputs, unread)) };
}

const isForked = ({ dropped }: CSource): boolean => dropped.some(({ isSpeaking }) => isSpeaking);

/** The lines at which branches that are not read begin. */
const listDropped = ({ dropped }: CSource): readonly number[] => dropped.map(({ place }) => place.line);

function compare(
  input: ReviewInput,
  others: readonly ReviewInput[],
  unread: ReadonlySet<number>,
): ReviewInput {
  const other = others.find(({ name, form }) => name === input.name && form === input.form);
  if (input.new.kind !== 'driver' || other?.new.kind !== 'driver') return input;
  const [one, two] = [input.new, other.new];
  const isWorse = one.missing.length === 0 && two.missing.length > 0;
  const [chosen, rest] = isWorse ? [other, one] : [input, two];
  const states = input.generation === 'v1' ? V1_STATES : V2_STATES;
  const list = ({ arcs }: typeof one) =>
    arcs.map(([from, to]) => formatRequest(states, { from, to })).join(', ');
  const warnings = [
    ...chosen.warnings.filter(({ id }) => id !== 'branch-dropped'),
    ...input.warnings.filter(({ id, line }) => id === 'branch-dropped' && unread.has(line)),
  ];
  if (list(one) !== list(two))
    warnings.push(createWarning('branches-differ', getStart(chosen), { arcs: list(rest) || 'none' }));
  return { ...chosen, warnings };
}
