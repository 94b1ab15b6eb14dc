/** What is known of a step of a log: how, the verdict, the state after it, and what was found there. */

import { useId } from 'react';
import type { JudgedStep } from '../../../../judge/replay/log-replay.ts';
import { formatAct } from '../../../../judge/replay/replay-report.ts';
import { Citations } from '../../../../panels/findings/Citations.tsx';
import { formatState } from '../../../../protocol/state/state.ts';
import { VERDICT_WORDS } from '../../../../protocol/verdict/verdict.ts';
import { fill } from '../../../../protocol/words/fill.ts';
import { formatVisibleLine } from '../../../../protocol/words/outside-text.ts';
import { isInferred } from '../../../../reader/log/run/step-words.ts';
import { LogFindingList } from '../found/LogFindings.tsx';
import { STEP_WORDS } from '../log-words.ts';
import type { LogActor } from '../machine/log-actor.tsx';
import { useLog } from '../machine/log-actor.tsx';
import { getStateAfter, getStepAt } from '../machine/step-place.ts';
import styles from './LogSteps.module.css';
import { listFindingsOf } from './log-rows.ts';

interface LogStepDetailProps {
  readonly log: LogActor;
  readonly onLine: (line: number) => void;
}

export function LogStepDetail({ log, onLine }: LogStepDetailProps) {
  const id = useId();
  const reading = useLog(log, (context) => context.reading);
  const step = useLog(log, (context) => context.step);
  const judged = reading && step && getStepAt(reading, step);
  if (!reading || !step || !judged) return <p className={styles.detail}>{STEP_WORDS.none}</p>;
  const { verdict, ruleSet, text } = judged;
  const findings = listFindingsOf(reading, judged);
  return (
    <section className={styles.detail} aria-labelledby={`${id}-title`}>
      <h3 id={`${id}-title`}>{formatVisibleLine(formatAct(judged))}</h3>
      <p className={styles.ground}>
        <code>{formatVisibleLine(step.device)}</code> {formatGround(judged)}
      </p>
      <p>{formatVisibleLine(text)}</p>
      {/* Of a failed step the finding says it, with what follows. */}
      {judged.step.event !== 'failed' && <p>{formatNow(judged)}</p>}
      {verdict && (
        <p className={styles.verdict} data-verdict={verdict.kind}>
          {fill(STEP_WORDS.rules, {
            ...{ rules: ruleSet.id, kind: VERDICT_WORDS[verdict.kind].toLowerCase(), why: verdict.why },
          })}
        </p>
      )}
      {findings.length > 0 && <LogFindingList findings={findings} hasPlace={false} onLine={onLine} />}
      {verdict && <Citations citations={verdict.citations} />}
    </section>
  );
}

const formatGround = ({ step }: JudgedStep): string =>
  [
    isInferred(step) ? STEP_WORDS.follows : STEP_WORDS.said,
    step.certain ? STEP_WORDS.certain : STEP_WORDS.assumed,
  ].join(', ');

function formatNow(judged: JudgedStep): string {
  const { state, isCertain } = getStateAfter(judged);
  if (state === null) return STEP_WORDS.stateUnknown;
  return fill(isCertain ? STEP_WORDS.state : STEP_WORDS.stateAssumed, {
    state: formatState(judged.ruleSet.states, state),
  });
}
