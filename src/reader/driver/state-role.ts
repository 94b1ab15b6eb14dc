/**
 * Which expressions of a function hold the current and the new state: those that are compared with states, told apart by their
 * names, by where their values come from, or by the order of the parameters.
 */

import type { CFunction } from '../c/syntax/c-function.ts';
import type { Scope } from '../c/value/c-scope.ts';
import { HIDDEN_SWITCH } from '../text/fragment.ts';
import { findSubjects, MEMBER } from './state-subject.ts';

export interface Roles {
  readonly current: string;
  readonly new: string;
  /** Members that are the same as one of them: `cur = mvdev->mig_state`. */
  readonly aliases: ReadonlyMap<string, string>;
  /** How the two were told apart, in words. */
  readonly why: string;
  readonly isGuessed: boolean;
  /** The one that a switch tests whose head the hunk does not show; null where there is no such switch. */
  readonly hidden: 'current' | 'new' | null;
}

const CURRENT = /(?:^|_|>|\.)(?:cur|curr|current|old|from|prev|src|before)/i;
const NEW = /(?:^|_|>|\.)(?:new|next|to|target|want|wanted|dst|after|final|arg)/i;
/** What the whole request leads to, or the device had before: where a step has names of its own, it goes by those. */
const OF_REQUEST = /(?:^|_|>|\.)(?:final|arg|prev|old|before)/i;

/** Tells the two apart; undefined unless there are two. */
export function findRoles(
  fn: CFunction,
  scope: Scope,
  chosen: { readonly current: string; readonly new: string } | undefined,
): Roles | undefined {
  const { keys: all, aliases } = findSubjects(fn, scope);
  const keys = dropOthers(all);
  const shown = keys.filter((key) => key !== HIDDEN_SWITCH);
  if (chosen) return { ...chosen, aliases, why: 'your choice', isGuessed: false, hidden: null };
  const [only, ...others] = shown;
  if (only !== undefined && others.length === 0 && shown.length < keys.length)
    return { ...completeHidden(only), aliases };
  if (shown.length < 2) return undefined;
  const found =
    findByName(shown) ??
    findBySource(shown, aliases) ??
    findByParams(shown, fn.params) ??
    findByOrder(shown, fn);
  return { ...found, aliases, hidden: null };
}

/** `a->mig_state` and `b->mig_state` are states of two devices, not two states of one. */
function dropOthers(keys: readonly string[]): readonly string[] {
  const isNamed = (key: string) => NEW.test(key) || CURRENT.test(key);
  return keys.filter((key, index) => {
    const [member] = MEMBER.exec(key) ?? [];
    if (member === undefined || isNamed(key)) return true;
    return !keys.slice(0, index).some((other) => other.endsWith(member) && !isNamed(other));
  });
}

/** A switch that the hunk does not show tests the state that nothing else in the hunk tests. */
function completeHidden(shown: string): Omit<Roles, 'aliases'> {
  const isCurrent = (CURRENT.test(shown) || MEMBER.test(shown)) && !NEW.test(shown);
  const common = { why: 'what the switch outside the hunk leaves', isGuessed: false };
  return isCurrent
    ? { current: shown, new: HIDDEN_SWITCH, hidden: 'new', ...common }
    : { current: HIDDEN_SWITCH, new: shown, hidden: 'current', ...common };
}

type Found = Omit<Roles, 'aliases' | 'hidden'>;

function findByName(keys: readonly string[]): Found | undefined {
  const isCurrent = (key: string) => CURRENT.test(key) && !NEW.test(key);
  const isNew = (key: string) => NEW.test(key) && !CURRENT.test(key);
  const near = [...keys.filter((key) => !OF_REQUEST.test(key)), ...keys];
  const [cur, next] = [near.find(isCurrent), near.find(isNew)];
  if (cur === undefined || next === undefined) return undefined;
  return { current: cur, new: next, why: 'their names', isGuessed: false };
}

/** The state that the device has is the current one. */
function findBySource(keys: readonly string[], aliases: ReadonlyMap<string, string>): Found | undefined {
  const sources = new Set(aliases.values());
  const cur = keys.find((key) => MEMBER.test(key) || sources.has(key));
  const next = keys.find((key) => key !== cur && !MEMBER.test(key));
  if (cur === undefined || next === undefined) return undefined;
  return {
    current: cur,
    new: next,
    why: 'the member of the device that one of them is read from',
    isGuessed: false,
  };
}

function findByParams(keys: readonly string[], params: readonly string[]): Found | undefined {
  const [cur, next] = params.filter((param) => keys.includes(param));
  if (cur === undefined || next === undefined) return undefined;
  return { current: cur, new: next, why: 'the order of the parameters', isGuessed: true };
}

function findByOrder(keys: readonly string[], { source, body }: CFunction): Found {
  const text = source.text.slice(body.from, body.to);
  const two = keys.slice(0, 2).toSorted((a, b) => text.indexOf(a) - text.indexOf(b));
  const [current = '', next = ''] = two;
  return { current, new: next, why: 'the order in which they are compared', isGuessed: true };
}
