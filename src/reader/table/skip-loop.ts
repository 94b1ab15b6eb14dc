/**
 * The loop of a next-state function that skips states which the device does not support: does it stop on ERROR?
 *
 * @source drivers/vfio/vfio_main.c, vfio_mig_get_next_state()
 */

import type { CSource } from '../c/syntax/c-source.ts';
import { isHidden, placeOf } from '../c/syntax/c-source.ts';
import { readTokens } from '../c/syntax/c-token.ts';
import type { CNode } from '../c/syntax/c-tree.ts';
import { findNodes, findWithin, getChildren } from '../c/syntax/c-tree.ts';
import { getHome } from './array-node.ts';
import type { SkipLoop } from './grid.ts';
import { comparesWithError, readsFlags } from './grid.ts';

const LOOPS = new Set(['WhileStatement', 'DoStatement', 'ForStatement']);
const IFS = new Set(['IfStatement']);
/** The most characters in the head of a `for`. */
const LONGEST_HEAD = 2000;

const JUMPS = new Set(['BreakStatement', 'ReturnStatement', 'GotoStatement']);

/** `next = table[next][to]`, `*next = rows[*next].to[want]`: what is set, and what it becomes. */
const TAKES =
  /\b(\w{1,80})\s{0,20}=(?!=)([^;={}]{0,120}\](?:\s{0,20}(?:\.|->)\s{0,20}\w{1,80})?\s{0,20}\[[^;]{0,120});/g;

/** `next_fsm = get_next(next_fsm, to)`: many a loop sets something by a call, so the name has to tell that it is a state. */
const CALLS =
  /\b(\w{0,80}(?:next|state|fsm|cur)\w{0,80})\s{0,20}=(?!=)([^;={}]{0,80}\w\s{0,20}\([^;]{0,120},[^;]{0,120});/gi;

/** The flags that a device has, and those that a state needs, as the kernel calls them. */
const NEEDS = /\bmigration_flags\b|\bstate_flags\w{0,80}\s{0,20}\[/;

/** The loops of a source whose condition, or an `if` in it that ends it, asks for flags, and which go from state to state. */
export function findSkipLoops(source: CSource): SkipLoop[] {
  return findNodes(source, LOOPS).flatMap((loop) => {
    if (isHidden(source, loop.from)) return [];
    const condition = getCondition(source, loop);
    const exits = findWithin(loop, IFS).filter((node) => findWithin(node, JUMPS).length > 0);
    const conditions = [condition, ...exits.map((exit) => getCondition(source, exit))].filter(
      (node) => node !== undefined,
    );
    const reads = conditions.some((node) => readsFlags(source.text, node.from, node.to));
    const text = source.text.slice(loop.from, loop.to);
    const asked = conditions.map((node) => source.text.slice(node.from, node.to)).join('\n');
    if (!reads || !text.includes('[') || !(NEEDS.test(text) || walks(text, asked))) return [];
    const stopsOnError = conditions.some((node) => comparesWithError(source.text, node.from, node.to));
    const place = placeOf(source, condition?.from ?? loop.from);
    return [{ stopsOnError, place, home: getHome(source, loop), source }];
  });
}

/** Whether a loop goes from one state to the next: it sets what its conditions ask for, or what tells the next one. */
const walks = (text: string, conditions: string): boolean =>
  [...text.matchAll(TAKES), ...text.matchAll(CALLS)].some(([, name = '', value = '']) =>
    new RegExp(`\\b${name}\\b`).test(`${conditions}\n${value}`),
  );

interface Range {
  readonly from: number;
  readonly to: number;
}

/** The text between the parentheses of a condition, or between the semicolons of a `for`. */
function getCondition(source: CSource, node: CNode): Range | undefined {
  if (node.name === 'ForStatement') return getForCondition(source, node);
  const clause = getChildren(node).find(
    ({ name }) => name === 'ConditionClause' || name === 'ParenthesizedExpression',
  );
  return clause && { from: clause.from + 1, to: Math.max(clause.from + 1, clause.to - 1) };
}

function getForCondition({ text }: CSource, node: CNode): Range | undefined {
  let depth = 0;
  let from: number | undefined;
  for (const token of readTokens(text, node.from, Math.min(node.to, node.from + LONGEST_HEAD))) {
    if (token.text === '(') depth += 1;
    if (token.text === ')' && --depth === 0) return undefined;
    if (token.text !== ';' || depth !== 1) continue;
    if (from !== undefined) return { from, to: token.from };
    from = token.to;
  }
  return undefined;
}
