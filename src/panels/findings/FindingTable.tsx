/** Which findings there are on which rule set, as a table; a cell opens the first of its findings. */

import type { KeyboardEvent } from 'react';
import { memo, useMemo, useRef, useState } from 'react';
import type { FindingMatrix, MatrixCell } from '../../judge/catalogue/finding-matrix.ts';
import { getCell } from '../../judge/catalogue/finding-matrix.ts';
import { FINDINGS } from '../../judge/catalogue/finding-table.ts';
import { FINDING_WORDS, formatSeverityCount, SEVERITY_WORDS } from '../../judge/catalogue/finding-words.ts';
import type { RuleSet } from '../../protocol/rule-sets/rule-set.ts';
import type { Finding } from '../../protocol/trace/finding.ts';
import { SEVERITIES } from '../../protocol/trace/finding.ts';
import styles from './FindingTable.module.css';
import type { GridPlace } from './finding-grid.ts';
import { moveInGrid } from './finding-grid.ts';
import { SeveritySign } from './Severity.tsx';

interface FindingTableProps {
  readonly matrix: FindingMatrix;
  /** Id of the rule set in view. */
  readonly current: string;
  readonly onOpen: (ruleSet: RuleSet, finding: Finding) => void;
}

export const FindingTable = memo(function FindingTable({ matrix, current, onOpen }: FindingTableProps) {
  const { ids, rows } = matrix;
  const table = useRef<HTMLTableElement>(null);
  const columns = useMemo(
    () => rows.map((row) => ids.flatMap((id, column) => (getCell(row, id) ? [column] : []))),
    [ids, rows],
  );
  const [wanted, setEntry] = useState<GridPlace | null>(null);
  const entry = wanted && columns[wanted[0]]?.includes(wanted[1]) ? wanted : getFirst(columns);

  const move = (event: KeyboardEvent, at: GridPlace) => {
    const next = moveInGrid(columns, at, event.key);
    if (!next) return;
    event.preventDefault();
    setEntry(next);
    table.current?.querySelector<HTMLElement>(`[data-at="${next.join()}"]`)?.focus();
  };

  return (
    <table ref={table} className={styles.table} aria-label={FINDING_WORDS.table}>
      <caption>
        {SEVERITIES.map((severity) => (
          <span key={severity} className={styles.legend}>
            <SeveritySign severity={severity} /> {SEVERITY_WORDS[severity][0]}
          </span>
        ))}
      </caption>
      <thead>
        <tr>
          <th scope="col" className={styles.corner}>
            {FINDING_WORDS.ruleSet}
          </th>
          {ids.map((id) => (
            <th key={id} scope="col" className={styles.head} title={`${id}. ${FINDINGS[id].account}`}>
              <span>{FINDINGS[id].title}</span>
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row, rowIndex) => (
          <tr key={row.ruleSet.id} aria-current={row.ruleSet.id === current ? 'true' : undefined}>
            <th scope="row" title={row.ruleSet.title}>
              {row.ruleSet.id}
            </th>
            {ids.map((id, column) => {
              const cell = getCell(row, id);
              const at = [rowIndex, column] as const;
              return (
                <td key={id}>
                  {cell ? (
                    <CellButton
                      ruleSet={row.ruleSet}
                      cell={cell}
                      at={at}
                      isEntry={entry?.[0] === rowIndex && entry[1] === column}
                      onOpen={onOpen}
                      onMove={move}
                      onEnter={setEntry}
                    />
                  ) : (
                    <span className={styles.none}>
                      <span aria-hidden="true">·</span>
                      <span className="hidden">{FINDING_WORDS.none}</span>
                    </span>
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

function getFirst(columns: readonly (readonly number[])[]): GridPlace | undefined {
  const row = columns.findIndex(({ length }) => length > 0);
  const column = columns[row]?.[0];
  return column === undefined ? undefined : [row, column];
}

interface CellButtonProps {
  readonly ruleSet: RuleSet;
  readonly cell: MatrixCell;
  readonly at: GridPlace;
  readonly isEntry: boolean;
  readonly onOpen: (ruleSet: RuleSet, finding: Finding) => void;
  readonly onMove: (event: KeyboardEvent, at: GridPlace) => void;
  readonly onEnter: (at: GridPlace) => void;
}

function CellButton({ ruleSet, cell, at, isEntry, onOpen, onMove, onEnter }: CellButtonProps) {
  const { id, count, severity, findings } = cell;
  const [first] = findings;
  return (
    <button
      type="button"
      className={styles.cell}
      data-at={at.join()}
      tabIndex={isEntry ? 0 : -1}
      aria-label={`${ruleSet.id}, ${FINDINGS[id].title}: ${formatSeverityCount(severity, count)}`}
      onClick={() => first && onOpen(ruleSet, first)}
      onKeyDown={(event) => onMove(event, at)}
      onFocus={() => onEnter(at)}
    >
      <SeveritySign severity={severity} />
      {count}
    </button>
  );
}
