/** What Review shows and says around its editor: the names of its parts, its buttons, and what happened to the text. */

export const REVIEW_WORDS = {
  text: 'Text',
  textNamed: 'Text: {name}',
  found: 'Found in the text',
  bringBack: 'Bring back the previous text',
  clear: 'Clear',
  save: 'Save',
  fileName: 'vfio-review-input.txt',
  examples: 'Examples',
  back: 'Back to the lesson',
} as const;

/** The tabs below the canvas, and what screen readers call them together. */
export const PANEL_WORDS = {
  label: 'Review',
  findings: 'Findings',
  differences: 'Differences',
  flows: 'Client flows',
  matrix: 'Matrix',
  request: 'Request',
  history: 'History',
  notes: 'Notes',
  answer: 'Answer',
} as const;

/** Of the worker that judges. */
export const REVIEW_WORK_WORDS = {
  emptied: 'There is no text to review now.',
  late: 'The review was stopped after {seconds} seconds. The text is kept: remove what needs no review, or change it to try again.',
  crashed: 'The review stopped: {why}. The text is kept: change it to try again.',
  unreadable: 'The result of the review could not be read. The text is kept: change it to try again.',
  unstarted:
    'The review cannot run in this browser: {why}. The text is kept: review it with the command line, vfio review FILE.',
} as const;
