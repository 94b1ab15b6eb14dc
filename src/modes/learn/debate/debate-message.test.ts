/** The timeline of the thread: whole, in order, and nothing in it that the data of the protocol does not bear out. */

import { describe, expect, it } from 'vitest';
import { getRuleSet } from '../../../protocol/rule-sets/rule-sets.ts';
import { getState, V1_STATES } from '../../../protocol/state/state.ts';
import { THREAD } from '../../../protocol/thread/position.ts';
import { findAgreements, findSided, SHOWN } from './debate-agreement.ts';
import { DEBATE, ENDING, getDebateMessage, POSTED, toDays, toShow } from './debate-message.ts';
import { POINTS } from './debate-point.ts';

const toMessages = (agreements: readonly { readonly message: number }[]) =>
  agreements.map(({ message }) => message);

describe('the timeline', () => {
  it('[DEBATE-1] has the patch and all 37 messages in order, and then how it ended', () => {
    expect(DEBATE.map(({ message }) => message)).toEqual(Array.from({ length: 38 }, (_, n) => n));
    expect(ENDING).toBe(38);
    expect(getDebateMessage(37)?.author).toBe('Jason Gunthorpe');
    for (const none of [ENDING, -1, 1.5]) expect(getDebateMessage(none)).toBeUndefined();
  });

  it('[DEBATE-2] has dates that follow each other, and each message on one day', () => {
    const times = DEBATE.map(({ date }) => Date.parse(date));
    expect(times).toEqual(times.toSorted((a, b) => a - b));
    const days = toDays();
    expect(days.map(({ day, messages }) => `${day} ${messages.length}`)).toEqual([
      '2021-09-22 1',
      '2021-09-23 3',
      '2021-09-24 2',
      '2021-09-26 2',
      '2021-09-27 4',
      '2021-09-28 3',
      '2021-09-29 15',
      '2021-09-30 8',
    ]);
    expect(days.flatMap(({ messages }) => messages)).toEqual(DEBATE);
  });

  it('[DEBATE-3] has for each message except the patch one that it replies to, which lists it as a reply', () => {
    for (const { message, repliesTo } of DEBATE.slice(1)) {
      expect(repliesTo, `#${message}`).toBeLessThan(message);
      expect(getDebateMessage(repliesTo!)?.replies, `#${message}`).toContain(message);
    }
    expect(DEBATE.flatMap(({ replies }) => replies).toSorted((a, b) => a - b)).toEqual(
      DEBATE.slice(1).map(({ message }) => message),
    );
  });

  it('[DEBATE-4] reaches every claim of the protocol, with all its requests and rule sets', () => {
    for (const { message, claims } of THREAD) {
      const found = getDebateMessage(message)!;
      expect(found.claims).toEqual(claims);
      for (const { requests, ruleSets } of claims) {
        for (const [from, to] of requests) expect(found.requests).toContainEqual({ from, to });
        for (const { id, stance } of ruleSets) {
          if (stance === 'for') expect([found.arguesFor, ...found.alsoFor], `#${message}`).toContain(id);
          if (stance === 'against') expect(found.arguesAgainst, `#${message}`).toContain(id);
        }
      }
    }
  });

  it('[DEBATE-5] names only states of v1 and built-in rule sets, each once', () => {
    for (const { message, requests, arguesFor, alsoFor, arguesAgainst } of DEBATE) {
      for (const { from, to } of requests)
        for (const value of [from, to]) expect(getState(V1_STATES, value), `#${message}`).toBeDefined();
      expect(new Set(requests.map(({ from, to }) => `${from}>${to}`)).size).toBe(requests.length);
      const speaksFor = arguesFor ? [arguesFor, ...alsoFor] : alsoFor;
      for (const id of [...speaksFor, ...arguesAgainst]) expect(getRuleSet(id), id).toBeDefined();
      expect(new Set(speaksFor).size).toBe(speaksFor.length);
    }
    expect(getRuleSet(POSTED)).toBeDefined();
  });

  it.each([
    [0, 'patch-2021-09'],
    [1, null],
    [5, 'patch-2021-09-amended'],
    [11, 'patch-2021-09'],
    [12, 'fully-connected'],
    [15, 'stop-default'],
    [17, 'uapi-v1'],
    [21, null],
    [27, 'patch-2021-09'],
    [28, 'fully-connected'],
    [29, 'control-bits'],
    [34, null],
    [37, 'control-bits'],
  ] as const)('[DEBATE-6] has #%i argue for %s', (message, ruleSet) => {
    expect(getDebateMessage(message)?.arguesFor).toBe(ruleSet);
  });

  it('[DEBATE-7] shows the requests of the chosen message, beside the posted table if asked, and nothing at the end', () => {
    expect(toShow(1)).toEqual({ ruleSet: null, requests: [{ from: 1, to: 4 }] });
    expect(toShow(2, 'patch-2021-09-amended').ruleSet).toBe('patch-2021-09-amended');
    expect(toShow(0).requests).toHaveLength(31);
    expect(toShow(ENDING)).toEqual({ ruleSet: null, requests: [] });
  });
});

