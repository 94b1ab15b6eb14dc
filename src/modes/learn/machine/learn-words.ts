/** The notices and panel titles of Learn. Words in braces are put in by `fill`. */

export const LEARN_WORDS = {
  label: 'Learn',
  panels: {
    lessons: 'Lessons',
    debate: 'The debate',
    life: 'Protocol’s life',
    causes: 'Causes',
    lab: 'Lab',
  },
  noSpot:
    'The address opens “{text}” in Learn, which is not a lesson, a message, a step of the protocol’s life, a cause or a run of the lab. The lessons are shown.',
  noLesson: 'The address opens the lesson “{id}”, which is not in the course. The lessons are shown.',
  notLoaded: 'The lesson could not be loaded. Reload the page.',
} as const;
