import { appendFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ATTACKS, HIDDEN } from '../../protocol/words/outside-text.fixture.ts';
import { runCommand } from '../command-line.ts';
import { runLive } from './live-run.ts';

/** Every attack that a name of a file can have, in names that no file system finds too long. */
const NAMES = [
  ...new Set(Object.values(ATTACKS).map((attack) => attack.replaceAll(/[\0/\ud800]/g, '').slice(0, 60))),
];

const STATE = '1@1.000001:vfio_migration_set_state  (d0) state PRE_COPY\n';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'vfio-live-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Runs `replay` on real files. What it prints, and how to press Ctrl C. */
function start(...args: readonly string[]) {
  const { live } = runCommand(['replay', ...args]);
  if (!live) throw new Error(`replay ${args.join(' ')} does not go on`);
  const told: string[] = [];
  const tell = (text: string) => void told.push(text);
  const explain = (error: unknown, path: string) => `${path}: ${error}`;
  const end = runLive(live, { print: tell, warn: tell, explain, isTerminal: false }).then((result) => {
    told.push(result.stdout, result.stderr);
    return result.exit;
  });
  const getTold = () => told.join('');
  return {
    getTold,
    until: (words: string) => vi.waitFor(() => expect(getTold()).toContain(words), { timeout: 20_000 }),
    interrupt: () => {
      process.emit('SIGINT');
      return end;
    },
    end,
  };
}

function writeState(name: string, state: string): void {
  const path = join(folder, name, 'migration');
  mkdirSync(path, { recursive: true });
  writeFileSync(join(path, 'state'), `${state}\n`);
}

describe('a command that goes on', { timeout: 60_000 }, () => {
  it('[ATTACK-9] prints no attack in the name of a file, of a folder or of a device in it', async () => {
    for (const name of NAMES) {
      const watched = join(folder, name);
      mkdirSync(join(watched, name, 'migration'), { recursive: true });
      writeFileSync(join(watched, name, 'migration', 'state'), `${name}RUNNING\n`);
      const watching = start(`--watch=${watched}`);
      await watching.until('Ctrl C ends');
      await watching.interrupt();
      const failing = [`--watch=${watched}none`, `${watched}none`].map((path) => start(path));
      for (const one of failing) expect(await one.end).toBe(2);
      for (const { getTold } of [watching, ...failing]) {
        expect(getTold()).not.toBe('');
        expect(getTold()).not.toMatch(HIDDEN);
      }
    }
  });

  it('[CLI-53] --watch goes on where a device does not answer, says so once, and tells the others', async () => {
    writeState('d0', 'RUNNING');
    mkdirSync(join(folder, 'd1', 'migration', 'state'), { recursive: true });
    const { until, getTold, interrupt } = start('--watch', folder);
    await until('EISDIR');
    writeState('d0', 'STOP');
    await until('RUNNING > STOP');
    await interrupt();
    expect(getTold().split('EISDIR')).toHaveLength(2);
    expect(getTold()).toMatch(/d0: STOP at the end/);
  });

  it('[CLI-53] --watch ends with its summary where the folder goes', async () => {
    writeState('d0', 'RUNNING');
    const { until, getTold, end } = start('--watch', folder);
    await until('Ctrl C ends');
    rmSync(folder, { recursive: true });
    expect(await end).toBe(0);
    expect(getTold()).toMatch(/d0: RUNNING at the end/);
    mkdirSync(folder);
  });

  it('[CLI-54] --follow prints what a file gains, and reads one again that was cut short', async () => {
    const path = join(folder, 'a.log');
    writeFileSync(path, STATE);
    const { until, getTold, interrupt } = start(path, '--follow');
    await until('RUNNING > PRE_COPY');
    appendFileSync(path, STATE.replace('000001', '000002').replace('PRE_COPY', 'STOP_COPY'));
    await until('PRE_COPY > STOP_COPY');
    writeFileSync(path, STATE.replace('000001', '000003').replace('PRE_COPY', 'RESUMING'));
    await until('RESUMING');
    await interrupt();
    expect(getTold()).toMatch(/3 lines/);
  });
});
