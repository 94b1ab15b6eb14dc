/** Contrast: text is read and a line is told from what it stands on, in every theme and in every picture that is saved. */

import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const read = (path: string) => readFileSync(new URL(path, import.meta.url), 'utf8');

const ROOT = new URL('../../', import.meta.url);
/** Every style sheet of the page. */
const SHEETS = readdirSync(ROOT, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.css'))
  .map((name) => readFileSync(new URL(name, ROOT), 'utf8'));

/** Relative luminance, as WCAG 2.2 defines it. */
function getLight(colour: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function getContrast(one: string, other: string): number {
  const [low = 0, high = 0] = [getLight(one), getLight(other)].sort((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
}

/** The colours of each block of the style sheet: light, dark, dark by the system, high contrast. */
const THEMES = [...read('./tokens.css').matchAll(/[{]([^{}]*--ground:[^{}]*)[}]/g)].map(
  ([, block = '']) =>
    new Map(
      [...block.matchAll(/--([a-z-]+): (#[0-9a-f]{6});/g)].map(([, name = '', colour = '']) => [
        name,
        colour,
      ]),
    ),
);

const LINES = ['line-strong', 'muted', 'arc', 'kept', 'accepted', 'refused', 'unspecified', 'never'] as const;
const GROUNDS = ['ground', 'surface', 'hover', 'accent-ground'] as const;

const OWN = ['accepted', 'unspecified', 'never', 'added', 'removed', 'changed'] as const;

/** What text stands on which ground. */
const TEXTS = [
  ...['ink', 'muted', 'accent', 'refused', ...OWN].flatMap((text) =>
    GROUNDS.map((ground) => [text, ground] as const),
  ),
  ...OWN.flatMap((own) => [own, 'ink', 'muted'].map((text) => [text, `${own}-ground`] as const)),
];

/** The files that are saved have colours of their own, on white or on a ground that is drawn first. */
const SAVED = ['../../lab/sequence/lab-svg.ts', '../../modes/review/verdict/verdict-svg.ts'];

describe('contrast', () => {
  it('[CONTRAST-1] of every line is at least 3 to 1 in each theme', () => {
    expect(THEMES).toHaveLength(4);
    const low = THEMES.flatMap((theme, index) =>
      LINES.flatMap((line) =>
        GROUNDS.flatMap((ground) => {
          // Arcs stand on the canvas alone.
          if ((line === 'arc' || line === 'kept') && ground !== 'ground') return [];
          const contrast = getContrast(theme.get(line) ?? '', theme.get(ground) ?? '');
          return contrast >= 3 ? [] : [`${index}: ${line} on ${ground} ${contrast.toFixed(2)}`];
        }),
      ),
    );
    expect(low).toEqual([]);
  });

  it('[CONTRAST-3] of every text is at least 4.5 to 1 on each ground, and 7 to 1 in high contrast', () => {
    const low = THEMES.flatMap((theme, index) =>
      TEXTS.flatMap(([text, ground]) => {
        const contrast = getContrast(theme.get(text) ?? '', theme.get(ground) ?? '');
        const isEnough = contrast >= (index === THEMES.length - 1 ? 7 : 4.5);
        return isEnough ? [] : [`${index}: ${text} on ${ground} ${contrast.toFixed(2)}`];
      }),
    );
    expect(low).toEqual([]);
  });

  it('[CONTRAST-4] the dark that the system asks for is the dark that is chosen', () => {
    expect(THEMES[2]).toEqual(THEMES[1]);
  });

  it.each(SAVED)('[CONTRAST-2] of every line is at least 3 to 1 in the saved picture of %s', (path) => {
    const colours = [...read(path).matchAll(/\b(\w+)(?:: | = )'(#[0-9a-f]{6})'/g)];
    const grounds = [
      '#ffffff',
      ...colours.filter(([, name]) => name === 'note').map(([, , colour = '']) => colour),
    ];
    const lines = colours.filter(([, name = '']) => !/note|ground/i.test(name));
    expect(lines.length).toBeGreaterThanOrEqual(3);
    for (const [, name, colour = ''] of lines)
      for (const ground of grounds) expect(getContrast(colour, ground), name).toBeGreaterThanOrEqual(3);
  });

  it('[CONTRAST-5] of text on a ground of its own remains in forced colours, which draw the canvas behind text', () => {
    const blocks = SHEETS.flatMap((sheet) => sheet.split('{'))
      .map((block) => block.split('}')[0] ?? '')
      .filter((block) => /(?:^|\s)color: var\(--surface\)/.test(block));
    expect(blocks.length).toBeGreaterThan(4);
    // What is pressed or switched on keeps its own ground by a rule of the theme.
    const left = blocks.filter((block) => !block.includes('forced-color-adjust: none'));
    expect(left.map((block) => block.trim().split('\n')[0])).toEqual(['background: var(--ink);']);
    expect(read('../../panels/request/Register.module.css')).toMatch(
      /\[aria-checked="true"\] \{\s*background: var\(--ink\);/,
    );
  });

  it('[CONTRAST-6] of the bar beside a chosen row remains in forced colours, which draw transparent borders', () => {
    expect(SHEETS.filter((sheet) => /border-left: \d+px solid transparent/.test(sheet))).toEqual([]);
    const bars = SHEETS.filter((sheet) => sheet.includes('border-left: 3px solid var(--clear, transparent)'));
    expect(bars.length).toBeGreaterThan(7);
    expect(read('./forced-colours.css')).toContain('--clear: Canvas;');
  });
});
