/** What a client asks, on both sides: which flows pass, which fail where, and what becomes of each. */

import { memo, useMemo } from 'react';
import type { FlowRun } from '../../protocol/clients/flow-run.ts';
import type { RuleSet } from '../../protocol/rule-sets/rule-set.ts';
import { announce } from '../../ui/attention/announce.ts';
import { readShown } from '../../ui/attention/read-shown.ts';
import { Prose } from '../comparison/Prose.tsx';
import type { ClientChoice } from './client-choice.ts';
import { findOffered, listClientOptions } from './client-choice.ts';
import { FlowEntry } from './FlowEntry.tsx';
import styles from './FlowPairs.module.css';
import type { FlowGroup } from './flow-group.ts';
import { formatGroupCounts, toFlowGroups } from './flow-group.ts';
import { CLIENT_WORDS, FLOW_WORDS } from './flow-pair-words.ts';

interface FlowPairsProps {
  readonly a: RuleSet;
  readonly b: RuleSet;
  /** In view: a flow is played with these, where it has them. */
  readonly flags: number | null;
  readonly choice: ClientChoice;
  readonly onChoice: (choice: ClientChoice) => void;
  readonly onPlay: (run: FlowRun) => void;
}

export const FlowPairs = memo(function FlowPairs(props: FlowPairsProps) {
  const { a, b, flags, choice, onChoice, onPlay } = props;
  const options = useMemo(() => listClientOptions(a, b), [a, b]);
  const chosen = findOffered(choice, a, b);
  const groups = useMemo(() => toFlowGroups(a, b, flags, chosen), [a, b, flags, chosen]);
  const [only] = groups.length === 1 ? groups : [];
  return (
    <div className={styles.flows}>
      <label className={styles.client}>
        {CLIENT_WORDS.label}
        <select
          value={chosen}
          onChange={({ target }) => {
            onChoice(target.value as ClientChoice);
            announce(() => readShown('[data-flow-counts]'));
          }}
        >
          {options.map(({ value, text }) => (
            <option key={value} value={value}>
              {text}
            </option>
          ))}
        </select>
      </label>
      <p className={styles.counts} data-flow-counts>
        <Prose text={formatGroupCounts(a, b, groups)} />
        {only?.isDerived && <> {CLIENT_WORDS.derived}</>}
      </p>
      {only && (
        <details className={styles.account}>
          <summary>{CLIENT_WORDS.account}</summary>
          {only.accounts.map((account) => (
            <p key={account}>
              <Prose text={account} />
            </p>
          ))}
        </details>
      )}
      <table className={styles.table} aria-label={FLOW_WORDS.table}>
        <thead>
          <tr>
            <th scope="col">{FLOW_WORDS.flow}</th>
            <SideHeading word="Old" ruleSet={a} />
            <SideHeading word="New" ruleSet={b} />
          </tr>
        </thead>
        {groups.map((group) => (
          <Group key={group.key} group={group} isNamed={chosen === 'all'} onPlay={onPlay} />
        ))}
      </table>
    </div>
  );
});

function SideHeading({ word, ruleSet }: { word: string; ruleSet: RuleSet }) {
  return (
    <th scope="col" title={ruleSet.title}>
      {word}{' '}
      <code>
        <Prose text={ruleSet.id} />
      </code>
    </th>
  );
}

interface GroupProps {
  readonly group: FlowGroup;
  /** True where several clients stand in the table. */
  readonly isNamed: boolean;
  readonly onPlay: (run: FlowRun) => void;
}

function Group({ group: { title, counts, isDerived, rows, impossible }, isNamed, onPlay }: GroupProps) {
  return (
    <tbody>
      {isNamed && (
        <tr className={styles.group}>
          <th scope="rowgroup" colSpan={3}>
            {title} <span className={styles.flags}>{counts}</span>
            {isDerived && <span className={styles.note}>{CLIENT_WORDS.derived}</span>}
          </th>
        </tr>
      )}
      {rows.map((row) => (
        <FlowEntry key={row.key} row={row} onPlay={onPlay} />
      ))}
      {impossible.map(({ flow, flagSets, why }) => (
        <tr key={flow} data-same>
          <th scope="row">
            <span className={styles.flow}>{flow}</span>
            <span className={styles.change}>{FLOW_WORDS.impossible}</span>{' '}
            <span className={styles.flags}>with flags {flagSets.join(', ')}</span>
          </th>
          <td className={styles.none} colSpan={2}>
            {why}
          </td>
        </tr>
      ))}
    </tbody>
  );
}
