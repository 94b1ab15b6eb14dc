/** Files with lessons, dropped or chosen: one that can be read is opened, of any other it is said what is wrong. */

import type { DragEvent } from 'react';
import { useState } from 'react';
import type { Lesson } from '../../../lesson/lesson.ts';
import type { BrokenLesson, LessonFile } from './lesson-view-file.ts';
import { openLessonFile } from './lesson-view-file.ts';

const hasFiles = (event: DragEvent) => event.dataTransfer.types.includes('Files');

/** What was opened last and was broken, how to open another, and what makes an element a place to drop one on. */
export function useLessonFile(onOpen: (text: string, name: string, lesson: Lesson) => void) {
  const [broken, setBroken] = useState<BrokenLesson | null>(null);
  const [isOver, setOver] = useState(false);
  const open = async (files: readonly LessonFile[]) => {
    const opened = await openLessonFile(files);
    setBroken(opened.ok ? null : opened);
    if (opened.ok) onOpen(opened.text, opened.name, opened.lesson);
  };
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
      void open([...event.dataTransfer.files]);
    },
  };
  return {
    broken,
    isOver,
    drop,
    open: (files: readonly LessonFile[]) => void open(files),
    dismiss: () => setBroken(null),
  };
}
