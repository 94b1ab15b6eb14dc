/** Which findings there are on which rule set: findings are the rows, rule sets the columns; a cell leads to the first of its findings. */

import type { CSSProperties, KeyboardEvent, MouseEvent } from 'react';
import { memo, useMemo, useRef, useState } from 'react';
import type { FindingMatrix, MatrixCell } from '../../judge/catalogue/finding-matrix.ts';
import { getCell } from '../../judge/catalogue/finding-matrix.ts';
import { FINDINGS } from '../../judge/catalogue/finding-table.ts';
import { FINDING_WORDS, formatSeverityCount, SEVERITY_WORDS } from '../../judge/catalogue/finding-words.ts';
import type { RuleSet } from '../../protocol/rule-sets/rule-set.ts';
import type { Finding, FindingId } from '../../protocol/trace/finding.ts';
import { SEVERITIES } from '../../protocol/trace/finding.ts';
import styles from './FindingTable.module.css';
import type { GridPlace } from './finding-grid.ts';
import { moveInGrid } from './finding-grid.ts';
import { SeveritySign } from './Severity.tsx';

interface FindingTableProps {
  readonly matrix: FindingMatrix;
  /** Id of the rule set in view. */
  readonly current: string;
  /** The address of a finding in its rule set, for another tab. */
  readonly toAddress: (ruleSet: RuleSet, finding: Finding) => string;
  /** Goes there on this page. */
  readonly onOpen: (ruleSet: RuleSet, finding: Finding) => void;
}

type Column = FindingMatrix['rows'][number];

const GENERATIONS = ['v1', 'v2'] as const;

export const FindingTable = memo(function FindingTable(props: FindingTableProps) {
  const { matrix, current, toAddress, onOpen } = props;
  const { ids } = matrix;
  const table = useRef<HTMLTableElement>(null);
  /** Those of v1 first: they share a heading. */
  const columns = useMemo(
    () => GENERATIONS.flatMap((each) => matrix.rows.filter(({ ruleSet }) => ruleSet.generation === each)),
    [matrix],
  );
  const filled = useMemo(
    () => ids.map((id) => columns.flatMap((column, index) => (getCell(column, id) ? [index] : []))),
    [ids, columns],
  );
  const [wanted, setEntry] = useState<GridPlace | null>(null);
  const entry = wanted && filled[wanted[0]]?.includes(wanted[1]) ? wanted : getFirst(filled);

  const move = (event: KeyboardEvent, at: GridPlace) => {
    const next = moveInGrid(filled, at, event.key);
    if (!next) return;
    event.preventDefault();
    setEntry(next);
    table.current?.querySelector<HTMLElement>(`[data-at="${next.join()}"]`)?.focus();
  };

  return (
    <table
      ref={table}
      className={styles.table}
      aria-label={FINDING_WORDS.table}
      style={{ '--columns': columns.length } as CSSProperties}
    >
      <caption>
        {SEVERITIES.map((severity) => (
          <span key={severity} className={styles.legend}>
            <SeveritySign severity={severity} /> {SEVERITY_WORDS[severity][0]}
          </span>
        ))}
        <span className={styles.legend}>
          <span aria-hidden="true">·</span> {FINDING_WORDS.none}
        </span>
      </caption>
      <Head columns={columns} current={current} />
      <tbody>
        {ids.map((id, row) => (
          <tr key={id}>
            <th scope="row" title={`${id}. ${FINDINGS[id].account}`}>
              {FINDINGS[id].title}
            </th>
            {columns.map((column, index) => {
              const cell = getCell(column, id);
              return (
                <td key={column.ruleSet.id} data-current={column.ruleSet.id === current || undefined}>
                  {cell ? (
                    <CellLink
                      ruleSet={column.ruleSet}
                      cell={cell}
                      at={[row, index]}
                      isEntry={entry?.[0] === row && entry[1] === index}
                      toAddress={toAddress}
                      onOpen={onOpen}
                      onMove={move}
                      onEnter={setEntry}
                    />
                  ) : (
                    <EmptyCell id={id} ruleSet={column.ruleSet} />
                  )}
                </td>
              );
            })}
          </tr>
        ))}
      </tbody>
    </table>
  );
});

interface HeadProps {
  readonly columns: readonly Column[];
  readonly current: string;
}

function Head({ columns, current }: HeadProps) {
  const groups = GENERATIONS.map((generation) => ({
    generation,
    size: columns.filter(({ ruleSet }) => ruleSet.generation === generation).length,
  })).filter(({ size }) => size > 0);
  return (
    <thead>
      <tr>
        <td className={styles.corner} />
        {groups.map(({ generation, size }) => (
          <th key={generation} scope="colgroup" colSpan={size} className={styles.protocol}>
            {FINDING_WORDS.protocols[generation]}
          </th>
        ))}
      </tr>
      <tr>
        <th scope="col" className={styles.corner}>
          {FINDING_WORDS.finding}
        </th>
        {columns.map(({ ruleSet: { id, title } }) => (
          <th
            key={id}
            scope="col"
            className={styles.head}
            title={title}
            aria-current={id === current ? 'true' : undefined}
          >
            <span>{id}</span>
          </th>
        ))}
      </tr>
    </thead>
  );
}

/** Looked for and not found; or not to be looked for, because the finding is one of the other protocol. */
function EmptyCell({ id, ruleSet }: { id: FindingId; ruleSet: RuleSet }) {
  const isOther = GENERATIONS.some((each) => each !== ruleSet.generation && id.startsWith(`${each}.`));
  return (
    <span className={styles.none}>
      {!isOther && <span aria-hidden="true">·</span>}
      <span className="hidden">{isOther ? FINDING_WORDS.other : FINDING_WORDS.none}</span>
    </span>
  );
}

function getFirst(filled: readonly (readonly number[])[]): GridPlace | undefined {
  const row = filled.findIndex(({ length }) => length > 0);
  const column = filled[row]?.[0];
  return column === undefined ? undefined : [row, column];
}

interface CellLinkProps extends Pick<FindingTableProps, 'toAddress' | 'onOpen'> {
  readonly ruleSet: RuleSet;
  readonly cell: MatrixCell;
  readonly at: GridPlace;
  readonly isEntry: boolean;
  readonly onMove: (event: KeyboardEvent, at: GridPlace) => void;
  readonly onEnter: (at: GridPlace) => void;
}

function CellLink({ ruleSet, cell, at, isEntry, toAddress, onOpen, onMove, onEnter }: CellLinkProps) {
  const { id, count, severity, findings } = cell;
  const [first] = findings;
  if (!first) return null;
  const open = (event: MouseEvent) => {
    // With a key held down the browser opens the address in another tab.
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    onOpen(ruleSet, first);
  };
  return (
    <a
      href={toAddress(ruleSet, first)}
      className={styles.cell}
      data-at={at.join()}
      tabIndex={isEntry ? 0 : -1}
      aria-label={`${ruleSet.id}, ${FINDINGS[id].title}: ${formatSeverityCount(severity, count)}`}
      onClick={open}
      onKeyDown={(event) => onMove(event, at)}
      onFocus={() => onEnter(at)}
    >
      <SeveritySign severity={severity} />
      <span>{count}</span>
    </a>
  );
}
