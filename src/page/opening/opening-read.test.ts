/** What the page opens with: the address, else what was kept, else the posted table; bad input gets a sentence. */

import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { getCurrent, getLine } from '../../machine/history.ts';
import { begin } from '../../machine/history-machine.fixture.ts';
import type { Workspace } from '../../machine/workspace.ts';
import { getRuleSet, RULE_SETS } from '../../protocol/rule-sets/rule-sets.ts';
import { formatState } from '../../protocol/state/state.ts';
import type { LibraryEntry } from '../../share/library-entry.ts';
import { encodeLink } from '../../share/link/link.ts';
import { encodeLibrary } from '../../share/store/library.ts';
import { encodeHistory } from '../../share/store/stored-history.ts';
import { loadTables } from '../../share/table/tables.ts';
import { toStored, toView } from '../snapshot.ts';
import { loadOpening } from './load-opening.ts';
import { DEFAULT_RULE_SET } from './opening.ts';
import { getOpening } from './opening-read.ts';

/** A history with a branch: after PRE_COPY, STOP_COPY was asked, and then RUNNING beside it. */
const BRANCHED = begin('v2-7.2')
  .ask('PRE_COPY > STOP_COPY')
  .send({ type: 'cursor.back' })
  .ask('RUNNING')
  .get();
const STORED = encodeHistory(toStored(BRANCHED));
const SAME_LINK = encodeLink(toView(BRANCHED, null));
const OTHER_LINK = '#v=1&rules=uapi-v1&trace=_SAVING:a&look=_STOP~_SAVING&at=1';
const BAD_LINK = '#v=1&rules=v2-6.3&at=0';
const BAD_STORED = '{"version":1,';

/** Any UTF-16 at all, half surrogates included. */
const anyText = fc.array(fc.nat(0xffff), { maxLength: 40 }).map((codes) => String.fromCharCode(...codes));

const say = ({ ruleSet, history }: Workspace) => ({
  rules: ruleSet.id,
  state: formatState(ruleSet.states, getCurrent(history)),
  steps: getLine(history).map(({ step }) => (step.act === 'request' ? step.to : 'reset')),
  nodes: history.nodes.length,
});

const DEFAULT = { rules: 'patch-2021-09', state: '_RUNNING', steps: [], nodes: 0 };
const KEPT = { rules: 'v2-7.2', state: 'RUNNING', steps: ['PRE_COPY', 'RUNNING'], nodes: 3 };
const LINKED = { rules: 'uapi-v1', state: '_SAVING', steps: ['_SAVING'], nodes: 1 };

const open = (hash: string, stored: string | null) => {
  const { workspace, selection, notices } = getOpening(hash, { history: stored });
  return { shown: say(workspace), selection, notices };
};

