/**
 * One step of a lesson: its blocks, read under the rules in force, and where it leaves the device for the next step.
 */

import { formatRequest } from '../../protocol/state/request-pair.ts';
import { formatState } from '../../protocol/state/state.ts';
import type { Trace } from '../../protocol/trace/trace.ts';
import { formatLiteral } from '../../protocol/words/outside-text.ts';
import type { LessonStep, Task } from '../lesson.ts';
import { isDoneAlready, readDo, readPredict } from '../question/lesson-ask.ts';
import { readWrong } from '../question/lesson-wrong.ts';
import {
  appendRequest,
  createTrace,
  findMade,
  getEnd,
  NO_FOCUS,
  readFocus,
  readTrace,
} from '../task/lesson-scene.ts';
import { findSolution, MOST_ACTS } from '../task/lesson-solution.ts';
import type { Scene } from './lesson-name.ts';
import { readRules } from './lesson-name.ts';
import { parseNarration, readNarration } from './lesson-narration.ts';
import type { RawStep, RawText } from './lesson-outline.ts';
import { toId } from './lesson-outline.ts';
import type { LessonProblem, LineColumn } from './lesson-problem.ts';
import { createProblem } from './lesson-problem.ts';
import { doSchema, focusSchema, predictSchema, rulesSchema, traceSchema } from './lesson-schema.ts';
import { readYaml } from './lesson-yaml.ts';

/** What a step begins with: the rules in force, and the trace that the previous step left if the rules are the same. */
export interface Standing {
  /** undefined if the rules could not be read: without a rule set, names are not checked. */
  readonly scene: Scene | undefined;
  readonly trace: Trace | null;
}

interface ReadStep {
  /** undefined if something in it could not be read. */
  readonly step: LessonStep | undefined;
  readonly standing: Standing;
}

type Told = Pick<
  LessonStep,
  'id' | 'title' | 'line' | 'narration' | 'explanation' | 'wrong' | 'hints' | 'notes'
>;

/** Reads a step; what is wrong with it is added to the problems. */
export function readStep(raw: RawStep, before: Standing, problems: LessonProblem[]): ReadStep {
  const told = readTold(raw, problems);
  const standing = readStanding(raw.blocks.rules, before, problems);
  const { blocks } = raw;
  const isEmpty = [...raw.before, ...raw.after, blocks.predict, blocks.do].every((part) => !part);
  if (isEmpty) problems.push(createProblem('empty-step', raw.at, { title: formatLiteral(raw.title) }));
  const { scene } = standing;
  if (!scene) return { step: undefined, standing };
  const focus = readFocusOf(blocks.focus, scene, problems);
  const traced = blocks.trace && readTraceOf(blocks.trace, scene, problems);
  const given = traced?.trace;
  const frame = { raw, scene, given, locateMade: traced?.locate, standing, problems };
  const asked = blocks.predict ? readQuestion(frame) : blocks.do ? readTask(frame) : readTelling(frame);
  const wrong = readWrong(raw, asked?.own, problems);
  return {
    step: asked && { ...told, ...asked.own, wrong, focus, plays: given !== undefined },
    standing: { scene, trace: asked?.leaves ?? null },
  };
}

function readTold(raw: RawStep, problems: LessonProblem[]): Told {
  const read = ({ text, line }: RawText) => parseNarration(text, line, problems);
  return {
    id: toId(raw.title),
    title: raw.title,
    line: raw.at.line,
    narration: readNarration(raw.before, problems),
    explanation: readNarration(raw.after, problems),
    wrong: [],
    hints: raw.hints.map(read),
    notes: raw.blocks.notes ? read(raw.blocks.notes) : [],
  };
}

function readStanding(raw: RawText | undefined, before: Standing, problems: LessonProblem[]): Standing {
  if (!raw) return before;
  const block = readYaml(raw, 'the rules block', rulesSchema, problems);
  const scene = block && readRules(block.value, { problems, locate: block.locate });
  return { scene, trace: null };
}

function readFocusOf(raw: RawText | undefined, scene: Scene, problems: LessonProblem[]) {
  const block = raw && readYaml(raw, 'the focus block', focusSchema, problems);
  return block ? readFocus(block.value, scene, { problems, locate: block.locate }) : NO_FOCUS;
}

