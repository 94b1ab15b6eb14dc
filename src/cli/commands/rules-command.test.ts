/**
 * `rules`: what scripts rely on, and what a reader sees. The counts are those of docs/protocol.md.
 */

import { describe, expect, it } from 'vitest';
import { runCommand } from '../command-line.ts';
import type { RuleSetJson, RulesJson } from './rules-command.ts';

const getJson = (...options: string[]): RulesJson =>
  JSON.parse(runCommand(['rules', '--json', ...options]).stdout);

const ALL = getJson().ruleSets;
const get = (id: string): RuleSetJson => ALL.find((ruleSet) => ruleSet.id === id)!;

const count = ({ verdicts }: RuleSetJson, kind: string, flags?: number) =>
  verdicts.filter((one) => one.kind === kind && (flags === undefined || one.flags === flags)).length;

describe('rules --json', () => {
  it('[CLI-6] prints one document of all eleven rule sets and exits 0', () => {
    const { stdout, stderr, exit } = runCommand(['rules', '--json']);
    expect({ stderr, exit }).toEqual({ stderr: '', exit: 0 });
    expect(stdout.trimEnd().split('\n')).toHaveLength(1);
    expect(ALL.map(({ id }) => id)).toEqual([
      'uapi-v1',
      'patch-2021-09',
      'patch-2021-09-amended',
      'stop-default',
      'fully-connected',
      'control-bits',
      'control-bits-v4',
      'ndma-rfc',
      'v2-5.18',
      'v2-6.2',
      'v2-7.2',
    ]);
  });

  it('[CLI-7] has exactly the documented keys', () => {
    expect(Object.keys(getJson())).toEqual(['ruleSets']);
    for (const ruleSet of ALL) {
      expect(Object.keys(ruleSet)).toEqual([
        'id',
        'title',
        'generation',
        'initial',
        'flags',
        'values',
        'verdicts',
      ]);
      for (const value of ruleSet.values) expect(Object.keys(value)).toEqual(['value', 'name']);
      for (const verdict of ruleSet.verdicts)
        expect(Object.keys(verdict)).toEqual(['flags', 'from', 'to', 'kind', 'path', 'reason']);
    }
  });

  it('[CLI-8] says generation, initial value and flags: null in v1, the defined sets in v2', () => {
    for (const { id, generation, initial, flags, verdicts } of ALL) {
      const isV1 = !id.startsWith('v2');
      expect(generation).toBe(isV1 ? 'v1' : 'v2');
      expect(initial).toBe(isV1 ? (id === 'stop-default' ? 0 : 1) : 2);
      expect(flags).toEqual(isV1 ? null : id === 'v2-5.18' ? [1, 3] : [1, 3, 5, 7]);
      expect(new Set(verdicts.map((verdict) => verdict.flags))).toEqual(new Set(flags ?? [null]));
    }
  });

  it('[CLI-9] has every pair of the listed values once for each set of flags', () => {
    for (const { values, flags, verdicts } of ALL) {
      const triples = new Set(verdicts.map((one) => `${one.flags} ${one.from} ${one.to}`));
      expect(triples.size).toBe(verdicts.length);
      expect(verdicts).toHaveLength(values.length ** 2 * (flags ?? [null]).length);
      const listed = new Set(values.map(({ value }) => value));
      expect(verdicts.every(({ from, to }) => listed.has(from) && listed.has(to))).toBe(true);
    }
  });

  it.each([
    // rule set, pairs or triples, accepted, unspecified, never-returns
    ['uapi-v1', 64, 7, 18, 0],
    ['patch-2021-09', 64, 11, 0, 0],
    ['patch-2021-09-amended', 64, 12, 0, 0],
    ['stop-default', 64, 11, 0, 0],
    ['fully-connected', 64, 25, 0, 0],
    ['control-bits', 64, 25, 0, 0],
    ['control-bits-v4', 64, 25, 0, 0],
    ['ndma-rfc', 256, 100, 0, 0],
    ['v2-5.18', 72, 41, 0, 0],
    ['v2-6.2', 256, 112, 0, 3],
    ['v2-7.2', 256, 112, 0, 0],
  ])(
    '[CLI-10] counts of %s: %i requests, %i accepted, %i unspecified, %i never return',
    (id, all, ...kinds) => {
      const ruleSet = get(id);
      const [accepted, unspecified, never] = ['accepted', 'unspecified', 'never-returns'].map((kind) =>
        count(ruleSet, kind),
      );
      expect([ruleSet.verdicts.length, accepted, unspecified, never]).toEqual([all, ...kinds]);
      expect(count(ruleSet, 'refused')).toBe(all - kinds.reduce((sum, one) => sum + one, 0));
    },
  );

  it('[CLI-10] counts of v2-6.2 by flags: accepted 16, 25, 24, 47; never-returns 0, 0, 1, 2', () => {
    const by = (kind: string) => [1, 3, 5, 7].map((flags) => count(get('v2-6.2'), kind, flags));
    expect(by('accepted')).toEqual([16, 25, 24, 47]);
    expect(by('never-returns')).toEqual([0, 0, 1, 2]);
  });

  it('[CLI-11] a path ends in `to`, and is empty for x > x and for what is not accepted', () => {
    for (const { verdicts } of ALL)
      for (const { from, to, kind, path } of verdicts)
        expect(path.at(-1)).toBe(kind === 'accepted' && from !== to ? to : undefined);
  });

  it('[CLI-11] a path names the states on the way: RESUMING > PRE_COPY with all flags takes four arcs', () => {
    const find = (flags: number, from: number, to: number) =>
      get('v2-6.2').verdicts.find((one) => one.flags === flags && one.from === from && one.to === to);
    expect(find(7, 4, 6)?.path).toEqual([1, 5, 2, 6]);
    expect(find(1, 2, 3)?.path).toEqual([1, 3]);
  });

  it('[CLI-12] a reason is a whole sentence with the names in it', () => {
    for (const { verdicts } of ALL)
      for (const { reason } of verdicts) expect(reason).toMatch(/^[\w|{}][^{}]*\.$/);
    expect(get('patch-2021-09').verdicts.find(({ from, to }) => from === 1 && to === 4)).toEqual({
      flags: null,
      from: 1,
      to: 4,
      kind: 'refused',
      path: [],
      reason: 'The table does not list it.',
    });
  });

  it('[CLI-13] --rules limits to one rule set, --flags to one set of flags', () => {
    expect(getJson('--rules', 'uapi-v1').ruleSets).toEqual([get('uapi-v1')]);
    const [only, ...others] = getJson('--rules=v2-6.2', '--flags', '0x7').ruleSets;
    expect(others).toEqual([]);
    expect(only?.flags).toEqual([7]);
    expect(only?.verdicts).toEqual(get('v2-6.2').verdicts.filter(({ flags }) => flags === 7));
    expect(getJson('--flags', '5').ruleSets.map(({ id }) => id)).toEqual(['v2-6.2', 'v2-7.2']);
    expect(getJson('--flags', '3').ruleSets.map(({ id }) => id)).toEqual(['v2-5.18', 'v2-6.2', 'v2-7.2']);
  });
});

