/** The longer acts of Learn's machine: what follows from an address, from a lesson and from its player. */

import { COURSE } from '../../../lesson/course.ts';
import { addPrediction, encodeCoverage } from '../../../lesson/coverage.ts';
import { findStep, getStepAt } from '../../../lesson/player/lesson-show.ts';
import {
  addAnswer,
  addDone,
  encodeProgress,
  forgetLesson,
  getNextStep,
  setNextStep,
} from '../../../lesson/progress.ts';
import { getStepRuleSet } from '../../../lesson/question/lesson-situation.ts';
import type { RuleSetId } from '../../../protocol/rule-sets/rule-set.ts';
import { RULE_SETS } from '../../../protocol/rule-sets/rule-sets.ts';
import { fill } from '../../../protocol/words/fill.ts';
import type { DebateShow } from '../debate/debate-message.ts';
import { POSTED, toShow } from '../debate/debate-message.ts';
import type { LearnSpot } from '../learn-spot.ts';
import { COURSE_SPOT, getLeft, openPart } from '../learn-spot.ts';
import type { Phase } from '../lesson/lesson-view-nav.ts';
import { FILE_WORDS } from '../lesson/lesson-view-words.ts';
import { toTaskHeard } from '../lesson/step/lesson-view-task.ts';
import { getLifeStep } from '../life/life-step.ts';
import { toForwardEvent } from '../present/present.ts';
import { toAct } from './learn-history.ts';
import { learn } from './learn-setup.ts';
import { readCoverage, readProgress } from './learn-storage.ts';

/** The debate as an address opens it: shown under the rules of that address. */
function toDebated(spot: LearnSpot, ruleSet: string): DebateShow {
  if (spot.panel !== 'debate' || spot.message === null) return { ruleSet: null, requests: [] };
  const known = RULE_SETS.find(({ id }) => id === ruleSet && id !== POSTED);
  return toShow(spot.message, known ? (known.id as RuleSetId) : null);
}

/** Reads what is kept, and keeps it as it was read: if nothing can be kept, that is known before the first lesson. */
export const readLearned = learn.enqueueActions(({ enqueue }) => {
  const [progress, coverage] = [readProgress(), readCoverage()];
  enqueue.raise({ type: 'progress.read', ...progress });
  enqueue.raise({ type: 'coverage.read', ...coverage });
  enqueue.sendTo('storage', {
    type: 'keep',
    key: 'learn/progress',
    text: encodeProgress(progress.progress),
  });
  enqueue.sendTo('storage', {
    type: 'keep',
    key: 'learn/coverage',
    text: encodeCoverage(coverage.coverage),
  });
});

/** Says what could not be read. */
export const sayProblem = learn.createAction(({ context, event }) => {
  if ('problem' in event && event.problem !== null) context.say(event.problem);
});

/** Shows what an address opens. If it names nothing, the lessons are shown, and a notice says so. */
export const openAddress = learn.enqueueActions(({ context, event, enqueue }) => {
  if (event.type !== 'address.open') return;
  const { spot, part, problem } = openPart(event.part);
  const { ruleSet } = context.history.getSnapshot().context;
  enqueue.assign({
    spot,
    left: { ...context.left, [spot.panel]: spot },
    opened: context.opened + 1,
    debated: toDebated(spot, ruleSet.id),
    broken: null,
  });
  enqueue.sendTo('address', { type: 'write', part });
  enqueue({ type: 'hide answer', params: { spot, seen: context.seen } });
  if (problem !== null) enqueue({ type: 'say', params: problem });
  if (spot.panel === 'life') enqueue({ type: 'show rules', params: getLifeStep(spot.at).id });
  if (spot.panel !== 'lessons') return;
  const { lesson, step } = spot;
  enqueue.raise(lesson === null ? { type: 'lesson.close' } : { type: 'lesson.open', id: lesson, step });
});

/** Goes to another panel, as it was left. Two of them have their own rules. */
export const choosePanel = learn.enqueueActions(({ context: { left, debated, seen }, event, enqueue }) => {
  if (event.type !== 'panel.choose') return;
  const spot = getLeft(left, event.panel);
  enqueue.assign({ broken: null });
  enqueue({ type: 'go', params: spot });
  enqueue({ type: 'hide answer', params: { spot, seen } });
  if (spot.panel === 'debate') enqueue({ type: 'show debate', params: debated });
  if (spot.panel === 'life') enqueue({ type: 'show rules', params: getLifeStep(spot.at).id });
});

