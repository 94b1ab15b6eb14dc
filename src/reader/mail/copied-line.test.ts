/** What was copied with the lines goes, what is theirs stays, and each character keeps its place. */

import { describe, expect, it } from 'vitest';
import { getPlace, toLines } from '../text/source-line.ts';
import { cleanCopied } from './copied-line.ts';

const clean = (text: string) => cleanCopied(toLines(text)).map((line) => line.text);

const CODE = [
  'if (cur == STOP &&',
  '    next == RUNNING)',
  '\treturn demo_run(demo);',
  '',
  'return -EINVAL;',
  '}',
];
const number = (blank: string) => CODE.map((line, index) => `${index + 120}${blank}${line}`).join('\n');

describe('copied lines', () => {
  it.each([' ', '\t', ':', '-'])('[COPIED-1] lose numbers that are followed by %j', (blank) => {
    expect(clean(number(blank))).toEqual(CODE);
  });

  it('[COPIED-1] lose their numbers in a long comment as well', () => {
    const comment = Array.from({ length: 20 }, (_, index) => ` * Line ${index} of a comment`);
    expect(clean(comment.map((line, index) => `  ${index + 90} ${line}`).join('\n'))).toEqual(comment);
  });

  it('[COPIED-1] lose what git blame writes before them', () => {
    const blamed = CODE.map(
      (line, index) => `0123abcd4567 (A Developer 2026-06-02 10:11:12 +0000 ${index + 98}) ${line}`,
    );
    expect(clean(blamed.join('\n'))).toEqual(CODE);
  });

  it.each([
    ['rows of a table', '0 1 0 0 1\n1 0 1 1 1\n1 1 0 0 0\n0 1 1 0 0\n1 1 0 0 0'],
    [
      'a grid with numbers before its rows',
      '0 . x . . x\n1 x . x x x\n2 x x . . .\n3 . x x . .\n4 x x . . .',
    ],
    ['a grid of Markdown', '0 | 1 | 0\n1 | 0 | 1\n2 | 1 | 1\n3 | 0 | 0\n4 | 1 | 1'],
    ['a table of Markdown', '| cur | STOP |\n| --- | --- |\n| STOP | yes |\n| RUNNING | no |'],
    ['a few numbered lines', '1 a\n2 b\n3 c'],
    ['C that is set in', '    if (a)\n        b();\n    c();\n    d();\n    e();'],
    ['a patch in the first column', 'diff --git a/x b/x\n    @@ -1 +1 @@\n    text'],
    ['HTML in C', 'if (a && b)\n\tputs("&amp;&amp; &lt;");'],
  ])('[COPIED-2] are left alone where nothing was copied with them: %s', (_, text) => {
    expect(clean(text)).toEqual(text.split('\n'));
  });

  it('[COPIED-3] know the place of each character', () => {
    const [coloured] = cleanCopied(toLines('\u001b[32m+\u001b[m\u001b[32m\treturn 0;\u001b[m'));
    expect(coloured?.text).toBe('+\treturn 0;');
    expect(coloured && getPlace(coloured, 2)).toEqual({ line: 1, column: 16 });
    const [html] = cleanCopied(toLines('a &amp;&amp; b'));
    expect(html?.text).toBe('a && b');
    expect(html && getPlace(html, 5)).toEqual({ line: 1, column: 14 });
  });
});
