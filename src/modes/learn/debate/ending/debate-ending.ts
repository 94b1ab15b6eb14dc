/**
 * How the debate of 2021 ended: what happened after its last message, and how Linux 5.18 answers each of its questions.
 * Paraphrase throughout; every statement has its citations.
 *
 * @source drivers/vfio/vfio.c v5.18, vfio_mig_get_next_state(); include/uapi/linux/vfio.h v5.18
 */

import type { RuleSetId } from '../../../../protocol/rule-sets/rule-set.ts';
import { getRuleSet } from '../../../../protocol/rule-sets/rule-sets.ts';
import { REVIEW_OF_V2_12 } from '../../../../protocol/rule-sets/v1-rule-sets.ts';
import type { Citation } from '../../../../protocol/words/citation.ts';

interface EndingStep {
  /** `2021-10-19` */
  readonly date: string;
  readonly text: string;
  readonly citations: readonly Citation[];
}

/** A side of a question, and who takes it. */
interface QuestionSide {
  readonly side: string;
  readonly messages: readonly number[];
}

interface Question {
  readonly question: string;
  readonly sides: readonly QuestionSide[];
  /** What Linux 5.18 does. */
  readonly answer: string;
  readonly citations: readonly Citation[];
}

/** The commit of 5.18 that added protocol v2. */
export const V2_COMMIT: Citation = {
  kind: 'commit',
  commit: '115dcec65f61',
  about: 'device migration protocol v2',
  date: '2022-03-03',
};

/** The commit of 5.18 that turned the NDMA bit into a state. */
export const P2P_COMMIT: Citation = {
  kind: 'commit',
  commit: '8cb3d83b959b',
  about: 'RUNNING_P2P, which turns the NDMA bit into a state',
  date: '2022-03-03',
};

const thread = (...messages: number[]): readonly Citation[] =>
  messages.map((message) => ({ kind: 'thread', message }));

/** The first source of that kind that a rule set names; of a file, if one is given. */
export function getSource(id: RuleSetId, kind: Citation['kind'], file?: string): readonly Citation[] {
  const found = getRuleSet(id)?.citations.find(
    (citation) => citation.kind === kind && (!file || (citation.kind === 'kernel' && citation.file === file)),
  );
  if (!found) throw new Error(`${id} has no citation of the kind ${kind}, ${file ?? 'any file'}`);
  return [found];
}

const NEXT_STATE = getSource('v2-5.18', 'kernel');

/** What happened next, in order. */
export const ENDING_STEPS: readonly EndingStep[] = [
  {
    date: '2021-09-30',
    text: 'The last message answers the last two questions in terms of bits. The thread itself decides nothing about the posted table.',
    citations: thread(37),
  },
  {
    date: '2021-10-19',
    text: 'V2 of the series has a driver that acts on the bits that flip. A reviewer notices that it serializes nothing on _SAVING|_RUNNING > _SAVING.',
    citations: [REVIEW_OF_V2_12],
  },
  {
    date: '2021-10-26',
    text: 'The driver of V4 serializes when _RUNNING or _SAVING flips and the new value is 010b, so it does on that request too.',
    citations: getSource('control-bits-v4', 'mail'),
  },
  {
    date: '2021-12-09',
    text: 'An RFC adds the missing state as a fourth bit, NDMA, and wants every valid value to lead to every other.',
    citations: getSource('ndma-rfc', 'mail'),
  },
  {
    date: '2022-03-03',
    text: 'Protocol v2, for Linux 5.18, has no bits: it has an enum, an ioctl, and a table in the core that tells a driver the next arc.',
    citations: [V2_COMMIT, ...NEXT_STATE],
  },
];

/** What was asked in the thread, and what Linux 5.18 does about it. */
export const QUESTIONS: readonly Question[] = [
  {
    question: 'May _RUNNING lead to _RESUMING?',
    sides: [
      { side: 'yes', messages: [2, 4, 5, 10, 19, 37] },
      { side: 'in doubt', messages: [3] },
    ],
    answer: 'RUNNING > RESUMING is accepted, via STOP.',
    citations: NEXT_STATE,
  },
  {
    question: 'Where does device_state start?',
    sides: [
      { side: '_RUNNING', messages: [17, 19, 21, 23, 28, 29, 32, 33, 35, 37] },
      { side: '_STOP', messages: [15, 20, 22, 30, 31, 36] },
    ],
    answer: 'In RUNNING, and a reset leads back there.',
    citations: getSource('v2-5.18', 'kernel', 'include/uapi/linux/vfio.h'),
  },
  {
    question: 'May _RESUMING lead to _SAVING?',
    sides: [
      { side: 'yes', messages: [28, 29, 32, 37] },
      { side: 'no', messages: [16, 27] },
    ],
    answer: 'RESUMING > STOP_COPY is accepted, via STOP.',
    citations: NEXT_STATE,
  },
  {
    question: 'Should common code refuse requests between valid values?',
    sides: [
      { side: 'yes', messages: [0, 11, 16, 27] },
      { side: 'no', messages: [12, 28] },
    ],
    answer:
      'There is a table in the core, but it refuses none of them: it leads a driver from every supported state to every other.',
    citations: NEXT_STATE,
  },
  {
    question: 'Bits or a state machine?',
    sides: [
      { side: 'bits', messages: [12, 29, 32, 33] },
      { side: 'a state machine', messages: [0, 16, 31] },
    ],
    answer: 'A state machine. Its states are an enum, so there are no invalid combinations.',
    citations: [V2_COMMIT],
  },
  {
    question: 'Should there be a state in which a device starts no DMA but is not frozen?',
    sides: [
      { side: 'needed', messages: [24, 26] },
      { side: 'useful', messages: [25] },
    ],
    answer: 'RUNNING_P2P, an optional state, in which a device starts no peer-to-peer DMA.',
    citations: [P2P_COMMIT],
  },
];
