/** The kinds of change with their dash, sign, word and number of requests; each can be shown or hidden. */

import { memo } from 'react';
import type { Compared, CountedChange, ShownChanges } from '../../picture/compared.ts';
import { getDrawnKinds } from '../../picture/flow.ts';
import { CHANGE_SIGNS } from '../../picture/sign.ts';
import styles from './ChangeLegend.module.css';
import './compared-picture.css';

interface ChangeLegendProps {
  readonly compared: Compared;
  readonly shownChanges: ShownChanges;
  readonly onShownChanges: (shown: ShownChanges) => void;
}

const WORDS: readonly (readonly [CountedChange, string])[] = [
  ['added', 'Added'],
  ['removed', 'Removed'],
  ['changed', 'Changed'],
  ['kept', 'Kept'],
];

export const ChangeLegend = memo(function ChangeLegend(props: ChangeLegendProps) {
  const { compared, shownChanges, onShownChanges } = props;
  const { counts, picture, starts } = compared.union;
  const drawn = getDrawnKinds(picture.arcs, shownChanges);
  const isSame = counts.added + counts.removed + counts.changed === 0;
  return (
    <fieldset className={styles.legend}>
      <legend className="hidden">Changes that are shown</legend>
      {WORDS.filter(([change]) => change === 'kept' || counts[change] > 0).map(([change, word]) => (
        <label key={change} className={styles.change} data-change={change}>
          <input
            type="checkbox"
            checked={shownChanges[change]}
            onChange={(event) => onShownChanges({ ...shownChanges, [change]: event.target.checked })}
          />
          <svg className={styles.dash} width="34" height="8" aria-hidden="true">
            <line x1="1" y1="4" x2="33" y2="4" />
          </svg>
          {CHANGE_SIGNS[change]} {word} <small>{counts[change]}</small>
        </label>
      ))}
      {isSame && <span>No request changes.</span>}
      {starts && (
        <span>
          Starts in <b>{starts.is}</b>, the old side in <b>{starts.was}</b>.
        </span>
      )}
      {!drawn.kept && <span className={styles.note}>{getNote(drawn)}</span>}
    </fieldset>
  );
});

/** Which lines are not all drawn. */
function getNote({ indirect, direct }: ReturnType<typeof getDrawnKinds>): string {
  if (!direct) return 'Too many lines: only those from one state are drawn.';
  return `Kept lines${indirect ? '' : ' and combinations'} are drawn from one state only.`;
}
