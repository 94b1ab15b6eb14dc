import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createHistoryEncoder } from './history-encoder.ts';
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
          expect(encode(stored)).toBe(encodeHistory(stored));
        }
      }),
      { numRuns: 200 },
    );
  });
});
