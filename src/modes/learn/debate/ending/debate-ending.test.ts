/** How it ended: what Linux 5.18 answers is asked of its rule set, and the sides of a question of the claims. */

import { describe, expect, it } from 'vitest';
import type { V2RuleSet } from '../../../../protocol/rule-sets/rule-set.ts';
import { getRuleSet } from '../../../../protocol/rule-sets/rule-sets.ts';
import { formatState } from '../../../../protocol/state/state.ts';
import { findPositionsOn, getMessage, THREAD } from '../../../../protocol/thread/position.ts';
import { getVerdict } from '../../../../protocol/verdict/request-verdict.ts';
import { getPath } from '../../../../protocol/verdict/verdict.ts';
import { formatDatedCitation } from '../../../../protocol/words/citation-words.ts';
import { formatDate } from '../../../../protocol/words/date-words.ts';
import { ENDING_STEPS, getSource, QUESTIONS } from './debate-ending.ts';

const V2 = getRuleSet('v2-5.18') as V2RuleSet;
const value = (name: string) => V2.states.find((state) => state.name === name)!.value;
const find = (start: string) => QUESTIONS.find(({ question }) => question.startsWith(start))!;
const side = (start: string, name: string) => find(start).sides.find((each) => each.side === name)!.messages;

const getNames = (from: string, to: string, flags: number) =>
  getPath(getVerdict(V2, { from: value(from), to: value(to), flags })).map((state) =>
    formatState(V2.states, state),
  );

/** The messages with a claim of that stance on a request or a rule set. */
const findWith = (stance: string, from: number, to: number) =>
  THREAD.filter(({ claims }) =>
    claims.some(
      (claim) => claim.stance === stance && claim.requests.some(([a, b]) => a === from && b === to),
    ),
  ).map(({ message }) => message);
const findOn = (ruleSet: string, stance: string) =>
  findPositionsOn(ruleSet)
    .filter(({ claim }) => claim.ruleSets.some((each) => each.id === ruleSet && each.stance === stance))
    .map(({ message }) => message.message);

describe('what came after', () => {
  it('[DEBATE-30] follows the last message in time, and each step has its citations', () => {
    const dates = ENDING_STEPS.map(({ date }) => date);
    expect(dates).toEqual(dates.toSorted());
    expect(dates[0]).toBe(THREAD.at(-1)!.date.slice(0, 10));
    for (const { citations } of ENDING_STEPS) expect(citations.length).toBeGreaterThan(0);
  });

  it('[DEBATE-30] is dated as its mails and commits are', () => {
    for (const { date, citations } of ENDING_STEPS)
      for (const citation of citations)
        if (citation.kind === 'mail' || citation.kind === 'commit') expect(citation.date).toBe(date);
  });
});

describe('the questions', () => {
  it('[DEBATE-31] name existing messages, nobody on two sides, and have their citations', () => {
    for (const { question, sides, citations } of QUESTIONS) {
      const messages = sides.flatMap((each) => each.messages);
      expect(new Set(messages).size, question).toBe(messages.length);
      for (const message of messages) expect(THREAD[message], question).toBeDefined();
      expect(citations.length).toBeGreaterThan(0);
    }
  });

  it('[DEBATE-32] on requests have on each side those who take it', () => {
    expect(side('May _RUNNING', 'yes')).toEqual(findWith('for', 1, 4));
    expect(findWith('asks', 1, 4)).toEqual(expect.arrayContaining([...side('May _RUNNING', 'in doubt')]));
    expect(side('May _RESUMING', 'yes')).toEqual(findWith('for', 4, 2));
    expect(side('May _RESUMING', 'no')).toEqual(findWith('against', 4, 2));
  });

  it('[DEBATE-32] on rule sets have on each side those who speak for it', () => {
    const pairs = [
      ['Where', '_STOP', 'stop-default', 'for'],
      ['Should common', 'no', 'fully-connected', 'for'],
      ['Bits', 'bits', 'control-bits', 'for'],
    ] as const;
    for (const [start, name, ruleSet, stance] of pairs)
      expect(findOn(ruleSet, stance), start).toEqual(expect.arrayContaining([...side(start, name)]));
    expect(side('Where', '_RUNNING')).toEqual([...new Set(findOn('stop-default', 'against'))]);
    expect(side('Should common', 'yes')).toEqual([...new Set(findOn('patch-2021-09', 'for'))]);
    for (const name of ['needed', 'useful'])
      expect(findOn('ndma-rfc', 'notes')).toEqual(expect.arrayContaining([...side('Should there', name)]));
  });

  it('[DEBATE-33] are answered as Linux 5.18 does: via STOP, with either set of flags', () => {
    for (const flags of V2.flagSets) {
      expect(getNames('RUNNING', 'RESUMING', flags)).toContain('STOP');
      expect(getNames('RESUMING', 'STOP_COPY', flags)).toEqual(['STOP', 'STOP_COPY']);
    }
    expect(find('May _RUNNING').answer).toContain('via STOP');
    expect(find('May _RESUMING').answer).toContain('via STOP');
  });

  it('[DEBATE-33] are answered as Linux 5.18 does: it starts in RUNNING, and refuses no supported state', () => {
    expect(formatState(V2.states, V2.initial)).toBe('RUNNING');
    for (const flags of V2.flagSets) {
      const supported = V2.values.filter((state) => ((V2.needs[state] ?? 0) & ~flags) === 0);
      for (const from of supported)
        for (const to of supported) expect(getVerdict(V2, { from, to, flags }).kind).toBe('accepted');
    }
    expect(V2.states.some(({ kind }) => kind === 'invalid')).toBe(false);
    expect(V2.states.find(({ name }) => name === 'RUNNING_P2P')?.dma).toBe('no-p2p');
  });
});

describe('a citation', () => {
  it('[DEBATE-34] of the thread has its author and day, of a file the version, of a commit what it did', () => {
    expect(formatDatedCitation({ kind: 'thread', message: 25 }, getMessage)).toBe(
      '#25, Alex Williamson, 29 September 2021',
    );
    expect(formatDatedCitation(getSource('v2-5.18', 'kernel')[0]!, getMessage)).toMatch(
      /^drivers\/vfio\/.+, v5\.18$/,
    );
    expect(
      formatDatedCitation({ kind: 'commit', commit: '4db5', about: 'PRE_COPY', date: '2022-12' }, getMessage),
    ).toBe('commit 4db5, December 2022: PRE_COPY');
    expect(formatDate('2021-09-02T10:00Z')).toBe('2 September 2021');
  });

  it('[DEBATE-34] that a rule set does not have throws', () => {
    expect(() => getSource('uapi-v1', 'qemu')).toThrow('uapi-v1 has no citation of the kind qemu');
  });
});
