/** How a draft differs from its source, edit by edit, in words, and each of them taken back. */

import {
  setCell,
  setInitial,
  setNeeds,
  setNext,
  setStopsOnError,
} from '../../../protocol/rule-sets/draft.ts';
import type { Cell, RuleSet } from '../../../protocol/rule-sets/rule-set.ts';
import { MIGRATION_FLAGS } from '../../../protocol/state/migration-flags.ts';
import { formatState } from '../../../protocol/state/state.ts';
import type { VerdictKind } from '../../../protocol/verdict/verdict.ts';
import type { Words } from '../../../protocol/words/fill.ts';
import { fill } from '../../../protocol/words/fill.ts';

/** One edit. `id` is the same for every edit of the same thing: `cell 1>4`, `needs 5`, `loop`, `initial`. */
export type Edit = { readonly id: string; readonly words: string } & (
  | { readonly kind: 'cell'; readonly from: number; readonly to: number }
  | { readonly kind: 'needs'; readonly value: number }
  | { readonly kind: 'loop' }
  | { readonly kind: 'initial' }
);

const WORDS = {
  cell: '{from} > {to}: {was} → {is}',
  needs: '{state} needs {was} → {is}',
  loop: 'The loop {was} → {is}',
  initial: 'device_state starts in {was} → {is}',
} as const satisfies Record<Edit['kind'], string>;

/** The verdict that each cell of v1 stands for. */
export const CELL_KINDS: Readonly<Record<Cell, VerdictKind>> = {
  '+': 'accepted',
  '-': 'refused',
  '?': 'unspecified',
};

/** `STOP_COPY, P2P`, or `nothing`. */
function formatNeeds(flags: number): string {
  const names = MIGRATION_FLAGS.filter(({ bit }) => flags & bit).map(({ name }) =>
    name.replace('VFIO_MIGRATION_', ''),
  );
  return names.join(', ') || 'nothing';
}

const formatLoop = (stopsOnError: boolean): string =>
  stopsOnError ? 'stops on ERROR' : 'does not stop on ERROR';

/**
 * The edits, the cells first, in the kernel's order. Only what both list is compared; of two generations, nothing is.
 * A draft of `patch-2021-09` in which 1 > 4 is accepted has one: `_RUNNING > _RESUMING: refused → accepted`.
 */
export function listEdits(draft: RuleSet, source: RuleSet): readonly Edit[] {
  return [...listCellEdits(draft, source), ...listRuleEdits(draft, source)];
}

/** The entry of a cell in words: a verdict in v1, the next state in v2; undefined where the rule set has no such cell. */
export function formatEntry(ruleSet: RuleSet, from: number, to: number): string | undefined {
  const [row, column] = [ruleSet.values.indexOf(from), ruleSet.values.indexOf(to)];
  if (ruleSet.generation === 'v1') {
    const cell = ruleSet.cells[row]?.[column];
    return cell && CELL_KINDS[cell];
  }
  const next = ruleSet.next[row]?.[column];
  return next === undefined ? undefined : formatState(ruleSet.states, next);
}

function listCellEdits(draft: RuleSet, source: RuleSet): Edit[] {
  if (draft.generation !== source.generation) return [];
  return draft.values.flatMap((from) =>
    draft.values.flatMap((to): Edit[] => {
      const [was, is] = [formatEntry(source, from, to), formatEntry(draft, from, to)];
      if (was === undefined || is === undefined || was === is) return [];
      const names = { from: formatState(draft.states, from), to: formatState(draft.states, to) };
      return [
        { kind: 'cell', id: `cell ${from}>${to}`, from, to, words: say('cell', { ...names, was, is }) },
      ];
    }),
  );
}

function listRuleEdits(draft: RuleSet, source: RuleSet): Edit[] {
  const edits: Edit[] = [];
  if (draft.generation !== source.generation) return edits;
  if (draft.generation === 'v2' && source.generation === 'v2') {
    for (const value of draft.values) {
      const [was, is] = [source.needs[value], draft.needs[value]];
      if (was === undefined || is === undefined || was === is) continue;
      const words = { state: formatState(draft.states, value), was: formatNeeds(was), is: formatNeeds(is) };
      edits.push({ kind: 'needs', id: `needs ${value}`, value, words: say('needs', words) });
    }
    const [was, is] = [formatLoop(source.stopsOnError), formatLoop(draft.stopsOnError)];
    if (was !== is) edits.push({ kind: 'loop', id: 'loop', words: say('loop', { was, is }) });
  }
  const [was, is] = [formatState(source.states, source.initial), formatState(draft.states, draft.initial)];
  if (was !== is) edits.push({ kind: 'initial', id: 'initial', words: say('initial', { was, is }) });
  return edits;
}

/** The draft with one edit taken back. */
export function revertEdit(draft: RuleSet, source: RuleSet, edit: Edit): RuleSet {
  const [row, column] =
    edit.kind === 'cell' ? [source.values.indexOf(edit.from), source.values.indexOf(edit.to)] : [-1, -1];
  if (draft.generation === 'v1' && source.generation === 'v1') {
    const cell = source.cells[row]?.[column];
    if (edit.kind === 'cell' && cell) return setCell(draft, edit.from, edit.to, cell);
  }
  if (draft.generation === 'v2' && source.generation === 'v2') {
    const next = source.next[row]?.[column];
    if (edit.kind === 'cell' && next !== undefined) return setNext(draft, edit.from, edit.to, next);
    if (edit.kind === 'needs') return setNeeds(draft, edit.value, source.needs[edit.value] ?? 0);
    if (edit.kind === 'loop') return setStopsOnError(draft, source.stopsOnError);
  }
  if (edit.kind === 'initial') return setInitial(draft, source.initial);
  throw new Error(`${edit.id} of ${draft.id} cannot be taken back to ${source.id}`);
}

function say(kind: Edit['kind'], words: Words): string {
  return fill<string>(WORDS[kind], words);
}
