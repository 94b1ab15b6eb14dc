/** A walk in lock-step, as rows. */

import { describe, expect, it } from 'vitest';
import type { Step } from '../../protocol/trace/trace.ts';
import { change, of } from '../../protocol/trace/walk.ts';
import { toLockStep } from './lock-step.ts';
import type { LockRow } from './lock-step-row.ts';
import { toLockRows } from './lock-step-row.ts';

const ask = (to: string): Step => ({ act: 'request', to });
const read = ({ a, b, parting, isFirstDivergence }: LockRow) => [
  `${a.text} ${a.state}`,
  `${b.text} ${b.state}`,
  parting,
  isFirstDivergence,
];

describe('rows of a walk', () => {
  it('[CMP-30] have the verdict and the state afterwards of each side, and one first divergence', () => {
    const rows = toLockRows(
      toLockStep(of('patch-2021-09'), of('patch-2021-09-amended'), [
        ask('_SAVING|_RUNNING'),
        ask('_RUNNING'),
        ask('_RESUMING'),
        ask('_RUNNING'),
        { act: 'reset' },
      ]),
    );
    expect(rows.map(({ index, asked }) => `${index} ${asked}`)).toEqual([
      '0 opened',
      '1 _SAVING|_RUNNING',
      '2 _RUNNING',
      '3 _RESUMING',
      '4 _RUNNING',
      '5 device reset',
    ]);
    expect(rows.slice(2).map(read)).toEqual([
      ['accepted _RUNNING', 'accepted _RUNNING', null, false],
      ['refused, -EINVAL _RUNNING', 'accepted _RESUMING', 'verdicts differ', true],
      ['refused, -EINVAL _RUNNING', 'accepted _RUNNING', 'verdicts differ', false],
      ['reset _RUNNING', 'reset _RUNNING', null, false],
    ]);
  });

  it('[CMP-31] begin with where each starts', () => {
    const [start, reset] = toLockRows(
      toLockStep(of('patch-2021-09'), of('stop-default'), [{ act: 'reset' }]),
    );
    expect(read(start!)).toEqual(['starts in _RUNNING', 'starts in _STOP', 'states differ', false]);
    expect(read(reset!)).toEqual(['reset _RUNNING', 'reset _STOP', 'states differ', true]);
  });

  it('[CMP-32] name the paths where those differ, and the side that has no such state', () => {
    const shorter = change('v2-7.2', 'STOP > RUNNING', 'RUNNING');
    const rows = toLockRows(toLockStep(of('v2-7.2'), shorter, [ask('STOP'), ask('RUNNING')], 7));
    expect(read(rows[2]!)).toEqual([
      'accepted via RUNNING_P2P RUNNING',
      'accepted in one arc RUNNING',
      'paths differ',
      true,
    ]);
    const [, asked] = toLockRows(toLockStep(of('fully-connected'), of('v2-7.2'), [ask('RUNNING_P2P')], 7));
    expect(read(asked!).slice(0, 3)).toEqual([
      'no such state _RUNNING',
      'accepted RUNNING_P2P',
      'no such state',
    ]);
  });

  it('[CMP-33] say what the driver decided, and the reader', () => {
    const declined: Step = { ...ask('STOP'), fault: { kind: 'declined', arc: 1, errno: 'EBUSY' } } as Step;
    const faulted: Step = { ...ask('STOP'), fault: { kind: 'faulted', arc: 1 } } as Step;
    const [, first, second] = toLockRows(toLockStep(of('v2-6.2'), of('v2-7.2'), [declined, faulted], 7));
    expect([first?.a.text, second?.b.text, second?.b.state]).toEqual([
      'declined, -EBUSY',
      'faulted, -EIO',
      'ERROR',
    ]);
    const supposed: Step = { ...ask('_RUNNING'), suppose: 'accepted' } as Step;
    const [, row] = toLockRows(toLockStep(of('uapi-v1'), of('fully-connected'), [supposed]));
    expect(row?.a.text).toBe('accepted, supposed');
  });
});
