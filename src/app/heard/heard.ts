/** What the reader hears of a deed: a sentence from what the page was before it and what it is now. Pure. */

import { formatOutcome, formatProspect } from '../../graph/picture/outcome-words.ts';
import { getShownOutcome } from '../../graph/picture/shown-outcome.ts';
import type { HistoryNode } from '../../machine/history.ts';
import {
  findFirstDifference,
  getCurrent,
  getCursorIndex,
  getLastOutcome,
  getLine,
} from '../../machine/history.ts';
import type { HistoryContext } from '../../machine/history-machine.ts';
import { getQuestion } from '../../machine/history-machine.ts';
import type { Deed } from '../../page/acts.ts';
import type { Workbench } from '../../page/workbench.ts';
import { getAgainst } from '../../page/workbench.ts';
import { formatFlags } from '../../protocol/state/migration-flags.ts';
import { isInQuestion } from '../../protocol/state/open-question.ts';
import { formatRequest } from '../../protocol/state/request-pair.ts';
import { formatDigits, formatState } from '../../protocol/state/state.ts';
import type { Outcome } from '../../protocol/trace/replay.ts';
import { VERDICT_WORDS } from '../../protocol/verdict/verdict.ts';
import { fill } from '../../protocol/words/fill.ts';
import type { Preferences } from '../../share/store/preferences.ts';
import { LEARN_PARTS, MODE_WORDS, PREFERENCE_WORDS, HEARD_WORDS as WORDS } from './heard-words.ts';

/** The page as it is at one time. */
export interface Moment {
  readonly history: HistoryContext;
  readonly isPlaying: boolean;
  readonly workbench: Workbench;
  readonly preferences: Preferences;
}

/** A deed of the reader; or `played`, where a playback has come to its end by itself. */
export type Happening = Deed | 'played';

/**
 * The sentence for what was done at once, in that order; empty where there is nothing to say. Of the rules and of the side
 * that they are compared with it makes one.
 */
export function formatHeard(deeds: readonly Happening[], before: Moment, now: Moment): string {
  const isBoth = deeds.includes('rules') && deeds.includes('against');
  return [...new Set(deeds)]
    .filter((deed) => !(isBoth && deed === 'against'))
    .map((deed) => (isBoth && deed === 'rules' ? formatSides(before, now) : formatDeed(deed, before, now)))
    .filter((sentence) => sentence !== '')
    .join(' ');
}

function formatDeed(deed: Happening, before: Moment, now: Moment): string {
  const { history } = now;
  switch (deed) {
    case 'ask':
    case 'reset':
      return history.history === before.history.history ? formatAsked(history) : formatLast(history);
    case 'select':
      return isOfDriver(now) ? '' : formatLooked(history);
    case 'undo':
    case 'redo':
      return formatTurned(deed, before.history, history);
    case 'jump':
    case 'cursor.back':
    case 'cursor.forward':
    case 'cursor.start':
    case 'cursor.end':
      return before.history.history.cursor === history.history.cursor
        ? fill(WORDS.already, { where: formatWhere(history) })
        : formatWhere(history);
    case 'history.clear':
      return fill(WORDS.cleared, { now: formatNow(history) });
    case 'play':
      if (now.isPlaying) return '';
      return before.isPlaying ? fill(WORDS.paused, { where: formatWhere(history) }) : WORDS.noPlay;
    case 'played':
      return fill(WORDS.ended, {
        count: formatCount(getCursorIndex(history.history)),
        what: formatLast(history) || formatNow(history),
      });
    case 'rules':
      return formatRules(before.history, history);
    case 'flags':
      return formatFlagsChange(history);
    case 'arm':
      return formatArm(history);
    case 'mode':
      return formatMode(now);
    case 'against':
      return formatSides(before, now);
    case 'preference':
      return formatPreferences(before.preferences, now.preferences);
  }
}

/** The arcs of a driver are told by who shows them: the rules know nothing of them. */
const isOfDriver = ({ workbench: { mode, subject } }: Moment) =>
  mode === 'review' && (subject ?? null) !== null;

const formatNow = ({ ruleSet: { states }, history }: HistoryContext) => {
  const [name, digits] = [
    formatState(states, getCurrent(history)),
    formatDigits(states, getCurrent(history)),
  ];
  return fill(WORDS.now, { now: name === digits ? name : `${name} ${digits}` });
};

/** `_RUNNING to _STOP`: a screen reader reads a `>` as “greater than”, or not at all. */
const speak = (sentence: string) => sentence.replaceAll(' > ', ' to ');

const formatCount = (count: number) => (count === 1 ? WORDS.oneStep : fill(WORDS.steps, { count }));

/** What came of the last act, as the bar shows it. */
function formatLast({ ruleSet, history }: HistoryContext): string {
  const outcome = getLastOutcome(history);
  return outcome ? formatMade(ruleSet, outcome) : '';
}

function formatMade(ruleSet: HistoryContext['ruleSet'], outcome: Outcome): string {
  const { word, request, why } = formatOutcome(ruleSet, outcome);
  if (outcome.cause === 'reset')
    return fill(WORDS.reset, { word, now: formatState(ruleSet.states, outcome.now) });
  const errno = outcome.kind === 'refused' ? `, -${outcome.returns}` : '';
  return speak(fill(WORDS.outcome, { word, errno, request, why }));
}

/** A request that was not made: a lesson asks about it. */
const formatAsked = (history: HistoryContext) => getQuestion(history)?.words.first ?? '';

