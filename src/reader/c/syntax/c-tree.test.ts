/** What is done to a text before it is parsed: it keeps its length and its lines, and functions are found whatever they use. */

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toLines } from '../../text/source-line.ts';
import { findFunctions } from './c-function.ts';
import { createSource } from './c-source.ts';
import { findNodes, parseTree } from './c-tree.ts';
import { DEEPEST_BRACKET, trimText } from './c-trim.ts';

const listFunctions = (text: string) => findFunctions(createSource(toLines(text))).map(({ name }) => name);

const LAST = '\nint last_state(u32 cur)\n{\n\treturn cur == VFIO_DEVICE_STATE_STOP;\n}\n';

describe('the text for the parser', () => {
  it('[TREE-1] has the length and the lines of the text', () => {
    const word = fc.constantFrom(
      ...'{ } ( ) [ ] ; " \' /* */ // \n state x'.split(' '),
      '\n',
      'for_each_x(',
      'struct x, ',
    );
    fc.assert(
      fc.property(fc.array(word, { maxLength: 40 }), (words) => {
        const text = words.join('');
        const trimmed = trimText(text).text;
        expect(trimmed).toHaveLength(text.length);
        expect(trimmed.split('\n').map(({ length }) => length)).toEqual(
          text.split('\n').map(({ length }) => length),
        );
        expect(parseTree(text).tree.length).toBe(text.length);
      }),
      { numRuns: 300 },
    );
  });

  it('[TREE-2] loses the long bodies that say nothing of device_state, and no others', () => {
    const long = ` return 1${' + 1'.repeat(60)}; `;
    const text = `int f(void) {${long}}\nint g(int a) { return next; }\nint e(int a) { return a; }\nenum { A, B };\nint h(void) {\n#define C 1\n}`;
    expect(trimText(text).text).toBe(text.replace(long, ' '.repeat(long.length)));
  });

  it('[TREE-3] says where it is nested too deep, and reads what comes after', () => {
    const deep = `${'{'.repeat(DEEPEST_BRACKET + 5)}${'}'.repeat(DEEPEST_BRACKET + 5)}`;
    expect(trimText(`int f(void) ${deep}${LAST}`).deepAt).toBe(12 + DEEPEST_BRACKET);
    expect(listFunctions(`int f(void) ${deep}${LAST}`)).toContain('last_state');
    expect(trimText(')}]').text).toBe('   ');
  });

  it.each([
    ['if (a) ', 1],
    ['else if (a == b) ', 2],
    ['for (;;) ', 1],
    ['while (a) ', 1],
  ])(
    '[TREE-3] says where "%s" is nested too deep without braces, and reads what comes after',
    (head, words) => {
      const start = 'int f(void) { ';
      const text = `${start}${head.repeat(4000)}a = b; return next; }${LAST}`;
      const { text: trimmed, deepAt } = trimText(text);
      expect(deepAt).toBe(start.length + (DEEPEST_BRACKET / words) * head.length);
      expect(trimmed.slice(deepAt ?? 0)).toMatch(/^ +; return next; }/);
      expect(listFunctions(text)).toContain('last_state');
      const fit = `${start}${head.repeat(DEEPEST_BRACKET / words)}a = b; ${head}a = next; }`;
      expect(trimText(fit)).toEqual({ text: fit, deepAt: null });
    },
  );

  it.each([
    [
      'a loop that is a macro',
      'int state_f(void)\n{\n\tfor_each_sgtable_page(&a, &b, 0)\n\t\tg(&b);\n\tlist_for_each_entry(a, &b, c)\n\t\th(a);\n}',
    ],
    [
      'types as arguments',
      'struct s *state_f(struct t *t)\n{\n\treturn container_of(min_t(unsigned int, a, b), struct s,\n\t\t\tmember);\n}',
    ],
    [
      'a guard',
      'int state_f(void)\n{\n\tguard(mutex)(&lock);\n\tscoped_guard(mutex, &a->lock) {\n\t\tg();\n\t}\n\treturn 0;\n}',
    ],
    ['annotations', 'static int state_f(int a) __must_hold(&lock)\n{\n\treturn a;\n}'],
    ['names that C++ keeps for itself', 'int state_f(int new, int class)\n{\n\treturn new == ~class;\n}'],
  ])('[TREE-4] reads a function with %s without an error, and the one after it', (_, text) => {
    expect(listFunctions(text + LAST)).toEqual(['state_f', 'last_state']);
    expect(findNodes(parseTree(text), new Set(['⚠']))).toEqual([]);
  });

  it.each([
    ['dashes under a heading', `Table\n${'-'.repeat(200)}\n`],
    ['stars around a comment', `/${'*'.repeat(200)}\n * x = 1;\n ${'*'.repeat(200)}/\n`],
    ['a row of signs', `${'+ '.repeat(200)}\n`],
    ['150 signs', `int a = ${'- '.repeat(150)}1;\n`],
  ])('[TREE-9] reads %s as it stands', (_, text) => {
    expect(trimText(text)).toEqual({ text, deepAt: null });
  });

  it('[TREE-9] blanks out signs without end where an expression begins, and says where', () => {
    const deep = `int a = ${'- '.repeat(151)}1;`;
    expect(trimText(deep)).toEqual({ text: `int a = ${' '.repeat(302)}1;`, deepAt: 8 });
    expect(trimText(`return ${'&'.repeat(151)}x;`).deepAt).toBe(7);
  });
});
