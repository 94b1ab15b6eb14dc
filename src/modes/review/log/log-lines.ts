/** Lines of a log in the editor, be they of a file of which the editor shows a part. */

import { readAround } from '../inputs/beside-file.ts';
import type { ReviewActor } from '../machine/review-start.ts';
import { splitLines } from '../machine/review-view.ts';
import type { LogActor } from './machine/log-actor.tsx';

/** Points at a line; of a file, brings the lines around it into the editor first. */
export async function showLine(review: ReviewActor, log: LogActor, line: number): Promise<void> {
  const { file, kept } = review.getSnapshot().context;
  const isShown =
    !file || (line >= file.first && line < file.first + Math.max(1, splitLines(kept.text).length - 1));
  if (isShown) {
    review.send({ type: 'line.show', line });
    return;
  }
  const marks = log.getSnapshot().context.reading?.marks ?? [];
  const around = await readAround(file.blob, marks, line).catch(() => null);
  if (around === null) {
    review.send({ type: 'fail', problem: GONE });
    return;
  }
  if (review.getSnapshot().context.file?.blob === file.blob)
    review.send({ type: 'file.show', ...around, line });
}

const GONE = 'The file cannot be read any more: it was moved or changed. Open it again.';

/**
 * The line of the editor, which ends lines at a lone carriage return too: the console of a kernel writes some. A log counts
 * line feeds alone, as every other tool does.
 */
export function toEditorLine(text: string, line: number): number {
  if (!text.includes('\r')) return line;
  let [at, extra] = [0, 0];
  for (let feeds = 1; feeds < line; feeds += 1) {
    const feed = text.indexOf('\n', at);
    if (feed < 0) break;
    extra += text.slice(at, feed).split('\r').length - 1 - Number(text[feed - 1] === '\r');
    at = feed + 1;
  }
  return line + extra;
}

/** The other way round. */
export function toLogLine(text: string, editorLine: number): number {
  if (!text.includes('\r')) return editorLine;
  let [at, feeds] = [0, 1];
  for (let line = 1; line < editorLine; line += 1) {
    const end = /\r\n|\n|\r/g;
    end.lastIndex = at;
    const found = end.exec(text);
    if (!found) break;
    if (found[0].includes('\n')) feeds += 1;
    at = found.index + found[0].length;
  }
  return feeds;
}
