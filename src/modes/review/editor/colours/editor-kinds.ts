/**
 * What the lines in the editor are, as the worker has read them, moved along while the user types until it answers anew. A
 * line that was typed since is not known yet.
 */

import type { ChangeDesc, EditorState, Text } from '@codemirror/state';
import { ChangeSet, StateEffect, StateField } from '@codemirror/state';
import type { LineInfo, LineKinds } from '../../../../reader/line/line-info.ts';
import { getLineInfo, NO_KINDS } from '../../../../reader/line/line-info.ts';

interface Known {
  readonly kinds: LineKinds;
  /** The text that was read, and what was typed since. */
  readonly doc: Text;
  readonly since: ChangeDesc;
}

/** The kinds of the text that is now in the editor. */
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

/** Whether kinds are news to the editor: those that it has are of this text or one before it. */
export function areNews(state: EditorState, kinds: LineKinds): boolean {
  const known = state.field(kindsField);
  return known.kinds !== kinds || (!known.since.empty && known.doc.eq(state.doc));
}

/** What the lines are that begin at these offsets; undefined where one was typed since. */
export function listInfos(state: EditorState, starts: readonly number[]): readonly (LineInfo | undefined)[] {
  const { kinds, doc, since } = state.field(kindsField);
  const back = since.invertedDesc;
  return starts.map((start) => {
    const at = back.mapPos(start);
    const line = doc.lineAt(at);
    return line.from === at ? getLineInfo(kinds, line.number) : undefined;
  });
}
