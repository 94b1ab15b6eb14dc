/** What is open in Learn. The workbench has it, and with it the address, so that a reload or a link opens it again. */

import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { COURSE } from '../../lesson/course.ts';
import type { PlayerContext } from '../../lesson/player/lesson-player.ts';
import { getStepAt } from '../../lesson/player/lesson-show.ts';
import { useWorkbench, useWorkbenchActor } from '../../page/session.tsx';
import type { LearnDesk } from './learn-desk.tsx';
import type { LearnPlace } from './learn-place.ts';
import { COURSE_PLACE, formatPlace, parsePlace } from './learn-place.ts';

type Panel = LearnPlace['panel'];

const NO_PLACE = (text: string) =>
  `The address opens “${text}” in Learn, which is no lesson, message, step of the protocol's life or run of the lab; the lessons are shown.`;

const NO_LESSON = (id: string) =>
  `The address opens the lesson “${id}”, which is not in the course; the lessons are shown.`;

interface LearnPlaces {
  readonly place: LearnPlace;
  /** Changes with each address that is opened: what was open before is not what it means. */
  readonly opened: number;
  readonly go: (place: LearnPlace) => void;
  /** To another panel, as it was left. */
  readonly goTo: (panel: string) => void;
}

export function useLearnPlace(onNotice: (sentence: string) => void): LearnPlaces {
  const workbench = useWorkbenchActor();
  const part = useWorkbench((bench) => bench.part);
  const parsed = useMemo(() => (part === null ? COURSE_PLACE : parsePlace(part)), [part]);
  const place = parsed ?? COURSE_PLACE;
  const [opened, setOpened] = useState(0);
  /** The last part that was written from here. */
  const written = useRef(part);
  const last = useRef<Partial<Record<Panel, LearnPlace>>>({});
  last.current[place.panel] = place;

  useEffect(() => {
    if (written.current === part) return;
    written.current = part;
    setOpened((count) => count + 1);
  }, [part]);
  useEffect(() => {
    if (!parsed && part !== null) onNotice(NO_PLACE(part));
  }, [parsed, part, onNotice]);

  const go = useCallback(
    (wanted: LearnPlace) => {
      const text = formatPlace(wanted);
      if (text === written.current) return;
      written.current = text;
      workbench.send({ type: 'part.change', part: text });
    },
    [workbench],
  );
  const goTo = useCallback(
    (panel: string) => {
      const kept = last.current[panel as Panel] ?? parsePlace(panel);
      go(kept ?? COURSE_PLACE);
    },
    [go],
  );
  return useMemo(() => ({ place, opened, go, goTo }), [place, opened, go, goTo]);
}

/** Opens the lesson that an address names, and follows the learner from step to step. A lesson from a file has no address. */
export function useLessonPlace(
  { place, opened, go }: LearnPlaces,
  desk: LearnDesk,
  player: PlayerContext | undefined,
  onNotice: (sentence: string) => void,
): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: only an address that is opened calls for it
  useEffect(() => {
    if (place.panel !== 'lessons') return;
    const { lesson, step } = place;
    if (lesson === null) return desk.leave();
    if (COURSE.some(({ id }) => id === lesson)) return desk.open(lesson, step);
    onNotice(NO_LESSON(lesson));
    go(COURSE_PLACE);
  }, [opened]);
  const { isShipped } = desk;
  const lesson = player?.lesson;
  const at = player?.at;
  useEffect(() => {
    if (!lesson || !at) return;
    go(isShipped ? { panel: 'lessons', lesson: lesson.id, step: getStepAt(lesson, at).id } : COURSE_PLACE);
  }, [lesson, at, isShipped, go]);
}
