/** The lines of a log and those of the editor, which ends one at a lone carriage return too. */

import { Text } from '@codemirror/state';
import { describe, expect, it } from 'vitest';
import { toEditorLine, toLogLine } from './log-lines.ts';

describe('a line', () => {
  it('[LOG-43] is found in the editor, and back, whatever ends the lines before it', () => {
    for (const text of ['a\nb\nc', 'a\r\nb\r\nc\r\n', 'a\rb\nc\rd\re\nf', 'a\r\r\nb\n\r\nc', '\r\n\rx\n']) {
      const doc = Text.of(text.split(/\r\n?|\n/));
      const lines = text.split('\n');
      let offset = 0;
      for (const [index, line] of lines.entries()) {
        const at = text.slice(0, offset).replaceAll(/\r\n?/g, '\n').length;
        const expected = doc.lineAt(at).number;
        expect(toEditorLine(text, index + 1), JSON.stringify([text, index])).toBe(expected);
        expect(toLogLine(text, expected), JSON.stringify([text, index])).toBe(index + 1);
        offset += line.length + 1;
      }
    }
  });
});
