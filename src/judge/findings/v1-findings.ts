/** Findings on a v1 rule set by itself. The header's silence never counts against a rule set. */

import type { V1RuleSet } from '../../protocol/rule-sets/rule-set.ts';
import { V1_RULE_SETS } from '../../protocol/rule-sets/v1-rule-sets.ts';
import type { RequestTuple } from '../../protocol/state/request-pair.ts';
import type { StateInfo } from '../../protocol/state/state.ts';
import { formatState, getState } from '../../protocol/state/state.ts';
import type { Finding, FindingId, RequestLines } from '../../protocol/trace/finding.ts';
import type { Trace } from '../../protocol/trace/trace.ts';
import { findDetour } from '../../protocol/verdict/detour.ts';
import type { Words } from '../../protocol/words/fill.ts';
import { createFinding } from '../catalogue/new-finding.ts';
import { findInFlows } from './flow-findings.ts';
import type { VerdictGrid } from './verdict-grid.ts';
import { getGrid, leads, toRequestTrace, toStepsTrace } from './verdict-grid.ts';

const SENTENCES = {
  'v1.charted-refused': 'The header charts {from} > {to}, but it is refused. {why} {way}',
  'v1.no-way-back': 'No request leads from {from} back to {to}: only VFIO_DEVICE_RESET does.',
  'v1.cannot-stop': 'In {from} the device cannot be stopped at once: {from} > {to} is refused. {way}',
  'v1.same-refused': 'Asking for {to} in {from} is refused, although there is nothing to do.',
  'v1.error-requestable': '{from} > {to} is accepted: userspace can ask for the state that means a fault.',
  'v1.invalid-requestable': '{from} > {to} is accepted, but {to} is not a valid value of device_state.',
  'v1.error-left-without-reset':
    '{from} > {to} is accepted: the device leaves {from} without VFIO_DEVICE_RESET.',
  'v1.invalid-left-without-reset': '{from} > {to} is accepted, but no device can report {from}.',
  'v1.no-way-into-resuming':
    'No request leads from {from}, the initial value, into {to}: nothing can be loaded.',
  'v1.initial-not-running':
    'The register starts at {to}, but the device runs after open_device and after VFIO_DEVICE_RESET.',
  'v1.stop-and-copy-serializes-nothing':
    '{from} > {to} enters stop-and-copy, but the driver serializes nothing: it does {actions}.',
  'v1.read-before-load':
    'On {from} > {to} the driver serializes before it de-serializes: save, clear, load, as requested on 20 October 2021. It skips the serialize while it still holds data.',
} as const satisfies Partial<Record<FindingId, string>>;

const is =
  (kind: StateInfo['kind'], activity: StateInfo['activity'], session: StateInfo['session']) =>
  (state: StateInfo | undefined) =>
    state?.kind === kind && state.activity === activity && state.session === session;

const isRunning = is('valid', 'runs', 'none');
const isStopped = is('valid', 'stopped', 'none');
const isStopAndCopy = is('valid', 'stopped', 'saving');
const isResuming = is('valid', 'stopped', 'loading');

/** All findings on a v1 rule set by itself. */
export function findInV1(ruleSet: V1RuleSet, lines?: RequestLines): readonly Finding[] {
  const grid = getGrid(ruleSet, null);
  return [...findInFlows(grid, lines), ...searchFindings(grid, ruleSet, lines)];
}

function* searchFindings(grid: VerdictGrid, ruleSet: V1RuleSet, lines?: RequestLines): Generator<Finding> {
  const find = (
    id: keyof typeof SENTENCES,
    from: number,
    to: number,
    words: Words = {},
    trace: Trace = toRequestTrace(grid, from, to),
  ) => createFinding(id, { ruleSet, flags: null, from, to, lines, trace }, SENTENCES[id], words);
  const { initial, states, values } = ruleSet;
  const listed = values
    .flatMap((value) => getState(states, value) ?? [])
    .filter(({ kind }) => kind === 'valid');
  const running = states.find(isRunning);
  const stopped = listed.filter(isStopped);
  const resuming = states.filter(isResuming);

  for (const [from, to] of listCharted()) {
    const verdict = grid.at(from, to);
    if (verdict.kind !== 'refused' || !getState(states, from) || !getState(states, to)) continue;
    yield find('v1.charted-refused', from, to, { why: verdict.why, way: formatWayAround(grid, from, to) });
  }
  if (running) {
    for (const { value } of listed)
      if (grid.getWay(value) && !leads(grid, value, [running.value]))
        yield find('v1.no-way-back', value, running.value);
    if (initial !== running.value)
      yield find(
        'v1.initial-not-running',
        initial,
        initial,
        {},
        toStepsTrace(grid, initial, [{ act: 'reset' }]),
      );
  }
  for (const state of listed) {
    const { value } = state;
    const [first] = stopped;
    if (!first || isStopped(state) || stopped.some((each) => grid.isOpen(value, each.value))) continue;
    const way = formatWayAround(grid, value, first.value);
    yield find('v1.cannot-stop', value, first.value, { way });
  }
  for (const { value } of listed)
    if (grid.at(value, value).kind === 'refused') yield find('v1.same-refused', value, value);
  const [first] = resuming;
  if (
    first &&
    !leads(
      grid,
      initial,
      resuming.map(({ value }) => value),
    )
  )
    yield find('v1.no-way-into-resuming', initial, first.value);
  for (const from of states)
    for (const to of states) {
      const verdict = grid.at(from.value, to.value);
      if (verdict.kind !== 'accepted') continue;
      const id = getKindFault(from, to);
      if (id) yield find(id, from.value, to.value);
      if (id || from.kind !== 'valid') continue;
      const actions = verdict.arcs.flatMap((arc) => arc.actions);
      const reads = actions.indexOf('serialize');
      if (isStopAndCopy(to) && !isStopAndCopy(from) && reads < 0)
        yield find('v1.stop-and-copy-serializes-nothing', from.value, to.value, {
          actions: actions.join(', ') || 'nothing',
        });
      if (reads >= 0 && reads < actions.indexOf('de-serialize'))
        yield find('v1.read-before-load', from.value, to.value);
    }
}

/** The finding for an accepted request between these kinds of state; asking for the same value leaves no state. */
function getKindFault(from: StateInfo, to: StateInfo) {
  if (from.kind === 'error' && from !== to) return 'v1.error-left-without-reset';
  if (to.kind === 'error') return 'v1.error-requestable';
  if (to.kind === 'invalid') return 'v1.invalid-requestable';
  return from.kind === 'invalid' ? 'v1.invalid-left-without-reset' : undefined;
}

/** The arcs of the header, from its own rule set. */
function* listCharted(): Generator<RequestTuple> {
  const header = V1_RULE_SETS.find(({ grants }) => grants === 'charted');
  if (!header) throw new Error('no rule set charts anything');
  for (const [row, from] of header.values.entries())
    for (const [column, to] of header.values.entries())
      if (header.cells[row]?.[column] === '+') yield [from, to];
}

/** Over valid values only: a table that lets a request leave _ERROR has a fault, not a way around. */
function formatWayAround({ states, at }: VerdictGrid, from: number, to: number): string {
  const valid = states.filter(({ kind }) => kind === 'valid').map(({ value }) => value);
  const way = findDetour(valid, (a, b) => at(a, b).kind === 'accepted', from, to);
  return way
    ? `The way around is ${way.map((value) => formatState(states, value)).join(', then ')}.`
    : 'There is no way around it.';
}
