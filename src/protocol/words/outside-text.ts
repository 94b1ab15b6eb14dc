/**
 * Text from outside, made fit to be shown: nothing in it moves a cursor, turns a line around, hides, or ends a line that is
 * ours. What does not show is spelled out, as `\\u202e`: a JSON document stays equal when it is parsed.
 */

const LONGEST = 60;

/**
 * What nobody sees, or what turns a line around: controls, formats (bidi, zero-width, tags), half surrogates, line
 * separators, and the letters of Unicode that are blank.
 */
export const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\u115f\u1160\u3164\uffa0]/gu;

/**
 * Text of several lines, as a terminal, a file or the page may show it; line feeds and tabs stay.
 * `formatVisible('a\u001b[2J\n')` is `a\\u001b[2J\n`.
 */
export function formatVisible(text: string): string {
  return text.replace(UNPRINTABLE, (character) =>
    character === '\n' || character === '\t' ? character : spellOut(character),
  );
}

/** The same in one line: `formatVisibleLine('a\nb')` is `a\\u000ab`. For names that stand in a line of ours. */
export function formatVisibleLine(text: string): string {
  return text.replace(UNPRINTABLE, spellOut);
}

/**
 * The text in double quotes: at most 60 characters, with escapes for what does not show.
 * `formatQuote('PRE\nCOPY')` is `"PRE\\u000aCOPY"`.
 */
export function formatQuote(text: string): string {
  const short = [...text.slice(0, 2 * LONGEST + 2)].slice(0, LONGEST).join('');
  return `"${formatVisibleLine(short)}${short.length < text.length ? '…' : ''}"`;
}

/**
 * The same as a literal of JSON, for a terminal and for who writes a file: quotes within it are escaped too.
 * `formatLiteral('a\n"b"')` is `"a\\n\\"b\\""`.
 */
export function formatLiteral(text: string): string {
  return formatVisibleLine(JSON.stringify(text.length > LONGEST ? `${text.slice(0, LONGEST)}...` : text));
}

/** One character as JSON escapes it: two escapes where it has two halves. */
function spellOut(character: string): string {
  let escapes = '';
  for (let index = 0; index < character.length; index += 1)
    escapes += `\\u${character.charCodeAt(index).toString(16).padStart(4, '0')}`;
  return escapes;
}
