/**
 * Subjects for the tests: for each id of the table, one that has the finding. The built-in rule sets where they do;
 * otherwise one of them with an entry changed.
 */

import type { Cell, RuleSet, V1RuleSet, V2RuleSet } from '../../protocol/rule-sets/rule-set.ts';
import { getRuleSet } from '../../protocol/rule-sets/rule-sets.ts';
import { parseState } from '../../protocol/state/state.ts';
import type { Finding, FindingId } from '../../protocol/trace/finding.ts';
import { findInDriver } from './driver-findings.ts';
import { findAll } from './find-all.ts';
import { findInTable } from './table-findings.ts';
import { findInValidity } from './validity-findings.ts';

function of(id: string): RuleSet {
  const ruleSet = getRuleSet(id);
  if (!ruleSet) throw new Error(`no rule set ${id}`);
  return ruleSet;
}

function ofV1(id: string): V1RuleSet {
  const ruleSet = of(id);
  if (ruleSet.generation !== 'v1') throw new Error(`${id} is not of v1`);
  return ruleSet;
}

function ofV2(id: string): V2RuleSet {
  const ruleSet = of(id);
  if (ruleSet.generation !== 'v2') throw new Error(`${id} is not of v2`);
  return ruleSet;
}

/** `1>4 2>0` as pairs of values. */
const pairs = (text: string) =>
  text.split(' ').map((pair) => {
    const [from = Number.NaN, to = Number.NaN] = pair.split('>').map(Number);
    return [from, to] as const;
  });

/** A v2 rule set with one entry changed: `change('v2-7.2', 'STOP > RUNNING', 'RUNNING')`. */
function change(id: string, request: string, entry: string): V2RuleSet {
  const rules = ofV2(id);
  const [from, to, next = 0] = [...request.split(' > '), entry].map(
    (name) => parseState(rules.states, name) ?? 0,
  );
  const rows = rules.next.map((row, r) =>
    row.map((old, c) => (rules.values[r] === from && rules.values[c] === to ? next : old)),
  );
  return { ...rules, next: rows };
}

/** A v1 rule set with some cells changed: `changeV1('fully-connected', '3>2 3>3', '-')`. */
export function changeV1(ruleSet: string | V1RuleSet, requests: string, cell: Cell): V1RuleSet {
  const rules = typeof ruleSet === 'string' ? ofV1(ruleSet) : ruleSet;
  const changed = new Set(pairs(requests).map(([from, to]) => `${from}>${to}`));
  const cells = rules.cells.map((row, r) =>
    row.map((old, c) => (changed.has(`${rules.values[r]}>${rules.values[c]}`) ? cell : old)),
  );
  return { ...rules, id: 'pasted', cells };
}

/** All eight values, every pair of the valid ones accepted, and nothing else. */
export const EIGHT: V1RuleSet = {
  ...ofV1('fully-connected'),
  id: 'pasted',
  values: [0, 1, 2, 3, 4, 5, 6, 7],
  cells: Array.from({ length: 8 }, (_, from) =>
    Array.from({ length: 8 }, (_, to): Cell => (from < 5 && to < 5 ? '+' : '-')),
  ),
};

const against = (ruleSet: RuleSet | string, old: RuleSet | string) =>
  findAll({
    ruleSet: typeof ruleSet === 'string' ? of(ruleSet) : ruleSet,
    against: typeof old === 'string' ? of(old) : old,
  });
const alone = (ruleSet: RuleSet | string) =>
  findAll({ ruleSet: typeof ruleSet === 'string' ? of(ruleSet) : ruleSet, against: null });

const FIFTEEN = pairs('1>5 5>1 5>2 2>5 1>3 3>1 1>4 4>1 2>6 6>2 6>7 7>6 5>7 7>5 7>3');
const WITHOUT_PRE_COPY = pairs('1>5 5>1 5>2 2>5 1>3 3>1 1>4 4>1');

const MOST: V1RuleSet = changeV1('fully-connected', '1>2 2>1 2>0', '-');

const findBound = (kind: 'lets-through' | 'missing') =>
  findInTable({
    ruleSet: ofV2('v2-7.2'),
    guard: null,
    bounds: [{ kind, index: 'new_state', value: 8, place: { line: 1, column: 1 } }],
  });

