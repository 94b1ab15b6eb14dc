/** The buttons that step along the history; each is a command of the table. */

import type { HistoryActor } from '../page/acts.ts';
import { useActs, useHistory } from '../page/page-context.tsx';
import styles from './HistoryTools.module.css';

type Snapshot = ReturnType<HistoryActor['getSnapshot']>;
const isPlayingNow = (snapshot: Snapshot) => snapshot.matches('playing');
const hasPast = ({ context }: Snapshot) => context.past.length > 0;
const hasFuture = ({ context }: Snapshot) => context.future.length > 0;

export function HistoryTools() {
  const isPlaying = useHistory(isPlayingNow);
  const canUndo = useHistory(hasPast);
  const canRedo = useHistory(hasFuture);
  const { send, togglePlayback } = useActs();
  return (
    <div className={styles.tools}>
      <button
        type="button"
        aria-label="To the start"
        title="To the start"
        onClick={() => send('cursor.start')}
      >
        «
      </button>
      <button
        type="button"
        aria-label="One step back"
        title="One step back"
        onClick={() => send('cursor.back')}
      >
        ‹
      </button>
      <button
        type="button"
        aria-label={isPlaying ? 'Pause' : 'Play'}
        title={isPlaying ? 'Pause' : 'Play'}
        onClick={togglePlayback}
      >
        {isPlaying ? '‖' : '▷'}
      </button>
      <button
        type="button"
        aria-label="One step forward"
        title="One step forward"
        onClick={() => send('cursor.forward')}
      >
        ›
      </button>
      <button type="button" aria-label="To the end" title="To the end" onClick={() => send('cursor.end')}>
        »
      </button>
      <button
        type="button"
        aria-label="Undo"
        title="Undo"
        aria-disabled={!canUndo}
        onClick={() => send('undo')}
      >
        ↶
      </button>
      <button
        type="button"
        aria-label="Redo"
        title="Redo"
        aria-disabled={!canRedo}
        onClick={() => send('redo')}
      >
        ↷
      </button>
      <button type="button" className={styles.word} onClick={() => send('history.clear')}>
        Clear
      </button>
    </div>
  );
}
