import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ruleSetOf } from './expected-device.fixture.ts';
import type { History } from './history.ts';
import {
  append,
  createHistory,
  getChildren,
  getCurrent,
  getCursorIndex,
  getLine,
  getPathTo,
  moveTo,
  ROOT,
} from './history.ts';
import { getOthers } from './history-forks.ts';
import { makeStepOf } from './workspace.ts';

const RULES = ruleSetOf('v2-6.2');
const NAMES = ['STOP', 'RUNNING', 'PRE_COPY'];

function ask(history: History, to: string): History {
  const made = makeStepOf(RULES, 7)(getCurrent(history), { act: 'request', to });
  if (made.kind !== 'made') throw new Error(`there is no ${to}`);
  return append(history, { act: 'request', to }, made.outcome);
}

describe('the line of a history', () => {
  it('[HIST-10] knows the branches that leave it, wherever the cursor was moved', () => {
    const acts = fc.array(fc.tuple(fc.constantFrom('ask', 'ask', 'move', 'clean', 'undo'), fc.nat(30)), {
      maxLength: 60,
    });
    fc.assert(
      fc.property(acts, (list) => {
        let history = ask(createHistory(RULES.initial), 'STOP');
        const past = [history];
        for (const [act, number] of list) {
          if (act === 'ask') history = ask(history, NAMES[number % 3]!);
          else if (act === 'move') history = moveTo(history, number);
          else if (act === 'undo') history = past[number % past.length]!;
          // A kept history may have a cursor off the line that was last followed.
          else history = { ...history, cursor: number % (history.nodes.length + 1) };
          past.push(history);
          expect(getLine(history).slice(0, getCursorIndex(history))).toEqual(
            getPathTo(history, history.cursor),
          );
          expect(getCursorIndex(history)).toBe(getPathTo(history, history.cursor).length);
          const line = [{ id: ROOT }, ...getLine(history)];
          for (const [index, { id }] of line.entries())
            expect(getOthers(history, index)).toEqual(
              getChildren(history, id).filter((child) => child.id !== line[index + 1]?.id),
            );
        }
      }),
      { numRuns: 200 },
    );
  });
});
