/**
 * A hostile text writes nothing to the terminal but what shows: every attack through every command and form. Each text has
 * a third of the attacks, the next text another third; `npm run attacks` gives each text all of them.
 */

import { describe, expect, it } from 'vitest';
import { LESSONS } from '../lesson/text/lesson-parse.fixture.ts';
import { ATTACKS, HIDDEN } from '../protocol/words/outside-text.fixture.ts';
import { LOGGED } from '../reader/log/log-reader.fixture.ts';
import { REVIEWED } from '../reader/review-text.fixture.ts';
import { COMMANDS, runCommand } from './command-line.ts';

const FORMS = [
  ...['text', 'terse', 'lines', 'json', 'b4', 'sarif'].map((form) => ['--format', form]),
  ['--json'],
  ['--reply'],
  [],
];

const all = Object.entries(ATTACKS);
const share = process.env.ATTACKS === 'all' ? 1 : 3;

/** The attacks on the text in this place, each with its own place among all. */
const choose = (place: number): readonly (readonly [number, string])[] =>
  all.map(([, attack], index) => [index, attack] as const).filter(([index]) => (index + place) % share === 0);

/** Every way to replay a log, also with names that are none. */
const REPLAYS: readonly ((attack: string) => readonly string[])[] = [
  () => ['-'],
  () => ['a.log'],
  (attack) => [`${attack}.log`, '--json'],
  (attack) => [`${attack}.log`, '--follow'],
  (attack) => [`--watch=${attack}`],
  (attack) => ['-', `--rules=${attack}`],
  (attack) => ['-', `--client=${attack}`],
  (attack) => ['-', `--flags=${attack}`],
  (attack) => ['-', `--device=${attack}`],
  (attack) => ['a.log', `--device=d${attack}0`],
  (attack) => ['a.log', '--json', `--device=d${attack}`, '--rules=v2-7.2', '--client=qemu-9.1', '--flags=7'],
  (attack) => ['a.log', `--device=${attack}`, `--watch=${attack}`],
];

/** What a terminal gets, and what is wrong with it; the text is read under a hostile name. */
function run(argv: readonly string[], text: string) {
  const result = runCommand(argv, () => ({ ok: true, value: new TextEncoder().encode(text) }));
  const { stdout, stderr } = result;
  expect(stdout, `standard output of ${JSON.stringify(argv)}`).not.toMatch(HIDDEN);
  expect(stderr, `standard error of ${JSON.stringify(argv)}`).not.toMatch(HIDDEN);
  expect(stderr).toMatch(/^(.+\n)?$/);
  return result;
}

/** The same for a command that goes on: what it prints as the text comes, piece by piece, and at its end. */
function replay(argv: readonly string[], text: string): string {
  const { stdout, stderr, live } = runCommand(['replay', ...argv]);
  const printed = [stdout, stderr];
  if (live) {
    const bytes = new TextEncoder().encode(text);
    const half = Math.floor(bytes.length / 2);
    printed.push(live.push(bytes.subarray(0, half)), live.pause(), live.push(bytes.subarray(half)));
    const end = live.end();
    printed.push(end.stdout, end.stderr);
  }
  const all = printed.join('');
  expect(all, `what replay ${JSON.stringify(argv)} prints`).not.toMatch(HIDDEN);
  return all;
}

it('[ATTACK-1] there are at least 70 attacks, and each has something that does not show', () => {
  expect(all.length).toBeGreaterThanOrEqual(70);
  expect(all.filter(([, attack]) => !HIDDEN.test(attack))).toEqual([]);
});

