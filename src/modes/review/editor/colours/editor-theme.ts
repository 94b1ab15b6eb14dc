/**
 * The look of the editor. The page's custom properties reach into the shadow root, so the editor follows the page's theme;
 * the page's rules do not, so the editor's panels are styled here.
 */

import { EditorView } from '@codemirror/view';
import { REMARKS } from '../editor-severity.ts';

const mix = (colour: string, percent: number) =>
  `color-mix(in srgb, var(--${colour}) ${percent}%, transparent)`;
const ink = (colour: string, percent: number) =>
  `color-mix(in srgb, var(--${colour}) ${percent}%, var(--ink))`;

/** The colours of remarks, by CodeMirror's severity. */
const RANKS = { error: 'refused', warning: 'unspecified', info: 'accent', hint: 'muted' } as const;
type Rank = keyof typeof RANKS;

const SIGNS = new Map(Object.values(REMARKS).map(({ rank, sign }) => [rank, sign]));

const toRankRules = (rank: Rank) => ({
  [`.cm-diagnostic-${rank}`]: { borderLeft: `3px solid var(--${RANKS[rank]})` },
  [`.cm-diagnostic-${rank} strong`]: { color: `var(--${RANKS[rank]})` },
  [`.cm-lintRange-${rank}`]: {
    backgroundImage: 'none',
    textDecoration: `underline ${rank === 'error' || rank === 'warning' ? 'wavy' : 'dotted'} var(--${RANKS[rank]}) 1px`,
    textUnderlineOffset: '3px',
  },
  [`.cm-lintPoint-${rank}:after`]: { borderBottomColor: `var(--${RANKS[rank]})` },
  [`.cm-lint-marker-${rank}`]: { content: 'normal', color: `var(--${RANKS[rank]})` },
  [`.cm-lint-marker-${rank}::before`]: { content: JSON.stringify(SIGNS.get(rank) ?? '') },
});

const CODE = {
  '.cm-c-comment': { color: 'var(--muted)', fontStyle: 'italic' },
  '.cm-c-keyword': { fontWeight: '600' },
  '.cm-c-directive': { color: ink('never', 70), fontWeight: '600' },
  '.cm-c-string, .cm-c-number': { color: ink('never', 70) },
  '.cm-c-constant': { color: ink('accent', 85) },
};

const DIFF = {
  '.cm-line.cm-added': { backgroundColor: mix('accepted', 11) },
  '.cm-line.cm-removed': { backgroundColor: mix('refused', 10) },
  '.cm-line.cm-hunk': { backgroundColor: 'var(--hover)', color: 'var(--muted)' },
  '.cm-line.cm-file': { fontWeight: '600' },
  '.cm-mail-header, .cm-quoted, .cm-quote': { color: 'var(--muted)' },
};

const GUTTERS = {
  '.cm-gutters, .cm-gutters.cm-gutters-before': {
    border: '0',
    borderRight: '1px solid var(--line)',
    backgroundColor: 'var(--surface)',
    color: 'var(--muted)',
  },
  '.cm-lineNumbers .cm-gutterElement': { padding: '0 6px 0 2px', minWidth: '24px' },
  '.cm-activeLineGutter': { backgroundColor: 'transparent' },
  '&.cm-focused .cm-activeLineGutter': { color: 'var(--ink)', fontWeight: '600' },
  '.cm-gutter-lint': { width: '14px' },
  '.cm-gutter-lint .cm-gutterElement': { padding: '0' },
  '.cm-lint-marker': {
    width: '14px',
    height: 'auto',
    textAlign: 'center',
    fontFamily: 'var(--sans)',
    fontWeight: '700',
    cursor: 'default',
  },
  '.cm-remark': { maxWidth: '60ch', padding: '4px 8px' },
  '.cm-remark p': { margin: '2px 0' },
  '.cm-entries': { width: '15px', cursor: 'pointer' },
  '.cm-entries .cm-gutterElement': { display: 'flex' },
  '.cm-entry-mark': {
    flex: '1',
    margin: '0 1px',
    borderLeft: '3px solid transparent',
    color: 'var(--ink)',
    paddingLeft: '1px',
    fontSize: '11px',
    lineHeight: '1.7',
    overflow: 'hidden',
  },
  '.cm-entry-mark[data-kind="arc"]': { borderLeftColor: 'var(--line-strong)' },
  '.cm-entry-mark[data-kind="assumed"]': { borderLeft: '3px dotted var(--line-strong)' },
  '.cm-entry-mark[data-kind="selected"]': { borderLeftColor: 'var(--accent)' },
};

