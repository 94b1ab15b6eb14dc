/** What the page works on beside the history: which rule set is the old side, and what the library holds. */

import { describe, expect, it } from 'vitest';
import { createActor } from 'xstate';
import { RULE_SETS } from '../protocol/rule-sets/rule-sets.ts';
import { of } from '../protocol/trace/walk.ts';
import type { LibraryEntry } from '../share/library-entry.ts';
import { EXPLORING } from './snapshot.ts';
import { createId, getAgainst, listRuleSets, workbenchMachine } from './workbench.ts';

const entry = (id: string, base: string | null, origin: LibraryEntry['origin'] = 'edited'): LibraryEntry => ({
  ruleSet: { ...of('v2-7.2'), id },
  base,
  origin,
});

describe('the old side of a comparison', () => {
  it('[BENCH-1] is another rule set for each that is built in', () => {
    for (const ruleSet of RULE_SETS) expect(getAgainst(EXPLORING, ruleSet).id).not.toBe(ruleSet.id);
    expect(getAgainst(EXPLORING, of('v2-7.2')).id).toBe('v2-6.2');
    expect(getAgainst(EXPLORING, of('patch-2021-09-amended')).id).toBe('patch-2021-09');
  });

  it('[BENCH-2] is what was chosen, as long as it is there', () => {
    const chosen = { ...EXPLORING, against: 'uapi-v1' };
    expect(getAgainst(chosen, of('v2-7.2')).id).toBe('uapi-v1');
    expect(getAgainst({ ...chosen, against: 'draft-9' }, of('v2-7.2')).id).toBe('v2-6.2');
  });

  it('[BENCH-3] is what an edited rule set was made from, built in or of the library', () => {
    const library = [entry('draft-1', 'v2-5.18'), entry('draft-2', 'draft-1'), entry('draft-3', 'gone')];
    const bench = { ...EXPLORING, library };
    const find = (id: string) => getAgainst(bench, listRuleSets(library).find((each) => each.id === id)!).id;
    expect([find('draft-1'), find('draft-2'), find('draft-3')]).toEqual(['v2-5.18', 'draft-1', 'draft-3']);
  });
});

describe('the library', () => {
  const begin = (...library: LibraryEntry[]) =>
    createActor(workbenchMachine, { input: { ...EXPLORING, library } }).start();
  const idsOf = (actor: ReturnType<typeof begin>) =>
    actor.getSnapshot().context.library.map(({ ruleSet }) => ruleSet.id);

  it('[BENCH-4] takes a new rule set at its end, and a changed one in its place', () => {
    const actor = begin(entry('draft-1', null), entry('draft-2', null));
    actor.send({ type: 'library.put', entry: entry('draft-3', null) });
    actor.send({ type: 'library.put', entry: entry('draft-1', 'v2-7.2') });
    expect(idsOf(actor)).toEqual(['draft-1', 'draft-2', 'draft-3']);
    expect(actor.getSnapshot().context.library[0]?.base).toBe('v2-7.2');
    actor.send({ type: 'library.remove', id: 'draft-2' });
    expect(idsOf(actor)).toEqual(['draft-1', 'draft-3']);
  });

  it('[BENCH-5] lets go of the tables of a text when another is pasted, and keeps what was edited', () => {
    const actor = begin(entry('pasted-1', null, 'pasted'), entry('draft-1', 'pasted-1'));
    actor.send({ type: 'library.paste', entries: [entry('pasted-2', null, 'pasted')] });
    expect(idsOf(actor)).toEqual(['draft-1', 'pasted-2']);
  });

  it('[BENCH-6] stands after the built-in rule sets, and its ids are its own', () => {
    const all = listRuleSets([entry('draft-1', null)]);
    expect(all.map(({ id }) => id)).toEqual([...RULE_SETS.map(({ id }) => id), 'draft-1']);
    expect([createId('draft', all), createId('draft', RULE_SETS)]).toEqual(['draft-2', 'draft-1']);
    expect(listRuleSets([])).toBe(RULE_SETS);
  });
});

describe('a text that is handed to Review', () => {
  const handed = { name: 'a.patch', text: '--- a\n' };
  const begin = () => createActor(workbenchMachine, { input: { ...EXPLORING, mode: 'learn' } }).start();

  it('[BENCH-7] opens it, waits there until it is taken, and leaves a way back', () => {
    const workbench = begin();
    workbench.send({ type: 'text.hand', handed });
    expect(workbench.getSnapshot().context).toMatchObject({ mode: 'review', handed, back: 'learn' });
    workbench.send({ type: 'text.take' });
    expect(workbench.getSnapshot().context).toMatchObject({ mode: 'review', handed: null, back: 'learn' });
  });

  it('[BENCH-7] leaves none once another mode was chosen', () => {
    const workbench = begin();
    workbench.send({ type: 'text.hand', handed });
    for (const mode of ['explore', 'review'] as const) workbench.send({ type: 'mode.change', mode });
    expect(workbench.getSnapshot().context.back).toBeNull();
  });
});
