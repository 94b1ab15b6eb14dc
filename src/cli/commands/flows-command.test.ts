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
  it('[CLI-15] prints one document with exactly the documented keys and exits 0', () => {
    const { stdout, stderr, exit } = runCommand(['flows', '--json']);
    expect({ stderr, exit }).toEqual({ stderr: '', exit: 0 });
    expect(stdout.trimEnd().split('\n')).toHaveLength(1);
    expect(Object.keys(getJson())).toEqual(['flows']);
    for (const flow of ALL) {
      expect(Object.keys(flow)).toEqual([
        ...['ruleSet', 'flags', 'client', 'flow', 'start', 'verdict', 'ends', 'steps'],
      ]);
      for (const step of flow.steps)
        expect(Object.keys(step)).toEqual([
          ...['act', 'trigger', 'from', 'to', 'kind', 'recover', 'errno', 'supposed'],
        ]);
    }
  });

  it('[CLI-16] has the flows of the newest QEMU of each protocol, for each set of flags', () => {
    const counts = new Map<string, number>();
    for (const { ruleSet, flags, client } of ALL) {
      const key = `${client} ${ruleSet} ${flags}`;
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
    expect([...counts]).toEqual([
      ['qemu-6.1 uapi-v1 null', 26],
      ['qemu-6.1 patch-2021-09 null', 26],
      ['qemu-6.1 patch-2021-09-amended null', 26],
      ['qemu-6.1 stop-default null', 26],
      ['qemu-6.1 fully-connected null', 26],
      ['qemu-6.1 control-bits null', 26],
      ['qemu-6.1 control-bits-v4 null', 26],
      ['qemu-6.1 ndma-rfc null', 26],
      ['qemu-9.1 v2-5.18 1', 27],
      ['qemu-9.1 v2-5.18 3', 27],
      ['qemu-9.1 v2-6.2 1', 27],
      ['qemu-9.1 v2-6.2 3', 27],
      ['qemu-9.1 v2-6.2 5', 28],
      ['qemu-9.1 v2-6.2 7', 28],
      ['qemu-9.1 v2-7.2 1', 27],
      ['qemu-9.1 v2-7.2 3', 27],
      ['qemu-9.1 v2-7.2 5', 28],
      ['qemu-9.1 v2-7.2 7', 28],
    ]);
  });

  it('[CLI-17] goes on after a refusal, and says so: the posted table breaks live migration at 010b > 010b', () => {
    const step = { act: 'ask', recover: null, errno: null, supposed: false };
    expect(find('patch-2021-09', null, 'live-migration')).toEqual({
      ruleSet: 'patch-2021-09',
      flags: null,
      client: 'qemu-6.1',
      flow: 'live-migration',
      start: 1,
      verdict: 'fails',
      ends: 'fails',
      steps: [
        { ...step, trigger: 'setup', from: 1, to: 3, kind: 'accepted' },
        { ...step, trigger: 'VM stopped', from: 3, to: 2, kind: 'accepted' },
        { ...step, trigger: 'complete', from: 2, to: 2, kind: 'refused', errno: 'EINVAL', supposed: true },
        { ...step, trigger: 'done', from: 2, to: 0, kind: 'accepted' },
      ],
    });
    for (const { verdict, steps } of ALL) {
      const kinds = steps.map(({ kind }) => kind);
      const worst = kinds.includes('never-returns')
        ? 'hangs'
        : kinds.includes('refused')
          ? 'fails'
          : kinds.includes('unspecified')
            ? 'unspecified'
            : 'passes';
      expect(verdict).toBe(worst);
      for (const { kind, supposed } of steps) expect(supposed).toBe(kind !== null && kind !== 'accepted');
    }
  });

  it('[CLI-17] lists resets, which are no requests: a reset moves the device between two of them', () => {
    expect(find('uapi-v1', null, 'reset-in-pre-copy')).toMatchObject({
      verdict: 'unspecified',
      ends: 'completes',
      steps: [
        { act: 'ask', from: 1, to: 3, kind: 'accepted' },
        { act: 'reset', trigger: 'reset', from: 3, to: 1, kind: null, supposed: false },
        { act: 'ask', from: 1, to: 0, kind: 'accepted' },
        { act: 'ask', from: 0, to: 2, kind: 'unspecified' },
        { act: 'ask', from: 2, to: 0, kind: 'accepted' },
      ],
    });
  });

  it('[CLI-17] begins a paused VM in STOP, and ends in failure where a data_fd is out of sync', () => {
    expect(find('v2-7.2', 7, 'migrate-paused-vm')).toMatchObject({
      start: 1,
      steps: [{ from: 1, to: 3 }, {}],
    });
    const paused = find('v2-7.2', 5, 'pause-and-cont-in-pre-copy');
    expect(paused).toMatchObject({ verdict: 'passes', ends: 'fails' });
    expect(paused?.steps.map(({ errno }) => errno)).toEqual([null, null, null, null, 'EBADF', null]);
    expect(find('patch-2021-09', null, 'boot')).toMatchObject({ verdict: 'fails', ends: 'aborts' });
  });

  it('[CLI-17] --client names another client, an old name of one, or all', () => {
    const clientsOf = (...options: string[]) => [
      ...new Set(getJson(...options).flows.map(({ client }) => client)),
    ];
    expect(clientsOf('--client', 'qemu-v1')).toEqual(['qemu-6.1']);
    expect(clientsOf('--client', 'hermes')).toEqual(['hermes']);
    expect(clientsOf('--client', 'all', '--rules', 'uapi-v1')).toEqual(['qemu-5.2', 'qemu-6.1', 'mvisor']);
    expect(clientsOf('--client', 'all')).toHaveLength(11);
    const first = ({ flows }: FlowsJson) => flows[0]!.steps.map(({ from, to }) => `${from}>${to}`).join(' ');
    const live = ['--flow', 'live-migration', '--rules', 'v2-7.2', '--flags', '5'];
    expect(first(getJson('--client', 'qemu-8.1', ...live))).toBe('2>6 6>3 3>3 3>1');
    expect(first(getJson(...live))).toBe('2>6 6>3 3>1');
    expect(getJson('--flow', 'paused-migration').flows[0]?.flow).toBe('migrate-paused-vm');
  });

  it.each([
    ['--client qemu-8.3', 'the closest is qemu-8.0'],
    ['--client cloud', 'the closest is cloud-hypervisor, and `clients` lists all of them'],
    ['--client qemu-8.1 --rules uapi-v1', 'uses protocol v2, but uapi-v1 is protocol v1'],
    ['--client qemu-6.1 --flags 5', '--flags 5: qemu-6.1 uses protocol v1, which has no migration_flags'],
    ['--flow live', 'the closest is live-migration'],
    ['--flow restore', 'no flow of qemu-6.1 and qemu-9.1; the closest is'],
    ['--flow restore', '"restore" is a flow of cloud-hypervisor-53, cloud-hypervisor, hermes'],
    ['--client all --flow xyz', 'no flow of any client; the closest is boot'],
    ['--flow reset-in-pre-copy-read-fails --flags 3', 'only with VFIO_MIGRATION_PRE_COPY'],
    ['--rules v2-7.2 --flags 4', 'lacks VFIO_MIGRATION_STOP_COPY'],
  ])('[CLI-17] %s is refused in one line, which says what is closest or why', (options, said) => {
    const { stdout, stderr, exit } = runCommand(['flows', '--json', ...options.split(' ')]);
    expect({ stdout, exit }).toEqual({ stdout: '', exit: 2 });
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
    expect(stderr).toContain(said);
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
    expect(text).toMatch(/^ {2}migrate-paused-vm +unspecified +_STOP \?> _SAVING \?> _SAVING > _STOP$/m);
    expect(text).toContain('_RUNNING > _SAVING|_RUNNING (reset) _RUNNING > _STOP ?> _SAVING');
  });

  it('[CLI-19] says why the flags make a flow impossible, and how it ends where the verdict does not', () => {
    const text = getText('--rules', 'v2-7.2', '--flags', '3').replaceAll(/\s+/g, ' ');
    expect(text).toContain(
      'reset-in-pre-copy-read-fails impossible reset-in-pre-copy-read-fails happens only with',
    );
    const other = getText('--rules', 'v2-7.2', '--flags', '5').replaceAll(/\s+/g, ' ');
    expect(other).toContain("STOP_COPY (-EBADF) > RUNNING (but the client fails at 'complete' with -EBADF)");
  });

  it('[CLI-19] has one table for each set of flags', () => {
    expect(getText('--rules', 'v2-7.2').match(/^ {2}migration_flags \d: /gm)).toHaveLength(4);
    expect(getText().match(/^ {2}flow +verdict/gm)).toHaveLength(8 + 2 + 4 + 4);
  });

  it('[CLI-19] lists one flow of several clients as one table, with a line for each', () => {
    const text = getText(
      ...['--client', 'all', '--flow', 'live-migration', '--rules', 'v2-7.2', '--flags', '5'],
    );
    expect(text.match(/^ {2}client +verdict/gm)).toHaveLength(1);
    expect(text).toMatch(/^ {2}qemu-8\.1 +passes +RUNNING > PRE_COPY > STOP_COPY > STOP_COPY > STOP$/m);
    expect(text).toMatch(/^ {2}cloud-hypervisor +passes +RUNNING > STOP > STOP_COPY > STOP$/m);
    expect(text).toContain(
      '  qemu-8.0, qemu-8.1, qemu-8.2, cloud-hypervisor: derived by reading its source, not seen running',
    );
  });

  it('[CLI-19] says how a flow that fails ends for its client, and that one was derived', () => {
    const text = getText('--rules', 'patch-2021-09').replaceAll(/\s+/g, ' ');
    expect(text).toMatch(/boot fails at VM runs, _RUNNING > _RUNNING\. Refused: [^.]*\. The client aborts\./);
    expect(text).toMatch(
      /cancel-at-pre-switchover fails at cancelled, .*? The client completes the flow all the same\./,
    );
    expect(text).not.toContain('derived');
    expect(getText('--client', 'hermes')).toContain(
      'hermes: Hermes VMM; derived by reading its source, not seen running',
    );
  });
});
