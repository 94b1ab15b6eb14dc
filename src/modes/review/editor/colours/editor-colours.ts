/** The colours of diffs, quotations and C in the editor: only the lines that are shown are looked at, on each change. */

import type { EditorState, Extension } from '@codemirror/state';
import { RangeSetBuilder, StateField } from '@codemirror/state';
import type { DecorationSet, ViewUpdate } from '@codemirror/view';
import { Decoration, EditorView, ViewPlugin } from '@codemirror/view';
import type { LineInfo, LineKind } from './editor-line.ts';
import { classifyLines, isSource } from './editor-line.ts';
import type { TokenKind } from './editor-token.ts';
import { readTokens } from './editor-token.ts';

/** Lines before the first shown one that its hunk is looked for in. */
const LOOK_BACK = 400;

/** Lines at the start of the text that tell C from the rest. */
const SAMPLE = 400;

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

function listLines({ doc }: EditorState, first: number, last: number): string[] {
  const lines: string[] = [];
  const start = Math.max(1, first);
  if (start > last) return lines;
  for (const line of doc.iterLines(start, Math.min(last, doc.lines) + 1)) lines.push(line);
  return lines;
}

/** Whether the whole text is C; asked again only where the start of it changes. */
const sourceField = StateField.define<boolean>({
  create: (state) => isSource(listLines(state, 1, SAMPLE)),
  update: (value, { docChanged, changes, startState, state }) => {
    if (!docChanged) return value;
    const end = startState.doc.line(Math.min(SAMPLE, startState.doc.lines)).to;
    return changes.touchesRange(0, end) ? isSource(listLines(state, 1, SAMPLE)) : value;
  },
});

/** The decorations of the lines from `first` to `last`. */
function decorate(
  state: EditorState,
  first: number,
  last: number,
  builder: RangeSetBuilder<Decoration>,
): void {
  const from = Math.max(1, first - LOOK_BACK);
  const lines = listLines(state, from, last);
  const infos = classifyLines(lines, state.field(sourceField));
  let offset = state.doc.line(first).from;
  let isOpen = false;
  lines.forEach((text, index) => {
    const info = infos[index];
    if (!info) return;
    const read = info.code === null ? undefined : readTokens(text, info.code, isOpen);
    isOpen = read?.isOpen ?? false;
    if (from + index < first) return;
    const line = getLineDecoration(info);
    if (line) builder.add(offset, offset, line);
    if (info.depth > 0) builder.add(offset, offset + info.start, QUOTE);
    for (const token of read?.tokens ?? [])
      builder.add(offset + token.from, offset + token.to, TOKENS[token.kind]);
    offset += text.length + 1;
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
  sourceField,
  ViewPlugin.fromClass(
    class {
      decorations: DecorationSet;
      constructor(view: EditorView) {
        this.decorations = build(view);
      }
      update(update: ViewUpdate) {
        if (update.docChanged || update.viewportChanged) this.decorations = build(update.view);
      }
    },
    {
      provide: (plugin) =>
        EditorView.decorations.of((view) => view.plugin(plugin)?.decorations ?? Decoration.none),
    },
  ),
];
