/** Reads a whole log, and writes its steps on one line each: what the tests compare. */

import type { ClientId } from '../../protocol/clients/client.ts';
import { createLogReader, type LogSummary } from './log-reader.ts';
import type { RunNote, RunStep } from './run/run-step.ts';

export interface WholeRun {
  readonly steps: readonly RunStep[];
  readonly notes: readonly RunNote[];
  readonly summary: LogSummary;
}

export function readLog(text: string, client: ClientId | null = null): WholeRun {
  const steps: RunStep[] = [];
  const notes: RunNote[] = [];
  const reader = createLogReader(
    { onStep: (step) => steps.push(step), onNote: (note) => notes.push(note) },
    client,
  );
  const lines = text.split('\n');
  const last = lines.pop() ?? '';
  for (const line of lines) reader.push(line);
  if (last !== '') reader.push(last, false);
  return { steps, notes, summary: reader.end() };
}

/**
 * `4 1>3` was reached, `13 0>2 failed EINVAL` failed, `9 reset >1`, `21 3>3 none`, `7 6>7 asked`; `~` before a step that is
 * not certain, `?` where a state is not known.
 */
function formatRunStep({ line, event, from, to, errno, certain }: RunStep): string {
  const state = (value: number | null) => value ?? '?';
  const came = event === 'reached' ? [] : [event];
  const asked = event === 'reset' ? `>${state(to)}` : `${state(from)}>${state(to)}`;
  return [`${certain ? '' : '~'}${line}`, asked, ...came, ...(errno === null ? [] : [errno])].join(' ');
}

/** The steps of one device, or of all. */
export const formatRunSteps = ({ steps }: WholeRun, device?: string): readonly string[] =>
  steps.filter((step) => device === undefined || step.device === device).map(formatRunStep);
