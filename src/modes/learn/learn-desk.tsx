/** The learner's desk: the lesson that is open, and what is kept of the learner's progress on this machine. */

import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { createActor } from 'xstate';
import { loadLesson } from '../../lesson/course.ts';
import type { Coverage } from '../../lesson/coverage.ts';
import { addPrediction, decodeCoverage, encodeCoverage, NO_COVERAGE } from '../../lesson/coverage.ts';
import type { Lesson } from '../../lesson/lesson.ts';
import type { Pace } from '../../lesson/pace.ts';
import { getPace } from '../../lesson/pace.ts';
import { lessonPlayer } from '../../lesson/player/lesson-player.ts';
import { findStep, getStepAt } from '../../lesson/player/lesson-show.ts';
import type { Progress } from '../../lesson/progress.ts';
import {
  addAnswer,
  addDone,
  decodeProgress,
  encodeProgress,
  forgetLesson,
  getPlace,
  NO_PROGRESS,
  setPlace,
} from '../../lesson/progress.ts';
import { getStepRuleSet } from '../../lesson/question/lesson-situation.ts';
import type { KeptName } from '../../page/storage.ts';
import { keep, readKept } from '../../page/storage.ts';
import type { LessonActor } from './lesson/Lesson.tsx';

const WORDS = {
  notLoaded: 'The lesson could not be loaded. Load the page again.',
  notKept: 'The browser does not keep the progress: it is lost when the page closes. Export it to keep it.',
};

export interface LearnDesk {
  readonly progress: Progress;
  readonly coverage: Coverage;
  /** The lesson that is open; null where the course is shown. */
  readonly actor: LessonActor | null;
  /** True if it is one of the course, and not from a file. */
  readonly isShipped: boolean;
  readonly pace: Pace;
  readonly setPace: (pace: Pace) => void;
  /** At a step of its own where one is named, else where the learner left it. */
  readonly open: (id: string, step?: string | null) => void;
  /** A lesson from a file. */
  readonly begin: (lesson: Lesson) => void;
  readonly leave: () => void;
  readonly forget: (id: string) => void;
}

export function useLearnDesk(onNotice: (sentence: string) => void): LearnDesk {
  const isTold = useRef(false);
  const fail = useCallback(() => {
    if (!isTold.current) onNotice(WORDS.notKept);
    isTold.current = true;
  }, [onNotice]);
  const [progress, setProgress] = useKept('learn', readProgress, encodeProgress, onNotice, fail);
  const [coverage, setCoverage] = useKept('learn-coverage', readCoverage, encodeCoverage, onNotice, fail);
  const [actor, setActor] = useState<LessonActor | null>(null);
  const [isShipped, setShipped] = useState(true);
  const [pace, setPace] = useState<Pace>(() => getPace(readKept('learn-pace')));
  useEffect(() => void keep('learn-pace', pace.id), [pace]);
  const latest = useRef(progress);
  latest.current = progress;
  useEffect(() => () => actor?.stop(), [actor]);

  const start = useCallback(
    (lesson: Lesson, shipped: boolean, step?: string | null) => {
      const kept = getPlace(latest.current, lesson.id);
      const at = findStep(lesson, step ?? '') ?? findStep(lesson, kept ?? '');
      const player = createActor(lessonPlayer, { input: { lesson, ...(at && { at }) } });
      player.on('step.done', ({ step: { id } }) => setProgress((old) => addDone(old, lesson.id, id)));
      player.on('answered', ({ step: { id, ask, rules }, right }) => {
        setProgress((old) => addAnswer(old, lesson.id, id, right));
        if (ask.kind === 'predict')
          setCoverage((old) => addPrediction(old, getStepRuleSet(rules), ask.request, right));
      });
      player.subscribe(({ context, value }) => {
        const id = value === 'finished' ? null : getStepAt(lesson, context.at).id;
        setProgress((old) =>
          (getPlace(old, lesson.id) ?? null) === id ? old : setPlace(old, lesson.id, id),
        );
      });
      player.start();
      setActor(player);
      setShipped(shipped);
    },
    [setProgress, setCoverage],
  );
  const begin = useCallback((lesson: Lesson) => start(lesson, false), [start]);
  const open = useCallback(
    (id: string, step?: string | null) =>
      void loadLesson(id).then(
        (loaded) => (loaded?.ok ? start(loaded.lesson, true, step) : onNotice(WORDS.notLoaded)),
        () => onNotice(WORDS.notLoaded),
      ),
    [start, onNotice],
  );
  const leave = useCallback(() => setActor(null), []);
  const forget = useCallback((id: string) => setProgress((old) => forgetLesson(old, id)), [setProgress]);
  return useMemo(
    () => ({ progress, coverage, actor, isShipped, pace, setPace, open, begin, leave, forget }),
    [progress, coverage, actor, isShipped, pace, open, begin, leave, forget],
  );
}

type Tell = (sentence: string) => void;

/**
 * What is learned, as it is kept: what another tab learns is learned here. That is not written back, as the other tab may have
 * learned more by then, and each value is written by itself, as the other one may be on its way.
 */
function useKept<T>(
  name: KeptName,
  read: (tell: Tell) => T,
  encode: (value: T) => string,
  onNotice: Tell,
  onFail: () => void,
) {
  const [value, setValue] = useState<T>(() => read(onNotice));
  const stored = useRef<T | null>(null);
  useEffect(() => {
    if (value === stored.current) return;
    stored.current = value;
    if (!keep(name, encode(value))) onFail();
  }, [name, value, encode, onFail]);
  useEffect(() => {
    const listen = ({ key }: StorageEvent) => {
      if (!key?.endsWith(`.${name}`)) return;
      const found = read(onNotice);
      stored.current = found;
      setValue(found);
    };
    window.addEventListener('storage', listen);
    return () => window.removeEventListener('storage', listen);
  }, [name, read, onNotice]);
  return [value, setValue] as const;
}

function readProgress(onNotice: Tell): Progress {
  const text = readKept('learn');
  if (text === null) return NO_PROGRESS;
  const { progress, problem } = decodeProgress(text);
  if (problem) onNotice(problem);
  return progress;
}

function readCoverage(onNotice: Tell): Coverage {
  const text = readKept('learn-coverage');
  if (text === null) return NO_COVERAGE;
  const { coverage, problem } = decodeCoverage(text);
  if (problem) onNotice(problem);
  return coverage;
}
