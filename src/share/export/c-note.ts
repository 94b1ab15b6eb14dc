/** What a reader of the exported C has to know besides: what it has no word for, and what the patch is against. */

import type { RuleSet } from '../../protocol/rule-sets/rule-set.ts';
import { formatState } from '../../protocol/state/state.ts';
import type { Words } from '../../protocol/words/fill.ts';
import { fill } from '../../protocol/words/fill.ts';

const NOTES = {
  initial: 'device_state starts in {is}, not in {was}: that is no part of the table.',
  unspecified: '{n} unspecified: C has no word for that, and a comment stands in the place of the entry.',
  'no-table':
    '{source} is no table of the kernel: the patch is against the table that is written of it here.',
  lines:
    'The lines are counted as before the fix for 7.2. In another kernel git apply finds the hunks by what they show.',
} as const satisfies Record<string, string>;

/** Rule sets whose table was posted or is in the kernel, as it is written here. */
const WRITTEN = ['patch-2021-09', 'stop-default', 'v2-5.18', 'v2-6.2', 'v2-7.2'];

/** Sentences about the table of a draft. */
export function listTableNotes(draft: RuleSet, source: RuleSet | null): readonly string[] {
  const notes: string[] = [];
  const count = draft.generation === 'v1' ? draft.cells.flat().filter((cell) => cell === '?').length : 0;
  if (count > 0)
    notes.push(say('unspecified', { n: count === 1 ? '1 request is' : `${count} requests are` }));
  if (source?.generation === draft.generation && source.initial !== draft.initial) {
    const [was, is] = [formatState(source.states, source.initial), formatState(draft.states, draft.initial)];
    notes.push(say('initial', { was, is }));
  }
  return notes;
}

/** Sentences about the patch from a source to a draft; none where there is no patch. */
export function listPatchNotes(draft: RuleSet, source: RuleSet): readonly string[] {
  const notes = [...listTableNotes(draft, source)];
  if (!WRITTEN.includes(source.id)) notes.push(say('no-table', { source: source.id }));
  else if (draft.generation === 'v2') notes.push(NOTES.lines);
  return notes;
}

function say(id: keyof typeof NOTES, words: Words): string {
  return fill<string>(NOTES[id], words);
}
