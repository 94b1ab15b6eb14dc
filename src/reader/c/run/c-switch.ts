/** Labels of a switch: which of them a value takes. */

import { HIDDEN_INNER_SWITCH, HIDDEN_SWITCH } from '../../text/fragment.ts';
import type { CExpression } from '../syntax/c-expression.ts';
import type { CNode } from '../syntax/c-tree.ts';
import type { Evaluated } from '../value/c-evaluate.ts';
import { toNumber } from '../value/c-value.ts';
import type { Known, Run } from './c-condition.ts';
import { evaluateWith, listChildren, readExpression } from './c-condition.ts';

/** What a switch outside the hunk tests is not known, so none of its cases is known to be taken. */
export const isHiddenSwitch = (expression: CExpression) =>
  expression.kind === 'name' &&
  (expression.name === HIDDEN_SWITCH || expression.name === HIDDEN_INNER_SWITCH);

export const isDefault = ({ source }: Run, node: CNode) =>
  node.name === 'CaseStatement' && /^default\b/.test(source.text.slice(node.from, node.from + 8));

/** What a case asks for; null where it has no label. */
export function readLabel(run: Run, node: CNode): CExpression | null {
  const label = listChildren(run, node)[1];
  return label ? readExpression(run, label.from, label.to) : null;
}

export function matches(run: Run, node: CNode, value: Evaluated, known: Known): boolean | 'maybe' {
  if (isDefault(run, node)) return false;
  const label = listChildren(run, node)[1];
  if (!label) return false;
  const colon = label.to;
  const text = run.source.text.slice(label.from, colon);
  const dots = text.indexOf('...');
  if (!value.ok) return 'maybe';
  const bounds =
    dots < 0
      ? [[label.from, colon]]
      : [
          [label.from, label.from + dots],
          [label.from + dots + 3, colon],
        ];
  const numbers = bounds.map(([from = 0, to = 0]) => {
    const bound = evaluateWith(run, readExpression(run, from, to), known);
    return bound.ok ? toNumber(bound.value) : null;
  });
  const [first = null, last = first] = numbers;
  if (first === null || last === null) return 'maybe';
  const number = toNumber(value.value);
  return number >= first && number <= last;
}
