import { describe, expect, it } from 'vitest';
import { findCircles, findWay } from './circle.ts';

const toGraph = (text: string) =>
  new Map(
    text.split(', ').map((part) => {
      const [name = '', ends = ''] = part.split(' > ');
      return [name, ends.split('+').filter((end) => end !== '')] as const;
    }),
  );

describe('circles', () => {
  it.each([
    ['a > b, b > a', ['a > b > a']],
    ['a > a', ['a > a']],
    ['a > b, b > c, c > b+d, d > ', ['b > c > b']],
    ['a > b+c, b > d, c > a, d > a', ['a > c > a']],
    ['a > b, b > a, c > a+d, d > c', ['a > b > a', 'c > d > c']],
    ['a > b+c, b > c, c > ', []],
    ['a > elsewhere', []],
  ])('[LAYER-5] of %s are %j', (text, circles) => {
    expect(findCircles(toGraph(text))).toEqual(circles);
  });

  it('[LAYER-5] reports the shortest circle', () => {
    const graph = toGraph('a > b+c, b > d, c > e, d > f, e > d, f > ');
    expect(findWay(graph, 'a', 'f')).toEqual(['a', 'b', 'd', 'f']);
    expect(findWay(graph, 'f', 'a')).toBeUndefined();
    expect(findWay(graph, 'a', 'a')).toBeUndefined();
  });
});
