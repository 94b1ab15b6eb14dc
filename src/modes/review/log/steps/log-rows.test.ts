/** The steps of a log as rows. */

import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readLog } from '../../../../judge/replay/read-log.ts';
import type { LogRow } from './log-rows.ts';
import { listFindingsOf, listRows } from './log-rows.ts';

const read = (text: string) => readLog([new TextEncoder().encode(text)], {});
const sample = read(
  readFileSync(new URL('../../../../reader/log/sample/qemu-10.1-two-devices.txt', import.meta.url), 'utf8'),
);
const tell = (rows: readonly LogRow[]) =>
  rows.map(({ judged: { step } }) => `${step.device.slice(5, 7)} ${step.line}`);

describe('rows of steps', () => {
  it('[LOG-40] stand by device, each begun by its name, or in the order of time', () => {
    const rows = listRows(sample, 'device', null);
    expect(rows.filter(({ isFirst }) => isFirst).map(({ device }) => device.name)).toEqual([
      '0000:3b:00.1',
      '0000:5e:00.4',
    ]);
    const byTime = listRows(sample, 'time', null);
    expect(byTime).toHaveLength(rows.length);
    expect(byTime.some(({ isFirst }) => isFirst)).toBe(false);
    expect(tell(byTime).slice(0, 6)).toEqual(['3b 3', '5e 10', '3b 13', '5e 16', '3b 19', '3b 21']);
    // A run keeps its own order, even where a later step has an earlier line.
    expect(tell(byTime.filter(({ device }) => device.name === '0000:5e:00.4'))).toEqual(
      tell(listRows(sample, 'device', '0000:5e:00.4')),
    );
  });

  it('[LOG-41] tell a gap where both steps have times of one clock', () => {
    const at = (time: string, state: string) => `1@${time}:vfio_migration_set_state  (d0) state ${state}\n`;
    const rows = listRows(
      read(at('10.000000', 'PRE_COPY') + at('12.500000', 'STOP_COPY') + at('12.600000', 'STOP')),
      'device',
      null,
    );
    expect(rows.map(({ gap }) => gap)).toEqual([null, 2.5, null]);
    const bare = 'vfio_migration_set_state  (d0) state ';
    expect(listRows(read(`${at('10.000000', 'PRE_COPY')}${bare}STOP\n`), 'device', null)[1]?.gap).toBeNull();
  });

  it('[LOG-42] have what was found at their line, of their own device alone', () => {
    const rows = listRows(sample, 'device', null);
    const found = rows.filter(({ judged }) => listFindingsOf(sample, judged).length > 0);
    expect(found.map(({ judged: { step } }) => [step.device, step.event])).toEqual([
      ['0000:5e:00.4', 'failed'],
    ]);
  });
});
