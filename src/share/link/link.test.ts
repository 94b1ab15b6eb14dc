import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { getRuleSet, RULE_SETS } from '../../protocol/rule-sets/rule-sets.ts';
import { loadTables } from '../table/tables.ts';
import type { View } from '../view.ts';
import { encodeLink, findLinkFault, MAX_LINK_LENGTH, MAX_LINK_STEPS } from './link.ts';
import { decodeLink } from './link-read.ts';

beforeAll(loadTables);

const LINK = '#v=1&rules=v2-6.2&flags=7&trace=PRE_COPY:a,STOP_COPY:a,PRE_COPY:n&look=STOP_COPY~PRE_COPY&at=3';

const VIEW: View = {
  ruleSet: 'v2-6.2',
  flags: 7,
  steps: [
    { act: 'request', to: 'PRE_COPY', saw: 'accepted' },
    { act: 'request', to: 'STOP_COPY', saw: 'accepted' },
    { act: 'request', to: 'PRE_COPY', saw: 'never-returns' },
  ],
  cursor: 3,
  look: { from: 'STOP_COPY', to: 'PRE_COPY' },
};

const BARE: View = { ruleSet: 'v2-6.2', flags: 7, steps: [], cursor: 0 };

const getProblem = (hash: string) => {
  const decoded = decodeLink(hash);
  return decoded.ok ? undefined : decoded.problem;
};

const getDecoded = (hash: string) => {
  const decoded = decodeLink(hash);
  if (!decoded.ok || !decoded.value) throw new Error(`${hash} holds no view`);
  return decoded.value;
};

describe('a link that can be read', () => {
  it('[LINK-5] looks as it is documented', () => {
    expect(encodeLink(VIEW)).toBe(LINK);
    expect(getDecoded(LINK)).toEqual({ view: VIEW, warnings: [] });
    expect(encodeLink({ ...BARE, ruleSet: 'uapi-v1', flags: null, start: '_SAVING|_RUNNING' })).toBe(
      '#v=1&rules=uapi-v1&start=_SAVING%7C_RUNNING&at=0',
    );
  });

  it.each(['', '#', ' ', 'https://example.org/#'])(
    '[LINK-6] holds no view where the hash is empty: "%s"',
    (hash) => {
      expect(decodeLink(hash)).toEqual({ ok: true, value: undefined });
    },
  );

  it('[LINK-7] may have its parts in any order, and names that are not escaped', () => {
    const link = '#at=1&trace=_SAVING|_RUNNING:a&rules=uapi-v1&v=1';
    expect(getDecoded(link)).toEqual({
      view: {
        ruleSet: 'uapi-v1',
        flags: null,
        steps: [{ act: 'request', to: '_SAVING|_RUNNING', saw: 'accepted' }],
        cursor: 1,
      },
      warnings: [],
    });
  });

  it('[LINK-8] may ask for a state that the rule set does not have: the replay marks it', () => {
    const { view, warnings } = getDecoded('#v=1&rules=v2-5.18&flags=3&trace=PRE_COPY:a&at=1');
    expect(view.steps).toHaveLength(1);
    expect(warnings).toEqual([]);
  });

  it('[LINK-9] may name a rule set that only this page knows', () => {
    const pasted = { ...getRuleSet('v2-7.2')!, id: 'pasted' };
    expect(decodeLink('#v=1&rules=pasted&flags=1&at=0', { ruleSets: [...RULE_SETS, pasted] })).toEqual({
      ok: true,
      value: { view: { ...BARE, ruleSet: 'pasted', flags: 1 }, warnings: [] },
    });
  });
});

describe('a link that cannot be read', () => {
  it.each([
    ['#hello', '"#hello"'],
    ['#/explore?x=1', '"#/explore?x=1"'],
    ['#eyJ2IjoxfQ==', '"#eyJ2IjoxfQ=="'],
    ['#foo=bar&trace', '"#foo=bar&trace"'],
    ['#rules=v2-6.2&flags=7&at=0', '"v" is missing'],
    ['#v=&rules=v2-6.2', '""'],
    ['#v=one&rules=v2-6.2', '"one"'],
    ['#v=0&rules=v2-6.2', '"0"'],
    ['#v=-1&rules=v2-6.2', '"-1"'],
    ['#v=1.5&rules=v2-6.2', '"1.5"'],
    ['#v=2&rules=v2-9.9', 'version 2'],
    ['#v=1&flags=7&at=0', '"rules" is missing'],
    ['#v=1&rules=&flags=7&at=0', '""'],
    ['#v=1&rules=v2-6.3&flags=7&at=0', '"v2-6.3"'],
    ['#v=1&rules=xyzzy&flags=7&at=0', '"xyzzy"'],
    ['#v=1&rules=%zz&flags=7&at=0', '"%zz"'],
    ['#v=1&rules=a%00b&flags=7&at=0', '"a\\u0000b"'],
  ])('[LINK-10] gets a sentence that names what is wrong: %s', (hash, offending) => {
    const problem = getProblem(hash);
    expect(problem).toContain(offending);
    expect(problem).toMatch(/^The (?:link|address) [^\n]+; the default view is shown\.$/);
  });

  it('[LINK-11] is said to be of a later version', () => {
    expect(getProblem('#v=3&rules=v2-6.2')).toBe(
      'The link is of version 3, made by a newer explorer, and this page reads version 1; the default view is shown.',
    );
  });

  it('[LINK-12] is said to name a rule set that is not known, with the closest one, or with all', () => {
    expect(getProblem('#v=1&rules=v2-6.3&flags=7&at=0')).toBe(
      'The link names the rule set "v2-6.3", which is not known here; the closest that is known is v2-6.2; the default view is shown.',
    );
    const known = RULE_SETS.map(({ id }) => id).join(', ');
    expect(getProblem('#v=1&rules=xyzzy&flags=7&at=0')).toBe(
      `The link names the rule set "xyzzy", which is not known here; known are ${known}; the default view is shown.`,
    );
  });

  it('[LINK-13] ends its sentence as the page wants it', () => {
    expect(decodeLink('#v=x', { instead: 'the view stays as it is' })).toEqual({
      ok: false,
      problem: 'The link has the version "x", and a version is a number like 1; the view stays as it is.',
    });
  });
});

