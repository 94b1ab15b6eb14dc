/**
 * Whether a text answers the question that is asked after it. An answer is told by a sentence that is sure and is about what
 * is asked: its request, or the state that this leads to. What is not sure is not reported.
 */

import type { RuleSet } from '../../protocol/rule-sets/rule-set.ts';
import type { StateInfo } from '../../protocol/state/state.ts';
import { formatState } from '../../protocol/state/state.ts';
import type { LessonStep, Question, RequestQuestion } from '../lesson.ts';
import { getQuestion } from '../question/lesson-question.ts';
import type { AskedQuestion } from '../question/lesson-situation.ts';
import { getStepRuleSet } from '../question/lesson-situation.ts';
import { CALL_SIGNS, DENIES, NOT_ALLOWED, NOT_SURE, STATE_SIGNS, THIS } from './told-signs.ts';
import type { Named, Sentence } from './told-text.ts';
import { hasRun, listNamed, listPairs } from './told-text.ts';

/** Where a sentence is: in the step that asks, or in the one before it, which may be about anything else. */
export type Nearness = 'own' | 'before';

type AskingStep = Pick<LessonStep, 'rules'> & { readonly ask: Question };

/** The first sentence that tells the answer. */
export function findAnswer(
  step: AskingStep,
  sentences: readonly Sentence[],
  nearness: Nearness,
): Sentence | undefined {
  const ruleSet = getStepRuleSet(step.rules);
  const asked = getQuestion(step.rules, step.ask);
  return sentences.find(({ text }) => tells({ step, ruleSet, asked, nearness, text }));
}

/** True if the words about a wrong option name the right one; a single word is too common to say so. */
export function namesAnswer({ options, answer }: AskedQuestion, ask: string, text: string): boolean {
  const right = options.find(({ id }) => id === answer)?.text.toLowerCase() ?? '';
  const isSure = right.includes(' ') || ask === 'verdict';
  return isSure && text.toLowerCase().includes(right);
}

interface Telling {
  readonly step: AskingStep;
  readonly ruleSet: RuleSet;
  readonly asked: AskedQuestion;
  readonly nearness: Nearness;
  readonly text: string;
}

function tells(telling: Telling): boolean {
  const { step, ruleSet, asked, nearness, text } = telling;
  const { ask } = step;
  const named = listNamed(ruleSet.states, text);
  if (ask.kind === 'predict-flow') return ask.ask === 'asks' ? tellsRun(telling, named) : tellsStop(telling);
  if (isPath(ask, asked)) return tellsPath(ruleSet.states, ask, asked.answer, named);
  if (NOT_SURE.test(text)) return false;
  const { from, to } = ask.request;
  const pairs = listPairs(named, text);
  const isNamed = pairs.some(([start, end]) => start === from && end === to);
  const signs = CALL_SIGNS[ask.ask];
  if (signs) {
    const isAbout = isNamed || (nearness === 'own' && named.length === 0 && THIS.test(text));
    return isAbout && tellsOne(signs, asked, text);
  }
  const isState = named.length > 0 && named.every(({ value }) => value === to);
  const isAbout = isNamed || isState || (nearness === 'own' && named.length === 0);
  if (ask.ask === 'reads') return nearness === 'own' && tellsRead(ruleSet.states, asked, named, text);
  if (!isAbout || ask.fault) return false;
  if (ask.ask === 'arcs') return tellsCount(asked.answer, text);
  if (ask.ask === 'actions') return nearness === 'own' && tellsActions(asked.answer, text);
  const table = STATE_SIGNS[ask.ask];
  return table !== undefined && (nearness === 'own' || isNamed || isState) && tellsOne(table, asked, text);
}

/** The sign of the answer, and of no other option. */
function tellsOne(
  signs: Readonly<Record<string, RegExp>>,
  { options, answer }: AskedQuestion,
  said: string,
): boolean {
  const text = said.replaceAll(NOT_ALLOWED, 'refused');
  const toSigns = (id: string) =>
    id.split(', ').flatMap((part) => signs[part] ?? signs[part.split(' ')[0] ?? ''] ?? []);
  const own = toSigns(answer);
  if (own.length === 0 || !own.every((sign) => sign.test(text))) return false;
  if ((answer === 'accepted' || answer === 'success') && DENIES.test(text)) return false;
  return !options.some(
    ({ id }) => id !== answer && toSigns(id).some((sign) => !own.includes(sign) && sign.test(text)),
  );
}

const isPath = ({ ask }: RequestQuestion, { answer }: AskedQuestion) =>
  (ask === 'path' && answer !== 'no-path') || (ask === 'remedy' && answer.startsWith('detour'));

/** The states after the first, one after the other; a way of one state is told by too many sentences. */
function tellsPath(
  states: readonly StateInfo[],
  { request }: RequestQuestion,
  answer: string,
  named: readonly Named[],
): boolean {
  const way = answer
    .replace(/^detour /, '')
    .split(' > ')
    .flatMap((name) => states.find((state) => formatState(states, state.value) === name)?.value ?? []);
  if (way.length < 2) return false;
  return hasRun(named, [request.from, ...way]) || (way.length > 2 && hasRun(named, way));
}

/** Everything that the client asks, one after the other. */
function tellsRun({ ruleSet: { states }, asked }: Telling, named: readonly Named[]): boolean {
  const run = asked.answer
    .split(', ')
    .flatMap((name) => states.find((state) => formatState(states, state.value) === name)?.value ?? []);
  return run.length > 2 && hasRun(named, run);
}

/** Where the flow stops, by the name of its step. */
function tellsStop({ asked: { answer }, text, nearness }: Telling): boolean {
  if (nearness === 'before' || NOT_SURE.test(text)) return false;
  if (answer === 'passes') return /\b(?:it|the flow) passes\b/i.test(text);
  const at = text.toLowerCase().indexOf(answer.toLowerCase());
  return at >= 0 && /\b(?:fails?|stops|is refused|breaks) (?:at|in|with) (?:the )?$/i.test(text.slice(0, at));
}

const NUMBERS = ['no', 'one', 'two', 'three', 'four', 'five'];

/** `takes 3 arcs`, or in a word. */
function tellsCount(answer: string, text: string): boolean {
  const counts = [...text.matchAll(/\b(\w+) arcs?\b/gi)].map(([, count = '']) => count.toLowerCase());
  return counts.includes(answer) || counts.includes(NUMBERS[Number(answer)] ?? answer);
}

const READS = /\b(?:reads?|stays in|is (?:still )?in|remains in|ends in|goes to|is left in)[\s`]*$/i;

/** A verb and what may stand between it and the state, in characters. */
const NEAR = 40;

/** What the register reads, after a verb that says so. */
function tellsRead(
  states: readonly StateInfo[],
  { answer }: AskedQuestion,
  named: readonly Named[],
  text: string,
): boolean {
  return named.some(
    ({ value, start }) =>
      formatState(states, value) === answer && READS.test(text.slice(Math.max(0, start - NEAR), start)),
  );
}

/** The actions in their order, in whatever form of the verb. */
function tellsActions(answer: string, text: string): boolean {
  const actions = answer.split(',');
  if (actions.length < 2) return false;
  const lower = text.toLowerCase();
  const places = actions.map((action) => lower.search(new RegExp(`(?<![-\\w])${action.slice(0, -1)}`)));
  return places.every((place, index) => place >= 0 && place > (places[index - 1] ?? -1));
}
