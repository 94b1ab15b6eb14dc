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
  /** Present for a command that goes on: what is printed then comes from here. */
  readonly live?: Live;
}

/** Where a command that goes on reads from. */
export type LiveSource =
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'pair'; readonly paths: readonly [string, string] }
  | { readonly kind: 'input' }
  | { readonly kind: 'follow'; readonly path: string }
  | { readonly kind: 'watch'; readonly folder: string; readonly seconds: number };

/** A command that goes on: it is given bytes, and says what to print. It reads and prints nothing itself. */
export interface Live {
  readonly source: LiveSource;
  /** The command that goes on, for what cannot be read; `replay` where it is not named. */
  readonly command?: string;
  /** Takes the next bytes; what is to be printed now. */
  push(bytes: Uint8Array): string;
  /** The next bytes are of the second file of a pair. */
  next?(): void;
  /** Nothing more came for a while; what is to be printed now. */
  pause(): string;
  end(): CommandResult;
}

/** What a command prints when it succeeds; exit 1 says that it found something. */
export interface Answer {
  readonly text: string;
  readonly exit: 0 | 1;
  readonly live?: Live;
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
  device: { type: 'string', value: 'NAME', account: 'only the device of that name' },
  follow: {
    type: 'boolean',
    value: null,
    account: 'print each step as the file grows; Ctrl C ends with the summary',
  },
  watch: {
    type: 'string',
    value: 'DIR',
    account: 'read DIR/*/migration/state every second, as debugfs has it',
  },
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
  readonly follow?: boolean;
  readonly format?: string;
  readonly rules?: string;
  readonly against?: string;
  readonly client?: string;
  readonly flow?: string;
  readonly flags?: string;
  readonly device?: string;
  readonly watch?: string;
  /** All that were given, with commas between them. */
  readonly names?: string;
  readonly timeout?: string;
  /** The path of a file, or `-` for standard input. */
  readonly file?: string;
  /** The path of a second file, for a command that compares two. */
  readonly second?: string;
  /** The words of a command that takes a text, with blanks between them. */
  readonly text?: string;
}

/** Reads a file, or at most so many bytes of its beginning; a sentence where it cannot. */
export type ReadFile = (path: string, most?: number) => Result<Uint8Array>;

/** Where the answer is shown. */
export interface Screen {
  readonly hasColour: boolean;
}

export interface Command {
  readonly name: string;
  readonly account: string;
  readonly options: readonly OptionName[];
  /** True for a command that takes a file. */
  readonly takesFile?: boolean;
  /** True for a command that may be given a second file to compare with. */
  readonly takesSecond?: boolean;
  /** True for a command that takes any words. */
  readonly takesText?: boolean;
  readonly run: (options: GivenOptions, readFile: ReadFile, screen: Screen) => CommandAnswer;
}