describe('a link that can be read in part', () => {
  const KEEPS: readonly (readonly [hash: string, offending: string, kept: Partial<View>])[] = [
    ['#v=1&rules=v2-6.2&at=0', 'no flags', { flags: 7 }],
    ...['0', '2', '4', '6', '8', '-1', 'abc', '', '7.5', '0x7', '4294967295', '9'.repeat(40)].map(
      (flags) => [`#v=1&rules=v2-6.2&flags=${flags}&at=0`, `"${flags}"`, { flags: 7 }] as const,
    ),
    ['#v=1&rules=v2-5.18&flags=7&at=0', '"7"', { ruleSet: 'v2-5.18', flags: 3 }],
    ['#v=1&rules=uapi-v1&flags=7&at=0', '"7"', { ruleSet: 'uapi-v1', flags: null }],
    ['#v=1&rules=v2-6.2&flags=7&start=STOPP&at=0', '"STOPP"', {}],
    ['#v=1&rules=v2-6.2&flags=7&start=%&at=0', '"%"', {}],
    ['#v=1&rules=v2-6.2&flags=7&start=%0A&at=0', '"%0A"', {}],
    ['#v=1&rules=v2-6.2&flags=7&look=STOP&at=0', '"STOP"', {}],
    ['#v=1&rules=v2-6.2&flags=7&look=STOP~STOP~STOP&at=0', '"STOP~STOP~STOP"', {}],
    ['#v=1&rules=v2-6.2&flags=7&look=STOP~_STOP&at=0', '"STOP~_STOP"', {}],
    ['#v=1&rules=v2-6.2&flags=7&look=~STOP&at=0', '"~STOP"', {}],
    ['#v=1&rules=v2-6.2&flags=7&at=abc', '"abc"', {}],
    ['#v=1&rules=v2-6.2&flags=7&at=-1', '"-1"', {}],
    ['#v=1&rules=v2-6.2&flags=7&at=1', '"1"', {}],
    ['#v=1&rules=v2-6.2&flags=7', '"at" is missing', {}],
    ['#v=1&rules=v2-6.2&flags=7&trace=%,STOP&at=2', '"%"', {}],
    ['#v=1&rules=v2-6.2&flags=7&zoom=2&at=0', '"zoom=2"', {}],
    ['#v=1&rules=v2-6.2&flags=7&flags=3&at=0', '"flags=3"', {}],
  ];

  it.each(KEEPS)('[LINK-14] keeps the rest and warns once: %s', (hash, offending, kept) => {
    const { view, warnings } = getDecoded(hash);
    expect(view).toEqual({ ...BARE, ...kept });
    expect(warnings).toHaveLength(1);
    expect(warnings[0]).toContain(offending);
    expect(warnings[0]).toMatch(/^(?:The|Step) [^\n]+[^.]\.$/);
  });

  it('[LINK-22] passes over parts that are unknown or repeated, and names the first', () => {
    const { view, warnings } = getDecoded('#v=1&rules=v2-6.2&flags=7&zoom=2&flags=3&trace&at=0');
    expect(view).toEqual(BARE);
    expect(warnings).toEqual([
      'The part "zoom=2" of the link is unknown or repeated, and is ignored, as are 2 more.',
    ]);
  });

  it('[LINK-15] says why flags are not defined, and which are kept', () => {
    expect(getDecoded('#v=1&rules=v2-6.2&flags=6&at=0').warnings).toEqual([
      'The link has the flags "6": migration_flags 6 lacks VFIO_MIGRATION_STOP_COPY, which every state needs; the defined sets are 1, 3, 5 and 7; flags 7 are kept, all that v2-6.2 defines.',
    ]);
    expect(getDecoded('#v=1&rules=uapi-v1&flags=7&at=0').warnings).toEqual([
      'The link has the flags "7": uapi-v1 is of protocol v1, which has no migration_flags; no flags are kept.',
    ]);
    expect(getDecoded('#v=1&rules=v2-5.18&flags=7&at=0').warnings).toEqual([
      'The link has the flags "7": migration_flags 7 are not defined in v2-5.18; the defined sets are 1 and 3; flags 3 are kept, all that v2-5.18 defines.',
    ]);
  });

  it('[LINK-16] keeps the steps before one that cannot be read, and the cursor among them', () => {
    const { view, warnings } = getDecoded(
      '#v=1&rules=v2-6.2&flags=7&trace=STOP,STOP_COPY:a,STOP:x,RUNNING&at=4',
    );
    expect(view).toMatchObject({ steps: [{ to: 'STOP' }, { to: 'STOP_COPY' }], cursor: 2 });
    expect(warnings).toEqual([
      'Step 3 of the link, "STOP:x", cannot be read: what was seen is "x", which is not a, r, u or n; the 2 steps before it are kept.',
    ]);
  });

  it('[LINK-17] keeps the cursor after the last step where it is past it, and says so', () => {
    const { view, warnings } = getDecoded('#v=1&rules=v2-6.2&flags=7&trace=STOP,STOP_COPY&at=9');
    expect(view.cursor).toBe(2);
    expect(warnings).toEqual([
      'The link has its cursor at "9", past the end of its steps, of which there are 2; the cursor is kept after step 2, the last.',
    ]);
  });

  it('[LINK-18] keeps the first 500 steps of more', () => {
    const link = (count: number) =>
      `#v=1&rules=v2-6.2&flags=7&trace=${Array(count).fill('STOP').join(',')}&at=${count}`;
    expect(getDecoded(link(MAX_LINK_STEPS)).warnings).toEqual([]);
    const { view, warnings } = getDecoded(link(MAX_LINK_STEPS + 1));
    expect(view).toMatchObject({ steps: { length: 500 }, cursor: 500 });
    expect(warnings).toEqual(['The link has 501 steps, and only the first 500 are read; these are kept.']);
  });

  it('[LINK-19] names the state that is closest to an unknown one, or all', () => {
    expect(getDecoded('#v=1&rules=v2-6.2&flags=7&start=STOPP&look=STOP~_&at=0').warnings).toEqual([
      'The link starts in the state "STOPP": v2-6.2 has no state "STOPP"; the closest is STOP; the initial state RUNNING is kept.',
      'The link looks at the request "STOP~_": v2-6.2 has no state "_"; it has ERROR, STOP, RUNNING, STOP_COPY, RESUMING, RUNNING_P2P, PRE_COPY, PRE_COPY_P2P; no request is selected.',
    ]);
  });
});

