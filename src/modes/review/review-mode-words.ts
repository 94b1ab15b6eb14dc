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
