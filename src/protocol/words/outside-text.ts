/** Text from outside, made fit to stand in a sentence. */

const LONGEST = 60;

/** What nobody sees, or what turns a line around: controls, formats, half surrogates, line separators. */
export const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;

/**
 * The text in double quotes: at most 60 characters, with escapes for what does not show.
 * `formatQuote('PRE\nCOPY')` is `"PRE\u{a}COPY"`.
 */
export function formatQuote(text: string): string {
  const short = [...text.slice(0, 2 * LONGEST + 2)].slice(0, LONGEST).join('');
  return `"${spellOut(short)}${short.length < text.length ? '…' : ''}"`;
}

/**
 * The same as a literal of JSON, for a terminal and for who writes a file: quotes within it are escaped too.
 * `formatLiteral('a\n"b"')` is `"a\\n\\"b\\""`.
 */
export function formatLiteral(text: string): string {
  return spellOut(JSON.stringify(text.length > LONGEST ? `${text.slice(0, LONGEST)}...` : text));
}

function spellOut(text: string): string {
  return text.replace(UNPRINTABLE, (character) => `\\u{${character.codePointAt(0)?.toString(16)}}`);
}
