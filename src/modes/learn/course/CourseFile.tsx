/** The head of the list: a lesson from a file, and everything that is wrong with one that cannot be opened. */

import { useEffect, useRef } from 'react';
import { fill } from '../../../protocol/words/fill.ts';
import { COURSE_WORDS, FILE_WORDS } from '../lesson/lesson-view-words.ts';
import styles from './Course.module.css';
import type { BrokenLesson, LessonFile, ShownProblem } from './lesson-view-file.ts';

interface CourseFileProps {
  readonly broken: BrokenLesson | null;
  readonly onFiles: (files: readonly LessonFile[]) => void;
  readonly onDismiss: () => void;
}

export function CourseFile({ broken, onFiles, onDismiss }: CourseFileProps) {
  const input = useRef<HTMLInputElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const problems = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (broken) problems.current?.scrollIntoView({ block: 'nearest' });
  }, [broken]);
  return (
    <>
      <div className={styles.head}>
        <p className={styles.note}>{COURSE_WORDS.intro}</p>
        <button ref={button} type="button" onClick={() => input.current?.click()}>
          {FILE_WORDS.open}
        </button>
        <input
          ref={input}
          type="file"
          accept=".md,.markdown,.txt,text/markdown,text/plain"
          hidden
          aria-label={FILE_WORDS.label}
          onChange={({ target }) => {
            onFiles([...(target.files ?? [])]);
            target.value = '';
          }}
        />
      </div>
      <div ref={problems} data-alert>
        {broken && (
          <div className={styles.broken}>
            <p className={styles.sentence}>
              <span aria-hidden="true">✕</span> {broken.sentence}
            </p>
            {broken.problems.length > 0 && (
              <ol className={styles.problems}>
                {broken.problems.map((problem) => (
                  <Problem key={`${problem.id} ${problem.line} ${problem.column}`} problem={problem} />
                ))}
              </ol>
            )}
            <button
              type="button"
              onClick={() => {
                onDismiss();
                button.current?.focus();
              }}
            >
              {FILE_WORDS.hide}
            </button>
          </div>
        )}
      </div>
    </>
  );
}

function Problem({ problem: { line, column, text, near } }: { problem: ShownProblem }) {
  return (
    <li>
      <span className={styles.location}>{fill(FILE_WORDS.location, { line, column })}</span>
      <span>{text}</span>
      {near !== '' && <code className={styles.near}>{near}</code>}
    </li>
  );
}
