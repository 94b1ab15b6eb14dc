/** What `--names` takes, and the sentence for what it does not. */

import { describe, expect, it } from 'vitest';
import { runCommand } from '../command-line.ts';
import { parseNames } from './names-option.ts';

describe('--names', () => {
  it('[CLI-50] takes states of the kernel, with their prefix or without', () => {
    expect(parseNames('HALTED=STOP,GOING=VFIO_DEVICE_STATE_RUNNING,DRAIN=StopCopy')).toEqual({
      ok: true,
      value: {
        HALTED: 'VFIO_DEVICE_STATE_STOP',
        GOING: 'VFIO_DEVICE_STATE_RUNNING',
        DRAIN: 'VFIO_DEVICE_STATE_STOP_COPY',
      },
    });
  });

  it.each([
    ['HALTED', /not of the form FROM=TO/],
    ['HALTED=', /not of the form/],
    ['=STOP', /not of the form/],
    ['HALTED=STOPPED', /no state "STOPPED"; the closest is/],
    ['A=STOP,A=RUNNING', /A is read as two states/],
    ['A=STOP,B=STOP', /A and B are both read as/],
  ])('[CLI-50] says in a sentence what is wrong with %s', (text, sentence) => {
    const { stdout, stderr, exit } = runCommand(['review', 'a.c', '--names', text], () => ({
      ok: true,
      value: new TextEncoder().encode('x'),
    }));
    expect([stdout, exit]).toEqual(['', 2]);
    expect(stderr).toMatch(sentence);
  });

  it('[CLI-50] reads a table whose states have other names', () => {
    const table =
      'static const bool allowed[8][8] = {\n\t[GOING] = { [HALTED] = 1 },\n\t[HALTED] = { [GOING] = 1, [DRAIN] = 1 },\n\t[DRAIN] = { [HALTED] = 1 },\n};\n';
    const read = () => ({ ok: true as const, value: new TextEncoder().encode(table) });
    const plain = runCommand(['review', 'a.c', '--json'], read);
    expect(plain.exit).toBe(2);
    const words = [
      'review',
      'a.c',
      '--json',
      '--names',
      'GOING=RUNNING',
      '--names',
      'HALTED=STOP,DRAIN=STOP_COPY',
    ];
    const { stdout } = runCommand(words, read);
    const [input] = JSON.parse(stdout).inputs;
    expect([input.form, input.generation]).toEqual(['allowed', 'v2']);
  });
});
