import fc from 'fast-check';
import type { InferOutput } from 'valibot';
import { beforeAll, describe, expect, expectTypeOf, it } from 'vitest';
import type { RuleSet } from '../protocol/rule-sets/rule-set.ts';
import { getFlagSets } from '../protocol/rule-sets/rule-set.ts';
import { getRuleSet, RULE_SETS } from '../protocol/rule-sets/rule-sets.ts';
import { formatState } from '../protocol/state/state.ts';
import { ERRNOS, type Fault, type Step } from '../protocol/trace/trace.ts';
import type { LibraryEntry } from './library-entry.ts';
import { encodeLink } from './link/link.ts';
import { decodeLink } from './link/link-read.ts';
import { type stepSchema, VERDICT_KINDS } from './schema.ts';
import { encodeHistory, type StoredHistory } from './store/stored-history.ts';
import { decodeHistory } from './store/stored-history-read.ts';
import { editedRuleSet } from './table/edited.fixture.ts';
import { loadTables } from './table/tables.ts';
import type { Mode, View } from './view.ts';

beforeAll(loadTables);

const arc = fc.integer({ min: 1, max: 99 });

const fault: fc.Arbitrary<Fault> = fc.oneof(
  fc.record({ kind: fc.constant('declined' as const), arc, errno: fc.constantFrom(...ERRNOS) }),
  fc.record({ kind: fc.constant('faulted' as const), arc }),
  fc.constantFrom<Fault>(
    ...(['stays', 'faults'] as const).map((device) => ({ kind: 'corrupt', device }) as const),
  ),
);

/** Names that some rule set has, values in hex, names that look like the link's own signs, and any printable text. */
const name = fc.oneof(
  fc.constantFrom(...RULE_SETS.flatMap(({ states }) => states.map((state) => state.name))),
  fc.nat(0xffff_ffff).map((value) => `0x${value.toString(16).padStart(8, '0')}`),
  fc.constantFrom(
    '!reset',
    'reset',
    '%',
    'STOP:a',
    'STOP*',
    'A,B',
    'A~B',
    'A&at=1',
    '#',
    'STOP.',
    'ÄNDERN',
    '停止',
  ),
  fc.string({ unit: 'grapheme-ascii', minLength: 1, maxLength: 40 }),
);

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.constant<Step>({ act: 'reset' }),
  fc.record(
    {
      act: fc.constant('request' as const),
      to: name,
      fault,
      suppose: fc.constant('accepted' as const),
      saw: fc.constantFrom(...VERDICT_KINDS),
    },
    { requiredKeys: ['act', 'to'] },
  ),
);

/** A rule set, with flags that it defines and a state of it, listed or in hex. */
const toRules = (ruleSets: fc.Arbitrary<RuleSet>) =>
  ruleSets.chain((ruleSet) => {
    const values = fc.oneof(
      fc.constantFrom(...ruleSet.states.map(({ value }) => value)),
      fc.nat(0xffff_ffff),
    );
    return fc.record({
      rules: fc.constant(ruleSet),
      ruleSet: fc.constant(ruleSet.id),
      flags: fc.constantFrom(...getFlagSets(ruleSet)),
      state: values.map((value) => formatState(ruleSet.states, value)),
      other: values.map((value) => formatState(ruleSet.states, value)),
    });
  });

const rules = toRules(fc.constantFrom(...RULE_SETS));

/** What a link carries of a rule set that is not built in. */
const toCarried = (ruleSet: RuleSet, base: string | null): LibraryEntry[] =>
  getRuleSet(ruleSet.id) ? [] : [{ ruleSet, base, origin: 'linked' }];

const withId = (id: string) => editedRuleSet.map((ruleSet) => ({ ...ruleSet, id }));
const builtIn = fc.constantFrom<RuleSet[]>(...RULE_SETS);

