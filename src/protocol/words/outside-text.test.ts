import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatLiteral, formatQuote } from './outside-text.ts';

/** Any UTF-16 at all, half surrogates included. */
const anyText = fc.array(fc.nat(0xffff), { maxLength: 100 }).map((codes) => String.fromCharCode(...codes));

describe('quote', () => {
  it('[QUOTE-1] shows what does not show, and cuts what is long', () => {
    expect(formatQuote('STOP_COPY')).toBe('"STOP_COPY"');
    expect(formatQuote('PRE\nCOPY\u202e')).toBe('"PRE\\u{a}COPY\\u{202e}"');
    expect(formatQuote('x'.repeat(60))).toBe(`"${'x'.repeat(60)}"`);
    expect(formatQuote('x'.repeat(61))).toBe(`"${'x'.repeat(60)}…"`);
  });

  it('[QUOTE-2] gives one line of well-formed text for any UTF-16', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(formatQuote(text)).toMatch(/^"[^\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]*"$/u);
      }),
    );
    expect(formatQuote('\ud800')).toBe('"\\u{d800}"');
  });

  it('[QUOTE-3] is a literal of JSON where quotes within it count, of one line for any UTF-16', () => {
    expect(formatLiteral('a\n"b"\u202e')).toBe('"a\\n\\"b\\"\\u{202e}"');
    expect(formatLiteral('x'.repeat(60))).toBe(`"${'x'.repeat(60)}"`);
    expect(formatLiteral('x'.repeat(61))).toBe(`"${'x'.repeat(60)}..."`);
    fc.assert(
      fc.property(anyText, (text) => {
        expect(formatLiteral(text)).toMatch(/^"[^\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]*"$/u);
      }),
    );
  });
});
