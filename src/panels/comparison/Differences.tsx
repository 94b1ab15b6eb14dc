/** What differs between two rule sets: what it comes to for userspace, then each request that is answered differently. */

import type { KeyboardEvent } from 'react';
import { memo, useMemo, useRef, useState } from 'react';
import type { RequestPair } from '../../protocol/state/request-pair.ts';
import type { ComparedRequest, Difference } from '../../protocol/verdict/difference.ts';
import { CHANGES, GROUPS, say } from './compare-words.ts';
import styles from './Differences.module.css';
import type { DifferenceGroup, DifferenceRow } from './difference-row.ts';
import { findSelected, getRequestInView, toDifferenceGroups } from './difference-row.ts';
import type { DifferenceSummary } from './difference-summary.ts';
import { toDifferenceSummary } from './difference-summary.ts';
import { Prose } from './Prose.tsx';

interface DifferencesProps {
  readonly difference: Difference;
  /** How many flows of QEMU end worse on the new side. */
  readonly flowsBroken: number;
  /** In view: a row of several sets is looked at with these. */
  readonly flags: number | null;
  /** Values of the new side, or of the old one for a state that only it has. */
  readonly selection: RequestPair | null;
  readonly onSelect: (request: ComparedRequest) => void;
}

export const Differences = memo(function Differences(props: DifferencesProps) {
  const { difference, flowsBroken, flags, selection, onSelect } = props;
  const [isFiltered, setFiltered] = useState(false);
  const [chosen, setChosen] = useState<string | null>(null);
  const all = useMemo(() => toDifferenceGroups(difference), [difference]);
  const summary = useMemo(
    () => toDifferenceSummary(difference, all, flowsBroken),
    [difference, all, flowsBroken],
  );
  const canFilter = difference.flagSets.length > 1 && difference.flagSets.includes(flags);
  const inView = canFilter && isFiltered ? flags : null;
  const groups = useMemo(() => toDifferenceGroups(difference, inView), [difference, inView]);
  const rows = groups.flatMap((group) => group.rows);
  const selected = findSelected(rows, selection, flags, chosen);
  return (
    <div className={styles.differences}>
      <div className={styles.head}>
        <Summary summary={summary} />
        {canFilter && all.length > 0 && (
          <FlagFilter flags={flags ?? 0} isFiltered={isFiltered} onFilter={setFiltered} />
        )}
      </div>
      {rows.length === 0 && summary.compatibility !== 'same' && (
        <p className={styles.note}>
          {inView === null ? say('none') : say('none-in-view', { flags: inView })}
        </p>
      )}
      <RowList
        groups={groups}
        old={difference.a.id}
        selected={selected?.key ?? null}
        onSelect={(row) => {
          setChosen(row.key);
          onSelect(getRequestInView(row, flags));
        }}
      />
    </div>
  );
});

const AS_CHANGE = { same: 'kept', additive: 'added', breaking: 'removed' } as const;

