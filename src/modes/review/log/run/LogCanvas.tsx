/** The run of a device on the graph: the step in view with its request, and the state that the device is in then. */

import { useMemo, useState } from 'react';
import type { Shown } from '../../../../graph/picture/flow.ts';
import { Canvas } from '../../../../graph/view/Canvas.tsx';
import { Legend } from '../../../../graph/view/legend/Legend.tsx';
import type { JudgedStep, ReplayDevice } from '../../../../judge/replay/log-replay.ts';
import { useActs } from '../../../../page/page-context.tsx';
import { getRuleSet } from '../../../../protocol/rule-sets/rule-sets.ts';
import type { RequestPair } from '../../../../protocol/state/request-pair.ts';
import { formatRequest } from '../../../../protocol/state/request-pair.ts';
import { formatState } from '../../../../protocol/state/state.ts';
import type { Outcome } from '../../../../protocol/trace/replay.ts';
import { toOutcome } from '../../../../protocol/trace/replay.ts';
import { fill } from '../../../../protocol/words/fill.ts';
import { formatVisibleLine } from '../../../../protocol/words/outside-text.ts';
import { STEP_WORDS } from '../log-words.ts';
import type { LogActor } from '../machine/log-actor.tsx';
import { useLog } from '../machine/log-actor.tsx';
import type { StepPlace } from '../machine/step-place.ts';
import { findDevice, getStateAfter } from '../machine/step-place.ts';
import { LogBar } from './LogBar.tsx';

interface LogCanvasProps {
  readonly log: LogActor;
  readonly shown: Shown;
  readonly isLarge: boolean;
  readonly onShown: (shown: Shown) => void;
  readonly onStep: (step: StepPlace) => void;
}

/** No state: none is marked as the current one. */
const NOWHERE = -1;

export function LogCanvas({ log, shown, isLarge, onShown, onStep }: LogCanvasProps) {
  const reading = useLog(log, (context) => context.reading);
  const step = useLog(log, (context) => context.step);
  const device = reading && step ? findDevice(reading, step.device) : undefined;
  if (!device || !step) return null;
  return (
    <>
      <LogBar device={device} index={step.index} onStep={onStep} />
      <RunCanvas {...{ device, index: step.index, shown, isLarge, onShown, onStep }} />
    </>
  );
}

interface RunCanvasProps extends Omit<LogCanvasProps, 'log'> {
  readonly device: ReplayDevice;
  readonly index: number;
}

function RunCanvas({ device, index, shown, isLarge, onShown, onStep }: RunCanvasProps) {
  const { notify } = useActs();
  const [looked, setLooked] = useState<RequestPair | null>(null);
  const ruleSet = getRuleSet(device.ruleSet.id) ?? device.ruleSet;
  const flags = ruleSet.generation === 'v1' ? null : (device.flags ?? 7);
  const judged = device.steps[index];
  const seen = useMemo(() => (judged ? toSeen(judged) : NOTHING), [judged]);
  /** The next step that asks for it, from the one in view around to the beginning. */
  const go = (isMeant: (pair: RequestPair) => boolean, sorry: string) => {
    const { steps, name } = device;
    const order = [...steps.keys()].map((each) => (index + 1 + each) % steps.length);
    const found = order.find((each) => {
      const { from, to } = steps[each]?.step ?? {};
      return typeof to === 'number' && isMeant({ from: from ?? NOWHERE, to });
    });
    setLooked(null);
    if (found === undefined) notify(sorry);
    else onStep({ device: name, index: found });
  };
  const device_ = formatVisibleLine(device.name);
  return (
    <Canvas
      ruleSet={ruleSet}
      flags={flags}
      current={seen.current}
      selection={seen.request}
      looked={looked}
      outcome={seen.outcome}
      armed={null}
      shown={shown}
      isLarge={isLarge}
      lit={seen.lit}
      onAsk={(to) =>
        go(
          (pair) => pair.to === to,
          fill(STEP_WORDS.noStep, { device: device_, state: formatState(ruleSet.states, to) }),
        )
      }
      onSelect={(wanted) =>
        go(
          ({ from, to }) => from === wanted.from && to === wanted.to,
          fill(STEP_WORDS.noRequest, { device: device_, request: formatRequest(ruleSet.states, wanted) }),
        )
      }
      onLook={setLooked}
      legend={<Legend ruleSet={ruleSet} flags={flags} shown={shown} onShown={onShown} />}
    />
  );
}

interface Seen {
  readonly current: number;
  readonly request: RequestPair | null;
  readonly outcome: Outcome | null;
  readonly lit: { readonly states: readonly number[]; readonly requests: readonly RequestPair[] } | null;
}

const NOTHING: Seen = { current: NOWHERE, request: null, outcome: null, lit: null };

/** What a step shows. A request that failed in the driver is drawn as failed where it has one arc, so that it is known which. */
function toSeen(judged: JudgedStep): Seen {
  const { step, verdict, ruleSet } = judged;
  const current = getStateAfter(judged).state ?? NOWHERE;
  if (!verdict)
    return { ...NOTHING, current, lit: step.to === null ? null : { states: [step.to], requests: [] } };
  const { from, to } = verdict.request;
  const isOneArc = verdict.kind === 'accepted' && verdict.arcs.length === 1;
  const outcome =
    step.event === 'failed'
      ? isOneArc
        ? toOutcome(ruleSet, verdict, { kind: 'declined', arc: 1, errno: 'EIO' })
        : null
      : toOutcome(ruleSet, verdict);
  return { current, request: { from, to }, outcome, lit: null };
}
