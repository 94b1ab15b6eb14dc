import { describe, expect, it } from 'vitest';
import { findPositions, findPositionsOn, getMessage, type Position, THREAD } from './position.ts';
import type { Claim } from './thread-message.ts';
import { toRequests } from './thread-request.ts';

/** Number, message replied to, author and date, from the headers and the first quoted line of the archived messages. */
const HEADERS = `
0 < - Leon Romanovsky 2021-09-22T10:38Z
1 < 0 Shameer Kolothum 2021-09-23T10:33Z
2 < 1 Leon Romanovsky 2021-09-23T11:17Z
3 < 2 Max Gurtovoy 2021-09-23T13:55Z
4 < 3 Shameer Kolothum 2021-09-24T07:44Z
5 < 4 Kirti Wankhede 2021-09-24T09:37Z
6 < 4 Max Gurtovoy 2021-09-26T09:09Z
7 < 6 Shameer Kolothum 2021-09-26T16:17Z
8 < 7 Max Gurtovoy 2021-09-27T18:24Z
9 < 8 Shameer Kolothum 2021-09-27T18:29Z
10 < 0 Alex Williamson 2021-09-27T22:46Z
11 < 10 Jason Gunthorpe 2021-09-27T23:12Z
12 < 11 Alex Williamson 2021-09-28T19:19Z
13 < 12 Jason Gunthorpe 2021-09-28T19:35Z
14 < 13 Alex Williamson 2021-09-28T20:18Z
15 < 11 Max Gurtovoy 2021-09-29T10:44Z
16 < 12 Max Gurtovoy 2021-09-29T10:57Z
17 < 15 Alex Williamson 2021-09-29T12:35Z
18 < 17 Max Gurtovoy 2021-09-29T13:26Z
19 < 18 Alex Williamson 2021-09-29T13:50Z
20 < 19 Max Gurtovoy 2021-09-29T14:36Z
21 < 20 Alex Williamson 2021-09-29T15:17Z
22 < 21 Max Gurtovoy 2021-09-29T15:28Z
23 < 22 Jason Gunthorpe 2021-09-29T16:14Z
24 < 14 Jason Gunthorpe 2021-09-29T16:16Z
25 < 24 Alex Williamson 2021-09-29T18:06Z
26 < 25 Jason Gunthorpe 2021-09-29T18:26Z
27 < 23 Max Gurtovoy 2021-09-29T21:48Z
28 < 27 Alex Williamson 2021-09-29T22:44Z
29 < 27 Jason Gunthorpe 2021-09-29T23:21Z
30 < 28 Max Gurtovoy 2021-09-30T09:25Z
31 < 29 Max Gurtovoy 2021-09-30T09:34Z
32 < 30 Alex Williamson 2021-09-30T12:41Z
33 < 31 Jason Gunthorpe 2021-09-30T14:47Z
34 < 33 Max Gurtovoy 2021-09-30T15:32Z
35 < 34 Jason Gunthorpe 2021-09-30T16:24Z
36 < 35 Max Gurtovoy 2021-09-30T16:51Z
37 < 36 Jason Gunthorpe 2021-09-30T17:01Z
`;

const claims: readonly Claim[] = THREAD.flatMap((message) => message.claims);

const toNumbers = (positions: readonly Position[]): number[] => [
  ...new Set(positions.map((position) => position.message.message)),
];

/** The messages with a claim of that stance on a rule set. */
const findMessagesOn = (ruleSet: string, stance: string): number[] =>
  toNumbers(
    findPositionsOn(ruleSet).filter(({ claim }) =>
      claim.ruleSets.some((each) => each.id === ruleSet && each.stance === stance),
    ),
  );

