/**
 * The link: a view as the hash of an address, for people to read and to survive a plain-text mail.
 *
 *   #v=1&rules=v2-6.2&flags=7&trace=PRE_COPY:a,STOP_COPY:a,PRE_COPY:n&look=STOP_COPY~PRE_COPY&at=3
 *
 *   link   = "#v=1&rules=" id [ "&flags=" n ] [ "&start=" name ] [ "&trace=" step *( "," step ) ]
 *            [ "&look=" name "~" name ] "&at=" n
 *
 * Steps are those of step-text.ts; names and ids are percent-encoded; flags are for v2 only; `at` counts the steps before
 * the cursor. A link ends in a digit, which no mail program takes for the end of a sentence, and with `at` last it
 * can be told that a link was cut on its way. Parts may be read in any order. What cannot be read is said in a
 * sentence, and what can be kept is kept: a bad step ends the trace before it, everything else has a default.
 */

import { findClosest } from '../protocol/closest.ts';
import type { RuleSet } from '../protocol/rule-set.ts';
import { getFlagSets } from '../protocol/rule-set.ts';
import { RULE_SETS } from '../protocol/rule-sets.ts';
import { formatState, parseState } from '../protocol/state.ts';
import type { Step } from '../protocol/trace.ts';
import { decodePercent, encodePercent } from './percent.ts';
import { formatQuote } from './quote.ts';
import { findMisfit, formatUnknown } from './rule-set-fit.ts';
import { decodeStep, encodeStep } from './step-text.ts';
import type { DecodeOptions, Result, View } from './view.ts';

/** What a link opens, and a sentence for each part of it that had to be left out. */
export interface DecodedLink {
  readonly view: View;
  readonly warnings: readonly string[];
}

export const LINK_VERSION = 1;
/** In characters, the `#` not counted. */
export const MAX_LINK_LENGTH = 16 * 1024;
export const MAX_LINK_STEPS = 500;

const KEYS = ['v', 'rules', 'flags', 'start', 'trace', 'look', 'at'] as const;
type Key = (typeof KEYS)[number];

/** Where nothing is kept: the decoder puts what is shown instead behind it. */
const PROBLEMS = {
  long: (length: number) =>
    `The link is ${length} characters long, and none longer than ${MAX_LINK_LENGTH} is read`,
  foreign: (text: string) =>
    `The address ends in ${formatQuote(`#${text}`)}, which is not a link of this explorer: those begin with #v=${LINK_VERSION}&rules=`,
  noVersion: 'The link has no version: its part "v" is missing',
  version: (text: string) =>
    `The link has the version ${formatQuote(text)}, and a version is a number like ${LINK_VERSION}`,
  later: (version: string) =>
    `The link is of version ${version}, made by a newer explorer, and this page reads version ${LINK_VERSION}`,
  noRules: 'The link names no rule set: its part "rules" is missing',
  escape: (text: string) =>
    `The link names the rule set ${formatQuote(text)}, in which a percent sign does not begin a valid escape`,
  unknown: (clause: string) => `The link names ${clause}`,
};

