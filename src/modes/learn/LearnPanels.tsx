/** The panels of Learn, each with what it reads from the machine and what it sends there. */

import { useSelector } from '@xstate/react';
import { memo } from 'react';
import { PAGE_RULES } from '../../lab/run/lab-settings.ts';
import { COURSE } from '../../lesson/course.ts';
import { useActs, useHistory } from '../../page/page-context.tsx';
import { getRulesHash } from '../../protocol/trace/trace.ts';
import type { ComparedRequest } from '../../protocol/verdict/difference.ts';
import { getPairValue } from '../../protocol/verdict/difference.ts';
import { copyText, saveText } from '../../ui/hand-over.ts';
import { Panels } from '../../ui/Panels.tsx';
import { Causes } from './causes/Causes.tsx';
import { Course } from './course/Course.tsx';
import { CourseWait } from './course/CourseWait.tsx';
import { Debate } from './debate/Debate.tsx';
import { Lab } from './lab/Lab.tsx';
import { Lesson } from './lesson/Lesson.tsx';
import { Life } from './life/Life.tsx';
import type { PlayerRef } from './machine/learn-context.ts';
import type { LearnRef } from './machine/learn-machine.ts';
import { LEARN_WORDS } from './machine/learn-words.ts';

interface LearnPanelsProps {
  readonly learn: LearnRef;
}

export const LearnPanels = memo(function LearnPanels({ learn }: LearnPanelsProps) {
  const panel = useSelector(learn, ({ context }) => context.spot.panel);
  const panels = [
    { id: 'lessons', title: LEARN_WORDS.panels.lessons, content: <LessonsPanel learn={learn} /> },
    { id: 'debate', title: LEARN_WORDS.panels.debate, content: <DebatePanel learn={learn} /> },
    { id: 'life', title: LEARN_WORDS.panels.life, content: <LifePanel learn={learn} /> },
    { id: 'lab', title: LEARN_WORDS.panels.lab, content: <LabPanel learn={learn} /> },
    { id: 'causes', title: LEARN_WORDS.panels.causes, content: <CausesPanel learn={learn} /> },
  ];
  return (
    <Panels
      label={LEARN_WORDS.label}
      panels={panels}
      chosen={panel}
      onChoose={(wanted) => learn.send({ type: 'panel.choose', panel: wanted })}
    />
  );
});

function LessonsPanel({ learn }: LearnPanelsProps) {
  const player = useSelector(learn, ({ context }) => context.player);
  const awaited = useSelector(learn, (snapshot) =>
    snapshot.matches({ loading: { fetching: 'long' } }) || snapshot.matches({ loading: { reading: 'long' } })
      ? snapshot.context.awaited
      : '',
  );
  return (
    <>
      <CourseWait
        sentence={awaited}
        onCancel={() => {
          learn.send({ type: 'loading.cancel' });
          // The button that was pressed disappears.
          document.querySelector<HTMLElement>('[data-part^="lesson"] button')?.focus();
        }}
      />
      {player ? <LessonPart learn={learn} player={player} /> : <CoursePart learn={learn} />}
    </>
  );
}

function LessonPart({ learn, player }: LearnPanelsProps & { readonly player: PlayerRef }) {
  const progress = useSelector(learn, ({ context }) => context.progress);
  const pace = useSelector(learn, ({ context }) => context.pace);
  const isPresenting = useSelector(learn, (snapshot) => snapshot.matches({ talk: 'on' }));
  return (
    <Lesson
      player={player}
      progress={progress}
      isPresenting={isPresenting}
      pace={pace}
      onEvent={learn.send}
    />
  );
}

function CoursePart({ learn }: LearnPanelsProps) {
  const { notify } = useActs();
  const progress = useSelector(learn, ({ context }) => context.progress);
  const coverage = useSelector(learn, ({ context }) => context.coverage);
  const broken = useSelector(learn, ({ context }) => context.broken);
  return (
    <Course
      course={COURSE}
      progress={progress}
      coverage={coverage}
      broken={broken}
      onOpen={(id) => learn.send({ type: 'lesson.open', id, step: null })}
      onFiles={(files) => learn.send({ type: 'files.open', files })}
      onDismiss={() => learn.send({ type: 'files.dismiss' })}
      onExport={(text, fileName, type) => notify(saveText(text, fileName, type))}
      onForget={(id) => learn.send({ type: 'lesson.forget', id })}
    />
  );
}

function DebatePanel({ learn }: LearnPanelsProps) {
  const chosen = useSelector(learn, ({ context: { spot } }) =>
    spot.panel === 'debate' ? spot.message : null,
  );
  const shown = useSelector(learn, ({ context }) => context.debated.ruleSet);
  const selection = useHistory(({ context }) => context.selection);
  return (
    <Debate
      chosen={chosen}
      onChoose={(message) => learn.send({ type: 'debate.choose', message })}
      onShow={(show) => learn.send({ type: 'debate.show', show })}
      onRequest={(request) => learn.send({ type: 'request.select', selection: request })}
      shown={shown}
      selection={selection}
    />
  );
}

function LifePanel({ learn }: LearnPanelsProps) {
  const at = useSelector(learn, ({ context: { spot } }) => (spot.panel === 'life' ? spot.at : 0));
  const look = ({ from, to }: ComparedRequest) => {
    if (from.b && to.b)
      learn.send({
        type: 'request.select',
        selection: { from: getPairValue(from), to: getPairValue(to) },
      });
  };
  return <Life at={at} onAt={(index) => learn.send({ type: 'life.move', at: index })} onRequest={look} />;
}

function CausesPanel({ learn }: LearnPanelsProps) {
  const chosen = useSelector(learn, ({ context: { spot } }) => (spot.panel === 'causes' ? spot.cause : null));
  return <Causes chosen={chosen} onChoose={(cause) => learn.send({ type: 'cause.choose', cause })} />;
}

/**
 * Each address that is opened starts a new run, and so do other rules on the page where the run is of those; in between
 * the lab knows where it is.
 */
function LabPanel({ learn }: LearnPanelsProps) {
  const { notify } = useActs();
  const opened = useSelector(learn, ({ context }) => context.opened);
  const page = useHistory(({ context }) => context.ruleSet);
  const { spot } = learn.getSnapshot().context;
  if (spot.panel !== 'lab') return null;
  const isOfPage = spot.lab.settings.ruleSet === PAGE_RULES;
  return (
    <Lab
      key={isOfPage ? `${opened} ${getRulesHash(page)}` : opened}
      initial={spot.lab}
      page={page}
      onMove={(lab) => learn.send({ type: 'lab.move', lab })}
      onCopy={(text, what) => void copyText(text, what).then(notify)}
      onSave={(text, fileName) => notify(saveText(text, fileName))}
    />
  );
}
