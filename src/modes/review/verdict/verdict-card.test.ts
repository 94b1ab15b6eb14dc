/** The card of a verdict, for texts of every form. */

import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { JudgedInput } from '../../../judge/judge-message.ts';
import { judge } from '../../../judge/judge-message.ts';
import { toVerdictCard } from './verdict-card.ts';

function judgeFixture(name: string): JudgedInput {
  const text = readFileSync(new URL(`../../../reader/fixtures/${name}`, import.meta.url), 'utf8');
  const [input] = judge({ text, options: {}, against: null }).inputs;
  if (!input) throw new Error(`${name} has no input`);
  return input;
}

const card = (name: string) => toVerdictCard(judgeFixture(name));

describe('the card of a verdict', () => {
  it('[CARD-1] says what a patch does, and which flows it mends', () => {
    const { name, line, changed, steady, hasBefore, counts } = card('v1-row.patch');
    expect([name, line]).toEqual(['is_move_allowed', 'Adds 1 request, mends 4 flows, breaks nothing.']);
    expect(changed.map(({ flow, before, after }) => [flow, before, after])).toEqual(
      ['loadvm', 'loadvm-paused-vm', 'incoming', 'incoming-paused'].map((flow) => [
        flow,
        'fails',
        'completes',
      ]),
    );
    expect(steady.map(({ flow }) => flow)).not.toContain('incoming');
    expect(new Set([...changed, ...steady].map(({ flow }) => flow)).size).toBe(
      changed.length + steady.length,
    );
    expect(hasBefore).toBe(true);
    expect(counts).toEqual(['1 introduced', '1 repaired', '7 from before']);
  });

  it('[CARD-2] names the flags under which a flow ends differently, unless all do', () => {
    const { changed } = card('v2-rows.patch');
    expect(changed.map(({ words }) => words)).toContain(
      'incoming with flags 3, 7: completes before, fails now',
    );
    for (const { flags, words } of card('v1-row.patch').changed) {
      expect(flags).toBe('');
      expect(words).not.toContain('flags');
    }
  });

  it('[CARD-3] names the built-in rule set that a table is, and what that is compared with', () => {
    const { about } = card('v1-masks.c');
    expect(about).toEqual([
      'It is identical to patch-2021-09, entry by entry: The posted table, September 2021.',
      'Compared with uapi-v1: The header, Linux 5.8 to 5.17.',
    ]);
    expect(card('v2-rows.patch').about).toEqual([]);
  });

  it('[CARD-4] puts what ends worse first, and of what stays, the worst', () => {
    const judged = judgeFixture('breaks-more.patch');
    const { changed, steady } = toVerdictCard(judged);
    expect(changed.length).toBeGreaterThan(0);
    const turned = {
      ...judged.table.effect,
      flows: judged.table.effect.flows.map(({ before, after, ...lamp }, index) =>
        index % 2 === 0 && before ? { ...lamp, before: after, after: before } : { ...lamp, before, after },
      ),
    };
    const mixed = toVerdictCard({ ...judged, table: { ...judged.table, effect: turned } }).changed;
    const isWorse = mixed.map(({ after }) => after !== 'completes');
    expect(isWorse).toEqual(isWorse.toSorted((a, b) => Number(b) - Number(a)));
    const order = ['hangs', 'aborts', 'fails', 'completes'];
    const ends = steady.map(({ end }) => order.indexOf(end));
    expect(ends).toEqual(ends.toSorted((a, b) => a - b));
  });

  it('[CARD-5] has no lamps for a driver of v2, and no verdict on what could only be read in part', () => {
    const { line, changed, steady } = card('driver.patch');
    expect(line).toMatch(/^Adds 1 arc/);
    expect([...changed, ...steady]).toEqual([]);
    const judged = judgeFixture('v1-row.patch');
    const fault = { ok: false, id: 'empty', problem: 'x', line: 1, column: 1, near: '' } as const;
    const partly = toVerdictCard({ ...judged, input: { ...judged.input, faults: [fault] } });
    expect(partly.line).toBe('Only part of it could be read, so it is not judged.');
    expect([...partly.changed, ...partly.steady]).toEqual([]);
  });
});