/** What the reader waits for, in words. */
export const sayAwaited = learn.assign(({ event }) => {
  if (event.type === 'lesson.open') {
    const name = COURSE.find(({ id }) => id === event.id)?.title ?? event.id;
    return { awaited: fill(FILE_WORDS.opening, { name }) };
  }
  if (event.type !== 'files.open') return {};
  return { awaited: fill(FILE_WORDS.reading, { name: event.files[0]?.name ?? '' }) };
});

/** Starts a lesson at the named step, or where the learner left it. */
export const beginLesson = learn.assign(({ event, context, spawn }) => {
  if (event.type !== 'lesson.begin') return {};
  const { lesson, step, isShipped } = event;
  const left = getNextStep(context.progress, lesson.id);
  const at = findStep(lesson, step ?? '') ?? findStep(lesson, left ?? '');
  const player = spawn('player', { input: { lesson, ...(at && { at }) } });
  return { player, isShipped, seen: null, broken: null };
});

/** Keeps where the learner is, shows what the step shows, and follows the learner to another step. */
export const followThePlayer = learn.enqueueActions(({ context, event, enqueue }) => {
  if (event.type !== 'player.change') return;
  const { seen, isShipped, progress, pace } = context;
  const { value, context: player } = event.snapshot;
  const { lesson, at, show } = player;
  const step = getStepAt(lesson, at).id;
  const left = value === 'finished' ? null : step;
  enqueue.assign({ seen: event.snapshot });
  const hide = () => enqueue({ type: 'hide answer', params: { spot: context.spot, seen: event.snapshot } });
  // Hidden before the step is shown, and told once its answer is.
  if (value === 'asking') hide();
  if ((getNextStep(progress, lesson.id) ?? null) !== left)
    enqueue({ type: 'keep progress', params: setNextStep(progress, lesson.id, left) });
  if (show !== seen?.context.show)
    enqueue.sendTo('history', { type: 'show', show, beat: pace.beat, isAgain: false });
  if (value !== 'asking') hide();
  const task = toTaskHeard(player);
  if (task !== '' && player.task !== seen?.context.task) enqueue({ type: 'tell', params: task });
  if (at === seen?.context.at) return;
  // A lesson from a file has no address.
  const spot: LearnSpot = isShipped ? { panel: 'lessons', lesson: lesson.id, step } : COURSE_SPOT;
  enqueue({ type: 'go', params: spot });
});

export const takeAnswer = learn.enqueueActions(({ context: { progress, coverage }, event, enqueue }) => {
  if (event.type !== 'answered') return;
  const { lesson, right, attempt } = event;
  const { id, ask, rules } = event.step;
  enqueue({ type: 'keep progress', params: addAnswer(progress, lesson.id, id, { right, attempt }) });
  // A second try is no prediction: one of the answers is known to be wrong.
  if (ask.kind !== 'predict' || attempt === 2) return;
  const predicted = addPrediction(coverage, getStepRuleSet(rules), ask.request, right);
  enqueue({ type: 'keep coverage', params: predicted });
});

export const takeStep = learn.enqueueActions(({ context: { progress }, event, enqueue }) => {
  if (event.type !== 'step.done') return;
  enqueue({ type: 'keep progress', params: addDone(progress, event.lesson.id, event.step.id) });
});

export const forget = learn.enqueueActions(({ context: { progress }, event, enqueue }) => {
  if (event.type !== 'lesson.forget') return;
  enqueue({ type: 'keep progress', params: forgetLesson(progress, event.id) });
});

/** Passes what the learner did on to a lesson that has set a task. */
export const checkTask = learn.enqueueActions(({ context: { player }, event, enqueue }) => {
  const snapshot = player?.getSnapshot();
  if (event.type !== 'history.change' || !player || snapshot?.value !== 'doing') return;
  const { lesson, at } = snapshot.context;
  const trace = toAct(event.workspace, getStepAt(lesson, at));
  if (trace) enqueue.sendTo(player, { type: 'act', trace });
});

/** Goes on or back in the presented lesson. */
export const turnPage = learn.enqueueActions(({ context: { player, seen }, event, enqueue }) => {
  if (event.type !== 'present.act' || !player || !seen) return;
  const turn = event.act === 'back' ? ({ type: 'back' } as const) : toForwardEvent(seen.value as Phase);
  if (turn) enqueue.sendTo(player, turn);
});
