/** A log read from its bytes: the same as the command line reads, with where its lines begin. */

import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { isLog, LINES_BETWEEN_MARKS } from './log-reading.ts';
import { readLog } from './read-log.ts';
import { toReplayJson } from './replay-json.ts';

const SAMPLES = new URL('../../reader/log/sample/', import.meta.url);
const FIXTURES = new URL('../../reader/fixtures/', import.meta.url);
const toBytes = (text: string) => new TextEncoder().encode(text);

describe('a log that is read', () => {
  it('[LOG-30] is the same whatever pieces it comes in, and tells how far it is', () => {
    const names = readdirSync(SAMPLES, { encoding: 'utf8', recursive: true });
    for (const name of names.filter((each) => each.endsWith('.txt'))) {
      const bytes = readFileSync(new URL(name, SAMPLES));
      const whole = readLog([bytes], {});
      const pieces = Array.from({ length: Math.ceil(bytes.length / 37) }, (_, index) =>
        bytes.subarray(index * 37, (index + 1) * 37),
      );
      const told: number[] = [];
      const read = readLog(pieces, {}, (count) => told.push(count));
      expect(toReplayJson(read), name).toEqual(toReplayJson(whole));
      expect(told.at(-1)).toBe(bytes.length);
      expect(isLog(whole), name).toBe(true);
      // What the worker hands over must survive the way.
      expect(structuredClone(whole)).toEqual(whole);
    }
  });

  it('[LOG-31] keeps the byte at which every thousandth line begins', () => {
    const lines = Array.from({ length: 2 * LINES_BETWEEN_MARKS + 5 }, (_, index) => `line ${index + 1}, é\n`);
    const bytes = toBytes(lines.join(''));
    const { marks } = readLog([bytes.subarray(0, 9), bytes.subarray(9, 20_000), bytes.subarray(20_000)], {});
    expect(marks).toHaveLength(3);
    for (const [index, mark] of marks.entries()) {
      const text = new TextDecoder().decode(bytes.subarray(mark, mark + 30));
      expect(text.startsWith(`line ${index * LINES_BETWEEN_MARKS + 1}, é\n`)).toBe(true);
    }
  });

  it('[LOG-97] says where its lines are, if a mail has them encoded in base64', () => {
    const line = 'vfio_migration_set_state  (d0) state PRE_COPY';
    const mail = (encoding: string, body: string) =>
      readLog([toBytes(`Content-Transfer-Encoding: ${encoding}\n\n${body}\n`)], {}).findings;
    expect(mail('base64', btoa(`a\n${line}\n${line}\n`))).toMatchObject([
      { id: 'encoded-lines', severity: 'note', line: 3, text: expect.stringContaining(`is: ${line}`) },
    ]);
    expect(mail('base64', btoa('a picture'))).toEqual([]);
    expect(mail('quoted-printable', line)).toEqual([]);
    expect(mail('7bit', line)).toEqual([]);
  });

  it('[LOG-47] is decoded where a mail holds it as base64', () => {
    const line = 'vfio_migration_set_state  (d0) state PRE_COPY\n';
    const mail = `From: a\nSubject: b\nContent-Transfer-Encoding: base64\n\n${btoa(line)}\n`;
    expect(readLog([toBytes(mail)], {}).devices).toMatchObject([{ name: 'd0', end: 6 }]);
    expect(readLog([toBytes(mail.replace('base64', '7bit'))], {}).devices).toEqual([]);
  });

  it('[LOG-32] is nothing in a patch, a table or a driver, but is in one error line', () => {
    for (const name of readdirSync(FIXTURES, { withFileTypes: true }).filter((each) => each.isFile()))
      expect(isLog(readLog([readFileSync(new URL(name.name, FIXTURES))], {})), name.name).toBe(false);
    const { causes } = readLog(
      [toBytes('Error: 0000:01:00.0: VFIO migration is not supported in kernel')],
      {},
    );
    expect(causes.map(({ id }) => id)).toEqual(['no-kernel-support']);
  });
});
