/** The parts of Review while the text has a log: its panels, and its run on the graph in place of the tables. */

import { useSelector } from '@xstate/react';
import { useCallback } from 'react';
import { useActs } from '../../../page/page-context.tsx';
import type { Preferences } from '../../../share/store/preferences.ts';
import type { Panel } from '../../../ui/Panels.tsx';
import { useReview } from '../machine/review-actor.tsx';
import type { ReviewActor } from '../machine/review-start.ts';
import { LogReport } from './answer/LogReport.tsx';
import { LogCauses } from './found/LogCauses.tsx';
import { LogFindings } from './found/LogFindings.tsx';
import { LogOther } from './found/LogOther.tsx';
import { showLine } from './log-lines.ts';
import { LOG_PANEL_WORDS, OTHER_WORDS } from './log-words.ts';
import type { LogActor } from './machine/log-actor.tsx';
import { useLog, useLogActor } from './machine/log-actor.tsx';
import type { StepPlace } from './machine/step-place.ts';
import { getStepAt } from './machine/step-place.ts';
import { LogCanvas } from './run/LogCanvas.tsx';
import { LogSteps } from './steps/LogSteps.tsx';

export interface ShownLog {
  readonly log: LogActor;
  /** True where the text has a log, or is a file that was opened as one. */
  readonly isLog: boolean;
  /** True where it has nothing else to show. */
  readonly isAlone: boolean;
  /** True where the graph shows a run of it. */
  readonly isOnGraph: boolean;
  /** True where it is a file that was read, and no step was found in it: nothing else of such a file is drawn. */
  readonly isWithoutStep: boolean;
  /** Looks at a step, and points at its line. */
  readonly onStep: (step: StepPlace) => void;
}

const PANELS = ['log-steps', 'log-findings', 'log-causes', 'log-other', 'log-report'] as const;

const isLogPanel = (panel: string) => PANELS.some((each) => each === panel);

export function useShownLog(review: ReviewActor): ShownLog {
  const log = useLogActor(review);
  const hasReading = useLog(log, ({ reading }) => reading !== null);
  const hasStep = useLog(log, ({ step, reading }) => step !== null && reading !== null);
  const hasFile = useReview(review, ({ file }) => file !== null);
  const isRead = useSelector(log, (snapshot) => snapshot.matches('read'));
  const hasTables = useReview(review, ({ judged }) => (judged?.inputs.length ?? 0) > 0);
  const isPanel = useReview(review, ({ panel }) => isLogPanel(panel));
  const onStep = useCallback(
    (step: StepPlace) => {
      log.send({ type: 'step.choose', step });
      const { reading } = log.getSnapshot().context;
      const line = reading && getStepAt(reading, step)?.step.line;
      if (line) void showLine(review, log, line);
    },
    [review, log],
  );
  const isLog = hasReading || hasFile;
  const isAlone = isLog && !hasTables;
  const isWithoutStep = hasFile && isRead && !hasStep;
  return { log, isLog, isAlone, isOnGraph: hasStep && (isAlone || isPanel), isWithoutStep, onStep };
}

export function listLogPanels(
  review: ReviewActor,
  { log, onStep }: ShownLog,
  counts: LogCounts,
  onLine: (line: number) => void,
): readonly Panel[] {
  return [
    {
      id: 'log-steps',
      title: LOG_PANEL_WORDS.steps,
      count: counts.steps,
      content: <LogSteps log={log} onStep={onStep} onLine={onLine} />,
    },
    {
      id: 'log-findings',
      title: LOG_PANEL_WORDS.findings,
      count: counts.findings,
      content: <LogFindings log={log} onLine={onLine} />,
    },
    {
      id: 'log-causes',
      title: LOG_PANEL_WORDS.causes,
      count: counts.causes,
      content: <LogCauses log={log} onLine={onLine} />,
    },
    {
      id: 'log-other',
      title: OTHER_WORDS.title,
      content: <LogOther log={log} onLine={onLine} />,
    },
    {
      id: 'log-report',
      title: LOG_PANEL_WORDS.report,
      content: <LogReport log={log} review={review} />,
    },
  ];
}

interface LogCounts {
  readonly steps: number;
  readonly findings: number;
  readonly causes: number;
}

export function useLogCounts(log: LogActor): LogCounts {
  const steps = useLog(
    log,
    ({ reading }) => reading?.devices.reduce((sum, device) => sum + device.steps.length, 0) ?? 0,
  );
  const findings = useLog(log, ({ reading }) => reading?.findings.length ?? 0);
  const causes = useLog(log, ({ reading }) => reading?.causes.length ?? 0);
  return { steps, findings, causes };
}

interface LogGraphPartProps {
  readonly shownLog: ShownLog;
  readonly preferences: Preferences;
}

export function LogGraphPart({ shownLog: { log, onStep }, preferences: { shown, size } }: LogGraphPartProps) {
  const { setPreference } = useActs();
  return (
    <LogCanvas
      log={log}
      shown={shown}
      isLarge={size === 'projector'}
      onShown={(next) => setPreference('shown', next)}
      onStep={onStep}
    />
  );
}
