/**
 * A v1 driver as a rule set: there is no core in front of it, so userspace may ask for whatever its step function allows.
 * A v2 driver is not a rule set: the core's table decides, and the driver implements arcs.
 */

import type { Cell, V1RuleSet } from '../../protocol/rule-sets/rule-set.ts';
import { V1_RULE_SETS } from '../../protocol/rule-sets/v1-rule-sets.ts';
import { NDMA_STATES } from '../../protocol/state/state.ts';
import type { DriverSide } from '../review-input.ts';

/** Requests that the hunks of a partial function do not show are left out. */
export function createDriverRules(name: string, { arcs, same, isPartial, hasNdma }: DriverSide): V1RuleSet {
  const base = V1_RULE_SETS.find(({ grants, states }) =>
    hasNdma ? states === NDMA_STATES : grants === 'charted',
  );
  if (!base) throw new Error('no rule set of v1 has these values');
  const accepted = new Set(
    [...arcs, ...same.map((value) => [value, value])].map(([from, to]) => `${from}>${to}`),
  );
  const silent: Cell = isPartial ? '?' : '-';
  return {
    ...base,
    id: name,
    title: name,
    account: 'Read from the step function of a driver: a request that can succeed is accepted.',
    citations: [],
    cells: base.values.map((from) =>
      base.values.map((to): Cell => (accepted.has(`${from}>${to}`) ? '+' : silent)),
    ),
    grants: 'in-driver',
    reservedBitsFrom: null,
  };
}
