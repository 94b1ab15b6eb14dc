/** What the page says about a driver: its arcs in words and signs, and the sentences about them. */

import type { DriverChange, DriverKind } from '../../../graph/picture/driver-arc.ts';
import type { DriverView } from './driver-finding.ts';

/** In names and lists. */
export const KIND_WORDS: Readonly<Record<Exclude<DriverKind, 'extra' | 'unlisted'>, string>> = {
  implemented: 'implemented',
  assumed: 'assumed',
  missing: 'missing',
  none: 'no arc',
  unseen: 'not in the text',
};

/** What is there without being required: v2 with its flags, v2 where they are not known, v1. */
export const EXTRA_WORDS = {
  flags: 'beyond its flags',
  anyFlags: 'never requested',
  v1: 'refused by {base}',
  unlisted: 'not listed by {base}',
} as const;

export const CHANGE_WORDS: Readonly<Record<DriverChange, string>> = {
  added: 'added',
  removed: 'removed',
  failing: 'now failing',
};

export const KIND_SIGNS: Readonly<Record<DriverKind, string>> = {
  implemented: '✓',
  assumed: '~',
  missing: '✕',
  extra: '»',
  unlisted: '?',
  none: '·',
  unseen: '',
};

export const CHANGE_SIGNS: Readonly<Record<DriverChange, string>> = {
  added: '+',
  removed: '−',
  failing: '⊘',
};

/** For a request of the state itself that succeeds, in v1. */
export const AGAIN = { words: 'succeeds again', sign: '↻' } as const;

/** The line of an arc; `was`: of one that only the old side has. */
export const LINE_WORDS = { is: 'line {line}', was: 'was line {line}' } as const;

/** Why an arc is of its kind, a complete sentence. */
export const WHY = {
  implementedRequired: 'migration_flags {flags} require it, and the driver has it.',
  implementedUnknown: 'The driver has it. Whether its migration_flags require it is not known.',
  implementedV1: 'The driver accepts it, and {base} lists it.',
  unlisted: 'The driver accepts it; {base} neither lists nor refuses it.',
  assumed: 'It is required, but the code that decides it is not in the text, so it is assumed to be there.',
  missing: 'migration_flags {flags} require it, but the driver does not have it.',
  missingV1: '{base} lists it, but the driver does not accept it.',
  extra: 'The driver has it, but the core never asks for it with migration_flags {flags}.',
  extraAny: 'The driver has it, but the core never asks for it, whatever migration_flags are set.',
  extraV1: 'The driver accepts it, but {base} refuses it.',
  none: 'The driver does not have it, and its migration_flags do not require it.',
  noneUnknown: 'The driver does not have it.',
  noneV1: 'The driver does not accept it, and {base} does not list it.',
  unseen: 'The text does not show whether the driver has it.',
  again: 'A request for the state that the device is in succeeds.',
  same: 'No arc leads from a state to itself.',
} as const;

export const CHANGED = {
  added: 'The patch adds it.',
  removed: 'The patch removes it.',
  failing: 'The patch makes it fail with an errno.',
} as const satisfies Readonly<Record<DriverChange, string>>;

export const VIEW_WORDS: Readonly<Record<DriverView, string>> = {
  patch: 'Changes',
  old: 'Old side',
  new: 'New side',
};

export const DRIVER_WORDS = {
  title: 'Driver {name}',
  flags: 'migration_flags {flags} ({names})',
  flagsChanged: 'migration_flags {flags} ({names}), before the patch {before}',
  chosen: '{flags}, chosen by you.',
  found: '{flags}, set in the text.',
  unknown: 'migration_flags are not known: nothing in the text sets them, so no arc is called missing.',
  v1: 'A v1 driver: it has no migration_flags.',
  held: '{flags} Its arcs are checked against {base}.',
  chooser: 'Driver',
  sides: 'Side that is shown',
  bar: 'Driver on the canvas',
  legend: 'Kinds of arcs',
  state: 'Arcs from and to {name}: {arcs}.',
  noState: '{name} has no arcs.',
  hint: 'Choose an arc to see its line; choose a state to see only its arcs.',
  dense: 'Too many arcs to draw: only those of one state are shown.',
  noArcs: 'The driver has no arcs.',
  panel: 'Arc',
  none: 'Choose an arc on the canvas, a cell of the matrix, or a line of the text. Its kind and its line are shown here.',
  takenBy: 'The core takes this arc for these requests, with migration_flags {flags}:',
  neverTaken: 'No request takes this arc with migration_flags {flags}.',
  lineButton: 'line {line}',
  oldLineButton: 'line {line}, on the old side',
  noLine: 'No line of the text decides it.',
} as const;
