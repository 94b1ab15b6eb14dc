/** What the page says about an input beside the text: its lists, its base, and the user's choices. */

import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { RULE_SETS } from '../../../protocol/rule-sets/rule-sets.ts';
import type { ReviewInput, ReviewOptions } from '../../../reader/review-input.ts';
import { reviewText } from '../../../reader/review-text.ts';
import { listEntryGroups } from './review-entry.ts';
import { formatBase, formatFound, getFirstPlace } from './review-inputs-words.ts';
import { listBases, withOption } from './review-options.ts';

function review(name: string, options?: ReviewOptions): ReviewInput {
  const [input] = reviewText(
    readFileSync(new URL(`../../../reader/fixtures/${name}`, import.meta.url), 'utf8'),
    options,
  ).inputs;
  if (!input) throw new Error(`${name} has no input`);
  return input;
}

/** Each list as `id: entry, entry`, an entry with its sign and its line. */
const list = (input: ReviewInput) =>
  listEntryGroups(input).map(({ id, entries }) => {
    const each = entries.map(({ name, sign, place }) =>
      `${sign ?? ''} ${name}${place ? ` @${place.line}` : ''}`.trim(),
    );
    return `${id}: ${each.join(', ')}`.trim();
  });

describe('the lists of a driver', () => {
  it('[EDIT-8] are what is missing, what is there with its line, and what is required', () => {
    const [missing, implemented, required, ...more] = list(review('driver-switch.c'));
    expect(more).toEqual([]);
    expect(missing).toBe('missing:');
    expect(implemented).toContain('STOP > RUNNING_P2P @8');
    expect(required?.split(', ')).toHaveLength(9 - 1);
  });

  it('[EDIT-8] follow the flags that are chosen', () => {
    const [missing] = list(review('driver-switch.c', { flags: 7 }));
    expect(missing).toContain('RUNNING > PRE_COPY,');
    const [extra] = listEntryGroups(review('driver-switch.c', { flags: 1 })).slice(1);
    expect([extra?.id, extra?.text]).toEqual(['extra', expect.stringContaining('migration_flags 1')]);
  });

  it('[EDIT-8] say what a diff adds and removes, and nothing of what is required where the flags are not known', () => {
    const input = review('driver.patch');
    expect(list(input)).toEqual([
      'implemented: STOP > RUNNING @10, STOP_COPY > STOP @19, added RESUMING > STOP @20, removed RESUMING > RUNNING',
    ]);
    expect(list(review('driver.patch', { flags: 1 })).join('\n')).toContain('assumed STOP > RESUMING');
  });

  it('[EDIT-8] are none for a table', () => expect(list(review('v2-6.2.c'))).toEqual([]));
});

describe('the lists of a check of values', () => {
  it('[EDIT-9] are the values that pass and those that do not', () => {
    const groups = listEntryGroups(review('v1-valid.c'));
    expect(groups.map(({ id, entries }) => [id, entries.length])).toEqual([
      ['passes', 10],
      ['fails', 6],
    ]);
    expect(groups[0]?.entries.slice(0, 2).map(({ name }) => name)).toEqual(['000b _STOP', '001b _RUNNING']);
    expect(groups[0]?.text).toContain('0xF000');
    expect(groups[1]?.entries.map(({ name }) => name)).toContain('101b');
    expect(groups[0]?.entries.every(({ place }) => place === null)).toBe(true);
    const lines = { '0': { line: 3, column: 1 }, '1': { line: 4, column: 1 } };
    const input = review('v1-valid.c');
    const [passes] = listEntryGroups({ ...input, new: { ...input.new, lines } });
    expect(passes?.entries.map(({ place }) => place?.line).slice(0, 3)).toEqual([3, 4, undefined]);
  });

  it('[EDIT-9] say which value a diff moves', () => {
    const input = review('v1-valid.c');
    const old = {
      kind: 'validity',
      valid: [0, 1, 2, 3, 5],
      reservedPass: true,
      hasNdma: false,
      lines: {},
    } as const;
    const signs = listEntryGroups({ ...input, old }).flatMap(({ entries }) =>
      entries.filter(({ key }) => Number(key) < 6).map(({ key, sign }) => `${key} ${sign}`),
    );
    expect(signs).toEqual(['0 null', '1 null', '2 null', '3 null', '4 added', '5 removed']);
  });
});

describe('the sentences of an input', () => {
  it('[EDIT-10] say how much is assumed, and from where', () => {
    expect(formatBase(review('v2-7.2.c'))).toBe('Every entry is in the text.');
    expect(formatBase(review('v2-rows.patch'))).toMatch(
      /^\d+ of 64 entries are not in the text: they are assumed from /,
    );
    expect(formatBase(review('driver-switch.c'))).toBe('The arcs are checked against v2-7.2.');
    expect(formatBase(review('driver.patch', { flags: 1 }))).toMatch(
      / The hunks do not show \d+ arcs that it requires, so those are assumed\./,
    );
    expect(formatBase(review('v1-valid.c'))).toBeNull();
  });

  it('[EDIT-10] say what was found, and how much was not read', () => {
    const input = review('v2-7.2.c');
    expect(formatFound([], 1)).toBe('The text has nothing to review.');
    expect(formatFound([input], 0)).toBe('Found: a table of next states.');
    expect(formatFound([input, input], 1)).toBe('Found: 2 inputs. 1 place could not be read.');
  });

  it('[EDIT-10] know the first line of an input', () => {
    expect(getFirstPlace(review('driver-switch.c'))?.line).toBe(8);
    const input = review('v1-valid.c');
    expect(getFirstPlace({ ...input, new: { ...input.new, lines: {} } })).toBeNull();
  });
});

describe('a choice', () => {
  it('[EDIT-11] is made, changed and left to the text again', () => {
    expect(withOption({ flags: 3 }, 'base', 'v2-6.2')).toEqual({ flags: 3, base: 'v2-6.2' });
    expect(withOption({ flags: 3, base: 'v2-6.2' }, 'flags', undefined)).toEqual({ base: 'v2-6.2' });
  });

  it('[EDIT-11] of a generation drops what was chosen of the other, and keeps the names', () => {
    const options = {
      generation: 'v2',
      base: 'v2-6.2',
      flags: 3,
      roles: { current: 'a', new: 'b' },
    } as const;
    expect(withOption(options, 'generation', 'v1')).toEqual({ generation: 'v1', roles: options.roles });
    expect(withOption(options, 'generation', undefined)).toEqual({ roles: options.roles });
  });

  it('[EDIT-11] of a base is among the rule sets of the generation', () => {
    expect(listBases('v2').map(({ id }) => id)).toEqual(['v2-5.18', 'v2-6.2', 'v2-7.2']);
    expect([...listBases('v1'), ...listBases('v2')]).toEqual(RULE_SETS);
  });
});
