/** The card as a file. */

import { describe, expect, it } from 'vitest';
import type { VerdictCard } from './verdict-card.ts';
import { formatVerdictSvg } from './verdict-svg.ts';

const CARD: VerdictCard = {
  name: 'moves',
  form: 'a table of allowed requests',
  line: 'Adds 1 request, breaks nothing.',
  about: [],
  changed: [
    {
      key: 'a',
      flow: 'incoming',
      flags: 'flags 3',
      before: 'fails',
      after: 'completes',
      words: 'incoming: so',
    },
  ],
  steady: [{ flow: 'boot', end: 'hangs', words: 'boot: never returns' }],
  hasBefore: true,
  counts: ['1 introduced'],
};

/** The tags and what stands between them, if every one is closed in order; throws otherwise. */
function parse(svg: string): { readonly tags: readonly string[]; readonly texts: readonly string[] } {
  const [tags, texts, open]: [string[], string[], string[]] = [[], [], []];
  for (const [, close, name, attributes = '', empty, text] of svg.matchAll(
    /<(\/?)([a-z]+)((?: [A-Za-z:-]+="[^"<]*")*)(\/?)>|([^<]+)/g,
  )) {
    if (text !== undefined) texts.push(text);
    else if (close) expect(open.pop()).toBe(name);
    else {
      tags.push(`${name}${attributes}`);
      if (!empty) open.push(name!);
    }
  }
  expect(open).toEqual([]);
  expect(tags.length + texts.length).toBeGreaterThan(0);
  return { tags, texts: texts.map((each) => each.trim()).filter(Boolean) };
}

describe('the card as SVG', () => {
  it('[CARD-6] shows all of the card, the lamps too', () => {
    const { tags, texts } = parse(formatVerdictSvg(CARD));
    for (const text of ['moves', CARD.line, 'incoming', 'flags 3', '1 as before', 'boot: never returns'])
      expect(texts).toContain(text);
    expect(tags.filter((tag) => tag.startsWith('rect'))).toHaveLength(4);
    expect(texts).toContain('1 introduced · VFIO Migration Explorer');
  });

  it('[CARD-6] has attributes only, generic fonts, and a ground of its own', () => {
    const svg = formatVerdictSvg(CARD);
    expect(svg).not.toMatch(/style|class|href|url\(|script/);
    const fonts = new Set([...svg.matchAll(/font-family="([^"]*)"/g)].map(([, font]) => font));
    expect(fonts).toEqual(new Set(['monospace', 'sans-serif']));
    expect(svg).toMatch(/^<svg [^>]*>\n<title>[^<]*<\/title>\n<rect [^>]*fill="#ffffff"/);
  });

  it('[CARD-6] takes any name: markup is escaped, and what XML cannot hold is replaced', () => {
    const name = 'a</text><script>"&\u0000\ud800\uffff';
    const { texts } = parse(formatVerdictSvg({ ...CARD, name }));
    expect(texts).toContain('a&lt;/text&gt;&lt;script&gt;&quot;&amp;\\u0000\\ud800\ufffd');
  });

  it('[CARD-6] wraps what is long, so that nothing stands outside', () => {
    const long = { ...CARD, name: 'x'.repeat(300), line: `${'Adds 1 request, '.repeat(12)}breaks nothing.` };
    const { texts, tags } = parse(formatVerdictSvg(long));
    expect(texts.filter((text) => /^x+$/.test(text)).join('')).toBe(long.name);
    for (const text of texts.slice(1)) expect(text.length).toBeLessThanOrEqual(120);
    const height = Number(/height="(\d+)"/.exec(tags[0]!)?.[1]);
    for (const [, y] of tags.join(' ').matchAll(/ y="([\d.]+)"/g)) expect(Number(y)).toBeLessThan(height);
  });

  it('[CARD-6] stands in two columns where many flows end differently', () => {
    const many = Array.from({ length: 9 }, (_, index) => ({ ...CARD.changed[0]!, key: `${index}` }));
    const getHeight = (card: VerdictCard) => Number(/height="(\d+)"/.exec(formatVerdictSvg(card))?.[1]);
    const flow = 'cancel-or-fail-in-stop-copy-paused-vm';
    const wide = many.map((lamp) => ({ ...lamp, flow }) as (typeof many)[number]);
    expect(getHeight({ ...CARD, changed: wide }) - getHeight({ ...CARD, changed: many })).toBe(4 * 24);
  });
});
