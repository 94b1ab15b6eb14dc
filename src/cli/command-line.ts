/**
 * From the words of a command line to what is printed and the exit code. Pure: vfio.ts prints.
 */

import { parseArgs } from 'node:util';
import { formatLiteral, formatVisible, formatVisibleLine } from '../protocol/words/outside-text.ts';
import { toLines, WIDTH } from '../protocol/words/paragraph.ts';
import type { Result } from '../protocol/words/result.ts';
import type {
  Command,
  CommandAnswer,
  CommandResult,
  GivenOptions,
  OptionName,
  ReadFile,
  Screen,
} from './cli-command.ts';
import { OPTIONS } from './cli-command.ts';
import { CLIENTS_COMMAND } from './commands/clients-command.ts';
import { FLOWS_COMMAND } from './commands/flows-command.ts';
import { LESSON_COMMAND } from './commands/lesson-command.ts';
import { REVIEW_COMMAND } from './commands/review-command.ts';
import { RULES_COMMAND } from './commands/rules-command.ts';
import { WHY_COMMAND } from './commands/why-command.ts';
import { findClosest } from './nearest-word.ts';
import { REPLAY_COMMAND } from './replay/replay-command.ts';
import { parseTimeout, runWithin } from './time-limit.ts';
import { VERSION } from './version.ts';

/** In the order of the help. */
export const COMMANDS: readonly Command[] = [
  RULES_COMMAND,
  CLIENTS_COMMAND,
  FLOWS_COMMAND,
  REVIEW_COMMAND,
  REPLAY_COMMAND,
  WHY_COMMAND,
  LESSON_COMMAND,
];

const KNOWN_OPTIONS: Readonly<Record<string, { readonly type: 'boolean' | 'string' }>> = OPTIONS;

/**
 * Runs one command. `runCommand(['rules', '--json'])` has the document in `stdout` and exit 0;
 * `runCommand(['rule'])` has exit 2, an empty `stdout` and one line in `stderr`.
 */
export function runCommand(
  argv: readonly string[],
  readFile: ReadFile = refuseToRead,
  screen: Screen = { hasColour: false },
): CommandResult {
  const [name, ...rest] = argv;
  if (name === undefined || name === 'help' || isHelp(name) || rest.some(isHelp))
    return toResult({ ok: true, value: { text: formatHelp(), exit: 0 } });
  if (isVersion(name) || rest.some(isVersion))
    return toResult({ ok: true, value: { text: `vfio ${VERSION}`, exit: 0 } });
  const command = COMMANDS.find((one) => one.name === name);
  if (!command) return toResult({ ok: false, problem: formatUnknownCommand(name) });
  const options = parseOptions(command, rest);
  return toResult(
    options.ok ? runLimited(command, options.value, readFile, screen) : options,
    ` ${command.name}`,
  );
}

/**
 * Runs a command for as long as --timeout says. The wait for a text does not count, since it may be typed: a command that asks
 * for one begins again once it is there.
 */
function runLimited(
  command: Command,
  options: GivenOptions,
  readFile: ReadFile,
  screen: Screen,
): CommandAnswer {
  const limit = parseTimeout(options.timeout);
  if (!limit.ok) return limit;
  const texts = new Map<string, ReturnType<ReadFile>>();
  for (;;) {
    let asked: Parameters<ReadFile> | undefined;
    const take: ReadFile = (path, most) => {
      const known = texts.get(path);
      if (known) return known;
      asked = [path, most];
      throw new Error(`${path} is asked for`);
    };
    try {
      const answer = runWithin(limit.value, () => command.run(options, take, screen));
      return answer.ok ? answer.value : answer;
    } catch (error) {
      if (asked === undefined) throw error;
      texts.set(asked[0], readFile(...asked));
    }
  }
}

/** For a command line without files, such as in a test. */
const refuseToRead: ReadFile = (path) => ({
  ok: false,
  problem: `${formatLiteral(path)}: files cannot be read here`,
});

const isVersion = (word: string) => word === '--version';

const isHelp = (word: string) => word === '--help' || word === '-h';

/**
 * The one way to the terminal: a text from outside must not write to it what it does not show. JSON documents stay equal when
 * they are parsed, and a problem is one line.
 */
function toResult(answer: CommandAnswer, place = ''): CommandResult {
  const toOutput = (text = '') => (text === '' ? '' : `${formatVisible(text)}\n`);
  if (answer.ok) {
    const { text, exit, live } = answer.value;
    return { stdout: toOutput(text), stderr: '', exit, ...(live && { live }) };
  }
  return {
    stdout: toOutput(answer.document),
    stderr: `${formatVisibleLine(`vfio${place}: ${answer.problem}`)}\n`,
    exit: 2,
  };
}

