import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RuleSet } from '../../protocol/rule-sets/rule-set.ts';
import { getFlagSets } from '../../protocol/rule-sets/rule-set.ts';
import { getRuleSet, RULE_SETS } from '../../protocol/rule-sets/rule-sets.ts';
import { getRulesHash } from '../../protocol/trace/trace.ts';
import { getVerdict } from '../../protocol/verdict/request-verdict.ts';
import { editedRuleSet, libraryEntry } from './edited.fixture.ts';
import { decodeEntry, decodeTable, encodeTable } from './table-text.ts';

const of = (id: string): RuleSet => getRuleSet(id)!;

/** The posted table with 1 > 4, begun in _STOP. */
const DRAFT: RuleSet = { ...of('patch-2021-09-amended'), id: 'draft-1', title: 'A draft', initial: 0 };

const getProblem = (text: string) => {
  const decoded = decodeTable(text);
  return decoded.ok ? undefined : decoded.problem;
};

const getRead = (text: string) => {
  const decoded = decodeTable(text);
  if (!decoded.ok) throw new Error(decoded.problem);
  return decoded.value;
};

function listVerdicts(ruleSet: RuleSet) {
  const values = [...ruleSet.states.map(({ value }) => value), 99];
  return getFlagSets(ruleSet).flatMap((flags) =>
    values.flatMap((from) => values.map((to) => getVerdict(ruleSet, { from, to, flags }))),
  );
}

describe('a rule set as text', () => {
  it.each(RULE_SETS.map((ruleSet) => [ruleSet.id, ruleSet] as const))(
    '[CARRY-1] comes back whole: %s',
    (id, ruleSet) => {
      const entry = decodeEntry(encodeTable(ruleSet, id), 'edited');
      expect(entry).toEqual({ ok: true, value: { ruleSet, base: id, origin: 'edited' } });
      expect(getRead(encodeTable(ruleSet)).states).toBe(ruleSet.states);
      expect(encodeTable(ruleSet).length).toBeLessThan(200);
    },
  );

  it('[CARRY-2] looks as it is documented', () => {
    const text = '1~draft-1~A%20draft~patch-2021-09~initial.0~cells.rarra.araaa.aarrr.raarr.aarrr';
    const account = of('patch-2021-09').account;
    const draft = { ...DRAFT, account, citations: of('patch-2021-09').citations };
    expect(encodeTable(draft, 'patch-2021-09')).toBe(text);
    expect(getRead(text)).toEqual(draft);
    const next = { ...of('v2-7.2'), id: 'draft-2', title: 'B', stopsOnError: false, flagSets: [1, 3] };
    expect(encodeTable(next, 'v2-7.2')).toBe(
      '1~draft-2~B~v2-7.2~flags.1.3~loop.spins~next.15553450.52655550.22677220.55673550.11003110.11111410.12271150.00000000',
    );
  });

  it('[CARRY-3] comes back as it was edited, with the same rules and the same verdicts', () => {
    fc.assert(
      fc.property(libraryEntry, (entry) => {
        const decoded = decodeEntry(encodeTable(entry.ruleSet, entry.base), entry.origin);
        expect(decoded).toEqual({ ok: true, value: entry });
        if (!decoded.ok) return;
        expect(getRulesHash(decoded.value.ruleSet)).toBe(getRulesHash(entry.ruleSet));
        expect(decoded.value.ruleSet.states.every((state, i) => state === entry.ruleSet.states[i])).toBe(
          true,
        );
      }),
      { numRuns: 500 },
    );
    fc.assert(
      fc.property(editedRuleSet, (ruleSet) => {
        expect(listVerdicts(getRead(encodeTable(ruleSet)))).toEqual(listVerdicts(ruleSet));
      }),
      { numRuns: 60 },
    );
  });

  it('[CARRY-4] has only characters that an address and a mail keep', () => {
    fc.assert(
      fc.property(libraryEntry, ({ ruleSet, base }) => {
        expect(encodeTable(ruleSet, base)).toMatch(/^(?:[\w.~-]|%[0-9A-F]{2})+$/);
      }),
    );
  });

  it('[CARRY-5] has a title and an account that show, and are not endless', () => {
    const odd = { ...DRAFT, title: 'A\u202edraft\ud800', account: `${'x'.repeat(2000)}\n` };
    expect(getRead(encodeTable(odd))).toMatchObject({ title: 'A draft ', account: 'x'.repeat(1000) });
    expect(getRead(encodeTable({ ...DRAFT, title: '' })).title).toBe('draft-1');
  });

  it('[CARRY-6] is not written where what it cannot say is that of no built-in rule set', () => {
    const odd = { ...of('uapi-v1'), id: 'draft-1', order: [] } as RuleSet;
    expect(() => encodeTable(odd)).toThrow('no built-in rule set has the states and the order of draft-1');
  });
});

