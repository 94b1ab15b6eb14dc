/** Review: a patch, a mail or C source on one side; on the other, what it changes, what it breaks, and the answer. */

import { useSelector } from '@xstate/react';
import type { RefObject } from 'react';
import { useCallback, useRef, useSyncExternalStore } from 'react';
import type { SnapshotFrom } from 'xstate';
import { UnionGraphPart, useComparisonProps } from '../../panels/compare-parts.tsx';
import { useComparison } from '../../panels/comparison.tsx';
import { Layout } from '../../panels/Layout.tsx';
import type { ModeProps } from '../../panels/mode.ts';
import { fill } from '../../protocol/words/fill.ts';
import { Fold } from '../../ui/Fold.tsx';
import { Begin } from './begin/Begin.tsx';
import { NothingToDraw } from './begin/NothingToDraw.tsx';
import { hasNothingToDraw } from './begin/nothing-to-draw.ts';
import { DriverGraphPart, useDriver } from './driver/driver-parts.tsx';
import type { EditorHandle } from './editor/Editor.tsx';
import { showLine, toEditorLine } from './log/log-lines.ts';
import { LogGraphPart, useShownLog } from './log/log-parts.tsx';
import type { LogActor } from './log/machine/log-actor.tsx';
import { useReview, useReviewActor } from './machine/review-actor.tsx';
import type { ReviewActor } from './machine/review-start.ts';
import { REVIEW_WORDS } from './review-mode-words.ts';
import { BelowPart } from './review-panels.tsx';
import { BackToLesson, ExamplesPart, InputsPart, TextPart, TextTools } from './review-parts.tsx';
import { VerdictPart } from './verdict/VerdictPart.tsx';

/** Await this before Review is shown: it finds this tab's stored text. It is exported here so that it loads with Review. */
export { claimReviewSlot } from './machine/review-slot.ts';

/** While the first text is read, too: the reading may take long. */
const hasFoundPart = (snapshot: SnapshotFrom<ReviewActor>) =>
  !snapshot.context.isBeginning || snapshot.matches('judging');

export function ReviewMode(props: ModeProps) {
  const { isOpening, ruleSet, against, all, preferences, toFold, layout } = props;
  const review = useReviewActor(isOpening);
  const name = useReview(review, ({ kept }) => kept.name);
  const isBeginning = useReview(review, (context) => context.isBeginning);
  const hasFound = useSelector(review, hasFoundPart);
  const comparison = useComparison(against);
  const comparisonProps = useComparisonProps(comparison.compared, ruleSet.id);
  const isDark = useIsDark(preferences.theme);
  const driver = useDriver(review);
  const isLarge = preferences.size === 'projector';
  const isNothing = useReview(review, ({ judged }) => hasNothingToDraw(judged, ruleSet));
  const handle = useRef<EditorHandle | null>(null);
  const shownLog = useShownLog(review);
  const goTo = useGoTo(review, handle);
  const goToLog = useGoToLog(review, shownLog.log, goTo);
  const begin = useBegin(handle);
  const below = (
    <BelowPart
      review={review}
      all={all}
      comparison={comparison}
      comparisonProps={comparisonProps}
      driver={driver}
      shownLog={shownLog}
      onLine={goTo}
      onLogLine={goToLog}
    />
  );
  return (
    <Layout
      {...layout}
      mode="review"
      isBottomFolded={isBeginning}
      isCanvasFirst={isBeginning}
      lead={
        <>
          <BackToLesson />
          <VerdictPart review={review} fold={toFold('verdict')} />
          <Fold
            title={name === null ? REVIEW_WORDS.text : fill(REVIEW_WORDS.textNamed, { name })}
            fills
            stretches
            {...toFold('text')}
            tools={
              <TextTools review={review} onLine={goTo} onRemarks={() => handle.current?.listRemarks()} />
            }
          >
            <TextPart review={review} shownLog={shownLog} isDark={isDark} handle={handle} />
          </Fold>
          {hasFound && (
            <>
              <Fold title={REVIEW_WORDS.found} {...toFold('found')}>
                <InputsPart review={review} shownLog={shownLog} onLine={goTo} onLogLine={goToLog} />
              </Fold>
              <Fold title={REVIEW_WORDS.examples} {...toFold('examples')}>
                <ExamplesPart review={review} onLine={goTo} />
              </Fold>
            </>
          )}
        </>
      }
      canvas={
        isBeginning ? (
          <Begin review={review} onBegin={begin} />
        ) : shownLog.isOnGraph ? (
          <LogGraphPart shownLog={shownLog} preferences={preferences} />
        ) : driver ? (
          <DriverGraphPart review={review} driver={driver} isLarge={isLarge} />
        ) : isNothing || shownLog.isWithoutStep ? (
          <NothingToDraw />
        ) : (
          <UnionGraphPart comparison={comparisonProps} shown={preferences.shown} isLarge={isLarge} />
        )
      }
      bottom={isBeginning ? [] : [below]}
    />
  );
}

/** In the narrow layout the whole page scrolls: a review begins with its verdict, which stands on top. */
const useBegin = (handle: RefObject<EditorHandle | null>) =>
  useCallback(() => {
    handle.current?.focus();
    window.scrollTo(0, 0);
  }, [handle]);

/** Puts the caret on a line of the editor. */
const useGoTo = (review: ReviewActor, handle: RefObject<EditorHandle | null>) =>
  useCallback(
    (line: number, column = 1) => {
      const { file } = review.getSnapshot().context;
      handle.current?.goTo(file ? line - file.first + 1 : line, column);
      // In the narrow layout the text may be far from the button that names its line.
      document.querySelector('[data-typing]')?.scrollIntoView({ block: 'nearest' });
    },
    [review, handle],
  );

/** Goes to a line of a log, which may have to be brought into the editor first. */
const useGoToLog = (review: ReviewActor, log: LogActor, goTo: (line: number) => void) =>
  useCallback(
    (line: number) => {
      void showLine(review, log, line).then(() => {
        const { file, kept } = review.getSnapshot().context;
        window.setTimeout(() => goTo(file ? line : toEditorLine(kept.text, line)));
      });
    },
    [review, log, goTo],
  );

const DARK = window.matchMedia('(prefers-color-scheme: dark)');

const subscribe = (onChange: () => void) => {
  DARK.addEventListener('change', onChange);
  return () => DARK.removeEventListener('change', onChange);
};

function useIsDark(theme: string): boolean {
  const isDark = useSyncExternalStore(subscribe, () => DARK.matches);
  return theme === 'dark' || (theme === 'auto' && isDark);
}
