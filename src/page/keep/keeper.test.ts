/** What the page opens with where something is kept: whatever stands there, it opens, and nothing that stood there is lost. */

import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { openTrace } from '../../machine/workspace.ts';
import { getRuleSet, RULE_SETS } from '../../protocol/rule-sets/rule-sets.ts';
import { encodeLibrary } from '../../share/store/library.ts';
import { DEFAULT_PREFERENCES, encodePreferences } from '../../share/store/preferences.ts';
import { encodeHistory } from '../../share/store/stored-history.ts';
import { toStored } from '../snapshot.ts';
import { countRowSteps, openKept, readRuleSet } from './keeper.ts';
import type { Rows } from './store/shelf.fixture.ts';
import { getText, listAside, openBroken, openTab, toError } from './store/shelf.fixture.ts';
import { release } from './store/tab-claim.ts';

const V2 = getRuleSet('v2-7.2')!;
const LINK = '#v=1&rules=uapi-v1&trace=_SAVING:a&at=1';

const trace = (...states: string[]) =>
  encodeHistory(
    toStored(
      openTrace(
        V2,
        7,
        states.map((to) => ({ act: 'request', to }) as const),
        states.length,
      ),
    ),
  );

const TREE = trace('STOP', 'RUNNING', 'STOP');
const DRAFT = encodeLibrary([
  { ruleSet: { ...V2, id: 'draft-1', title: 'A draft' }, base: 'v2-7.2', origin: 'edited' },
]);

let local = new Map<string, string>();

beforeEach(() => {
  local = new Map();
  vi.stubGlobal('navigator', {});
  vi.stubGlobal('BroadcastChannel', undefined);
  vi.stubGlobal('window', {
    localStorage: { setItem: (key: string, text: string) => void local.set(key, text) },
    sessionStorage: { getItem: () => null, setItem: () => undefined },
  });
});

afterEach(() => {
  for (const key of ['history/a', 'history/b', 'history/c']) release(key);
  vi.unstubAllGlobals();
});

/** A browser that keeps these texts, the last one last. */
async function keep(texts: Readonly<Record<string, string>>): Promise<Rows> {
  const { toRow } = await openTab(new Map());
  return new Map(
    Object.entries(texts).map(([key, text], index) => [
      key,
      { ...toRow('history/x', text, { changed: index }), key },
    ]),
  );
}

const open = async (rows: Rows, hash = '', preferences: string | null = null) => {
  const opening = await openKept(hash, preferences, await openTab(rows));
  for (const key of rows.keys()) release(key);
  const { workspace, source, notices } = opening;
  return {
    rules: workspace.ruleSet.id,
    steps: workspace.history.nodes.length,
    source,
    said: notices.map((notice) => (typeof notice === 'string' ? notice : notice.sentence)),
    opening,
  };
};