/** The trace, and where each of its steps is in the file. */
function readTraceOf(raw: RawText, scene: Scene, problems: LessonProblem[]) {
  const block = readYaml(raw, 'the trace block', traceSchema, problems);
  if (!block) return undefined;
  const { value, locate } = block;
  const trace = readTrace(value, scene, { problems, locate });
  return { trace, locate: (index: number) => locate('steps', index) };
}

interface Frame {
  readonly raw: RawStep;
  readonly scene: Scene;
  /** The trace that the author gave. */
  readonly given: Trace | undefined;
  readonly locateMade: ((index: number) => LineColumn) | undefined;
  readonly standing: Standing;
  readonly problems: LessonProblem[];
}

/** What the step asks, where it begins, and what it leaves. */
interface Asked {
  readonly own: Pick<LessonStep, 'rules' | 'trace' | 'ask'>;
  readonly leaves: Trace | null;
}

function readTelling({ scene, given, standing }: Frame): Asked {
  const trace = given ?? standing.trace ?? createTrace(scene);
  return { own: { rules: scene.rules, trace, ask: null }, leaves: trace };
}

function readQuestion(frame: Frame): Asked | undefined {
  const { raw, problems, given, standing } = frame;
  const block =
    raw.blocks.predict && readYaml(raw.blocks.predict, 'the predict block', predictSchema, problems);
  const read = block && readPredict(block.value, frame.scene, { problems, locate: block.locate });
  if (!read) return undefined;
  const { question, scene } = read;
  const own = (trace: Trace) => ({ rules: scene.rules, trace, ask: question });
  const isSame = scene.rules.flags === frame.scene.rules.flags;
  if (question.kind === 'predict-flow') {
    if (given && raw.blocks.trace)
      problems.push(
        createProblem(
          'key-elsewhere',
          { line: raw.blocks.trace.line, column: 1 },
          { key: 'A trace', other: `ask: ${question.ask}` },
        ),
      );
    return { own: own(createTrace(scene)), leaves: null };
  }
  const { from, to } = question.request;
  const begins = (trace: Trace | null): trace is Trace => trace !== null && getEnd(scene, trace) === from;
  const standingTrace = isSame ? standing.trace : null;
  if (given && !begins(given))
    problems.push(
      createProblem('trace-elsewhere', block.locate('request'), {
        now: formatState(scene.ruleSet.states, getEnd(scene, given)),
        request: formatRequest(scene.ruleSet.states, { from, to }),
      }),
    );
  const told = given ? findMade(scene, given, { from, to }) : -1;
  if (frame.locateMade && told >= 0)
    problems.push(createProblem('trace-tells', frame.locateMade(told), { number: told + 1 }));
  // What the step before made of the same request would stand in the history while it is asked.
  const fresh = createTrace(scene, from);
  const trace = given
    ? { ...given, flags: scene.rules.flags }
    : begins(standingTrace) && findMade(scene, standingTrace, { from, to }) < 0
      ? standingTrace
      : fresh;
  const after = appendRequest(scene, trace, to, question.fault, question.suppose);
  return { own: own(trace), leaves: isSame ? after : null };
}

function readTask({ raw, scene, given, problems }: Frame): Asked | undefined {
  const block = raw.blocks.do && readYaml(raw.blocks.do, 'the do block', doSchema, problems);
  const task = block && readDo(block.value, scene, { problems, locate: block.locate });
  if (!task) return undefined;
  const trace = given ?? createTrace(scene);
  const own = { rules: scene.rules, trace, ask: task };
  const at = block.locate('goal');
  if (isDoneAlready(scene.ruleSet, task, getEnd(scene, trace)))
    problems.push(createProblem('done-already', at));
  else if (!findSolution(toProbe(own, task)))
    problems.push(createProblem('unsolvable', at, { limit: MOST_ACTS }));
  return { own, leaves: null };
}

/** The task as a separate step, for the search. */
const toProbe = (own: Asked['own'], ask: Task) => ({
  ...own,
  ask,
  id: '',
  title: '',
  line: 0,
  plays: false,
  focus: NO_FOCUS,
  narration: [],
  explanation: [],
  wrong: [],
  hints: [],
  notes: [],
});
