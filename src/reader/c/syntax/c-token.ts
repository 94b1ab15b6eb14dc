/**
 * Words of C, as far as expressions need them. lezer finds where an expression is; its meaning is read here, because
 * lezer's grammar is C++: there `(u32)A | B` casts the whole, and `~A` names a destructor.
 */

type CTokenKind = 'number' | 'name' | 'operator' | 'text' | 'end';

export interface CToken {
  readonly kind: CTokenKind;
  readonly text: string;
  /** Offsets in the text it was read from. */
  readonly from: number;
  readonly to: number;
}

const TOKEN =
  /\s+|\\\r?\n|\/\*[\s\S]*?(?:\*\/|$)|\/\/[^\n]*|([A-Za-z_]\w*)|(\.?\d(?:[eEpP][+-]|[\w.])*)|("(?:[^"\\\n]|\\.)*"?|'(?:[^'\\\n]|\\.)*'?)|(\.\.\.|<<=|>>=|->|\+\+|--|<<|>>|<=|>=|==|!=|&&|\|\||[-+*/%&|^]=|[^\s\w])/gy;

/** The words from one offset to another, without blanks and comments. The last is `end`. */
export function readTokens(text: string, from = 0, to = text.length): CToken[] {
  const tokens: CToken[] = [];
  const part = to < text.length ? text.slice(0, to) : text;
  TOKEN.lastIndex = from;
  while (TOKEN.lastIndex < to) {
    const start = TOKEN.lastIndex;
    const match = TOKEN.exec(part);
    if (!match) break;
    const kind: CTokenKind | undefined = match[1]
      ? 'name'
      : match[2]
        ? 'number'
        : match[3]
          ? 'text'
          : match[4]
            ? 'operator'
            : undefined;
    if (kind) tokens.push({ kind, text: match[0], from: start, to: start + match[0].length });
  }
  tokens.push({ kind: 'end', text: '', from: to, to });
  return tokens;
}
