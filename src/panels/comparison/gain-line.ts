/** What each set of flags adds, as lines of a table with one column for each set, and lists to open. */

import type { V2RuleSet } from '../../protocol/rule-sets/rule-set.ts';
import { MIGRATION_FLAGS } from '../../protocol/state/migration-flags.ts';
import type { RequestPair, RequestTuple } from '../../protocol/state/request-pair.ts';
import { formatRequest } from '../../protocol/state/request-pair.ts';
import { formatState } from '../../protocol/state/state.ts';
import { getDriverArcs } from '../../protocol/verdict/driver-arcs.ts';
import { readVerdict } from '../../protocol/verdict/verdict-table.ts';
import type { SentenceId } from './compare-words.ts';
import { formatWay, say } from './compare-words.ts';
import type { FlagGain } from './flag-gain.ts';
import { getFlagGain, getFlagGains } from './flag-gain.ts';

/** A request of a list, or an arc, which is a request of its own. */
export interface GainItem extends RequestPair {
  /** `STOP > RUNNING` */
  readonly request: string;
  /** `via RUNNING_P2P, not in one arc`; empty for an arc. */
  readonly way: string;
}

/** What one set of flags adds in one respect. */
export interface GainCell {
  readonly flags: number;
  /** `+9`, `−2`, `6 other`; of the first set, which adds to none, the bare number. */
  readonly text: string;
  /** How many there are then, all told; null where that says no more. */
  readonly total: number | null;
  readonly items: readonly GainItem[];
  /** The heading of the list. */
  readonly sentence: string;
}

export interface GainLine {
  readonly id: 'requests' | 'paths' | 'arcs' | 'arcsGone';
  readonly title: string;
  readonly cells: readonly GainCell[];
}

export interface GainColumn {
  readonly flags: number;
  /** `['STOP_COPY']`, and above the smallest set `['+ P2P', '+ PRE_COPY']`. */
  readonly names: readonly string[];
  /** The set that it adds to; null for the first. */
  readonly base: number | null;
  /** Names of the states that it adds. */
  readonly states: readonly string[];
}

type Respect = Omit<GainLine, 'cells'> & {
  readonly sign: string;
  readonly all: SentenceId | null;
  readonly added: SentenceId;
};

const RESPECTS: readonly Respect[] = [
  { id: 'requests', title: 'Requests', sign: '+', all: 'gain-all-requests', added: 'gain-requests' },
  { id: 'paths', title: 'Other paths', sign: '≠', all: null, added: 'gain-paths' },
  { id: 'arcs', title: 'Driver arcs', sign: '+', all: 'gain-all-arcs', added: 'gain-arcs' },
  { id: 'arcsGone', title: 'Arcs gone', sign: '−', all: null, added: 'gain-arcs-gone' },
];

/** One column for each set of flags that the rules define. */
export function toGainColumns(ruleSet: V2RuleSet): readonly GainColumn[] {
  return getFlagGains(ruleSet).map(({ flags, base, states }) => ({
    flags,
    base,
    names: getAdded(flags, base === null ? 0 : (ruleSet.flagSets[0] ?? 0)),
    states: states.map((value) => formatState(ruleSet.states, value)),
  }));
}

/** The lines below the states: requests, paths, arcs of the driver, arcs no longer asked for. */
export function toGainLines(ruleSet: V2RuleSet): readonly GainLine[] {
  const gains = getFlagGains(ruleSet);
  return RESPECTS.map(({ id, title, sign, all, added }) => ({
    id,
    title,
    cells: gains.map((gain): GainCell => {
      const pairs = gain[id];
      const words = { flags: gain.flags, base: gain.base ?? '', n: pairs.length };
      const isFirst = gain.base === null;
      return {
        flags: gain.flags,
        text: pairs.length === 0 ? '' : isFirst && all ? `${pairs.length}` : `${sign}${pairs.length}`,
        total: isFirst ? null : getTotal(ruleSet, gain.flags, id),
        items: pairs.map((pair) => toItem(ruleSet, gain, id, pair)),
        sentence: say(isFirst && all ? all : added, words),
      };
    }),
  }));
}

function getTotal(ruleSet: V2RuleSet, flags: number, id: GainLine['id']): number | null {
  switch (id) {
    case 'requests':
      return getFlagGain(ruleSet, flags, null).requests.length;
    case 'arcs':
      return getDriverArcs(ruleSet, flags).length;
    case 'paths':
    case 'arcsGone':
      return null;
  }
}

/** A path is told with what it was; an arc needs no path. */
function toItem(
  ruleSet: V2RuleSet,
  { flags, base }: FlagGain,
  id: GainLine['id'],
  pair: RequestTuple,
): GainItem {
  const [from, to] = pair;
  const way = (set: number | null) => {
    const verdict = readVerdict(ruleSet, { from, to, flags: set });
    return verdict.kind === 'accepted' ? formatWay(ruleSet, verdict).replace(/^,? /, '') : '';
  };
  const request = formatRequest(ruleSet.states, { from, to });
  if (id === 'arcs' || id === 'arcsGone') return { from, to, request, way: '' };
  return { from, to, request, way: id === 'paths' ? `${way(flags)}, not ${way(base)}` : way(flags) };
}

/** The names of the flags above the smallest set. */
function getAdded(flags: number, smallest: number): readonly string[] {
  const names = MIGRATION_FLAGS.filter(({ bit }) => flags & bit & ~smallest).map(({ name }) =>
    name.replace('VFIO_MIGRATION_', ''),
  );
  return smallest === 0 ? names : names.map((name) => `+ ${name}`);
}
