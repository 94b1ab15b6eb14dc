/** Percent escapes, stricter than the browser's: what means something in a link is escaped within a name. */

/**
 * The text with every character escaped but letters, digits and `_-.`; half a surrogate pair, which no address can
 * carry, becomes the replacement character U+FFFD. `encodePercent('_SAVING|_RUNNING')` is `_SAVING%7C_RUNNING`.
 */
export function encodePercent(text: string): string {
  return encodeURIComponent(text.replace(/\p{Surrogate}/gu, '\uFFFD')).replace(
    /[!'()*~]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

/** The text without its escapes; undefined where one is malformed, as in `100%` or `%FF`. */
export function decodePercent(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
