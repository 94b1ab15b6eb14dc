/** The document's title: what the page shows, for a list of tabs, of windows, or of what was visited. Loaded after the first paint. */

import { COURSE } from '../../lesson/course.ts';
import { getCurrent, getLastOutcome } from '../../machine/history.ts';
import type { HistoryContext } from '../../machine/history-machine.ts';
import { LEARN_WORDS } from '../../modes/learn/machine/learn-words.ts';
import type { Page } from '../../page/open-page.ts';
import type { Workbench } from '../../page/workbench.ts';
import { getAgainst } from '../../page/workbench.ts';
import { formatRequest } from '../../protocol/state/request-pair.ts';
import { formatState } from '../../protocol/state/state.ts';
import { VERDICT_WORDS } from '../../protocol/verdict/verdict.ts';
import { readVerdict } from '../../protocol/verdict/verdict-table.ts';
import { getModeTitle, RESCUE_WORDS } from '../rescue-page.ts';

const PANELS = Object.entries(LEARN_WORDS.panels);

/**
 * `STOP_COPY > PRE_COPY never returns · v2-6.2 · Explore · VFIO Migration Explorer`. Learn names its lesson or panel, and no
 * request: a lesson may be asking about it.
 */
export function formatPageTitle(history: HistoryContext, workbench: Workbench): string {
  const shown =
    workbench.mode === 'learn'
      ? formatPart(workbench.part ?? '')
      : [formatThing(history), formatRules(history, workbench)];
  return [...shown, getModeTitle(workbench.mode), RESCUE_WORDS.app].join(' · ');
}

/** The lesson or the panel that is open in Learn; the list of lessons has no name of its own. */
function formatPart(part: string): readonly string[] {
  const [, panel = '', id] = /^([a-z]+)(?:\.([\w-]+))?/.exec(part) ?? [];
  if (panel === 'lesson') return COURSE.filter((lesson) => lesson.id === id).map(({ title }) => title);
  return PANELS.filter(([name]) => name === panel).map(([, title]) => title);
}

/** The request in view with its verdict; the state of the device where there is none. */
function formatThing({ ruleSet, flags, history, selection }: HistoryContext): string {
  const last = getLastOutcome(history);
  if (!selection && !last) return formatState(ruleSet.states, getCurrent(history));
  const request = selection ?? last?.verdict?.request;
  if (!request) return 'VFIO_DEVICE_RESET';
  const isLast = last?.verdict?.request.from === request.from && last.verdict.request.to === request.to;
  const kind = isLast ? last.kind : readVerdict(ruleSet, { ...request, flags }).kind;
  return `${formatRequest(ruleSet.states, request)} ${VERDICT_WORDS[kind].toLowerCase()}`;
}

function formatRules({ ruleSet }: HistoryContext, workbench: Workbench): string {
  if (workbench.subject) return workbench.subject.title;
  if (workbench.mode !== 'compare') return ruleSet.id;
  return `${getAgainst(workbench, ruleSet).id} → ${ruleSet.id}`;
}

/** Keeps the title, for as long as the page is open. */
export function followTitle({ history, workbench, painted }: Page): void {
  const write = () => {
    document.title = formatPageTitle(history.getSnapshot().context, workbench.getSnapshot().context);
  };
  painted.subscribe(write);
  workbench.subscribe(write);
  write();
}
