/** Where each part of a sequence diagram stands, in pixels: the page draws it, and the SVG file is written from it. */

import type { MessageTone, Sequence, SequenceLine } from './lab-lane.ts';

export interface LaneColumn {
  readonly id: string;
  readonly title: string;
  readonly host: string;
  readonly x: number;
}

export type LineBox =
  | {
      readonly kind: 'message';
      readonly text: string;
      readonly tone: MessageTone;
      readonly from: number;
      readonly to: number;
      readonly y: number;
    }
  | {
      readonly kind: 'note';
      readonly text: string;
      readonly x: number;
      readonly width: number;
      readonly y: number;
    }
  | {
      readonly kind: 'loop';
      readonly text: string;
      readonly x: number;
      readonly width: number;
      readonly y: number;
      readonly height: number;
    };

export interface SequenceLayout {
  readonly title: string;
  readonly width: number;
  readonly height: number;
  readonly lanes: readonly LaneColumn[];
  readonly lines: readonly LineBox[];
}

export const HEAD_HEIGHT = 44;
const ROW_HEIGHT = 24;
export const NOTE_HEIGHT = 20;
const MARGIN = 12;
const LANE_WIDTH = 104;
/** About the width of a character of the diagram's text. */
const CHARACTER = 5.9;

/** `toLayout(sequence).height` grows with its lines; the lanes stay where they are. */
export function toLayout({ title, lanes, lines }: Sequence): SequenceLayout {
  const columns = lanes.map((lane, index) => ({ ...lane, x: MARGIN + LANE_WIDTH * (index + 0.5) }));
  const xOf = (id: string) => columns.find((lane) => lane.id === id)?.x ?? MARGIN;
  const boxes: LineBox[] = [];
  const end = putLines(lines, HEAD_HEIGHT + ROW_HEIGHT, 0, xOf, boxes);
  const widest = boxes.map((line) => (line.kind === 'message' ? getTextEnd(line) : line.x + line.width));
  const width = Math.ceil(
    Math.max(MARGIN * 2 + LANE_WIDTH * lanes.length, ...widest.map((right) => right + MARGIN)),
  );
  return { title, width, height: end + MARGIN, lanes: columns, lines: boxes };
}

/** A text stands over its arrow, from where that begins on the left. */
const getTextEnd = (line: LineBox & { kind: 'message' }) =>
  Math.min(line.from, line.to) + getWidth(line.text) + 8;

const getWidth = (text: string) => text.length * CHARACTER;

/** Puts lines one under the other, and says where the next one would stand. */
function putLines(
  lines: readonly SequenceLine[],
  top: number,
  depth: number,
  xOf: (id: string) => number,
  boxes: LineBox[],
): number {
  let y = top;
  for (const line of lines) {
    switch (line.kind) {
      case 'message':
        boxes.push({
          kind: 'message',
          text: line.text,
          tone: line.tone,
          from: xOf(line.from),
          to: xOf(line.to),
          y,
        });
        y += ROW_HEIGHT;
        break;
      case 'note': {
        const width = getWidth(line.text) + 16;
        boxes.push({
          kind: 'note',
          text: line.text,
          x: Math.max(2, xOf(line.over) - LANE_WIDTH / 2 + 6),
          width,
          y: y - 14,
        });
        y += ROW_HEIGHT + 4;
        break;
      }
      case 'loop':
        y = putLoop(line, y, depth, xOf, boxes);
    }
  }
  return y;
}

function putLoop(
  line: SequenceLine & { kind: 'loop' },
  y: number,
  depth: number,
  xOf: (id: string) => number,
  boxes: LineBox[],
): number {
  const index = boxes.length;
  const end = putLines(line.lines, y + ROW_HEIGHT, depth + 1, xOf, boxes);
  const inside = boxes
    .slice(index)
    .flatMap((each) => (each.kind === 'message' ? [each.from, each.to] : [each.x]));
  const left = Math.min(...inside) - 14 + depth * 4;
  const right = Math.max(...inside, left + getWidth(line.text) + 40) + 14 - depth * 4;
  boxes.splice(index, 0, {
    kind: 'loop',
    text: line.text,
    x: Math.max(1, left),
    width: right - Math.max(1, left),
    y: y - 12,
    height: end - y,
  });
  return end + 8;
}
