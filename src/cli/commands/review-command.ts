/**
 * `review`: the findings on a rule set, by itself and against another. Exit 1 if it introduces a finding that is an error, or if
 * it is a log in which a step failed or was refused, or client and device are out of step.
 */

import { getRulesEffect } from '../../judge/effect/effect.ts';
import { markNotBroken, markNotMended } from '../../judge/effect/unchanged-flow.ts';
import { findAll, findBefore } from '../../judge/findings/find-all.ts';
import { groupCauses } from '../../judge/findings/finding-causes.ts';
import { isIntroduced, splitFindings } from '../../judge/findings/finding-split.ts';
import type { Report } from '../../judge/report/table-json.ts';
import { runFlows } from '../../judge/report/table-json.ts';
import type { RuleSet } from '../../protocol/rule-sets/rule-set.ts';
import { getRuleSet, RULE_SETS } from '../../protocol/rule-sets/rule-sets.ts';
import { compareRuleSets, toDiffJson } from '../../protocol/verdict/difference.ts';
import { formatLiteral } from '../../protocol/words/outside-text.ts';
import type { Result } from '../../protocol/words/result.ts';
import { toPlainMail } from '../../reader/mail/plain-mail.ts';
import type { Command, CommandAnswer, GivenOptions } from '../cli-command.ts';
import { findClosest } from '../nearest-word.ts';
import { createReviewLive, HEAD } from '../replay/review-live.ts';
import { findLog, formatWithLog, toReviewedLog } from '../replay/review-log.ts';
import { parseNames } from './names-option.ts';
import { reviewFile } from './review-file.ts';
import { type Form, formatFileReply, formatForm, listUnread, parseForm } from './review-output.ts';
import { parseFlags, parseSelection } from './selection.ts';

export const REVIEW_COMMAND: Command = {
  name: 'review',
  account: 'the findings on a patch, a mail, C source, a log or the rule set of --rules',
  takesFile: true,
  options: ['format', 'json', 'reply', 'rules', 'against', 'flags', 'names'],
  run: (options, readFile) => {
    const form = parseForm(options);
    if (!form.ok) return form;
    const input = options.file === undefined ? null : readFile(options.file, HEAD);
    if (input && !input.ok) return input;
    if (input && input.value.length >= HEAD) return readLong(options, form.value, input.value);
    const text = input && (form.value === 'reply' ? toPlainMail(input.value) : input.value);
    if (form.value === 'reply' && text === null)
      return { ok: false, problem: '--reply answers a mail or a patch: give FILE or -, not --rules' };
    const name = getFileName(options.file) ?? options.rules ?? '';
    const file = options.file === undefined || options.file === '-' ? null : options.file;
    const given = options.flags === undefined ? undefined : parseFlags(options.flags);
    const found = input && findLog(input.value, given?.ok ? given.value : undefined);
    const read = text === null ? parseReview(options) : readReview(options, name, text, found !== null);
    if (!read.ok) return (form.value === 'b4' && text !== null && listUnread(name, text)) || read;
    const review = read.value;
    const log = found && input && toReviewedLog(found, review, input.value);
    const isBadLog = log !== null && !log.isBeside && log.result.isBad;
    const isBad = isBadLog || review.findings.some((each) => each.severity === 'error' && isIntroduced(each));
    const reviewed = { name, file, text };
    const shown = log
      ? formatWithLog(form.value, reviewed, review, log, input?.value ?? null)
      : form.value === 'reply'
        ? formatFileReply(text ?? '', review)
        : formatForm(form.value, reviewed, review);
    return { ok: true, value: { text: shown.trimEnd(), exit: isBad && form.value !== 'b4' ? 1 : 0 } };
  },
};

/** A text of which only a log can be read, a piece at a time. */
function readLong(options: GivenOptions, form: Form | 'reply', head: Uint8Array): CommandAnswer {
  const name = getFileName(options.file) ?? '';
  const checked = readReview(options, name, '', true);
  if (!checked.ok) return checked;
  const given = options.flags === undefined ? undefined : parseFlags(options.flags);
  const file = options.file === undefined || options.file === '-' ? null : options.file;
  const flags = given?.ok ? given.value : undefined;
  return {
    ok: true,
    value: { text: '', exit: 0, live: createReviewLive({ name, file, head, form, flags }) },
  };
}

/** The review that the options ask for. `parseReview({ json: false })` says that --rules is missing. */
function parseReview(options: GivenOptions): Result<Report> {
  if (options.rules === undefined)
    return { ok: false, problem: 'something to review is needed: FILE, - or --rules ID' };
  const selection = parseSelection(options);
  if (!selection.ok) return selection;
  const [selected] = selection.value;
  if (!selected) throw new Error('a selection by id has one rule set');
  const { ruleSet, flagSets } = selected;
  const against = parseAgainst(options.against, ruleSet);
  if (!against.ok) return against;
  const flags = options.flags === undefined ? undefined : (flagSets[0] ?? undefined);
  const other = against.value;
  const split = splitFindings(findAll({ ruleSet, against: other, flags }), findBefore(other, flags));
  const grouped = groupCauses(split.findings, { ruleSet, other });
  const chosen = flags === undefined ? undefined : [flags];
  const effect = getRulesEffect({ ruleSet, before: other, flagSets: chosen, findings: grouped });
  const repaired = groupCauses(split.repaired, { ruleSet: other, other: ruleSet });
  const review: Report = {
    inputs: [
      {
        name: ruleSet.id,
        generation: ruleSet.generation,
        form: ruleSet.generation === 'v1' ? 'allowed' : 'next-state',
        old: other,
        new: ruleSet,
        assumed: [],
        diff: other && toDiffJson(compareRuleSets(other, ruleSet, chosen)),
        is: ruleSet.id,
        effect,
      },
    ],
    findings: markNotBroken(grouped, effect.flows),
    repaired: markNotMended(repaired, effect.flows),
    flows: runFlows(ruleSet, flagSets),
  };
  return { ok: true, value: review };
}

/** The review of a file; --flags and --against are read as for a rule set. */
function readReview(
  options: GivenOptions,
  name: string,
  text: string | Uint8Array,
  isLog: boolean,
): Result<Report> {
  if (options.rules !== undefined)
    return { ok: false, problem: 'FILE and --rules ID are both given: give only one' };
  const against = parseAgainst(options.against, null);
  if (!against.ok) return against;
  const flags = options.flags === undefined ? undefined : parseFlags(options.flags);
  if (flags && !flags.ok) return flags;
  const names = options.names === undefined ? undefined : parseNames(options.names);
  if (names && !names.ok) return names;
  return reviewFile(name, text, { against: against.value, flags: flags?.value, names: names?.value, isLog });
}

/** The name of standard input in a report. */
const getFileName = (file: string | undefined) => (file === '-' ? 'stdin' : file);

function parseAgainst(id: string | undefined, ruleSet: RuleSet | null): Result<RuleSet | null> {
  if (id === undefined) return { ok: true, value: null };
  const against = getRuleSet(id);
  const ids = RULE_SETS.map((known) => known.id);
  if (!against)
    return {
      ok: false,
      problem: `--against ${formatLiteral(id)}: no rule set has that id; the closest is ${findClosest(id, ids)}`,
    };
  if (ruleSet && against.generation !== ruleSet.generation)
    return {
      ok: false,
      problem: `--against ${id}: it is for protocol ${against.generation}, but ${ruleSet.id} is for ${ruleSet.generation}`,
    };
  return { ok: true, value: against };
}
