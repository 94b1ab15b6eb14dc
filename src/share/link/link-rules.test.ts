import { beforeAll, describe, expect, it } from 'vitest';
import { getRuleSet, RULE_SETS } from '../../protocol/rule-sets/rule-sets.ts';
import type { LibraryEntry } from '../library-entry.ts';
import { loadTables } from '../table/tables.ts';
import type { View } from '../view.ts';
import { encodeLink } from './link.ts';
import { decodeLink } from './link-read.ts';

beforeAll(loadTables);

const BARE: View = { ruleSet: 'v2-6.2', flags: 7, steps: [], cursor: 0 };

const getDecoded = (hash: string) => {
  const decoded = decodeLink(hash);
  if (!decoded.ok || !decoded.value) throw new Error(`${hash} holds no view`);
  return decoded.value;
};

describe('a link with a rule set that is not built in', () => {
  const draft = { ...getRuleSet('v2-7.2')!, id: 'draft-1', title: 'A draft', stopsOnError: false };
  const old = { ...getRuleSet('patch-2021-09')!, id: 'draft-2', title: 'Another' };
  const shown: LibraryEntry = { ruleSet: draft, base: 'v2-7.2', origin: 'linked' };
  const other: LibraryEntry = { ruleSet: old, base: 'patch-2021-09', origin: 'linked' };
  const compared: View = {
    ...BARE,
    ruleSet: 'draft-1',
    mode: 'compare',
    against: 'draft-2',
    carried: [shown, other],
  };
  const TABLE =
    '1~draft-1~A%20draft~v2-7.2~loop.spins~next.15553450.52655550.22677220.55673550.11003110.11111410.12271150.00000000';
  const OTHER = '1~draft-2~Another~patch-2021-09~cells.rarra.araar.aarrr.raarr.aarrr';
  const COMPARED = `#v=1&rules=draft-1&table=${TABLE}&mode=compare&with=draft-2&with-table=${OTHER}&flags=7&at=0`;

  it('[LINK-23] looks as it is documented, and opens where neither is known', () => {
    expect(encodeLink({ ...BARE, ruleSet: 'v2-7.2', mode: 'compare', against: 'v2-6.2' })).toBe(
      '#v=1&rules=v2-7.2&mode=compare&with=v2-6.2&flags=7&at=0',
    );
    expect(encodeLink(compared)).toBe(COMPARED);
    expect(getDecoded(COMPARED)).toEqual({ view: compared, warnings: [] });
  });

  it('[LINK-24] goes before what is known here under its id, but not before what is built in', () => {
    const here = { ...getRuleSet('v2-6.2')!, id: 'draft-1' };
    const options = { ruleSets: [...RULE_SETS, here] };
    const link = `#v=1&rules=draft-1&table=${TABLE}&flags=7&at=0`;
    expect(decodeLink(link, options)).toEqual({
      ok: true,
      value: { view: { ...BARE, ruleSet: 'draft-1', carried: [shown] }, warnings: [] },
    });
    expect(decodeLink('#v=1&rules=draft-1&flags=7&at=0', options)).toEqual({
      ok: true,
      value: { view: { ...BARE, ruleSet: 'draft-1' }, warnings: [] },
    });
    expect(getDecoded(`#v=1&rules=v2-6.2&table=${TABLE.replace('draft-1', 'v2-6.2')}&flags=7&at=0`)).toEqual({
      view: BARE,
      warnings: ['The part "table" of the link is not needed, and is ignored.'],
    });
  });

  it('[LINK-25] carries only what it is of and what is not built in, the same one once', () => {
    const builtIn: LibraryEntry = { ...shown, ruleSet: getRuleSet('v2-6.2')! };
    expect(encodeLink({ ...BARE, against: 'v2-5.18', carried: [builtIn, shown] })).toBe(
      '#v=1&rules=v2-6.2&with=v2-5.18&flags=7&at=0',
    );
    const itself: View = { ...BARE, ruleSet: 'draft-1', against: 'draft-1', carried: [shown] };
    expect(encodeLink(itself)).toBe(`#v=1&rules=draft-1&table=${TABLE}&with=draft-1&flags=7&at=0`);
    expect(getDecoded(encodeLink(itself))).toEqual({ view: itself, warnings: [] });
  });

  it('[LINK-26] does not say what it was made from where that is not on every page', () => {
    const made: LibraryEntry = { ...shown, base: 'draft-2' };
    expect(getDecoded(encodeLink({ ...compared, carried: [made, other] })).view.carried?.[0]).toEqual(made);
    const alone = encodeLink({ ...BARE, ruleSet: 'draft-1', carried: [made] });
    expect(getDecoded(alone).view.carried).toEqual([{ ...made, base: null }]);
  });

  it.each([
    [
      `#v=1&rules=draft-1&table=${TABLE.replace('226', '2x6')}&flags=7&at=0`,
      'The part "table" of the link cannot be read at row 3 of "next", where "2x677220" stands: there must be a row for each value, with one of the values for each; the default view is shown.',
    ],
    [
      `#v=1&rules=draft-9&table=${TABLE}&flags=7&at=0`,
      'The part "table" of the link cannot be read at "id", where "draft-1" stands: there must be the id that it goes by; the default view is shown.',
    ],
    [
      '#v=1&rules=draft-1&flags=7&at=0',
      expect.stringMatching(/^The link names the rule set "draft-1", which is not known here;.*shown\.$/),
    ],
  ])('[LINK-27] opens nothing where its table is bad: %s', (link, problem) => {
    expect(decodeLink(link)).toEqual({ ok: false, problem });
  });

  it('[LINK-30] carries what is open in a mode as it is', () => {
    const view = { ...BARE, mode: 'learn', part: 'lab:devices~1,at~3' } as const;
    const link = '#v=1&rules=v2-6.2&mode=learn&part=lab:devices~1,at~3&flags=7&at=0';
    expect(encodeLink(view)).toBe(link);
    expect(getDecoded(link)).toEqual({ view, warnings: [] });
  });

  it.each([
    [
      'part=a%20b',
      'The link opens the part "a%20b" of its mode, which cannot be read; the mode is opened as it is.',
    ],
    ['part=', 'The link opens the part "" of its mode, which cannot be read; the mode is opened as it is.'],
    [
      'mode=verify',
      'The link is for the mode "verify", which is none of explore, compare, review, learn; it is opened in explore.',
    ],
    [
      'with=v2-6.3',
      'The link compares with the rule set "v2-6.3", which is not known here; the closest that is known is v2-6.2; the link is opened without it.',
    ],
    [
      'with=%zz',
      'The link compares with the rule set "%zz", in which a percent sign does not begin a valid escape; the link is opened without it.',
    ],
    [
      `with=draft-2&with-table=${OTHER}.r`,
      'The part "with-table" of the link cannot be read at row 6 of "cells", where "r" stands: there must be a row for each value, with a, r or u for each; the link is opened without it.',
    ],
    [`with-table=${OTHER}`, 'The part "with-table" of the link is not needed, and is ignored.'],
  ])('[LINK-28] keeps the rest where it cannot be compared: %s', (part, warning) => {
    expect(getDecoded(`#v=1&rules=v2-6.2&${part}&flags=7&at=0`)).toEqual({ view: BARE, warnings: [warning] });
  });

  it('[LINK-29] compares with a rule set of another generation, known here or not', () => {
    expect(getDecoded('#v=1&rules=v2-6.2&mode=explore&with=uapi-v1&flags=7&at=0')).toEqual({
      view: { ...BARE, against: 'uapi-v1' },
      warnings: [],
    });
    expect(
      decodeLink('#v=1&rules=v2-6.2&with=draft-2&flags=7&at=0', { ruleSets: [...RULE_SETS, old] }),
    ).toEqual({
      ok: true,
      value: { view: { ...BARE, against: 'draft-2' }, warnings: [] },
    });
  });
});
