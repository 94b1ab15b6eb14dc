/**
 * The card of a verdict as an SVG file: for a tracker, a slide, a mail. It uses attributes only and has its own background, so
 * that it reads the same on a light and on a dark page.
 */

import type { FlowEnd } from '../../../judge/effect/effect.ts';
import { fill } from '../../../protocol/words/fill.ts';
import { formatVisibleLine } from '../../../protocol/words/outside-text.ts';
import { LAMP, LAMP_SHAPES } from './lamp-shape.ts';
import type { ChangedLamp, VerdictCard } from './verdict-card.ts';
import { VERDICT_WORDS } from './verdict-words.ts';

const WIDTH = 720;
const MARGIN = 24;
const INK = '#1b2128';
const MUTED = '#58626d';
const LINE = '#7d8690';
const GROUND = '#ffffff';

/** An estimate, in multiples of the font size, that no common typeface exceeds. */
const LETTER = { sans: 0.58, bold: 0.62, mono: 0.62 } as const;

interface TextStyle {
  readonly size: number;
  readonly face: keyof typeof LETTER;
  readonly colour: string;
}

const HEAD: TextStyle = { size: 20, face: 'bold', colour: INK };
const NAME: TextStyle = { size: 14, face: 'mono', colour: INK };
const PLAIN: TextStyle = { size: 13, face: 'sans', colour: MUTED };
const FLOW: TextStyle = { size: 13, face: 'sans', colour: INK };

/** What is drawn, and how far down it reaches. */
interface Drawing {
  readonly parts: readonly string[];
  readonly bottom: number;
}

/** The card as the text of a file; ends in a newline. */
export function formatVerdictSvg(card: VerdictCard): string {
  const blocks = [drawHead, drawChanged, drawSteady, drawFoot];
  let drawing: Drawing = { parts: [], bottom: MARGIN };
  for (const draw of blocks) {
    const next = draw(card, drawing.bottom);
    drawing = { parts: [...drawing.parts, ...next.parts], bottom: next.bottom };
  }
  const height = Math.ceil(drawing.bottom + MARGIN);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${height}" viewBox="0 0 ${WIDTH} ${height}" role="img">`,
    `<title>${escapeText(`${card.name}: ${card.line}`)}</title>`,
    `<rect x="0.5" y="0.5" width="${WIDTH - 1}" height="${height - 1}" rx="8" fill="${GROUND}" stroke="${LINE}"/>`,
    ...drawing.parts,
    '</svg>',
    '',
  ].join('\n');
}

function drawHead({ name, form, line, about }: VerdictCard, top: number): Drawing {
  const lines = [
    ...wrapTo(name, NAME).map((text) => ({ text, style: NAME })),
    { text: form, style: PLAIN },
    ...wrapTo(line, HEAD).map((text) => ({ text, style: HEAD })),
    ...about.flatMap((sentence) => wrapTo(sentence, PLAIN).map((text) => ({ text, style: PLAIN }))),
  ];
  let bottom = top;
  const parts = lines.map(({ text, style }) => {
    bottom += style.size * 1.5;
    return drawText(text, MARGIN, bottom - style.size * 0.4, style);
  });
  return { parts, bottom };
}

const ROW = 24;
/** Where the name of a flow begins, behind both lamps. */
const NAMED = 62;

/** In one column, or in two where many names all fit. */
function drawChanged({ changed }: VerdictCard, top: number): Drawing {
  if (changed.length === 0) return { parts: [], bottom: top };
  const start = top + 10;
  const column = (WIDTH - 2 * MARGIN) / 2;
  const fits = changed.every(
    ({ flow, flags }) => NAMED + (flow.length + flags.length + 3) * FLOW.size * LETTER.sans < column,
  );
  const rows = changed.length > 6 && fits ? Math.ceil(changed.length / 2) : changed.length;
  const parts = changed.flatMap((lamp, index) =>
    drawPair(lamp, MARGIN + Math.floor(index / rows) * column, start + (index % rows) * ROW),
  );
  return { parts, bottom: start + rows * ROW };
}

