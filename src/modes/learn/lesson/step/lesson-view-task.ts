/** How a task stands, in words and with a sign. */

import { FAULT_WORDS, TASK_STATES } from '../../../../lesson/lesson-words.ts';
import type { PlayerContext } from '../../../../lesson/player/lesson-player.ts';
import type { Show } from '../../../../lesson/player/lesson-show.ts';
import { getStepAt } from '../../../../lesson/player/lesson-show.ts';
import type { TaskResult, TaskStep } from '../../../../lesson/task/lesson-task.ts';
import type { Step } from '../../../../protocol/trace/trace.ts';
import { fill } from '../../../../protocol/words/fill.ts';
import { TASK_VIEW_WORDS } from '../lesson-view-words.ts';

type TaskStanding = 'open' | 'done' | 'broken' | 'shown';

interface TaskWords {
  readonly kind: TaskStanding;
  readonly sign: string;
  /** Stands before the sentence; may be empty. */
  readonly word: string;
  /** The state of the task, as a sentence. */
  readonly text: string;
  /** `Requests so far: 1 of at most 3`; empty once it is done or shown. */
  readonly requests: string;
}

const SIGNS: Readonly<Record<TaskStanding, string>> = { open: '○', done: '✓', broken: '✕', shown: '→' };

/** `result` is null before the first act. A way that was shown is told instead of what the learner did. */
export function getTaskWords({ ask }: TaskStep, result: TaskResult | null, way: string | null): TaskWords {
  const kind = way === null ? (result?.kind ?? 'open') : 'shown';
  const count = result?.requests ?? 0;
  const { requests, requestsOf, states, watch } = TASK_VIEW_WORDS;
  return {
    kind,
    sign: SIGNS[kind],
    word: states[kind],
    text: way === null ? (result?.text ?? TASK_STATES.begin) : fill(watch, { way }),
    requests:
      kind === 'done' || kind === 'shown'
        ? ''
        : ask.most === null
          ? fill(requests, { count })
          : fill(requestsOf, { count, most: ask.most }),
  };
}

/** What the learner hears after an act: how the task stands. Empty before the first act. */
export function toTaskHeard({ lesson, at, task }: Pick<PlayerContext, 'lesson' | 'at' | 'task'>): string {
  const step = getStepAt(lesson, at);
  if (task === null || step.ask?.kind !== 'do') return '';
  const { word, text, requests } = getTaskWords({ ...step, ask: step.ask }, task, null);
  return [word, text, requests && `${requests}.`].filter((part) => part !== '').join(' ');
}

/** The solution that is shown, without the setup: `_RUNNING, then _SAVING`. */
export function formatWay({ trace, playFrom }: Show): string {
  return trace.steps
    .slice(playFrom ?? 0)
    .map(formatStep)
    .join(', then ');
}

function formatStep(step: Step): string {
  if (step.act === 'reset') return TASK_VIEW_WORDS.reset;
  const { to, fault } = step;
  if (!fault) return to;
  const sentence =
    fault.kind === 'corrupt'
      ? FAULT_WORDS[`corrupt-${fault.device}`]
      : fill(FAULT_WORDS[fault.kind], {
          arc: '',
          errno: fault.kind === 'declined' ? fault.errno : '',
        });
  const clause = `${sentence.charAt(0).toLowerCase()}${sentence.slice(1).replace(/\.$/, '')}`;
  return `${to}${fill(TASK_VIEW_WORDS.fault, { fault: clause })}`;
}
