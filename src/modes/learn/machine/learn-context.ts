/** What Learn's machine knows, and what happens to it. */

import type { ActorRefFrom, SnapshotFrom } from 'xstate';
import type { LabSpot } from '../../../lab/run/lab-spot.ts';
import type { Coverage, DecodedCoverage } from '../../../lesson/coverage.ts';
import type { Lesson } from '../../../lesson/lesson.ts';
import type { Pace } from '../../../lesson/pace.ts';
import type { lessonPlayer, PlayerEmitted } from '../../../lesson/player/lesson-player.ts';
import type { DecodedProgress, Progress } from '../../../lesson/progress.ts';
import type { historyMachine } from '../../../machine/history-machine.ts';
import type { Workspace } from '../../../machine/workspace.ts';
import type { workbenchMachine } from '../../../page/workbench.ts';
import type { CauseId } from '../../../protocol/causes/cause.ts';
import type { RequestPair } from '../../../protocol/state/request-pair.ts';
import type { BrokenLesson, LessonFile } from '../course/lesson-view-file.ts';
import type { DebateShow } from '../debate/debate-message.ts';
import type { LearnPanel, LearnSpot } from '../learn-spot.ts';
import type { PresentAct } from '../present/present.ts';

export type HistoryRef = ActorRefFrom<typeof historyMachine>;
export type WorkbenchRef = ActorRefFrom<typeof workbenchMachine>;
export type PlayerRef = ActorRefFrom<typeof lessonPlayer>;

export interface LearnInput {
  readonly history: HistoryRef;
  readonly workbench: WorkbenchRef;
  /** Says a sentence that stays until it is dismissed. */
  readonly say: (sentence: string) => void;
  /** Says a sentence to readers who cannot see the page. */
  readonly tell: (sentence: string) => void;
}

export interface LearnContext extends LearnInput {
  readonly spot: LearnSpot;
  /** Each panel as it was left. */
  readonly left: Readonly<Partial<Record<LearnPanel, LearnSpot>>>;
  /** Counts the addresses that were opened: what a panel did before must not affect the next address. */
  readonly opened: number;
  /** What the debate shows: lit requests, and a rule set beside the posted one. */
  readonly debated: DebateShow;
  /** Plays the lesson that is open; null where the course is shown. */
  readonly player: PlayerRef | null;
  /** The latest snapshot of the player. */
  readonly seen: SnapshotFrom<typeof lessonPlayer> | null;
  /** True if the lesson is from the course, and not from a file. */
  readonly isShipped: boolean;
  /** What is fetched or read now, as a sentence; empty while nothing is. */
  readonly awaited: string;
  /** The file opened last, if it is not a lesson. */
  readonly broken: BrokenLesson | null;
  readonly progress: Progress;
  readonly coverage: Coverage;
  readonly pace: Pace;
  readonly talk: Talk;
}

/** A presentation: what is switched on in addition to the lesson. */
interface Talk {
  readonly isFull: boolean;
  readonly isPointing: boolean;
  readonly hasNotes: boolean;
  /** The speaker's window; null while there is none. */
  readonly speaker: Window | null;
}

export type LearnEvent =
  | { type: 'address.open'; part: string | null }
  | { type: 'panel.choose'; panel: string }
  | { type: 'debate.choose'; message: number }
  | { type: 'debate.show'; show: DebateShow }
  | { type: 'life.move'; at: number }
  | { type: 'cause.choose'; cause: CauseId }
  | { type: 'lab.move'; lab: LabSpot }
  /** Selects a request without making it. */
  | { type: 'request.select'; selection: RequestPair }
  /** Opens a lesson of the course at a step; without a step, where the learner left it. */
  | { type: 'lesson.open'; id: string; step: string | null }
  | { type: 'lesson.begin'; lesson: Lesson; step: string | null; isShipped: boolean }
  | { type: 'lesson.fail' }
  /** Back to the list of lessons; `lesson.close` leaves the address alone. */
  | { type: 'lesson.leave' }
  | { type: 'lesson.close' }
  | { type: 'lesson.forget'; id: string }
  | { type: 'files.open'; files: readonly LessonFile[] }
  | { type: 'files.fail'; broken: BrokenLesson }
  | { type: 'files.dismiss' }
  /** What is fetched or read is no longer wanted. */
  | { type: 'loading.cancel' }
  | { type: 'pace.change'; pace: Pace }
  /** Plays what the step shows once more, or takes one step of it. */
  | { type: 'trace.play' }
  | { type: 'trace.step' }
  | { type: 'player.change'; snapshot: SnapshotFrom<typeof lessonPlayer> }
  | PlayerEmitted
  | { type: 'history.change'; workspace: Workspace }
  | ({ type: 'progress.read' } & DecodedProgress)
  | ({ type: 'coverage.read' } & DecodedCoverage)
  | { type: 'present.start' }
  | { type: 'present.act'; act: PresentAct }
  | { type: 'present.fill' }
  | { type: 'present.point'; isPointing: boolean }
  | { type: 'present.notes'; hasNotes: boolean }
  | { type: 'full.change'; isFull: boolean }
  /** `view` is null if the browser allows no window. */
  | { type: 'speaker.open'; view: Window | null }
  | { type: 'speaker.close' };
