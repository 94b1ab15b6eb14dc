/** The migration lab: two hosts, their devices, and the VMM between them, step by step. */

import { useActorRef, useSelector } from '@xstate/react';
import { Suspense, useCallback, useId, useMemo, useState } from 'react';
import { labMachine } from '../../../lab/run/lab-machine.ts';
import type { LabRun } from '../../../lab/run/lab-model.ts';
import type { LabSettings } from '../../../lab/run/lab-settings.ts';
import type { LabSpot } from '../../../lab/run/lab-spot.ts';
import { formatChart, toChart } from '../../../lab/told/lab-chart.ts';
import { createLabHeard } from '../../../lab/told/lab-heard.ts';
import type { RuleSet } from '../../../protocol/rule-sets/rule-set.ts';
import { announce } from '../../../ui/attention/announce.ts';
import { Boundary } from '../../../ui/failure/Boundary.tsx';
import { inLine } from '../../../ui/failure/Failure.tsx';
import { createLazyPart } from '../../../ui/failure/lazy-part.tsx';
import styles from './Lab.module.css';
import { LabControls } from './LabControls.tsx';
import { LabHosts } from './LabHosts.tsx';
import { LabOutcome } from './LabOutcome.tsx';
import { LabSequence } from './LabSequence.tsx';
import { LabRounds, LabSteps } from './LabTables.tsx';
import { LabTransport } from './LabTransport.tsx';

interface LabProps {
  /** The run to begin with. */
  readonly initial: LabSpot;
  /** The rule set that the page shows, edited or pasted ones too. */
  readonly page: RuleSet;
  /** Called with each run that is set up, and each step in it. The first one is called as long as the lab is shown. */
  readonly onMove: (spot: LabSpot) => void;
  readonly onCopy: (text: string, what: string) => void;
  readonly onSave: (text: string, fileName: string) => void;
}

const CHART = 'Pending bytes over time';
// The chart's library is most of the lab's weight: what is beside the chart does not wait for it.
const Chart = createLazyPart(async () => (await import('./LabChart.tsx')).LabChart);

export function Lab({ initial, page, onMove, onCopy, onSave }: LabProps) {
  const [hear] = useState(() => createLabHeard(announce));
  const move = (spot: LabSpot, run: LabRun) => {
    onMove(spot);
    hear(run, spot.at);
  };
  const lab = useActorRef(labMachine, { input: { ...initial, page, onMove: move } });
  const { run, at, beat, devices } = useSelector(lab, ({ context }) => context);
  const isPlaying = useSelector(lab, (snapshot) => snapshot.matches('playing'));
  const onChange = useCallback(
    (settings: Partial<LabSettings>) => lab.send({ type: 'settings.change', settings, page }),
    [lab, page],
  );
  return (
    <div className={styles.frame}>
      <div className={styles.lab}>
        <div className={styles.stage}>
          <LabTransport run={run} at={at} beat={beat} isPlaying={isPlaying} onEvent={lab.send} />
          <LabHosts run={run} at={at} devices={devices} />
          <LabOutcome run={run} onEvent={lab.send} />
        </div>
        <div className={styles.settings}>
          <LabControls settings={run.settings} page={page} onChange={onChange} />
        </div>
        <ChartPart run={run} at={at} />
        <div className={styles.sequence}>
          <LabSequence run={run} at={at} onCopy={onCopy} onSave={onSave} />
          <details className={styles.steps}>
            <summary>Steps as a table</summary>
            <LabSteps run={run} at={at} />
          </details>
        </div>
      </div>
    </div>
  );
}

function ChartPart({ run, at }: { run: LabRun; at: number }) {
  const id = useId();
  const chart = useMemo(() => toChart(run, at), [run, at]);
  return (
    <section className={styles.chart} aria-labelledby={`${id}-title`}>
      <h3 id={`${id}-title`}>{CHART}</h3>
      <Boundary name={CHART} instead={inLine}>
        <Suspense fallback={<div className={styles.waiting} />}>
          <Chart chart={chart} label={formatChart(run, chart)} />
        </Suspense>
      </Boundary>
      <details>
        <summary>The same as a table</summary>
        <LabRounds rows={chart.rows} />
      </details>
    </section>
  );
}
