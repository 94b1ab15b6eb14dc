import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { getRuleSet, RULE_SETS } from '../../protocol/rule-sets/rule-sets.ts';
import { decodeLibrary, encodeLibrary } from './library.ts';
import { encodeHistory, type StoredHistory } from './stored-history.ts';
import { decodeHistory, MAX_HISTORY_LENGTH } from './stored-history-read.ts';

const SESSION: StoredHistory = {
  version: 1,
  ruleSet: 'v2-6.2',
  flags: 7,
  start: 'RUNNING',
  nodes: [
    { parent: 0, step: { act: 'request', to: 'PRE_COPY', saw: 'accepted' } },
    { parent: 1, step: { act: 'request', to: 'STOP_COPY', saw: 'accepted' } },
    { parent: 1, step: { act: 'reset' } },
  ],
  cursor: 2,
  follows: { 0: 1, 1: 2 },
};

/** Any UTF-16 at all, half surrogates included. */
const anyText = fc.array(fc.nat(0xffff), { maxLength: 50 }).map((codes) => String.fromCharCode(...codes));

const getProblem = (text: string) => {
  const decoded = decodeHistory(text);
  return decoded.ok ? undefined : decoded.problem;
};

const withStep = (step: object) => ({ nodes: [{ parent: 0, step }], cursor: 0, follows: {} });

