/**
 * What a request means for the VM, under the formal reason of its verdict: what changes between its two states decides, not
 * their names. The same sentence holds whether the rules accept it or not.
 */

import type { RuleSet } from '../rule-sets/rule-set.ts';
import type { RequestPair } from '../state/request-pair.ts';
import type { StateInfo } from '../state/state.ts';
import { getState } from '../state/state.ts';
import type { Citation } from '../words/citation.ts';
import type { ConsequenceId } from './consequence-words.ts';
import { CONSEQUENCES } from './consequence-words.ts';

interface Consequence {
  readonly id: ConsequenceId;
  /** A complete text of one to three sentences. */
  readonly text: string;
  readonly citations: readonly Citation[];
}

/** A state by what the device may do and which way its data flow. */
type Standing = 'runs' | 'quiet' | 'stopped' | 'pre-copy' | 'pre-copy-quiet' | 'saving' | 'loading';

const STANDINGS: Readonly<
  Record<StateInfo['session'], Readonly<Record<StateInfo['activity'], Standing | null>>>
> = {
  none: { runs: 'runs', quiescent: 'quiet', stopped: 'stopped' },
  saving: { runs: 'pre-copy', quiescent: 'pre-copy-quiet', stopped: 'saving' },
  // Only an invalid value runs while it loads.
  loading: { runs: null, quiescent: null, stopped: 'loading' },
};

/** A row for where the device is, a column for what is asked; two states of one standing differ by the NDMA bit alone. */
const TABLE: Readonly<Record<Standing, Readonly<Record<Standing, ConsequenceId>>>> = {
  runs: {
    runs: 'nothing-more',
    quiet: 'quiesce',
    stopped: 'stop',
    'pre-copy': 'pre-copy',
    'pre-copy-quiet': 'pre-copy-quiet',
    saving: 'stop-and-save',
    loading: 'load',
  },
  quiet: {
    runs: 'quiet-ends',
    quiet: 'nothing-more',
    stopped: 'stop-quiet',
    'pre-copy': 'quiet-to-pre-copy',
    'pre-copy-quiet': 'pre-copy-quiet',
    saving: 'stop-and-save',
    loading: 'load',
  },
  stopped: {
    runs: 'run',
    quiet: 'run-quiet',
    stopped: 'nothing-more',
    'pre-copy': 'run-into-pre-copy',
    'pre-copy-quiet': 'run-into-pre-copy',
    saving: 'save-stopped',
    loading: 'load-stopped',
  },
  'pre-copy': {
    runs: 'pre-copy-given-up',
    quiet: 'pre-copy-given-up',
    stopped: 'pre-copy-cut',
    'pre-copy': 'nothing-more',
    'pre-copy-quiet': 'pre-copy-quiesce',
    saving: 'switch',
    loading: 'turn-round',
  },
  'pre-copy-quiet': {
    runs: 'pre-copy-given-up',
    quiet: 'pre-copy-given-up',
    stopped: 'pre-copy-cut',
    'pre-copy': 'pre-copy-quiet-ends',
    'pre-copy-quiet': 'nothing-more',
    saving: 'switch',
    loading: 'turn-round',
  },
  saving: {
    runs: 'save-given-up',
    quiet: 'save-given-up',
    stopped: 'save-ends',
    'pre-copy': 'save-to-pre-copy',
    'pre-copy-quiet': 'save-to-pre-copy',
    saving: 'nothing-more',
    loading: 'turn-round',
  },
  loading: {
    runs: 'resumed',
    quiet: 'resumed',
    stopped: 'loaded',
    'pre-copy': 'loaded-to-pre-copy',
    'pre-copy-quiet': 'loaded-to-pre-copy',
    saving: 'read-back',
    loading: 'nothing-more',
  },
};

/** What a request means under a rule set; of any two u32. */
export function getConsequence({ states, generation }: RuleSet, request: RequestPair): Consequence {
  const found = findId(getState(states, request.from), getState(states, request.to), request);
  const id = found ?? (generation === 'v1' ? 'reserved-bits' : 'no-such-state');
  const { text, citations } = CONSEQUENCES[id];
  return { id, text, citations: citations[generation] };
}

/** null for a value that the rules do not list. */
function findId(
  from: StateInfo | undefined,
  to: StateInfo | undefined,
  request: RequestPair,
): ConsequenceId | null {
  if (!from) return null;
  if (from.kind === 'error') return 'error-left';
  if (from.kind === 'invalid') return 'from-nowhere';
  if (to?.kind === 'error') return 'error-asked';
  if (to?.kind === 'invalid') return to.session === 'loading' ? 'run-while-loading' : 'save-while-loading';
  if (!to) return null;
  if (request.from === request.to) return 'same';
  const [start, end] = [STANDINGS[from.session][from.activity], STANDINGS[to.session][to.activity]];
  return start && end ? TABLE[start][end] : 'from-nowhere';
}
