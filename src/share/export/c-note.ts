/** What a reader of the exported C should also know: what C cannot say, and what the patch is against. */

import type { RuleSet } from '../../protocol/rule-sets/rule-set.ts';
import { formatState } from '../../protocol/state/state.ts';
import type { Words } from '../../protocol/words/fill.ts';
import { fill } from '../../protocol/words/fill.ts';

const NOTES = {
  initial: 'device_state starts in {is}, not in {was}: that is not part of the table.',
  unspecified: '{n} unspecified: C cannot say that, so a comment takes the place of the entry.',
  'no-table': '{source} is not a table of the kernel: the patch is against the table as it is written here.',
  lines:
    'The line numbers are those before the fix for 7.2. In another kernel, git apply finds the hunks by their context.',
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
