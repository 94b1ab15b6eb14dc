/** The building blocks of Learn's machine: its effects by name, its guards, and the actions that its acts consist of. */

import { assign, enqueueActions, setup } from 'xstate';
import { loadLesson } from '../../../lesson/course.ts';
import type { Coverage } from '../../../lesson/coverage.ts';
import { encodeCoverage } from '../../../lesson/coverage.ts';
import { lessonPlayer } from '../../../lesson/player/lesson-player.ts';
import { getStepAt } from '../../../lesson/player/lesson-show.ts';
import type { Progress } from '../../../lesson/progress.ts';
import { encodeProgress } from '../../../lesson/progress.ts';
import { getOpenQuestion } from '../../../lesson/question/lesson-open-question.ts';
import { getDefaultFlags } from '../../../machine/workspace.ts';
import { getRuleSet } from '../../../protocol/rule-sets/rule-sets.ts';
import type { DebateShow } from '../debate/debate-message.ts';
import { POSTED } from '../debate/debate-message.ts';
import type { LearnSpot } from '../learn-spot.ts';
import { formatSpot } from '../learn-spot.ts';
import { holdBlack, holdStage, holdWindow } from '../present/present-stage.ts';
import { followAddress } from './learn-address.ts';
import type { LearnContext, LearnEvent, LearnInput } from './learn-context.ts';
import { followHistory } from './learn-history.ts';
import { createFetch, followPlayer, readFiles } from './learn-player.ts';
import { keepLearned } from './learn-storage.ts';

export const learn = setup({
  types: {
    context: {} as LearnContext,
    events: {} as LearnEvent,
    input: {} as LearnInput,
  },
  actors: {
    address: followAddress,
    history: followHistory,
    storage: keepLearned,
    player: lessonPlayer,
    follower: followPlayer,
    fetch: createFetch(loadLesson),
    files: readFiles,
    stage: holdStage,
    black: holdBlack,
    window: holdWindow,
  },
  guards: {
    'has a lesson': ({ context }) => context.player !== null,
    'has another act': ({ event }) => event.type === 'present.act' && event.act !== 'leave',
    'leaves the screen': ({ context: { talk }, event }) =>
      event.type === 'full.change' && talk.isFull && !event.isFull && talk.speaker === null,
    'shows the lab': ({ context }) => context.spot.panel === 'lab',
  },
  actions: {
    say: ({ context }, sentence: string) => context.say(sentence),
    tell: ({ context }, sentence: string) => context.tell(sentence),
    /** Opens a spot in Learn and writes it into the address. */
    go: enqueueActions(({ context, enqueue }, spot: LearnSpot) => {
      enqueue.assign({ spot, left: { ...context.left, [spot.panel]: spot } });
      enqueue.sendTo('address', { type: 'write', part: formatSpot(spot) });
    }),
    /** Hides what an open question asks, as long as its panel is shown. */
    'hide answer': enqueueActions(({ enqueue }, { spot, seen }: Pick<LearnContext, 'spot' | 'seen'>) => {
      const step = seen?.value === 'asking' && getStepAt(seen.context.lesson, seen.context.at);
      const question = step && spot.panel === 'lessons' ? getOpenQuestion(step) : null;
      enqueue.sendTo('history', { type: 'question', question });
    }),
    /** With all flags that it defines: what it brought has to be seen. */
    'show rules': enqueueActions(({ context, enqueue }, id: string) => {
      const ruleSet = getRuleSet(id);
      if (ruleSet)
        enqueue.sendTo(context.history, {
          type: 'rules.change',
          ruleSet,
          flags: getDefaultFlags(ruleSet),
        });
    }),
    /** Shows a rule set beside the posted one, or the posted one alone, and lights requests. */
    'show debate': enqueueActions(({ context, enqueue }, debated: DebateShow) => {
      const ruleSet = getRuleSet(debated.ruleSet ?? POSTED);
      enqueue.assign({ debated });
      if (ruleSet) enqueue.sendTo(context.history, { type: 'rules.change', ruleSet });
    }),
    'keep progress': enqueueActions(({ enqueue }, progress: Progress) => {
      enqueue.assign({ progress });
      enqueue.sendTo('storage', { type: 'keep', key: 'learn/progress', text: encodeProgress(progress) });
    }),
    'keep coverage': enqueueActions(({ enqueue }, coverage: Coverage) => {
      enqueue.assign({ coverage });
      enqueue.sendTo('storage', { type: 'keep', key: 'learn/coverage', text: encodeCoverage(coverage) });
    }),
    talk: assign(({ context }, talk: Partial<LearnContext['talk']>) => ({
      talk: { ...context.talk, ...talk },
    })),
  },
});