describe('the points', () => {
  it('[DEBATE-8] are one short sentence for each message, without quotation marks, and none twice', () => {
    expect(POINTS).toHaveLength(DEBATE.length);
    for (const point of POINTS) {
      expect(point).toMatch(/^[A-Z][^"“”.]+\.$/);
      expect(point.length, point).toBeLessThanOrEqual(90);
    }
    expect(new Set(POINTS).size).toBe(POINTS.length);
  });
});

describe('who agreed and who did not', () => {
  it('[DEBATE-9] are the sides of the claims, seen from the message that they are about', () => {
    for (const { message, claims } of THREAD)
      for (const { agreesWith = [], disagreesWith = [] } of claims) {
        const author = getDebateMessage(message)!.author;
        for (const other of agreesWith.filter((each) => getDebateMessage(each)!.author !== author))
          expect(toMessages(getDebateMessage(other)!.agreed), `#${other}`).toContain(message);
        for (const other of disagreesWith)
          expect(toMessages(getDebateMessage(other)!.disagreed), `#${other}`).toContain(message);
      }
  });

  it('[DEBATE-10] are later messages of others, each with its claim', () => {
    for (const { message, author, agreed, disagreed } of DEBATE)
      for (const side of [...agreed, ...disagreed]) {
        expect(side.message, `#${message}`).toBeGreaterThan(message);
        expect(side.author, `#${message}`).not.toBe(author);
        expect(side.claims.length).toBeGreaterThan(0);
        for (const claim of side.claims) expect(getDebateMessage(side.message)!.claims).toContain(claim);
      }
  });

  it('[DEBATE-11] are the same from either end', () => {
    for (const { message, agreesWith, disagreesWith } of DEBATE) {
      for (const other of agreesWith)
        expect(toMessages(findAgreements(other, 'agrees')), `#${message}`).toContain(message);
      for (const other of disagreesWith)
        expect(toMessages(findAgreements(other, 'disagrees')), `#${message}`).toContain(message);
    }
    expect(findSided(5, 'agrees')).toEqual([1, 2, 4]);
    expect(toMessages(findAgreements(1, 'agrees'))).toEqual([2, 5, 10]);
    expect(toMessages(findAgreements(1, 'disagrees'))).toEqual([3]);
    expect(toMessages(findAgreements(29, 'disagrees'))).toEqual([31]);
    expect(toMessages(findAgreements(0, 'agrees'))).toEqual([10, 16, 27]);
    expect(toMessages(findAgreements(0, 'disagrees'))).toEqual([10, 12, 28]);
  });

  it('[DEBATE-12] count nobody as agreeing with themselves: #19 repeats #17', () => {
    expect(THREAD[19]!.claims.some(({ agreesWith }) => agreesWith?.includes(17))).toBe(true);
    expect(toMessages(findAgreements(17, 'agrees'))).toEqual([23, 29]);
    expect(findSided(19, 'agrees')).toEqual([]);
  });

  it('[DEBATE-13] add only what the claims do not list themselves, each shown by one claim', () => {
    for (const { by, claim, side, on } of SHOWN) {
      const found = THREAD[by]!.claims.filter(({ text }) => text.startsWith(claim));
      expect(found, `#${by} ${claim}`).toHaveLength(1);
      const listed = side === 'agrees' ? found[0]!.agreesWith : found[0]!.disagreesWith;
      for (const other of on) {
        expect(other).toBeLessThan(by);
        expect(listed ?? []).not.toContain(other);
        expect(THREAD[other]!.author).not.toBe(THREAD[by]!.author);
      }
    }
  });
});
