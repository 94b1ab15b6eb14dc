import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatLiteral, formatQuote, formatVisible, formatVisibleLine } from './outside-text.ts';

/** Any UTF-16 at all, half surrogates included. */
const anyText = fc.array(fc.nat(0xffff), { maxLength: 100 }).map((codes) => String.fromCharCode(...codes));

describe('quote', () => {
  it('[QUOTE-1] shows what does not show, and cuts what is long', () => {
    expect(formatQuote('STOP_COPY')).toBe('"STOP_COPY"');
    expect(formatQuote('PRE\nCOPY\u202e')).toBe('"PRE\\u000aCOPY\\u202e"');
    expect(formatQuote('x'.repeat(60))).toBe(`"${'x'.repeat(60)}"`);
    expect(formatQuote('x'.repeat(61))).toBe(`"${'x'.repeat(60)}…"`);
  });

  it('[QUOTE-2] gives one line of well-formed text for any UTF-16', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(formatQuote(text)).toMatch(/^"[^\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]*"$/u);
      }),
    );
    expect(formatQuote('\ud800')).toBe('"\\ud800"');
  });

  it('[QUOTE-3] is a literal of JSON where quotes within it count, of one line for any UTF-16', () => {
    expect(formatLiteral('a\n"b"\u202e')).toBe('"a\\n\\"b\\"\\u202e"');
    expect(formatLiteral('x'.repeat(60))).toBe(`"${'x'.repeat(60)}"`);
    expect(formatLiteral('x'.repeat(61))).toBe(`"${'x'.repeat(60)}..."`);
    fc.assert(
      fc.property(anyText, (text) => {
        expect(formatLiteral(text)).toMatch(/^"[^\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]*"$/u);
      }),
    );
  });

  it('[QUOTE-4] spells out what does not show, and keeps the lines of a text', () => {
    expect(formatVisible('a\tb\r\nc\u001b[2J\u009b\u007f\u00ad\u2028')).toBe(
      'a\tb\\u000d\nc\\u001b[2J\\u009b\\u007f\\u00ad\\u2028',
    );
    expect(formatVisible('\u{e0041}\ufeff\u200b\u2066\u061c\u3164')).toBe(
      '\\udb40\\udc41\\ufeff\\u200b\\u2066\\u061c\\u3164',
    );
    expect(formatVisibleLine('a\tb\n\u202ec')).toBe('a\\u0009b\\u000a\\u202ec');
    expect(formatVisible('_RUNNING → 漢字 é')).toBe('_RUNNING → 漢字 é');
  });

  it('[QUOTE-5] leaves a JSON document equal to what it was', () => {
    fc.assert(
      fc.property(fc.dictionary(anyText, anyText), (value) => {
        const document = formatVisible(JSON.stringify(value, null, 2));
        expect(JSON.parse(document)).toEqual(JSON.parse(JSON.stringify(value)));
        expect(document.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u);
      }),
    );
  });
});
