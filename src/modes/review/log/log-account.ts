/** The devices of a log in words. */

import type { ReplayDevice, ReplayResult } from '../../../judge/replay/log-replay.ts';
import type { Subject } from '../../../page/workbench.ts';
import { getClient } from '../../../protocol/clients/client-table.ts';
import { formatState } from '../../../protocol/state/state.ts';
import { fill } from '../../../protocol/words/fill.ts';
import { formatVisibleLine } from '../../../protocol/words/outside-text.ts';
import { FORMAT_WORDS, LOG_WORDS } from './log-words.ts';

export const formatStepCount = ({ steps }: ReplayDevice): string =>
  count(steps.length, LOG_WORDS.oneStep, LOG_WORDS.steps);

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

/** `Found: a log of 2 devices, QEMU 9.1 to 11.1. 14 steps, 1 finding, 1 known cause.` What there is none of is not said. */
export function formatHeardLog(result: ReplayResult): string {
  const { devices, findings, causes } = result;
  const { title, text } = toSubject(result);
  const steps = devices.reduce((sum, device) => sum + device.steps.length, 0);
  const what = [`${title.charAt(0).toLowerCase()}${title.slice(1)}`, text].filter((word) => word !== '');
  const counts = [
    steps > 0 ? count(steps, LOG_WORDS.oneStep, LOG_WORDS.steps) : '',
    findings.length > 0 ? count(findings.length, LOG_WORDS.oneFinding, LOG_WORDS.findings) : '',
    causes.length > 0 ? count(causes.length, LOG_WORDS.oneCause, LOG_WORDS.causes) : '',
  ].filter((word) => word !== '');
  const found = fill(LOG_WORDS.heard, { what: what.join(', ') });
  return counts.length === 0 ? found : `${found} ${counts.join(', ')}.`;
}

const count = (number: number, one: string, many: string): string =>
  number === 1 ? one : fill(many, { count: number });

/** `0.25 s`, `12.3 s`, `4 min 10 s`. */
export function formatGap(seconds: number): string {
  if (seconds < 60) return `${seconds < 10 ? seconds.toFixed(2) : seconds.toFixed(1)} s`;
  const [minutes, rest] = [Math.floor(seconds / 60), Math.round(seconds % 60)];
  return minutes < 60 ? `${minutes} min ${rest} s` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
