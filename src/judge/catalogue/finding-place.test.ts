/** The line of a finding that has none of its own. */

import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { judgeText } from '../judge-text.ts';

const read = (name: string) =>
  readFileSync(new URL(`../../reader/fixtures/${name}`, import.meta.url), 'utf8');

/** The findings of a text, each with the words of its line. */
function listLines(text: string) {
  const lines = text.split('\n');
  return judgeText(text, {}, null).inputs.flatMap(({ findings, repaired }) =>
    [...findings, ...repaired].map(({ id, line, from, to }) => ({
      id,
      request: `${from}>${to}`,
      line: line === null ? null : lines[line - 1]?.trim(),
    })),
  );
}

const find = (name: string, id: string, request: string) =>
  listLines(read(name)).find((each) => each.id === id && each.request === request)?.line;

describe('the line of a finding', () => {
  it('[PLACE-1] is where the step function ends if the arc is nowhere in it', () => {
    expect(find('v1-driver.c', 'v1.flow-fails', '0>2')).toBe('}');
    expect(find('ifdef-fault.c', 'driver.arc-missing', '2>1')).toBe('}');
  });

  it('[PLACE-1] is the last line with an arc if the end is not in the text', () => {
    expect(find('guard-arms-fault.rs', 'driver.arc-missing', '4>1')).toMatch(/^\(MigState::/);
  });

  it('[PLACE-2] is where the table begins if no line shows the row', () => {
    const whole = read('v2-7.2.c');
    const without = whole.replace(/\t\t\[VFIO_DEVICE_STATE_PRE_COPY\] = \{[^}]*\},\n/, '');
    expect(without.length).toBeLessThan(whole.length);
    const found = listLines(without).find(({ id, request }) => id === 'v2.same-broken' && request === '6>6');
    expect(found?.line).toBe('static const u8 fsm_table[STATES][STATES] = {');
  });

  it('[PLACE-3] is the line that a patch takes away', () => {
    expect(find('breaks-more.patch', 'change.newly-refused', '1>0')).toBe(
      '-\t\t\t[VFIO_DEVICE_STATE_STOP] = 1,',
    );
  });

  it('[PLACE-3] is the new line if that comes in its place', () => {
    expect(find('v2-rows.patch', 'change.newly-refused', '4>5')).toBe(
      '+\t\t\t[VFIO_DEVICE_STATE_RUNNING_P2P] = VFIO_DEVICE_STATE_ERROR,',
    );
  });

  it('[PLACE-4] is known for every finding on a text', () => {
    for (const name of ['two-protocols-in.patch', 'v1-member.c', 'ndma-driver-stuck.c', 'v2-loop.patch'])
      for (const { id, line } of listLines(read(name))) expect(line, `${name} ${id}`).toMatch(/\S/);
  });
});
