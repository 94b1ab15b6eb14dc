/**
 * All pairs of every v1 rule set against lists written by hand. `[V1-n]` is the rule set by its number in the facts:
 * 1 the header, 2 the posted table, 3 with 1 > 4, 4 starting in _STOP, 5 all pairs, 6 control bits, 7 NDMA.
 */

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { V1RuleSet } from '../rule-sets/rule-set.ts';
import { RULE_SETS } from '../rule-sets/rule-sets.ts';
import { V1_RULE_SETS } from '../rule-sets/v1-rule-sets.ts';
import { isU32 } from '../state/state.ts';
import { ask, of, ofV1, pairs, walk } from '../trace/walk.ts';
import { getVerdict } from './request-verdict.ts';
import type { Verdict } from './verdict.ts';

const POSTED = '0>1 0>4 | 1>0 1>2 1>3 | 2>0 2>1 | 3>1 3>2 | 4>1 4>0';
const ALL_25 =
  '0>0 0>1 0>2 0>3 0>4 | 1>0 1>1 1>2 1>3 1>4 | 2>0 2>1 2>2 2>3 2>4 | 3>0 3>1 3>2 3>3 3>4 | 4>0 4>1 4>2 4>3 4>4';

interface Expectation {
  readonly rule: string;
  readonly id: string;
  readonly initial: number;
  /** Lists what is accepted; what is not listed is silent in a header, refused in a table or among bits. */
  readonly accepted: string;
  readonly style: 'header' | 'table' | 'bits';
  /** Bits that the rules look at; null where any larger value is refused. */
  readonly mask: number | null;
}

const EXPECTED: readonly Expectation[] = [
  {
    rule: 'V1-1',
    id: 'uapi-v1',
    initial: 1,
    accepted: '1>0 | 1>2 2>0 | 1>3 3>2 | 1>4 | 4>1',
    style: 'header',
    mask: 7,
  },
  { rule: 'V1-2', id: 'patch-2021-09', initial: 1, accepted: POSTED, style: 'table', mask: null },
  {
    rule: 'V1-3',
    id: 'patch-2021-09-amended',
    initial: 1,
    accepted: `${POSTED} | 1>4`,
    style: 'table',
    mask: null,
  },
  { rule: 'V1-4', id: 'stop-default', initial: 0, accepted: POSTED, style: 'table', mask: null },
  { rule: 'V1-5', id: 'fully-connected', initial: 1, accepted: ALL_25, style: 'bits', mask: null },
  { rule: 'V1-6', id: 'control-bits', initial: 1, accepted: ALL_25, style: 'bits', mask: null },
  { rule: 'V1-6', id: 'control-bits-v4', initial: 1, accepted: ALL_25, style: 'bits', mask: null },
  { rule: 'V1-7', id: 'ndma-rfc', initial: 1, accepted: listNdma(), style: 'bits', mask: 15 },
];

/** 0-4 and 8-12, any to any. */
function listNdma(): string {
  const valid = [0, 1, 2, 3, 4, 8, 9, 10, 11, 12];
  return valid.flatMap((from) => valid.map((to) => `${from}>${to}`)).join(' ');
}

const REGISTERS = [
  0x8, 0xf000, 0xf001, 0xf003, 0xf005, 0xf006, 0x1_0000, 0x7fff_ffff, 0x8000_0000, 0xffff_ffff,
];

/** Verdict and reason as the prose has them. */
function getExpected({ accepted, style, mask }: Expectation, from: number, to: number): string {
  const list = pairs(accepted);
  if (list.some((pair) => pair[0] === from && pair[1] === to))
    return `accepted ${style === 'header' ? 'charted' : style === 'table' ? 'in-table' : 'valid-pair'}`;
  // "From 6 only reset leaves"; ERROR is 6 within the bits that are looked at.
  const low = (value: number) => (mask === null ? value : value % (mask + 1));
  const isValid = (value: number) => list.some((pair) => pair[0] === value);
  const isAnyValid = (value: number) => (style === 'header' ? value <= 4 : isValid(value));
  if (low(from) === 6) return 'refused only-reset-leaves-error';
  if (style === 'table') {
    if (from > 4) return 'refused from-above-max-state';
    if (to > 4) return 'refused above-max-state';
    return from === to ? 'refused same-not-in-table' : 'refused not-in-table';
  }
  if (!isAnyValid(low(from))) return 'refused invalid-current';
  if (low(to) === 6) return 'refused error-not-requestable';
  if (!isAnyValid(low(to))) return 'refused invalid-value';
  // Valid within the bits that are looked at, with others set: neither listed nor forbidden.
  if (low(from) !== from || low(to) !== to) return 'unspecified reserved-bits';
  return 'unspecified not-spoken-of';
}

const tell = (verdict: Verdict) => `${verdict.kind} ${verdict.reason}`;