describe('a page', () => {
  it.each(['', '#'])(
    '[OPEN-1] opened for the first time with "%s" shows the posted table in _RUNNING',
    (hash) => {
      expect(open(hash, null)).toEqual({ shown: DEFAULT, selection: null, notices: [] });
      expect(DEFAULT_RULE_SET).toBe('patch-2021-09');
    },
  );

  it('[OPEN-2] opened again shows what was kept', () => {
    expect(open('', STORED)).toEqual({ shown: KEPT, selection: null, notices: [] });
  });

  it('[OPEN-3] opened with a link shows the link, whatever was kept', () => {
    for (const stored of [null, STORED])
      expect(open(OTHER_LINK, stored)).toEqual({
        shown: LINKED,
        selection: { from: 0, to: 2 },
        notices: [],
      });
  });

  it('[OPEN-4] opened with the link of what was kept has its branches as well', () => {
    expect(open(SAME_LINK, STORED)).toEqual({ shown: KEPT, selection: null, notices: [] });
    expect(open(SAME_LINK, null).shown).toEqual({ ...KEPT, nodes: 2 });
    const look = encodeLink(toView(BRANCHED, { from: 3, to: 6 }));
    expect(open(look, STORED)).toEqual({ shown: KEPT, selection: { from: 3, to: 6 }, notices: [] });
  });

  it.each([
    ['other flags', SAME_LINK.replace('flags=7', 'flags=5')],
    ['another cursor', SAME_LINK.replace('at=2', 'at=1')],
    ['another step', SAME_LINK.replace('RUNNING:a&', 'STOP:a&')],
    ['other rules', SAME_LINK.replace('v2-7.2', 'v2-6.2')],
    ['another start', SAME_LINK.replace('&trace', '&start=STOP&trace')],
  ])('[OPEN-5] opened with a link that has %s shows that', (_, link) => {
    expect(link).not.toBe(SAME_LINK);
    const { workspace, notices } = getOpening(link, { history: STORED });
    expect(notices).toEqual([]);
    expect(encodeLink(toView(workspace, null))).toBe(link);
    expect(workspace.history.nodes).toHaveLength(2);
  });

  it('[OPEN-6] opened with a bad link keeps the last history, and says so', () => {
    const { shown, notices } = open(BAD_LINK, STORED);
    expect(shown).toEqual(KEPT);
    expect(notices).toHaveLength(1);
    expect(notices[0]).toMatch(
      /^The link names the rule set "v2-6\.3".*; the history of the last visit is shown\.$/,
    );
  });

  it('[OPEN-7] opened with a bad link and nothing kept shows the default, and says so', () => {
    const { shown, notices } = open(BAD_LINK, null);
    expect(shown).toEqual(DEFAULT);
    expect(notices).toEqual([expect.stringMatching(/; the default view is shown\.$/)]);
  });

  it('[OPEN-8] that kept what it cannot read begins anew, and says so', () => {
    const { shown, notices } = open('', BAD_STORED);
    expect(shown).toEqual(DEFAULT);
    expect(notices).toEqual([expect.stringMatching(/^The stored history.*; a new history is begun\.$/)]);
  });

  it('[OPEN-9] with neither a link nor a history that can be read says both, and shows the default', () => {
    const { shown, notices } = open(BAD_LINK, BAD_STORED);
    expect(shown).toEqual(DEFAULT);
    expect(notices).toHaveLength(2);
    expect(notices[0]).toMatch(/^The stored history.*; a new history is begun\.$/);
    expect(notices[1]).toMatch(/^The link names.*; the default view is shown\.$/);
  });

  it('[OPEN-10] opened with a good link says all the same that what was kept cannot be read', () => {
    const { shown, notices } = open(OTHER_LINK, BAD_STORED);
    expect(shown).toEqual(LINKED);
    expect(notices).toEqual([expect.stringMatching(/^The stored history/)]);
  });

  it('[OPEN-11] opened with a link of which a part is bad keeps the rest, and says what', () => {
    const { shown, notices } = open('#v=1&rules=v2-7.2&flags=6&trace=PRE_COPY:a,STOP:x&at=2', null);
    expect(shown).toEqual({ rules: 'v2-7.2', state: 'PRE_COPY', steps: ['PRE_COPY'], nodes: 1 });
    expect(notices).toHaveLength(2);
    expect(notices[0]).toContain('flags "6"');
    expect(notices[1]).toContain('"STOP:x"');
  });

  it('[OPEN-12] opened with steps that the rules do not know stands before them', () => {
    const { shown, notices } = open('#v=1&rules=v2-5.18&flags=3&trace=STOP:a,PRE_COPY:a&at=2', null);
    expect(shown).toEqual({ rules: 'v2-5.18', state: 'STOP', steps: ['STOP', 'PRE_COPY'], nodes: 2 });
    expect(notices).toEqual([]);
  });

  it('[OPEN-13] opens with whatever stands in the address and in storage, and every notice is a sentence', () => {
    const links = [SAME_LINK, OTHER_LINK, BAD_LINK, ...RULE_SETS.map(({ id }) => `#v=1&rules=${id}&at=0`)];
    const cut = (text: string) => fc.nat(text.length).map((length) => text.slice(0, length));
    const hash = fc.oneof(anyText, fc.constantFrom(...links).chain(cut));
    const stored = fc.oneof(fc.constant(null), anyText, cut(STORED), fc.constant(STORED));
    fc.assert(
      fc.property(hash, stored, (address, text) => {
        const { workspace, notices } = getOpening(address, { history: text });
        const { ruleSet, history } = workspace;
        expect(RULE_SETS).toContain(ruleSet);
        expect(ruleSet.states.map(({ value }) => value)).toContain(getCurrent(history));
        for (const notice of notices) expect(notice).toMatch(/^[A-Z][^\n]*\.$/);
      }),
      { numRuns: 300 },
    );
  });
});

