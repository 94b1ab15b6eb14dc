/**
 * What is open in Learn, as one word of an address, so that a link can send a class to one step of one lesson:
 *
 *   spot = "lesson." lesson [ "." step ] / "debate" [ "." message ] / "life" [ "." step ]
 *          / "causes" [ "." cause ] / lab
 *
 * A message is 0 to 37, or `end` for how the thread ended; a step of the protocol's life counts from 1; the lab is in
 * lab-spot.ts. Without a spot it is the list of lessons.
 */

import type { LabSpot } from '../../lab/run/lab-spot.ts';
import { formatLabSpot, parseLabSpot } from '../../lab/run/lab-spot.ts';
import { COURSE } from '../../lesson/course.ts';
import type { CauseId } from '../../protocol/causes/cause.ts';
import { CAUSE_IDS } from '../../protocol/causes/cause.ts';
import { fill } from '../../protocol/words/fill.ts';
import { ENDING } from './debate/debate-message.ts';
import { LIFE } from './life/life-step.ts';
import { LEARN_WORDS } from './machine/learn-words.ts';

export type LearnSpot =
  | { readonly panel: 'lessons'; readonly lesson: string | null; readonly step: string | null }
  | { readonly panel: 'debate'; readonly message: number | null }
  /** `at` counts from 0. */
  | { readonly panel: 'life'; readonly at: number }
  | { readonly panel: 'causes'; readonly cause: CauseId | null }
  | { readonly panel: 'lab'; readonly lab: LabSpot };

export type LearnPanel = LearnSpot['panel'];

export const COURSE_SPOT: LearnSpot = { panel: 'lessons', lesson: null, step: null };

const FORM = /^(lesson|debate|life|causes)(?:\.([\w-]+))?(?:\.([\w-]+))?$/;

/** The spot that a text names; undefined if it names none. `parseSpot('debate.24')` is `{ panel: 'debate', message: 24 }`. */
export function parseSpot(text: string): LearnSpot | undefined {
  if (/^lab(?:$|:)/.test(text)) {
    const lab = parseLabSpot(text);
    return lab && { panel: 'lab', lab };
  }
  const [, panel, first, second] = FORM.exec(text) ?? [];
  if (panel === 'lesson')
    return first === undefined ? undefined : { panel: 'lessons', lesson: first, step: second ?? null };
  if (second !== undefined) return undefined;
  if (panel === 'debate') {
    const message = first === undefined ? null : toIndex(first === 'end' ? `${ENDING}` : first, ENDING + 1);
    return message === undefined ? undefined : { panel, message };
  }
  if (panel === 'causes') {
    const cause = CAUSE_IDS.find((id) => id === first) ?? null;
    return first !== undefined && cause === null ? undefined : { panel, cause };
  }
  if (panel === 'life') {
    const at = first === undefined ? 0 : toIndex(`${Number(first) - 1}`, LIFE.length);
    return at === undefined ? undefined : { panel, at };
  }
  return undefined;
}

/** A spot as text; null for the list of lessons. */
export function formatSpot(spot: LearnSpot): string | null {
  switch (spot.panel) {
    case 'lessons':
      return spot.lesson === null
        ? null
        : ['lesson', spot.lesson, ...(spot.step === null ? [] : [spot.step])].join('.');
    case 'debate':
      return spot.message === null ? 'debate' : `debate.${spot.message === ENDING ? 'end' : spot.message}`;
    case 'life':
      return `life.${spot.at + 1}`;
    case 'causes':
      return spot.cause === null ? 'causes' : `causes.${spot.cause}`;
    case 'lab':
      return formatLabSpot(spot.lab);
  }
}

function toIndex(text: string, count: number): number | undefined {
  return /^\d{1,3}$/.test(text) && Number(text) < count ? Number(text) : undefined;
}

interface OpenedPart {
  readonly spot: LearnSpot;
  /** What the address has from now on. */
  readonly part: string | null;
  /** A sentence if the part names nothing; then the lessons are shown. */
  readonly problem: string | null;
}

/** What a part of an address opens. */
export function openPart(part: string | null): OpenedPart {
  if (part === null) return { spot: COURSE_SPOT, part, problem: null };
  const spot = parseSpot(part);
  if (!spot) return { spot: COURSE_SPOT, part, problem: fill(LEARN_WORDS.noSpot, { text: part }) };
  const lesson = spot.panel === 'lessons' ? spot.lesson : null;
  if (lesson === null || COURSE.some(({ id }) => id === lesson)) return { spot, part, problem: null };
  return { spot: COURSE_SPOT, part: null, problem: fill(LEARN_WORDS.noLesson, { id: lesson }) };
}

/** A panel as it was left; one that was never open as it begins. */
export function getLeft(left: Readonly<Partial<Record<LearnPanel, LearnSpot>>>, panel: string): LearnSpot {
  return left[panel as LearnPanel] ?? parseSpot(panel) ?? COURSE_SPOT;
}
