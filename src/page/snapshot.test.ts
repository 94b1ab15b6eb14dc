/** A history as an address and as a kept text, and back: whatever was done to it, branches and all. */

import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { getCurrent, getCursorIndex, getLine, settle } from '../machine/history.ts';
import { begin, toRules } from '../machine/history-machine.fixture.ts';
import type { HistoryContext, HistoryEvent } from '../machine/history-machine.ts';
import { anyEvent } from '../machine/random-walk.fixture.ts';
import type { Workspace } from '../machine/workspace.ts';
import { openHistory, openTrace } from '../machine/workspace.ts';
import type { RuleSetId } from '../protocol/rule-sets/rule-set.ts';
import { RULE_SETS } from '../protocol/rule-sets/rule-sets.ts';
import { parseState } from '../protocol/state/state.ts';
import { of } from '../protocol/trace/walk.ts';
import { encodeLink, findLinkFault } from '../share/link/link.ts';
import { decodeLink } from '../share/link/link-read.ts';
import type { StoredHistory } from '../share/store/stored-history.ts';
import { encodeHistory } from '../share/store/stored-history.ts';
import { decodeHistory } from '../share/store/stored-history-read.ts';
import { getOpening } from './opening/opening-read.ts';
import { findStored, toStored, toView } from './snapshot.ts';

vi.setConfig({ testTimeout: 60_000 });

/** A history after anything that a page can do: flags that the rules do not define are not offered. */
const anyHistory = fc
  .tuple(
    fc.constantFrom(...RULE_SETS.map(({ id }) => id as RuleSetId)),
    fc.array(anyEvent, { maxLength: 40 }),
  )
  .map(([id, events]): HistoryContext => {
    const history = begin(id);
    for (const event of events) if (isOffered(history.get(), event)) history.send(event);
    return history.get();
  });

const isOffered = ({ ruleSet }: Workspace, event: HistoryEvent) =>
  event.type !== 'flags.change' || ruleSet.generation === 'v1' || ruleSet.flagSets.includes(event.flags);

/** What comes back: the cursor on a step that can be made, and no memory of a start that other rules had. */
const toKept = ({ ruleSet, flags, history }: Workspace) => {
  const { startName: _, ...kept } = settle(history);
  return { ruleSet, flags, history: kept };
};

const remakeStored = (stored: StoredHistory) => {
  const found = findStored(stored, RULE_SETS);
  return found && openHistory(found.ruleSet, found.flags, found.history);
};

const keepAndRemake = (workspace: Workspace) => {
  const decoded = decodeHistory(encodeHistory(toStored(workspace)));
  if (!decoded.ok) throw new Error(decoded.problem);
  return remakeStored(decoded.value);
};

describe('a kept history', () => {
  it('[SNAP-1] comes back whole: the tree with its branches, what came of each step, the cursor', () => {
    fc.assert(
      fc.property(anyHistory, (history) => {
        expect(keepAndRemake(history)).toEqual(toKept(history));
      }),
      { numRuns: 200 },
    );
  });

  it('[SNAP-2] is kept as it was when it is kept again', () => {
    fc.assert(
      fc.property(anyHistory, (history) => {
        const again = keepAndRemake(history);
        expect(again && toStored(again)).toEqual(toStored(toKept(history)));
      }),
    );
  });

  it('[SNAP-3] has the branch that was left, and the line that was last followed', () => {
    const history = begin('v2-7.2')
      .ask('PRE_COPY > STOP_COPY')
      .send({ type: 'cursor.back' })
      .ask('RUNNING > STOP');
    history.send({ type: 'cursor.back' });
    const remade = keepAndRemake(history.get());
    expect(remade?.history.nodes.map(({ parent }) => parent)).toEqual([0, 1, 1, 3]);
    expect(remade && getLine(remade.history).map(({ id }) => id)).toEqual([1, 3, 4]);
    expect(remade && getCursorIndex(remade.history)).toBe(2);
  });

  it('[SNAP-4] of a rule set that is not built in is not remade', () => {
    const { history, flags } = begin('v2-7.2').get();
    const stored = toStored({ ruleSet: { ...of('v2-7.2'), id: 'pasted' }, flags, history });
    expect(remakeStored(stored)).toBeUndefined();
  });

  it('[SNAP-5] that begins in a state without a name begins in the initial one', () => {
    const stored = toStored(begin('uapi-v1').get());
    expect(remakeStored({ ...stored, start: '0x0000f000' })?.history.start).toBe(1);
    expect(remakeStored({ ...stored, start: 'PRE_COPY' })?.history.start).toBe(1);
    expect(remakeStored({ ...stored, start: '_SAVING' })?.history.start).toBe(2);
  });
});

describe('the address of a history', () => {
  it('[SNAP-6] opens the line, the cursor and the request that is looked at', () => {
    fc.assert(
      fc.property(anyHistory, (history) => {
        const view = toView(toKept(history), history.selection);
        fc.pre(findLinkFault(view) === undefined);
        const { workspace, selection, notices } = getOpening(encodeLink(view), { history: null });
        expect(notices).toEqual([]);
        expect(selection).toEqual(history.selection);
        expect(toView(workspace, selection)).toEqual(view);
        expect(getCurrent(workspace.history)).toBe(getCurrent(history.history));
        const outcomes = ({ history }: Workspace) => getLine(history).map(({ made }) => made);
        expect(outcomes(workspace)).toEqual(outcomes(history));
      }),
      { numRuns: 200 },
    );
  });

  it('[SNAP-7] says the start only where it is not the initial state', () => {
    const rules = of('v2-7.2');
    expect(toView(begin('v2-7.2').get(), null)).toEqual({
      ruleSet: 'v2-7.2',
      flags: 7,
      steps: [],
      cursor: 0,
    });
    const workspace = openTrace(rules, 5, [], 0, parseState(rules.states, 'PRE_COPY'));
    expect(toView(workspace, { from: 6, to: 3 })).toEqual({
      ruleSet: 'v2-7.2',
      flags: 5,
      start: 'PRE_COPY',
      steps: [],
      cursor: 0,
      look: { from: 'PRE_COPY', to: 'STOP_COPY' },
    });
  });

  it('[SNAP-8] keeps what was seen, so that other rules show the difference', () => {
    const history = begin('v2-6.2').ask('PRE_COPY > STOP_COPY > PRE_COPY').get();
    const link = encodeLink(toView(history, null));
    expect(link).toBe('#v=1&rules=v2-6.2&flags=7&trace=PRE_COPY:a,STOP_COPY:a,PRE_COPY:n&at=3');
    const { workspace } = getOpening(link.replace('v2-6.2', 'v2-7.2'), { history: null });
    const [last] = getLine(workspace.history).slice(-1);
    expect(last?.made).toMatchObject({ kind: 'made', differs: true, outcome: { kind: 'refused' } });
  });

  it('[SNAP-9] of steps that the rules cannot make holds them all the same', () => {
    const history = begin('v2-7.2').ask('PRE_COPY > STOP_COPY').send(toRules('v2-5.18'));
    const view = toView(history.get(), null);
    expect(view.steps).toHaveLength(2);
    expect(view.cursor).toBe(0);
    const decoded = decodeLink(encodeLink(view));
    expect(decoded.ok && decoded.value).toEqual({ view, warnings: [] });
  });
});
