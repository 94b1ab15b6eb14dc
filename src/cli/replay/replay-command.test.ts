import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { CommandResult } from '../cli-command.ts';
import { runCommand } from '../command-line.ts';

const SAMPLES = new URL('../../reader/log/sample/', import.meta.url);
const sample = (name: string) => readFileSync(new URL(`${name}.txt`, SAMPLES));

/** Runs the command on bytes, in pieces of any size. */
function replay(bytes: Uint8Array, args: readonly string[] = [], size = bytes.length): CommandResult {
  const result = runCommand(['replay', ...(args.includes('-') ? [] : ['a.log']), ...args]);
  const { live } = result;
  if (!live) return result;
  let printed = '';
  for (let at = 0; at < bytes.length; at += size) printed += live.push(bytes.subarray(at, at + size));
  const end = live.end();
  return { ...end, stdout: printed + end.stdout };
}

const replayText = (text: string, args?: readonly string[]) => replay(new TextEncoder().encode(text), args);

const toJson = (bytes: Uint8Array, ...args: string[]) => {
  const { stdout, stderr, exit } = replay(bytes, ['--json', ...args]);
  expect(stderr).toBe('');
  return { json: JSON.parse(stdout), exit };
};

describe('vfio replay', () => {
  it('[CLI-41] prints one JSON document with the keys that scripts rely on', () => {
    const { json, exit } = toJson(sample('qemu-8.2-stop-copy'));
    expect(exit).toBe(1);
    expect(Object.keys(json)).toEqual(['formats', 'client', 'devices', 'causes', 'findings', 'unread']);
    expect(Object.keys(json.devices[0])).toEqual(['name', 'flags', 'flagsWhy', 'end', 'steps']);
    expect(json.devices[0].steps[2]).toEqual({
      ...{ line: 11, time: '2024-05-02T12:01:34.610002Z', event: 'failed', from: 7, to: 3 },
      ...{ verdict: 'accepted', errno: 'EIO', certain: true, believes: 7 },
      text: 'The error says that the request for STOP_COPY failed with EIO. QEMU then believes that the device is in PRE_COPY_P2P.',
    });
    expect(json.causes).toMatchObject([
      { line: 11, id: 'state-failed-and-reset' },
      { line: 13, id: 'data-fd-out-of-sync' },
    ]);
    expect(json.findings.map(({ id, line }: { id: string; line: number }) => `${id} ${line}`)).toEqual([
      'failed-request 11',
      'desync-data-fd 13',
    ]);
    expect(json.unread).toBe(2);
  });

  it('[CLI-41] is read the same in pieces of any size', () => {
    const whole = replay(sample('qemu-10.1-two-devices'));
    for (const size of [1, 7, 4096]) expect(replay(sample('qemu-10.1-two-devices'), [], size)).toEqual(whole);
  });

  it('[CLI-42] exits 0 if all is accepted, 1 if a step failed or device and client part, 2 without a log', () => {
    const good =
      '1@1.000001:vfio_migration_set_state  (d0) state PRE_COPY\n1@1.000002:vfio_migration_set_state  (d0) state STOP_COPY\n';
    expect(replayText(good).exit).toBe(0);
    expect(replay(sample('qemu-7.2-reset')).exit).toBe(1);
    expect(replay(sample('strace')).exit).toBe(0);
    const none = replayText('hello\nsome migration text\n');
    expect(none).toMatchObject({ exit: 2, stdout: '' });
    expect(none.stderr).toContain('The nearest is line 2: "some migration text"');
    expect(replayText('').exit).toBe(2);
  });

  it('[CLI-43] judges by the rule set, flags and client that are chosen, and shows one device', () => {
    const text =
      '1@1.000001:vfio_migration_set_state  (d0) state RUNNING_P2P\n1@1.000002:vfio_migration_set_state  (d0) state STOP\n';
    const refused = replayText(text, ['--json', '--flags', '1']);
    expect(JSON.parse(refused.stdout).devices[0]).toMatchObject({ flags: 1, flagsWhy: 'you chose them' });
    expect(JSON.parse(refused.stdout).devices[0].steps[1]).toMatchObject({ from: 5, verdict: 'refused' });
    expect(refused.exit).toBe(1);
    const { json } = toJson(sample('qemu-10.1-two-devices'), '--device', '0000:5e:00.4');
    expect(json.devices).toMatchObject([{ name: '0000:5e:00.4' }]);
    expect(replay(sample('qemu-10.1-two-devices'), ['--device', '0000:5e:00.5'])).toMatchObject({
      exit: 2,
      stderr: expect.stringContaining('the closest is "0000:5e:00.4"'),
    });
    expect(replay(sample('qemu-7.2-reset'), ['--rules', 'v2-7.2']).exit).toBe(2);
    const chosen = toJson(sample('qemu-7.2-reset'), '--client', 'qemu-5.2').json;
    expect(chosen.client).toEqual({ id: 'qemu-5.2', why: 'you chose it' });
  });

  it('[CLI-44] prints each step of standard input as it comes, and the summary at the end', () => {
    const { live } = runCommand(['replay', '-']);
    const lines = sample('qemu-10.1-two-devices').toString().split('\n');
    const push = (from: number, to: number) =>
      live?.push(new TextEncoder().encode(`${lines.slice(from, to).join('\n')}\n`)) ?? '';
    expect(push(0, 3) + (live?.pause() ?? '')).toMatch(
      /^ +3 .*0000:3b:00\.1 .*reached {2}RUNNING > PRE_COPY\n$/,
    );
    push(3, 40);
    const end = live?.end();
    expect(end?.stdout).toMatch(/0000:3b:00\.1: RUNNING at the end/);
    expect(end?.exit).toBe(1);
  });

  it('[CLI-45] says what is wrong with its options', () => {
    for (const [args, problem] of [
      [[], 'a log is needed'],
      [['a', '--watch', 'b'], 'give only one'],
      [['a', '--rules', 'v2-7.3'], 'the closest is v2-7.2'],
      [['a', '--client', 'qemu-8.3'], 'the closest is qemu-8'],
      [['a', '--follow', '--json'], '--json has nothing to print'],
    ] as const)
      expect(runCommand(['replay', ...args])).toMatchObject({
        ...{ exit: 2, stdout: '', stderr: expect.stringContaining(problem) },
      });
  });

  it('[CLI-48] compares two logs: exit 0 if they do the same, 1 if they part, 2 if nothing can be compared', () => {
    const pair = (left: Uint8Array, right: Uint8Array, ...args: string[]) => {
      const { live } = runCommand(['replay', 'x/good.log', 'y/bad.log', ...args]);
      live?.push(left);
      live?.next?.();
      live?.push(right);
      return live?.end();
    };
    const bad = sample('qemu-8.2-stop-copy');
    const good = new TextEncoder().encode(bad.toString().split('\n').slice(0, 10).join('\n'));
    expect(pair(bad, bad)).toMatchObject({ exit: 0, stderr: '' });
    const parted = pair(good, bad);
    expect(parted).toMatchObject({ exit: 1, stderr: '' });
    expect(parted?.stdout).toContain('0000:81:00.2: 2 steps are the same.');
    expect(parted?.stdout).toContain('good.log has no more steps of this device; bad.log failed at');
    const json = JSON.parse(pair(good, bad, '--json')?.stdout ?? '');
    expect(json).toMatchObject({
      first: 0,
      runs: [{ parting: { kind: 'end', steps: [null, { line: 11 }] } }],
    });
    expect(pair(bad, sample('qemu-10.1-two-devices'))).toMatchObject({
      ...{ exit: 2, stdout: '', stderr: expect.stringContaining('no device can be compared: good.log has') },
    });
    expect(pair(bad, new TextEncoder().encode('hello\n'))).toMatchObject({
      ...{ exit: 2, stdout: '', stderr: expect.stringContaining('y/bad.log: no line of a known log') },
    });
    for (const args of [
      ['a', 'b', 'c'],
      ['a', '-'],
      ['a', 'b', '--follow'],
    ])
      expect(runCommand(['replay', ...args])).toMatchObject({ exit: 2, stdout: '' });
  });

  it('[CLI-46] lets no control character of a log through to the terminal', () => {
    const { stdout } = replayText('vfio_migration_set_state  (d\u001b[2J\u0007\u202e0) state ERROR\n');
    expect(stdout).toContain('d\\u001b[2J\\u0007\\u202e0');
    for (const hidden of ['\u001b', '\u0007', '\u202e']) expect(stdout).not.toContain(hidden);
  });
});
