/** Review: a patch, a mail or C source on one side; on the other, what it changes, what it breaks, and the answer. */

import { useCallback, useRef, useSyncExternalStore } from 'react';
import { UnionGraphPart, useComparisonProps } from '../../panels/compare-parts.tsx';
import { useComparison } from '../../panels/comparison.tsx';
import { Layout } from '../../panels/Layout.tsx';
import type { ModeProps } from '../../panels/mode.ts';
import { fill } from '../../protocol/words/fill.ts';
import { Fold } from '../../ui/Fold.tsx';
import { Begin } from './begin/Begin.tsx';
import { DriverGraphPart, useDriver } from './driver/driver-parts.tsx';
import type { EditorHandle } from './editor/Editor.tsx';
import { useReview, useReviewActor } from './machine/review-actor.tsx';
import { REVIEW_WORDS } from './review-mode-words.ts';
import { BelowPart } from './review-panels.tsx';
import { ExamplesPart, InputsPart, TextPart, TextTools } from './review-parts.tsx';
import { VerdictPart } from './verdict/VerdictPart.tsx';

/** Await this before Review is shown: it finds this tab's stored text. It is exported here so that it loads with Review. */
export { claimReviewSlot } from './machine/review-slot.ts';

export function ReviewMode(props: ModeProps) {
  const { isOpening, ruleSet, against, all, preferences, toFold, layout } = props;
  const review = useReviewActor(isOpening);
  const name = useReview(review, ({ kept }) => kept.name);
  const isBeginning = useReview(review, (context) => context.isBeginning);
  const comparison = useComparison(against);
  const comparisonProps = useComparisonProps(comparison.compared, ruleSet.id);
  const isDark = useIsDark(preferences.theme);
  const driver = useDriver(review);
  const isLarge = preferences.size === 'projector';
  const handle = useRef<EditorHandle | null>(null);
  const goTo = useCallback((line: number, column = 1) => {
    handle.current?.goTo(line, column);
    // In the narrow layout the text may be far from the button that names its line.
    document.querySelector('[data-typing]')?.scrollIntoView({ block: 'nearest' });
  }, []);
  const begin = useCallback(() => {
    handle.current?.focus();
    // In the narrow layout the whole page scrolls: a review begins with its verdict, which stands on top.
    window.scrollTo(0, 0);
  }, []);
  const below = (
    <BelowPart
      review={review}
      all={all}
      comparison={comparison}
      comparisonProps={comparisonProps}
      driver={driver}
      onLine={goTo}
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
          <VerdictPart review={review} fold={toFold('verdict')} />
          <Fold
            title={name === null ? REVIEW_WORDS.text : fill(REVIEW_WORDS.textNamed, { name })}
            fills
            stretches
            {...toFold('text')}
            tools={<TextTools review={review} onLine={goTo} />}
          >
            <TextPart review={review} isDark={isDark} handle={handle} />
          </Fold>
          <Fold title={REVIEW_WORDS.found} {...toFold('found')}>
            <InputsPart review={review} onLine={goTo} />
          </Fold>
          {!isBeginning && (
            <Fold title={REVIEW_WORDS.examples} {...toFold('examples')}>
              <ExamplesPart review={review} onLine={goTo} />
            </Fold>
          )}
        </>
      }
      canvas={
        isBeginning ? (
          <Begin review={review} onBegin={begin} />
        ) : driver ? (
          <DriverGraphPart review={review} driver={driver} isLarge={isLarge} />
        ) : (
          <UnionGraphPart comparison={comparisonProps} shown={preferences.shown} isLarge={isLarge} />
        )
      }
      bottom={isBeginning ? [] : [below]}
      stack={isBeginning ? [] : [below]}
    />
  );
}

const DARK = window.matchMedia('(prefers-color-scheme: dark)');

const subscribe = (onChange: () => void) => {
  DARK.addEventListener('change', onChange);
  return () => DARK.removeEventListener('change', onChange);
};

function useIsDark(theme: string): boolean {
  const isDark = useSyncExternalStore(subscribe, () => DARK.matches);
  return theme === 'dark' || (theme === 'auto' && isDark);
}
