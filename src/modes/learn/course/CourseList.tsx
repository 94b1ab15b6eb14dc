/** The lessons in order, each with its progress. */

import type { MouseEvent } from 'react';
import { useId, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import type { CourseEntry } from '../../../lesson/course.ts';
import type { Progress } from '../../../lesson/progress.ts';
import { fill } from '../../../protocol/words/fill.ts';
import { COURSE_WORDS } from '../lesson/lesson-view-words.ts';
import styles from './Course.module.css';
import type { CourseRow, OtherLesson } from './lesson-view-course.ts';
import { listOthers, toCourseRows } from './lesson-view-course.ts';

interface CourseListProps {
  readonly course: readonly CourseEntry[];
  readonly progress: Progress;
  readonly onOpen: (id: string) => void;
  readonly onForget: (id: string) => void;
}

export function CourseList({ course, progress, onOpen, onForget }: CourseListProps) {
  const others = listOthers(course, progress);
  return (
    <>
      <ol className={styles.list}>
        {toCourseRows(course, progress).map((row, index) => (
          <Row key={row.entry.id} row={row} number={index + 1} onOpen={onOpen} onForget={onForget} />
        ))}
      </ol>
      {others.length > 0 && (
        <section className={styles.part} aria-label={COURSE_WORDS.others}>
          <h3 className={styles.title}>{COURSE_WORDS.others}</h3>
          <p className={styles.note}>{COURSE_WORDS.othersNote}</p>
          <ul className={styles.list}>
            {others.map((other) => (
              <Other key={other.id} other={other} onForget={onForget} />
            ))}
          </ul>
        </section>
      )}
    </>
  );
}

interface RowProps extends Pick<CourseListProps, 'onOpen' | 'onForget'> {
  readonly row: CourseRow;
  readonly number: number;
}

function Row({ row, number, onOpen, onForget }: RowProps) {
  const { entry, state, act, share, words } = row;
  const id = useId();
  return (
    <li className={styles.row} data-state={state}>
      <span className={styles.number} aria-hidden="true">
        {number}
      </span>
      <h3 className={styles.name}>
        <span id={`${id}-title`}>{entry.title}</span>{' '}
        <span className={styles.minutes}>{fill(COURSE_WORDS.minutes, { minutes: entry.minutes })}</span>
      </h3>
      <div className={styles.open}>
        <button
          id={`${id}-open`}
          type="button"
          className={state === 'begun' ? styles.main : undefined}
          aria-labelledby={`${id}-open ${id}-title`}
          onClick={() => onOpen(entry.id)}
        >
          {act}
        </button>
      </div>
      <p className={styles.note}>{entry.summary}</p>
      {state !== 'new' && (
        <div className={styles.score}>
          <span className={styles.bar} aria-hidden="true">
            <span style={{ width: `${100 * share}%` }} />
          </span>
          <span>{words}</span>
          <Forget title={entry.title} onForget={() => onForget(entry.id)} />
        </div>
      )}
    </li>
  );
}

function Other({ other, onForget }: { other: OtherLesson; onForget: (id: string) => void }) {
  return (
    <li className={styles.other}>
      <strong>{other.id}</strong> <span className={styles.score}>{other.words}</span>
      <Forget title={other.id} onForget={() => onForget(other.id)} />
    </li>
  );
}

/** Asks before it forgets. The focus stays with it, or goes to the head of the list if it is gone. */
function Forget({ title, onForget }: { title: string; onForget: () => void }) {
  const [isAsked, setAsked] = useState(false);
  const [ask, keep] = [useRef<HTMLButtonElement>(null), useRef<HTMLButtonElement>(null)];
  const turn = (toAsked: boolean) => {
    flushSync(() => setAsked(toAsked));
    (toAsked ? keep : ask).current?.focus();
  };
  if (!isAsked)
    return (
      <button
        ref={ask}
        type="button"
        className={styles.forget}
        aria-label={fill(COURSE_WORDS.forgetLabel, { title })}
        onClick={() => turn(true)}
      >
        {COURSE_WORDS.forget}
      </button>
    );
  const forget = ({ currentTarget }: MouseEvent<HTMLElement>) => {
    const near = currentTarget.closest('[data-state]') ?? currentTarget.closest('[data-part]');
    onForget();
    near?.querySelector<HTMLElement>('button')?.focus();
  };
  return (
    <span className={styles.ask}>
      {fill(COURSE_WORDS.forgetAsk, { title })}{' '}
      <button type="button" onClick={forget}>
        {COURSE_WORDS.forget}
      </button>{' '}
      <button ref={keep} type="button" onClick={() => turn(false)}>
        {COURSE_WORDS.forgetNo}
      </button>
    </span>
  );
}