/** Where the rest is kept. */
const WARNINGS = {
  strange: (part: string, more: number) =>
    `The part ${formatQuote(part)} of the link is unknown or repeated, and is passed over${more ? `, as are ${more} more` : ''}.`,
  noFlags: (ruleSet: RuleSet, kept: string) =>
    `The link has no flags, and ${ruleSet.id} is of protocol v2, which needs migration_flags; ${kept}.`,
  flags: (text: string, why: string, kept: string) =>
    `The link has the flags ${formatQuote(text)}: ${why}; ${kept}.`,
  start: (text: string, why: string, initial: string) =>
    `The link begins in the state ${formatQuote(text)}: ${why}; the initial state ${initial} is kept.`,
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

const FAULTS = {
  steps: (count: number) => `There are ${count} steps, of which a link carries the first ${MAX_LINK_STEPS}.`,
  long: (length: number) =>
    `The link would be ${length} characters long, and none longer than ${MAX_LINK_LENGTH} is read; a shorter history can be shared.`,
};

/**
 * The hash of a view; it begins with `#`, and has only letters, digits, escapes and `&=,:!*~-._` in it.
 * `encodeLink({ ruleSet: 'v2-6.2', flags: 7, steps: [{ act: 'reset' }], cursor: 1 })` is
 * `#v=1&rules=v2-6.2&flags=7&trace=!reset&at=1`.
 */
export function encodeLink({ ruleSet, flags, start, steps, cursor, look }: View): string {
  const parts = [
    `v=${LINK_VERSION}`,
    `rules=${encodePercent(ruleSet)}`,
    flags === null ? '' : `flags=${flags}`,
    start === undefined ? '' : `start=${encodePercent(start)}`,
    steps.length > 0 ? `trace=${steps.map(encodeStep).join(',')}` : '',
    look ? `look=${encodePercent(look.from)}~${encodePercent(look.to)}` : '',
    `at=${cursor}`,
  ];
  return `#${parts.filter((part) => part !== '').join('&')}`;
}

/** Why the link of a view would not open all of it, as a sentence; undefined where it does. */
export function findLinkFault(view: View): string | undefined {
  if (view.steps.length > MAX_LINK_STEPS) return FAULTS.steps(view.steps.length);
  const { length } = encodeLink(view).slice(1);
  return length > MAX_LINK_LENGTH ? FAULTS.long(length) : undefined;
}

/**
 * The view of a hash, or of a whole address that has one; undefined where the hash is empty. Never throws.
 * `decodeLink('#v=1&rules=v2-6.2&flags=6&at=0')` has a view with flags 7, and a warning that says why.
 */
export function decodeLink(hash: string, options: DecodeOptions = {}): Result<DecodedLink | undefined> {
  const { ruleSets = RULE_SETS, instead = 'the default view is shown' } = options;
  const fail = (problem: string) => ({ ok: false, problem: `${problem}; ${instead}.` }) as const;
  const text = stripMail(hash);
  if (text === '') return { ok: true, value: undefined };
  if (text.length > MAX_LINK_LENGTH) return fail(PROBLEMS.long(text.length));
  const { parts, strange } = splitParts(text);
  if (parts.size === 0) return fail(PROBLEMS.foreign(text));
  const versionFault = findVersionFault(parts.get('v'));
  if (versionFault) return fail(versionFault);
  const rules = parts.get('rules');
  if (rules === undefined) return fail(PROBLEMS.noRules);
  const id = decodePercent(rules);
  if (id === undefined) return fail(PROBLEMS.escape(rules));
  const ruleSet = ruleSets.find((known) => known.id === id);
  if (!ruleSet) return fail(PROBLEMS.unknown(formatUnknown(id, ruleSets)));
  const warnings: string[] = [];
  const warn: Warn = (sentence) => warnings.push(sentence);
  if (strange[0] !== undefined) warn(WARNINGS.strange(strange[0], strange.length - 1));
  return { ok: true, value: { view: toView(ruleSet, parts, warn), warnings } };
}

type Parts = ReadonlyMap<Key, string>;
type Warn = (sentence: string) => void;

/** What a mail, or the sentence around the link, has put about it. */
function stripMail(hash: string): string {
  return hash
    .slice(hash.indexOf('#') + 1)
    .replaceAll('&amp;', '&')
    .replace(/[\s.,;:!?)\]}>'"]{1,20}$/, '');
}

function splitParts(text: string): { parts: Parts; strange: readonly string[] } {
  const parts = new Map<Key, string>();
  const strange: string[] = [];
  for (const part of text.split('&')) {
    const key = KEYS.find((known) => part.startsWith(`${known}=`));
    if (key && !parts.has(key)) parts.set(key, part.slice(key.length + 1));
    else if (part !== '') strange.push(part);
  }
  return { parts, strange };
}

function findVersionFault(text: string | undefined): string | undefined {
  if (text === undefined) return PROBLEMS.noVersion;
  if (!/^[1-9]\d{0,9}$/.test(text)) return PROBLEMS.version(text);
  return Number(text) > LINK_VERSION ? PROBLEMS.later(text) : undefined;
}

function toView(ruleSet: RuleSet, parts: Parts, warn: Warn): View {
  const flags = toFlags(ruleSet, parts.get('flags'), warn);
  const start = toStart(ruleSet, parts.get('start'), warn);
  const trace = parts.get('trace');
  const { steps, asked } = toSteps(trace, warn);
  const look = toLook(ruleSet, parts.get('look'), warn);
  const cursor = toCursor(parts.get('at'), steps.length, asked, warn);
  return { ruleSet: ruleSet.id, flags, ...(start && { start }), steps, cursor, ...(look && { look }) };
}

function toFlags(ruleSet: RuleSet, text: string | undefined, warn: Warn): number | null {
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

function toStart(ruleSet: RuleSet, text: string | undefined, warn: Warn): string | undefined {
  if (text === undefined) return undefined;
  const initial = formatState(ruleSet.states, ruleSet.initial);
  return toName(ruleSet, text, (why) => warn(WARNINGS.start(text, why, initial)));
}

function toLook(ruleSet: RuleSet, text: string | undefined, warn: Warn): View['look'] {
  if (text === undefined) return undefined;
  const fail: Warn = (why) => warn(WARNINGS.look(text, why));
  const [first = '', second, third] = text.split('~');
  if (second === undefined || third !== undefined) fail(CLAUSES.pair);
  const from = second !== undefined && third === undefined ? toName(ruleSet, first, fail) : undefined;
  const to = from && second !== undefined ? toName(ruleSet, second, fail) : undefined;
  return from && to ? { from, to } : undefined;
}

/** The steps up to the first that cannot be read, and how many the link has. */
function toSteps(text: string | undefined, warn: Warn): { steps: readonly Step[]; asked: number } {
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
function toCursor(text: string | undefined, count: number, asked: number, warn: Warn): number {
  const end = count === 0 ? 'at the start' : `after step ${count}, the last`;
  if (text !== undefined && /^\d+$/.test(text)) {
    if (Number(text) > asked) warn(WARNINGS.past(text, asked, end));
    return Math.min(Number(text), count);
  }
  if (text !== undefined) warn(WARNINGS.cursor(text, end));
  else warn(WARNINGS.noCursor(end));
  return count;
}
