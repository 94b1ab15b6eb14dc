/**
 * A review of a text that is too long for a patch: only a log can be read of it, so it is read as `replay` reads one, a piece
 * at a time, and never held whole. What stands at its beginning tells whether it is beside a patch.
 */

import { isLog } from '../../judge/replay/log-reading.ts';
import { createReplay } from '../../judge/replay/log-replay.ts';
import type { Report } from '../../judge/report/table-json.ts';
import { formatVisibleLine } from '../../protocol/words/outside-text.ts';
import { createLogLines } from '../../reader/log/line/mail-lines.ts';
import { SIZE_LIMIT } from '../../reader/text/limit.ts';
import { createProblem } from '../../reader/text/problem.ts';
import type { CommandResult, Live } from '../cli-command.ts';
import type { Form } from '../commands/review-output.ts';
import { formatWithLog, isOfCode, toReviewedLog } from './review-log.ts';

/** So many bytes are looked at before it is decided: a shorter text is read whole. */
export const HEAD = SIZE_LIMIT;

export interface LongText {
  readonly name: string;
  /** The path of the file; null for standard input, of which the head has been read already. */
  readonly file: string | null;
  readonly head: Uint8Array;
  readonly form: Form | 'reply';
  readonly flags: number | undefined;
}

const EMPTY: Report = { inputs: [], remarks: [], findings: [], flows: [] };

export function createReviewLive({ name, file, head, form, flags }: LongText): Live {
  const replay = createReplay(flags === undefined ? {} : { flags });
  const lines = createLogLines(replay.push);
  let size = 0;
  const push = (bytes: Uint8Array) => {
    size += bytes.length;
    lines.push(bytes);
    return '';
  };
  if (file === null) push(head);

  function end(): CommandResult {
    lines.end();
    const result = replay.end();
    if (!isLog(result) || isOfCode(result, head)) return form === 'b4' ? NO_CHECK : toRefusal(name, size);
    const log = toReviewedLog(result, EMPTY, head);
    const shown = formatWithLog(form, { name, file, text: null }, EMPTY, log, null);
    const isBad = form !== 'b4' && !log.isBeside && result.isBad;
    return { stdout: `${shown.trimEnd()}\n`, stderr: '', exit: isBad ? 1 : 0 };
  }

  return {
    ...{ command: 'review', push, pause: () => '', end },
    source: file === null ? { kind: 'input' } : { kind: 'file', path: file },
  };
}

const NO_CHECK: CommandResult = { stdout: '[]\n', stderr: '', exit: 0 };

function toRefusal(name: string, size: number): CommandResult {
  const place = { line: 1, column: 1 };
  const { problem } = createProblem('too-large', place, '', { size, limit: SIZE_LIMIT - 1 });
  const told = formatVisibleLine(`vfio review: ${name}:1:1: ${problem}`);
  return { stdout: '', stderr: `${told}\n`, exit: 2 };
}
