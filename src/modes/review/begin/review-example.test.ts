/** The examples of Review: each is read as what it says it is, and shows what it says it shows. */

import { describe, expect, it } from 'vitest';
import { judge } from '../../../judge/judge-message.ts';
import { readLog } from '../../../judge/replay/read-log.ts';
import { isOnlyNote } from '../../../reader/text/problem.ts';
import type { ExampleId } from './begin-words.ts';
import { EXAMPLE_WORDS } from './begin-words.ts';
import { EXAMPLES, isExample } from './review-example.ts';

function open(id: ExampleId) {
  const example = EXAMPLES.find((each) => each.id === id);
  if (!example) throw new Error(`there is no example ${id}`);
  const judged = judge({ text: example.create(), options: {}, against: null });
  const [of] = judged.inputs;
  if (!of) throw new Error(`the example ${id} is not read`);
  return { judged, of, ids: of.findings.map(({ id: found }) => found) };
}

describe('an example', () => {
  it('[EXAMPLE-1] is there for each kind of text, is read without a problem, and is known again', () => {
    expect(EXAMPLES.map(({ id }) => id)).toEqual(Object.keys(EXAMPLE_WORDS));
    for (const { id, create } of EXAMPLES) {
      if (id !== 'log')
        expect(open(id).judged.problems.filter((problem) => !isOnlyNote(problem))).toEqual([]);
      expect(isExample(create())).toBe(true);
      expect(isExample(`${create()} `)).toBe(false);
    }
    expect(isExample('')).toBe(false);
  });

  it('[EXAMPLE-2] has what its account says', () => {
    const table = open('table').of.input;
    expect([table.generation, table.form, table.old === null]).toEqual(['v1', 'allowed', false]);
    expect(open('table').ids).toContain('change.newly-accepted');
    expect(open('v2').ids).toContain('change.newly-never-returns');
    const driver = open('driver').of;
    expect(driver.input.form).toBe('driver-arcs');
    expect(driver.findings.map(({ id, from, to }) => [id, from, to])).toEqual([['driver.arc-missing', 5, 1]]);
    const reply = open('reply');
    expect(reply.of.input.form).toBe('allowed');
    expect(reply.ids).toContain('change.newly-accepted');
    expect(reply.judged.problems.length).toBeGreaterThan(0);
    const log = EXAMPLES.find(({ id }) => id === 'log')?.create() ?? '';
    const { devices, isBad } = readLog([new TextEncoder().encode(log)], {});
    expect([devices.length, isBad]).toEqual([2, true]);
  });
});
