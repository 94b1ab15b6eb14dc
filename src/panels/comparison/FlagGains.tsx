/** The sets of migration_flags side by side, and what each adds: states, requests, other paths, arcs for the driver. */

import { memo, useId, useMemo, useState } from 'react';
import type { V2RuleSet } from '../../protocol/rule-sets/rule-set.ts';
import type { RequestPair } from '../../protocol/state/request-pair.ts';
import styles from './FlagGains.module.css';
import type { GainCell, GainColumn, GainItem, GainLine } from './gain-line.ts';
import { toGainColumns, toGainLines } from './gain-line.ts';

interface FlagGainsProps {
  readonly ruleSet: V2RuleSet;
  /** In view. */
  readonly flags: number;
  readonly onFlags: (flags: number) => void;
  /** A request of a list; the flags of its column are set before. */
  readonly onSelect: (request: RequestPair) => void;
}

type Open = readonly [id: GainLine['id'], flags: number];

export const FlagGains = memo(function FlagGains({ ruleSet, flags, onFlags, onSelect }: FlagGainsProps) {
  const columns = useMemo(() => toGainColumns(ruleSet), [ruleSet]);
  const lines = useMemo(() => toGainLines(ruleSet), [ruleSet]);
  const [open, setOpen] = useState<Open | null>(null);
  const list = useId();
  const opened = lines.find(({ id }) => id === open?.[0])?.cells.find((cell) => cell.flags === open?.[1]);
  const select = ({ from, to }: GainItem) => {
    if (opened && opened.flags !== flags) onFlags(opened.flags);
    onSelect({ from, to });
  };
  return (
    <div className={styles.gains}>
      <div className={styles.both}>
        <table className={styles.table} aria-label="What each set of flags adds">
          <thead>
            <tr>
              <th scope="col">Flags</th>
              {columns.map((column) => (
                <ColumnHead
                  key={column.flags}
                  column={column}
                  isInView={column.flags === flags}
                  onFlags={onFlags}
                />
              ))}
            </tr>
          </thead>
          <tbody>
            <tr>
              <th scope="row">States</th>
              {columns.map(({ flags: set, states }) => (
                <td key={set} data-current={set === flags || undefined}>
                  {states.map((state) => (
                    <code key={state} className={styles.state}>
                      <BrokenName name={state} />
                    </code>
                  ))}
                </td>
              ))}
            </tr>
            {lines.map(({ id, title, cells }) => (
              <tr key={id}>
                <th scope="row">{title}</th>
                {cells.map((cell) => (
                  <td key={cell.flags} data-current={cell.flags === flags || undefined}>
                    <Count
                      cell={cell}
                      list={list}
                      isOpen={cell === opened}
                      onOpen={(isOpen) => setOpen(isOpen ? [id, cell.flags] : null)}
                    />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
        <div id={list}>
          {opened && (
            <>
              <h3 className={styles.title}>{opened.sentence}</h3>
              <ul className={styles.list}>
                {opened.items.map((item) => (
                  <li key={item.request}>
                    <button type="button" className={styles.item} onClick={() => select(item)}>
                      <code>{item.request}</code> <span className={styles.way}>{item.way}</span>
                    </button>
                  </li>
                ))}
              </ul>
            </>
          )}
        </div>
      </div>
    </div>
  );
});

interface ColumnHeadProps {
  readonly column: GainColumn;
  readonly isInView: boolean;
  readonly onFlags: (flags: number) => void;
}

function ColumnHead({ column: { flags, names, base }, isInView, onFlags }: ColumnHeadProps) {
  return (
    <th scope="col" data-current={isInView || undefined}>
      <button
        type="button"
        className={styles.flags}
        aria-pressed={isInView}
        aria-label={`Flags ${flags} ${names.join(' ')}`}
        onClick={() => onFlags(flags)}
      >
        <b>{flags}</b>
        {names.map((name) => (
          <span key={name} className={styles.name}>
            {name}{' '}
          </span>
        ))}
      </button>
      <span className={styles.base}>{base === null ? 'has' : `adds to ${base}`}</span>
    </th>
  );
}

interface CountProps {
  readonly cell: GainCell;
  /** Id of the list that it opens. */
  readonly list: string;
  readonly isOpen: boolean;
  readonly onOpen: (isOpen: boolean) => void;
}

function Count({ cell: { text, total, sentence }, list, isOpen, onOpen }: CountProps) {
  if (!text)
    return (
      <span className={styles.nothing}>
        <span aria-hidden="true">–</span>
        <span className="hidden">none</span>
      </span>
    );
  return (
    <>
      <button
        type="button"
        className={styles.count}
        aria-expanded={isOpen}
        aria-controls={list}
        aria-label={`${text}: ${sentence}`}
        onClick={() => onOpen(!isOpen)}
      >
        {text}
      </button>
      {total !== null && <span className={styles.total}>= {total}</span>}
    </>
  );
}

/** A name that may break only where the kernel's words join. */
function BrokenName({ name }: { name: string }) {
  return name.split(/(?=_P2P)|(?=_COPY)/).map((part, index) => (
    <span key={part}>
      {index > 0 && <wbr />}
      {part}
    </span>
  ));
}
