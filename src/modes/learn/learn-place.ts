/**
 * What is open in Learn, as a word of an address, so that a class can be sent to one step of one lesson:
 *
 *   place = "lesson." lesson [ "." step ] / "debate" [ "." message ] / "life" [ "." step ] / lab
 *
 * A message is 0 to 37, or `end` for how the thread ended; a step of the protocol's life counts from 1; the lab is of
 * lab-place.ts. Without a place it is the list of lessons.
 */

import type { LabPlace } from '../../lab/run/lab-place.ts';
import { formatLabPlace, parseLabPlace } from '../../lab/run/lab-place.ts';
import { COURSE } from '../../lesson/course.ts';
import { ENDING } from './debate/debate-message.ts';
import { LIFE } from './life/life-step.ts';

export type LearnPlace =
  | { readonly panel: 'lessons'; readonly lesson: string | null; readonly step: string | null }
  | { readonly panel: 'debate'; readonly message: number | null }
  /** `at` counts from 0. */
  | { readonly panel: 'life'; readonly at: number }
  | { readonly panel: 'lab'; readonly lab: LabPlace };

export type LearnPanel = LearnPlace['panel'];

export const COURSE_PLACE: LearnPlace = { panel: 'lessons', lesson: null, step: null };

const FORM = /^(lesson|debate|life)(?:\.([\w-]+))?(?:\.([\w-]+))?$/;

/** The place of a text; undefined where it is none. `parsePlace('debate.24')` is `{ panel: 'debate', message: 24 }`. */
export function parsePlace(text: string): LearnPlace | undefined {
  if (/^lab(?:$|:)/.test(text)) {
    const lab = parseLabPlace(text);
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
  if (panel === 'life') {
    const at = first === undefined ? 0 : toIndex(`${Number(first) - 1}`, LIFE.length);
    return at === undefined ? undefined : { panel, at };
  }
  return undefined;
}

/** The text of a place; null for the list of lessons. */
export function formatPlace(place: LearnPlace): string | null {
  switch (place.panel) {
    case 'lessons':
      return place.lesson === null
        ? null
        : ['lesson', place.lesson, ...(place.step === null ? [] : [place.step])].join('.');
    case 'debate':
      return place.message === null ? 'debate' : `debate.${place.message === ENDING ? 'end' : place.message}`;
    case 'life':
      return `life.${place.at + 1}`;
    case 'lab':
      return formatLabPlace(place.lab);
  }
}

function toIndex(text: string, count: number): number | undefined {
  return /^\d{1,3}$/.test(text) && Number(text) < count ? Number(text) : undefined;
}

const WORDS = {
  noPlace: (text: string) =>
    `The address opens “${text}” in Learn, which is no lesson, message, step of the protocol's life or run of the lab; the lessons are shown.`,
  noLesson: (id: string) =>
    `The address opens the lesson “${id}”, which is not in the course; the lessons are shown.`,
};

interface OpenedPart {
  readonly place: LearnPlace;
  /** What the address has from then on. */
  readonly part: string | null;
  /** A sentence where the part names nothing; then the lessons are shown. */
  readonly problem: string | null;
}

/** What a part of an address opens. */
export function openPart(part: string | null): OpenedPart {
  if (part === null) return { place: COURSE_PLACE, part, problem: null };
  const place = parsePlace(part);
  if (!place) return { place: COURSE_PLACE, part, problem: WORDS.noPlace(part) };
  const lesson = place.panel === 'lessons' ? place.lesson : null;
  if (lesson === null || COURSE.some(({ id }) => id === lesson)) return { place, part, problem: null };
  return { place: COURSE_PLACE, part: null, problem: WORDS.noLesson(lesson) };
}

/** A panel as it was left; as it begins where it was never open. */
export function getLeft(left: Readonly<Partial<Record<LearnPanel, LearnPlace>>>, panel: string): LearnPlace {
  return left[panel as LearnPanel] ?? parsePlace(panel) ?? COURSE_PLACE;
}
