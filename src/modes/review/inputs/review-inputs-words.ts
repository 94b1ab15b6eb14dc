/** The sentences about what was found in the text. */

import type { Words } from '../../../protocol/words/fill.ts';
import { fill } from '../../../protocol/words/fill.ts';
import { FORM_WORDS } from '../../../reader/review-form.ts';
import type { ReviewInput } from '../../../reader/review-input.ts';
import type { Place } from '../../../reader/text/source-line.ts';

const SENTENCES = {
  nothing: 'The text has nothing to review.',
  found: 'Found: {inputs}.',
  problems: '{problems} could not be read.',
  whole: 'Every entry is in the text.',
  part: '{assumed} of {all} entries are not in the text: they are assumed from {base}.',
  none: 'The text shows none of the entries. All {all} are assumed from {base}.',
  held: 'The arcs are checked against {base}.',
  unseen:
    'The arcs are checked against {base}. The hunks do not show {assumed} that it requires, so those are assumed.',
} as const;

export const WORDS = {
  empty: 'There is no text.',
  busy: 'Reading the text.',
  unread: 'Not read',
  leftOut: 'Left out',
  list: 'What was found',
  warnings: 'Warnings',
  open: 'Open a file…',
  files: 'Files to open',
  line: 'line',
} as const;

/** How an input was read, and what overrides it. */
export const CHOICE_WORDS = {
  generation: 'Generation',
  generationUnknown: 'Choose it if the text does not say.',
  base: 'Base',
  flags: 'migration_flags',
  noFlags: 'not in the text',
  flagsChosen: 'Chosen.',
  flagsMissing: 'Nothing in the text sets them.',
  flagsRead: 'The text sets them.',
  against: 'Compared with',
  nothing: 'nothing',
  /** Of a driver, whose arcs are no rule set. */
  before: '{name}, before the patch',
  diff: 'The text is a diff, so it also has the old side.',
  auto: 'auto',
  roles: 'States',
  current: 'current',
  new: 'new',
  readAs: 'Read as',
  oneName: 'Enter both names, or leave both empty to read them from the text.',
} as const;

/** How an entry came about: its sign, and what the sign means. */
export const SIGN_WORDS = {
  added: ['+', 'added'],
  removed: ['−', 'removed'],
  assumed: ['~', 'assumed'],
} as const satisfies Readonly<Record<string, readonly [sign: string, meaning: string]>>;

/** `line 3, column 5` */
export const formatPlace = ({ line, column }: Place) => `line ${line}, column ${column}`;

/** The choice of what was found in the text, `auto: v2`; undefined if nothing was. */
export const formatAuto = (found: string | undefined) =>
  found === undefined ? CHOICE_WORDS.auto : `${CHOICE_WORDS.auto}: ${found}`;

/** Names that may be states: the questions, and what was decided. */
export const NAME_WORDS = {
  title: 'Names',
  asked: 'Names that may be states',
  decided: 'Names that were decided',
  read: 'Read',
  as: 'as',
  choose: 'choose a state',
  noState: 'a state',
  stateFor: 'State for {name}',
  yes: 'Yes',
  yesTo: 'Yes, read {name} as {state}',
  no: 'No',
  noTo: 'No, {name} is not a state',
  place: 'line {line}',
  all: 'Yes to all with a state',
  isReadAs: 'is read as ',
  isNoState: 'is not read as a state',
  back: 'Take back',
  backOf: 'Take back {name}',
  enter: 'Read another name as a state',
  name: 'Name in the text',
  state: 'State of the kernel',
  submit: 'Read',
  unchosen: 'Choose the state that {name} stands for.',
} as const;

const say = (id: keyof typeof SENTENCES, words: Words = {}) => fill<string>(SENTENCES[id], words);

const count = (number: number, one: string, many: string) => `${number} ${number === 1 ? one : many}`;

/** What was found, in one line: `Found: a table of next states.` */
export function formatFound(inputs: readonly ReviewInput[], problems: number): string {
  const kinds = inputs.map(({ form }) => FORM_WORDS[form]);
  const [first, ...others] = kinds;
  if (first === undefined) return say('nothing');
  const found = say('found', {
    inputs: others.length === 0 ? first : count(kinds.length, 'input', 'inputs'),
  });
  return problems === 0
    ? found
    : `${found} ${say('problems', { problems: count(problems, 'place', 'places') })}`;
}

/** How much of an input is in the text, and where the rest comes from; null for a check of values, which is whole. */
export function formatBase({ new: side, base, assumed }: ReviewInput): string | null {
  if (side.kind === 'driver') {
    if (base === null) return null;
    return assumed.length === 0
      ? say('held', { base })
      : say('unseen', { base, assumed: count(assumed.length, 'arc', 'arcs') });
  }
  if (side.kind !== 'table') return null;
  const all = side.ruleSet.values.length ** 2;
  if (assumed.length === 0) return say('whole');
  return say(assumed.length === all ? 'none' : 'part', { base: base ?? '', assumed: assumed.length, all });
}

/** The first line of an input; null where none of it has a line. */
export function getFirstPlace({ new: side }: ReviewInput): Place | null {
  const places = Object.values(side.lines);
  return places.reduce<Place | null>(
    (first, place) => (first && first.line <= place.line ? first : place),
    null,
  );
}
