/** The four kinds of arcs with their dash, sign and word; each but the accepted can be shown or hidden. */

import { memo, useMemo } from 'react';
import type { RuleSet } from '../../../protocol/rule-sets/rule-set.ts';
import type { VerdictKind } from '../../../protocol/verdict/verdict.ts';
import { VERDICT_WORDS } from '../../../protocol/verdict/verdict.ts';
import { VERDICT_SIGNS } from '../../../ui/verdict-sign.ts';
import type { Shown } from '../../picture/flow.ts';
import type { MatrixRow } from '../../picture/matrix-grid.ts';
import { toMatrix } from '../../picture/matrix-grid.ts';
import styles from './Legend.module.css';

interface LegendProps {
  readonly ruleSet: RuleSet;
  readonly flags: number | null;
  /** Rows whose verdicts are counted in place of all. */
  readonly given?: readonly MatrixRow[] | undefined;
  readonly shown: Shown;
  readonly onShown: (shown: Shown) => void;
}

const SWITCHES: readonly (readonly [Exclude<VerdictKind, 'accepted'>, keyof Shown])[] = [
  ['refused', 'refused'],
  ['unspecified', 'unspecified'],
  ['never-returns', 'neverReturns'],
];

export const Legend = memo(function Legend({ ruleSet, flags, given, shown, onShown }: LegendProps) {
  const counts = useMemo(() => countKinds(given ?? toMatrix(ruleSet, flags)), [given, ruleSet, flags]);
  return (
    <fieldset className={styles.legend}>
      <legend className="hidden">Arcs that are shown</legend>
      <span className={styles.kind} data-verdict="accepted">
        <Dash kind="accepted" /> {VERDICT_SIGNS.accepted} {VERDICT_WORDS.accepted}{' '}
        <small>{counts.accepted}</small>
      </span>
      {SWITCHES.filter(([kind]) => counts[kind] > 0).map(([kind, key]) => (
        <label key={kind} className={styles.kind} data-verdict={kind}>
          <input
            type="checkbox"
            checked={shown[key]}
            onChange={(event) => onShown({ ...shown, [key]: event.target.checked })}
          />
          <Dash kind={kind} /> {VERDICT_SIGNS[kind]} {VERDICT_WORDS[kind]} <small>{counts[kind]}</small>
        </label>
      ))}
    </fieldset>
  );
});

/** How many requests between the valid values have each verdict. */
function countKinds(rows: readonly MatrixRow[]): Readonly<Record<VerdictKind, number>> {
  const counts = { accepted: 0, refused: 0, unspecified: 0, 'never-returns': 0 };
  for (const { state, cells } of rows)
    for (const { to, kind } of cells) if (state.kind === 'valid' && to.kind === 'valid') counts[kind] += 1;
  return counts;
}

function Dash({ kind }: { kind: VerdictKind }) {
  return (
    <svg className={styles.dash} data-verdict={kind} width="30" height="8" aria-hidden="true">
      <line x1="1" y1="4" x2="29" y2="4" />
    </svg>
  );
}
