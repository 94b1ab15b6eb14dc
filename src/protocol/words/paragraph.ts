/**
 * Text for a terminal: at most 100 columns.
 */

/** The widest line that a command prints. */
export const WIDTH = 100;

/** A text broken at spaces into lines of at most `width` columns. A longer word stands alone on its line. */
export function toLines(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, line];
}

/** A paragraph behind a margin that only its first line shows: `formatParagraph('a b', '- ')` is `- a b`. */
export function formatParagraph(text: string, margin = ''): string {
  return toLines(text, WIDTH - margin.length)
    .map((line, index) => `${index === 0 ? margin : ' '.repeat(margin.length)}${line}`)
    .join('\n');
}
