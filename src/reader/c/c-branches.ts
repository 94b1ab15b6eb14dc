/** Reads a text with each branch of its conditionals, and judges a reading in which a driver lacks an arc. */

import { formatRequest } from '../../protocol/state/request-pair.ts';
import { V1_STATES, V2_STATES } from '../../protocol/state/state.ts';
import { assumeArcs } from '../driver/driver-input.ts';
import type { DriverSide, Review, ReviewInput } from '../review-input.ts';
import { getStart } from '../review-input.ts';
import { createWarning } from '../text/problem.ts';
import type { CSource } from './syntax/c-source.ts';

/** A text with the first branches of its conditionals that mention device_state, or, in further turns, with the others. */
type ReadOne = (turn: number) => { readonly sources: readonly CSource[]; readonly read: () => Review };

/** The review of a text, all of whose readings count for drivers. */
export function readBranches(turns: number, readOne: ReadOne): Review {
  const first = readOne(0);
  const review = first.read();
  if (review.inputs.length === 0 || !first.sources.some(isForked)) return review;
  const others = Array.from({ length: turns - 1 }, (_, index) => readOne(index + 1));
  const readings = others.map(({ read }) => read().inputs);
  const isUnread = (line: number) =>
    others.every(({ sources }) =>
      sources.some(({ dropped }) => dropped.some(({ place }) => place.line === line)),
    );
  return { ...review, inputs: review.inputs.map((input) => compare(input, readings, isUnread)) };
}

const isForked = ({ dropped }: CSource): boolean => dropped.some(({ isSpeaking }) => isSpeaking);

interface DriverInput extends ReviewInput {
  readonly new: DriverSide;
}

/** Two where it lacks a required arc, and one where it may lack one. */
const countLost = ({ new: { missing }, warnings }: DriverInput): number =>
  missing.length > 0 ? 2 : Number(warnings.some(({ id }) => id === 'branch-cut'));

const isDriver = (input: ReviewInput | undefined): input is DriverInput => input?.new.kind === 'driver';

function compare(
  input: ReviewInput,
  readings: readonly (readonly ReviewInput[])[],
  isUnread: (line: number) => boolean,
): ReviewInput {
  if (!isDriver(input)) return input;
  const others = readings
    .map((inputs) => inputs.find(({ name, form }) => name === input.name && form === input.form))
    .filter(isDriver);
  if (others.length === 0) return input;
  // What one branch of a conditional shows may be in another one that the hunk does not show.
  const unsure = [input, ...others].flatMap((each) => each.new.unsure);
  const [first, ...rest] = [input, ...others].map((each) => assumeArcs(each, unsure)).filter(isDriver);
  if (!first) return input;
  const chosen = rest.reduce((worst, each) => (countLost(each) > countLost(worst) ? each : worst), first);
  const states = input.generation === 'v1' ? V1_STATES : V2_STATES;
  const list = ({ new: { arcs } }: DriverInput) =>
    arcs.map(([from, to]) => formatRequest(states, { from, to })).join(', ');
  const warnings = [
    ...chosen.warnings.filter(({ id }) => id !== 'branch-dropped'),
    ...input.warnings.filter(({ id, line }) => id === 'branch-dropped' && isUnread(line)),
  ];
  const other = [first, ...rest].find((each) => each !== chosen && list(each) !== list(chosen));
  if (other)
    warnings.push(createWarning('branches-differ', getStart(chosen), { arcs: list(other) || 'none' }));
  return { ...chosen, warnings };
}
