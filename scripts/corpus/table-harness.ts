/**
 * A program around a table: it prints the value of each cell, or what the function that walks the table says is next, for
 * each set of migration_flags.
 */

import type { V2RuleSet } from '../../src/protocol/rule-sets/rule-set.ts';
import type { ReviewForm } from '../../src/reader/review-form.ts';
import type { Generation } from '../../src/reader/text/kernel-name.ts';
import type { Harness } from './harness.ts';
import { createProgram, NOT_COMPILED, toCode } from './harness.ts';

/** Prints `from>to=value` for the cells that the array has. */
export function createTableHarness(
  text: string,
  name: string,
  form: ReviewForm,
  generation: Generation,
): Harness {
  const code = toCode(text);
  if (code === undefined) return NOT_COMPILED;
  if (!/^\w+$/.test(name) || !new RegExp(`\\b${name}\\s*\\[[^;={}]*=\\s*\\{`).test(code))
    return { ok: false, why: 'its array has no name of its own' };
  const columns = form === 'bit-masks' ? '16' : `sizeof(${name}[0]) / sizeof(${name}[0][0])`;
  const value = form === 'bit-masks' ? `(${name}[from] >> to) & 1` : `${name}[from][to]`;
  return {
    ok: true,
    program: createProgram(code, generation, [
      'int main(void) { unsigned long from, to;',
      `for (from = 0; from < sizeof(${name}) / sizeof(${name}[0]); from++) for (to = 0; to < ${columns}; to++)`,
      `printf("%lu>%lu=%lu\\n", from, to, (unsigned long)(${value}));`,
      'return 0; }',
    ]),
  };
}

/**
 * Prints `flags:from>to=next` for the requests that the function allows. A device is never in a state that its flags do not
 * support, so the function is not asked about one.
 */
export function createWalkHarness(
  text: string,
  name: string,
  { values, needs, flagSets }: Pick<V2RuleSet, 'values' | 'needs' | 'flagSets'>,
): Harness {
  const code = toCode(text);
  if (code === undefined) return NOT_COMPILED;
  const heads = code.matchAll(/\bint\s+(\w+)\s*\(([^(){};]*)\)\s*\{/g);
  for (const { 1: own = '', 2: list = '', index } of heads) {
    const body = code.slice(index).split(/\n\}/)[0] ?? '';
    const params = list.split(',').map((param) => param.trim());
    const isStruct = (param: string) => /\bstruct\s+\w+\s*\*/.test(param);
    const [from, to, ...others] = params.filter((param) => !param.includes('*'));
    const isNext = params.filter((param) => param.includes('*') && !isStruct(param)).length === 1;
    if (!body.includes(`${name}[`) || !isNext || !from || !to || others.length > 0) continue;
    const args = params.map((param) => {
      if (isStruct(param)) return '(void *)device';
      if (param.includes('*')) return '&next';
      return param === from ? 'from' : 'to';
    });
    return {
      ok: true,
      program: createProgram(code, 'v2', [
        `static unsigned int values[] = { ${values.join(', ')} };`,
        `static unsigned int needs[] = { ${values.map((value) => needs[value] ?? 0).join(', ')} };`,
        `static unsigned int sets[] = { ${flagSets.join(', ')} };`,
        'int main(void) { unsigned int f, t, s, next, i;',
        `for (s = 0; s < ${flagSets.length}; s++) for (f = 0; f < ${values.length}; f++) for (t = 0; t < ${values.length}; t++) {`,
        'unsigned int flags = sets[s];',
        'unsigned int from = values[f], to = values[t]; if ((needs[f] & flags) != needs[f]) continue;',
        'for (i = 0; i < 4096; i++) device[i] = flags; next = 0;',
        `if (from != to && ${own}(${args.join(', ')}) == 0) printf("%u:%u>%u=%u\\n", flags, from, to, next); }`,
        'return 0; }',
      ]),
    };
  }
  return { ok: false, why: 'no function that walks it is found' };
}