describe('the limits of a link', () => {
  it('[LINK-20] tells beforehand when a link would not open all of a view', () => {
    const steps = (count: number, to: string) => Array(count).fill({ act: 'request', to });
    expect(findLinkFault({ ...BARE, steps: steps(500, 'STOP') })).toBeUndefined();
    const fault = findLinkFault({ ...BARE, steps: steps(501, 'STOP') });
    expect(fault).toBe(
      'The address does not hold this walk: a link carries at most 500 steps. To pass the walk on, save it as a file.',
    );
    expect(findLinkFault({ ...BARE, steps: steps(9000, 'STOP') })).toBe(fault);
    const long = { ...BARE, steps: steps(400, 'X'.repeat(40)) };
    expect(findLinkFault(long)).toMatch(`at most ${MAX_LINK_LENGTH} characters.`);
    expect(getProblem(encodeLink(long))).toBe(
      'The link is 16435 characters long, and the limit is 16384; the default view is shown.',
    );
  });

  it('[LINK-21] never throws, and says one line with a full stop about whatever it drops', () => {
    const junk = fc.array(fc.nat(0xffff), { maxLength: 50 }).map((codes) => String.fromCharCode(...codes));
    const sign = fc.constantFrom(
      'v=1',
      'rules=v2-6.2',
      'rules=',
      'flags=',
      'trace=',
      'table=1~a~A~uapi-v1~cells.uuuuu',
      'mode=compare',
      'part=debate.24',
      'part=',
      'with=',
      'with-table=',
      'look=',
      'at=',
      '!',
      '*',
      ':a',
      '%',
      ',',
      '~',
    );
    const text = fc.array(fc.oneof(sign, sign, junk, fc.nat(9).map(String)), { maxLength: 12 });
    fc.assert(
      fc.property(text, fc.constantFrom('', '&'), fc.boolean(), (parts, glue, begun) => {
        const decoded = decodeLink(`#${begun ? 'v=1&rules=v2-6.2&' : ''}${parts.join(glue)}`);
        const sentences = decoded.ok ? (decoded.value?.warnings ?? []) : [decoded.problem];
        for (const sentence of sentences) expect(sentence).toMatch(/^[A-Z][^\p{Cc}\p{Cf}\p{Cs}]+\.$/u);
        if (decoded.ok && decoded.value) {
          const again = decodeLink(encodeLink(decoded.value.view));
          expect(again).toEqual({ ok: true, value: { view: decoded.value.view, warnings: [] } });
        }
      }),
      { numRuns: 2000 },
    );
  });
});
