/** Finds rows of a long list: the browser's own search cannot see those that are not in the page. */

import type { KeyboardEvent } from 'react';
import { useDeferredValue, useMemo, useState } from 'react';
import { announce } from '../attention/announce.ts';
import styles from './LongList.module.css';
import { formatTurn, LIST_WORDS, toFindName } from './long-list-words.ts';
import type { LongRows } from './long-rows.tsx';
import { findPlace, findRows, turn } from './row-find.ts';

interface FindRowsProps {
  /** The name of the list. */
  readonly name: string;
  readonly count: number;
  readonly getText: (index: number) => string;
  readonly rows: Pick<LongRows, 'active' | 'show' | 'enter'>;
}

export function FindRows({ name, count, getText, rows }: FindRowsProps) {
  const [word, setWord] = useState('');
  const sought = useDeferredValue(word);
  const found = useMemo(() => findRows(count, getText, sought), [count, getText, sought]);
  const [row, setRow] = useState<number | null>(null);
  const place = row === null ? -1 : found.indexOf(row);
  const goTo = (next: number | undefined, all: readonly number[]) => {
    setRow(next ?? null);
    if (next !== undefined) rows.show(next);
    announce(formatTurn(next === undefined ? -1 : all.indexOf(next), all.length));
  };
  const type = (text: string) => {
    setWord(text);
    const all = findRows(count, getText, text);
    if (text.trim() === '') setRow(null);
    else goTo(all[findPlace(all, rows.active)], all);
  };
  const step = (by: 1 | -1) =>
    goTo(found[place < 0 ? findPlace(found, rows.active) : turn(place, by, found.length)], found);
  const press = (event: KeyboardEvent) => {
    if (event.key === 'Enter') step(event.shiftKey ? -1 : 1);
    else if (event.key === 'ArrowDown') rows.enter(rows.active);
    else if (event.key === 'Escape' && word !== '') type('');
    else return;
    event.preventDefault();
  };
  return (
    <div className={styles.find}>
      <input
        type="search"
        className={styles.word}
        aria-label={toFindName(name)}
        placeholder={toFindName(name)}
        value={word}
        onChange={(event) => type(event.target.value)}
        onKeyDown={press}
      />
      <span className={styles.place}>{sought.trim() !== '' && formatTurn(place, found.length)}</span>
      <button
        type="button"
        className={styles.turn}
        aria-label={`${LIST_WORDS.previous}: ${name}`}
        aria-disabled={found.length === 0}
        onClick={() => step(-1)}
      >
        ↑
      </button>
      <button
        type="button"
        className={styles.turn}
        aria-label={`${LIST_WORDS.next}: ${name}`}
        aria-disabled={found.length === 0}
        onClick={() => step(1)}
      >
        ↓
      </button>
    </div>
  );
}
