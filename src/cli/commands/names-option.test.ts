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
    ['HALTED=STOPPED', /no state STOPPED; the closest is STOP/],
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

  const STEP = `static int step(struct demo *d, u32 new)
{
	u32 cur = d->mig_state;

	if (cur == VFIO_DEVICE_STATE_STOP && new == MY_SAVE)
		return save(d);
	if (cur == MY_SAVE && new == VFIO_DEVICE_STATE_STOP)
		return 0;
	return -EINVAL;
}
`;
  const review = (text: string, ...words: string[]) =>
    runCommand(['review', 'a.c', ...words], () => ({ ok: true, value: new TextEncoder().encode(text) }));

  it('[CLI-51] says in the report what was read by choice', () => {
    const { stdout } = review(STEP, '--names', 'MY_SAVE=STOP_COPY');
    expect(stdout.replaceAll(/\s+/g, ' ')).toContain(
      'line 5: MY_SAVE is taken to mean VFIO_DEVICE_STATE_STOP_COPY.',
    );
    expect(JSON.parse(review(STEP, '--json', '--names', 'MY_SAVE=STOP_COPY').stdout).readAs).toEqual([
      { name: 'MY_SAVE', as: 'VFIO_DEVICE_STATE_STOP_COPY', line: 5 },
    ]);
  });

  it('[CLI-51] offers the state that a name is near where nothing can be read', () => {
    const table =
      'static const u8 fsm[8][8] = {\n\t[VFIO_DEVICE_STATE_STOP] = { [MY_SAVE] = MY_SAVE },\n};\n';
    expect(review(table).stderr).toContain(' If it is a state, --names MY_SAVE=STOP_COPY says which.');
    const own = STEP.replaceAll('VFIO_DEVICE_STATE_STOP', 'MY_HALTED').replace(
      'return 0',
      'return new == MY_ACTIVE',
    );
    expect(review(own).stderr).toContain(
      ' If its names are states, --names MY_HALTED=STOP,MY_SAVE=STOP_COPY,MY_ACTIVE=RUNNING says which.',
    );
    expect(review('int x;\n').stderr).not.toContain('--names');
  });
});
