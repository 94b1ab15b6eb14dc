/** Which names of a text are asked about, and where nothing is. */

import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { ReviewOptions } from '../../review-input.ts';
import { reviewText } from '../../review-text.ts';
import { listComparedNames } from './asked-name.ts';

const ask = (text: string, options?: ReviewOptions) =>
  reviewText(text, options).names.asked.map(({ name, near, line }) => `${name} ${near} ${line}`);

const STEP = `static int demo_step(struct demo *d, u32 new)
{
	u32 cur = d->mig_state;

	if (cur == VFIO_DEVICE_STATE_RUNNING && new == VFIO_DEVICE_STATE_STOP)
		return demo_stop(d);
	if (cur == VFIO_DEVICE_STATE_STOP && new == VFIO_DEVICE_STATE_RUNNING)
		return demo_start(d);
	if (cur == VFIO_DEVICE_STATE_STOP && new == MY_SAVE)
		return demo_save(d);
	return -EINVAL;
}
`;
const OWN = `enum demo_state { DEMO_HALTED, DEMO_ACTIVE, DEMO_SAVE, DEMO_LOAD };
${STEP.replaceAll('VFIO_DEVICE_STATE_RUNNING', 'DEMO_ACTIVE').replaceAll('VFIO_DEVICE_STATE_STOP', 'DEMO_HALTED').replaceAll('MY_', 'DEMO_')}`;
const TABLE = `static const u8 vfio_from_fsm_table[8][8] = {
	[VFIO_DEVICE_STATE_STOP] = {
		[VFIO_DEVICE_STATE_STOP] = VFIO_DEVICE_STATE_STOP,
		[VFIO_DEVICE_STATE_RUNNING] = VFIO_DEVICE_STATE_RUNING,
		[FROB] = FROB,
	},
};
`;
const GRID = `| from \\ to | STOP | RUNNING | SAVE |
| --- | --- | --- | --- |
| STOP | - | yes | yes |
| RUNNING | yes | - | no |
| SAVE | yes | no | - |
`;

describe('a name is asked about', () => {
  it('[NAME-5] where a step function compares a state with it', () => {
    expect(ask(STEP)).toEqual(['MY_SAVE STOP_COPY 9']);
    const cases = STEP.replace(
      /\tif \(cur[\s\S]*return -EINVAL;/,
      '\tswitch (cur) {\n\tcase VFIO_DEVICE_STATE_STOP:\n\t\treturn new == VFIO_DEVICE_STATE_RUNNING ? demo_start(d) : -EINVAL;\n\tcase MY_SAVE:\n\t\treturn new == VFIO_DEVICE_STATE_STOP ? 0 : -EINVAL;\n\t}\n\treturn -EINVAL;',
    );
    expect(ask(cases)).toEqual(['MY_SAVE STOP_COPY 8']);
  });

  it('[NAME-5] where an entry of a table has it, near a state or not', () => {
    expect(ask(TABLE)).toEqual(['VFIO_DEVICE_STATE_RUNING RUNNING 4', 'FROB null 5']);
    expect(ask(GRID)).toEqual(['SAVE STOP_COPY 1']);
  });

  it('[NAME-5] where nothing is found, and names of one prefix sound like states', () => {
    expect(ask(OWN)).toEqual([
      'DEMO_HALTED STOP 1',
      'DEMO_ACTIVE RUNNING 1',
      'DEMO_SAVE STOP_COPY 1',
      'DEMO_LOAD RESUMING 1',
    ]);
    expect(ask(OWN, { names: { DEMO_HALTED: 'VFIO_DEVICE_STATE_STOP' } })).toHaveLength(3);
  });

  it('[NAME-5] with a state that no other name has', () => {
    expect(
      ask(
        STEP.replace(
          'return -EINVAL',
          'if (cur == MY_SAVED && new == VFIO_DEVICE_STATE_STOP)\n\t\treturn 0;\n\treturn -EINVAL',
        ),
      ),
    ).toEqual(['MY_SAVE STOP_COPY 9', 'MY_SAVED null 11']);
    expect(ask(STEP, { names: { OTHER: 'VFIO_DEVICE_STATE_STOP_COPY' } })).toEqual(['MY_SAVE null 9']);
  });
});

describe('nothing is asked', () => {
  it('[NAME-6] of what was read as a state, or is none', () => {
    expect(ask(STEP, { names: { MY_SAVE: 'VFIO_DEVICE_STATE_STOP_COPY' } })).toEqual([]);
    expect(ask(STEP, { notStates: ['MY_SAVE'] })).toEqual([]);
  });

  it('[NAME-6] of flags and counts', () => {
    expect(ask(STEP.replaceAll('MY_SAVE', 'VFIO_MIGRATION_STOPCOPY'))).toEqual([]);
    expect(ask(STEP.replaceAll('MY_SAVE', 'MY_STATE_MAX'))).toEqual([]);
  });

  it('[NAME-6] of a server that runs and stops, and moves no data', () => {
    expect(ask('enum srv { SRV_STATE_STOPPED, SRV_STATE_RUNNING, SRV_STATE_DEAD };\n')).toEqual([]);
    expect(ask('Nothing here HAS_STOPPED.\n')).toEqual([]);
  });

  it('[NAME-6] of any text that is read without a word', () => {
    const folder = new URL('../../fixtures/', import.meta.url);
    for (const name of readdirSync(folder).filter((each) => !each.endsWith('.json'))) {
      const read = reviewText(readFileSync(new URL(name, folder)));
      const isPlain =
        read.inputs.length > 0 &&
        read.problems.length === 0 &&
        read.inputs.every(({ warnings }) => warnings.length === 0);
      if (isPlain) expect([name, read.names.asked]).toEqual([name, []]);
    }
  });
});

it('[NAME-7] lists the names that are read by choice, with their first place', () => {
  const names = { MY_SAVE: 'VFIO_DEVICE_STATE_STOP_COPY', ELSEWHERE: 'VFIO_DEVICE_STATE_RESUMING' };
  const { read } = reviewText(STEP, { names }).names;
  expect(read).toEqual([{ name: 'MY_SAVE', as: 'VFIO_DEVICE_STATE_STOP_COPY', line: 9, column: 46 }]);
});

it('[NAME-7] reads a macro of the text by choice, whatever its value', () => {
  const text = `#define MY_SAVE 77\n${STEP}`;
  const arcs = (options?: ReviewOptions) => {
    const side = reviewText(text, options).inputs[0]?.new;
    return side?.kind === 'driver' ? side.arcs : null;
  };
  expect(arcs()).not.toContainEqual([1, 3]);
  expect(arcs({ names: { MY_SAVE: 'VFIO_DEVICE_STATE_STOP_COPY' } })).toContainEqual([1, 3]);
});

it('[NAME-8] names what an expression compares', () => {
  expect(listComparedNames('new == MY_SAVE || OTHER != (cur)')).toEqual(['MY_SAVE', 'OTHER']);
  expect(listComparedNames(' MY_SAVE ')).toEqual(['MY_SAVE']);
  expect(listComparedNames('is_ok(d) && new == FIELD(x) && flags & BIT_X')).toEqual([]);
});
