/**
 * A lesson as plain data: what lesson-parse.ts makes of a text file. Everything that a step needs is in the step, so that a
 * link can open any of them: its rules, the trace that sets up the device, what is in focus, what is asked.
 */

import type { ClientId, FlowId } from '../protocol/clients/client.ts';
import type { RequestPair } from '../protocol/state/request-pair.ts';
import type { Fault, Trace } from '../protocol/trace/trace.ts';
import type { Request } from '../protocol/verdict/verdict.ts';
import type { Citation } from '../protocol/words/citation.ts';
import type { PictureId } from './lesson-picture.ts';
import type { Access } from './question/lesson-data.ts';

/** A piece of a line. `code` is a kernel's word or a value; a citation ends a statement. */
export type Inline =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'code'; readonly text: string }
  | { readonly kind: 'strong' | 'emphasis'; readonly children: readonly Inline[] }
  | { readonly kind: 'citation'; readonly citations: readonly Citation[] };

/** What is told, as a tree and not as HTML. */
export type Block =
  | { readonly kind: 'paragraph'; readonly children: readonly Inline[] }
  | { readonly kind: 'list'; readonly ordered: boolean; readonly items: readonly (readonly Inline[])[] }
  | { readonly kind: 'code'; readonly language: 'c' | 'text'; readonly text: string }
  | { readonly kind: 'picture'; readonly picture: PictureId }
  /** A mail, a patch or C source that the learner opens in Review, under that name. */
  | { readonly kind: 'review'; readonly name: string; readonly text: string };

export type Narration = readonly Block[];

/** The rules of a step: a built-in rule set, its migration_flags (null in v1), and the one it is compared with, if any. */
export interface Rules {
  readonly ruleSet: string;
  readonly flags: number | null;
  readonly against: string | null;
}

/** What the learner should look at: states, and requests as arcs, by value. */
export interface Focus {
  readonly states: readonly number[];
  readonly arcs: readonly RequestPair[];
}

/** What a question asks; lesson-ask-table.ts has its answers. */
export type AskId =
  | 'verdict'
  | 'path'
  | 'returns'
  | 'reads'
  | 'arcs'
  | 'session'
  | 'actions'
  | 'dma'
  | 'change'
  | 'remedy'
  | 'access'
  | 'empty-read'
  | 'precopy-info';

/** A question about a request. Its answer is computed from the machine and is nowhere in the lesson. */
export interface RequestQuestion {
  readonly kind: 'predict';
  readonly ask: AskId;
  readonly request: Request;
  /** The fault of the driver that the request runs into. */
  readonly fault: Fault | null;
  /** True if an unspecified request is assumed to be accepted. */
  readonly suppose: boolean;
  /** Only for `access`: the last access, and how much is pending after it. */
  readonly data: { readonly after: Access; readonly pending: number } | null;
  /** The options that the author listed, by id; null if they are generated. */
  readonly options: readonly string[] | null;
}

/** A question about a client's flow: at which of its steps it stops, if at any, or what it asks for. */
export interface FlowQuestion {
  readonly kind: 'predict-flow';
  readonly ask: 'flow' | 'asks';
  readonly client: ClientId;
  readonly flow: FlowId;
}

export type Question = RequestQuestion | FlowQuestion;

/** What counts as the end of a task. */
export type Goal =
  | { readonly goal: 'reach'; readonly state: number }
  | {
      readonly goal: 'be-refused';
      readonly by: 'rules' | 'declined' | 'faulted' | 'corrupt';
      /** The request that must be refused; null for any. */
      readonly request: RequestPair | null;
    }
  | { readonly goal: 'never-returns' }
  /** The device runs again, and no data session is open. */
  | { readonly goal: 'recover' };

/** An act that a task may exclude. */
export type Means = 'reset' | 'fault' | 'suppose';

/** Something to do on the live machine, judged by its outcome. */
export interface Task {
  readonly kind: 'do';
  readonly goal: Goal;
  /** States to pass on the way, in this order. */
  readonly through: readonly number[];
  /** States that must not be entered. */
  readonly avoid: readonly number[];
  readonly without: readonly Means[];
  /** The most requests that may be made; null for any number. */
  readonly most: number | null;
}

/** Why people choose a wrong option, and what is so. */
export interface WrongOption {
  /** Id of the option. */
  readonly option: string;
  readonly words: Narration;
}

export interface LessonStep {
  /** Made of the title, unique in the lesson: progress is kept by it. */
  readonly id: string;
  readonly title: string;
  /** Line of its heading in the file. */
  readonly line: number;
  readonly rules: Rules;
  /** What takes the device to where the step begins. */
  readonly trace: Trace;
  /** True if the author gave that trace for this step, so that it is worth playing. */
  readonly plays: boolean;
  readonly focus: Focus;
  readonly narration: Narration;
  readonly ask: Question | Task | null;
  /** Told after the answer, or when the task is done. */
  readonly explanation: Narration;
  /** Of a question: the wrong options that the author says something about. */
  readonly wrong: readonly WrongOption[];
  readonly hints: readonly Narration[];
  /** For the speaker alone. */
  readonly notes: Narration;
}

export interface Chapter {
  readonly id: string;
  readonly title: string;
  readonly steps: readonly LessonStep[];
}

export interface Lesson {
  readonly version: 1;
  readonly id: string;
  readonly title: string;
  readonly summary: string;
  /** About how long it takes. */
  readonly minutes: number;
  /** The rules it begins with. */
  readonly rules: Rules;
  /** At least one, each with at least one step. */
  readonly chapters: readonly Chapter[];
}

/** Every step of a lesson, in order. */
export function getSteps(lesson: Lesson): readonly LessonStep[] {
  return lesson.chapters.flatMap(({ steps }) => steps);
}

/** True for a step that asks to predict. */
export function isQuestion(ask: LessonStep['ask']): ask is Question {
  return ask?.kind === 'predict' || ask?.kind === 'predict-flow';
}
