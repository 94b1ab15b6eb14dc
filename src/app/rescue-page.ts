/** What the page tells a part of it that failed: what is untouched, a report, and the way to Explore. */

import { getCursorIndex, getLine } from '../machine/history.ts';
import type { Page } from '../page/open-page.ts';
import { MODES } from '../page/workbench.ts';
import { formatVisibleLine } from '../protocol/words/outside-text.ts';
import type { Mode } from '../share/view.ts';
import type { Failed, Rescue } from '../ui/failure/rescue.tsx';

export const RESCUE_WORDS = {
  app: 'VFIO Migration Explorer',
  page: 'The page',
  palette: 'The list of commands',
  help: 'Help',
  kept: 'The list of what is kept',
  noDialog: (name: string) =>
    `${name} could not be shown. Open it again; if that fails too, load the page again: what you asked, edited and wrote is kept.`,
  steps: (steps: string, own: string) => `Untouched: the history with its ${steps}${own}.`,
  own: (count: number) =>
    `, and ${count === 1 ? 'one rule set' : `${count} rule sets`} edited or pasted here`,
  stored:
    'Texts under review, progress in the lessons and preferences stay as this browser stored them last.',
};

/** The most lines of a stack that a report has. */
const MOST_LINES = 20;

export const getModeTitle = (mode: Mode): string => MODES.find(([id]) => id === mode)?.[1] ?? mode;

export function createRescue(page: Page): Rescue {
  const { history, workbench, acts } = page;
  const getSteps = () => {
    const { length } = getLine(history.getSnapshot().context.history);
    return length === 1 ? '1 step' : `${length} steps`;
  };
  return {
    getKept: () => {
      const { length } = workbench.getSnapshot().context.library;
      return [
        RESCUE_WORDS.steps(getSteps(), length > 0 ? RESCUE_WORDS.own(length) : ''),
        RESCUE_WORDS.stored,
      ];
    },
    toReport: (failed) => {
      const { ruleSet, flags, history: tree } = history.getSnapshot().context;
      const { mode, part, against } = workbench.getSnapshot().context;
      const place = [
        `mode ${mode}`,
        ...(part === null ? [] : [`part ${part}`]),
        `rule set ${ruleSet.id}`,
        ...(against === null ? [] : [`compared with ${against}`]),
        `migration_flags ${flags ?? 'none'}`,
        `${getSteps()}, cursor at ${getCursorIndex(tree)}`,
      ];
      return formatReport(failed, place.join(', '), navigator.userAgent);
    },
    getWayOut: () =>
      workbench.getSnapshot().context.mode === 'explore' ? null : () => acts.changeMode('explore'),
  };
}

/** It holds none of the reader's texts, unless the error quotes one; and no invisible characters. */
export function formatReport({ name, error, components }: Failed, place: string, browser: string): string {
  const said = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  const stack = error instanceof Error ? cutLines((error.stack ?? '').replace(said, '')) : [];
  return [
    'VFIO Migration Explorer: report of a failure',
    '',
    `Part: ${name}`,
    `Error: ${said}`,
    `Place: ${place}`,
    `Browser: ${browser}`,
    ...(stack.length > 0 ? ['', 'Stack:', ...stack] : []),
    ...(components.trim() === '' ? [] : ['', 'Components:', ...cutLines(components)]),
    '',
  ]
    .map((line) => formatVisibleLine(line))
    .join('\n');
}

const cutLines = (text: string): readonly string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .slice(0, MOST_LINES)
    .map((line) => `  ${line}`);
