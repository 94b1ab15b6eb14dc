/** A link read back, in the form that link.ts writes. Loaded where there is something to read. */

import { RULE_SETS } from '../../protocol/rule-sets/rule-sets.ts';
import { formatQuote } from '../../protocol/words/outside-text.ts';
import type { Result } from '../../protocol/words/result.ts';
import type { DecodeOptions, View } from '../view.ts';
import { LINK_VERSION, MAX_LINK_LENGTH } from './link.ts';
import type { Parts, Warn } from './link-part.ts';
import { splitParts, toCursor, toFlags, toLook, toMode, toPart, toStart, toSteps } from './link-part.ts';
import type { LinkedRules } from './link-rules.ts';
import { readRules } from './link-rules.ts';

/** What a link opens, and a sentence for each part of it that had to be left out. */
interface DecodedLink {
  readonly view: View;
  readonly warnings: readonly string[];
}

/** Where nothing is kept: the decoder puts what is shown instead behind it. */
const PROBLEMS = {
  long: (length: number) => `The link is ${length} characters long, and the limit is ${MAX_LINK_LENGTH}`,
  foreign: (text: string) =>
    `The address ends in ${formatQuote(`#${text}`)}, which is not a link of this explorer: those begin with #v=${LINK_VERSION}&rules=`,
  noVersion: 'The link has no version: its part "v" is missing',
  version: (text: string) =>
    `The link has the version ${formatQuote(text)}, and a version is a number like ${LINK_VERSION}`,
  later: (version: string) =>
    `The link is of version ${version}, made by a newer explorer, and this page reads version ${LINK_VERSION}`,
};

const WARNINGS = {
  strange: (part: string, more: number) =>
    `The part ${formatQuote(part)} of the link is unknown or repeated, and is ignored${more ? `, as are ${more} more` : ''}.`,
};

/**
 * The view of a hash, or of a whole address that has one; undefined where the hash is empty. Never throws, once the tables
 * are loaded where it `carriesTables`.
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
  const warnings: string[] = [];
  const warn: Warn = (sentence) => warnings.push(sentence);
  const rules = readRules(parts, ruleSets, instead, warn);
  if (!rules.ok) return rules;
  if (strange[0] !== undefined) warn(WARNINGS.strange(strange[0], strange.length - 1));
  return { ok: true, value: { view: toView(rules.value, parts, warn), warnings } };
}

/** Without what a mail, or the sentence around the link, has put around it. */
function stripMail(hash: string): string {
  return hash
    .slice(hash.indexOf('#') + 1)
    .replaceAll('&amp;', '&')
    .replace(/[\s.,;:!?)\]}>'"]{1,20}$/, '');
}

function findVersionFault(text: string | undefined): string | undefined {
  if (text === undefined) return PROBLEMS.noVersion;
  if (!/^[1-9]\d{0,9}$/.test(text)) return PROBLEMS.version(text);
  return Number(text) > LINK_VERSION ? PROBLEMS.later(text) : undefined;
}

function toView({ ruleSet, ...others }: LinkedRules, parts: Parts, warn: Warn): View {
  const mode = toMode(parts.get('mode'), warn);
  const part = toPart(parts.get('part'), warn);
  const flags = toFlags(ruleSet, parts.get('flags'), warn);
  const start = toStart(ruleSet, parts.get('start'), warn);
  const { steps, asked } = toSteps(parts.get('trace'), warn);
  const look = toLook(ruleSet, parts.get('look'), warn);
  const cursor = toCursor(parts.get('at'), steps.length, asked, warn);
  return {
    ruleSet: ruleSet.id,
    ...(mode && { mode }),
    ...(part && { part }),
    ...others,
    flags,
    ...(start && { start }),
    steps,
    cursor,
    ...(look && { look }),
  };
}
