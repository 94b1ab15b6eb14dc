/** A sequence diagram as an SVG file that needs nothing else: no style sheet, no font, no script. */

import { formatCount } from '../told/lab-format.ts';
import type { MessageTone } from './lab-lane.ts';
import type { LaneColumn, LineBox, SequenceLayout } from './lab-layout.ts';
import { HEAD_HEIGHT, NOTE_HEIGHT } from './lab-layout.ts';

/** What prints well; refusals and stray DMA have a dash and a head of their own besides. */
const COLOURS = {
  ink: '#1b2128',
  muted: '#58626d',
  line: '#7d8690',
  note: '#f1f3f5',
  refused: '#b3261e',
  stray: '#7a28b8',
};

interface Stroke {
  readonly colour: string;
  readonly dash: string;
  readonly head: 'arrow' | 'cross' | 'open';
}

const STROKES: Readonly<Record<MessageTone, Stroke>> = {
  call: { colour: COLOURS.ink, dash: '', head: 'arrow' },
  return: { colour: COLOURS.ink, dash: '4 3', head: 'open' },
  refused: { colour: COLOURS.refused, dash: '4 3', head: 'cross' },
  stray: { colour: COLOURS.stray, dash: '1 3', head: 'arrow' },
};

/** A document of its own, ended by a newline. */
export function formatSvg({ title, width, height, lanes, lines }: SequenceLayout): string {
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}"`,
    ` role="img" font-family="system-ui, sans-serif" font-size="11">`,
    `<title>${escapeXml(title)}</title>`,
    `<desc>${escapeXml(describe(lanes, lines))}</desc>`,
    `<rect width="${width}" height="${height}" fill="#ffffff"/>`,
    ...lanes.map((lane) => formatLane(lane, height)),
    ...lines.map(formatLine),
    '</svg>',
    '',
  ].join('\n');
}

/** What a reader hears who cannot see the sheet: whose lanes there are, and how much is drawn between them. */
function describe(lanes: readonly LaneColumn[], lines: readonly LineBox[]): string {
  const messages = lines.filter(({ kind }) => kind === 'message').length;
  const names = lanes.map(({ host, title }) => `${host} ${title}`).join(', ');
  return `Sequence diagram: ${formatCount(messages, 'message')} between ${names}.`;
}

/** Text that stands for itself, in an element or between quotes; what XML cannot hold is left out. */
export function escapeXml(text: string): string {
  return Array.from(text)
    .filter((character) => character >= ' ' || /[\t\n\r]/.test(character))
    .join('')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

const formatText = (x: number, y: number, text: string, attributes: string) =>
  `<text x="${x}" y="${y}" ${attributes}>${escapeXml(text)}</text>`;

function formatLane({ x, title, host }: LaneColumn, height: number): string {
  return [
    `<line x1="${x}" y1="${HEAD_HEIGHT - 4}" x2="${x}" y2="${height}" stroke="${COLOURS.line}" stroke-width="1"/>`,
    formatText(x, 18, title, `text-anchor="middle" font-weight="600" fill="${COLOURS.ink}"`),
    formatText(x, 32, host, `text-anchor="middle" fill="${COLOURS.muted}"`),
  ].join('\n');
}

function formatLine(line: LineBox): string {
  switch (line.kind) {
    case 'message':
      return formatMessage(line);
    case 'note':
      return [
        `<rect x="${line.x}" y="${line.y}" width="${line.width}" height="${NOTE_HEIGHT}" rx="3" fill="${COLOURS.note}" stroke="${COLOURS.line}"/>`,
        formatText(line.x + 8, line.y + 14, line.text, `fill="${COLOURS.ink}"`),
      ].join('\n');
    case 'loop':
      return [
        `<rect x="${line.x}" y="${line.y}" width="${line.width}" height="${line.height}" rx="3" fill="none" stroke="${COLOURS.line}"/>`,
        formatText(line.x + 6, line.y + 14, `loop ${line.text}`, `font-weight="600" fill="${COLOURS.muted}"`),
      ].join('\n');
  }
}

function formatMessage({ from, to, y, text, tone }: LineBox & { kind: 'message' }): string {
  const { colour, dash, head } = STROKES[tone];
  const dashes = dash && ` stroke-dasharray="${dash}"`;
  return [
    `<line x1="${from}" y1="${y}" x2="${to}" y2="${y}" stroke="${colour}"${dashes}/>`,
    `<path d="${toHead(from, to, y, head)}" fill="${head === 'arrow' ? colour : 'none'}" stroke="${colour}"/>`,
    formatText(Math.min(from, to) + 5, y - 4, text, `fill="${colour}"`),
  ].join('\n');
}

/** The head of an arrow: `toHead(0, 100, 10, 'arrow')` is `M100 10L93 6.5L93 13.5Z`. */
export function toHead(from: number, to: number, y: number, head: Stroke['head']): string {
  const back = to + (to > from ? -7 : 7);
  switch (head) {
    case 'arrow':
      return `M${to} ${y}L${back} ${y - 3.5}L${back} ${y + 3.5}Z`;
    case 'open':
      return `M${back} ${y - 3.5}L${to} ${y}L${back} ${y + 3.5}`;
    case 'cross':
      return `M${back} ${y - 4}L${to} ${y + 4}M${back} ${y + 4}L${to} ${y - 4}`;
  }
}

/** How a message is drawn: the page has its own colours, and takes the rest from here. */
export const getHead = (tone: MessageTone): Stroke['head'] => STROKES[tone].head;
