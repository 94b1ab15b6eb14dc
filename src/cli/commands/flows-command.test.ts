/**
 * `flows`: what scripts rely on, and what a reader sees.
 */

import { describe, expect, it } from 'vitest';
import { runCommand } from '../command-line.ts';
import type { FlowsJson } from './flows-command.ts';

const getJson = (...options: string[]): FlowsJson =>
  JSON.parse(runCommand(['flows', '--json', ...options]).stdout);

const ALL = getJson().flows;

const find = (ruleSet: string, flags: number | null, flow: string) =>
  ALL.find((one) => one.ruleSet === ruleSet && one.flags === flags && one.flow === flow);

describe('flows --json', () => {
  it('[CLI-15] prints one document with exactly the promised keys and exits 0', () => {
    const { stdout, stderr, exit } = runCommand(['flows', '--json']);
    expect({ stderr, exit }).toEqual({ stderr: '', exit: 0 });
    expect(stdout.trimEnd().split('\n')).toHaveLength(1);
    expect(Object.keys(getJson())).toEqual(['flows']);
    for (const flow of ALL) {
      expect(Object.keys(flow)).toEqual(['ruleSet', 'flags', 'client', 'flow', 'verdict', 'steps']);
      for (const step of flow.steps) expect(Object.keys(step)).toEqual(['from', 'to', 'kind']);
    }
  });

  it('[CLI-16] has eight flows for each v1 rule set, and those of v2 for each set of flags', () => {
    const counts = new Map<string, number>();
    for (const { ruleSet, flags, client } of ALL) {
      const key = `${client} ${ruleSet} ${flags}`;
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
    expect([...counts]).toEqual([
      ['qemu-v1 uapi-v1 null', 8],
      ['qemu-v1 patch-2021-09 null', 8],
      ['qemu-v1 patch-2021-09-amended null', 8],
      ['qemu-v1 stop-default null', 8],
      ['qemu-v1 fully-connected null', 8],
      ['qemu-v1 control-bits null', 8],
      ['qemu-v1 control-bits-v4 null', 8],
      ['qemu-v1 ndma-rfc null', 8],
      ['qemu-v2 v2-5.18 1', 4],
      ['qemu-v2 v2-5.18 3', 4],
      ['qemu-v2 v2-6.2 1', 4],
      ['qemu-v2 v2-6.2 3', 4],
      ['qemu-v2 v2-6.2 5', 5],
      ['qemu-v2 v2-6.2 7', 5],
      ['qemu-v2 v2-7.2 1', 4],
      ['qemu-v2 v2-7.2 3', 4],
      ['qemu-v2 v2-7.2 5', 5],
      ['qemu-v2 v2-7.2 7', 5],
    ]);
  });

  it('[CLI-17] stops at the first refused step: the posted table breaks live migration at 010b > 010b', () => {
    expect(find('patch-2021-09', null, 'live-migration')).toEqual({
      ruleSet: 'patch-2021-09',
      flags: null,
      client: 'qemu-v1',
      flow: 'live-migration',
      verdict: 'fails',
      steps: [
        { from: 1, to: 3, kind: 'accepted' },
        { from: 3, to: 2, kind: 'accepted' },
        { from: 2, to: 2, kind: 'refused' },
      ],
    });
    for (const { verdict, steps } of ALL) {
      const refused = steps.findIndex(({ kind }) => kind === 'refused' || kind === 'never-returns');
      expect(refused).toBe(verdict === 'fails' ? steps.length - 1 : -1);
      if (verdict !== 'fails')
        expect(steps.some(({ kind }) => kind === 'unspecified')).toBe(verdict === 'unspecified');
    }
  });

  it('[CLI-17] lists requests only: a reset moves the device between two of them', () => {
    expect(find('uapi-v1', null, 'reset-in-pre-copy')).toMatchObject({
      verdict: 'unspecified',
      steps: [
        { from: 1, to: 3, kind: 'accepted' },
        { from: 1, to: 0, kind: 'accepted' },
        { from: 0, to: 2, kind: 'unspecified' },
      ],
    });
  });

  it('[CLI-18] --rules and --flags limit what is listed', () => {
    expect(getJson('--rules', 'v2-6.2', '--flags', '7').flows).toEqual(
      ALL.filter(({ ruleSet, flags }) => ruleSet === 'v2-6.2' && flags === 7),
    );
    expect(getJson('--flags', '5').flows).toEqual(ALL.filter(({ flags }) => flags === 5));
  });
});

describe('flows', () => {
  const getText = (...options: string[]) => runCommand(['flows', ...options]).stdout;

  it('[CLI-19] says at which step a flow fails and why, or which states it passes', () => {
    const text = getText('--rules', 'patch-2021-09');
    expect(text).toContain('patch-2021-09: The posted table, September 2021\n---');
    expect(text).toMatch(
      /^ {2}incoming +fails +at load, _RUNNING > _RESUMING\. Refused: The table does not/m,
    );
    expect(text).toMatch(/^ {2}cancel-in-pre-copy +passes +_RUNNING > _SAVING\|_RUNNING > _RUNNING$/m);
    expect(text).not.toContain('?>');
  });

  it('[CLI-19] marks what a rule set does not speak of, and a reset', () => {
    const text = getText('--rules', 'uapi-v1');
    expect(text).toContain('?> a request that is neither listed nor forbidden');
    expect(text).toMatch(
      /^ {2}paused-migration +unspecified +_RUNNING > _STOP \?> _SAVING \?> _SAVING > _STOP$/m,
    );
    expect(text).toContain('_RUNNING > _SAVING|_RUNNING (reset) _RUNNING > _STOP ?> _SAVING');
  });

  it('[CLI-19] has one table for each set of flags', () => {
    expect(getText('--rules', 'v2-7.2').match(/^ {2}migration_flags \d: /gm)).toHaveLength(4);
    expect(getText().match(/^ {2}flow +verdict/gm)).toHaveLength(8 + 2 + 4 + 4);
  });
});
