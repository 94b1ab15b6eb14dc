/** The parts of Review while it reads a driver, each with the slice of Review that it shows. */

import { useCallback, useMemo, useState } from 'react';
import { useActs, useHistory } from '../../../page/page-context.tsx';
import { Matrix } from '../../../panels/request/Matrix.tsx';
import type { RequestPair } from '../../../protocol/state/request-pair.ts';
import type { ReviewInput } from '../../../reader/review-input.ts';
import { announce } from '../../../ui/attention/announce.ts';
import { readShown } from '../../../ui/attention/read-shown.ts';
import { useReview } from '../machine/review-actor.tsx';
import { getChosen } from '../machine/review-machine.ts';
import type { ReviewActor } from '../machine/review-start.ts';
import { DriverArcPart } from './DriverArcPart.tsx';
import { DriverBar } from './DriverBar.tsx';
import type { DriverLooking } from './DriverCanvas.tsx';
import { DriverCanvas } from './DriverCanvas.tsx';
import { DriverLegend } from './DriverLegend.tsx';
import type { DriverView } from './driver-finding.ts';
import type { DriverModel } from './driver-model.ts';
import { toDriverModel } from './driver-model.ts';
import styles from './driver-parts.module.css';

export interface ShownDriver extends DriverLooking {
  readonly model: DriverModel;
  readonly input: ReviewInput;
  /** null where the text has one side. */
  readonly view: DriverView | null;
  readonly onView: (view: DriverView) => void;
}

/** The driver that the reader looks at; null while it is something else. */
export function useDriver(review: ReviewActor): ShownDriver | null {
  const input = useReview(review, (context) => getChosen(context)?.input);
  const generation = useHistory(({ context }) => context.ruleSet.generation);
  const selection = useHistory(({ context }) => context.selection);
  const [wanted, setWanted] = useState<DriverView>('patch');
  const [state, setState] = useState<number | null>(null);
  const [looked, onLook] = useState<DriverLooking['looked']>(null);
  const model = useMemo(() => (input ? toDriverModel(input, wanted) : null), [input, wanted]);
  const { select, changeRules } = useActs();
  const base = model?.base;
  const onChoose = useCallback(
    (request: RequestPair) => {
      setState(null);
      // A palette may have changed the page to the other protocol, where these numbers mean something else.
      if (base && base.generation !== generation) changeRules(base);
      select(request);
      sayTold();
    },
    [base, generation, select, changeRules],
  );
  const onState = useCallback((value: number) => {
    setState((now) => (now === value ? null : value));
    sayTold();
  }, []);
  return useMemo(() => {
    if (!input || !model) return null;
    return {
      model,
      input,
      chosen: generation === input.generation && state === null ? selection : null,
      state,
      looked,
      view: input.old?.kind === 'driver' ? wanted : null,
      onView: setWanted,
      onChoose,
      onState,
      onLook,
    };
  }, [input, model, generation, selection, state, looked, wanted, onChoose, onState]);
}

/** What the bar tells of what was chosen. */
const sayTold = () => announce(() => readShown('[data-driver-told]'));

interface DriverGraphPartProps {
  readonly review: ReviewActor;
  readonly driver: ShownDriver;
  readonly isLarge: boolean;
}

export function DriverGraphPart({ review, driver, isLarge }: DriverGraphPartProps) {
  const judged = useReview(review, (context) => context.judged);
  const inputs = useMemo(() => judged?.inputs.map(({ input }) => input) ?? [], [judged]);
  return (
    <>
      <DriverBar
        {...driver}
        inputs={inputs}
        selected={inputs.indexOf(driver.input)}
        onInput={(index) => review.send({ type: 'input.choose', index })}
      />
      <DriverCanvas {...driver} isLarge={isLarge} legend={<DriverLegend model={driver.model} />} />
    </>
  );
}

const noop = () => undefined;

export function DriverMatrixPart({ driver: { model, chosen, onChoose } }: { driver: ShownDriver }) {
  const { base, side, rows } = model;
  return (
    <div className={styles.matrix}>
      <Matrix
        ruleSet={base}
        flags={side.flags}
        current={null}
        selection={chosen}
        given={rows}
        failure={null}
        onAsk={noop}
        onSelect={onChoose}
      />
    </div>
  );
}

interface DriverArcPanelProps {
  readonly driver: ShownDriver;
  readonly onLine: (line: number, column?: number) => void;
}

export function DriverArcPanel({ driver: { model, input, chosen }, onLine }: DriverArcPanelProps) {
  return <DriverArcPart model={model} input={input} chosen={chosen} onLine={onLine} />;
}
