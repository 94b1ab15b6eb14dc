/** Step functions in Rust: which arms are arcs, and what a guard or an unknown name leaves open. */

import { expect, it } from 'vitest';
import type { ReviewOptions } from '../../review-input.ts';
import { reviewText } from '../../review-text.ts';

const read = (arms: string, options: ReviewOptions = {}) =>
  reviewText(
    `fn step(cur: MigState, new: MigState) -> Result<()> {\n    match (cur, new) {\n${arms}\n    }\n}\n`,
    options,
  );

const listArcs = (arms: string) => {
  const side = read(arms).inputs[0]?.new;
  return side?.kind === 'driver' ? side.arcs.map(([from, to]) => `${from}>${to}`).join(' ') : null;
};

const FIRST = '        (MigState::Stop, MigState::Running) => Ok(()),';
const LAST = '        _ => Err(EINVAL),';

it('[RUST-1] an arm that succeeds is an arc; one that fails is none', () => {
  expect(listArcs(`${FIRST}\n        (MigState::Running, MigState::Stop) => Err(EIO),\n${LAST}`)).toBe('1>2');
});

it('[RUST-1] states beside each other are an arc each', () => {
  const arm = '        (MigState::Stop, MigState::StopCopy | MigState::Resuming) => Ok(()),';
  expect(listArcs(`${FIRST}\n${arm}\n${LAST}`)).toBe('1>2 1>3 1>4');
});

it('[RUST-2] an arm above decides first', () => {
  expect(
    listArcs(
      `        (MigState::Stop, MigState::Running) => Err(EIO),\n${FIRST}\n        (MigState::Running, MigState::Stop) => Ok(()),\n${LAST}`,
    ),
  ).toBe('2>1');
});

it('[RUST-3] a name that is no state is a problem at its place, with the name', () => {
  const { problems, names } = read(`${FIRST}\n        (MigState::Stop, MigState::Saved) => Ok(()),\n${LAST}`);
  expect(problems).toMatchObject([{ id: 'unknown-name', line: 4, unknown: 'Saved' }]);
  expect(names.asked).toMatchObject([{ name: 'Saved', near: 'STOP_COPY', line: 4 }]);
});

it('[RUST-3] the user says what it is', () => {
  const arms = `${FIRST}\n        (MigState::Stop, MigState::Saved) => Ok(()),\n${LAST}`;
  const { inputs, problems } = read(arms, { names: { Saved: 'VFIO_DEVICE_STATE_STOP_COPY' } });
  expect(problems).toEqual([]);
  expect(inputs[0]?.new).toMatchObject({
    arcs: [
      [1, 2],
      [1, 3],
    ],
  });
});
