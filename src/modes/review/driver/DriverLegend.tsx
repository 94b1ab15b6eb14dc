/** The kinds of a driver's arcs, and what a patch did to them: dash, sign, word and number. */

import { memo } from 'react';
import type { DriverChange, DriverKind } from '../../../graph/picture/driver-arc.ts';
import { isDense, toDriverPicture } from '../../../graph/picture/driver-graph.ts';
import styles from './DriverLegend.module.css';
import type { DriverModel } from './driver-model.ts';
import { formatKind } from './driver-model.ts';
import { CHANGE_SIGNS, CHANGE_WORDS, DRIVER_WORDS, KIND_SIGNS } from './driver-words.ts';

const KINDS = [
  'implemented',
  'assumed',
  'missing',
  'extra',
  'unlisted',
] as const satisfies readonly DriverKind[];
const CHANGES = ['added', 'removed', 'failing'] as const satisfies readonly DriverChange[];

export const DriverLegend = memo(function DriverLegend({ model }: { model: DriverModel }) {
  const { side, base, counts, nodes, arcs } = model;
  const kinds = KINDS.filter((kind) => counts.kinds[kind] > 0);
  const changes = CHANGES.filter((change) => counts.changes[change] > 0);
  return (
    <ul className={styles.legend} aria-label={DRIVER_WORDS.legend}>
      {kinds.map((kind) => (
        <li key={kind} data-driver={kind}>
          <Dash /> {KIND_SIGNS[kind]} {formatKind(kind, side, base)} <small>{counts.kinds[kind]}</small>
        </li>
      ))}
      {changes.map((change) => (
        <li key={change} data-driver-change={change}>
          <Dash /> {CHANGE_SIGNS[change]} {CHANGE_WORDS[change]} <small>{counts.changes[change]}</small>
        </li>
      ))}
      {kinds.length + changes.length === 0 && <li>{DRIVER_WORDS.noArcs}</li>}
      {isDense(toDriverPicture(nodes, arcs).arcs) && <li>{DRIVER_WORDS.dense}</li>}
    </ul>
  );
});

function Dash() {
  return (
    <svg className={styles.dash} width="34" height="8" aria-hidden="true">
      <line x1="1" y1="4" x2="33" y2="4" />
    </svg>
  );
}
