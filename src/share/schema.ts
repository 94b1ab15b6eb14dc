/**
 * The schemas of what comes in from outside, by link or from storage. Their messages are clauses: the decoder's
 * sentence says where, and what is kept.
 */

import * as v from 'valibot';
import { ERRNOS } from '../protocol/trace/trace.ts';
import type { VerdictKind } from '../protocol/verdict/verdict.ts';
import { UNPRINTABLE } from '../protocol/words/outside-text.ts';

/** The four kinds of verdict, in the order in which a sentence lists them. */
export const VERDICT_KINDS = [
  'accepted',
  'refused',
  'unspecified',
  'never-returns',
] as const satisfies readonly VerdictKind[];

const LONGEST_NAME = 40;
const LAST_ARC = 99;

const CLAUSES = {
  name: `the name of a state must have 1 to ${LONGEST_NAME} characters, none of them a control character`,
  arc: `an arc must be a whole number from 1 to ${LAST_ARC}`,
  errno: `the errno must be one of ${ERRNOS.join(', ')}`,
  after: 'a device with corrupt data must be one that stays or one that faults',
  fault: 'a fault must be declined, faulted or corrupt',
  suppose: 'nothing but accepted can be supposed',
  saw: `what was seen must be one of ${VERDICT_KINDS.join(', ')}`,
  act: 'a step must be a request or a reset',
};

/** A name that a rule set could have; whether this one has it is for the replay to say. */
export const nameSchema = v.pipe(
  v.string(CLAUSES.name),
  v.check((name) => name !== '' && name.length <= LONGEST_NAME && name.search(UNPRINTABLE) < 0, CLAUSES.name),
);

/** A whole number of a range, both ends included. */
export const createWholeSchema = (least: number, most: number, clause: string) =>
  v.pipe(
    v.number(clause),
    v.check((number) => Number.isInteger(number) && number >= least && number <= most, clause),
  );

const arcSchema = createWholeSchema(1, LAST_ARC, CLAUSES.arc);

const device = v.picklist(['stays', 'faults'], CLAUSES.after);

const faultSchema = v.variant(
  'kind',
  [
    v.object({ kind: v.literal('declined'), arc: arcSchema, errno: v.picklist(ERRNOS, CLAUSES.errno) }),
    v.object({ kind: v.literal('faulted'), arc: arcSchema }),
    v.object({ kind: v.literal('corrupt'), device }),
  ],
  CLAUSES.fault,
);

/** A step of a trace. */
export const stepSchema = v.variant(
  'act',
  [
    v.object({
      act: v.literal('request'),
      to: nameSchema,
      fault: v.exactOptional(faultSchema),
      suppose: v.exactOptional(v.literal('accepted', CLAUSES.suppose)),
      saw: v.exactOptional(v.picklist(VERDICT_KINDS, CLAUSES.saw)),
    }),
    v.object({ act: v.literal('reset') }),
  ],
  CLAUSES.act,
);
