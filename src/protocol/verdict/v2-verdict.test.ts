/**
 * Every request of v2 against a second implementation, written from the prose alone. `[FSM-n]` is the step of the
 * kernel's algorithm: 1 the current state, 2 the new one, 3 the table and its skipping, 4 ERROR. `[FSM-5]` are the counts.
 */

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { getCounts } from '../rule-sets/table-checks.ts';
import { V2_RULE_SETS } from '../rule-sets/v2-rule-sets.ts';
import { ask, change, of, ofV2, walk } from '../trace/walk.ts';
import { getVerdict } from './request-verdict.ts';
import type { Verdict } from './verdict.ts';

const TABLE = `
cur \\ new     STOP         RUNNING      PRE_COPY     PRE_COPY_P2P STOP_COPY    RESUMING     RUNNING_P2P
STOP          STOP         RUNNING_P2P  RUNNING_P2P  RUNNING_P2P  STOP_COPY    RESUMING     RUNNING_P2P
RUNNING       RUNNING_P2P  RUNNING      PRE_COPY     RUNNING_P2P  RUNNING_P2P  RUNNING_P2P  RUNNING_P2P
PRE_COPY      RUNNING      RUNNING      PRE_COPY     PRE_COPY_P2P PRE_COPY_P2P RUNNING      RUNNING
PRE_COPY_P2P  RUNNING_P2P  RUNNING_P2P  PRE_COPY     PRE_COPY_P2P STOP_COPY    RUNNING_P2P  RUNNING_P2P
STOP_COPY     STOP         STOP         ERROR        ERROR        STOP_COPY    STOP         STOP
RESUMING      STOP         STOP         STOP         STOP         STOP         RESUMING     STOP
RUNNING_P2P   STOP         RUNNING      RUNNING      PRE_COPY_P2P STOP         STOP         RUNNING_P2P
`
  .trim()
  .split('\n')
  .map((line) => line.replace('cur \\ new', 'cur').split(/\s+/));

/** enum vfio_device_mig_state, by value. */
const ENUM = 'ERROR STOP RUNNING STOP_COPY RESUMING RUNNING_P2P PRE_COPY PRE_COPY_P2P'.split(' ');
const [NEEDS_STOP_COPY, NEEDS_P2P, NEEDS_PRE_COPY] = [1, 2, 4];

/** "Row ERROR and column ERROR are ERROR throughout." */
function lookUp(cur: string, wanted: string): string {
  const column = TABLE[0]!.indexOf(wanted);
  return TABLE.find((row) => row[0] === cur)?.[column] ?? 'ERROR';
}

/** "ERROR needs ~0, that is, is never supported" - by any flags that a device can have. */
function supports(state: string, flags: number): boolean {
  if (state === 'ERROR') return flags === 0xffff_ffff;
  const needs = [NEEDS_STOP_COPY];
  if (state.endsWith('_P2P')) needs.push(NEEDS_P2P);
  if (state.startsWith('PRE_COPY')) needs.push(NEEDS_PRE_COPY);
  return needs.every((bit) => Math.floor(flags / bit) % 2 === 1);
}

/** One call: the next state, a refusal, or no answer within a hundred steps. */
function callOnce(id: string, cur: number, wanted: number, flags: number): string {
  const size = id === 'v2-5.18' ? 6 : 8;
  if (cur >= size || !supports(ENUM[cur]!, flags)) return 'EINVAL (cur)';
  if (wanted >= size || !supports(ENUM[wanted]!, flags)) return 'EINVAL (new)';
  let next = lookUp(ENUM[cur]!, ENUM[wanted]!);
  for (let steps = 0; !supports(next, flags); steps += 1) {
    if (id === 'v2-7.2' && next === 'ERROR') break;
    if (steps > 100) return 'hangs';
    next = lookUp(next, ENUM[wanted]!);
  }
  return next === 'ERROR' ? 'EINVAL (ERROR)' : next;
}

