/**
 * A command of the command line: what it takes, and what it answers. It prints nothing itself, so a test needs no process.
 */

import type { Result } from '../protocol/words/result.ts';

/**
 * Exit 0: fine; 1: findings, or a refused step; 2: unusable input, with one line on standard error. Below 2, a line there is a
 * warning.
 */
export interface CommandResult {
  readonly stdout: string;
  readonly stderr: string;
  readonly exit: 0 | 1 | 2;
}

/** What a command prints when it succeeds; exit 1 says that it found something. */
export interface Answer {
  readonly text: string;
  readonly exit: 0 | 1;
}

/** What is still printed when an answer is refused: with --json, everything that is wrong. */
export type CommandAnswer = Result<Answer> & { readonly document?: string };

/** Every option that some command takes. `value` names what follows it; an option without one is a switch. */
export const OPTIONS = {
  json: { type: 'boolean', value: null, account: 'print one JSON document and nothing else' },
  format: {
    type: 'string',
    value: 'FORM',
    account: 'print it as text, terse, lines, json, b4 or sarif',
  },
  reply: {
    type: 'boolean',
    value: null,
    account: 'print the reply, with the findings under their lines',
  },
  rules: { type: 'string', value: 'ID', account: 'only the rule set with that id' },
  against: { type: 'string', value: 'ID', account: 'the rule set to compare with' },
  client: { type: 'string', value: 'ID|all', account: 'the client that makes the requests, or all of them' },
  flow: { type: 'string', value: 'ID', account: 'only the flow with that id' },
  flags: { type: 'string', value: 'N', account: 'only protocol v2 with these migration_flags: 1, 3, 5 or 7' },
  names: {
    type: 'string',
    value: 'FROM=TO',
    account: 'read a name in the text as a kernel state, such as HALTED=STOP',
  },
  timeout: {
    type: 'string',
    value: 'SECONDS',
    account: 'give up after so long, 30 where it is not given; for every command',
  },
} as const;

export type OptionName = keyof typeof OPTIONS;

/** The options as they were given. */
export interface GivenOptions {
  readonly json: boolean;
  readonly reply: boolean;
  readonly format?: string;
  readonly rules?: string;
  readonly against?: string;
  readonly client?: string;
  readonly flow?: string;
  readonly flags?: string;
  /** All that were given, with commas between them. */
  readonly names?: string;
  readonly timeout?: string;
  /** The path of a file, or `-` for standard input. */
  readonly file?: string;
  /** The words of a command that takes a text, with blanks between them. */
  readonly text?: string;
}

/** Reads a file; a sentence where it cannot. */
export type ReadFile = (path: string) => Result<Uint8Array>;

export interface Command {
  readonly name: string;
  readonly account: string;
  readonly options: readonly OptionName[];
  /** True for a command that takes a file. */
  readonly takesFile?: boolean;
  /** True for a command that takes any words. */
  readonly takesText?: boolean;
  readonly run: (options: GivenOptions, readFile: ReadFile) => CommandAnswer;
}
