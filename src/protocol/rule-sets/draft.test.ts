/** A draft: what it keeps of its source, what can be edited, and what can't. */

import { describe, expect, it } from 'vitest';
import { ask, ofV1, ofV2 } from '../trace/walk.ts';
import { getVerdict } from '../verdict/request-verdict.ts';
import { getPath } from '../verdict/verdict.ts';
import { createDraft, setCell, setInitial, setNeeds, setNext, setStopsOnError, setTitle } from './draft.ts';
import type { RuleSet } from './rule-set.ts';
import { getFlagSets } from './rule-set.ts';
import { RULE_SETS } from './rule-sets.ts';

const listVerdicts = (ruleSet: RuleSet): string[] =>
  getFlagSets(ruleSet).flatMap((flags) =>
    ruleSet.states.flatMap(({ value: from }) =>
      ruleSet.states.map(({ value: to }) => {
        const verdict = getVerdict(ruleSet, { from, to, flags });
        return `${flags} ${from}>${to} ${verdict.kind} ${getPath(verdict).join()}`;
      }),
    ),
  );

describe('a draft', () => {
  it.each(RULE_SETS.map((ruleSet) => [ruleSet.id, ruleSet] as const))(
    '[DRAFT-1] of %s answers as it does, and says that it is a draft of it',
    (id, source) => {
      const draft = createDraft(source, 'draft-1');
      expect(listVerdicts(draft)).toEqual(listVerdicts(source));
      expect([draft.id, draft.title]).toEqual(['draft-1', `Draft of ${id}`]);
      expect(draft.account).toContain(id);
      expect([draft.states, draft.citations]).toEqual([source.states, source.citations]);
    },
  );

  it('[DRAFT-2] accepts because its table lists it, whatever the source says of its own', () => {
    const draft = createDraft(ofV1('fully-connected'), 'draft-1');
    expect(ask(draft, '_STOP > _RUNNING').reason).toBe('in-table');
    expect(ask('fully-connected', '_STOP > _RUNNING').reason).toBe('valid-pair');
  });
});

describe('an edit', () => {
  it('[DRAFT-3] of a cell of v1 changes that request alone, and leaves the source as it was', () => {
    const source = ofV1('patch-2021-09');
    const before = JSON.stringify(source);
    const made = setCell(source, 1, 4, '+');
    const changed = listVerdicts(made).filter((line) => !listVerdicts(source).includes(line));
    expect(changed).toEqual(['null 1>4 accepted 4']);
    expect(JSON.stringify(source)).toBe(before);
  });

  it('[DRAFT-4] of a next state of v2 changes the way', () => {
    const made = setNext(ofV2('v2-7.2'), 3, 6, 1);
    expect(getPath(ask(made, 'STOP_COPY > PRE_COPY', 7))).toEqual([1, 5, 2, 6]);
    expect(ask('v2-7.2', 'STOP_COPY > PRE_COPY', 7).kind).toBe('refused');
  });

  it('[DRAFT-5] of needs, of the loop and of the initial value is kept', () => {
    const source = ofV2('v2-6.2');
    const made = setInitial(setStopsOnError(setNeeds(source, 4, 3), true), 1);
    expect(ask(made, 'STOP > RESUMING', 5).reason).toBe('target-unsupported');
    expect(ask(made, 'STOP_COPY > PRE_COPY', 7).reason).toBe('blocked');
    expect(made.initial).toBe(1);
    expect(source.needs[4]).toBe(1);
  });

  it('[DRAFT-6] that changes nothing gives the same rule set', () => {
    const [v1, v2] = [ofV1('patch-2021-09'), ofV2('v2-7.2')];
    expect(setCell(v1, 1, 4, '-')).toBe(v1);
    expect(setNext(v2, 1, 2, 5)).toBe(v2);
    expect(setNeeds(v2, 5, 3)).toBe(v2);
    expect(setStopsOnError(v2, true)).toBe(v2);
    expect(setInitial(v1, 1)).toBe(v1);
    expect([setTitle(v1, '  '), setTitle(v1, v1.title)]).toEqual([v1, v1]);
    expect(setTitle(v1, ' Mine ').title).toBe('Mine');
  });

  it.each([
    ['a value that has no cell', () => setCell(ofV1('patch-2021-09'), 5, 0, '+'), /no cell for 5 > 0/],
    ['a next state that is not listed', () => setNext(ofV2('v2-5.18'), 1, 2, 6), /no value 6 .* 1 > 2/],
    ['the needs of ERROR', () => setNeeds(ofV2('v2-7.2'), 0, 1), /needs of 0/],
    ['flags that are not defined', () => setNeeds(ofV2('v2-7.2'), 1, 8), /STOP cannot need the flags 8/],
    [
      'flags that come later',
      () => setNeeds(ofV2('v2-5.18'), 1, 5),
      /STOP cannot need the flags 5 in v2-5.18/,
    ],
    ['a start in ERROR', () => setInitial(ofV2('v2-7.2'), 0), /cannot start in 0/],
    ['a start in an invalid value', () => setInitial(ofV1('uapi-v1'), 7), /cannot start in 7/],
  ])('[DRAFT-7] of %s throws, and says which', (_, edit, sentence) => {
    expect(edit).toThrow(sentence);
  });
});