describe('a link with a rule set of its own', async () => {
  await loadTables();
  const draft = (id: string, initial: number, base: string | null = 'v2-7.2'): LibraryEntry => ({
    ruleSet: { ...getRuleSet('v2-7.2')!, id, title: id, initial },
    base,
    origin: 'edited',
  });
  const link = (shown: LibraryEntry, other?: LibraryEntry) =>
    encodeLink({
      ruleSet: shown.ruleSet.id,
      flags: 7,
      steps: [],
      cursor: 0,
      mode: 'compare',
      ...(other && { against: other.ruleSet.id }),
      carried: other ? [shown, other] : [shown],
    });
  const openWith = (hash: string, ...library: LibraryEntry[]) => {
    const { workspace, workbench, notices } = getOpening(hash, {
      history: null,
      library: library.length > 0 ? encodeLibrary(library) : null,
    });
    return {
      shown: workspace.ruleSet.id,
      initial: workspace.ruleSet.initial,
      against: workbench.against,
      mode: workbench.mode,
      library: workbench.library.map(({ ruleSet, base }) => `${ruleSet.id} of ${base}`),
      notices,
    };
  };

  it('[OPEN-20] opens where nothing is known of it, in its mode, and the library has it', () => {
    expect(openWith(link(draft('draft-1', 1)))).toEqual({
      shown: 'draft-1',
      initial: 1,
      against: null,
      mode: 'compare',
      library: ['draft-1 of v2-7.2'],
      notices: [],
    });
  });

  it('[OPEN-21] meets the same rule set here, and there is one of it', () => {
    const { library, shown } = openWith(link(draft('draft-1', 1)), draft('draft-1', 1));
    expect([shown, library]).toEqual(['draft-1', ['draft-1 of v2-7.2']]);
  });

  it('[OPEN-22] meets another one of its name, and gets a new name, as does what was made from it', () => {
    const [shown, other] = [draft('draft-2', 1, 'draft-1'), draft('draft-1', 1)];
    const mine = draft('draft-1', 2);
    expect(openWith(link(shown, other), mine)).toMatchObject({
      shown: 'draft-2',
      against: 'linked-1',
      library: ['draft-1 of v2-7.2', 'draft-2 of linked-1', 'linked-1 of v2-7.2'],
    });
  });
});

describe('the opening', () => {
  it('[OPEN-23] of a first visit is the default, with nothing to read', async () => {
    vi.doMock('./opening-read.ts', () => Promise.reject(new Error('not loaded')));
    const first = await loadOpening('#', { history: null, library: null, preferences: null });
    expect([first.workspace.ruleSet.id, first.notices, first.isRead]).toEqual([DEFAULT_RULE_SET, [], true]);
  });

  it('[OPEN-24] says so where what reads it cannot be loaded, so that nothing kept is overwritten', async () => {
    vi.doMock('./opening-read.ts', () => Promise.reject(new Error('not loaded')));
    const opening = await loadOpening('', { history: '{}' });
    expect(opening).toMatchObject({
      isRead: false,
      notices: [expect.stringContaining('Load the page again')],
    });
    vi.doUnmock('./opening-read.ts');
  });
});
