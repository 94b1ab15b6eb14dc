/** Percent escapes: what they keep, and that no text makes them throw. */

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodePercent, encodePercent } from './percent.ts';

/** Any UTF-16 at all, half surrogates included. */
const anyText = fc.array(fc.nat(0xffff), { maxLength: 40 }).map((codes) => String.fromCharCode(...codes));

describe('percent escapes', () => {
  it('[LINK-22] escape what means something in a link', () => {
    expect(encodePercent("_SAVING|_RUNNING ~'(*)!&,:")).toBe(
      '_SAVING%7C_RUNNING%20%7E%27%28%2A%29%21%26%2C%3A',
    );
    expect(decodePercent('100%')).toBeUndefined();
    expect(decodePercent('%FF')).toBeUndefined();
  });

  it('[LINK-22] return the text that was escaped, with half a surrogate pair replaced', () => {
    expect(encodePercent('a\ud800b')).toBe('a%EF%BF%BDb');
    fc.assert(
      fc.property(anyText, (text) => {
        expect(decodePercent(encodePercent(text))).toBe(text.replace(/\p{Surrogate}/gu, '\ufffd'));
      }),
    );
  });
});
