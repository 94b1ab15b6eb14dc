/**
 * What is left out: the words of the page and of the report. A test that repeats a sentence would notice that it was changed,
 * and says nothing about whether it is right; the tests quote sentences from the tables instead. A sentence with values in it,
 * such as `${from} > ${to} is refused`, stays in: a test can tell whether the right values stand there.
 */

import type { Spot } from './sample.ts';

interface Mutant extends Spot {
  readonly mutatorName: string;
}

/** What a table of words consists of. */
const TABLE = ['StringLiteral', 'ObjectLiteral', 'ArrayDeclaration'];

/** The mutants of code: not a table of a file of words, nor a text of three words or more. `read` gives the text of a file. */
export function leaveOutProse<Each extends Mutant>(
  mutants: readonly Each[],
  read: (fileName: string) => string,
): readonly Each[] {
  const lines = new Map<string, readonly string[]>();
  return mutants.filter((mutant) => {
    const { fileName, mutatorName } = mutant;
    const isTable = /-words\.ts$/.test(fileName) && TABLE.includes(mutatorName);
    if (!isTable && mutatorName !== 'StringLiteral') return true;
    const known = lines.get(fileName) ?? read(fileName).split('\n');
    lines.set(fileName, known);
    const code = getCode(mutant, known);
    return isTable ? code.startsWith('`') : !isProse(code);
  });
}

/** The code that a mutant replaces, its lines joined with spaces. */
export function getCode({ location: { start, end } }: Spot, lines: readonly string[]): string {
  return lines
    .slice(start.line, end.line + 1)
    .map((line, n) => {
      const until = n === end.line - start.line ? end.column : undefined;
      return line.slice(n === 0 ? start.column : 0, until);
    })
    .join(' ');
}

const isProse = (code: string) =>
  !code.includes('${') && /[A-Za-z]{2,}[,;:.]? [A-Za-z]+[,;:.]? [A-Za-z]+/.test(code);
