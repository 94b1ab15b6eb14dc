/** The result of a run of mutants: the score, and each change that no test noticed. */

import { getCode } from './prose.ts';
import type { Spot } from './sample.ts';

export interface Tried extends Spot {
  readonly mutatorName: string;
  readonly replacement?: string;
  readonly status: string;
}

const NOTICED = ['Killed', 'Timeout'];
const UNNOTICED = ['Survived', 'NoCoverage'];

/** Longer code is cut: one line is enough to find it. */
const LONGEST = 60;

/**
 * The lines of a report, the score last. `read` gives the text of a file.
 * `src/a.ts:3 EqualityOperator: a < b -> a <= b`, then `score 50.0 %: 1 of 2 noticed (0 by a time limit)`.
 */
export function formatScore(tried: readonly Tried[], read: (fileName: string) => string): readonly string[] {
  const noticed = tried.filter(({ status }) => NOTICED.includes(status));
  const unnoticed = tried.filter(({ status }) => UNNOTICED.includes(status));
  const counted = noticed.length + unnoticed.length;
  const late = noticed.filter(({ status }) => status === 'Timeout').length;
  const other = tried.length - counted;
  const score = counted === 0 ? '-' : ((100 * noticed.length) / counted).toFixed(1);
  return [
    ...unnoticed.map((each) => formatSurvivor(each, read(each.fileName))),
    `score ${score} %: ${noticed.length} of ${counted} noticed (${late} by a time limit)${other > 0 ? `; ${other} could not be tried` : ''}`,
  ];
}

function formatSurvivor(
  { fileName, location, mutatorName, replacement, status }: Tried,
  text: string,
): string {
  const code = getCode({ fileName, location }, text.split('\n'));
  const untested = status === 'NoCoverage' ? ' (no test runs it)' : '';
  return `${fileName}:${location.start.line + 1} ${mutatorName}${untested}: ${shorten(code)} -> ${shorten(replacement ?? '')}`;
}

function shorten(code: string): string {
  const line = code.replaceAll(/\s+/g, ' ').trim();
  return line.length <= LONGEST ? line : `${line.slice(0, LONGEST - 3)}...`;
}
