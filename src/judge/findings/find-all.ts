/**
 * All findings on a rule set, by itself and against another: data in, data out, the same every time.
 */

import type { RuleSet } from '../../protocol/rule-sets/rule-set.ts';
import { getFlagSets } from '../../protocol/rule-sets/rule-set.ts';
import type { Finding, RequestLines } from '../../protocol/trace/finding.ts';
import { SEVERITIES } from '../../protocol/trace/finding.ts';
import { findInChange } from './change-findings.ts';
import { findInV1 } from './v1-findings.ts';
import { findInV2 } from './v2-findings.ts';

interface FindingSubject {
  readonly ruleSet: RuleSet;
  /** What it is compared with; null where it stands alone. */
  readonly against: RuleSet | null;
  /** Only these migration_flags; by default all that the rule set defines. */
  readonly flags?: number | undefined;
  /** Where the entries stand in a pasted text. */
  readonly lines?: RequestLines | undefined;
}

/**
 * The findings, worst first, then in the order of flags and requests.
 * `findAll({ ruleSet: v2_6_2, against: null })` begins with three `v2.never-returns`.
 */
export function findAll({ ruleSet, against, flags, lines }: FindingSubject): readonly Finding[] {
  const own =
    ruleSet.generation === 'v1'
      ? findInV1(ruleSet, lines)
      : findInV2(ruleSet, flags === undefined ? ruleSet.flagSets : [flags], lines);
  const changed = against
    ? findInChange(ruleSet, against, ruleSet.generation === 'v1' ? undefined : flags, lines)
    : [];
  return sortFindings([...own, ...changed]);
}

/** What was wrong before a change to a rule set: its own findings; none where it does not define the flags. */
export function findBefore(ruleSet: RuleSet | null, flags?: number): readonly Finding[] {
  const isDefined = ruleSet !== null && (flags === undefined || getFlagSets(ruleSet).includes(flags));
  return isDefined ? findAll({ ruleSet, against: null, flags }) : [];
}

/** Worst first; otherwise in their given order. */
export function sortFindings(findings: readonly Finding[]): readonly Finding[] {
  return SEVERITIES.flatMap((severity) => findings.filter((finding) => finding.severity === severity));
}
