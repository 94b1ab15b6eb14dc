/** Faults to arm on the next request, and the reset. */

import { memo } from 'react';
import type { Errno, Fault } from '../../protocol/trace/trace.ts';
import { ERRNOS } from '../../protocol/trace/trace.ts';
import styles from './Faults.module.css';
import { FAULT_CHOICES, FAULT_WORDS } from './request-words.ts';

type Choice = keyof typeof FAULT_CHOICES;

const CHOICES: readonly Choice[] = ['none', 'declined', 'faulted', 'stays', 'faults'];

const toChoice = (fault: Fault | null): Choice =>
  fault === null ? 'none' : fault.kind === 'corrupt' ? fault.device : fault.kind;

function toFault(choice: Choice, arc: number, errno: Errno): Fault | null {
  switch (choice) {
    case 'none':
      return null;
    case 'declined':
      return { kind: 'declined', arc, errno };
    case 'faulted':
      return { kind: 'faulted', arc };
    case 'stays':
    case 'faults':
      return { kind: 'corrupt', device: choice };
  }
}

interface FaultsProps {
  readonly armed: Fault | null;
  /** The most arcs a request can have under these rules. */
  readonly mostArcs: number;
  readonly onArm: (fault: Fault | null) => void;
  readonly onReset: () => void;
}

export const Faults = memo(function Faults({ armed, mostArcs, onArm, onReset }: FaultsProps) {
  const choice = toChoice(armed);
  const arc = armed && armed.kind !== 'corrupt' ? armed.arc : 1;
  const errno = armed?.kind === 'declined' ? armed.errno : 'EBUSY';
  return (
    <div className={styles.faults}>
      <label className={styles.field}>
        <span>{FAULT_WORDS.next}</span>
        <select value={choice} onChange={(event) => onArm(toFault(event.target.value as Choice, arc, errno))}>
          {CHOICES.map((id) => (
            <option key={id} value={id}>
              {FAULT_CHOICES[id]}
            </option>
          ))}
        </select>
      </label>
      {choice === 'declined' && (
        <label className={styles.field}>
          <span>{FAULT_WORDS.errno}</span>
          <select
            value={errno}
            onChange={(event) => onArm(toFault(choice, arc, event.target.value as Errno))}
          >
            {ERRNOS.map((name) => (
              <option key={name}>{name}</option>
            ))}
          </select>
        </label>
      )}
      {(choice === 'declined' || choice === 'faulted') && mostArcs > 1 && (
        <label className={styles.field}>
          <span>{FAULT_WORDS.arc}</span>
          <select value={arc} onChange={(event) => onArm(toFault(choice, Number(event.target.value), errno))}>
            {Array.from({ length: mostArcs }, (_, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the number is the option
              <option key={index} value={index + 1}>
                {index + 1}
              </option>
            ))}
          </select>
        </label>
      )}
      <p className={styles.armed} data-armed={armed !== null || undefined}>
        {armed === null ? FAULT_WORDS.notArmed : FAULT_WORDS.armed}
      </p>
      <button type="button" className={styles.reset} onClick={onReset}>
        {FAULT_WORDS.reset}
      </button>
    </div>
  );
});
