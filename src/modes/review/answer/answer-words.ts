/** What the notes and the answer show and say. */

export const NOTE_WORDS = {
  notes: 'Notes',
  newNote: 'New note',
  example: 'A note, as it should appear in the reply',
  add: 'Add note',
  noteOn: 'Note on',
  noteOnNamed: 'Note on {target}',
  edit: 'Edit',
  editNamed: 'Edit the note on {target}',
  delete: 'Delete',
  deleteNamed: 'Delete the note on {target}',
  save: 'Save',
  /** The key that adds or saves a note. */
  saveKey: 'Ctrl+Enter',
  cancel: 'Cancel',
  noted: 'Noted on {target}.',
  deleted: 'Deleted the note on {target}.',
  bringBack: 'Bring it back',
} as const;

export const ANSWER_WORDS = {
  forms: 'Forms of the answer',
  preview: '{title}, preview',
  nothingChosen:
    'Nothing is chosen for the reply yet. Tick “In the reply” on a finding, or write a note: each appears under the line that it is about.',
  attribution: 'First line',
  example: 'On DATE, NAME wrote:',
  copy: 'Copy',
  save: 'Save',
  cut: 'The preview is cut short. Copy and Save include {left} more characters.',
} as const;
