/** What the reader hears of each deed, from the machines themselves. */

import { describe, expect, it } from 'vitest';
import { createActor } from 'xstate';
import type { HistoryEvent } from '../../machine/history-machine.ts';
import { historyMachine } from '../../machine/history-machine.ts';
import { createWorkspace } from '../../machine/workspace.ts';
import { EXPLORING } from '../../page/snapshot.ts';
import type { OpenQuestion } from '../../protocol/state/open-question.ts';
import { of } from '../../protocol/trace/walk.ts';
import { DEFAULT_PREFERENCES } from '../../share/store/preferences.ts';
import type { Happening, Moment } from './heard.ts';
import { formatHeard } from './heard.ts';

/** A page whose deeds are heard: `hear('ask', event)` is the sentence. */
function open(id: string) {
  const history = createActor(historyMachine, { input: { workspace: createWorkspace(of(id)) } }).start();
  const read = (change: Partial<Moment> = {}): Moment => ({
    history: history.getSnapshot().context,
    isPlaying: history.getSnapshot().matches('playing'),
    workbench: EXPLORING,
    preferences: DEFAULT_PREFERENCES,
    ...change,
  });
  const hear = (deed: Happening, ...events: readonly HistoryEvent[]) => {
    const before = read();
    for (const event of events) history.send(event);
    return formatHeard([deed], before, read());
  };
  return { hear, read, history };
}

describe('a deed', () => {
  it('[HEAR-20] of a request is its whole outcome, the same each time', () => {
    const { hear } = open('patch-2021-09');
    const refused = hear('ask', { type: 'request', to: 4 });
    expect(refused).toMatch(/^Refused, -EINVAL: _RUNNING to _RESUMING\. .+\.$/);
    expect(hear('ask', { type: 'request', to: 4 })).toBe(refused);
    expect(hear('reset', { type: 'reset' })).toBe(
      'Accepted: the device is back in _RUNNING, its initial state.',
    );
  });

  it('[HEAR-21] of undo and redo is what was taken back or made again, or that there is nothing', () => {
    const { hear } = open('v2-7.2');
    expect(hear('undo', { type: 'undo' })).toBe('There is nothing to undo.');
    hear('ask', { type: 'request', to: 1 });
    expect(hear('undo', { type: 'undo' })).toBe(
      'Undone: RUNNING to STOP, accepted. The device is in RUNNING 2.',
    );
    expect(hear('redo', { type: 'redo' })).toBe(
      'Redone: RUNNING to STOP, accepted. The device is in STOP 1.',
    );
    expect(hear('redo', { type: 'redo' })).toBe('There is nothing to redo.');
    hear('flags', { type: 'flags.change', flags: 3 });
    expect(hear('undo', { type: 'undo' })).toBe('Undone: migration_flags 3. The device is in STOP 1.');
    hear('rules', { type: 'rules.change', ruleSet: of('v2-6.2') });
    expect(hear('undo', { type: 'undo' })).toBe('Undone: the rules of v2-6.2. The device is in STOP 1.');
  });

  it('[HEAR-22] of other rules says where the device is now, and which step comes out differently', () => {
    const { hear } = open('uapi-v1');
    hear('ask', { type: 'request', to: 4 });
    expect(hear('rules', { type: 'rules.change', ruleSet: of('patch-2021-09') })).toBe(
      'The rules are those of patch-2021-09. The device is in _RUNNING 001b. Step 1 does not come out as it did.',
    );
    expect(hear('rules', { type: 'rules.change', ruleSet: of('v2-7.2') })).toMatch(
      / Step 1 cannot be made\.$/,
    );
  });

  it('[HEAR-23] of the cursor says the step, its verdict and the state; at the ends, that nothing moves', () => {
    const { hear } = open('v2-7.2');
    expect(hear('cursor.back', { type: 'cursor.back' })).toMatch(/^Already there\. Nothing was asked yet\./);
    hear('ask', { type: 'request', to: 1 }, { type: 'request', to: 6 });
    expect(hear('cursor.back', { type: 'cursor.back' })).toBe(
      'Step 1 of 2: RUNNING to STOP, accepted. The device is in STOP 1.',
    );
    expect(hear('cursor.start', { type: 'cursor.start' })).toBe(
      'At the start, before 2 steps. The device is in RUNNING 2.',
    );
    expect(hear('play', { type: 'playback.start' })).toBe('');
    expect(hear('play', { type: 'playback.stop' })).toMatch(/^Stopped\. At the start/);
  });

  it('[HEAR-24] of a request that is looked at says that it is not asked, also under an armed fault', () => {
    const { hear } = open('v2-7.2');
    expect(hear('select', { type: 'select', selection: { from: 2, to: 3 } })).toMatch(
      /^RUNNING to STOP_COPY: accepted, via .+\. Not asked\.$/,
    );
    expect(hear('arm', { type: 'fault.arm', fault: { kind: 'faulted', arc: 1 } })).toBe(
      'The next request fails: on arc 1 the driver faults, to ERROR.',
    );
    expect(hear('select', { type: 'select', selection: { from: 2, to: 1 } })).toMatch(
      /faults on .+ Not asked\.$/,
    );
    expect(hear('arm', { type: 'fault.arm', fault: null })).toBe(
      'The driver does what it is asked: no fault waits.',
    );
  });

  it('[HEAR-25] does not tell what a lesson asks', () => {
    const { hear } = open('patch-2021-09');
    const question: OpenQuestion = {
      generation: 'v1',
      requests: [{ from: 1, to: 4 }],
      states: [],
      words: { state: 'state', first: 'Answer first.', request: 'It is asked.', open: 'open' },
      setup: 0,
      isToldBy: ({ history }) => history.nodes.length > 0,
    };
    hear('ask', { type: 'request', to: 4 }, { type: 'undo' }, { type: 'question.change', question });
    expect(hear('ask', { type: 'request', to: 4 })).toBe('Answer first.');
    expect(hear('select', { type: 'select', selection: { from: 1, to: 4 } })).toBe('It is asked.');
    expect(hear('redo', { type: 'redo' })).toBe('The lesson asks about that, so it is not shown.');
  });

  it('[HEAR-26] that changes both sides at once is one sentence, and exchanged sides are told as such', () => {
    const { read } = open('patch-2021-09');
    const before = read({ workbench: { ...EXPLORING, mode: 'compare', against: 'uapi-v1' } });
    const other = open('uapi-v1').read({
      workbench: { ...EXPLORING, mode: 'compare', against: 'patch-2021-09' },
    });
    expect(formatHeard(['against', 'rules'], before, other)).toBe(
      'The sides are exchanged. Old: patch-2021-09. New: uapi-v1.',
    );
  });

  it('[HEAR-27] on what is shown says how it is shown now; a folded part says nothing', () => {
    const { read } = open('patch-2021-09');
    const set = (change: Partial<typeof DEFAULT_PREFERENCES>) =>
      formatHeard(['preference'], read(), read({ preferences: { ...DEFAULT_PREFERENCES, ...change } }));
    expect(set({ shown: { ...DEFAULT_PREFERENCES.shown, refused: true } })).toBe('Refused arcs are drawn.');
    expect(set({ theme: 'contrast' })).toBe('The colours are of high contrast.');
    expect(set({ folded: ['matrix'] })).toBe('');
  });
});
