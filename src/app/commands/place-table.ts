/** Every part of the page that a command leads to: its mode, its name there, what else it is found by, and the way. */

import type { Mode } from '../../share/view.ts';
import type { Place } from '../../ui/attention/reach.ts';

export interface PlaceRow extends Place {
  readonly id: string;
  readonly mode: Mode;
  /** As the page names it; a command says the mode before it. */
  readonly name: string;
  readonly words?: string;
  /** Where only one protocol has it. */
  readonly only?: 'v1' | 'v2';
  /** What is said where the page has no such part now. */
  readonly without?: string;
}

const fold = (part: string): Place => ({
  way: [`[data-part="${part}"] [aria-expanded]`],
  end: `[data-part="${part}"] [aria-expanded]`,
});

const tab = (group: string, id: string): Place => ({
  way: [`[data-part="${group}"] [data-tab="${id}"]`],
  end: `[data-part="${group}"] [data-tab="${id}"][aria-selected="true"]`,
});

const within = ({ way }: Place, end: string): Place => ({ way, end });

const EXPLORE: readonly Omit<PlaceRow, 'mode'>[] = [
  {
    id: 'faults',
    name: 'Faults and reset',
    words: 'inject arm decline errno EBUSY ERROR corrupt next request',
    ...within(fold('faults'), '[data-part="faults"] select'),
  },
];

const COMPARE: readonly Omit<PlaceRow, 'mode'>[] = [
  {
    id: 'differences',
    name: 'Differences',
    words: 'diff changes added removed',
    ...tab('comparison', 'differences'),
  },
  {
    id: 'flows',
    name: 'Client flows',
    words: 'qemu cloud-hypervisor vmm clients',
    ...tab('comparison', 'flows'),
  },
  {
    id: 'flags',
    name: 'Flags',
    words: 'migration_flags p2p pre_copy gains',
    only: 'v2',
    ...tab('comparison', 'flags'),
  },
  { id: 'propose', name: 'Propose', words: 'draft edit new rule set table', ...tab('comparison', 'propose') },
  {
    id: 'export',
    name: 'Export a draft as C',
    words: 'patch save download table code',
    way: tab('comparison', 'propose').way,
    end: '[data-part="comparison"] input[data-export]:checked, [data-part="comparison"] [data-begin]',
  },
  { id: 'every', name: 'Every rule set', words: 'all findings table', ...tab('comparison', 'every') },
  { id: 'findings', name: 'Findings', words: 'errors warnings checks problems', ...fold('findings') },
  { id: 'lock-step', name: 'Lock-step', words: 'lockstep both sides walk', ...fold('lock-step') },
];

const NO_TEXT = {
  instead: '[data-beginning] button',
  without: 'There is no text to review yet. This is where one is opened, pasted or chosen from the examples.',
} as const;

const NO_LOG = {
  instead: '[data-beginning] button',
  without: 'There is no log to review now: paste or open one here.',
} as const;

const REVIEW: readonly Omit<PlaceRow, 'mode'>[] = [
  {
    id: 'text',
    name: 'Text',
    words: 'editor paste patch mail source c code',
    way: fold('text').way,
    end: '[data-part="text"] [data-typing]',
  },
  {
    id: 'remarks',
    name: 'Remarks on the text',
    words: 'list f8 findings lines',
    way: fold('text').way,
    end: '[data-remarks]',
    ...NO_TEXT,
  },
  {
    id: 'found',
    name: 'Found in the text',
    words: 'inputs tables read generation base',
    ...fold('found'),
    ...NO_TEXT,
  },
  { id: 'verdict', name: 'Verdict', words: 'breaks effect lamps svg', ...fold('verdict'), ...NO_TEXT },
  {
    id: 'findings',
    name: 'Findings',
    words: 'errors warnings questions problems',
    ...tab('review', 'findings'),
    ...NO_TEXT,
  },
  { id: 'differences', name: 'Differences', ...tab('review', 'differences'), ...NO_TEXT },
  { id: 'flows', name: 'Client flows', ...tab('review', 'flows'), ...NO_TEXT },
  { id: 'matrix', name: 'Matrix', ...tab('review', 'matrix'), ...NO_TEXT },
  { id: 'request', name: 'Request', ...tab('review', 'request'), ...NO_TEXT },
  { id: 'history', name: 'History', ...tab('review', 'history'), ...NO_TEXT },
  {
    id: 'note',
    name: 'Write a note',
    words: 'notes comment remark new',
    way: tab('review', 'notes').way,
    end: '[data-part="review"] textarea',
    ...NO_TEXT,
  },
  {
    id: 'answer',
    name: 'Answer',
    words: 'reply mail report export json sarif b4 markdown save',
    ...tab('review', 'answer'),
    ...NO_TEXT,
  },
  {
    id: 'log-steps',
    name: 'Steps of the log',
    words: 'log run timeline trace qemu device journal dmesg replay',
    ...tab('review', 'log-steps'),
    ...NO_LOG,
  },
  {
    id: 'log-findings',
    name: 'Findings of the log',
    words: 'log errors warnings desync p2p phase',
    ...tab('review', 'log-findings'),
    ...NO_LOG,
  },
  {
    id: 'log-causes',
    name: 'Causes in the log',
    words: 'log why error line does not migrate',
    ...tab('review', 'log-causes'),
    ...NO_LOG,
  },
  {
    id: 'log-other',
    name: 'Other log',
    words: 'log compare two good bad side by side parts',
    ...tab('review', 'log-other'),
    ...NO_LOG,
  },
  {
    id: 'log-report',
    name: 'Report of the log',
    words: 'log text markdown json reply save copy',
    ...tab('review', 'log-report'),
    ...NO_LOG,
  },
  {
    id: 'examples',
    name: 'Examples',
    words: 'sample try',
    way: [],
    end: '[data-part="examples"] [aria-expanded], [data-beginning] li button',
  },
];

const LEARN: readonly Omit<PlaceRow, 'mode'>[] = [
  { id: 'lessons', name: 'Lessons', words: 'course teach tutorial', ...tab('learn', 'lessons') },
  {
    id: 'debate',
    name: 'The debate',
    words: '2021 thread messages mail positions',
    ...tab('learn', 'debate'),
  },
  { id: 'life', name: 'Protocol’s life', words: 'timeline history versions linux', ...tab('learn', 'life') },
  {
    id: 'causes',
    name: 'Causes',
    words: 'why does my device not migrate error line vfio blocker table',
    ...tab('learn', 'causes'),
  },
  { id: 'lab', name: 'Lab', words: 'migrate simulate downtime bandwidth hosts qemu', ...tab('learn', 'lab') },
];

const of = (mode: Mode, rows: readonly Omit<PlaceRow, 'mode'>[]): readonly PlaceRow[] =>
  rows.map((row) => ({ ...row, mode }));

export const PLACES: readonly PlaceRow[] = [
  ...of('explore', EXPLORE),
  ...of('compare', COMPARE),
  ...of('review', REVIEW),
  ...of('learn', LEARN),
];
