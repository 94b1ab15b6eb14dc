/**
 * Runs a folder of texts, each `NAME` beside `NAME.expect.json`, through the command line's own code, and says what differs.
 */

import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { runCommand } from '../../src/cli/command-line.ts';
import { summarize } from '../../src/reader/patch/summary.fixture.ts';
import { reviewText } from '../../src/reader/review-text.ts';
import { listDifferences, type Outcome, parseDocument } from './answer-difference.ts';
import { parseExpectation } from './expectation.ts';

const SUFFIX = '.expect.json';

export interface CorpusReport {
  readonly lines: readonly string[];
  readonly exit: 0 | 1 | 2;
}

/** Runs the folder; the last line is `N passed, M failed`. Exit 2, with one sentence, if it is not a corpus. */
export function runCorpus(folder: string): CorpusReport {
  if (!existsSync(folder) || !statSync(folder).isDirectory())
    return { lines: [`${folder} is not a folder.`], exit: 2 };
  const names = readdirSync(folder)
    .filter((name) => name.endsWith(SUFFIX))
    .map((name) => name.slice(0, -SUFFIX.length))
    .sort();
  if (names.length === 0)
    return { lines: [`${folder} has no NAME${SUFFIX} that says what to expect of a text NAME.`], exit: 2 };
  const reports = names.map((name) => listFaults(folder, name).map((fault) => `${name}: ${fault}`));
  const failed = reports.filter((faults) => faults.length > 0).length;
  return {
    lines: [...reports.flat(), `${names.length - failed} passed, ${failed} failed`],
    exit: failed === 0 ? 0 : 1,
  };
}

function listFaults(folder: string, name: string): readonly string[] {
  const expectation = parseExpectation(readFileSync(join(folder, `${name}${SUFFIX}`), 'utf8'));
  if (!expectation.ok) return [`${SUFFIX.slice(1)}: ${expectation.fault}`];
  const path = join(folder, name);
  if (!existsSync(path)) return [`there is no text ${name} beside its ${SUFFIX}`];
  const { args = [] } = expectation.value;
  return listDifferences(expectation.value, getOutcome(name, readFileSync(path), args));
}

/** The result of a text. */
export function getOutcome(name: string, text: Uint8Array, args: readonly string[]): Outcome {
  const review = (more: readonly string[]) =>
    runCommand(['review', name, ...more, ...args], () => ({ ok: true, value: text }));
  const [json, plain] = [review(['--json']), review([])];
  return {
    exits: [json.exit, plain.exit],
    document: parseDocument(json.stdout),
    text: `${plain.stdout}${plain.stderr}`,
    summary: summarize(reviewText(text)),
  };
}
