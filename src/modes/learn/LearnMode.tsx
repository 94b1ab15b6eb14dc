/** Learn: lessons on the live machine, the debate of 2021, the life of the protocol, and the migration lab. */

import { useActorRef, useSelector } from '@xstate/react';
import { useActs, useHistoryActor, useWorkbenchActor } from '../../page/page-context.tsx';
import type { ModeProps } from '../../panels/mode.ts';
import { announce } from '../../ui/attention/announce.ts';
import styles from './LearnMode.module.css';
import { LearnPanels } from './LearnPanels.tsx';
import { LearnStage } from './LearnStage.tsx';
import type { LearnPanel } from './learn-spot.ts';
import { learnMachine } from './machine/learn-machine.ts';
import { Presenter } from './present/Presenter.tsx';

/** Await this before Learn is shown: it reads what was learned. It is exported here so that it loads with Learn. */
export { loadLearned } from './machine/learn-storage.ts';

/** What has the page to itself. */
const WIDE: readonly LearnPanel[] = ['lab', 'causes'];

export function LearnMode(props: ModeProps) {
  const { notify } = useActs();
  const [history, workbench] = [useHistoryActor(), useWorkbenchActor()];
  const learn = useActorRef(learnMachine, { input: { history, workbench, say: notify, tell: announce } });
  const isWide = useSelector(learn, ({ context: { spot } }) => WIDE.includes(spot.panel));
  const side = <LearnPanels learn={learn} />;
  if (isWide) return <div className={styles.lab}>{side}</div>;
  return (
    <Presenter learn={learn}>
      <LearnStage {...props} learn={learn} side={side} />
    </Presenter>
  );
}