function Summary({ summary }: { summary: DifferenceSummary }) {
  const { compatibility, verdict, why, counts, notes } = summary;
  return (
    <div className={styles.account}>
      <div data-sides>
        <p className={styles.summary} data-change={AS_CHANGE[compatibility]}>
          <strong>{verdict}</strong> <Prose text={why} />
        </p>
        {counts && <p className={styles.counts}>{counts}</p>}
      </div>
      {notes.length > 0 && (
        <ul className={styles.notes}>
          {notes.map((note) => (
            <li key={note}>
              <Prose text={note} />
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

interface FlagFilterProps {
  readonly flags: number;
  readonly isFiltered: boolean;
  readonly onFilter: (isFiltered: boolean) => void;
}

function FlagFilter({ flags, isFiltered, onFilter }: FlagFilterProps) {
  return (
    <fieldset className={styles.filter}>
      <legend className="hidden">Differences of which flags</legend>
      <button
        type="button"
        className={styles.choice}
        aria-pressed={!isFiltered}
        onClick={() => onFilter(false)}
      >
        All flags
      </button>
      <button
        type="button"
        className={styles.choice}
        aria-pressed={isFiltered}
        onClick={() => onFilter(true)}
      >
        Flags {flags} only
      </button>
    </fieldset>
  );
}

interface RowListProps {
  readonly groups: readonly DifferenceGroup[];
  /** Id of the old side. */
  readonly old: string;
  /** Key of the row to mark. */
  readonly selected: string | null;
  readonly onSelect: (row: DifferenceRow) => void;
}

const STEPS: Readonly<Record<string, number>> = { ArrowUp: -1, ArrowDown: 1, Home: -999, End: 999 };

/** One stop of the tab key: arrow keys go from row to row, across the groups. */
function RowList({ groups, old, selected, onSelect }: RowListProps) {
  const list = useRef<HTMLDivElement>(null);
  const [focused, setFocused] = useState<string | null>(null);
  const [isOpen, setIsOpen] = useState(false);
  const isShown = ({ isSilent, key }: DifferenceRow) => isOpen || !isSilent || key === selected;
  const keys = groups.flatMap((group) => group.rows.filter(isShown).map(({ key }) => key));
  const entry = [focused, selected].find((key) => key !== null && keys.includes(key)) ?? keys[0];
  const move = (event: KeyboardEvent, key: string) => {
    const step = STEPS[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const index = Math.min(keys.length - 1, Math.max(0, keys.indexOf(key) + step));
    list.current?.querySelectorAll<HTMLElement>('[data-row]')[index]?.focus();
  };
  return (
    <div ref={list} className={styles.groups}>
      {groups.map(({ change, rows, count, breaking }) => (
        <section key={change} data-change={change}>
          <h3 className={styles.title}>
            {GROUPS[change]} <span>{count}</span>
            {breaking > 0 && breaking < count && <span>, {breaking} breaking</span>}
          </h3>
          <ul className={styles.rows} aria-label={GROUPS[change]}>
            {rows.filter(isShown).map((row) => (
              <li key={row.key}>
                <Row
                  row={row}
                  isEntry={row.key === entry}
                  isSelected={row.key === selected}
                  onSelect={onSelect}
                  onMove={(event) => move(event, row.key)}
                  onEnter={() => setFocused(row.key)}
                />
              </li>
            ))}
          </ul>
          <Fold rows={rows} old={old} isOpen={isOpen} onToggle={() => setIsOpen(!isOpen)} />
        </section>
      ))}
    </div>
  );
}

interface FoldProps {
  readonly rows: readonly DifferenceRow[];
  readonly old: string;
  readonly isOpen: boolean;
  readonly onToggle: () => void;
}

/** Opens and closes what the old side does not mention. */
function Fold({ rows, old, isOpen, onToggle }: FoldProps) {
  const n = rows.filter(({ isSilent }) => isSilent).length;
  if (n === 0) return null;
  return (
    <button type="button" className={styles.fold} aria-expanded={isOpen} onClick={onToggle}>
      <span aria-hidden="true">{isOpen ? '▾' : '▸'}</span> {say('silence-refused', { n, a: old })}
    </button>
  );
}

interface RowProps {
  readonly row: DifferenceRow;
  readonly isEntry: boolean;
  readonly isSelected: boolean;
  readonly onSelect: (row: DifferenceRow) => void;
  readonly onMove: (event: KeyboardEvent) => void;
  readonly onEnter: () => void;
}

function Row({ row, isEntry, isSelected, onSelect, onMove, onEnter }: RowProps) {
  const { change, breaks, request, oldRequest, was, is, flags } = row;
  return (
    <button
      type="button"
      className={styles.row}
      data-row={change}
      tabIndex={isEntry ? 0 : -1}
      aria-current={isSelected || undefined}
      onClick={() => onSelect(row)}
      onKeyDown={onMove}
      onFocus={onEnter}
    >
      <span className={styles.sign} aria-hidden="true">
        {CHANGES[change].sign}
      </span>
      <code className={styles.request}>
        <Prose text={request} />
      </code>
      <span className={styles.aside}>
        {breaks && <b className={styles.breaks}>breaking</b>} {flags}
      </span>
      <span className={styles.becomes}>
        {oldRequest && (
          <>
            <code>
              <Prose text={oldRequest} />
            </code>{' '}
          </>
        )}
        <Prose text={was} />
        <span className="hidden"> becomes </span>
        <span aria-hidden="true"> → </span>
        <span className={styles.now}>
          <Prose text={is} />
        </span>
      </span>
    </button>
  );
}
