/** The names that a lesson uses, read under its rules: rule sets, states, requests, faults. An unknown name is a problem. */

import type { RuleSet } from '../../protocol/rule-sets/rule-set.ts';
import { getFlagSets } from '../../protocol/rule-sets/rule-set.ts';
import { getRuleSet, RULE_SETS } from '../../protocol/rule-sets/rule-sets.ts';
import { findFlagsFault } from '../../protocol/state/migration-flags.ts';
import type { RequestPair } from '../../protocol/state/request-pair.ts';
import { parseState } from '../../protocol/state/state.ts';
import type { Fault } from '../../protocol/trace/trace.ts';
import { formatLiteral } from '../../protocol/words/outside-text.ts';
import type { Rules } from '../lesson.ts';
import type { LessonProblem, LineColumn } from './lesson-problem.ts';
import { createProblem, formatHint, formatList } from './lesson-problem.ts';
import type { FaultKeys } from './lesson-schema.ts';
import type { Path } from './lesson-yaml.ts';

/** Where the problems of a block go, and where its values are in the file. */
export interface Reporter {
  readonly problems: LessonProblem[];
  readonly locate: (...path: Path) => LineColumn;
}

/** Rules together with the rule set itself. */
export interface Scene {
  readonly rules: Rules;
  readonly ruleSet: RuleSet;
}

interface RuleKeys {
  readonly ruleSet: string;
  readonly flags?: number | undefined;
  readonly against?: string | undefined;
}

/** The rules of a front matter or a rules block. Without flags, v2 takes the last set: every flag that the rule set defines. */
export function readRules(keys: RuleKeys, reporter: Reporter): Scene | undefined {
  const ruleSet = readRuleSet(keys.ruleSet, 'ruleSet', reporter);
  const against = keys.against === undefined ? null : readRuleSet(keys.against, 'against', reporter);
  if (!ruleSet) return undefined;
  const flags = readFlags(keys.flags, ruleSet, reporter);
  if (against && against.id === ruleSet.id)
    reporter.problems.push(
      createProblem('against-itself', reporter.locate('against'), { ruleSet: ruleSet.id }),
    );
  return { ruleSet, rules: { ruleSet: ruleSet.id, flags, against: against?.id ?? null } };
}

function readRuleSet(id: string, key: string, { problems, locate }: Reporter): RuleSet | undefined {
  const ruleSet = getRuleSet(id);
  if (ruleSet) return ruleSet;
  const hint = formatHint(
    id,
    RULE_SETS.map((known) => known.id),
  );
  problems.push(createProblem('unknown-rule-set', locate(key), { name: formatLiteral(id), hint }));
  return undefined;
}

/** The given flags, or the default; also the default if the given ones are impossible. */
export function readFlags(
  given: number | undefined,
  ruleSet: RuleSet,
  { problems, locate }: Reporter,
): number | null {
  const sets = getFlagSets(ruleSet);
  const known = sets.at(-1) ?? null;
  if (given === undefined) return known;
  if (ruleSet.generation === 'v1') {
    problems.push(createProblem('flags-in-v1', locate('flags'), { ruleSet: ruleSet.id }));
    return null;
  }
  if (sets.includes(given) && !findFlagsFault(given)) return given;
  problems.push(
    createProblem('unknown-flags', locate('flags'), {
      ruleSet: ruleSet.id,
      flags: given,
      known: formatList(sets.map(String)),
    }),
  );
  return known;
}

/** The value of a state's name, or of a u32 in hex; spaces around a bar do not count. */
export function readState(
  text: string,
  ruleSet: RuleSet,
  at: LineColumn,
  problems: LessonProblem[],
): number | undefined {
  const name = text.trim().replaceAll(/\s*\|\s*/g, '|');
  const value = /^0x[0-9a-f]{1,8}$/.test(name) ? Number.parseInt(name, 16) : parseState(ruleSet.states, name);
  if (value !== undefined) return value;
  const hint = formatHint(
    name,
    ruleSet.states.map((state) => state.name),
  );
  problems.push(createProblem('unknown-state', at, { ruleSet: ruleSet.id, name: formatLiteral(name), hint }));
  return undefined;
}

/** `_RUNNING > _STOP` as two values. */
export function readRequest(
  text: string,
  ruleSet: RuleSet,
  at: LineColumn,
  problems: LessonProblem[],
): RequestPair | undefined {
  const [before, after, ...more] = text.split('>');
  if (!before?.trim() || !after?.trim() || more.length > 0 || /[-=]\s*$/.test(before)) {
    problems.push(createProblem('not-a-request', at, { text: formatLiteral(text) }));
    return undefined;
  }
  const from = readState(before, ruleSet, at, problems);
  const to = readState(after, ruleSet, at, problems);
  return from === undefined || to === undefined ? undefined : { from, to };
}

/** The states of a list, without the unknown ones. */
export function readStates(
  names: readonly string[] | undefined,
  key: string,
  ruleSet: RuleSet,
  { problems, locate }: Reporter,
): readonly number[] {
  return (names ?? []).flatMap((name, index) => readState(name, ruleSet, locate(key, index), problems) ?? []);
}

/** The fault that the keys describe; keys that exclude each other are problems. */
export function readFault(keys: FaultKeys, reporter: Reporter, path: Path = []): Fault | null {
  const { fault, arc = 1, errno = 'EINVAL', device = 'faults' } = keys;
  const misplaced = (key: keyof FaultKeys, other: string) => {
    if (keys[key] !== undefined)
      reporter.problems.push(createProblem('key-elsewhere', reporter.locate(...path, key), { key, other }));
  };
  if (fault === undefined) {
    for (const key of ['arc', 'errno', 'device'] as const) misplaced(key, 'a request without fault');
    return null;
  }
  switch (fault) {
    case 'declined':
      misplaced('device', 'fault: declined');
      return { kind: 'declined', arc, errno };
    case 'faulted':
      for (const key of ['errno', 'device'] as const) misplaced(key, 'fault: faulted');
      return { kind: 'faulted', arc };
    case 'corrupt':
      for (const key of ['arc', 'errno'] as const) misplaced(key, 'fault: corrupt');
      return { kind: 'corrupt', device };
  }
}
