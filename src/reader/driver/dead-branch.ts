/**
 * Branches of a step function that only a request for ERROR takes. The core asks no driver for ERROR: a device gets there by a
 * fault.
 *
 * @source drivers/vfio/vfio_main.c, vfio_mig_get_next_state()
 */

import { V2_STATES } from '../../protocol/state/state.ts';
import { START } from '../c/run/c-assign.ts';
import { createBudget, createMemory, evaluateWith, readExpression } from '../c/run/c-condition.ts';
import type { CExpression } from '../c/syntax/c-expression.ts';
import type { CFunction } from '../c/syntax/c-function.ts';
import { placeOf } from '../c/syntax/c-source.ts';
import type { CNode } from '../c/syntax/c-tree.ts';
import { findWithin, getChildren } from '../c/syntax/c-tree.ts';
import { getKey } from '../c/value/c-key.ts';
import type { Scope } from '../c/value/c-scope.ts';
import { isTrue, toNumber } from '../c/value/c-value.ts';
import type { Place } from '../text/source-line.ts';
import { bindStates } from './driver-way.ts';
import type { Roles } from './state-role.ts';

const BRANCHES = new Set(['IfStatement', 'CaseStatement']);
const ERROR = 0;

/** Where such branches begin, each line once. */
export function findDeadBranches(fn: CFunction, scope: Scope, roles: Roles): readonly Place[] {
  const { source, body, returnsBool } = fn;
  if (!/ERROR/.test(source.text.slice(body.from, body.to))) return [];
  const memory = createMemory();
  const getValue = (expression: CExpression, from: number, to: number) => {
    const bound = bindStates(roles, from, to);
    const run = { source, scope, bound, returnsBool, memory, budget: createBudget() };
    const value = evaluateWith(run, expression, START);
    return value.ok ? value.value : undefined;
  };
  const run = { source, scope, bound: new Map(), returnsBool, memory, budget: createBudget() };
  const read = (from: number, to: number) => readExpression(run, from, to);
  const places = findWithin(body, BRANCHES).flatMap((node) => {
    const found = node.name === 'IfStatement' ? getCondition(node) : undefined;
    if (found) {
      const condition = read(found.from + 1, Math.max(found.from + 1, found.to - 1));
      return asksForError((from, to) => {
        const value = getValue(condition, from, to);
        return value && isTrue(value);
      })
        ? [placeOf(source, condition.from)]
        : [];
    }
    const label = node.name === 'CaseStatement' ? getChildren(node)[1] : undefined;
    const clause = label && getCondition(node.parent?.parent ?? node);
    const asked = clause && getKey(read(clause.from + 1, Math.max(clause.from + 1, clause.to - 1)));
    if (!label || asked === undefined || (roles.aliases.get(asked) ?? asked) !== roles.new) return [];
    const value = getValue(read(label.from, label.to), ERROR, ERROR);
    return value && toNumber(value) === ERROR ? [placeOf(source, node.from)] : [];
  });
  return [...new Map(places.map((place) => [place.line, place])).values()];
}

const getCondition = (node: CNode): CNode | undefined =>
  getChildren(node).find(({ name }) => name === 'ConditionClause' || name === 'ParenthesizedExpression');

/** Whether it lets through nothing but a request for ERROR. */
function asksForError(holds: (from: number, to: number) => boolean | undefined): boolean {
  const values = V2_STATES.map(({ value }) => value);
  const isOther = (to: number) => to !== ERROR && values.some((from) => holds(from, to) !== false);
  return values.some((from) => holds(from, ERROR) === true) && !values.some(isOther);
}
