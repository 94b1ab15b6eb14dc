/**
 * The command line without a process: help, bad input, and what is common to all commands.
 */

import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { toLines, WIDTH } from '../protocol/words/paragraph.ts';
import { COMMANDS, runCommand } from './command-line.ts';
import { findClosest } from './nearest-word.ts';

const manifest: { version: string } = JSON.parse(
  readFileSync(new URL('../../package.json', import.meta.url), 'utf8'),
);

/** Words parted by spaces, as in a shell. */
const vfio = (line: string) => runCommand(line === '' ? [] : line.split(' '));

describe('help', () => {
  it.each(['', 'help', '--help', '-h', 'rules --help', 'flows --flags 9 -h', 'help rules'])(
    '[CLI-1] `%s` prints the help and exits 0',
    (line) => {
      const { stdout, stderr, exit } = vfio(line);
      expect({ stderr, exit }).toEqual({ stderr: '', exit: 0 });
      for (const word of ['rules', 'flows', 'help', '--json', '--rules ID', '--flags N', 'Exit 0'])
        expect(stdout).toContain(word);
    },
  );
});

describe('every command', () => {
  it.each(COMMANDS.map(({ name }) => name))('[CLI-6] `%s` has --help, -h and --version', (name) => {
    for (const word of ['--help', '-h']) expect(vfio(`${name} ${word}`)).toEqual(vfio('help'));
    expect(vfio(`${name} --version`)).toEqual({ stdout: `vfio ${manifest.version}\n`, stderr: '', exit: 0 });
  });

  it('[CLI-6] the version is that of package.json', () =>
    expect(vfio('--version').stdout).toBe(`vfio ${manifest.version}\n`));
});

describe('unusable input', () => {
  it.each([
    ['rulez', 'vfio: no command "rulez"; the closest is rules'],
    ['--json', 'vfio: no command "--json"; the closest is lesson'],
    ['rules --jsn', 'vfio rules: no option "--jsn"; the closest is --json'],
    ['flows -x', 'vfio flows: no option "-x"; the closest is --json'],
    ['flows --no-json', 'vfio flows: no option "--no-json"; the closest is --json'],
    ['flows uapi-v1', 'vfio flows: "uapi-v1" is not expected: the command takes options only'],
    ['flows -- --json', 'vfio flows: "--json" is not expected: the command takes options only'],
    ['rules --json=yes', 'vfio rules: --json takes no value, but "yes" is given'],
    ['rules --json --json', 'vfio rules: --json is given twice'],
    ['rules --rules', 'vfio rules: --rules needs a value after it'],
    ['rules --rules=', 'vfio rules: --rules needs a value after it'],
    ['rules --rules --json', 'vfio rules: --rules needs a value after it'],
    ['rules --rules uapi', 'vfio rules: --rules "uapi": no rule set has that id; the closest is uapi-v1'],
    ['flows --rules V2-6.3', 'vfio flows: --rules "V2-6.3": no rule set has that id; the closest is v2-6.2'],
    ['rules --flags two', 'vfio rules: --flags "two": not a whole number, such as 3 or 0x3'],
    ['rules --flags -1', 'vfio rules: --flags "-1": not a whole number, such as 3 or 0x3'],
    [
      'rules --rules v2-5.18 --flags 5',
      'vfio rules: --flags 5: v2-5.18 defines only migration_flags 1 and 3',
    ],
    [
      'flows --flags 3 --rules uapi-v1',
      'vfio flows: --flags 3: uapi-v1 is protocol v1, which has no migration_flags',
    ],
    [
      'flows --flags 2',
      'vfio flows: --flags "2": migration_flags 2 lacks VFIO_MIGRATION_STOP_COPY, which every state needs; the defined sets are 1, 3, 5 and 7.',
    ],
    [
      'flows --flags 8',
      'vfio flows: --flags "8": migration_flags 8 has bits that are not defined; the defined sets are 1, 3, 5 and 7.',
    ],
  ])('[CLI-2] `%s` exits 2 with one line that says where and why', (line, message) => {
    expect(vfio(line)).toEqual({ stdout: '', stderr: `${message}\n`, exit: 2 });
    expect(vfio(`${line} --json`)).toMatchObject({ stdout: '', exit: 2 });
  });

  it.each([
    'a\nb',
    'a\r\nb',
    'a\u2028b\u0085c\u001b[31m\u202e',
    'x'.repeat(300),
    'x'.repeat(100_000),
    '__proto__',
    'constructor',
  ])('[CLI-3] stays one line of bounded length whatever is typed (%#)', (text) => {
    for (const argv of [
      [text],
      ['rules', text],
      ['rules', '--rules', text],
      ['flows', '--flags', text],
      ['flows', `--${text}`],
      ['flows', `--json=${text}`],
    ]) {
      const { stdout, stderr, exit } = runCommand(argv);
      expect({ stdout, exit }).toEqual({ stdout: '', exit: 2 });
      expect(stderr).toMatch(/^[^\p{Cc}\p{Cf}\u2028\u2029]{1,250}\n$/u);
    }
  });

  it('[CLI-3] takes an empty word for what it is', () => {
    expect(runCommand([''])).toMatchObject({ exit: 2, stdout: '' });
    expect(runCommand(['rules', ''])).toMatchObject({ exit: 2, stdout: '' });
    expect(runCommand(['rules', '--rules', ''])).toMatchObject({ exit: 2, stdout: '' });
  });
});

describe('closest', () => {
  const known = ['uapi-v1', 'patch-2021-09', 'patch-2021-09-amended', 'v2-6.2', 'v2-7.2'];

  it.each([
    ['patch', 'patch-2021-09'],
    ['amended', 'patch-2021-09-amended'],
    ['V2-7.1', 'v2-7.2'],
    ['uapi_v2', 'uapi-v1'],
    ['', 'v2-6.2'],
  ])('[CLI-4] of `%s` is %s', (text, name) => expect(findClosest(text, known)).toBe(name));

  it('[CLI-4] is undefined only if nothing is known', () => expect(findClosest('patch', [])).toBeUndefined());
});

describe('text', () => {
  it.each(['', 'rules', 'flows', 'rules --flags 7', 'flows --rules ndma-rfc'])(
    '[CLI-5] `%s` prints at most 100 columns, no trailing spaces, and ends with one newline',
    (line) => {
      const lines = vfio(line).stdout.split('\n');
      expect(Math.max(...lines.map((text) => text.length))).toBeLessThanOrEqual(100);
      expect(lines.filter((text) => text !== text.trimEnd())).toEqual([]);
      expect(lines.slice(-2).map((text) => text === '')).toEqual([false, true]);
    },
  );

  it('[CLI-5] breaks at spaces, and leaves a longer word whole', () => {
    expect(toLines('ab cd efghij k', 5)).toEqual(['ab cd', 'efghij', 'k']);
    expect(WIDTH).toBe(100);
  });
});
