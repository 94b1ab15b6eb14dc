/** A run as a link and as a lesson: each can be read again, and does what the log says. */

import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readLog } from '../../../../judge/replay/read-log.ts';
import { getSteps } from '../../../../lesson/lesson.ts';
import { parseLesson } from '../../../../lesson/text/lesson-parse.ts';
import { decodeLink } from '../../../../share/link/link-read.ts';
import { toOutsideRun, toRunLesson, toRunLink } from './run-outside.ts';

function open(name: string, index: number, at = 0) {
  const bytes = readFileSync(new URL(`../../../../reader/log/sample/${name}.txt`, import.meta.url));
  const device = readLog([bytes], {}).devices[at];
  const run = device && toOutsideRun(device, index);
  if (!device || !run) throw new Error('there is no such run');
  return { device, run };
}

const RUNS = [
  ['qemu-7.2-reset', 3, 0],
  ['qemu-8.2-stop-copy', 2, 0],
  ['qemu-10.1-two-devices', 2, 1],
] as const;

describe('a run outside Review', () => {
  it.each(RUNS)('[LOG-70] %s has a link that opens it at step %i', (...which) => {
    const { run } = open(...which);
    const made = toRunLink(run, []);
    if (!('link' in made)) throw new Error(made.problem);
    const decoded = decodeLink(made.link);
    if (!decoded.ok || !decoded.value) throw new Error('the link is not read');
    expect(decoded.value.warnings).toEqual([]);
    expect(decoded.value.view).toMatchObject({ steps: run.trace.steps, cursor: run.cursor });
  });

  it.each(RUNS)('[LOG-71] %s is a lesson that the reader of lessons takes', (...which) => {
    const { device, run } = open(...which);
    const lesson = parseLesson(toRunLesson(device, run) ?? '');
    if (!lesson.ok) throw new Error(JSON.stringify(lesson.problem));
    expect(getSteps(lesson.value)).toHaveLength(1);
  });

  it('[LOG-72] says what of the run it is not', () => {
    expect(open('qemu-8.2-stop-copy', 2).run.left).toBeNull();
    // The last step of this one asks nothing.
    expect(open('qemu-10.1-two-devices', 2, 1).run.left).toBeNull();
    expect(open('dmesg', 0).run.left).toContain('It has the steps from line 1 to line 1');
  });
});
