/** The head of the lock-step: which side is which. */

import type { RuleSet } from '../../protocol/rule-sets/rule-set.ts';
import { Prose } from '../comparison/Prose.tsx';
import styles from './LockStepList.module.css';
import type { LockStep } from './lock-step.ts';

export function LockStepHead({ lockStep: { a, b, flagsA, flagsB } }: { lockStep: LockStep }) {
  return (
    <thead>
      <tr>
        <th scope="col">Step</th>
        <SideHead word="Old" ruleSet={a} flags={flagsA} />
        <SideHead word="New" ruleSet={b} flags={flagsB} />
      </tr>
    </thead>
  );
}

function SideHead({ word, ruleSet, flags }: { word: string; ruleSet: RuleSet; flags: number | null }) {
  return (
    <th scope="col" title={ruleSet.title}>
      {word}{' '}
      <code>
        <Prose text={ruleSet.id} />
      </code>
      {flags !== null && <span className={styles.flags}> flags {flags}</span>}
    </th>
  );
}
