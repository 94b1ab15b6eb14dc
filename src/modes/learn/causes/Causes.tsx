/** Why a device does not migrate: every known cause with the texts by which it shows itself, and a field for an error line. */

import { useDeferredValue, useId, useMemo, useState } from 'react';
import { Citations } from '../../../panels/findings/Citations.tsx';
import { type Cause, type CauseId, NOTHING_PRINTED } from '../../../protocol/causes/cause.ts';
import { CAUSES } from '../../../protocol/causes/cause-table.ts';
import { findCauses, findNearestCause } from '../../../protocol/causes/find-causes.ts';
import { searchCauses } from '../../../protocol/causes/search-causes.ts';
import { fill } from '../../../protocol/words/fill.ts';
import { announce } from '../../../ui/attention/announce.ts';
import { readShown } from '../../../ui/attention/read-shown.ts';
import styles from './Causes.module.css';
import { CAUSES_WORDS } from './causes-words.ts';

interface CausesProps {
  readonly chosen: CauseId | null;
  readonly onChoose: (id: CauseId) => void;
}

export function Causes({ chosen, onChoose }: CausesProps) {
  const id = useId();
  const [text, setText] = useState('');
  const sought = useDeferredValue(text.trim());
  const found = useMemo(() => searchCauses(sought), [sought]);
  const nearest = useMemo(() => (found.length === 0 ? findNearestCause(sought) : undefined), [found, sought]);
  const listed = nearest ? [nearest] : found;
  const type = (typed: string) => {
    setText(typed);
    sayFound();
    const [first] = findCauses(typed);
    if (first) onChoose(first.id);
  };
  const cause = CAUSES.find((each) => each.id === chosen) ?? null;
  return (
    <section className={styles.causes} aria-labelledby={`${id}-title`}>
      <h2 id={`${id}-title`} className={styles.title}>
        {CAUSES_WORDS.title}
      </h2>
      <p className={styles.account}>{CAUSES_WORDS.account}</p>
      <label className={styles.field}>
        <span>{CAUSES_WORDS.field}</span>
        <input
          type="search"
          value={text}
          spellCheck={false}
          autoCapitalize="off"
          autoComplete="off"
          onChange={({ target }) => type(target.value)}
        />
      </label>
      <p className={styles.muted} data-causes-found>
        {formatFound(sought, found.length, nearest !== undefined)}
      </p>
      <div className={styles.halves}>
        <ul className={styles.list} aria-label={CAUSES_WORDS.list}>
          {listed.map(({ id: each, title }) => (
            <li key={each}>
              <button
                type="button"
                className={styles.item}
                aria-current={each === chosen || undefined}
                onClick={() => onChoose(each)}
              >
                {title}
              </button>
            </li>
          ))}
        </ul>
        {cause ? <CauseText cause={cause} /> : <p className={styles.muted}>{CAUSES_WORDS.choose}</p>}
      </div>
    </section>
  );
}

/** In milliseconds: what is found is said once nothing more is typed. */
const PAUSE = 600;
let waiting = 0;

function sayFound(): void {
  window.clearTimeout(waiting);
  waiting = window.setTimeout(() => announce(() => readShown('[data-causes-found]')), PAUSE);
}

function formatFound(sought: string, count: number, hasNearest: boolean): string {
  if (sought === '') return fill(CAUSES_WORDS.all, { count: CAUSES.length });
  if (count === 0) return hasNearest ? `${CAUSES_WORDS.none} ${CAUSES_WORDS.nearest}` : CAUSES_WORDS.none;
  const named = findCauses(sought).length;
  if (named === 1) return CAUSES_WORDS.named;
  return named > 1
    ? fill(CAUSES_WORDS.namedSeveral, { count: named })
    : fill(CAUSES_WORDS.found, { count, all: CAUSES.length });
}

function CauseText({ cause }: { readonly cause: Cause }) {
  const id = useId();
  const { title, texts, who, condition, meaning, todo, citations } = cause;
  return (
    <article className={styles.cause} aria-labelledby={`${id}-cause`}>
      <h3 id={`${id}-cause`}>{title}</h3>
      <dl>
        <dt>{CAUSES_WORDS.meaning}</dt>
        <dd>{meaning}</dd>
        <dt>{CAUSES_WORDS.todo}</dt>
        <dd>{todo}</dd>
        <dt>{CAUSES_WORDS.texts}</dt>
        <dd>
          {texts.length === 0 && NOTHING_PRINTED}
          {texts.map((text) => (
            <code key={text} className={styles.text}>
              {text}
            </code>
          ))}
        </dd>
        <dt>{CAUSES_WORDS.who}</dt>
        <dd>{who}</dd>
        <dt>{CAUSES_WORDS.condition}</dt>
        <dd>{condition}</dd>
        <dt>{CAUSES_WORDS.sources}</dt>
        <dd>
          <Citations citations={citations} />
        </dd>
      </dl>
    </article>
  );
}