function formatUnknownCommand(name: string): string {
  const known = [...COMMANDS.map((command) => command.name), 'help'];
  return `no command ${formatLiteral(name)}; the closest is ${findClosest(name, known)}`;
}

/** Reads the words after the command. It guesses nothing: an unknown or repeated option is an error. */
function parseOptions(command: Command, words: readonly string[]): Result<GivenOptions> {
  const { tokens } = parseArgs({ args: [...words], options: OPTIONS, strict: false, tokens: true });
  const given = new Map<string, string | undefined>();
  for (const token of tokens) {
    if (token.kind === 'option-terminator') continue;
    if (token.kind === 'positional' && command.takesText) {
      given.set('text', [given.get('text') ?? [], token.value].flat().join(' '));
      continue;
    }
    if (token.kind === 'positional' && command.takesFile && !given.has('file')) {
      given.set('file', token.value);
      continue;
    }
    if (token.kind === 'positional' && command.takesSecond && !given.has('second')) {
      given.set('second', token.value);
      continue;
    }
    if (token.kind === 'positional' && command.takesSecond)
      return {
        ok: false,
        problem: `${formatLiteral(token.value)} is a third file: the command compares two`,
      };
    if (token.kind === 'positional' && command.takesFile)
      return {
        ok: false,
        problem: `${formatLiteral(token.value)} is a second file: the command reads one at a time`,
      };
    if (token.kind === 'positional')
      return {
        ok: false,
        problem: `${formatLiteral(token.value)} is not expected: the command takes options only`,
      };
    const fault = findOptionFault(command, token);
    if (fault) return { ok: false, problem: fault };
    const before = given.get(token.name);
    if (token.name === 'names' && before !== undefined) {
      given.set('names', `${before},${token.value}`);
      continue;
    }
    if (given.has(token.name)) return { ok: false, problem: `${token.rawName} is given twice` };
    given.set(token.name, token.value);
  }
  const texts = [...given].filter(([name]) => KNOWN_OPTIONS[name]?.type !== 'boolean');
  const switches = { json: given.has('json'), reply: given.has('reply'), follow: given.has('follow') };
  return { ok: true, value: { ...switches, ...Object.fromEntries(texts) } };
}

interface OptionToken {
  readonly name: string;
  readonly rawName: string;
  readonly value: string | undefined;
  readonly inlineValue: boolean | undefined;
}

function findOptionFault(
  command: Command,
  { name, rawName, value, inlineValue }: OptionToken,
): string | undefined {
  const known = [...command.options, 'timeout'].map((option) => `--${option}`);
  if (!known.includes(rawName))
    return `no option ${formatLiteral(rawName)}; the closest is ${findClosest(rawName, known)}`;
  if (KNOWN_OPTIONS[name]?.type === 'boolean')
    return value === undefined
      ? undefined
      : `${rawName} takes no value, but ${formatLiteral(value)} is given`;
  if (value === undefined || value === '' || (value.startsWith('--') && !inlineValue))
    return `${rawName} needs a value after it`;
  return undefined;
}

type HelpRow = readonly [left: string, right: string];

const formatOption = (name: OptionName) => `--${name}${OPTIONS[name].value ? ` ${OPTIONS[name].value}` : ''}`;

function formatHelp(): string {
  const commands: readonly HelpRow[] = [
    ...COMMANDS.map(
      ({ name, account, options, takesFile, takesSecond, takesText }): HelpRow => [
        [
          name,
          ...(takesFile ? ['FILE|-'] : []),
          ...(takesSecond ? ['[FILE]'] : []),
          ...(takesText ? ['TEXT|-'] : []),
          ...options.map((option) => `[${formatOption(option)}]`),
        ].join(' '),
        account,
      ],
    ),
    ['help', 'this text'],
  ];
  const names = Object.keys(OPTIONS) as OptionName[];
  const options = names.map((name): HelpRow => [formatOption(name), OPTIONS[name].account]);
  const width = Math.max(...options.map(([left]) => left.length));
  const formatRow = ([left, right]: HelpRow) => `  ${left.padEnd(width)}  ${right}`;
  return [
    'The VFIO device migration protocol: who may move device_state where, and what follows.',
    '',
    'npm run -s vfio -- COMMAND [OPTION]...',
    '',
    ...commands.flatMap(([left, right]) => [
      ...toLines(left, WIDTH - 12).map((line, index) => `${index === 0 ? '  ' : '            '}${line}`),
      `      ${right}`,
    ]),
    '',
    ...options.map(formatRow),
    formatRow(['--version', 'the version, for every command']),
    formatRow(['-h, --help', 'this text, for every command']),
    '',
    'Exit 0: fine. 1: an introduced error, or a refused step. 2: unusable input, with a line on standard',
    'error. With --format b4: 0, whatever the mail says.',
  ].join('\n');
}
