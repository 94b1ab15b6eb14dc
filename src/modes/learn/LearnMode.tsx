/** Learn: lessons on the live machine, the debate of 2021, the life of the protocol, and the migration lab. */

import { useSelector } from '@xstate/react';
import { useCallback, useEffect, useMemo, useState } from 'react';
import type { Lit, Shown } from '../../graph/picture/flow.ts';
import type { LabPlace } from '../../lab/run/lab-place.ts';
import { COURSE } from '../../lesson/course.ts';
import { useSession, useSessionActor, useWorkbenchActor } from '../../page/session.tsx';
import { useComparisonProps } from '../../panels/compare-parts.tsx';
import { useComparison } from '../../panels/comparison.tsx';
import { HistoryTools } from '../../panels/HistoryTools.tsx';
import { Layout } from '../../panels/Layout.tsx';
import type { ModeProps } from '../../panels/mode.ts';
import { GraphPart, HistoryPart, MatrixPart, RequestPart, useSends } from '../../panels/request-parts.tsx';
import type { RuleSetId } from '../../protocol/rule-sets/rule-set.ts';
import { getRuleSet, RULE_SETS } from '../../protocol/rule-sets/rule-sets.ts';
import type { ComparedRequest } from '../../protocol/verdict/difference.ts';
import { getPairValue } from '../../protocol/verdict/difference.ts';
import { Fold } from '../../ui/Fold.tsx';
import { copyText, saveText } from '../../ui/hand-over.ts';
import { Panels } from '../../ui/Panels.tsx';
import { Course } from './course/Course.tsx';
import { Debate } from './debate/Debate.tsx';
import type { DebateShow } from './debate/debate-message.ts';
import { toShow } from './debate/debate-message.ts';
import styles from './LearnMode.module.css';
import { Lab } from './lab/Lab.tsx';
import { useLearnDesk } from './learn-desk.tsx';
import { useLearnPlace, useLessonPlace } from './learn-opened.tsx';
import { COURSE_PLACE } from './learn-place.ts';
import { findOldSide, POSTED } from './learn-view.ts';
import { Lesson } from './lesson/Lesson.tsx';
import type { Phase } from './lesson/lesson-view-nav.ts';
import { useLessonSession } from './lesson-session.tsx';
import { Life } from './life/Life.tsx';
import { getLifeStep } from './life/life-step.ts';
import { Presenter } from './present/Presenter.tsx';
import { toForwardEvent } from './present/present.ts';
import { toSlide } from './present/present-slide.ts';

const NOTHING: Lit = { states: [], requests: [] };
const NOT_DEBATED: DebateShow = { ruleSet: null, requests: [] };

