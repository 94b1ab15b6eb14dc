/** The thread of 2021 as a timeline: choose a message, see what it claims, of which requests, and who agreed. */

import type { KeyboardEvent } from 'react';
import { useLayoutEffect, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import type { RequestPair } from '../../../protocol/state/request-pair.ts';
import { formatDate } from '../../../protocol/words/date-words.ts';
import styles from './Debate.module.css';
import { DebateDetail } from './DebateDetail.tsx';
import { DebateRail } from './DebateRail.tsx';
import { DebateRow } from './DebateRow.tsx';
import { LANES } from './debate-lane.ts';
import type { DebateShow } from './debate-message.ts';
import { ENDING, toDays } from './debate-message.ts';
import { DEBATE_WORDS, formatIntro, STANCES } from './debate-words.ts';
import { DebateEnding } from './ending/DebateEnding.tsx';

interface DebateProps {
  /** A message, or ENDING for how it ended. */
  readonly chosen: number | null;
  readonly onChoose: (message: number) => void;
  /** Called when a rule set is to be shown beside the posted one, or no longer. */
  readonly onShow: (show: DebateShow) => void;
  readonly onRequest: (request: RequestPair) => void;
  /** The rule set that is shown beside the posted one. */
  readonly shown: string | null;
  /** The request that is looked at. */
  readonly selection: RequestPair | null;
}

const DAYS = toDays();
const STEPS: Readonly<Record<string, number>> = { ArrowUp: -1, ArrowDown: 1, Home: -99, End: 99 };

export function Debate(props: DebateProps) {
  const { chosen, onChoose } = props;
  const list = useRef<HTMLDivElement>(null);
  const [focused, setFocused] = useState<number | null>(null);
  const entry = focused ?? chosen ?? 0;
  const getRow = (message: number) =>
    list.current?.querySelector<HTMLElement>(`[data-message="${message}"]`) ?? null;

  useLayoutEffect(() => {
    const row = list.current?.querySelector<HTMLElement>(`[data-message="${chosen}"]`);
    if (row) keepInView(row, 'jump');
  }, [chosen]);

  const show = (message: number) =>
    flushSync(() => {
      setFocused(message);
      onChoose(message);
    });
  /** The row stays where it stood: the details above it may have closed. */
  const choose = (message: number) => {
    const row = getRow(message);
    const before = row?.getBoundingClientRect().top;
    show(message);
    if (row && before !== undefined && message !== chosen) keepInView(row, before);
  };
  const jump = (message: number) => {
    show(message);
    getRow(message)?.focus({ preventScroll: true });
  };
  const move = (event: KeyboardEvent, message: number) => {
    const step = STEPS[event.key];
    if (step === undefined) return;
    event.preventDefault();
    getRow(Math.min(ENDING, Math.max(0, message + step)))?.focus();
  };
  const toRow = (message: number) => ({
    isChosen: message === chosen,
    isEntry: message === entry,
    onChoose: () => choose(message),
    onMove: (event: KeyboardEvent) => move(event, message),
    onEnter: () => setFocused(message),
  });
  return (
    <div ref={list} className={styles.debate}>
      <Intro />
      {DAYS.map(({ day, messages }) => (
        <section key={day} className={styles.day}>
          <h3>
            <DebateRail row={LANES[messages[0]?.message ?? 0] ?? null} part="above" />
            <time dateTime={day}>{formatDate(day)}</time>
          </h3>
          <ol aria-label={`${DEBATE_WORDS.timeline}, ${formatDate(day)}`}>
            {messages.map(({ message }) => (
              <li key={message}>
                <DebateRow message={message} {...toRow(message)} />
                {message === chosen && <Detail {...props} message={message} onJump={jump} />}
              </li>
            ))}
          </ol>
        </section>
      ))}
      <section className={styles.day}>
        <h3 className="hidden">{DEBATE_WORDS.ending}</h3>
        <DebateRow message={ENDING} {...toRow(ENDING)} />
        {chosen === ENDING && (
          <div className={styles.open}>
            <DebateRail row={null} part="below" />
            <DebateEnding onJump={jump} />
          </div>
        )}
      </section>
    </div>
  );
}

function Intro() {
  return (
    <>
      <p className={styles.intro}>{formatIntro()}</p>
      <p className={styles.signs}>
        {DEBATE_WORDS.signs}
        {(['for', 'against', 'asks'] as const).map((stance) => (
          <span key={stance}>
            <b aria-hidden="true">{STANCES[stance].sign}</b> {STANCES[stance].word}
          </span>
        ))}
      </p>
    </>
  );
}

interface DetailProps extends Pick<DebateProps, 'shown' | 'selection' | 'onShow' | 'onRequest'> {
  readonly message: number;
  readonly onJump: (message: number) => void;
}

/** The chosen message, below its row. */
function Detail({ message, shown, selection, onJump, onShow, onRequest }: DetailProps) {
  return (
    <div className={styles.open}>
      <DebateRail row={LANES[message] ?? null} part="below" />
      <DebateDetail
        message={message}
        shown={shown}
        selection={selection}
        onJump={onJump}
        onShow={onShow}
        onRequest={onRequest}
      />
    </div>
  );
}

/**
 * Scrolls the box around a row: back to where the row stood, or to the top of the view where it was out of it; and up,
 * where what stands open below it would hardly be seen.
 */
function keepInView(row: HTMLElement, before: number | 'jump'): void {
  const box = findScroller(row);
  if (!box) return;
  const view = box.getBoundingClientRect();
  const { top, bottom } = row.getBoundingClientRect();
  const lowest = view.top + view.height * LOWEST;
  if (before !== 'jump') box.scrollTop += top - Math.min(before, lowest);
  else if (top < view.top || bottom > lowest) box.scrollTop += top - view.top - MARGIN;
}

/** Room above a row that was brought into view: for the heading of its day. */
const MARGIN = 40;

/** The share of the view below which no row stays that stands open. */
const LOWEST = 0.6;

function findScroller(element: HTMLElement): HTMLElement | null {
  for (let box = element.parentElement; box; box = box.parentElement)
    if (box.scrollHeight > box.clientHeight && /auto|scroll/.test(getComputedStyle(box).overflowY))
      return box;
  return null;
}
