/** The devices of a log in words. */

import type { ReplayDevice, ReplayResult } from '../../../judge/replay/log-replay.ts';
import type { Subject } from '../../../page/workbench.ts';
import { getClient } from '../../../protocol/clients/client-table.ts';
import { formatState } from '../../../protocol/state/state.ts';
import { fill } from '../../../protocol/words/fill.ts';
import { formatVisibleLine } from '../../../protocol/words/outside-text.ts';
import { FORMAT_WORDS, LOG_WORDS } from './log-words.ts';

export const formatStepCount = ({ steps }: ReplayDevice): string =>
  steps.length === 1 ? LOG_WORDS.oneStep : fill(LOG_WORDS.steps, { count: steps.length });

export const formatDeviceEnd = ({ end, ruleSet }: ReplayDevice): string =>
  end === null ? LOG_WORDS.endUnknown : fill(LOG_WORDS.end, { state: formatState(ruleSet.states, end) });

/** What is known of its protocol, and why. */
export function formatDeviceFlags({ generation, flags, flagsWhy }: ReplayDevice): string {
  if (generation === 'v1') return LOG_WORDS.v1;
  const known = flags === null ? LOG_WORDS.flagsUnknown : fill(LOG_WORDS.flagsKnown, { flags });
  return `${known}: ${flagsWhy}`;
}

/** What the header says of a log in place of two rule sets: whose it is, and who wrote it. */
export function toSubject({ summary: { client, formats }, devices }: ReplayResult): Subject {
  const [only] = devices;
  const title =
    devices.length === 1 && only
      ? fill(LOG_WORDS.subjectOne, { device: formatVisibleLine(only.name) })
      : devices.length === 0
        ? LOG_WORDS.subjectNone
        : fill(LOG_WORDS.subject, { count: devices.length });
  const text = client ? getClient(client.id).title : formats.map((each) => FORMAT_WORDS[each]).join(', ');
  return { title, text };
}

/** `0.25 s`, `12.3 s`, `4 min 10 s`. */
export function formatGap(seconds: number): string {
  if (seconds < 60) return `${seconds < 10 ? seconds.toFixed(2) : seconds.toFixed(1)} s`;
  const [minutes, rest] = [Math.floor(seconds / 60), Math.round(seconds % 60)];
  return minutes < 60 ? `${minutes} min ${rest} s` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