export function LearnMode({ acts, preferences, setPreference, toFold, layout, onNotice }: ModeProps) {
  const { ruleSet } = acts;
  const session = useSessionActor();
  const workbench = useWorkbenchActor();
  const desk = useLearnDesk(onNotice);
  const places = useLearnPlace(onNotice);
  const { place, opened, go, goTo } = places;
  const { play, step } = useLessonSession(desk.actor, session, workbench, desk.pace);
  const { panel } = place;
  const message = place.panel === 'debate' ? place.message : null;
  const life = place.panel === 'life' ? place.at : 0;
  const [isPresenting, setPresenting] = useState(false);
  const [debated, setDebated] = useState<DebateShow>(NOT_DEBATED);
  const selection = useSession(({ context }) => context.selection);
  const { select, changeRules } = useSends();
  const player = useSelector(desk.actor ?? undefined, (snapshot) => snapshot?.context);
  const phase = useSelector(desk.actor ?? undefined, (snapshot) => snapshot?.value as Phase | undefined);
  const lessonAgainst = phase === 'telling' || phase === 'explaining' ? player?.show.rules.against : null;
  const oldSide = findOldSide(place, { debated, lessonAgainst });
  const comparison = useComparison(oldSide ?? acts.against);
  const comparisonProps = useComparisonProps(comparison.compared, ruleSet.id, onNotice);
  const focus = player?.show.focus;
  useLessonPlace(places, desk, player, onNotice);

  const lit = useMemo((): Lit => {
    if (panel === 'debate') return { states: [], requests: debated.requests };
    if (panel === 'lessons' && focus) return { states: focus.states, requests: focus.arcs };
    return NOTHING;
  }, [panel, debated, focus]);
  /** The header stands behind what is presented. */
  useEffect(() => {
    const header = document.querySelector('header');
    if (header) header.inert = isPresenting;
    return () => {
      if (header) header.inert = false;
    };
  }, [isPresenting]);
  const setShown = useCallback((shown: Shown) => setPreference('shown', shown), [setPreference]);
  const show = useCallback(
    (wanted: DebateShow) => {
      setDebated(wanted);
      const shown = getRuleSet(wanted.ruleSet ?? POSTED);
      if (shown) changeRules(shown);
    },
    [changeRules],
  );
  /** A message that an address opens is shown by the rules of that address. */
  // biome-ignore lint/correctness/useExhaustiveDependencies: only an address that is opened calls for it
  useEffect(() => {
    const { requests } = message === null ? NOT_DEBATED : toShow(message);
    const known = RULE_SETS.find(({ id }) => id === ruleSet.id && id !== POSTED);
    setDebated({ requests, ruleSet: known && message !== null ? (known.id as RuleSetId) : null });
  }, [opened]);
  /** Each step of the protocol's life is shown by its own rules. */
  useEffect(() => {
    const shown = panel === 'life' ? getRuleSet(getLifeStep(life).id) : undefined;
    if (shown) changeRules(shown);
  }, [panel, life, changeRules]);
  const choosePanel = (wanted: string) => {
    goTo(wanted);
    if (wanted === 'debate') show(debated);
  };
  const choose = useCallback((wanted: number) => go({ panel: 'debate', message: wanted }), [go]);
  const moveLife = useCallback((index: number) => go({ panel: 'life', at: index }), [go]);
  const runLab = useCallback((lab: LabPlace) => go({ panel: 'lab', lab }), [go]);
  const leave = () => {
    setPresenting(false);
    desk.leave();
    go(COURSE_PLACE);
  };
  const look = (request: ComparedRequest) => {
    if (request.from.b && request.to.b)
      select({ from: getPairValue(request.from), to: getPairValue(request.to) });
  };

  const panels = [
    {
      id: 'lessons',
      title: 'Lessons',
      content: desk.actor ? (
        <Lesson
          actor={desk.actor}
          progress={desk.progress}
          isPresenting={isPresenting}
          onLeave={leave}
          pace={desk.pace}
          onPace={desk.setPace}
          onPlay={play}
          onStep={step}
          onPresent={setPresenting}
        />
      ) : (
        <Course
          course={COURSE}
          progress={desk.progress}
          coverage={desk.coverage}
          onOpen={desk.open}
          onOpenFile={(_text, _name, lesson) => desk.begin(lesson)}
          onExport={(text, fileName, type) => onNotice(saveText(text, fileName, type))}
          onForget={desk.forget}
        />
      ),
    },
    {
      id: 'debate',
      title: 'The debate',
      content: (
        <Debate
          chosen={message}
          onChoose={choose}
          onShow={show}
          onRequest={select}
          shown={debated.ruleSet}
          selection={selection}
        />
      ),
    },
    {
      id: 'life',
      title: 'Protocol’s life',
      content: <Life at={life} onAt={moveLife} onRequest={look} />,
    },
    {
      id: 'lab',
      title: 'Lab',
      content: place.panel === 'lab' && (
        <Lab
          key={opened}
          initial={place.lab}
          onPlace={runLab}
          onCopy={(text, what) => void copyText(text, what).then(onNotice)}
          onSave={(text, fileName) => onNotice(saveText(text, fileName))}
        />
      ),
    },
  ];
  const side = <Panels label="Learn" panels={panels} chosen={panel} onChoose={choosePanel} />;
  if (panel === 'lab') return <div className={styles.lab}>{side}</div>;
  const matrix = (
    <Fold title="Matrix" fills {...toFold('matrix')}>
      <MatrixPart comparison={oldSide ? comparisonProps : undefined} />
    </Fold>
  );
  const history = (
    <Fold title="History" fills {...toFold('history')} tools={<HistoryTools acts={acts} />}>
      <HistoryPart />
    </Fold>
  );
  const request = (
    <Fold title="Request" fills {...toFold('learn-request')}>
      <RequestPart all={acts.all} />
    </Fold>
  );
  const page = (
    <Layout
      {...layout}
      mode="learn"
      isBottomFolded={isPresenting || (toFold('matrix').isFolded && toFold('history').isFolded)}
      canvas={
        <GraphPart
          shown={preferences.shown}
          isLarge={preferences.size === 'projector' || isPresenting}
          onShown={setShown}
          lit={lit}
          comparison={oldSide ? comparisonProps : undefined}
        />
      }
      bottom={isPresenting ? [] : [matrix, history]}
      side={
        isPresenting ? (
          side
        ) : (
          <>
            {side}
            {request}
          </>
        )
      }
      stack={isPresenting ? [side] : [side, request, matrix, history]}
    />
  );
  const forward = () => {
    const event = desk.actor && toForwardEvent(desk.actor.getSnapshot().value as Phase);
    if (event) desk.actor?.send(event);
  };
  return (
    <Presenter
      isOn={isPresenting && player !== undefined}
      onLeave={() => setPresenting(false)}
      onForward={forward}
      onBack={() => desk.actor?.send({ type: 'back' })}
      slide={toSlide(player)}
    >
      {page}
    </Presenter>
  );
}
