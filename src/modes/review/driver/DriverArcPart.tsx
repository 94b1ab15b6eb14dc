/** The panel on one arc of a driver: its kind and why, its lines, and which requests take it. */

import { memo } from 'react';
import type { RequestPair } from '../../../protocol/state/request-pair.ts';
import { fill } from '../../../protocol/words/fill.ts';
import type { ReviewInput } from '../../../reader/review-input.ts';
import styles from './DriverArcPart.module.css';
import { formatPair, formatPairKind, formatWhy, listTakers } from './driver-account.ts';
import type { DriverModel } from './driver-model.ts';
import { DRIVER_WORDS } from './driver-words.ts';

interface DriverArcPartProps {
  readonly model: DriverModel;
  readonly input: ReviewInput;
  readonly chosen: RequestPair | null;
  readonly onLine: (line: number, column: number) => void;
}

export const DriverArcPart = memo(function DriverArcPart({
  model,
  input,
  chosen,
  onLine,
}: DriverArcPartProps) {
  if (!chosen) return <p>{DRIVER_WORDS.none}</p>;
  const pair = model.find(chosen);
  return (
    <section className={styles.arc} aria-labelledby="driver-arc">
      <h3 id="driver-arc" className={styles.name}>
        <code>{formatPair(model, chosen)}</code>{' '}
        <span data-driver={pair.kind}>{formatPairKind(model, pair)}</span>
      </h3>
      <p>{formatWhy(model, pair)}</p>
      <Lines input={input} chosen={chosen} onLine={onLine} />
      <Takers model={model} chosen={chosen} />
    </section>
  );
});

/** The line on each side, where the two differ. */
function Lines({
  input,
  chosen: { from, to },
  onLine,
}: Omit<DriverArcPartProps, 'model'> & { chosen: RequestPair }) {
  const [place, before] = [input.new, input.old].map((side) => side?.lines[`${from}>${to}`]);
  const was = before && before.line !== place?.line ? before : undefined;
  if (!place && !was) return <p>{DRIVER_WORDS.noLine}</p>;
  return (
    <p className={styles.lines}>
      {place && (
        <button type="button" onClick={() => onLine(place.line, place.column)}>
          {fill(DRIVER_WORDS.lineButton, { line: place.line })}
        </button>
      )}
      {was && (
        <button type="button" onClick={() => onLine(was.line, was.column)}>
          {fill(DRIVER_WORDS.oldLineButton, { line: was.line })}
        </button>
      )}
    </p>
  );
}

function Takers({ model, chosen }: { readonly model: DriverModel; readonly chosen: RequestPair }) {
  const takers = listTakers(model, chosen);
  if (takers === null || chosen.from === chosen.to) return null;
  const words = { flags: String(model.side.flags) };
  if (takers.length === 0) return <p>{fill(DRIVER_WORDS.neverTaken, words)}</p>;
  return (
    <>
      <p id="driver-takers">{fill(DRIVER_WORDS.takenBy, words)}</p>
      <ul className={styles.takers} aria-labelledby="driver-takers">
        {takers.map((request) => (
          <li key={`${request.from}>${request.to}`}>
            <code>{formatPair(model, request)}</code>
          </li>
        ))}
      </ul>
    </>
  );
}