/** Where each finding is found, and the place it must have: `flags from>to`, the first one. */
export const CASES: Readonly<Record<FindingId, readonly [place: string, find: () => readonly Finding[]]>> = {
  'v1.flow-fails': ['2>2', () => alone('patch-2021-09')],
  'v1.flow-unspecified': ['2>2', () => alone('uapi-v1')],
  'v1.charted-refused': ['1>4', () => alone('patch-2021-09')],
  'v1.no-way-back': ['4>1', () => alone(changeV1('fully-connected', '4>0 4>1 4>2 4>3', '-'))],
  'v1.cannot-stop': ['3>0', () => alone('patch-2021-09')],
  'v1.same-refused': ['0>0', () => alone('patch-2021-09')],
  'v1.error-requestable': ['1>6', () => alone(changeV1(EIGHT, '1>6', '+'))],
  'v1.invalid-requestable': ['1>5', () => alone(changeV1(EIGHT, '1>5', '+'))],
  'v1.error-left-without-reset': ['6>1', () => alone(changeV1(EIGHT, '6>1', '+'))],
  'v1.invalid-left-without-reset': ['7>1', () => alone(changeV1(EIGHT, '7>1', '+'))],
  'v1.no-way-into-resuming': ['1>4', () => alone(changeV1('fully-connected', '0>4 1>4 2>4 3>4', '-'))],
  'v1.initial-not-running': ['0>0', () => alone('stop-default')],
  'v1.stop-and-copy-serializes-nothing': ['3>2', () => alone('control-bits')],
  'v1.read-before-load': ['4>2', () => alone('control-bits-v4')],
  'v2.flow-fails': ['5 6>3', () => alone(change('v2-7.2', 'PRE_COPY > STOP_COPY', 'ERROR'))],
  'v2.never-returns': ['5 3>6', () => alone('v2-6.2')],
  'v2.same-broken': ['1 3>3', () => alone(change('v2-7.2', 'STOP_COPY > STOP_COPY', 'STOP'))],
  'v2.accepted-then-stuck': ['1 2>4', () => alone(change('v2-7.2', 'STOP > RESUMING', 'ERROR'))],
  'v2.passes-error': ['7 3>7', () => alone(change('v2-6.2', 'ERROR > PRE_COPY_P2P', 'STOP'))],
  'v2.longer-path': ['7 7>1', () => alone(change('v2-7.2', 'PRE_COPY_P2P > STOP', 'PRE_COPY'))],
  'v2.saving-group-interior': ['7 6>3', () => alone('v2-7.2')],
  'v2.initial-not-running': ['1>1', () => alone({ ...ofV2('v2-7.2'), initial: 1 })],
  'v2.new-driver-arc': ['3 1>2', () => against(change('v2-7.2', 'STOP > RUNNING', 'RUNNING'), 'v2-7.2')],
  'v2.new-flags-arc': ['5 2>6', () => against('v2-6.2', 'v2-5.18')],
  'change.newly-refused': ['3>2', () => against(changeV1('fully-connected', '3>2', '-'), 'fully-connected')],
  'change.newly-never-returns': ['5 3>6', () => against('v2-6.2', 'v2-7.2')],
  'change.session-changed': [
    '5 6>3',
    () => against(change('v2-7.2', 'PRE_COPY > STOP_COPY', 'RUNNING'), 'v2-7.2'),
  ],
  'change.initial-changed': ['0>0', () => against('stop-default', 'patch-2021-09')],
  'change.path-changed': ['3 1>2', () => against(change('v2-7.2', 'STOP > RUNNING', 'RUNNING'), 'v2-7.2')],
  'change.refused-otherwise': [
    '5 3>6',
    () => against(change('v2-6.2', 'STOP_COPY > PRE_COPY', 'STOP_COPY'), 'v2-6.2'),
  ],
  'change.silence-refused': ['0>0', () => against('patch-2021-09', 'uapi-v1')],
  'change.no-longer-specified': ['0>0', () => against('uapi-v1', 'patch-2021-09')],
  'change.newly-accepted': ['1>4', () => against('patch-2021-09-amended', 'patch-2021-09')],
  'change.never-returns-fixed': ['5 3>6', () => against('v2-7.2', 'v2-6.2')],
  'table.arc-not-listed': [
    '1 1>4',
    () =>
      findInTable({
        ruleSet: ofV2('v2-7.2'),
        guard: { name: 'may_step', place: { line: 1, column: 1 }, arcs: pairs('1>2 2>1 1>3 3>1 4>1') },
        bounds: [],
      }),
  ],
  'table.bound-lets-through': ['1 2>8', () => findBound('lets-through')],
  'table.bound-missing': ['1 2>8', () => findBound('missing')],
  'driver.arc-missing': [
    '3 5>2',
    () => findInDriver({ flags: 3, arcs: pairs('1>5 5>1 2>5 1>3 3>1 1>4 4>1') }),
  ],
  'driver.flags-without-arcs': ['7 2>6', () => findInDriver({ flags: 7, arcs: WITHOUT_PRE_COPY })],
  'driver.arc-never-asked': ['3 2>6', () => findInDriver({ flags: 3, arcs: FIFTEEN })],
  'validity.refuses-valid': ['1>4', () => findInValidity({ isValid: (value) => value < 4 })],
  'validity.accepts-invalid': ['1>5', () => findInValidity({ isValid: (value) => value < 6 })],
  'validity.accepts-error': ['1>6', () => findInValidity({ isValid: (value) => value < 5 || value === 6 })],
  'validity.ignores-reserved-bits': ['1>8', () => findInValidity({ isValid: (value) => (value & 7) < 5 })],
};

/** Subjects with many findings, for tests over all of them: every case, every pair of built-in rule sets of a generation. */
export function* listSubjects(): Generator<readonly [name: string, findings: readonly Finding[]]> {
  for (const [id, [, find]] of Object.entries(CASES)) yield [id, find()];
  yield ['most', alone(MOST)];
  for (const generation of ['v1', 'v2'] as const) {
    const ids = generation === 'v1' ? V1_IDS : V2_IDS;
    for (const id of ids) for (const old of ids) yield [`${id} against ${old}`, against(id, old)];
  }
}

const V1_IDS = [
  'uapi-v1',
  'patch-2021-09',
  'patch-2021-09-amended',
  'stop-default',
  'fully-connected',
  'control-bits',
  'control-bits-v4',
  'ndma-rfc',
];
const V2_IDS = ['v2-5.18', 'v2-6.2', 'v2-7.2'];
