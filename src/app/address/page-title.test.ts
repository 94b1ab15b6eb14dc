/** The title says what is shown, and in a lesson nothing that it may be asking for. */

import { describe, expect, it } from 'vitest';
import { createActor } from 'xstate';
import { historyMachine } from '../../machine/history-machine.ts';
import { openTrace } from '../../machine/workspace.ts';
import { EXPLORING } from '../../page/snapshot.ts';
import type { Workbench } from '../../page/workbench.ts';
import type { Step } from '../../protocol/trace/trace.ts';
import { of } from '../../protocol/trace/walk.ts';
import { formatPageTitle } from './page-title.ts';

function title(
  rules: string,
  steps: readonly Step[],
  bench: Partial<Workbench> = {},
  look?: [number, number],
) {
  const flags = rules.startsWith('v2') ? 7 : null;
  const workspace = openTrace(of(rules), flags, steps, steps.length);
  const history = createActor(historyMachine, { input: { workspace } }).start();
  if (look) history.send({ type: 'select', selection: { from: look[0], to: look[1] } });
  return formatPageTitle(history.getSnapshot().context, { ...EXPLORING, ...bench });
}

const ask = (to: string): Step => ({ act: 'request', to });
const REST = 'VFIO Migration Explorer';

describe('the title of the page', () => {
  it('[TITLE-1] begins with the state, and after an act with the request and its verdict', () => {
    expect(title('patch-2021-09', [])).toBe(`_RUNNING · patch-2021-09 · Explore · ${REST}`);
    expect(title('patch-2021-09', [ask('_RESUMING')])).toBe(
      `_RUNNING > _RESUMING refused · patch-2021-09 · Explore · ${REST}`,
    );
    expect(title('v2-6.2', [ask('STOP_COPY'), ask('PRE_COPY')])).toBe(
      `STOP_COPY > PRE_COPY never returns · v2-6.2 · Explore · ${REST}`,
    );
    expect(title('v2-7.2', [{ act: 'reset' }])).toBe(`VFIO_DEVICE_RESET · v2-7.2 · Explore · ${REST}`);
  });

  it('[TITLE-2] names a request that is looked at rather than the last act, and tells a fault of the driver', () => {
    expect(title('v2-7.2', [ask('STOP')], {}, [4, 1])).toMatch(/^RESUMING > STOP accepted · /);
    const faulted: Step = { act: 'request', to: 'STOP', fault: { kind: 'faulted', arc: 1 } };
    expect(title('v2-7.2', [faulted])).toMatch(/^RUNNING > STOP refused · /);
    expect(title('v2-7.2', [faulted], {}, [2, 1])).toMatch(/^RUNNING > STOP refused · /);
  });

  it('[TITLE-3] names both sides of a comparison, and a driver that is under review', () => {
    expect(title('v2-7.2', [], { mode: 'compare', against: 'v2-6.2' })).toBe(
      `RUNNING · v2-6.2 → v2-7.2 · Compare · ${REST}`,
    );
    expect(title('v2-7.2', [], { mode: 'review', subject: { title: 'demo_step, flags 3', text: '' } })).toBe(
      `RUNNING · demo_step, flags 3 · Review · ${REST}`,
    );
  });

  it('[TITLE-4] says nothing in Learn that a lesson may be asking for', () => {
    expect(title('v2-6.2', [ask('STOP_COPY'), ask('PRE_COPY')], { mode: 'learn' })).toBe(`Learn · ${REST}`);
    const learn = (part: string) => title('v2-6.2', [], { mode: 'learn', part });
    expect(learn('lesson.device-state.three-bits')).toBe(`device_state and its bits · Learn · ${REST}`);
    expect(learn('debate.24')).toBe(`The debate · Learn · ${REST}`);
    expect(learn('lab:qemu-8.2')).toBe(`Lab · Learn · ${REST}`);
    expect(learn('lesson.mine')).toBe(`Learn · ${REST}`);
  });
});