/** "drivers call it until cur == new": the states in turn, or what ends it. */
function drive(id: string, from: number, to: number, flags: number): string {
  const passed: string[] = [];
  for (let cur = from; passed.length < 100; ) {
    const answer = callOnce(id, cur, to, flags);
    if (!ENUM.includes(answer)) return answer;
    if (from === to) return '';
    passed.push(answer);
    cur = ENUM.indexOf(answer);
    if (cur === to) return passed.join(' ');
  }
  return 'hangs';
}

function tell(verdict: Verdict): string {
  if (verdict.kind === 'accepted') return verdict.path.map((state) => ENUM[state]).join(' ');
  if (verdict.kind === 'never-returns') return 'hangs';
  if (/^(current|only-reset|error-to)/.test(verdict.reason)) return 'EINVAL (cur)';
  return verdict.reason === 'blocked' ? 'EINVAL (ERROR)' : 'EINVAL (new)';
}

const ids = V2_RULE_SETS.map(({ id }) => id);

describe.each(ids)('%s', (id) => {
  it.each([1, 3, 5, 7])('[FSM-3] answers all 64 requests as the prose does, with flags %i', (flags) => {
    for (let from = 0; from < 8; from += 1)
      for (let to = 0; to < 8; to += 1) {
        const name = `${ENUM[from]} > ${ENUM[to]}: `;
        expect(name + tell(getVerdict(of(id), { from, to, flags }))).toBe(name + drive(id, from, to, flags));
      }
  });

  it('[FSM-3] answers any u32 with any flags as the prose does, and never throws', () => {
    const u32 = fc.oneof(
      { weight: 4, arbitrary: fc.integer({ min: 0, max: 9 }) },
      { weight: 1, arbitrary: fc.integer({ min: 0, max: 0xffff_ffff }) },
    );
    const flags = fc.oneof(fc.constantFrom(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 0xffff_ffff), u32);
    fc.assert(
      fc.property(u32, u32, flags, (from, to, set) => {
        const verdict = getVerdict(of(id), { from, to, flags: set });
        // With ~0 ERROR passes the first two steps, and the last one refuses it: the same errno, another step.
        const step = set === 0xffff_ffff ? / \(.*/ : /$^/;
        expect(tell(verdict).replace(step, '')).toBe(drive(id, from, to, set).replace(step, ''));
        expect(verdict.why).not.toMatch(/[{}]|undefined|NaN/);
      }),
      { numRuns: 2000 },
    );
  });
});

describe('the counts', () => {
  const counted = (id: string) => [1, 3, 5, 7].map((flags) => getCounts(ofV2(id), flags));

  it('[FSM-5] of v2-6.2 are those of the facts', () => {
    const columns = counted('v2-6.2');
    expect(columns.map(({ accepted }) => accepted)).toEqual([16, 25, 24, 47]);
    expect(columns.map(({ blocked }) => blocked)).toEqual([0, 0, 1, 2]);
    expect(columns.map(({ targetUnsupported }) => targetUnsupported)).toEqual([16, 15, 15, 7]);
    expect(columns.map(({ currentUnsupported }) => currentUnsupported)).toEqual([32, 24, 24, 8]);
    expect(columns.map(({ arcs }) => arcs)).toEqual([6, 8, 9, 15]);
    expect(columns.map(({ combinations }) => combinations)).toEqual([6, 12, 10, 25]);
    expect(columns.map(({ longest }) => longest)).toEqual([2, 3, 3, 4]);
  });

  it('[FSM-5] add up to 256 requests, and to 112 that are accepted', () => {
    const columns = counted('v2-6.2');
    const sum = (numbers: number[]) => numbers.reduce((total, each) => total + each, 0);
    expect(sum(columns.map(({ accepted }) => accepted))).toBe(112);
    const kinds = columns.flatMap((c) => [c.accepted, c.blocked, c.targetUnsupported, c.currentUnsupported]);
    expect(sum(kinds)).toBe(256);
  });

  it('[FSM-5] are the same after the fix, and for the flags of 5.18', () => {
    expect(counted('v2-7.2')).toEqual(counted('v2-6.2'));
    expect(counted('v2-5.18').slice(0, 2)).toEqual(counted('v2-6.2').slice(0, 2));
  });
});

describe('the loop that never ended', () => {
  const blocked = [
    ['STOP_COPY > PRE_COPY', 5],
    ['STOP_COPY > PRE_COPY', 7],
    ['STOP_COPY > PRE_COPY_P2P', 7],
  ] as const;

  it.each(blocked)(
    '[FSM-3] spins on ERROR for %s with flags %i under 6.2, before any arc',
    (request, flags) => {
      const verdict = ask('v2-6.2', request, flags);
      expect(verdict).toMatchObject({ kind: 'never-returns', reason: 'skip-loop', turns: [0], arcs: [] });
    },
  );

  it.each(blocked)('[FSM-3] refuses %s with -EINVAL with flags %i under 7.2', (request, flags) => {
    expect(ask('v2-7.2', request, flags)).toMatchObject({
      kind: 'refused',
      reason: 'blocked',
      errno: 'EINVAL',
    });
  });

  it('[FSM-3] is met by 3 of the 256 requests of 6.2, by none of 5.18 and 7.2', () => {
    const hangs = (id: string) =>
      [1, 3, 5, 7].flatMap((flags) =>
        [...Array(64).keys()]
          .map((pair) => ({ from: pair >> 3, to: pair & 7, flags }))
          .filter((request) => getVerdict(of(id), request).kind === 'never-returns'),
      ).length;
    expect(ids.map(hangs)).toEqual([0, 3, 0]);
  });

  it('[FSM-3] does not turn where the flags are ~0, for then ERROR counts as supported', () => {
    expect(ask('v2-6.2', 'STOP_COPY > PRE_COPY', 0xffff_ffff)).toMatchObject({
      kind: 'refused',
      reason: 'blocked',
    });
    expect(ask('v2-6.2', 'ERROR > STOP', 0xffff_ffff).kind).toBe('refused');
    expect(ask('v2-6.2', 'STOP > ERROR', 0xffff_ffff).kind).toBe('refused');
  });
});

describe('what would make a request legal', () => {
  it('[FSM-1] is the flags that the current state lacks', () => {
    const verdict = ask('v2-7.2', 'PRE_COPY_P2P > STOP', 1);
    expect(verdict).toMatchObject({ reason: 'current-unsupported', remedy: { kind: 'flags', missing: 6 } });
  });

  it('[FSM-1] is a reset in ERROR', () => {
    const verdict = ask('v2-7.2', 'ERROR > RUNNING', 7);
    expect(verdict).toMatchObject({ reason: 'only-reset-leaves-error', remedy: { kind: 'reset' } });
  });

  it('[FSM-1] is a reset for ERROR > ERROR too, whose reason has all three answers', () => {
    const verdict = ask('v2-7.2', 'ERROR > ERROR', 7);
    expect(verdict).toMatchObject({ reason: 'error-to-error', remedy: { kind: 'reset' } });
    for (const answer of ['-EINVAL', 'loop does nothing', '-EIO']) expect(verdict.why).toContain(answer);
  });

  it('[FSM-2] is the flags that the new state lacks', () => {
    const verdict = ask('v2-7.2', 'RUNNING > RUNNING_P2P', 5);
    expect(verdict).toMatchObject({ reason: 'target-unsupported', remedy: { kind: 'flags', missing: 2 } });
    expect(ask('v2-7.2', 'RUNNING > PRE_COPY', 3)).toMatchObject({ remedy: { kind: 'flags', missing: 4 } });
    expect(ask('v2-7.2', 'RUNNING > ERROR', 7)).toMatchObject({ reason: 'error-not-requestable' });
  });

  it('[FSM-4] goes via STOP if the table blocks the request', () => {
    for (const request of ['STOP_COPY > PRE_COPY', 'STOP_COPY > PRE_COPY_P2P'])
      expect(ask('v2-7.2', request, 7)).toMatchObject({
        remedy: { kind: 'detour', requests: [1, expect.any(Number)] },
      });
    expect(walk('STOP_COPY > STOP > PRE_COPY')).toBe('STOP_COPY STOP RUNNING_P2P RUNNING PRE_COPY');
  });

  it.each(ids)('[FSM-4] works, for every request of %s and any flags', (id) => {
    for (const flags of [0, 1, 2, 3, 4, 5, 6, 7])
      for (let from = 0; from < 8; from += 1)
        for (let to = 0; to < 8; to += 1) {
          const verdict = getVerdict(of(id), { from, to, flags });
          if (verdict.kind !== 'refused') continue;
          const { remedy, reason } = verdict;
          if (remedy.kind === 'flags')
            expect(getVerdict(of(id), { from, to, flags: flags | remedy.missing }).reason).not.toBe(reason);
          if (remedy.kind !== 'detour') continue;
          const steps = remedy.requests.map((next, i) => ({
            from: remedy.requests[i - 1] ?? from,
            to: next,
            flags,
          }));
          expect(steps.map((step) => getVerdict(of(id), step).kind)).toEqual(steps.map(() => 'accepted'));
          expect(remedy.requests.at(-1)).toBe(to);
        }
  });
});

describe('states that the flags merge away', () => {
  const merged = (request: string, flags: number) => {
    const verdict = ask('v2-7.2', request, flags);
    return verdict.kind === 'accepted' ? verdict.arcs.map((arc) => arc.merged) : undefined;
  };

  it('[FSM-3] are named on the arc that the driver sees instead', () => {
    expect(merged('RUNNING > STOP', 1)).toEqual([[5]]);
    expect(merged('RUNNING > STOP', 3)).toEqual([[], []]);
    expect(merged('PRE_COPY > STOP_COPY', 5)).toEqual([[7]]);
    expect(merged('STOP > PRE_COPY', 5)).toEqual([[5], []]);
    expect(walk('STOP > PRE_COPY > STOP_COPY', 'v2-7.2', 5)).toBe('STOP RUNNING PRE_COPY STOP_COPY');
  });
});

describe('tables that are wrong', () => {
  it('[FSM-3] are sorted by how they fail, and none makes this code loop forever', () => {
    const told = (...[request, entry]: [string, string]) =>
      ask(change('v2-7.2', request, entry), request, 7).reason;
    expect(told('STOP > STOP', 'RUNNING')).toBe('self-broken');
    expect(told('STOP > STOP', 'ERROR')).toBe('blocked');
    expect(told('RUNNING > PRE_COPY', 'RUNNING_P2P')).toBe('arc-cycle');
    expect(told('PRE_COPY > STOP_COPY', 'PRE_COPY')).toBe('arc-cycle');
    const stuck = change('v2-7.2', 'STOP > PRE_COPY', 'STOP_COPY');
    expect(ask(stuck, 'STOP > PRE_COPY', 7)).toMatchObject({
      kind: 'refused',
      reason: 'stuck',
      arcs: [{ to: 3 }],
    });
  });

  it('[FSM-3] name only the states of the loop, not those on the way into it', () => {
    const verdict = ask(change('v2-7.2', 'RUNNING_P2P > STOP', 'RUNNING'), 'PRE_COPY_P2P > STOP', 7);
    expect(verdict).toMatchObject({
      kind: 'never-returns',
      reason: 'arc-cycle',
      turns: [5, 2],
      arcs: [
        { from: 7, to: 5 },
        { from: 5, to: 2 },
        { from: 2, to: 5 },
      ],
    });
  });

  it('[FSM-4] have a way around a blocked request only: none is offered for a self-transition that fails', () => {
    const broken = ask(change('v2-7.2', 'STOP > STOP', 'RUNNING'), 'STOP > STOP', 7);
    expect(broken).toMatchObject({ reason: 'self-broken', remedy: { kind: 'none' } });
    const cycle = ask(change('v2-7.2', 'RUNNING > PRE_COPY', 'ERROR'), 'RUNNING > PRE_COPY', 7);
    expect(cycle).toMatchObject({ reason: 'blocked', remedy: { kind: 'detour', requests: [7, 6] } });
  });

  it('[FSM-3] may come back to a state that the flags merge away', () => {
    const verdict = ask(change('v2-7.2', 'RUNNING_P2P > STOP', 'RUNNING_P2P'), 'RUNNING > STOP', 1);
    expect(verdict).toMatchObject({ kind: 'never-returns', reason: 'skip-cycle', turns: [5] });
  });
});
