/** The sentences about a driver: how the header names it, why an arc is of its kind, and which requests take it. */

import type { Subject } from '../../../page/workbench.ts';
import { formatFlags } from '../../../protocol/state/migration-flags.ts';
import type { RequestPair } from '../../../protocol/state/request-pair.ts';
import { formatRequest } from '../../../protocol/state/request-pair.ts';
import { formatState } from '../../../protocol/state/state.ts';
import { readVerdict } from '../../../protocol/verdict/verdict-table.ts';
import { fill } from '../../../protocol/words/fill.ts';
import type { ReviewInput, ReviewOptions } from '../../../reader/review-input.ts';
import type { DriverPair } from './driver-finding.ts';
import type { DriverModel } from './driver-model.ts';
import { formatKind } from './driver-model.ts';
import { CHANGE_WORDS, CHANGED, DRIVER_WORDS, WHY } from './driver-words.ts';

/** `Driver demo_step`, its flags and how they are known, and what its arcs are checked against; null for no driver. */
export function toSubject(
  { name, generation, new: side, old, base }: ReviewInput,
  { flags: chosen }: Pick<ReviewOptions, 'flags'>,
): Subject | null {
  if (side.kind !== 'driver') return null;
  const before = old?.kind === 'driver' ? old.flags : side.flags;
  const flags = formatFlagsKnown(generation, side.flags, before, chosen !== undefined);
  return {
    title: fill(DRIVER_WORDS.title, { name }),
    text: fill(DRIVER_WORDS.held, { flags, base: base ?? '' }),
  };
}

function formatFlagsKnown(
  generation: ReviewInput['generation'],
  flags: number | null,
  before: number | null,
  isChosen: boolean,
): string {
  if (generation === 'v1') return DRIVER_WORDS.v1;
  if (flags === null) return DRIVER_WORDS.unknown;
  const words = { flags, names: formatFlagNames(flags) };
  const named =
    before === flags || before === null
      ? fill(DRIVER_WORDS.flags, words)
      : fill(DRIVER_WORDS.flagsChanged, { ...words, before });
  return fill(isChosen ? DRIVER_WORDS.chosen : DRIVER_WORDS.found, { flags: named });
}

/** `STOP_COPY | P2P` */
const formatFlagNames = (flags: number) => formatFlags(flags).replaceAll('VFIO_MIGRATION_', '');

/** The states of a model, to name requests. */
const listStates = ({ nodes }: Pick<DriverModel, 'nodes'>) => nodes.map(({ state }) => state);

/** `RESUMING > STOP` */
export const formatPair = (model: Pick<DriverModel, 'nodes'>, pair: RequestPair): string =>
  formatRequest(listStates(model), pair);

/** `missing`, `added, implemented`: without its line, which stands beside it. */
export function formatPairKind({ side, base }: DriverModel, { kind, change }: DriverPair): string {
  const words = [
    change && CHANGE_WORDS[change],
    change && kind === 'none' ? null : formatKind(kind, side, base),
  ];
  return words.filter(Boolean).join(', ');
}

/** Why a pair is of its kind, and what the patch did to it. */
export function formatWhy({ side, base }: DriverModel, pair: DriverPair): string {
  const words = { flags: String(side.flags), base: base.id };
  const changed = pair.change ? `${CHANGED[pair.change]} ` : '';
  return `${changed}${fill<string>(WHY[getReason(pair, base.generation === 'v1', side)], words)}`;
}

function getReason(
  { kind, from, to }: DriverPair,
  isV1: boolean,
  { flags, same }: DriverModel['side'],
): keyof typeof WHY {
  if (from === to) return isV1 && same.includes(from) ? 'again' : 'same';
  switch (kind) {
    case 'implemented':
      if (isV1) return 'implementedV1';
      return flags === null ? 'implementedUnknown' : 'implementedRequired';
    case 'unlisted':
    case 'assumed':
      return kind;
    case 'missing':
      return isV1 ? 'missingV1' : 'missing';
    case 'extra':
      if (isV1) return 'extraV1';
      return flags === null ? 'extraAny' : 'extra';
    case 'none':
      if (isV1) return 'noneV1';
      return flags === null ? 'noneUnknown' : 'none';
    case 'unseen':
      return 'unseen';
  }
}

/** What the bar says of a state: its arcs, each with its kind. */
export function formatStateArcs(model: DriverModel, value: number): string {
  const name = formatState(listStates(model), value);
  const own = model.pairs.filter(({ from, to }) => from === value || to === value);
  if (own.length === 0) return fill(DRIVER_WORDS.noState, { name });
  const arcs = own.map((pair) => `${formatPair(model, pair)} ${formatPairKind(model, pair)}`);
  return fill(DRIVER_WORDS.state, { name, arcs: arcs.join(', ') });
}

/**
 * The requests for which the core takes the driver over an arc, in the order of the table; null where it is not known which
 * it asks for: in v1, where a request is an arc, and without flags.
 */
export function listTakers(
  { base, side: { flags } }: DriverModel,
  { from, to }: RequestPair,
): RequestPair[] | null {
  if (base.generation === 'v1' || flags === null) return null;
  const { values } = base;
  return values.flatMap((cur) =>
    values.flatMap((wanted) => {
      const verdict = readVerdict(base, { from: cur, to: wanted, flags });
      const isTaken =
        verdict.kind === 'accepted' && verdict.arcs.some((arc) => arc.from === from && arc.to === to);
      return isTaken ? [{ from: cur, to: wanted }] : [];
    }),
  );
}