describe.each(EXPECTED)('$id', (expectation) => {
  const ruleSet = ofV1(expectation.id);
  const known = expectation.id === 'ndma-rfc' ? 16 : 8;
  const values = [...Array(known).keys(), ...REGISTERS.filter((register) => register >= known)];
  const requests = values.flatMap((from) => values.map((to) => ({ from, to, flags: null })));

  it(`[${expectation.rule}] accepts what is listed, and answers every other pair as the prose says`, () => {
    for (const request of requests) {
      const name = `${request.from} > ${request.to}`;
      const expected = getExpected(expectation, request.from, request.to);
      expect(`${name} ${tell(getVerdict(ruleSet, request))}`).toBe(`${name} ${expected}`);
    }
  });

  it(`[${expectation.rule}] starts in ${expectation.initial}, and lists every value once`, () => {
    expect(ruleSet.initial).toBe(expectation.initial);
    expect(ruleSet.states.map((state) => state.value)).toEqual([...Array(known).keys()]);
    expect(new Set(ruleSet.states.map((state) => state.name)).size).toBe(known);
  });

  it(`[${expectation.rule}] takes one arc where it accepts, none for x > x, and none where it refuses`, () => {
    for (const request of requests) {
      const verdict = getVerdict(ruleSet, request);
      const isMove = verdict.kind === 'accepted' && request.from !== request.to;
      const arcs = 'arcs' in verdict ? verdict.arcs : [];
      expect(arcs.map((arc) => [arc.from, arc.to, arc.merged])).toEqual(
        isMove ? [[request.from, request.to, []]] : [],
      );
      if (verdict.kind === 'accepted') expect(verdict.path).toEqual(isMove ? [request.to] : []);
      expect(verdict.request).toEqual(request);
      expect(verdict.citations.length).toBeGreaterThan(0);
    }
  });

  it(`[${expectation.rule}] names a reset as the way out of _ERROR and of what is not valid, and of nothing else`, () => {
    const valid = new Set(pairs(expectation.accepted).map(([from]) => from));
    if (expectation.style === 'header') valid.add(0);
    for (const request of requests) {
      const verdict = getVerdict(ruleSet, request);
      const isReset = verdict.kind === 'refused' && verdict.remedy.kind === 'reset';
      const low = (value: number) => (expectation.mask === null ? value : value % (expectation.mask + 1));
      const isWayOut = !valid.has(low(request.from)) && valid.has(low(request.to));
      expect([request, isReset]).toEqual([request, isWayOut]);
    }
  });
});

it('[V1-1] the expectations are of every v1 rule set', () => {
  expect(EXPECTED.map(({ id }) => id)).toEqual(V1_RULE_SETS.map(({ id }) => id));
});

describe('the way around a refusal', () => {
  it.each([
    ['V1-2', 'patch-2021-09', '0>2:1,2 0>3:1,3 1>4:0,4 2>3:1,3 2>4:0,4 3>0:1,0 3>4:1,0,4 4>2:1,2 4>3:1,3'],
    ['V1-3', 'patch-2021-09-amended', '0>2:1,2 0>3:1,3 2>3:1,3 2>4:0,4 3>0:1,0 3>4:1,4 4>2:1,2 4>3:1,3'],
  ])('[%s] is the shortest of accepted requests in %s', (_, id, expected) => {
    const found = [...Array(25).keys()].flatMap((pair) => {
      const [from, to] = [Math.floor(pair / 5), pair % 5];
      const verdict = getVerdict(of(id), { from, to, flags: null });
      const isDetour = verdict.kind === 'refused' && verdict.remedy.kind === 'detour';
      return isDetour ? [`${from}>${to}:${verdict.remedy.requests}`] : [];
    });
    expect(found.join(' ')).toBe(expected);
  });

  it('[V1-2] from _RUNNING to _RESUMING goes via _STOP', () => {
    expect(ask('patch-2021-09', '_RUNNING > _RESUMING')).toMatchObject({
      kind: 'refused',
      errno: 'EINVAL',
      reason: 'not-in-table',
      remedy: { kind: 'detour', requests: [0, 4] },
    });
    expect(walk('_RUNNING > _STOP > _RESUMING', 'patch-2021-09', null)).toBe('_RUNNING _STOP _RESUMING');
  });

  it('[V1-2] does not exist for x > x or to a value above MAX_STATE', () => {
    for (const request of ['_STOP > _STOP', '_STOP > _ERROR', '_STOP > 111b', '101b > 101b'])
      expect(ask('patch-2021-09', request)).toMatchObject({ kind: 'refused', remedy: { kind: 'none' } });
  });
});