describe('a text that is no rule set', () => {
  const V1 = '1~a~A~uapi-v1';
  const V2 = '1~a~A~v2-7.2';

  it.each([
    ['', '"version", where "" stands: there must be 1'],
    ['hello', '"version", where "hello" stands: there must be 1'],
    ['02~a~A~uapi-v1', '"version", where "02" stands: there must be 1'],
    ['1~a~A', '"like", where "" stands: there must be the id of a built-in rule set'],
    ['1~a~A~v2-9', '"like", where "v2-9" stands: there must be the id of a built-in rule set'],
    ['1~~A~uapi-v1', '"id", where "" stands: there must be the id that it goes by'],
    ['1~a%~A~uapi-v1', '"id", where "a%" stands: there must be the id that it goes by'],
    ['1~a~~uapi-v1', '"title", where "" stands: there must be 1 to 1000 characters, all of which show'],
    ['1~a~A%00~uapi-v1', '"title", where "A%00" stands: there must be 1 to'],
    [`${V1}~base.%FF`, '"base", where "%FF" stands: there must be 1 to'],
    [`${V1}~about.${'x'.repeat(1001)}`, '"about", where "xxx'],
    [`${V1}~cites.draft-9`, '"cites", where "draft-9" stands: there must be the id of a built-in rule set'],
    [`${V1}~initial.8`, '"initial", where "8" stands: there must be the value of a state'],
    [`${V1}~initial.01`, '"initial", where "01" stands'],
    [`${V1}~initial.`, '"initial", where "" stands'],
    [`${V1}~initial.1.2`, 'item 2 of "initial", where "2" stands'],
    [
      `${V1}~values.0.1.1`,
      'item 3 of "values", where "1" stands: there must be the value of a state, each once',
    ],
    [`${V1}~values.0.x.1`, 'item 2 of "values", where "x" stands'],
    [`${V1}~values.0.8`, 'item 2 of "values", where "8" stands'],
    [
      `${V1}~grants.all`,
      '"grants", where "all" stands: there must be in-table, in-driver, charted or valid-pair',
    ],
    [`${V1}~reserved.12`, '"reserved", where "12" stands: there must be a power of two, or 0'],
    [`${V1}~reserved.4294967296`, '"reserved", where "4294967296" stands'],
    [V1, '"cells", where "" stands: there must be a row for each value, with a, r or u for each'],
    [
      `${V1}~cells.uuuuu.auaaa.auuuu.uuauu`,
      'row 5 of "cells", where "" stands: there must be a row for each',
    ],
    [`${V1}~cells.uuuuu.auaxa.auuuu.uuauu.uauuu`, 'row 2 of "cells", where "auaxa" stands'],
    [`${V1}~cells.uuuuu.auaaa.auuuu.uuauu.uauu`, 'row 5 of "cells", where "uauu" stands'],
    [`${V1}~cells.uuuuu.auaaa.auuuu.uuauu.uauuuu`, 'row 5 of "cells", where "uauuuu" stands'],
    [`${V1}~cells.uuuuu.auaaa.auuuu.uuauu.uauuu.uuuuu`, 'row 6 of "cells", where "uuuuu" stands'],
    [
      `${V1}~cells.uuuuu.auaaa.auuuu.uuauu.uauuu~zoom.2`,
      '"zoom", where "2" stands: there must be a part that',
    ],
    [`${V1}~cells.uuuuu.auaaa.auuuu.uuauu.uauuu~toString.2`, '"toString", where "2" stands'],
    [`${V1}~cells.uuuuu.auaaa.auuuu.uuauu.uauuu~__proto__.2`, '"__proto__", where "2" stands'],
    [`${V1}~cells.uuuuu.auaaa.auuuu.uuauu.uauuu~next.0`, '"next", where "0" stands'],
    [`${V1}~cells.uuuuu.auaaa.auuuu.uuauu.uauuu~zoom`, '"zoom", where "zoom" stands'],
    [
      `${V2}~values.1.2`,
      'item 3 of "values", where "" stands: there must be the value of a state, each once, that of',
    ],
    [`${V2}~needs.1.1.5.7.1.1.3`, 'item 8 of "needs", where "" stands: there must be a u32 for each value'],
    [`${V2}~needs.1.1.5.7.1.1.3.-1`, 'item 8 of "needs", where "-1" stands'],
    [`${V2}~needs.1.1.5.7.1.1.3.4294967296`, 'item 8 of "needs", where "4294967296" stands'],
    [`${V2}~flags.6`, '"flags", where "6" stands: there must be 1, 3, 5 or 7, each once'],
    [`${V2}~flags.1.3.3`, 'item 3 of "flags", where "3" stands'],
    [`${V2}~flags.`, '"flags", where "" stands'],
    [`${V2}~loop.ends`, '"loop", where "ends" stands: there must be stops or spins'],
    [
      `${V2}~values.1.2.0~needs.1.1.1~next.120.130.000`,
      'row 2 of "next", where "130" stands: there must be a row',
    ],
  ])('[CARRY-7] gets a sentence that says where: %s', (text, why) => {
    expect(getProblem(text)).toContain(`The table cannot be read at ${why}`);
    expect(getProblem(text)).toMatch(/[^.]\.$/);
  });

  it('[CARRY-11] is said to be of a later version', () => {
    expect(getProblem('2~a~A~uapi-v1~cells.whatever')).toBe(
      'The table is of version 2, made by a newer explorer, and this page reads version 1.',
    );
  });

  it('[CARRY-8] is reported wherever it was cut', () => {
    fc.assert(
      fc.property(libraryEntry, fc.nat(), ({ ruleSet, base }, cut) => {
        const text = encodeTable(ruleSet, base);
        expect(decodeTable(text.slice(0, cut % text.length)).ok).toBe(false);
      }),
      { numRuns: 500 },
    );
  });

  it('[CARRY-9] is named, with what happens instead', () => {
    expect(decodeTable('', { name: 'The third table', instead: 'it is left out' })).toEqual({
      ok: false,
      problem:
        'The third table cannot be read at "version", where "" stands: there must be 1; it is left out.',
    });
    expect(decodeTable(encodeTable(DRAFT), { id: 'draft-1' }).ok).toBe(true);
    expect(decodeTable(encodeTable(DRAFT), { id: 'draft-2' })).toEqual({
      ok: false,
      problem:
        'The table cannot be read at "id", where "draft-1" stands: there must be the id that it goes by.',
    });
  });

  it('[CARRY-10] never makes it throw, and gets one line; what is read is written as it was', () => {
    const sign = fc.constantFrom(
      '1',
      '~',
      '.',
      'a',
      'uapi-v1',
      'v2-6.2',
      'cells',
      'next',
      'values',
      '0',
      '%',
      'u',
    );
    const junk = fc.array(fc.nat(0xffff), { maxLength: 9 }).map((codes) => String.fromCharCode(...codes));
    const text = fc.array(fc.oneof(sign, sign, junk), { maxLength: 20 }).map((parts) => parts.join(''));
    const begun = fc.constantFrom('', V1, V2, `${V1}~cells.uuuuu.auaaa.auuuu.uuauu.uauuu`);
    fc.assert(
      fc.property(begun, text, (begin, end) => {
        const decoded = decodeTable(begin + end);
        if (decoded.ok) expect(getRead(encodeTable(decoded.value))).toEqual(decoded.value);
        else
          expect(decoded.problem).toMatch(
            /^The table (?:cannot be read|is of version) [^\p{Cc}\p{Cf}\p{Cs}]+\.$/u,
          );
      }),
      { numRuns: 2000 },
    );
  });
});
