/** What may happen to a device or to a history, at random: for the property tests. */

import fc from 'fast-check';
import { RULE_SETS } from '../protocol/rule-sets/rule-sets.ts';
import type { Fault } from '../protocol/trace/trace.ts';
import { ERRNOS } from '../protocol/trace/trace.ts';
import { UNLISTED } from './device-graph.fixture.ts';
import type { HistoryEvent } from './history-machine.ts';

const arc = fc.integer({ min: 1, max: 5 });

const anyFault: fc.Arbitrary<Fault> = fc.oneof(
  fc.record({ kind: fc.constant('declined' as const), arc, errno: fc.constantFrom(...ERRNOS) }),
  fc.record({ kind: fc.constant('faulted' as const), arc }),
  fc.constantFrom('stays' as const, 'faults' as const).map((device): Fault => ({ kind: 'corrupt', device })),
);

/** Mostly values that some rule set lists, now and then any other u32. */
const anyValue = fc.oneof(
  { weight: 8, arbitrary: fc.integer({ min: 0, max: 7 }) },
  { weight: 2, arbitrary: fc.integer({ min: 8, max: 15 }) },
  { weight: 1, arbitrary: fc.constantFrom(...UNLISTED) },
  { weight: 1, arbitrary: fc.integer({ min: 0, max: 0xffff_ffff }) },
);

export const anyRequest: fc.Arbitrary<Extract<HistoryEvent, { type: 'request' }>> = fc.oneof(
  { weight: 3, arbitrary: anyValue.map((to) => ({ type: 'request' as const, to })) },
  {
    weight: 1,
    arbitrary: anyValue.map((to) => ({ type: 'request' as const, to, suppose: 'accepted' as const })),
  },
);

export const anyArming: fc.Arbitrary<Extract<HistoryEvent, { type: 'fault.arm' }>> = fc
  .option(anyFault, { freq: 6 })
  .map((fault) => ({ type: 'fault.arm', fault }));

const anyRules: fc.Arbitrary<HistoryEvent> = fc
  .constantFrom(...RULE_SETS)
  .map((ruleSet) => ({ type: 'rules.change', ruleSet }));

const anyPlain: fc.Arbitrary<HistoryEvent> = fc
  .constantFrom(
    'cursor.back',
    'cursor.forward',
    'cursor.start',
    'cursor.end',
    'playback.start',
    'playback.stop',
    'undo',
    'redo',
  )
  .map((type): HistoryEvent => ({ type }));

/** Anything that a page may send to a history; most of it asks. */
export const anyEvent: fc.Arbitrary<HistoryEvent> = fc.oneof(
  { weight: 12, arbitrary: anyRequest },
  { weight: 2, arbitrary: anyArming },
  { weight: 2, arbitrary: fc.constant<HistoryEvent>({ type: 'reset' }) },
  { weight: 3, arbitrary: anyRules },
  {
    weight: 2,
    arbitrary: fc.constantFrom(1, 3, 5, 7).map((flags): HistoryEvent => ({ type: 'flags.change', flags })),
  },
  { weight: 6, arbitrary: anyPlain },
  {
    weight: 3,
    arbitrary: fc.integer({ min: -1, max: 30 }).map((id): HistoryEvent => ({ type: 'cursor.move', id })),
  },
  { weight: 1, arbitrary: fc.constant<HistoryEvent>({ type: 'select', selection: null }) },
  { weight: 1, arbitrary: fc.constant<HistoryEvent>({ type: 'history.clear' }) },
);
