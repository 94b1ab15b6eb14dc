/** The sentences about what was found in the text. */

import { getRuleSet } from '../../../protocol/rule-sets/rule-sets.ts';
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
  held: 'The arcs are checked against {base}.',
  unseen:
    'The arcs are checked against {base}. The hunks do not show {assumed} that it requires, so those are assumed.',
} as const;

export const WORDS = {
  empty:
    'Paste a mail, an mbox, a patch or C source, quoted or not. Understands tables of allowed requests or next states, arrays of bit masks, the step function of a driver, and checks of which values are valid.',
  busy: 'The text is being read.',
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
  const title = base === null ? '' : (getRuleSet(base)?.title ?? base);
  if (side.kind === 'driver') {
    if (base === null) return null;
    return assumed.length === 0
      ? say('held', { base: title })
      : say('unseen', { base: title, assumed: count(assumed.length, 'arc', 'arcs') });
  }
  if (side.kind !== 'table') return null;
  const all = side.ruleSet.values.length ** 2;
  return assumed.length === 0 ? say('whole') : say('part', { base: title, assumed: assumed.length, all });
}

/** The first line of an input; null where none of it has a line. */
export function getFirstPlace({ new: side }: ReviewInput): Place | null {
  const places = Object.values(side.lines);
  return places.reduce<Place | null>(
    (first, place) => (first && first.line <= place.line ? first : place),
    null,
  );
}
