/** `replay FILE FILE`: two logs side by side. Exit 1 if a device parts. */

import { createReplay, type ReplayOptions, type ReplayResult } from '../../judge/replay/log-replay.ts';
import { toComparisonJson } from '../../judge/replay/parting/parting-json.ts';
import { formatComparison } from '../../judge/replay/parting/parting-report.ts';
import { compareLogs, type LogComparison } from '../../judge/replay/parting/run-parting.ts';
import { formatLiteral, formatVisible, formatVisibleLine } from '../../protocol/words/outside-text.ts';
import { createLogLines } from '../../reader/log/line/mail-lines.ts';
import type { CommandResult, Live } from '../cli-command.ts';
import { findReplayProblem } from './replay-problem.ts';

interface PairForm {
  readonly isJson: boolean;
  readonly hasColour: boolean;
}

export function createPairLive(
  paths: readonly [string, string],
  options: ReplayOptions,
  { isJson, hasColour }: PairForm,
): Live {
  const results: ReplayResult[] = [];
  const begin = () => {
    const replay = createReplay(options);
    return { replay, splitter: createLogLines(replay.push) };
  };
  let open = begin();

  function close(): void {
    open.splitter.end();
    results.push(open.replay.end());
  }

  return {
    source: { kind: 'pair', paths },
    push(bytes) {
      open.splitter.push(bytes);
      return '';
    },
    next() {
      close();
      open = begin();
    },
    pause: () => '',
    end() {
      close();
      const [left, right] = results;
      if (!left || !right) throw new Error(`${results.length} logs of two were read`);
      for (const [at, result] of [left, right].entries()) {
        const problem = findReplayProblem(result, options);
        if (problem !== null)
          return {
            stdout: '',
            stderr: `${formatVisibleLine(`vfio replay: ${paths[at]}: ${problem}`)}\n`,
            exit: 2,
          };
      }
      const names = toNames(paths);
      const comparison = compareLogs([left, right], names);
      if (comparison.runs.length === 0)
        return {
          stdout: '',
          stderr: `${formatVisibleLine(`vfio replay: ${formatUnpaired(comparison, names)}`)}\n`,
          exit: 2,
        };
      const text = isJson
        ? JSON.stringify(toComparisonJson([left, right], comparison))
        : formatComparison([left, right], comparison, names, hasColour);
      const exit = comparison.first === null ? 0 : 1;
      return { stdout: `${isJson ? formatVisible(text) : text}\n`, stderr: '', exit } satisfies CommandResult;
    },
  };
}

function formatUnpaired({ unpaired }: LogComparison, names: readonly [string, string]): string {
  const told = unpaired.map(
    (devices, side) => `${names[side]} has ${devices.map(formatLiteral).join(', ') || 'none'}`,
  );
  return `no device can be compared: ${told.join('; ')}. Devices are paired by name, or if there is one in each log, or as many`;
}

/** The names of the files without their folders, where these are enough to tell them apart. */
function toNames(paths: readonly [string, string]): readonly [string, string] {
  const [left, right] = paths.map((path) => formatVisibleLine(path.replace(/^.*[\\/](?=[^\\/])/, '')));
  const isSame = left === right;
  return isSame || !left || !right
    ? [formatVisibleLine(paths[0]), formatVisibleLine(paths[1])]
    : [left, right];
}
