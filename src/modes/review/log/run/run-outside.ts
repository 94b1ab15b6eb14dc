/** A run outside Review: as a link that opens in Explore, and as the draft of a lesson. */

import type { ReplayDevice } from '../../../../judge/replay/log-replay.ts';
import { toRunTrace } from '../../../../judge/replay/run-trace.ts';
import type { ReplayedStep } from '../../../../protocol/trace/replay.ts';
import { replay } from '../../../../protocol/trace/replay.ts';
import type { Trace } from '../../../../protocol/trace/trace.ts';
import { fill } from '../../../../protocol/words/fill.ts';
import { formatVisibleLine } from '../../../../protocol/words/outside-text.ts';
import type { LibraryEntry } from '../../../../share/library-entry.ts';
import { encodeLink, findLinkFault } from '../../../../share/link/link.ts';
import type { View } from '../../../../share/view.ts';
import { RUN_WORDS } from '../log-words.ts';

interface OutsideRun {
  readonly trace: Trace;
  readonly cursor: number;
  /** What of the run it is not, in a sentence; null where it is all of it. */
  readonly left: string | null;
}

/** The run around a step; undefined where nothing of it can be asked again. */
export function toOutsideRun(device: ReplayDevice, index: number): OutsideRun | undefined {
  const run = toRunTrace(device, index);
  if (!run) return undefined;
  const { trace, cursor, first, last, replaced } = run;
  const line = (at: number) => device.steps[at]?.step.line ?? 0;
  const told = [
    ...(first > 0 || last < device.steps.length - 1
      ? [fill(RUN_WORDS.part, { first: line(first), last: line(last) })]
      : []),
    ...(replaced === null ? [] : [fill(RUN_WORDS.replaced, { errno: replaced })]),
  ];
  return { trace, cursor, left: told.length > 0 ? told.join(' ') : null };
}

/** The link, or why there is none. A rule set that is not built in goes with it. */
export function toRunLink(
  { trace, cursor }: OutsideRun,
  library: readonly LibraryEntry[],
): { readonly link: string } | { readonly problem: string } {
  const { ruleSet, flags, start, steps } = trace;
  const id = 'id' in ruleSet ? ruleSet.id : ruleSet.table.id;
  const view: View = {
    ruleSet: id,
    flags,
    ...(start !== undefined && { start }),
    ...{ steps, cursor },
    carried: library.filter((entry) => entry.ruleSet.id === id),
  };
  const problem = findLinkFault(view);
  return problem === undefined ? { link: encodeLink(view) } : { problem };
}

/** A lesson of one step, which plays the run; undefined for a rule set that is not built in, which a lesson cannot name. */
export function toRunLesson(device: ReplayDevice, { trace }: OutsideRun): string | undefined {
  const { ruleSet, flags, start } = trace;
  if (!('id' in ruleSet)) return undefined;
  const { steps } = replay(device.ruleSet, trace);
  const name = formatVisibleLine(device.name);
  return [
    '---',
    'id: what-the-log-says',
    `title: ${JSON.stringify(fill(RUN_WORDS.lessonTitle, { device: name }))}`,
    'minutes: 5',
    `ruleSet: ${ruleSet.id}`,
    ...(flags === null ? [] : [`flags: ${flags}`]),
    `summary: ${JSON.stringify(RUN_WORDS.lessonSummary)}`,
    '---',
    '',
    `## ${RUN_WORDS.lessonChapter}`,
    '',
    `### ${RUN_WORDS.lessonStep}`,
    '',
    RUN_WORDS.lessonText,
    '',
    '```trace',
    ...(start === undefined ? [] : [`start: ${JSON.stringify(start)}`]),
    'steps:',
    ...steps.map((step) => `  - ${toYaml(step)}`),
    '```',
    '',
  ].join('\n');
}

/** What is not accepted by the rules is told, as the reader of lessons wants it. */
function toYaml(made: ReplayedStep): string {
  const { step } = made;
  if (step.act === 'reset') return 'reset';
  const { to, fault, suppose } = step;
  const kind = made.kind === 'made' ? made.outcome.kind : 'accepted';
  const parts = [
    ...(fault?.kind === 'declined'
      ? ['fault: declined', `arc: ${fault.arc}`, `errno: ${fault.errno}`]
      : kind === 'accepted'
        ? []
        : [`saw: ${kind}`]),
    ...(suppose ? ['suppose: true'] : []),
  ];
  const name = JSON.stringify(to);
  return parts.length === 0 ? name : `{ ${[`to: ${name}`, ...parts].join(', ')} }`;
}
