/** Text as kernel mail has it: at most 72 columns, so that a few rounds of quoting still fit into 80. */

export const MAIL_WIDTH = 72;

/**
 * A text broken at spaces, each line behind a margin, the first one behind its own. It is not broken before `>`, which at
 * the beginning of a line would make a quote of it; a word that is too long stands alone.
 * `wrap('a b', '- ', '  ')` is `['- a b']`.
 */
export function wrap(text: string, first = '', margin = ' '.repeat(first.length)): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text
    .trim()
    .split(/\s+(?![\s>])/)
    .filter(Boolean)) {
    const room = MAIL_WIDTH - (lines.length === 0 ? first : margin).length;
    if (line !== '' && line.length + 1 + word.length > room) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, line].map((each, index) => `${index === 0 ? first : margin}${each}`.trimEnd());
}

/**
 * The lines of a text; one that is too long is wrapped behind its own indentation. A quote and all that is short enough
 * stay as they are.
 */
export function wrapParagraphs(text: string): readonly string[] {
  return text
    .replaceAll(/\r\n?/g, '\n')
    .split('\n')
    .flatMap((line) => {
      const [indent = ''] = /^\s*/.exec(line) ?? [];
      return line.length <= MAIL_WIDTH || line.startsWith('>')
        ? [line.trimEnd()]
        : wrap(line, indent.slice(0, MAIL_WIDTH / 2));
    });
}
