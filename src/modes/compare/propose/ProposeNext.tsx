/** The list of next states, in the cell that it is for. */

import { useLayoutEffect, useRef } from 'react';
import type { V2RuleSet } from '../../../protocol/rule-sets/rule-set.ts';
import type { DraftCell } from './draft-table.ts';
import { listDraftStates } from './draft-table.ts';
import styles from './ProposeTable.module.css';

interface ProposeNextProps {
  readonly ruleSet: V2RuleSet;
  readonly cell: DraftCell;
  readonly onChoose: (next: number) => void;
  /** True where the focus has gone elsewhere by itself. */
  readonly onClose: (isLeft: boolean) => void;
}

export function ProposeNext({ ruleSet, cell, onChoose, onClose }: ProposeNextProps) {
  const list = useRef<HTMLSelectElement>(null);
  const states = listDraftStates(ruleSet);
  useLayoutEffect(() => {
    list.current?.focus();
    try {
      list.current?.showPicker();
    } catch {
      // Where the browser does not open it, arrows and letters choose all the same.
    }
  }, []);
  return (
    <select
      ref={list}
      className={styles.next}
      aria-label={`Next state of ${cell.from.name} > ${cell.to.name}`}
      value={states.find(({ name }) => name === cell.entry)?.value}
      onChange={(event) => onChoose(Number(event.target.value))}
      onBlur={() => onClose(true)}
      onKeyDown={(event) => {
        event.stopPropagation();
        if (event.key !== 'Escape' && event.key !== 'Enter') return;
        event.preventDefault();
        onClose(false);
      }}
    >
      {states.map(({ value, name }) => (
        <option key={value} value={value}>
          {value} {name}
        </option>
      ))}
    </select>
  );
}
