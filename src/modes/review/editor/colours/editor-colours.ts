/** Colours diffs, quotations and C in the editor by the kind of each line. Only visible lines are read. */

import type { EditorState, Extension } from '@codemirror/state';
import { RangeSetBuilder } from '@codemirror/state';
import type { DecorationSet, ViewUpdate } from '@codemirror/view';
import { Decoration, EditorView, ViewPlugin } from '@codemirror/view';
import type { LineInfo, LineKind } from '../../../../reader/line/line-info.ts';
import { kindsField, listInfos } from './editor-kinds.ts';
import type { TokenKind } from './editor-token.ts';
import { readTokens } from './editor-token.ts';

/** How many lines above the first visible one are searched for the start of a comment. */
const LOOK_BACK = 400;

const LINES: Readonly<Record<LineKind, string>> = {
  prose: '',
  header: 'cm-mail-header',
  file: 'cm-file',
  hunk: 'cm-hunk',
  added: 'cm-added',
  removed: 'cm-removed',
  context: '',
  code: '',
};

const TOKENS: Readonly<Record<TokenKind, Decoration>> = {
  comment: Decoration.mark({ class: 'cm-c-comment' }),
  string: Decoration.mark({ class: 'cm-c-string' }),
  number: Decoration.mark({ class: 'cm-c-number' }),
  keyword: Decoration.mark({ class: 'cm-c-keyword' }),
  constant: Decoration.mark({ class: 'cm-c-constant' }),
  directive: Decoration.mark({ class: 'cm-c-directive' }),
};

const QUOTE = Decoration.mark({ class: 'cm-quote' });

const known = new Map<string, Decoration>();

function getLineDecoration({ kind, depth, code }: LineInfo): Decoration | undefined {
  const name = `${LINES[kind]}${depth > 0 && code === null && LINES[kind] === '' ? ' cm-quoted' : ''}`.trim();
  if (name === '') return undefined;
  const found = known.get(name) ?? Decoration.line({ class: name });
  known.set(name, found);
  return found;
}

/** Adds the decorations of the lines from `first` to `last`. */
function decorate(
  state: EditorState,
  first: number,
  last: number,
  builder: RangeSetBuilder<Decoration>,
): void {
  const from = Math.max(1, first - LOOK_BACK);
  const lines = Array.from({ length: last - from + 1 }, (_, index) => state.doc.line(from + index));
  const infos = listInfos(
    state,
    lines.map((line) => line.from),
  );
  let isOpen = false;
  lines.forEach(({ text, number, from: offset }, index) => {
    const info = infos[index];
    const read = info && info.code !== null ? readTokens(text, info.code, isOpen) : undefined;
    isOpen = read?.isOpen ?? false;
    if (!info || number < first) return;
    const line = getLineDecoration(info);
    if (line) builder.add(offset, offset, line);
    const quoted = Math.min(info.start, text.length);
    if (info.depth > 0 && quoted > 0) builder.add(offset, offset + quoted, QUOTE);
    for (const token of read?.tokens ?? [])
      builder.add(offset + token.from, offset + token.to, TOKENS[token.kind]);
  });
}

function build({ state, visibleRanges }: EditorView): DecorationSet {
  const builder = new RangeSetBuilder<Decoration>();
  let next = 1;
  for (const { from, to } of visibleRanges) {
    const first = Math.max(next, state.doc.lineAt(from).number);
    const last = state.doc.lineAt(to).number;
    if (last < first) continue;
    decorate(state, first, last, builder);
    next = last + 1;
  }
  return builder.finish();
}

/** The extension. */
export const colours: Extension = [
  kindsField,
  ViewPlugin.fromClass(
    class {
      decorations: DecorationSet;
      constructor(view: EditorView) {
        this.decorations = build(view);
      }
      update(update: ViewUpdate) {
        const isNews = update.startState.field(kindsField) !== update.state.field(kindsField);
        if (isNews || update.viewportChanged) this.decorations = build(update.view);
      }
    },
    {
      provide: (plugin) =>
        EditorView.decorations.of((view) => view.plugin(plugin)?.decorations ?? Decoration.none),
    },
  ),
];
