/**
 * What can be asked about a request: one table with the question, the answer that the machine gives, the options, and when
 * it cannot be asked at all.
 */

import { getFlagSets } from '../../protocol/rule-sets/rule-set.ts';
import { formatFlags, MIGRATION_FLAGS } from '../../protocol/state/migration-flags.ts';
import { getSessionEffects } from '../../protocol/state/session-effect.ts';
import { formatState, getState } from '../../protocol/state/state.ts';
import { VERDICT_WORDS } from '../../protocol/verdict/verdict.ts';
import type { Citation } from '../../protocol/words/citation.ts';
import { fill } from '../../protocol/words/fill.ts';
import type { AskId } from '../lesson.ts';
import {
  ANSWER_WORDS,
  ASK_WORDS,
  CHANGE_REASONS,
  CHANGE_WORDS,
  DMA_REASONS,
  DMA_WORDS,
  OBSTACLES,
} from '../lesson-words.ts';
import { getEmptyRead, getNextAccess, getPrecopyInfo, PRECOPY_SOURCE, REGION_SOURCE } from './lesson-data.ts';
import type { EmptyRead, NextAccess, PrecopyInfo } from './lesson-data-words.ts';
import { EMPTY_READS, NEXT_ACCESSES, NEXT_REASONS, PRECOPY_INFOS } from './lesson-data-words.ts';
import { formatPath, listActions, listKinds, listPaths, listReads } from './lesson-options.ts';
import type { Situation } from './lesson-situation.ts';

interface AskInfo {
  /** With the words of ASK_WORDS in braces. */
  readonly question: string;
  /** Id of the right option. */
  readonly getAnswer: (situation: Situation) => string;
  /** Ids in the order in which they are shown, the right one included. */
  readonly listOptions: (situation: Situation, answer: string) => readonly string[];
  readonly formatOption: (id: string, situation: Situation) => string;
  /** Why it cannot be asked of this request, as the end of a sentence. */
  readonly findObstacle?: (situation: Situation) => string | undefined;
  /** True where what a state may do is the answer, or tells it. */
  readonly isOfState?: true;
  /** A sentence on the answer, after the reason of the verdict; and its sources. */
  readonly explain?: (situation: Situation) => string;
  readonly citations?: readonly Citation[];
}

const isOpen = ({ outcome }: Situation) =>
  outcome.kind === 'never-returns'
    ? OBSTACLES.hangs
    : outcome.kind === 'unspecified'
      ? OBSTACLES.unspecified
      : undefined;
const hasFault = ({ question }: Situation) => (question.fault ? OBSTACLES.fault : undefined);
const isSupposed = ({ question }: Situation) => (question.suppose ? OBSTACLES.supposed : undefined);
const isOnly = (generation: 'v1' | 'v2') => (situation: Situation) =>
  situation.ruleSet.generation === generation ? undefined : fill(OBSTACLES.generation, { generation });
const first =
  (...tests: readonly ((situation: Situation) => string | undefined)[]) =>
  (situation: Situation) =>
    tests.map((test) => test(situation)).find((why) => why !== undefined);

const look = <T extends string>(words: Readonly<Record<T, string>>, id: string) => words[id as T] ?? id;
const capitalize = (text: string) => `${text[0]?.toUpperCase() ?? ''}${text.slice(1)}`;

const nameOf = ({ ruleSet }: Situation, value: number) => formatState(ruleSet.states, value);

function getPathAnswer({ ruleSet, outcome }: Situation): string {
  const { verdict } = outcome;
  if (verdict?.kind !== 'accepted') return 'no-path';
  return verdict.path.length === 0 ? 'stays' : formatPath(ruleSet, verdict.path);
}

/** `opens saving`, `ends loading, opens saving`, `keeps saving` or `none`. */
function getSessionAnswer({ ruleSet, question, outcome, after }: Situation): string {
  const states = [question.request.from, ...outcome.arcs.map((arc) => arc.to)];
  const effects = states.slice(1).flatMap((value, index) => {
    const [before, next] = [states[index] ?? value, value].map((each) => getState(ruleSet.states, each));
    return before && next ? getSessionEffects(before, next) : [];
  });
  const changes = effects.filter(({ effect }) => effect !== 'keeps');
  if (changes.length > 0) return changes.map(({ effect, session }) => `${effect} ${session}`).join(', ');
  return after && after.session !== 'none' ? `keeps ${after.session}` : 'none';
}

function listSessions({ ruleSet, question }: Situation, answer: string): readonly string[] {
  const from = getState(ruleSet.states, question.request.from)?.session;
  const before = from === 'loading' ? 'loading' : 'saving';
  return [...new Set(['opens saving', 'opens loading', `keeps ${before}`, `ends ${before}`, answer, 'none'])];
}

