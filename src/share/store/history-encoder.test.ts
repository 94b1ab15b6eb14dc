import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createHistoryEncoder, joinPieces } from './history-encoder.ts';
import { encodeHistory, type StoredHistory } from './stored-history.ts';

const BEGUN: StoredHistory = {
  version: 1,
  ruleSet: 'v2-6.2',
  flags: 7,
  start: 'RUNNING',
  nodes: [
    { parent: 0, step: { act: 'request', to: 'PRE_COPY', saw: 'accepted' } },
    { parent: 1, step: { act: 'reset' } },
  ],
  cursor: 2,
  follows: { 0: 1, 1: 2 },
};

const STEP = { act: 'request', to: 'STOP' } as const;

describe('the text of a history that grows', () => {
  it('[STORE-10] is written the same where only what has changed is written', () => {
    const encode = createHistoryEncoder();
    const step = (to: string) => ({ act: 'request', to }) as const;
    const grow = fc.array(fc.tuple(fc.constantFrom('add', 'turn', 'cut', 'other'), fc.nat(2000)), {
      maxLength: 12,
    });
    fc.assert(
      fc.property(grow, (acts) => {
        let stored = BEGUN;
        for (const [act, number] of acts) {
          const { nodes } = stored;
          if (act === 'add') {
            const more = Array.from({ length: number }, (_, index) => ({
              parent: nodes.length + index,
              step: step(`S${index % 7}`),
            }));
            const follows = Object.fromEntries(more.map(({ parent }) => [parent, parent + 1]));
            stored = {
              ...stored,
              nodes: [...nodes, ...more],
              follows: { ...stored.follows, ...follows },
              cursor: nodes.length + number,
            };
          } else if (act === 'turn') {
            const id = number % (nodes.length + 1);
            const { [id]: _, ...others } = stored.follows;
            stored = { ...stored, follows: number % 2 ? others : { ...others, [id]: number } };
          } else if (act === 'cut')
            stored = { ...stored, nodes: nodes.slice(0, number), follows: {}, cursor: 0 };
          else if (nodes.length > 0) {
            const at = number % nodes.length;
            const same = nodes[at]?.step;
            // The same step elsewhere in the tree, or another one there.
            const fresh = number % 2 === 0 && same ? same : step('other');
            const other = nodes.with(at, { parent: number % 5, step: fresh });
            stored = { ...stored, nodes: other, flags: number };
          }
          expect(joinPieces(encode(stored))).toBe(encodeHistory(stored));
        }
      }),
      { numRuns: 200 },
    );
  });

  it('[STORE-11] has two new pieces where a step is added to ten thousand, and the others are the same objects', () => {
    const encode = createHistoryEncoder();
    const grow = (length: number): StoredHistory => ({
      ...BEGUN,
      nodes: Array.from({ length }, (_, parent) => ({ parent, step: STEP })),
      cursor: length,
      follows: Object.fromEntries(Array.from({ length }, (_, parent) => [parent, parent + 1])),
    });
    const before = new Set(encode(grow(10_000)));
    const fresh = encode(grow(10_001)).filter((piece) => typeof piece !== 'string' && !before.has(piece));
    expect(fresh).toHaveLength(2);
    for (const piece of fresh) expect(joinPieces([piece]).length).toBeLessThan(20_000);
  });
});
