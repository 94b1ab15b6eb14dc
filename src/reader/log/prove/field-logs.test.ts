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
}

function readFieldLogs(): readonly FieldLog[] {
  const file = ['field-trace', 'field-other', 'field-paste']
    .map((name) => readFileSync(new URL(`../sample/${name}.txt`, import.meta.url), 'utf8'))
    .join('');
  return file
    .split(/^=== /m)
    .slice(1)
    .map((part) => {
      const [log = '', reading = ''] = part.split(/^--- /m);
      const [name = '', ...lines] = log.split('\n');
      const [client = '', ...devices] = reading.trim().split('\n');
      // Characters that an editor changes are written as in JSON.
      const text = lines
        .join('\n')
        .replaceAll(/\\u([0-9a-f]{4})/g, (_, digits) => String.fromCharCode(Number.parseInt(digits, 16)));
      return { name, text, client, devices };
    });
}

const LOGS = readFieldLogs();

describe('logs of the field', () => {
  it('[LOG-30] are forty or more, and no two have the same name', () => {
    expect(LOGS.length).toBeGreaterThanOrEqual(40);
    expect(new Set(LOGS.map(({ name }) => name)).size).toBe(LOGS.length);
  });

  it.each(LOGS.map((log) => [log.name, log] as const))('[LOG-31] %s', (_name, { text, client, devices }) => {
    const run = readLog(text);
    const names = [...new Set(run.steps.map(({ device }) => device))];
    expect(names.map((name) => `${name}: ${formatRunSteps(run, name).join(', ')}`)).toEqual(devices);
    expect(run.summary.client?.id ?? 'none').toBe(client);
    expect(run.notes.filter(({ id }) => id === 'torn-line')).toEqual([]);
  });
});