describe('review', { timeout: 120_000 }, () => {
  it.each(Object.entries(REVIEWED).map(([title, make], place) => [title, make, place] as const))(
    '[ATTACK-2] prints no attack in %s, in any form',
    (_, make, place) => {
      let printed = 0;
      for (const [index, attack] of choose(place)) {
        const text = make(attack);
        // Each form has a ninth of these attacks, another one with each text.
        const form = FORMS[(Math.floor(index / share) + place) % FORMS.length] ?? [];
        printed += run(['review', `${attack}.patch`, ...form], text).stdout.length;
      }
      if (make('') !== '') expect(printed).toBeGreaterThan(0);
    },
  );

  it('[ATTACK-3] keeps JSON equal to what it says: a name of a file with an escape is that name again', () => {
    const text = REVIEWED['an archive page']?.('\u009b2J\u202e') ?? '';
    const { stdout } = run(['review', 'a\u202eb.c', '--format', 'sarif'], text);
    const [result] = JSON.parse(stdout).runs[0].results;
    expect(decodeURIComponent(result.locations[0].physicalLocation.artifactLocation.uri)).toBe('a\u202eb.c');
  });

  it('[ATTACK-3] is not silent: the reply names the author and quotes the line, with what does not show spelled out', () => {
    const { stdout } = run(['review', '-', '--reply'], REVIEWED['an archive page']?.('\u001b[2J') ?? '');
    expect(stdout).toMatch(/^On 2021-09-22 10:38 UTC, \\u001b\[2JA\. Person wrote:\n/);
    expect(stdout).toContain('}, /* \\u001b[2J */\n');
  });
});

describe('review of a log', { timeout: 120_000 }, () => {
  it.each(Object.entries(LOGGED).map(([title, make], place) => [title, make, place] as const))(
    '[ATTACK-14] prints no attack in %s, in any form',
    (_, make, place) => {
      let printed = 0;
      for (const [index, attack] of choose(place)) {
        const form = FORMS[(Math.floor(index / share) + place) % FORMS.length] ?? [];
        printed += run(['review', `${attack}.log`, ...form], make(attack)).stdout.length;
      }
      expect(printed).toBeGreaterThan(0);
    },
  );
});

describe('lesson', { timeout: 120_000 }, () => {
  it.each(Object.entries(LESSONS).map(([title, make], place) => [title, make, place] as const))(
    '[ATTACK-4] prints no attack in %s',
    (_, make, place) => {
      for (const [, attack] of choose(place)) {
        run(['lesson', `${attack}.md`], make(attack));
        run(['lesson', `${attack}.md`, '--json'], make(attack));
      }
    },
  );

  it('[ATTACK-4] plays a lesson whose words have escapes, spelled out', () => {
    const lesson = LESSONS['YAML escapes']?.('\u001b]0;x\u0007') ?? '';
    expect(run(['lesson', 'a.md'], lesson)).toMatchObject({ exit: 0, stderr: '' });
    expect(JSON.parse(run(['lesson', 'a.md', '--json'], lesson).stdout).lesson.title).toBe(
      'a\\u001b]0;x\\u0007',
    );
  });
});

describe('replay', { timeout: 120_000 }, () => {
  it.each(Object.entries(LOGGED).map(([title, make], place) => [title, make, place] as const))(
    '[ATTACK-7] prints no attack in %s, in any form',
    (_, make, place) => {
      let printed = 0;
      for (const [index, attack] of choose(place)) {
        const text = make(attack);
        // Each form has a third of these attacks, others with each text.
        for (const [form, argv] of REPLAYS.entries())
          if ((Math.floor(index / share) + place + form) % 3 === 0)
            printed += replay(argv(attack), text).length;
      }
      expect(printed).toBeGreaterThan(0);
    },
  );

  it('[ATTACK-7] keeps JSON equal to what it says, and tells the steps of a device with a hostile name', () => {
    const attack = '\u001b[2J\u202e';
    const text = LOGGED['traces of 8.2']?.(attack) ?? '';
    const { devices } = JSON.parse(replay(['a.log', '--json', '--device', `d${attack}0`], text));
    expect(devices[0].name).toBe(`d${attack}0`);
    expect(devices[0].steps.length).toBeGreaterThan(1);
    expect(replay(['-'], text)).toContain('d\\u001b[2J\\u202e0 ');
  });
});

describe('why', () => {
  it.each(all)('[ATTACK-8] prints no attack in its text, given or read: %s', (_, attack) => {
    for (const text of [
      attack,
      `${attack}: data_fd out of sync`,
      `data_fd ${attack} out of sync`,
      `${attack} couldn't be initialized ${attack}`,
    ])
      for (const form of [[], ['--json']]) {
        run(['why', '-', ...form], text);
        run(['why', '--', text, ...form], '');
        run(['why', text, attack, ...form], '');
      }
  });
});

describe('words of the command line', () => {
  it.each(all)('[ATTACK-5] are never printed raw: %s', (_, attack) => {
    const lines = [
      [attack],
      ...COMMANDS.flatMap(({ name, options }) => [
        [name, attack],
        [name, `--${attack}`],
        [name, `--${attack}=${attack}`],
        [name, attack, attack],
        ...options.flatMap((option) => [
          [name, `--${option}`, attack],
          [name, `--${option}=${attack}`],
          [name, 'a', `--${option}`, attack, '--json'],
        ]),
      ]),
      ['review', '-', '--names', `${attack}=STOP`],
      ['review', '-', '--names', `HALTED=${attack}`],
      ['review', '-', '--names', `${attack}=STOP,${attack}=RUNNING`],
      ['review', '-', '--format', 'terse', '--format', attack],
    ];
    for (const argv of lines) run(argv, REVIEWED['cells of a table']?.(attack) ?? '');
  });

  it.each(all)('[ATTACK-6] nor what a system says of a bad file: %s', (_, attack) => {
    for (const name of ['review', 'lesson']) {
      const { stdout, stderr } = runCommand([name, attack], (path) => ({
        ok: false,
        problem: `${path} cannot be read`,
      }));
      expect(stdout).toBe('');
      expect(stderr).toMatch(/^.+\n$/);
      expect(stderr).not.toMatch(HIDDEN);
    }
  });
});
