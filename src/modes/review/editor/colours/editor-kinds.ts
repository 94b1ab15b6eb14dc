/**
 * The kind of each line in the editor, as the worker last read it. The kinds move with the lines as the user types, until
 * the worker answers again; a line typed since then has no kind yet.
 */

import type { ChangeDesc, EditorState, Text } from '@codemirror/state';
import { ChangeSet, StateEffect, StateField } from '@codemirror/state';
import type { LineInfo, LineKinds } from '../../../../reader/line/line-info.ts';
import { getLineInfo, NO_KINDS } from '../../../../reader/line/line-info.ts';

interface Known {
  readonly kinds: LineKinds;
  /** The text that the worker read, and what was typed since. */
  readonly doc: Text;
  readonly since: ChangeDesc;
}

/** Sets the kinds of the text now in the editor. */
export const setKinds = StateEffect.define<LineKinds>();

const know = (kinds: LineKinds, doc: Text): Known => ({ kinds, doc, since: ChangeSet.empty(doc.length) });

export const kindsField = StateField.define<Known>({
  create: ({ doc }) => know(NO_KINDS, doc),
  update: (value, { docChanged, changes, effects, state }) => {
    const set = effects.findLast((effect) => effect.is(setKinds));
    if (set) return know(set.value as LineKinds, state.doc);
    return docChanged ? { ...value, since: value.since.composeDesc(changes.desc) } : value;
  },
});

/** Whether the editor needs these kinds: the ones it has belong to this text or an earlier one. */
export function areNews(state: EditorState, kinds: LineKinds): boolean {
  const known = state.field(kindsField);
  return known.kinds !== kinds || (!known.since.empty && known.doc.eq(state.doc));
}

/** The kinds of the lines that begin at these offsets; undefined for a line typed since the last reading. */
export function listInfos(state: EditorState, starts: readonly number[]): readonly (LineInfo | undefined)[] {
  const { kinds, doc, since } = state.field(kindsField);
  const back = since.invertedDesc;
  return starts.map((start) => {
    const at = back.mapPos(start);
    const line = doc.lineAt(at);
    return line.from === at ? getLineInfo(kinds, line.number) : undefined;
  });
}