const getActionsAnswer = ({ outcome }: Situation) =>
  outcome.arcs.flatMap(({ actions }) => actions).join(',') || 'none';

function getReturnsAnswer({ outcome }: Situation): string {
  if (outcome.kind === 'unspecified') return 'unsaid';
  return outcome.returns === null ? 'nothing' : outcome.returns === 0 ? 'success' : outcome.returns;
}

function listReturns({ ruleSet, question }: Situation): readonly string[] {
  const declined = question.fault?.kind === 'declined' ? question.fault.errno : 'EBUSY';
  return [
    ...new Set(['success', 'EINVAL', declined, 'EBUSY']),
    ...(ruleSet.generation === 'v2' ? ['nothing'] : []),
    ...(listKinds(ruleSet).includes('unspecified') ? ['unsaid'] : []),
  ];
}

function getRemedyAnswer(situation: Situation): string {
  const { verdict } = situation.outcome;
  if (verdict?.kind !== 'refused') return 'none';
  const { remedy } = verdict;
  switch (remedy.kind) {
    case 'detour':
      return `detour ${formatPath(situation.ruleSet, remedy.requests)}`;
    case 'flags':
      return remedy.missing > 7 ? 'none' : `flags ${remedy.missing}`;
    case 'reset':
    case 'none':
      return remedy.kind;
  }
}

function listRemedies({ ruleSet, question }: Situation, answer: string): readonly string[] {
  const { from, to } = question.request;
  const flags = getFlagSets(ruleSet).at(-1) ?? 0;
  const bits = MIGRATION_FLAGS.filter(({ bit }) => bit > 1 && flags & bit).map(({ bit }) => `flags ${bit}`);
  const stop =
    ruleSet.values.find((value) => ![from, to, ruleSet.initial, 0].includes(value)) ?? ruleSet.initial;
  const detour = answer.startsWith('detour') ? answer : `detour ${formatPath(ruleSet, [stop, to])}`;
  return [...new Set([detour, ...bits, 'reset', answer, 'none'])];
}

function formatRemedy(id: string): string {
  const [kind, ...rest] = id.split(' ');
  if (kind === 'flags') return fill(ANSWER_WORDS.flags, { flags: formatFlags(Number(rest[0])) });
  if (kind === 'detour')
    return fill(ANSWER_WORDS.detour, { states: rest.join(' ').replaceAll(' > ', ', then ') });
  return kind === 'reset' ? ANSWER_WORDS.reset : ANSWER_WORDS['no-remedy'];
}

const getAccess = ({ question, after }: Situation) =>
  question.data && after && getNextAccess(after, question.data.after, question.data.pending);

const ACCESS_OPTIONS: Readonly<Record<'saving' | 'loading', readonly NextAccess[]>> = {
  saving: ['read-pending', 'read-offset', 'read-size', 'read-data', 'nothing-now', 'end-of-stream'],
  loading: ['read-pending', 'read-offset', 'write-data', 'write-size', 'end-of-stream'],
};

const formatReturn = (id: string) =>
  look(
    { success: ANSWER_WORDS.success, nothing: ANSWER_WORDS['no-return'], unsaid: ANSWER_WORDS.unsaid },
    /^E/.test(id) ? `-${id}` : id,
  );

const inState = (situation: Situation, sentence: string) =>
  fill(sentence, { state: nameOf(situation, situation.outcome.now) });