function drawPair(
  { flow, flags, before, after, words }: ChangedLamp,
  x: number,
  y: number,
): readonly string[] {
  const listed = x + NAMED + flow.length * FLOW.size * LETTER.sans + 10;
  return [
    `<g><title>${escapeText(words)}</title>`,
    drawLamp(before, x, y),
    `<path d="M${x + 21} ${y + 8}h12m-4 -3.5l4 3.5l-4 3.5" fill="none" stroke="${MUTED}"/>`,
    drawLamp(after, x + 38, y),
    drawText(flow, x + NAMED, y + 12.5, FLOW),
    ...(flags === '' ? [] : [drawText(flags, listed, y + 12.5, PLAIN)]),
    '</g>',
  ];
}

const STEP = 20;

/** Lamps in rows, and how many there are behind the last. */
function drawSteady({ steady, hasBefore }: VerdictCard, top: number): Drawing {
  if (steady.length === 0) return { parts: [], bottom: top };
  const start = top + 10;
  const perRow = Math.floor((WIDTH - 2 * MARGIN - 120) / STEP);
  const lamps = steady.map(({ end, words }, index) => {
    const [x, y] = [MARGIN + (index % perRow) * STEP, start + Math.floor(index / perRow) * STEP];
    return `<g><title>${escapeText(words)}</title>${drawLamp(end, x, y, hasBefore)}</g>`;
  });
  const rows = Math.ceil(steady.length / perRow);
  const last = MARGIN + (((steady.length - 1) % perRow) + 1) * STEP + 4;
  const said = formatSteadyCount(steady.length, hasBefore);
  return {
    parts: [...lamps, drawText(said, last, start + (rows - 1) * STEP + 12.5, PLAIN)],
    bottom: start + rows * STEP,
  };
}

/** `22 as before`; where there is no before, how many there are. */
export const formatSteadyCount = (count: number, hasBefore: boolean): string =>
  fill(hasBefore ? VERDICT_WORDS.steadyCount : VERDICT_WORDS.onlyBefore, { count });

function drawFoot({ counts }: VerdictCard, top: number): Drawing {
  const said = [...counts, VERDICT_WORDS.madeWith].join(' · ');
  const lines = wrapTo(said, PLAIN);
  return {
    parts: lines.map((text, index) => drawText(text, MARGIN, top + 24 + index * 19, PLAIN)),
    bottom: top + 8 + lines.length * 19,
  };
}

/** Hollow where nothing changes. */
function drawLamp(end: FlowEnd, x: number, y: number, isQuiet = false): string {
  const { radius, path, colour } = LAMP_SHAPES[end];
  const { start, ground, line } = LAMP;
  const [fills, edge, sign] = isQuiet ? [GROUND, LINE, MUTED] : [colour, colour, GROUND];
  return [
    `<g transform="translate(${x} ${y})">`,
    `<rect x="${start}" y="${start}" width="${ground}" height="${ground}" rx="${radius}" fill="${fills}" stroke="${edge}"/>`,
    `<path d="${path}" fill="none" stroke="${sign}" stroke-width="${line}"/>`,
    '</g>',
  ].join('');
}

function drawText(text: string, x: number, y: number, { size, face, colour }: TextStyle): string {
  const family = face === 'mono' ? 'monospace' : 'sans-serif';
  const weight = face === 'bold' ? ' font-weight="700"' : '';
  return `<text x="${round(x)}" y="${round(y)}" font-family="${family}" font-size="${size}"${weight} fill="${colour}">${escapeText(text)}</text>`;
}

const round = (number: number) => Math.round(number * 10) / 10;

/** Lines that fit between the margins; a word that is too long is cut. */
function wrapTo(text: string, { size, face }: TextStyle): readonly string[] {
  const room = Math.floor((WIDTH - 2 * MARGIN) / (size * LETTER[face]));
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/\s+/).flatMap((each) => cut(each, room))) {
    if (line !== '' && line.length + 1 + word.length > room) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, line];
}

function cut(word: string, room: number): readonly string[] {
  const letters = [...word];
  const pieces = Math.max(1, Math.ceil(letters.length / room));
  return Array.from({ length: pieces }, (_, index) =>
    letters.slice(index * room, (index + 1) * room).join(''),
  );
}

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Text for XML: what does not show is spelled out, and what XML has no character for becomes the sign for that. */
function escapeText(text: string): string {
  return formatVisibleLine(text)
    .replaceAll(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '\uFFFD')
    .replaceAll(/[&<>"]/g, (sign) => ESCAPES[sign] ?? sign);
}
