/** Tips: a sentence for every sign, row and column, each with its source, and none of them while a lesson asks. */

import { describe, expect, it } from 'vitest';
import { RULE_SETS } from '../../protocol/rule-sets/rule-sets.ts';
import { of } from '../../protocol/trace/walk.ts';
import { toNodes } from '../picture/flow.ts';
import { toGraph } from '../picture/graph.ts';
import { getSigns } from '../picture/outcome-words.ts';
import { COLUMN_WORDS, ROW_WORDS, WIDE } from '../place/place.ts';
import { AXES, toAxisTip, toStateTip } from './tip-words.ts';

const nodesOf = (id: string, flags: number | null = null, current = 1) =>
  toNodes(toGraph(of(id), flags, WIDE), { current, verdict: null }).map(({ data }) => data);

const tipOf = (id: string, name: string, flags: number | null = null) => {
  const data = nodesOf(id, flags).find(({ node }) => node.state.name === name);
  if (!data) throw new Error(`${id} has no ${name}`);
  return toStateTip(data);
};

const FLAGS: Readonly<Record<string, number>> = { 'v2-5.18': 3, 'v2-6.2': 7, 'v2-7.2': 7 };

describe('a tip', () => {
  it('[TIP-1] explains every sign of every state of every rule set, and names who says so', () => {
    for (const { id } of RULE_SETS)
      for (const data of nodesOf(id, FLAGS[id] ?? null)) {
        const { lines, source } = toStateTip(data);
        const told = lines.map(({ sign }) => sign);
        for (const { word, may } of getSigns(data.node.state)) {
          expect(told, `${id} ${data.node.state.name}`).toContain(word);
          expect(lines.find(({ sign }) => sign === word)?.may).toBe(may);
        }
        expect(lines.every(({ text }) => /^[A-Z].*\.$/.test(text))).toBe(true);
        expect(source).toMatch(/Linux v|Alex Williamson/);
      }
  });

  it.each([
    ['patch-2021-09', '_STOP', null, /issues no DMA.*may not change.*No data session/],
    ['patch-2021-09', '_SAVING|_RUNNING', null, /any DMA.*at any time.*read out/],
    ['patch-2021-09', '_RESUMING', null, /issues no DMA.*only by what is loaded.*loaded into/],
    ['ndma-rfc', '_NDMA|_RUNNING', null, /starts no DMA and no interrupts.*at any time/],
    ['v2-7.2', 'RUNNING_P2P', 7, /no peer-to-peer.*in flight.*incoming DMA/],
    ['v2-7.2', 'PRE_COPY', 1, /The flags merge this state away/],
    ['v2-7.2', 'ERROR', 7, /left by VFIO_DEVICE_RESET/],
  ] as const)('[TIP-2] says of %s, %s what the rules say', (id, name, flags, words) => {
    expect(
      tipOf(id, name, flags)
        .lines.map(({ text }) => text)
        .join(' '),
    ).toMatch(words);
  });

  it('[TIP-3] says only that a lesson asks, where it asks for what the signs tell', () => {
    const [data] = nodesOf('patch-2021-09');
    if (!data) throw new Error('there is no state');
    const asked = 'The lesson asks what the device may do here.';
    expect(toStateTip({ ...data, asked })).toEqual({
      title: '_STOP',
      lines: [{ sign: null, may: false, text: asked }],
      source: null,
    });
  });

  it('[TIP-4] explains every row and column under its own word, and nothing else', () => {
    for (const [axis, words] of Object.entries({ row: ROW_WORDS, column: COLUMN_WORDS }))
      for (const [key, word] of Object.entries(words)) {
        const tip = toAxisTip(`${axis} ${key}`);
        expect(tip?.title.toLowerCase()).toBe(`${axis}: ${word}`.toLowerCase());
        expect(tip?.source).toContain('Linux v');
        expect(AXES).toContain(`${word}: ${tip?.lines[0]?.text}`);
      }
    for (const key of ['', 'row', 'row saving', 'column runs', 'none']) expect(toAxisTip(key)).toBeNull();
  });
});
