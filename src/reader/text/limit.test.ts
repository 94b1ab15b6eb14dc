/** The encodings that a file may have, and the files that are refused unread. */

import { describe, expect, it } from 'vitest';
import { readLimited } from './limit.ts';

const TEXT = 'static const u8 t[] = { 1, 2 };\n/* déjà vu */\n';

function encodeUtf16(text: string, isLittle: boolean): Uint8Array {
  const bytes = new Uint8Array(text.length * 2);
  const view = new DataView(bytes.buffer);
  for (let index = 0; index < text.length; index++)
    view.setUint16(index * 2, text.charCodeAt(index), isLittle);
  return bytes;
}

const read = (bytes: Uint8Array) => {
  const result = readLimited(bytes);
  return result.ok ? result.value : result.problem.id;
};

describe('the encoding of a file', () => {
  it.each([true, false])(
    '[LIMIT-1] UTF-16 is read with its byte order mark, little-endian %s',
    (isLittle) => {
      expect(read(encodeUtf16(`\ufeff${TEXT}`, isLittle))).toBe(TEXT);
    },
  );

  it.each([true, false])('[LIMIT-2] UTF-16 is read without one, little-endian %s', (isLittle) => {
    expect(read(encodeUtf16(TEXT, isLittle))).toBe(TEXT);
  });

  it('[LIMIT-3] UTF-8 is read, and Latin-1 where it is no UTF-8', () => {
    expect(read(new TextEncoder().encode(TEXT))).toBe(TEXT);
    expect(read(Uint8Array.from(TEXT, (character) => character.charCodeAt(0)))).toBe(TEXT);
  });

  it.each([
    ['zeros in both halves', Uint8Array.from({ length: 64 }, (_, index) => (index % 3 === 0 ? 65 : 0))],
    ['nothing but zeros', new Uint8Array(64)],
    ['an odd count of bytes', Uint8Array.of(65, 0, 66, 0, 67)],
    ['one zero in a text', new TextEncoder().encode('a text with\0one zero byte in it')],
  ])('[LIMIT-4] a binary file is refused: %s', (_, bytes) => expect(read(bytes)).toBe('binary'));

  it.each([
    ['ab\0', 1, 3],
    ['a\nb\nc\0', 3, 2],
    ['a\r\n\0', 2, 1],
  ])('[LIMIT-4] %j is refused at line %i, column %i', (text, line, column) => {
    expect(readLimited(text)).toMatchObject({ ok: false, problem: { id: 'binary', line, column } });
  });
});