describe('the messages', () => {
  it('[THREAD-1] are numbered 0 to 37 without a gap, in order', () => {
    expect(THREAD.map(({ message }) => message)).toEqual(Array.from({ length: 38 }, (_, n) => n));
    expect(THREAD.map(({ message }) => getMessage(message))).toEqual(THREAD);
    expect(getMessage(38)).toBeUndefined();
  });

  it('[THREAD-2] have the authors, dates and parents of the archive', () => {
    const headers = THREAD.map(
      ({ message, repliesTo, author, date }) => `${message} < ${repliesTo ?? '-'} ${author} ${date}`,
    );
    expect(headers).toEqual(HEADERS.trim().split('\n'));
  });

  it('[THREAD-2] follow each other in time', () => {
    const times = THREAD.map(({ date }) => Date.parse(date));
    expect(times).not.toContain(Number.NaN);
    expect(times).toEqual(times.toSorted((a, b) => a - b));
  });

  it('[THREAD-3] reply to an earlier message, all but the patch', () => {
    const [patch, ...comments] = THREAD;
    expect(patch?.repliesTo).toBeNull();
    for (const { message, repliesTo } of comments) expect(repliesTo, `#${message}`).toBeLessThan(message);
  });

  it('[THREAD-4] have at least one claim each', () => {
    expect(THREAD.filter((message) => message.claims.length === 0)).toEqual([]);
  });
});

