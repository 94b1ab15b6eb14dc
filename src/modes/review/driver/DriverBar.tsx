/** Above a driver's canvas: which driver of the text it is, which side is shown, and what is known of what is looked at. */

import { memo } from 'react';
import type { ReviewInput } from '../../../reader/review-input.ts';
import styles from './DriverBar.module.css';
import type { DriverLooking } from './DriverCanvas.tsx';
import { formatPair, formatPairKind, formatStateArcs, formatWhy } from './driver-account.ts';
import type { DriverView } from './driver-finding.ts';
import type { DriverModel } from './driver-model.ts';
import { isOfOld } from './driver-model.ts';
import { DRIVER_WORDS, LINE_WORDS, VIEW_WORDS } from './driver-words.ts';

interface DriverBarProps extends Pick<DriverLooking, 'chosen' | 'state' | 'looked'> {
  readonly model: DriverModel;
  readonly inputs: readonly ReviewInput[];
  readonly selected: number;
  readonly onInput: (index: number) => void;
  /** null where the text is no patch of the driver. */
  readonly view: DriverView | null;
  readonly onView: (view: DriverView) => void;
}

/** Its sentence may have to be scrolled, by keyboard too. */
const SCROLLS = { tabIndex: 0 };

export const DriverBar = memo(function DriverBar(props: DriverBarProps) {
  const { inputs, selected, onInput, view, onView } = props;
  const drivers = [...inputs.entries()].filter(([, { form }]) => form === 'driver-arcs');
  return (
    <section className={styles.bar} aria-label={DRIVER_WORDS.bar} {...SCROLLS}>
      {(drivers.length > 1 || view !== null) && (
        <div className={styles.choices}>
          {drivers.length > 1 && (
            <label className={styles.chooser}>
              <span>{DRIVER_WORDS.chooser}</span>
              <select value={selected} onChange={({ target }) => onInput(Number(target.value))}>
                {drivers.map(([index, { name }]) => (
                  <option key={index} value={index}>
                    {name}
                  </option>
                ))}
              </select>
            </label>
          )}
          {view !== null && <Views view={view} onView={onView} />}
        </div>
      )}
      <p className={styles.told} data-driver-told>
        <Told {...props} />
      </p>
    </section>
  );
});

const VIEWS = ['patch', 'old', 'new'] as const satisfies readonly DriverView[];

function Views({ view, onView }: { readonly view: DriverView; readonly onView: (view: DriverView) => void }) {
  return (
    <fieldset className={styles.views}>
      <legend className="hidden">{DRIVER_WORDS.sides}</legend>
      {VIEWS.map((each) => (
        <label key={each}>
          <input type="radio" name="driver-side" checked={each === view} onChange={() => onView(each)} />
          {VIEW_WORDS[each]}
        </label>
      ))}
    </fieldset>
  );
}

/** What is pointed at, or else chosen; or how to choose. */
function Told({ model, chosen, state, looked }: DriverBarProps) {
  if (looked && 'state' in looked) return formatStateArcs(model, looked.state);
  const pair = looked ?? chosen;
  if (!pair) return state === null ? DRIVER_WORDS.hint : formatStateArcs(model, state);
  const found = model.find(pair);
  const { line } = found;
  const place = line !== null && (isOfOld(found, model.side) ? LINE_WORDS.was : LINE_WORDS.is);
  return (
    <>
      <code>{formatPair(model, pair)}</code> <b>{formatPairKind(model, found)}</b>
      {place && `, ${place.replace('{line}', String(line))}`}. {formatWhy(model, found)}
    </>
  );
}
