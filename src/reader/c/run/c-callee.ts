/**
 * Functions of the text that a step function calls: `is_saving(cur)`, `step_from_running(demo, new)`.
 */

import type { CFunction } from '../syntax/c-function.ts';
import { findFunctions } from '../syntax/c-function.ts';
import type { CSource } from '../syntax/c-source.ts';
import { getChildren } from '../syntax/c-tree.ts';
import type { Scope } from '../value/c-scope.ts';
import type { CValue } from '../value/c-value.ts';
import { toInt, toNumber } from '../value/c-value.ts';
import type { CCall, Known, Memory, Run } from './c-condition.ts';
import { createBudget, createMemory, EINVAL, evaluateWith, isStated } from './c-condition.ts';
import { getFunctionAt } from './c-element.ts';
import { runBody } from './c-step.ts';

/** By name. */
type Functions = ReadonlyMap<string, readonly CFunction[]>;

const found = new WeakMap<Scope['sources'], Functions>();
const memories = new WeakMap<Scope, Map<CFunction, Memory>>();

/** The deepest nesting of calls that is followed. */
const DEEPEST_CALL = 4;

/** The function that a name means in a source, if all of it is in the text and it is not empty. */
export function findCallee({ sources }: Scope, source: CSource, name: string): CFunction | undefined {
  const functions = found.get(sources) ?? listFunctions(sources);
  found.set(sources, functions);
  const named = functions.get(name) ?? [];
  return (
    named.find((fn) => fn.source === source) ?? named.find((fn) => fn.source.path === source.path) ?? named[0]
  );
}

function listFunctions(sources: readonly CSource[]): Functions {
  const functions = new Map<string, CFunction[]>();
  for (const fn of sources.flatMap(findFunctions)) {
    if (fn.isPartial || fn.name === '' || getChildren(fn.body).length < 3) continue;
    const named = functions.get(fn.name);
    if (named) named.push(fn);
    else functions.set(fn.name, [fn]);
  }
  return functions;
}

/** Called with each function that is given both states. */
type Tell = (fn: CFunction) => void;

/** Evaluates calls by running the function for what is known of its arguments: one value, or certain failure. */
export function createAnswer(tell: Tell, depth = 0): NonNullable<Run['answer']> {
  return (run, call, known) => {
    const name = getCalled(run, call, known);
    const fn = depth < DEEPEST_CALL ? findCallee(run.scope, run.source, name) : undefined;
    if (!fn || fn.params.length !== call.args.length) return undefined;
    const stated = call.args.filter((arg) => isStated(run, arg, known));
    if (stated.length > 1) tell(fn);
    const value = getAnswer(run, fn, bindArguments(run, fn, call, known), depth);
    // Its other results may change while it is running; that it can only fail does not.
    return stated.length > 0 || (value && !fn.returnsBool && value.value < 0n) ? value : undefined;
  };
}

/** The function that is called, by its name or through a pointer. */
function getCalled(run: Run, { callee }: CCall, known: Known): string {
  const isVariable = callee.kind !== 'name' || known.variables.has(callee.name);
  const value = isVariable ? evaluateWith(run, callee, known) : undefined;
  const pointed = value?.ok ? getFunctionAt(run.scope, value.value) : undefined;
  return pointed ?? (callee.kind === 'name' ? callee.name : '');
}

function bindArguments(run: Run, { params }: CFunction, { args }: CCall, known: Known): Map<string, CValue> {
  const bound = new Map<string, CValue>();
  for (const [index, arg] of args.entries()) {
    const value = evaluateWith(run, arg, known);
    if (value.ok) bound.set(params[index] ?? '', value.value);
  }
  return bound;
}

function getAnswer(
  { scope }: Run,
  fn: CFunction,
  bound: ReadonlyMap<string, CValue>,
  depth: number,
): CValue | undefined {
  const all = memories.get(scope) ?? new Map<CFunction, Memory>();
  memories.set(scope, all);
  const memory = all.get(fn) ?? createMemory();
  all.set(fn, memory);
  const key = Array.from(bound, ([name, value]) => `${name}=${toNumber(value)}`).join();
  const known = memory.answers.get(key);
  if (known !== undefined) return known ?? undefined;
  memory.answers.set(key, null);
  const budget = createBudget();
  const { source, returnsBool, body } = fn;
  const answer = createAnswer(() => {}, depth + 1);
  const outcomes = runBody({ source, scope, bound, returnsBool, memory, budget, answer }, body);
  const value = budget.statements < 0 ? undefined : getCommon(outcomes, returnsBool);
  memory.answers.set(key, value ?? null);
  return value;
}

function getCommon(outcomes: ReturnType<typeof runBody>, returnsBool: boolean): CValue | undefined {
  const value = outcomes[0]?.value;
  if (value && outcomes.every((other) => other.value?.value === value.value)) return value;
  const isFailure = outcomes.length > 0 && outcomes.every(({ isSuccess }) => !isSuccess);
  return isFailure ? toInt(returnsBool ? 0 : -EINVAL) : undefined;
}