describe('a stored history', () => {
  it('[STORE-2] keeps a branch beside the line, and drops what it does not know', () => {
    expect(decodeHistory(encodeHistory(SESSION))).toEqual({ ok: true, value: SESSION });
    expect(decodeHistory(JSON.stringify({ ...SESSION, zoom: 2 }))).toEqual({ ok: true, value: SESSION });
  });

  it('[STORE-3] may be of a rule set that only this page knows', () => {
    const pasted = { ...getRuleSet('v2-7.2')!, id: 'pasted' };
    const session = { ...SESSION, ruleSet: 'pasted' };
    expect(decodeHistory(encodeHistory(session), { ruleSets: [...RULE_SETS, pasted] })).toEqual({
      ok: true,
      value: session,
    });
  });

  it('[STORE-9] may be of a rule set of the library, kept beside it', () => {
    const draft = { ...getRuleSet('v2-7.2')!, id: 'draft-1', initial: 1, flagSets: [1] };
    const library = decodeLibrary(encodeLibrary([{ ruleSet: draft, base: 'v2-7.2', origin: 'edited' }]));
    const kept = library.ok ? library.value.entries.map(({ ruleSet }) => ruleSet) : [];
    const session = { ...SESSION, ruleSet: 'draft-1', flags: 1 };
    const options = { ruleSets: [...RULE_SETS, ...kept] };
    expect(decodeHistory(encodeHistory(session), options)).toEqual({ ok: true, value: session });
    expect(decodeHistory(encodeHistory({ ...session, flags: 7 }), options).ok).toBe(false);
    expect(getProblem(encodeHistory(session))).toContain('"draft-1", which is not known here');
  });

  it.each([
    ['', '""'],
    ['hello', '"hello"'],
    ['{"version":1,', '"{"version":1,"'],
    ['null', 'no version'],
    ['[]', 'no version'],
    ['{}', 'no version'],
    ['{"version":"1"}', 'the version "1"'],
    ['{"version":0}', 'the version "0"'],
    ['{"version":1.5}', 'the version "1.5"'],
    ['{"version":{"toString":1}}', 'the version "Object"'],
    ['{"version":[]}', 'the version "Array"'],
    ['{"version":7}', 'version 7'],
    ['{"version":1}', '"ruleSet" is missing'],
  ])('[STORE-4] is not %s, and a sentence says why', (text, offending) => {
    const problem = getProblem(text);
    expect(problem).toContain(offending);
    expect(problem).toMatch(/^The stored history[^\n]+; a new history is begun\.$/);
  });

  it.each([
    [{ ruleSet: 'v2-6.3' }, '"v2-6.3", which is not known here; the closest that is known is v2-6.2'],
    [{ ruleSet: 5 }, '"ruleSet", where "5" stands: there must be a text'],
    [{ flags: 6 }, 'the flags 6: migration_flags 6 lacks VFIO_MIGRATION_STOP_COPY'],
    [{ flags: null }, 'the flags null: v2-6.2 is of protocol v2, which needs migration_flags'],
    [{ flags: -1 }, '"flags", where "-1" stands: there must be a u32, or null'],
    [{ flags: 2 ** 32 }, '"flags", where "4294967296" stands: there must be a u32, or null'],
    [{ flags: 2 ** 32 - 1 }, 'the flags 4294967295: '],
    [{ flags: 0 }, 'the flags 0: migration_flags 0 lacks VFIO_MIGRATION_STOP_COPY'],
    [{ flags: undefined }, '"flags" is missing'],
    [
      { ruleSet: 'uapi-v1', start: '_STOP' },
      'the flags 7: uapi-v1 is of protocol v1, which has no migration_flags',
    ],
    [{ start: '_STOP' }, '"_STOP", which v2-6.2 does not have'],
    [{ start: '' }, '"start", where "" stands: the name of a state must have 1 to 40 characters'],
    [{ nodes: {} }, '"nodes", where "Object" stands: there must be a list'],
    [{ nodes: [5] }, '"nodes.0", where "5" stands: there must be an object'],
    [{ nodes: [{ parent: 0 }] }, '"nodes.0.step" is missing'],
    [
      withStep({ act: 'wait' }),
      '"nodes.0.step.act", where "wait" stands: a step must be a request or a reset',
    ],
    [withStep({ act: 'request', to: 'A\n' }), '"nodes.0.step.to", where "A'],
    [withStep({ act: 'request', to: 'A', saw: 'maybe' }), '"nodes.0.step.saw", where "maybe" stands'],
    [
      withStep({ act: 'request', to: 'A', suppose: 'refused' }),
      '"nodes.0.step.suppose", where "refused" stands',
    ],
    [
      withStep({ act: 'request', to: 'A', fault: { kind: 'lost' } }),
      '"nodes.0.step.fault.kind", where "lost" stands',
    ],
    [{ nodes: [{ parent: 1, step: { act: 'reset' } }] }, 'Node 1 of the stored history has the parent 1'],
    [{ nodes: [{ parent: -1, step: { act: 'reset' } }] }, '"nodes.0.parent", where "-1" stands'],
    [{ cursor: 4 }, 'its cursor at node 4, and its last node is 3'],
    [{ cursor: 0.5 }, '"cursor", where "0.5" stands: there must be a whole number from 0'],
    [{ follows: { 0: 2 } }, 'from node "0" to node 2, which is not a child of it'],
    [{ follows: { 1: 4 } }, 'from node "1" to node 4, which is not a child of it'],
    [{ follows: { x: 1 } }, 'from node "x" to node 1, which is not a child of it'],
    [{ follows: { 2: 2 } }, 'from node "2" to node 2, which is not a child of it'],
  ])('[STORE-5] is refused with %j, and a sentence says where', (change, offending) => {
    const problem = getProblem(JSON.stringify({ ...SESSION, ...change }));
    expect(problem).toContain(offending);
    expect(problem).toMatch(/^(?:The|Node) [^\n]+; a new history is begun\.$/);
  });

  it('[STORE-6] says in whole sentences what is wrong', () => {
    expect(getProblem('{"version":2}')).toBe(
      'The stored history is of version 2, kept by a newer explorer, and this page reads version 1; a new history is begun.',
    );
    const orphan = { ...SESSION, nodes: [SESSION.nodes[0], { parent: 2, step: { act: 'reset' } }] };
    expect(getProblem(JSON.stringify(orphan))).toBe(
      'Node 2 of the stored history has the parent 2, which does not stand before it; a new history is begun.',
    );
    const instead = 'the history goes on, and what was stored is left as it is';
    expect(decodeHistory(JSON.stringify({ ...SESSION, cursor: 9 }), { instead })).toEqual({
      ok: false,
      problem: `The stored history has its cursor at node 9, and its last node is 3; ${instead}.`,
    });
  });

  it('[STORE-7] is not read where it is larger than 2 MB', () => {
    const text = encodeHistory(SESSION);
    expect(decodeHistory(text.padEnd(MAX_HISTORY_LENGTH, ' ')).ok).toBe(true);
    expect(getProblem(text.padEnd(MAX_HISTORY_LENGTH + 1, ' '))).toBe(
      'The stored history is 2097153 characters long, and the limit is 2097152; a new history is begun.',
    );
  });

  it('[STORE-8] never throws, whatever stands there', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(getProblem(text)).toMatch(/^The stored history[^\p{Cc}\p{Cf}\p{Cs}]+\.$/u);
      }),
    );
    fc.assert(
      fc.property(fc.json(), fc.constantFrom(...Object.keys(SESSION)), (json, key) => {
        const decoded = decodeHistory(JSON.stringify({ ...SESSION, [key]: JSON.parse(json) }));
        if (!decoded.ok) expect(decoded.problem).toMatch(/^[A-Z][^\p{Cc}\p{Cf}\p{Cs}]+\.$/u);
      }),
    );
  });
});