const view: fc.Arbitrary<View> = fc
  .tuple(
    toRules(fc.oneof(builtIn, withId('draft-1'))),
    fc.option(fc.oneof(builtIn, withId('the %other'))),
    fc.constantFrom(null, 'uapi-v1'),
    fc.constantFrom<Mode[]>('explore', 'compare', 'review', 'learn'),
    fc.array(step, { maxLength: 30 }),
    fc.nat(),
    fc.boolean(),
    fc.boolean(),
  )
  .map(([{ rules: shown, ruleSet, flags, state, other }, old, base, mode, steps, cursor, starts, looks]) => {
    const isBoth = old !== null && !getRuleSet(old.id);
    const carried = [...toCarried(shown, isBoth ? old.id : base), ...(old ? toCarried(old, base) : [])];
    return {
      ruleSet,
      flags,
      ...(mode !== 'explore' && { mode }),
      ...(old && { against: old.id }),
      ...(carried.length > 0 && { carried }),
      ...(starts && { start: state }),
      steps,
      cursor: cursor % (steps.length + 1),
      ...(looks && { look: { from: state, to: other } }),
    };
  });

const session: fc.Arbitrary<StoredHistory> = fc
  .tuple(rules, fc.array(fc.tuple(step, fc.nat()), { maxLength: 30 }), fc.nat())
  .map(([{ ruleSet, flags, state }, asked, cursor]) => {
    const nodes = asked.map(([each, parent], index) => ({ parent: parent % (index + 1), step: each }));
    const follows = Object.fromEntries(nodes.map(({ parent }, index) => [parent, index + 1]));
    return { version: 1, ruleSet, flags, start: state, nodes, cursor: cursor % (nodes.length + 1), follows };
  });

type Mutable<T> = T extends object ? { -readonly [Key in keyof T]: Mutable<T[Key]> } : T;

describe('what goes out comes back', () => {
  it('[LINK-1] decodes what it encoded, without a warning', () => {
    fc.assert(
      fc.property(view, (each) => {
        expect(decodeLink(encodeLink(each))).toEqual({ ok: true, value: { view: each, warnings: [] } });
      }),
      { numRuns: 500 },
    );
  });

  it('[LINK-2] writes only characters that a mail keeps, and ends in a digit', () => {
    fc.assert(
      fc.property(view, (each) => {
        expect(encodeLink(each)).toMatch(/^#(?:[\w&=,:!*~+.-]|%[0-9A-F]{2})+\d$/);
      }),
    );
  });

  it('[LINK-3] reads a link as a mail changes it: HTML escapes, a full stop, brackets, a page before it', () => {
    const after = fc.constantFrom('', '.', ',', '>', ').', '?', "'", '\n', '"');
    fc.assert(
      fc.property(view, after, (each, end) => {
        const dressed = `https://example.org/explorer/${encodeLink(each).replaceAll('&', '&amp;')}${end}`;
        expect(decodeLink(dressed)).toEqual({ ok: true, value: { view: each, warnings: [] } });
      }),
    );
  });

  it('[LINK-4] notices when a link was cut, wherever; only a digit of the cursor can be lost unnoticed', () => {
    fc.assert(
      fc.property(view, fc.nat(), (each, cut) => {
        const link = encodeLink(each);
        const short = decodeLink(link.slice(0, 2 + (cut % (link.length - 2))));
        if (!short.ok || short.value?.warnings.length) return;
        const cursor = short.value?.view.cursor ?? -1;
        expect(short.value?.view).toEqual({ ...each, cursor });
        expect(String(each.cursor).startsWith(String(cursor))).toBe(true);
      }),
    );
  });

  it('[STORE-1] decodes the history that it encoded, branches and all', () => {
    fc.assert(
      fc.property(session, (each) => {
        expect(decodeHistory(encodeHistory(each))).toEqual({ ok: true, value: each });
      }),
    );
  });

  it('[SCHEMA-1] has a schema with all that a step has', () => {
    expectTypeOf<InferOutput<typeof stepSchema>>().toEqualTypeOf<Mutable<Step>>();
  });
});
