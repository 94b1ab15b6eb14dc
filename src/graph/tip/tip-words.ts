/** What the signs of a state mean, each row and each column of the canvas: for the tip beside it, complete, with its source. */

import { NDMA_RFC, UAPI_V1 } from '../../protocol/rule-sets/v1-rule-sets.ts';
import { uapi } from '../../protocol/rule-sets/v2-rule-sets.ts';
import type { Activity, Change, SessionColumn, StateInfo } from '../../protocol/state/state.ts';
import { formatShortCitation } from '../../protocol/words/citation-words.ts';
import type { StateNode } from '../picture/flow.ts';
import { describeState, getSigns } from '../picture/outcome-words.ts';
import { COLUMN_WORDS, COLUMNS, ROW_WORDS } from '../place/place.ts';

interface TipLine {
  /** As it stands on the state; null for a sentence of its own. */
  readonly sign: string | null;
  readonly may: boolean;
  readonly text: string;
}

export interface Tip {
  readonly title: string;
  readonly lines: readonly TipLine[];
  /** Who says so; null where nothing is claimed. */
  readonly source: string | null;
}

const CHANGES: Readonly<Record<Change, string>> = {
  freely: 'The internal state may change at any time.',
  loaded: 'The internal state changes only by what is loaded.',
  frozen: 'The internal state may not change.',
  undefined: '',
};

const SESSIONS: Readonly<Record<SessionColumn, string>> = {
  loading: 'A data session is open: a state is loaded into the device.',
  none: 'No data session is open.',
  saving: 'A data session is open: the state is read out of the device.',
};

const COLUMN_TIPS: Readonly<Record<SessionColumn, string>> = {
  loading: 'Migration data goes into the device: a state is being loaded.',
  none: 'No migration data moves: no data session is open.',
  saving: 'Migration data comes out of the device: its state is being saved.',
};

const ROW_TIPS: Readonly<Record<Activity, string>> = {
  runs: 'The device is fully operational.',
  quiescent: 'The device runs, but starts no peer-to-peer DMA; with NDMA it starts no DMA at all.',
  stopped: 'The device issues no DMA.',
};

const ROWS = ['runs', 'quiescent', 'stopped'] as const;

const V1 = `${formatShortCitation(UAPI_V1)}; #24, #25`;
const V2 = formatShortCitation(uapi('v7.2'));
const NDMA = formatShortCitation(NDMA_RFC);

const say = (text: string): TipLine => ({ sign: null, may: false, text });

/** The tip of a state. While a lesson asks for what its signs tell, it says only that. */
export function toStateTip({ node, isCurrent, isOther, asked }: StateNode['data']): Tip {
  const { state, presence, compared } = node;
  if (asked !== undefined) return { title: state.name, lines: [say(asked)], source: null };
  const notes = [
    isCurrent && 'The device is in this state.',
    presence === 'merged' && 'The flags merge this state away.',
    compared?.words,
    isOther && 'The old side is here.',
  ];
  return {
    title: state.name === state.digits ? `${state.digits} ${state.role}` : `${state.name}, ${state.role}`,
    lines: [...listSigns(state), ...notes.flatMap((note) => (note ? [say(note)] : []))],
    source: getSource(state),
  };
}

/** A sentence for each sign; where a state has none, one on the state. */
function listSigns(state: StateInfo): readonly TipLine[] {
  const [dma, change, session] = getSigns(state);
  if (!dma || !change) return [say(describeState(state))];
  return [
    { ...dma, sign: dma.word, text: sayDma(state) },
    { ...change, sign: change.word, text: CHANGES[state.change] },
    { sign: session?.word ?? 'no data', may: session !== undefined, text: SESSIONS[state.session] },
  ];
}

function sayDma({ dma, activity }: StateInfo): string {
  switch (dma) {
    case 'any':
      return 'The device may start any DMA, to other devices too.';
    case 'no-p2p':
      return 'The device starts no peer-to-peer DMA. It finishes what is in flight, and still accepts incoming DMA.';
    case 'none':
      return activity === 'stopped'
        ? 'The device issues no DMA.'
        : 'The device starts no DMA and no interrupts, and completes what is in flight.';
    case 'undefined':
      return '';
  }
}

/** How a value is written tells whose it is: three bits of v1, four with NDMA, or a number of v2's enum. */
function getSource({ digits }: StateInfo): string {
  if (/^[01]{4}b$/.test(digits)) return NDMA;
  return /^[01]{3}b$/.test(digits) ? V1 : V2;
}

/** The tip of `row runs` or `column saving`; null for anything else. */
export function toAxisTip(key: string): Tip | null {
  const row = ROWS.find((each) => key === `row ${each}`);
  if (row)
    return {
      title: `Row: ${ROW_WORDS[row]}`,
      lines: [say(ROW_TIPS[row])],
      source: row === 'quiescent' ? `${V2}; ${NDMA}` : `${V2}; ${V1}`,
    };
  const column = COLUMNS.find((each) => key === `column ${each}`);
  return column
    ? { title: `Column: ${COLUMN_WORDS[column]}`, lines: [say(COLUMN_TIPS[column])], source: `${V2}; ${V1}` }
    : null;
}

/** All rows and columns in a paragraph, for those who do not see the canvas. */
export const AXES = [
  'Rows, from the top.',
  ...ROWS.map((row) => `${ROW_WORDS[row]}: ${ROW_TIPS[row]}`),
  'Columns, from the left.',
  ...COLUMNS.map((column) => `${COLUMN_WORDS[column]}: ${COLUMN_TIPS[column]}`),
].join(' ');