describe('a pasted table', () => {
  it('[V1-2] says nothing of the posted series where it leaves out x > x', () => {
    const [posted, pasted] = [
      ofV1('patch-2021-09'),
      { ...ofV1('patch-2021-09'), id: 'pasted', citations: [] },
    ];
    expect(ask(posted, '_SAVING > _SAVING').why).toContain('mlx5');
    expect(ask(pasted, '_SAVING > _SAVING').why).toBe('The table does not list it.');
  });

  it('[V1-2] is not said to end at _RESUMING where it lists more', () => {
    const posted = ofV1('patch-2021-09');
    const cells = [
      ...posted.cells.map((row) => [...row, '-' as const]),
      posted.values.map(() => '-' as const),
    ];
    const pasted = { ...posted, id: 'pasted', values: [...posted.values, 6], cells, citations: [] };
    expect(ask(posted, '_STOP > 101b').reason).toBe('above-max-state');
    expect(ask(pasted, '_STOP > 101b').reason).toBe('invalid-value');
    expect(ask(pasted, '101b > _STOP').reason).toBe('invalid-current');
  });
});

describe('who says so', () => {
  const cite = (ruleSet: V1RuleSet, request: string) =>
    ask(ruleSet, request).citations.map((citation) =>
      citation.kind === 'thread' ? citation.message : citation.kind,
    );
  const bare = { ...ofV1('uapi-v1'), citations: [] };

  it('[V1-1] is the message on ERROR where only a reset leaves it, and those on 110b or invalid values where one is requested', () => {
    expect(cite(bare, '_ERROR > _RUNNING')).toEqual([25]);
    expect(cite(bare, '_RUNNING > 101b')).toEqual([24, 25, 26, 35]);
    expect(cite(bare, '_RUNNING > _ERROR')).toEqual([24, 25]);
  });

  it('[V1-1] is the rule set alone of any other refusal', () => {
    expect(ask(bare, '101b > _RUNNING').reason).toBe('invalid-current');
    expect(cite(bare, '101b > _RUNNING')).toEqual([]);
  });

  it('[V1-1] are the sources of the rule set after the messages, and none twice', () => {
    const ruleSet: V1RuleSet = {
      ...bare,
      citations: [
        { kind: 'thread', message: 25 },
        { kind: 'thread', message: 7 },
      ],
    };
    expect(cite(ruleSet, '_ERROR > _RUNNING')).toEqual([25, 7]);
    expect(cite(ruleSet, '_RUNNING > 101b')).toEqual([24, 25, 26, 35, 7]);
    expect(cite(ruleSet, '101b > _RUNNING')).toEqual([25, 7]);
  });
});

describe('the data session', () => {
  it('[V1-5] is touched by an arc between values of the rule set, and not by x > x', () => {
    expect(ask('fully-connected', '_SAVING > _STOP')).toMatchObject({
      arcs: [{ session: [{ effect: 'ends', session: 'saving' }] }],
    });
    expect(ask('fully-connected', '_SAVING > _SAVING')).toMatchObject({ path: [], arcs: [] });
  });
});

describe('the thread', () => {
  it('[V1-3] lets a destination that runs by default go to _RESUMING', () => {
    expect(ask('patch-2021-09-amended', '_RUNNING > _RESUMING').kind).toBe('accepted');
    expect(ask('patch-2021-09', '_RUNNING > _RESUMING').kind).toBe('refused');
  });

  it('[V1-1] is silent about what the thread asks: 2 > 3, 3 > 0, 4 > 3, 4 > 2, 0 > 4', () => {
    for (const [from, to] of pairs('2>3 3>0 4>0 4>3 4>2 0>4 0>1'))
      expect(tell(getVerdict(of('uapi-v1'), { from, to, flags: null }))).toBe('unspecified not-spoken-of');
  });

  it('[V1-1] lets 0xF000 pass its VALID macro, and 0xF006 not', () => {
    expect(ask('uapi-v1', '_RUNNING > 0x0000f000').kind).toBe('unspecified');
    expect(ask('uapi-v1', '_RUNNING > 0x0000f006').kind).toBe('refused');
    expect(ask('uapi-v1', '_RUNNING > 0xffffffff').kind).toBe('refused');
  });

  it('[V1-7] keeps 0110b as the only _ERROR: 1110b is only invalid', () => {
    expect(tell(ask('ndma-rfc', '_RUNNING > _ERROR'))).toBe('refused error-not-requestable');
    expect(tell(ask('ndma-rfc', '_RUNNING > 1110b'))).toBe('refused invalid-value');
    expect(tell(ask('ndma-rfc', '1110b > _RUNNING'))).toBe('refused invalid-current');
  });
});

describe('any register value', () => {
  const u32 = fc.oneof(fc.integer({ min: 0, max: 20 }), fc.integer({ min: 0, max: 0xffff_ffff }));

  it('[V1-0] has a verdict under every rule set, the same each time', () => {
    fc.assert(
      fc.property(fc.constantFrom(...RULE_SETS), u32, u32, (ruleSet, from, to) => {
        const verdict = getVerdict(ruleSet, { from, to, flags: null });
        expect(verdict.why).not.toMatch(/[{}]|undefined|NaN/);
        expect(getVerdict(ruleSet, { from, to, flags: null })).toEqual(verdict);
        expect(isU32(from) && isU32(to)).toBe(true);
      }),
    );
  });
});
