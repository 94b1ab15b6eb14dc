/** The parts of a link, each read by itself: what cannot be read is said in a sentence, and has a default. */

import type { RuleSet } from '../../protocol/rule-sets/rule-set.ts';
import { getFlagSets } from '../../protocol/rule-sets/rule-set.ts';
import { formatState, parseState } from '../../protocol/state/state.ts';
import type { Step } from '../../protocol/trace/trace.ts';
import { findClosest } from '../../protocol/words/closest.ts';
import { formatQuote } from '../../protocol/words/outside-text.ts';
import { findMisfit } from '../rule-set-fit.ts';
import type { Mode, View } from '../view.ts';
import { MAX_LINK_STEPS } from './link.ts';
import { decodePercent } from './percent.ts';
import { decodeStep } from './step-read.ts';

const KEYS = [
  'v',
  'rules',
  'table',
  'mode',
  'part',
  'with',
  'with-table',
  'flags',
  'start',
  'trace',
  'look',
  'at',
] as const;
export type Parts = ReadonlyMap<(typeof KEYS)[number], string>;
export type Warn = (sentence: string) => void;

const MODES: readonly Mode[] = ['explore', 'compare', 'review', 'learn'];

const WARNINGS = {
  mode: (text: string) =>
    `The link is for the mode ${formatQuote(text)}, which is none of ${MODES.join(', ')}; it is opened in explore.`,
  part: (text: string) =>
    `The link opens the part ${formatQuote(text)} of its mode, which cannot be read; the mode is opened as it is.`,
  noFlags: (ruleSet: RuleSet, kept: string) =>
    `The link has no flags, and ${ruleSet.id} is of protocol v2, which needs migration_flags; ${kept}.`,
  flags: (text: string, why: string, kept: string) =>
    `The link has the flags ${formatQuote(text)}: ${why}; ${kept}.`,
  start: (text: string, why: string, initial: string) =>
    `The link starts in the state ${formatQuote(text)}: ${why}; the initial state ${initial} is kept.`,
  look: (text: string, why: string) =>
    `The link looks at the request ${formatQuote(text)}: ${why}; no request is selected.`,
  steps: (count: number) =>
    `The link has ${count} steps, and only the first ${MAX_LINK_STEPS} are read; these are kept.`,
  noCursor: (end: string) =>
    `The link does not say where its cursor stands (its part "at" is missing), so it may have been cut on its way; the cursor is kept ${end}.`,
  cursor: (text: string, end: string) =>
    `The link has its cursor at ${formatQuote(text)}, which is not a number from 0; the cursor is kept ${end}.`,
  past: (text: string, count: number, end: string) =>
    `The link has its cursor at ${formatQuote(text)}, past the end of its steps, of which there are ${count}; the cursor is kept ${end}.`,
};

const CLAUSES = {
  notDigits: 'that is not a number',
  escape: 'a percent sign does not begin a valid escape',
  pair: 'a request is written as two states with a ~ between them',
  unknown: (ruleSet: RuleSet, name: string) => {
    const names = ruleSet.states.map((state) => state.name);
    const closest = findClosest(name, names);
    return `${ruleSet.id} has no state ${formatQuote(name)}; ${closest ? `the closest is ${closest}` : `it has ${names.join(', ')}`}`;
  },
};

/** The parts of a text, each once, and what is none. */
export function splitParts(text: string): { parts: Parts; strange: readonly string[] } {
  const parts = new Map<(typeof KEYS)[number], string>();
  const strange: string[] = [];
  for (const part of text.split('&')) {
    const key = KEYS.find((known) => part.startsWith(`${known}=`));
    if (key && !parts.has(key)) parts.set(key, part.slice(key.length + 1));
    else if (part !== '') strange.push(part);
  }
  return { parts, strange };
}

export function toMode(text: string | undefined, warn: Warn): Mode | undefined {
  const mode = MODES.find((known) => known === text);
  if (text !== undefined && !mode) warn(WARNINGS.mode(text));
  return mode === 'explore' ? undefined : mode;
}

/** What the mode itself reads; here only that it is a text that a link may have. */
export function toPart(text: string | undefined, warn: Warn): string | undefined {
  if (text === undefined || /^[\w.,:~-]{1,999}$/.test(text)) return text;
  warn(WARNINGS.part(text));
  return undefined;
}

export function toFlags(ruleSet: RuleSet, text: string | undefined, warn: Warn): number | null {
  const all = getFlagSets(ruleSet).at(-1) ?? null;
  const kept = all === null ? 'no flags are kept' : `flags ${all} are kept, all that ${ruleSet.id} defines`;
  if (text === undefined) {
    if (all !== null) warn(WARNINGS.noFlags(ruleSet, kept));
    return all;
  }
  const flags = /^-?\d{1,15}$/.test(text) ? Number(text) : undefined;
  const why = flags === undefined ? CLAUSES.notDigits : findMisfit(ruleSet, flags);
  if (why === undefined && flags !== undefined) return flags;
  warn(WARNINGS.flags(text, why ?? CLAUSES.notDigits, kept));
  return all;
}

/** The name of a state that the rule set has: no replay would mark a start or a selection that it does not have. */
function toName(ruleSet: RuleSet, text: string, fail: Warn): string | undefined {
  const name = decodePercent(text);
  if (name !== undefined && parseState(ruleSet.states, name) !== undefined) return name;
  fail(name === undefined ? CLAUSES.escape : CLAUSES.unknown(ruleSet, name));
  return undefined;
}

export function toStart(ruleSet: RuleSet, text: string | undefined, warn: Warn): string | undefined {
  if (text === undefined) return undefined;
  const initial = formatState(ruleSet.states, ruleSet.initial);
  return toName(ruleSet, text, (why) => warn(WARNINGS.start(text, why, initial)));
}

export function toLook(ruleSet: RuleSet, text: string | undefined, warn: Warn): View['look'] {
  if (text === undefined) return undefined;
  const fail: Warn = (why) => warn(WARNINGS.look(text, why));
  const [first = '', second, third] = text.split('~');
  if (second === undefined || third !== undefined) fail(CLAUSES.pair);
  const from = second !== undefined && third === undefined ? toName(ruleSet, first, fail) : undefined;
  const to = from && second !== undefined ? toName(ruleSet, second, fail) : undefined;
  return from && to ? { from, to } : undefined;
}

/** The steps up to the first that cannot be read, and how many the link has. */
export function toSteps(text: string | undefined, warn: Warn): { steps: readonly Step[]; asked: number } {
  const texts = text ? text.split(',') : [];
  const steps: Step[] = [];
  if (texts.length > MAX_LINK_STEPS) warn(WARNINGS.steps(texts.length));
  for (const [index, each] of texts.slice(0, MAX_LINK_STEPS).entries()) {
    const step = decodeStep(each, index + 1);
    if (!step.ok) {
      warn(step.problem);
      break;
    }
    steps.push(step.value);
  }
  return { steps, asked: texts.length };
}

/** The cursor, at most `count`. Only what lies past the steps that the link has itself is worth a sentence. */
export function toCursor(text: string | undefined, count: number, asked: number, warn: Warn): number {
  const end = count === 0 ? 'at the start' : `after step ${count}, the last`;
  if (text !== undefined && /^\d+$/.test(text)) {
    if (Number(text) > asked) warn(WARNINGS.past(text, asked, end));
    return Math.min(Number(text), count);
  }
  if (text !== undefined) warn(WARNINGS.cursor(text, end));
  else warn(WARNINGS.noCursor(end));
  return count;
}
