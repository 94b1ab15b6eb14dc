/** A flow told in full, one side beside the other. */

import { useMemo } from 'react';
import { VERDICT_SIGNS } from '../../ui/verdict-sign.ts';
import { Prose } from '../comparison/Prose.tsx';
import styles from './FlowTold.module.css';
import type { FlowSide, StepLine } from './flow-detail.ts';
import { toFlowDetail } from './flow-detail.ts';
import { DETAIL_WORDS } from './flow-pair-words.ts';
import type { FlowRow } from './flow-row.ts';

export function FlowTold({ row }: { row: FlowRow }) {
  const { account, condition, sides, sources } = useMemo(() => toFlowDetail(row), [row]);
  return (
    <div className={styles.told}>
      <p>{account}</p>
      {condition && <p>{condition}</p>}
      <div className={styles.sides} data-count={sides.length}>
        {sides.map((side) => (
          <Side key={side.name} side={side} />
        ))}
      </div>
      {sources.map(({ text, address, derived }) => (
        <p key={text} className={styles.source}>
          {derived} {DETAIL_WORDS.source}{' '}
          {address === null ? (
            text
          ) : (
            <a href={address} target="_blank" rel="noreferrer">
              {text}
            </a>
          )}
        </p>
      ))}
    </div>
  );
}

function Side({ side: { name, flags, steps, afterwards, end } }: { side: FlowSide }) {
  return (
    <div className={styles.side}>
      <h3>
        <Prose text={DETAIL_WORDS.side(name, flags)} />
      </h3>
      <Steps label={DETAIL_WORDS.steps(name)} steps={steps} />
      {afterwards && <p>{afterwards.intro}</p>}
      {afterwards && afterwards.steps.length > 0 && (
        <Steps label={DETAIL_WORDS.afterwards(name)} steps={afterwards.steps} />
      )}
      <p className={styles.end}>{end}</p>
    </div>
  );
}

function Steps({ label, steps }: { label: string; steps: readonly StepLine[] }) {
  return (
    <ol className={styles.steps} aria-label={label}>
      {steps.map(({ key, number, trigger, request, kind, text }) => (
        <li key={key} value={number ?? undefined} data-unasked={number === null || undefined}>
          <span className={styles.trigger}>{trigger}</span>{' '}
          {request && (
            <code>
              <Prose text={request} />
            </code>
          )}{' '}
          <span className={styles.outcome} data-verdict={kind ?? undefined}>
            {kind && <span aria-hidden="true">{VERDICT_SIGNS[kind]} </span>}
            <Prose text={text} />
          </span>
        </li>
      ))}
    </ol>
  );
}
