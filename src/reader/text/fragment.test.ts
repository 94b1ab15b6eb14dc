/** Hunks that begin or end in the middle of something: what is put around them makes C of them. */

import { describe, expect, it } from 'vitest';
import { createHunkSource, isHidden } from '../c/syntax/c-source.ts';
import { findNodes } from '../c/syntax/c-tree.ts';
import { reviewText } from '../review-text.ts';
import { createFragment, HIDDEN_INNER_SWITCH, HIDDEN_SWITCH } from './fragment.ts';
import { toLines } from './source-line.ts';

const S = 'VFIO_DEVICE_STATE_';

const PIECES: readonly (readonly [name: string, text: string])[] = [
  ['a row', `[${S}STOP] = 1,\n},\n[${S}RUNNING] = {\n[${S}STOP] = 1,`],
  ['the end of a table', `[${S}STOP] = 1,\n},\n};\nreturn 0;\n}`],
  ['declarations', `int ret;\n\nbool runs = new == ${S}RUNNING;\nif (runs)\n\treturn 0;`],
  ['an else', `g();\n} else {\nh();\n}\nreturn 0;`],
  ['a comment', ` * says { this\n */\nif (cur == ${S}STOP)\n\treturn 0;`],
  ['a comment that goes on', `return 0;\n/* says { this\n * and "that`],
  ['nothing but a comment', ` * says { this\n * and that }`],
  ['a switch', `case ${S}STOP:\n\treturn 0;\ndefault:\n\treturn 1;`],
  ['the end of a switch', `case ${S}STOP:\n\treturn 0;\n}\nreturn 1;\n}`],
  ['a switch within one', `case 1:\nbreak;\n}\nbreak;\ncase ${S}STOP:\n\tswitch (new) {\n\tcase 2:`],
];

describe('a hunk', () => {
  it.each(PIECES)('[FRAG-1] that begins or ends in %s is C without an error', (_, text) => {
    const source = createHunkSource(toLines(text), 'a.c', '', 1);
    const errors = findNodes(source, new Set(['⚠'])).filter(({ from }) => !isHidden(source, from));
    expect(errors.map(({ from }) => source.text.slice(from, from + 20))).toEqual([]);
    expect(source.text).toContain(text);
  });

  it('[FRAG-2] turns on an unknown state in the outermost switch, and on nothing in those within', () => {
    const { prefix } = createFragment(toLines(PIECES.at(-1)?.[1] ?? ''));
    expect(prefix.indexOf(HIDDEN_SWITCH)).toBeGreaterThan(0);
    expect(prefix.indexOf(HIDDEN_INNER_SWITCH)).toBeGreaterThan(prefix.indexOf(HIDDEN_SWITCH));
  });

  const read = (body: string) => {
    const lines = body.split('\n').map((line) => `+${line}`);
    const patch = [
      '--- a/x.c',
      '+++ b/x.c',
      `@@ -0,0 +1,${lines.length} @@ int step(u32 cur, u32 new)`,
      ...lines,
    ];
    return reviewText(patch.join('\n'), { generation: 'v2' }).inputs.map(({ new: side, warnings }) => [
      side.kind === 'driver' ? side.arcs.map((pair) => pair.join('>')).join(' ') : side.kind,
      warnings.some(({ id }) => id === 'switch-assumed'),
    ]);
  };

  it.each([
    [
      'the current one, where new is asked for',
      `case ${S}STOP:\n\tif (new == ${S}RUNNING)\n\t\treturn 0;\n\treturn -1;`,
      '1>2',
    ],
    [
      'the new one, where cur is asked for',
      `case ${S}STOP:\n\tif (cur == ${S}RUNNING)\n\t\treturn 0;\n\treturn -1;`,
      '2>1',
    ],
    [
      'the current one, from its next label on',
      `case ${S}RUNNING:\n\treturn 0;\n}\nbreak;\ncase ${S}STOP:\n\tif (new == ${S}STOP_COPY)\n\t\treturn 0;\n\treturn -1;`,
      '1>3',
    ],
  ])('[FRAG-3] takes a switch that begins before it for one on %s', (_, body, arcs) => {
    expect(read(body)).toEqual([[arcs, true]]);
  });

  it('[FRAG-4] that begins with declarations belongs to its function as far as there are statements', () => {
    const body = `\tbool stopped = cur == ${S}STOP;\n\tint ret;\n\n\tif (stopped && new == ${S}RUNNING)\n\t\treturn 0;\n\treturn -1;`;
    expect(read(body)).toEqual([['1>2', false]]);
    expect(createFragment(toLines('int a;\n#if X\n#define Y \\\n\tif (z) b()\nint c;')).prefix).toBe('');
  });

  it('[FRAG-3] leaves the cases of a switch alone where both states are asked for within', () => {
    const body = `case 7:\n\treturn 0;\n}\nif (cur == ${S}STOP && new == ${S}RUNNING)\n\treturn 0;\nreturn -1;`;
    expect(read(body)).toEqual([['1>2', false]]);
  });
});