describe('the claims', () => {
  it('[THREAD-5] are one sentence each, without quotation marks, of at most 240 characters, and none twice', () => {
    for (const { text } of claims) {
      expect(text).toMatch(/^[A-Z][^"“”]+[^.]\.$/);
      expect(text.length, text).toBeLessThanOrEqual(240);
    }
    expect(new Set(claims.map(({ text }) => text)).size).toBe(claims.length);
  });

  it('[THREAD-6] name requests among the values 0 to 7, each once', () => {
    for (const { text, requests } of claims) {
      for (const [from, to] of requests) {
        expect([0, 1, 2, 3, 4, 5, 6, 7], text).toContain(from);
        expect([0, 1, 2, 3, 4, 5, 6, 7], text).toContain(to);
        expect(from, text).not.toBe(to);
      }
      expect(new Set(requests.map(String)).size, text).toBe(requests.length);
    }
  });

  it('[THREAD-6] are written as lists like 1>4 0>4, and nothing else passes', () => {
    expect(toRequests('1>4 0>4')).toEqual([
      [1, 4],
      [0, 4],
    ]);
    for (const list of ['', '1>8', '1>4,0>4', '1>4  0>4', '1<4'])
      expect(() => toRequests(list), list).toThrow('is not like 1>4');
  });

  it('[THREAD-7] take a side on requests only if they name some, and say so when they ask', () => {
    for (const { text, stance, requests } of claims) {
      if (requests.length === 0) expect(['asks', 'notes'], text).toContain(stance);
      if (stance === 'asks') expect(text).toMatch(/\basks\b/i);
    }
  });

  it('[THREAD-8] agree and disagree with earlier messages only, and never both', () => {
    for (const { message, claims: own } of THREAD) {
      for (const { agreesWith = [], disagreesWith = [] } of own) {
        const others = [...agreesWith, ...disagreesWith];
        expect(new Set(others).size, `#${message}`).toBe(others.length);
        for (const other of others) {
          expect(other, `#${message}`).toBeLessThan(message);
          expect(getMessage(other), `#${message}`).toBeDefined();
        }
      }
    }
  });

  it('[THREAD-8] point to the mails of #12 on v9 and v10 of the first series, and #10 speaks of declined and faulted writes', () => {
    const pointed = getMessage(12)?.claims.flatMap(({ citations = [] }) => citations) ?? [];
    const mails = pointed.filter((each) => each.kind === 'mail');
    expect(mails.map(({ author, date, messageId }) => [author, date.slice(0, 7), messageId])).toEqual([
      ['Kirti Wankhede', '2019-11', '1573578220-7530-2-git-send-email-kwankhede@nvidia.com'],
      ['Kirti Wankhede', '2019-12', '1576527700-21805-2-git-send-email-kwankhede@nvidia.com'],
    ]);
    expect(getMessage(10)?.claims.filter(({ text }) => /decline .* or fault/.test(text))).toHaveLength(1);
  });

  it('[THREAD-9] name a rule set at most once', () => {
    for (const { text, ruleSets } of claims) {
      expect(new Set(ruleSets.map(({ id }) => id)).size, text).toBe(ruleSets.length);
    }
  });
});

describe('the lookups', () => {
  it('[THREAD-10] find exactly the messages about _RUNNING > _RESUMING', () => {
    expect(toNumbers(findPositions(1, 4))).toEqual([1, 2, 3, 4, 5, 10, 19, 34, 35, 37]);
  });

  it('[THREAD-10] find who is for and who is against _RESUMING > _SAVING', () => {
    const findWith = (stance: string) =>
      toNumbers(findPositions(4, 2).filter(({ claim }) => claim.stance === stance));
    expect(findWith('for')).toEqual([28, 29, 32, 37]);
    expect(findWith('against')).toEqual([16, 27]);
    expect(findWith('asks')).toEqual([10, 24, 30, 31, 36]);
  });

  it('[THREAD-10] find in message 0 the eleven requests of its table, and no other among the valid values', () => {
    const listed = [0, 1, 2, 3, 4].flatMap((from) =>
      [0, 1, 2, 3, 4]
        .filter((to) => findPositions(from, to).some(({ message }) => message.message === 0))
        .map((to) => `${from}>${to}`),
    );
    expect(listed.join(' ')).toBe('0>1 0>4 1>0 1>2 1>3 2>0 2>1 3>1 3>2 4>0 4>1');
  });

  it('[THREAD-10] find nothing for a request that nobody mentions', () => {
    expect(findPositions(1, 1)).toEqual([]);
    expect(findPositions(8, 0)).toEqual([]);
  });

  /** Read off the messages: a number for each claim that takes this side on the rule set. */
  it.each([
    ['uapi-v1', 'for', '12 17 19'],
    ['uapi-v1', 'notes', '0 1 4 4 5 9 10 10 10 11 12 15 16 25 25 25 25 25'],
    ['patch-2021-09', 'for', '0 0 0 0 11 16 16 27'],
    ['patch-2021-09', 'against', '10 12 28'],
    ['patch-2021-09', 'notes', '1 2 10 10 10 10 10 10 10'],
    ['patch-2021-09-amended', 'for', '2 4 5 10'],
    ['patch-2021-09-amended', 'notes', '1 3'],
    ['stop-default', 'for', '15 15 20 20 22 27 30 30 31 36'],
    ['stop-default', 'against', '17 17 19 21 23 23 28 28 29 32 32 33 33 35 37'],
    ['stop-default', 'notes', '7 9 9 18 22 27 31 34'],
    ['fully-connected', 'for', '12 12 28 28 32'],
    ['fully-connected', 'against', '16 27'],
    ['fully-connected', 'notes', '12 14 30 35'],
    ['control-bits', 'for', '12 14 24 24 24 25 25 26 26 26 28 29 29 29 32 33 33 35 35 35 37 37 37'],
    ['control-bits', 'against', '31'],
    ['control-bits', 'notes', '13 24 24 25 25 26 29 31 34 34 34 36 36 36'],
  ])('[THREAD-11] find every claim on %s that is %s', (ruleSet, stance, messages) => {
    const found = THREAD.flatMap(({ message, claims }) =>
      claims
        .filter(({ ruleSets }) => ruleSets.some((each) => each.id === ruleSet && each.stance === stance))
        .map(() => message),
    );
    expect(found.join(' ')).toBe(messages);
  });

  it('[THREAD-12] find the fourth bit mentioned, but nobody for or against an RFC of three months later', () => {
    expect(toNumbers(findPositionsOn('ndma-rfc'))).toEqual([24, 25, 26, 29, 35]);
    expect(findMessagesOn('ndma-rfc', 'notes')).toEqual([24, 25, 26, 29, 35]);
    expect(findPositionsOn('control-bits-v4')).toEqual([]);
  });
});
