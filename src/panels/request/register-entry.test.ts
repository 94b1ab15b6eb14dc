/** What is typed into the register: every form of a u32 comes back, and what is none gets a sentence. */

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RULE_SETS } from '../../protocol/rule-sets/rule-sets.ts';
import { of } from '../../protocol/trace/walk.ts';
import { formatBinary, formatHex, parseEntry } from './register-entry.ts';

const { states: V1 } = of('uapi-v1');
const { states: V2 } = of('v2-7.2');

const u32 = fc.oneof(fc.integer({ min: 0, max: 0xffff_ffff }), fc.integer({ min: 0, max: 15 }));

/** Any UTF-16 at all, half surrogates included. */
const anyText = fc.array(fc.nat(0xffff), { maxLength: 40 }).map((codes) => String.fromCharCode(...codes));

/** Spaces around, and letters of either case, at random. */
const dressed = (text: fc.Arbitrary<string>) =>
  fc
    .tuple(
      text,
      fc.constantFrom('', ' ', '\t', '  '),
      fc.constantFrom('', ' ', '\n'),
      fc.infiniteStream(fc.boolean()),
    )
    .map(([word, before, after, capitals]) => {
      const cased = [...word].map((letter) =>
        capitals.next().value ? letter.toUpperCase() : letter.toLowerCase(),
      );
      return `${before}${cased.join('')}${after}`;
    });

const FORMS: readonly (readonly [string, (value: number) => string])[] = [
  ['hex', (value) => `0x${value.toString(16)}`],
  ['hex with zeros before it', formatHex],
  ['binary with 0b', (value) => `0b${value.toString(2)}`],
  ['binary with b', (value) => `${value.toString(2)}b`],
  ['binary with zeros before it', (value) => `${value.toString(2).padStart(32, '0')}b`],
  ['decimal', String],
];

describe('an entry', () => {
  it.each(FORMS)('[REG-1] may be any u32 in %s, in any case', (_, format) => {
    const entry = u32.chain((value) =>
      fc.record({ value: fc.constant(value), text: dressed(fc.constant(format(value))) }),
    );
    fc.assert(
      fc.property(entry, fc.constantFrom(V1, V2), ({ value, text }, states) => {
        expect(parseEntry(text, states)).toEqual({ ok: true, value });
      }),
    );
  });

  it('[REG-2] may be the name of any state of the rule set, in any case, with spaces about its bar', () => {
    const state = fc.constantFrom(...RULE_SETS).chain(({ states }) =>
      fc.constantFrom(...states).chain(({ name, value }) =>
        fc.record({
          states: fc.constant(states),
          value: fc.constant(value),
          text: dressed(fc.constantFrom(name, name.replaceAll('|', ' | '), name.replaceAll('|', '| '))),
        }),
      ),
    );
    fc.assert(
      fc.property(state, ({ states, value, text }) => {
        expect(parseEntry(text, states)).toEqual({ ok: true, value });
      }),
      { numRuns: 300 },
    );
  });

  it.each([
    ['011b', 3],
    ['0x3', 3],
    ['0b011', 3],
    ['3', 3],
    ['_SAVING|_RUNNING', 3],
    ['_saving | _running', 3],
    ['0xF000', 0xf000],
    ['4294967295', 0xffff_ffff],
    ['0xffffffff', 0xffff_ffff],
    ['007', 7],
    ['10', 10],
  ])('[REG-3] %s is %i', (text, value) => {
    expect(parseEntry(text, V1)).toEqual({ ok: true, value });
  });

  it('[REG-4] is by the names of its own rule set alone', () => {
    expect(parseEntry('stop_copy', V2)).toEqual({ ok: true, value: 3 });
    expect(parseEntry('STOP_COPY', V1).ok).toBe(false);
    expect(parseEntry('_SAVING', V2).ok).toBe(false);
    expect(parseEntry('PRE_COPY', of('v2-5.18').states).ok).toBe(false);
  });
});

describe('an entry that is no u32', () => {
  const getProblem = (text: string) => {
    const entry = parseEntry(text, V1);
    return entry.ok ? `was read as ${entry.value}` : entry.problem;
  };

  it.each([
    ['', 'takes a number'],
    ['   ', 'takes a number'],
    ['abc', 'is not a number'],
    ['1e3', 'is not a number'],
    ['0b2', 'is not a number'],
    ['12b', 'is not a number'],
    ['0x', 'is not a number'],
    ['3.0', 'is not a number'],
    ['+3', 'is not a number'],
    ['1 0', 'is not a number'],
    ['0xg', 'is not a number'],
    ['-1', 'is negative, and the register is an unsigned 32-bit value'],
    ['-0x1', 'is negative'],
    ['0x100000000', 'is above 0xffffffff'],
    ['4294967296', 'is above 0xffffffff'],
    ['99999999999', 'is above 0xffffffff'],
    ['100000000000000000000000000000000b', 'is above 0xffffffff'],
    ['9'.repeat(400), 'is above 0xffffffff'],
  ])('[REG-5] gets a sentence: “%s”', (text, why) => {
    expect(getProblem(text)).toContain(why);
    expect(getProblem(text)).toContain(text.trim());
    expect(getProblem(text)).toMatch(/^[“T].* kept\.$/);
  });

  it('[REG-6] gets a sentence whatever it is, and never an exception or a value that is no u32', () => {
    fc.assert(
      fc.property(fc.oneof(anyText, fc.string()), (text) => {
        const entry = parseEntry(text, V1);
        if (!entry.ok) expect(entry.problem).toMatch(/ kept\.$/);
        if (!entry.ok) expect(entry.problem).toContain(text.trim());
        if (entry.ok) expect(entry.value >>> 0).toBe(entry.value);
      }),
    );
  });

  it('[REG-7] is every number outside of u32, on either side', () => {
    const above = fc.bigInt({ min: 0x1_0000_0000n, max: 1n << 80n });
    fc.assert(
      fc.property(above, (value) => {
        for (const text of [`${value}`, `0x${value.toString(16)}`, `${value.toString(2)}b`])
          expect(getProblem(text)).toContain(`“${text}” is above`);
        expect(getProblem(`-${value}`)).toContain('is negative');
      }),
    );
  });
});

describe('the value of the register', () => {
  it('[REG-8] is written in hex with eight digits, and in binary with 32 in groups of eight', () => {
    expect(formatHex(3)).toBe('0x00000003');
    expect(formatHex(0xffff_ffff)).toBe('0xffffffff');
    expect(formatBinary(3)).toBe('00000000 00000000 00000000 00000011');
    expect(formatBinary(0x8000_f001)).toBe('10000000 00000000 11110000 00000001');
  });

  it('[REG-9] comes back from either', () => {
    fc.assert(
      fc.property(u32, (value) => {
        expect(formatHex(value)).toMatch(/^0x[0-9a-f]{8}$/);
        expect(formatBinary(value)).toMatch(/^[01]{8}(?: [01]{8}){3}$/);
        expect(Number.parseInt(formatBinary(value).replaceAll(' ', ''), 2)).toBe(value);
      }),
    );
  });
});