describe('a page where something is kept', () => {
  it('[KEEPER-1] opens with the history that was kept last', async () => {
    const rows = await keep({ 'history/a': trace('STOP'), 'history/b': TREE });
    expect(await open(rows)).toMatchObject({ rules: 'v2-7.2', steps: 3, source: 'kept', said: [] });
    expect(rows.size).toBe(2);
  });

  it('[KEEPER-2] opens with the link that it is given, and keeps what it has', async () => {
    const rows = await keep({ 'history/a': TREE });
    expect(await open(rows, LINK)).toMatchObject({ rules: 'uapi-v1', steps: 1, source: 'link', said: [] });
    expect([rows.size, getText(rows, 'history/a')]).toEqual([1, TREE]);
  });

  it('[KEEPER-3] has the rule sets of the library, and those that only the history brings', async () => {
    const pasted = encodeLibrary([
      { ruleSet: { ...V2, id: 'pasted-1', title: 'Pasted' }, base: null, origin: 'pasted' },
    ]);
    const rows = await keep({ 'library/draft-1': DRAFT, 'history/a': TREE.replace('v2-7.2', 'pasted-1') });
    rows.set('history/a', { ...(rows.get('history/a') as object), carried: pasted });
    const { rules, opening, said } = await open(rows);
    expect([rules, said]).toEqual(['pasted-1', []]);
    expect(opening.workbench.library.map(({ ruleSet }) => ruleSet.id)).toEqual(['draft-1', 'pasted-1']);
  });

  it.each([
    ['not JSON', '{"version":1,'],
    ['of a later version', '{"version":9}'],
    ['of a rule set that is not known', TREE.replace('v2-7.2', 'draft-9')],
    ['of a wrong shape', TREE.replace('"cursor":3', '"cursor":7')],
  ])('[KEEPER-4] sets aside a history that is %s, says so once, and begins anew', async (_, text) => {
    for (const hash of ['', LINK]) {
      const rows = await keep({ 'history/a': text });
      const first = await open(rows, hash);
      expect(first.said).toEqual([
        expect.stringMatching(/^The stored history.*; a new history is begun\.$/),
        expect.stringContaining('set aside'),
      ]);
      expect([listAside(rows), rows.has('history/a')]).toEqual([[text], false]);
      expect((await open(rows, hash)).said).toEqual([]);
    }
  });

  it('[KEEPER-5] sets aside preferences of which something cannot be read, and a library row alone', async () => {
    const text = '{"theme":"dark","size":"huge"}';
    const rows = await keep({ 'library/draft-1': DRAFT, 'library/draft-2': '{"version":4}' });
    const { opening, said } = await open(rows, '', text);
    expect(opening.preferences).toMatchObject({ theme: 'dark', size: 'normal' });
    expect(opening.workbench.library).toHaveLength(1);
    expect(listAside(rows).toSorted()).toEqual([text, '{"version":4}'].toSorted());
    expect(said).toHaveLength(2);
    expect(local.get('vfio-migration-explorer.preferences')).toBe(encodePreferences(opening.preferences));
    const whole = encodePreferences({
      ...DEFAULT_PREFERENCES,
      folded: ['normal matrix'],
      layout: { a: [1, 2] },
    });
    expect((await open(new Map(), '', whole)).said).toEqual([]);
  });

  it('[KEEPER-6] opens whatever call of the database breaks', async () => {
    const fail = () => Promise.reject(toError('UnknownError'));
    for (const call of ['get', 'getAll', 'change'] as const) {
      const rows = await keep({ 'history/a': '{', 'library/draft-1': '{' });
      const opening = await openKept(LINK, '{"theme":3}', await openBroken(rows, { [call]: fail }));
      expect(opening.workspace.ruleSet.id).toBe('uapi-v1');
      const texts = [...rows.keys()].map((key) => getText(rows, key));
      expect(texts.filter((text) => text === '{')).toHaveLength(2);
    }
  });

  it('[KEEPER-7] opens with any store, however garbled; every text that was there is there, or is set aside', async () => {
    const cut = (text: string) => fc.nat(text.length).map((length) => text.slice(0, length));
    const swap = (text: string) =>
      fc
        .tuple(fc.nat(text.length - 1), fc.string({ maxLength: 4 }))
        .map(([at, other]) => text.slice(0, at) + other + text.slice(at + 1));
    const spoil = (text: string) =>
      fc.oneof(fc.constant(text), cut(text), swap(text), fc.json(), fc.string());
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom('', '#', LINK, '#v=9'),
        spoil(TREE),
        spoil(DRAFT),
        spoil(encodePreferences(DEFAULT_PREFERENCES)),
        async (hash, history, library, preferences) => {
          const rows = await keep({ 'library/draft-1': library, 'history/a': history });
          const { rules, steps, said, opening } = await open(rows, hash, preferences);
          expect(
            [...RULE_SETS, ...opening.workbench.library.map(({ ruleSet }) => ruleSet)].map(({ id }) => id),
          ).toContain(rules);
          expect(steps).toBeGreaterThanOrEqual(0);
          for (const sentence of said) expect(sentence).toMatch(/^\S.*\.$/su);
          const texts = [...rows.keys()].map((key) => getText(rows, key));
          expect(texts).toContain(history);
          expect(texts).toContain(library);
          if (opening.unread.includes('preferences')) expect(texts).toContain(preferences);
        },
      ),
      { numRuns: 99 },
    );
  });
});

describe('a row of the list', () => {
  it('[KEEPER-8] says its steps and its rule set, or nothing where it cannot be read', async () => {
    const { toRow } = await openTab(new Map());
    const say = (text: string) => {
      const row = toRow('history/a', text);
      return [countRowSteps(row), readRuleSet(row)];
    };
    expect(say(TREE)).toEqual([3, 'v2-7.2']);
    for (const text of ['', 'null', '{"nodes":3,"ruleSet":[]}', '[]']) expect(say(text)).toEqual([0, '']);
  });
});
