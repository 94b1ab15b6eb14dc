/**
 * The tokens of a line of C that get a colour: enough to make a single line readable. A diff quoted in a mail gives a real
 * C parser nowhere to start.
 */

export type TokenKind = 'comment' | 'string' | 'number' | 'keyword' | 'constant' | 'directive';

interface Token {
  readonly kind: TokenKind;
  readonly from: number;
  readonly to: number;
}

interface LineTokens {
  readonly tokens: readonly Token[];
  /** Whether a comment continues on the next line. */
  readonly isOpen: boolean;
}

const KEYWORDS = new Set(
  'auto bool break case char const continue default do double else enum extern float for goto if inline int long register return short signed sizeof static struct switch typedef union unsigned void volatile while u8 u16 u32 u64 s8 s16 s32 s64 __u8 __u16 __u32 __u64 __s32 size_t ssize_t true false NULL'.split(
    ' ',
  ),
);

const TOKEN = /\/\*|\/\/.*|"(?:\\.|[^"\\])*"?|'(?:\\.|[^'\\]){1,4}'|#\s*[a-z]+|\b\d\w*|\b[A-Za-z_]\w*/g;

/** A line that continues a comment in the kernel's style. */
const STARRED = /^\s*\*(?:\/|\s|$)/;

/** How many characters of a line are read. */
const LONGEST = 1000;

/**
 * The tokens of `text` starting at an offset; `isOpen` means that a comment continues from the line before.
 * `readTokens('return 0;', 0, false).tokens` holds a keyword and a number.
 */
export function readTokens(text: string, from: number, isOpen: boolean): LineTokens {
  const tokens: Token[] = [];
  const end = Math.min(text.length, LONGEST);
  const line = text.slice(0, end);
  let at = from;
  if (isOpen || STARRED.test(line.slice(from))) {
    const close = line.indexOf('*/', from);
    const to = close < 0 ? end : close + 2;
    if (to > from) tokens.push({ kind: 'comment', from, to });
    if (close < 0) return { tokens, isOpen };
    at = to;
  }
  for (TOKEN.lastIndex = at; ; ) {
    const found = TOKEN.exec(line);
    if (!found) return { tokens, isOpen: false };
    const [word] = found;
    if (word === '/*') {
      const close = line.indexOf('*/', found.index + 2);
      tokens.push({ kind: 'comment', from: found.index, to: close < 0 ? end : close + 2 });
      if (close < 0) return { tokens, isOpen: true };
      TOKEN.lastIndex = close + 2;
      continue;
    }
    const kind = getKind(word, line.slice(from, found.index).trim() === '');
    if (kind) tokens.push({ kind, from: found.index, to: found.index + word.length });
  }
}

function getKind(word: string, isFirst: boolean): TokenKind | undefined {
  if (word.startsWith('//')) return 'comment';
  if (word.startsWith('#')) return isFirst ? 'directive' : undefined;
  if (/^["']/.test(word)) return 'string';
  if (/^\d/.test(word)) return 'number';
  if (KEYWORDS.has(word)) return 'keyword';
  return /^[A-Z][A-Z\d_]{2,}$/.test(word) ? 'constant' : undefined;
}