describe('rules', () => {
  const getText = (...options: string[]) => runCommand(['rules', ...options]).stdout;

  it('[CLI-14] shows the matrix of the header in its own row order, with a legend', () => {
    expect(getText('--rules', 'uapi-v1')).toContain(
      [
        '  + accepted   - refused   ? neither listed nor forbidden',
        '',
        '  from, to:                  0  1  2  3  4  5  6  7',
        '   0 000b _STOP              ?  ?  ?  ?  ?  -  -  -',
        '   1 001b _RUNNING           +  ?  +  +  +  -  -  -',
        '   2 010b _SAVING            +  ?  ?  ?  ?  -  -  -',
        '   3 011b _SAVING|_RUNNING   ?  ?  +  ?  ?  -  -  -',
        '   4 100b _RESUMING          ?  +  ?  ?  ?  -  -  -',
        '   5 101b                    -  -  -  -  -  -  -  -',
        '   6 110b _ERROR             -  -  -  -  -  -  -  -',
        '   7 111b                    -  -  -  -  -  -  -  -',
      ].join('\n'),
    );
  });

  it('[CLI-14] shows path lengths in v2, in the order of the kernel, ERROR included', () => {
    expect(getText('--rules', 'v2-6.2', '--flags', '7')).toContain(
      [
        '  migration_flags 7: VFIO_MIGRATION_STOP_COPY | VFIO_MIGRATION_P2P | VFIO_MIGRATION_PRE_COPY',
        '  from, to:         1  2  6  7  3  4  5  0',
        '   1 STOP           0  2  3  2  1  1  1  -',
        '   2 RUNNING        2  0  1  2  3  3  1  -',
        '   6 PRE_COPY       3  1  0  1  2  4  2  -',
        '   7 PRE_COPY_P2P   2  2  1  0  1  3  1  -',
        '   3 STOP_COPY      1  3  ∞  ∞  0  2  2  -',
        '   4 RESUMING       1  3  4  3  2  0  2  -',
        '   5 RUNNING_P2P    1  1  2  1  2  2  0  -',
        '   0 ERROR          -  -  -  -  -  -  -  -',
      ].join('\n'),
    );
  });

  it('[CLI-14] has a heading for every rule set, and a matrix for every set of flags', () => {
    const text = getText();
    for (const { id, title } of ALL) expect(text).toContain(`${id}: ${title}\n---`);
    expect(text.match(/from, to:/g)).toHaveLength(8 + 2 + 4 + 4);
  });
});