export const ASK_TABLE: Readonly<Record<AskId, AskInfo>> = {
  verdict: {
    question: ASK_WORDS.verdict,
    getAnswer: ({ outcome }) => outcome.kind,
    listOptions: ({ ruleSet }) => listKinds(ruleSet),
    formatOption: (id) => look(VERDICT_WORDS, id),
    findObstacle: isSupposed,
  },
  path: {
    question: ASK_WORDS.path,
    getAnswer: getPathAnswer,
    listOptions: listPaths,
    formatOption: (id) => look({ stays: ANSWER_WORDS.stays, 'no-path': ANSWER_WORDS['no-path'] }, id),
    findObstacle: first(hasFault, isSupposed),
  },
  returns: {
    question: ASK_WORDS.returns,
    getAnswer: getReturnsAnswer,
    listOptions: listReturns,
    formatOption: formatReturn,
    findObstacle: ({ question }) =>
      question.fault && question.fault.kind !== 'declined' ? OBSTACLES.errno : undefined,
  },
  reads: {
    question: ASK_WORDS.reads,
    getAnswer: (situation) => nameOf(situation, situation.outcome.now),
    listOptions: listReads,
    formatOption: (id) => id,
    findObstacle: isOpen,
  },
  arcs: {
    question: ASK_WORDS.arcs,
    getAnswer: ({ outcome }) => String(outcome.arcs.length),
    listOptions: (_, answer) =>
      Array.from({ length: Math.max(4, Number(answer)) + 1 }, (__, count) => String(count)),
    formatOption: (id) => id,
    findObstacle: first(isOpen, hasFault, isSupposed),
  },
  session: {
    isOfState: true,
    question: ASK_WORDS.session,
    getAnswer: getSessionAnswer,
    listOptions: listSessions,
    formatOption: (id) =>
      id === 'none'
        ? ANSWER_WORDS['no-session']
        : capitalize(
            id
              .split(', ')
              .map((effect) =>
                effect.replace(' ', effect.startsWith('opens') ? ' one for ' : ' the one for '),
              )
              .join(', then '),
          ),
    findObstacle: first(isOpen, hasFault, isSupposed),
  },
  actions: {
    isOfState: true,
    question: ASK_WORDS.actions,
    getAnswer: getActionsAnswer,
    listOptions: listActions,
    formatOption: (id) => (id === 'none' ? ANSWER_WORDS['no-actions'] : capitalize(id.replaceAll(',', ', '))),
    findObstacle: first(isOpen, hasFault, isSupposed),
    explain: (situation) => {
      const done = getActionsAnswer(situation);
      return done === 'none'
        ? ANSWER_WORDS['does-nothing']
        : fill(ANSWER_WORDS.does, { actions: done.replaceAll(',', ', ') });
    },
  },
  dma: {
    isOfState: true,
    question: ASK_WORDS.dma,
    getAnswer: ({ after }) => after?.dma ?? 'undefined',
    listOptions: ({ ruleSet }) =>
      ruleSet.generation === 'v1' ? ['any', 'none', 'undefined'] : ['any', 'no-p2p', 'none', 'undefined'],
    formatOption: (id) => capitalize(look(DMA_WORDS, id)),
    findObstacle: isOpen,
    explain: (situation) => inState(situation, DMA_REASONS[situation.after?.dma ?? 'undefined']),
  },
  change: {
    isOfState: true,
    question: ASK_WORDS.change,
    getAnswer: ({ after }) => after?.change ?? 'undefined',
    listOptions: () => ['freely', 'loaded', 'frozen', 'undefined'],
    formatOption: (id) => capitalize(look(CHANGE_WORDS, id)),
    findObstacle: isOpen,
    explain: (situation) => inState(situation, CHANGE_REASONS[situation.after?.change ?? 'undefined']),
  },
  remedy: {
    question: ASK_WORDS.remedy,
    getAnswer: getRemedyAnswer,
    listOptions: listRemedies,
    formatOption: formatRemedy,
    findObstacle: ({ outcome }) =>
      outcome.kind === 'refused' && outcome.cause === 'rules' ? undefined : OBSTACLES.remedy,
  },
  access: {
    isOfState: true,
    question: ASK_WORDS.access,
    getAnswer: (situation) => getAccess(situation) ?? 'end-of-stream',
    listOptions: ({ after }) => ACCESS_OPTIONS[after?.session === 'loading' ? 'loading' : 'saving'],
    formatOption: (id) => look(NEXT_ACCESSES, id),
    findObstacle: first(isOnly('v1'), isOpen, (situation) =>
      getAccess(situation) ? undefined : OBSTACLES.access,
    ),
    explain: (situation) => NEXT_REASONS[getAccess(situation) ?? 'end-of-stream'],
    citations: [REGION_SOURCE],
  },
  'empty-read': {
    isOfState: true,
    question: ASK_WORDS['empty-read'],
    getAnswer: ({ after }): EmptyRead => (after ? getEmptyRead(after) : 'no-session'),
    listOptions: () => Object.keys(EMPTY_READS),
    formatOption: (id) => look(EMPTY_READS, id),
    findObstacle: first(isOnly('v2'), isOpen),
    citations: [PRECOPY_SOURCE],
  },
  'precopy-info': {
    isOfState: true,
    question: ASK_WORDS['precopy-info'],
    getAnswer: ({ after }): PrecopyInfo => (after ? getPrecopyInfo(after) : 'no-session'),
    listOptions: () => Object.keys(PRECOPY_INFOS),
    formatOption: (id) => look(PRECOPY_INFOS, id),
    findObstacle: first(isOnly('v2'), isOpen),
    citations: [PRECOPY_SOURCE],
  },
};