const LINES = {
  '.cm-lintRange-active': { backgroundColor: 'transparent', outline: '1px solid var(--line-strong)' },
  '.cm-activeLine': { backgroundColor: 'transparent' },
  '&.cm-focused .cm-activeLine': { boxShadow: 'inset 0 1px var(--line), inset 0 -1px var(--line)' },
  '.cm-line.cm-selected-entry, .cm-line.cm-shown-line': { backgroundColor: 'var(--accent-ground)' },
  '.cm-line.cm-shown-line, &.cm-focused .cm-line.cm-shown-line': {
    boxShadow: 'inset 0 1px var(--accent), inset 0 -1px var(--accent)',
  },
  '.cm-selectionMatch': { backgroundColor: mix('accent', 16) },
  '.cm-searchMatch': { backgroundColor: mix('unspecified', 28), outline: '1px solid var(--unspecified)' },
  '.cm-searchMatch-selected': { outline: '2px solid var(--unspecified)' },
  '.cm-specialChar': { color: 'var(--refused)' },
  '.cm-placeholder': { color: 'var(--muted)', fontFamily: 'var(--sans)' },
};

const FIELD = {
  minHeight: '26px',
  boxSizing: 'border-box',
  border: '1px solid var(--line-strong)',
  borderRadius: '6px',
  background: 'var(--surface)',
  color: 'var(--ink)',
  font: '0.8125rem var(--sans)',
};

const PANELS = {
  '.cm-panels, .cm-panels.cm-panels-top, .cm-panels.cm-panels-bottom': {
    border: '0',
    borderBottom: '1px solid var(--line)',
    backgroundColor: 'var(--ground)',
    color: 'var(--ink)',
    fontFamily: 'var(--sans)',
  },
  '.cm-panel.cm-search, .cm-dialog': {
    display: 'flex',
    flexWrap: 'wrap',
    gap: '4px 6px',
    alignItems: 'center',
    padding: '4px 34px 4px 8px',
    fontSize: '0.8125rem',
  },
  '.cm-panel.cm-search br': { display: 'none' },
  '.cm-panel.cm-search input, .cm-panel.cm-search button, .cm-panel.cm-search label': { margin: '0' },
  '.cm-panel.cm-search label, .cm-dialog label': {
    display: 'flex',
    gap: '4px',
    alignItems: 'center',
    minHeight: '26px',
    fontSize: '0.8125rem',
  },
  '.cm-panel.cm-search input[type=checkbox]': { margin: '0', accentColor: 'var(--accent)' },
  '.cm-textfield': { ...FIELD, flex: '1 1 9rem', maxWidth: '16rem', padding: '0 8px' },
  '.cm-button': { ...FIELD, padding: '0 8px', backgroundImage: 'none', cursor: 'pointer' },
  '.cm-button:hover': { background: 'var(--hover)' },
  '.cm-button:active': { backgroundImage: 'none' },
  '.cm-panel.cm-search [name=close], .cm-panel.cm-panel-lint [name=close], .cm-dialog-close': {
    top: '4px',
    right: '6px',
    width: '26px',
    height: '26px',
    border: '0',
    backgroundColor: 'transparent',
    color: 'var(--ink)',
    fontSize: '1rem',
    cursor: 'pointer',
  },
  '.cm-panel.cm-panel-lint ul [aria-selected]': {
    backgroundColor: 'var(--accent-ground)',
    color: 'var(--ink)',
  },
  '.cm-panels :focus-visible': { outline: '2px solid var(--focus)', outlineOffset: '1px' },
  '.cm-tooltip, &.cm-focused .cm-tooltip': {
    maxWidth: 'min(34rem, 100%)',
    border: '1px solid var(--line-strong)',
    borderRadius: '6px',
    backgroundColor: 'var(--surface)',
    color: 'var(--ink)',
    font: '0.8125rem/1.4 var(--sans)',
    boxShadow: '0 4px 16px #00000033',
    overflow: 'hidden',
  },
  '.cm-diagnostic': { margin: '0', padding: '4px 10px', overflowWrap: 'anywhere' },
  '.cm-diagnostic + .cm-diagnostic': { borderTop: '1px solid var(--line)' },
  '.cm-diagnosticSource': {
    color: 'var(--muted)',
    fontFamily: 'var(--mono)',
    fontSize: '0.6875rem',
    opacity: '1',
  },
};

/** All of the text, a line of a hundred columns as wide as the paper. A line is not broken: its number would stand elsewhere. */
const PAPER = {
  '.cm-panels, .cm-tooltip, .cm-cursorLayer, .cm-selectionLayer': { display: 'none' },
  '.cm-scroller': { height: 'auto', overflow: 'visible', zoom: '0.8' },
};

export const theme = EditorView.theme({
  '&': { height: '100%', backgroundColor: 'var(--surface)', color: 'var(--ink)' },
  '&.cm-focused': { outline: 'none' },
  '&.cm-focused::after': {
    content: '""',
    position: 'absolute',
    inset: '0',
    zIndex: '400',
    border: '2px solid var(--focus)',
    pointerEvents: 'none',
  },
  '.cm-scroller': { fontFamily: 'var(--mono)', fontSize: '0.78125rem', lineHeight: '1.5' },
  '.cm-content': { padding: '4px 0', caretColor: 'var(--ink)' },
  '.cm-line': { padding: '0 8px 0 6px' },
  ...CODE,
  ...DIFF,
  ...GUTTERS,
  ...LINES,
  ...PANELS,
  ...toRankRules('error'),
  ...toRankRules('warning'),
  ...toRankRules('info'),
  ...toRankRules('hint'),
  '@media print': PAPER,
});
