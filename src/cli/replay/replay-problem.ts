/** Why a log has nothing to tell. */

import type { ReplayOptions, ReplayResult } from '../../judge/replay/log-replay.ts';
import { LOOKED_FOR } from '../../judge/replay/replay-words.ts';
import { formatLiteral } from '../../protocol/words/outside-text.ts';
import { findClosest } from '../nearest-word.ts';

/** Why there is nothing to tell, or null. */
export function findReplayProblem(
  { summary, devices, causes }: ReplayResult,
  { device, rules }: ReplayOptions,
): string | null {
  if (summary.formats.length === 0 && causes.length === 0) {
    const { nearest } = summary;
    const near = nearest ? ` The nearest is line ${nearest.line}: ${formatLiteral(nearest.text)}` : '';
    return `no line of a known log; looked for ${LOOKED_FOR}.${near}`;
  }
  const names = summary.devices.map(({ name }) => name);
  if (device !== undefined && devices.length === 0) {
    const closest = findClosest(device, names);
    const near = closest === undefined ? '' : `; the closest is ${formatLiteral(closest)}`;
    return `--device ${formatLiteral(device)}: no device of that name is in the log${near}`;
  }
  const generation = devices[0]?.generation;
  if (rules && generation && devices.every((one) => one.generation !== rules.generation))
    return `--rules ${rules.id}: it is for protocol ${rules.generation}, but the log is of ${generation}`;
  return null;
}
