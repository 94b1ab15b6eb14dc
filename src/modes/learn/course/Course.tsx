/** The lessons: what there is, how far each has come, one from a file, and the map of what was predicted. */

import type { DragEvent } from 'react';
import { useState } from 'react';
import type { CourseEntry } from '../../../lesson/course.ts';
import type { Coverage } from '../../../lesson/coverage.ts';
import type { Progress } from '../../../lesson/progress.ts';
import { FILE_WORDS } from '../lesson/lesson-view-words.ts';
import styles from './Course.module.css';
import type { ExportText } from './CourseCoverage.tsx';
import { CourseCoverage } from './CourseCoverage.tsx';
import { CourseFile } from './CourseFile.tsx';
import { CourseList } from './CourseList.tsx';
import type { BrokenLesson, LessonFile } from './lesson-view-file.ts';
import { LESSON_TEMPLATE, TEMPLATE_NAME } from './lesson-view-template.ts';

interface CourseProps {
  readonly course: readonly CourseEntry[];
  readonly progress: Progress;
  readonly coverage: Coverage;
  /** Opens a lesson of the course, where it was left. */
  readonly onOpen: (id: string) => void;
  /** The file opened last, if it is not a lesson. */
  readonly broken: BrokenLesson | null;
  /** Files that were chosen or dropped: one that holds a lesson is to be opened. */
  readonly onFiles: (files: readonly LessonFile[]) => void;
  readonly onDismiss: () => void;
  readonly onExport: ExportText;
  /** The progress of a lesson is to be forgotten. */
  readonly onForget: (id: string) => void;
}

export function Course(props: CourseProps) {
  const { course, progress, coverage, broken, onOpen, onFiles, onDismiss, onExport, onForget } = props;
  const { isOver, drop } = useDrop(onFiles);
  return (
    <section className={styles.course} data-part="lessons" {...drop}>
      <CourseFile broken={broken} onFiles={onFiles} onDismiss={onDismiss} />
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
      {isOver && <p className={styles.drop}>{FILE_WORDS.drop}</p>}
    </section>
  );
}

const hasFiles = (event: DragEvent) => event.dataTransfer.types.includes('Files');

/** What makes an element a target for dropped files. */
function useDrop(onFiles: CourseProps['onFiles']) {
  const [isOver, setOver] = useState(false);
  const over = (event: DragEvent) => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    event.dataTransfer.dropEffect = 'copy';
    setOver(true);
  };
  const drop = {
    onDragEnter: over,
    onDragOver: over,
    onDragLeave: (event: DragEvent) => {
      if (!event.currentTarget.contains(event.relatedTarget as Node | null)) setOver(false);
    },
    onDrop: (event: DragEvent) => {
      setOver(false);
      if (!hasFiles(event)) return;
      event.preventDefault();
      onFiles([...event.dataTransfer.files]);
    },
  };
  return { isOver, drop };
}
