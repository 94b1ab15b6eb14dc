/** The lessons: what there is, how far each has come, one from a file, and the map of what was predicted. */

import type { CourseEntry } from '../../../lesson/course.ts';
import type { Coverage } from '../../../lesson/coverage.ts';
import type { Lesson } from '../../../lesson/lesson.ts';
import type { Progress } from '../../../lesson/progress.ts';
import { COURSE_WORDS, FILE_WORDS } from '../lesson/lesson-view-words.ts';
import styles from './Course.module.css';
import type { ExportText } from './CourseCoverage.tsx';
import { CourseCoverage } from './CourseCoverage.tsx';
import { CourseFile } from './CourseFile.tsx';
import { CourseList } from './CourseList.tsx';
import { useLessonFile } from './LessonFile.tsx';
import { LESSON_TEMPLATE, TEMPLATE_NAME } from './lesson-view-template.ts';

interface CourseProps {
  readonly course: readonly CourseEntry[];
  readonly progress: Progress;
  readonly coverage: Coverage;
  /** Opens a lesson of the course, where it was left. */
  readonly onOpen: (id: string) => void;
  /** A lesson was read from a file, and has no problem. */
  readonly onOpenFile: (text: string, name: string, lesson: Lesson) => void;
  readonly onExport: ExportText;
  /** The progress of a lesson is to be forgotten. */
  readonly onForget: (id: string) => void;
}

export function Course(props: CourseProps) {
  const { course, progress, coverage, onOpen, onOpenFile, onExport, onForget } = props;
  const file = useLessonFile(onOpenFile);
  return (
    <section className={styles.course} data-part="lessons" aria-label={COURSE_WORDS.title} {...file.drop}>
      <CourseFile broken={file.broken} onFiles={file.open} onDismiss={file.dismiss} />
      <p className={styles.note}>{COURSE_WORDS.intro}</p>
      <CourseList course={course} progress={progress} onOpen={onOpen} onForget={onForget} />
      <section className={styles.part} aria-label={FILE_WORDS.title}>
        <h3 className={styles.title}>{FILE_WORDS.title}</h3>
        <p className={styles.note}>{FILE_WORDS.intro}</p>
        <div className={styles.acts}>
          <button type="button" onClick={() => onExport(LESSON_TEMPLATE, TEMPLATE_NAME, 'text/markdown')}>
            {FILE_WORDS.template}
          </button>
        </div>
      </section>
      <CourseCoverage coverage={coverage} progress={progress} onExport={onExport} />
      {file.isOver && <p className={styles.drop}>{FILE_WORDS.drop}</p>}
    </section>
  );
}
