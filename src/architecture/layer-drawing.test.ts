import { describe, expect, it } from 'vitest';
import { readDrawing } from './layer-drawing.ts';

const read = (...lines: string[]) =>
  readDrawing(lines.join('\n'))
    .arrows.map((arrow) => arrow.join(' > '))
    .sort();

describe('the drawing', () => {
  it('[LAYER-3] has an arrow where a line leads from a name to a name', () => {
    expect(read('a ─> b ──> c')).toEqual(['a > b', 'b > c']);
    expect(read('main.tsx ─> lock-step')).toEqual(['main.tsx > lock-step']);
  });

  it('[LAYER-3] forks, and joins', () => {
    expect(read('a ─┬─> b', '   ├─> c', '   └─> d')).toEqual(['a > b', 'a > c', 'a > d']);
    expect(read('a ─┐', 'b ─┼─> d', 'c ─┘')).toEqual(['a > d', 'b > d', 'c > d']);
    expect(read('   ┌─> b', 'a ─┴─> c')).toEqual(['a > b', 'a > c']);
    expect(read('a ─┐', '   │', '   └─> b')).toEqual(['a > b']);
  });

  it('[LAYER-3] has none where a line is broken, has no head, or only passes by', () => {
    expect(read('a ─ ─> b')).toEqual([]);
    expect(read('a ── b')).toEqual([]);
    expect(read('a ─>')).toEqual([]);
    expect(read('a ─┐', 'b ─> c')).toEqual(['b > c']);
    expect(read('a ─┐ ', '  ─┼─> c')).toEqual(['a > c']);
    expect(read('a ───> c', '   │', 'b ─┘')).toEqual(['a > c']);
  });

  it('[LAYER-3] names each name once, arrows or none', () => {
    expect(readDrawing('a ─> b\nc\na ─> c').names).toEqual(['a', 'b', 'c']);
  });
});