/** The request in view, as the inspector has it. */
function formatLooked(history: HistoryContext): string {
  const { ruleSet, flags, selection, armed } = history;
  if (!selection) return '';
  const question = getQuestion(history);
  if (isInQuestion(question, selection)) return question?.words.request ?? '';
  const moment = { current: getCurrent(history.history), armed, last: getLastOutcome(history.history) };
  const shown = getShownOutcome(ruleSet, { ...selection, flags }, moment);
  const isLast = shown.when === 'asked';
  const what = isLast ? formatMade(ruleSet, shown.outcome) : endSentence(formatProspect(ruleSet, shown));
  return speak(
    fill(isLast ? WORDS.lookedLast : WORDS.looked, {
      request: formatRequest(ruleSet.states, selection),
      what,
    }),
  );
}

const endSentence = (text: string) => (/[.!?]$/.test(text) ? text : `${text}.`);

/** Where the cursor stands, with the step before it. */
function formatWhere(history: HistoryContext): string {
  const line = getLine(history.history);
  const [at, now] = [getCursorIndex(history.history), formatNow(history)];
  if (line.length === 0) return fill(WORDS.nothing, { now });
  const count = formatCount(line.length);
  if (at === 0) return fill(WORDS.start, { count, now });
  return fill(WORDS.step, { at, count: line.length, what: formatNode(history, line[at - 1]), now });
}

/** `_RUNNING to _STOP, accepted` */
function formatNode({ ruleSet }: HistoryContext, node: HistoryNode | undefined): string {
  if (!node) return '';
  if (node.made?.kind !== 'made') return node.step.act === 'request' ? node.step.to : 'device reset';
  const { outcome } = node.made;
  const request = outcome.verdict ? formatRequest(ruleSet.states, outcome.verdict.request) : 'device reset';
  return speak(`${request}, ${VERDICT_WORDS[outcome.kind].toLowerCase()}`);
}

/** What undo or redo has changed: the one thing that differs. */
function formatTurned(deed: 'undo' | 'redo', before: HistoryContext, now: HistoryContext): string {
  const isUndo = deed === 'undo';
  const isSame = before.past.length === now.past.length;
  if (isSame) {
    const stack = isUndo ? before.past : before.future;
    return stack.length > 0 ? WORDS.asked : isUndo ? WORDS.nothingBefore : WORDS.nothingAfter;
  }
  const what = formatChange(isUndo ? now : before, isUndo ? before : now);
  return fill(isUndo ? WORDS.takenBack : WORDS.madeAgain, { what, now: formatNow(now) });
}

/** What led from one workspace to the next. */
function formatChange(from: HistoryContext, to: HistoryContext): string {
  if (from.ruleSet.id !== to.ruleSet.id) return fill(WORDS.rulesOnly, { id: to.ruleSet.id });
  if (from.ruleSet !== to.ruleSet) return fill(WORDS.edit, { id: to.ruleSet.id });
  if (from.flags !== to.flags) return fill(WORDS.flagsOnly, { flags: to.flags ?? 0 });
  const made = to.history.nodes.at(-1);
  if (made && to.history.nodes.length === from.history.nodes.length + 1) return formatNode(to, made);
  return formatCount(Math.abs(getLine(to.history).length - getLine(from.history).length));
}

/** Where the steps no longer come out as they did when they were asked. */
function formatSteps({ history }: HistoryContext): string {
  const other = findFirstDifference(history);
  if (!other) return '';
  const at = getLine(history).indexOf(other) + 1;
  return fill(other.made?.kind === 'made' ? WORDS.differs : WORDS.unmade, { at });
}

/** An edit of the rules in view is told by who edits. */
function formatRules(before: HistoryContext, now: HistoryContext): string {
  const { id } = now.ruleSet;
  if (before.ruleSet.id === id && before.ruleSet !== now.ruleSet) return '';
  return fill(WORDS.rules, { id, now: formatNow(now), steps: formatSteps(now) });
}

function formatFlagsChange(history: HistoryContext): string {
  const flags = history.flags ?? 0;
  const names = formatFlags(flags).replaceAll(' | ', ', ');
  return fill(WORDS.flags, { flags, names, now: formatNow(history), steps: formatSteps(history) });
}

function formatArm({ armed }: HistoryContext): string {
  switch (armed?.kind) {
    case undefined:
      return WORDS.notArmed;
    case 'declined':
      return fill(WORDS.declined, { arc: armed.arc, errno: armed.errno });
    case 'faulted':
      return fill(WORDS.faulted, { arc: armed.arc });
    case 'corrupt':
      return WORDS[armed.device];
  }
}

const getSides = ({ history: { ruleSet }, workbench }: Moment) => ({
  old: getAgainst(workbench, ruleSet).id,
  now: ruleSet.id,
});

function formatSides(before: Moment, now: Moment): string {
  const [was, is] = [getSides(before), getSides(now)];
  const isSwap = was.old === is.now && was.now === is.old && was.old !== was.now;
  return fill(isSwap ? WORDS.exchanged : WORDS.sides, is);
}

function formatMode(now: Moment): string {
  const { workbench, history } = now;
  const part = LEARN_PARTS.find(([start]) => (workbench.part ?? '').startsWith(start))?.[1] ?? '';
  const { old } = getSides(now);
  return fill<string>(MODE_WORDS[workbench.mode], {
    part,
    old,
    id: history.ruleSet.id,
    now: formatNow(history),
  });
}

function formatPreferences(before: Preferences, now: Preferences): string {
  const tell = <Key extends keyof Preferences>(key: Key) =>
    before[key] === now[key] ? '' : (PREFERENCE_WORDS[key]?.(now[key], before[key]) ?? '');
  return (['theme', 'size', 'motion', 'singleKeys', 'shown'] as const)
    .map(tell)
    .filter((sentence) => sentence !== '')
    .join(' ');
}
