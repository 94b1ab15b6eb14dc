/** Logs as they are met in the field, each with the reading that it must get: written by hand from what the programs print. */

import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { formatRunSteps, readLog } from '../log-run.fixture.ts';

interface FieldLog {
  readonly name: string;
  readonly text: string;
  readonly client: string;
  /** `device: step, step`, a line for each device. */
  readonly devices: readonly string[];
  /** `flags: device flags`, where a log of several clients must not tell them. */
  readonly flags: readonly string[];
  /** True if a piece of a line stands in it. */
  readonly isTorn: boolean;
}

function readFieldLogs(names: readonly string[]): readonly FieldLog[] {
  const file = names
    .map((name) => readFileSync(new URL(`../sample/field/${name}.txt`, import.meta.url), 'utf8'))
    .join('');
  return file
    .split(/^=== /m)
    .slice(1)
    .map((part) => {
      const [log = '', reading = ''] = part.split(/^--- (?=none|qemu)/m);
      const [name = '', ...lines] = log.split('\n');
      const [client = '', ...told] = reading.trim().split('\n');
      const isTorn = told.includes('torn: yes');
      const flags = told.filter((line) => line.startsWith('flags: '));
      const devices = told.filter((line) => line !== 'torn: yes' && !line.startsWith('flags: '));
      // Characters that an editor changes are written as in JSON.
      const text = lines
        .join('\n')
        .replaceAll(/\\u([0-9a-f]{4})/g, (_, digits) => String.fromCharCode(Number.parseInt(digits, 16)));
      return { name, text, client, devices, flags, isTorn };
    });
}

const LOGS = readFieldLogs([
  ...['trace', 'other', 'paste', 'copy', 'mixed', 'merged'],
  ...['wrap', 'tools', 'frames', 'answers'],
]);
/** Texts that hold names of events, errors and states, and are no log of any device. */
const QUOTED = readFieldLogs(['quoted', 'spoken']);

describe('logs of the field', () => {
  it('[LOG-30] are forty or more, and no two have the same name', () => {
    expect(LOGS.length).toBeGreaterThanOrEqual(40);
    expect(new Set(LOGS.map(({ name }) => name)).size).toBe(LOGS.length);
  });

  it.each(LOGS.map((log) => [log.name, log] as const))('[LOG-31] %s', (_name, field) => {
    const { text, client, devices, flags, isTorn } = field;
    const run = readLog(text);
    const names = [...new Set(run.steps.map(({ device }) => device))];
    expect(names.map((name) => `${name}: ${formatRunSteps(run, name).join(', ')}`)).toEqual(devices);
    expect(run.summary.client?.id ?? 'none').toBe(client);
    expect(run.notes.some(({ id }) => id === 'torn-line')).toBe(isTorn);
    const own = run.summary.devices.map((device) => `flags: ${device.name} ${device.flags}`);
    expect(own).toEqual(expect.arrayContaining([...flags]));
  });

  it.each(QUOTED.map((log) => [log.name, log] as const))(
    '[LOG-57] no step: %s',
    (_name, { text, client }) => {
      const run = readLog(text);
      expect(client).toBe('none');
      expect(run.summary.client).toBeNull();
      expect(run.steps).toEqual([]);
      expect(run.notes).toEqual([]);
    },
  );
});
