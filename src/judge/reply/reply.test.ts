/** The reply to a patch. */

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { of } from '../../protocol/trace/walk.ts';
import { findAll } from '../findings/find-all.ts';
import { listSubjects } from '../findings/finding-cases.fixture.ts';
import { wrapParagraphs } from '../report/mail-width.ts';
import { formatReply } from './reply.ts';

const PATCH = `From: someone
Subject: [PATCH] vfio: change the table

Words about the patch.

diff --git a/drivers/vfio/vfio.c b/drivers/vfio/vfio.c
--- a/drivers/vfio/vfio.c
+++ b/drivers/vfio/vfio.c
@@ -1,12 +1,13 @@
 line 10
 line 11
 line 12
 line 13
 line 14
+line 15
 line 16

 line 18
 line 19
 line 20`.split('\n');

describe('a reply', () => {
  it('[REPLY-1] quotes the line with its neighbours, its hunk and its file, and marks what is cut', () => {
    expect(formatReply({ lines: PATCH, notes: [{ line: 15, text: 'Why?' }], findings: [] })).toBe(`> [...]
> +++ b/drivers/vfio/vfio.c
> @@ -1,12 +1,13 @@
> [...]
>  line 12
>  line 13
>  line 14
> +line 15

Why?

>  line 16
>
>  line 18
> [...]
`);
  });

  it('[REPLY-2] puts each comment under its line, notes before findings, and quotes no line twice', () => {
    const [finding] = findAll({ ruleSet: of('v2-6.2'), against: null, lines: { '3>6': { line: 16 } } });
    const text = formatReply({
      lines: PATCH,
      notes: [
        { line: 16, text: 'Second.' },
        { line: 15, text: 'First.' },
        { line: null, text: 'Thanks.' },
      ],
      findings: [finding!],
      attribution: 'On 22 Sep 2021, someone wrote:',
    });
    expect(text.startsWith('On 22 Sep 2021, someone wrote:\n> [...]\n> +++')).toBe(true);
    expect(text).toMatch(/> \+line 15\n\nFirst\.\n\n> {2}line 16\n\nSecond\.\n\nSTOP_COPY > PRE_COPY with/);
    expect(text.match(/line 15/g)).toHaveLength(1);
    expect(text).toMatch(/> \[\.\.\.\]\n\nThanks\.\n\n\[1\] drivers\/vfio\/vfio_main\.c, .+\n$/);
  });

  it('[REPLY-2] says nothing twice: one sentence of a line, and one source of several findings', () => {
    const [finding] = findAll({ ruleSet: of('v2-6.2'), against: null, lines: { '3>6': { line: 16 } } });
    const { text, line } = finding!;
    const other = { ...finding!, text: 'Another finding.', line: 18 };
    const reply = formatReply({ lines: PATCH, notes: [{ line, text }], findings: [other, finding!] });
    const flat = reply.replaceAll('\n', ' ');
    expect(flat.split(text)).toHaveLength(2);
    expect(flat.match(/\[1\] drivers\/vfio/g)).toHaveLength(1);
    expect(flat.match(/\[\d\] \w+\//g)).toHaveLength(1);
    const twice = formatReply({ lines: PATCH, notes: [{ line: 18, text }], findings: [finding!] });
    expect(twice.replaceAll('\n', ' ').split(text)).toHaveLength(3);
  });

  it('[REPLY-3] quotes nothing if no note is on a line of the text', () => {
    expect(formatReply({ lines: PATCH, notes: [{ line: null, text: 'Fine.' }], findings: [] })).toBe(
      'Fine.\n',
    );
    expect(formatReply({ lines: PATCH, notes: [{ line: 99, text: 'Fine.' }], findings: [] })).toBe('Fine.\n');
  });

  it('[REPLY-3] quotes what was quoted already one level deeper', () => {
    const text = formatReply({
      lines: ['> > a', '> b', 'c'],
      notes: [{ line: 2, text: 'No.' }],
      findings: [],
    });
    expect(text).toBe('>> > a\n>> b\n\nNo.\n\n> c\n');
  });

  it('[REPLY-4] never touches a quoted line, and wraps its own words at 72 columns', () => {
    const line = fc.string({ unit: fc.constantFrom('a', ' ', '\t', '+', '>', '{', 'ä'), maxLength: 120 });
    const word = fc.string({ unit: fc.constantFrom('b', 'c'), minLength: 1, maxLength: 20 });
    const note = fc.record({
      line: fc.option(fc.integer({ min: -1, max: 12 })),
      text: fc.array(word, { minLength: 1, maxLength: 40 }).map((words) => words.join(' ')),
    });
    fc.assert(
      fc.property(
        fc.array(line, { maxLength: 10 }),
        fc.array(note, { minLength: 1, maxLength: 4 }),
        (lines, notes) => {
          const quoted: string[] = [];
          for (const each of formatReply({ lines, notes, findings: [] }).split('\n')) {
            if (each === '> [...]') continue;
            if (each.startsWith('>')) quoted.push(each);
            else expect(each.length).toBeLessThanOrEqual(72);
          }
          const whole = lines.map((text) =>
            text.startsWith('>') ? `>${text}` : text === '' ? '>' : `> ${text}`,
          );
          let at = 0;
          for (const each of quoted) {
            at = whole.indexOf(each, at) + 1;
            expect(at).toBeGreaterThan(0);
          }
        },
      ),
    );
  });

  it('[REPLY-5] keeps the lines of a note as they were written where they fit', () => {
    expect(wrapParagraphs('a\n\n    if (x)\n\treturn;\r\nb')).toEqual([
      'a',
      '',
      '    if (x)',
      '\treturn;',
      'b',
    ]);
    expect(wrapParagraphs(`  ${'word '.repeat(20)}`)).toEqual([
      `  ${'word '.repeat(14).trim()}`,
      `  ${'word '.repeat(6).trim()}`,
    ]);
  });

  it('[REPLY-6] begins no line of our own with `>`, which would make a quote of it', () => {
    for (const [name, findings] of listSubjects())
      for (const { text } of findings)
        for (const line of wrapParagraphs(text)) {
          expect(line, name).not.toMatch(/^\s*>/);
          expect(line.length).toBeLessThanOrEqual(72);
        }
    expect(wrapParagraphs(`${'word '.repeat(13)}RUNNING  > STOP`)).toEqual([
      'word '.repeat(13).trim(),
      'RUNNING  > STOP',
    ]);
  });

  it('[REPLY-6] leaves a quote in a note as it is, however long', () => {
    const quote = `> ${'word '.repeat(20).trim()}`;
    expect(wrapParagraphs(`${quote}\nNo.`)).toEqual([quote, 'No.']);
  });
});
