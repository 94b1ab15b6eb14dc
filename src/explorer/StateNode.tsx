/** A state on the canvas: a button that asks for it. */

import type { NodeProps } from '@xyflow/react';
import { Handle, Position } from '@xyflow/react';
import { memo } from 'react';
import { useCanvas } from './canvas-context.tsx';
import type { StateNode as StateNodeType } from './flow.ts';
import { StateName } from './StateName.tsx';
import styles from './StateNode.module.css';
import { describeState, formatStateName, getSigns } from './sentence.ts';
import { SIGNS } from './sign.ts';

const ARROWS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

export const StateNode = memo(function StateNode({ data }: NodeProps<StateNodeType>) {
  const { node, isCurrent, wanted, isPassed } = data;
  const { state, presence } = node;
  const { ask, explain, look, focusNear } = useCanvas();
  const note = isCurrent ? 'Current state.' : presence === 'merged' ? 'The flags merge this state away.' : '';
  return (
    <>
      <Handle type="target" position={Position.Top} isConnectable={false} className={styles.handle} />
      <button
        type="button"
        className={`${styles.node} nopan nodrag`}
        data-value={state.value}
        data-kind={state.kind}
        data-presence={presence}
        data-wanted={wanted ?? undefined}
        data-passed={isPassed || undefined}
        data-small={node.isSmall || undefined}
        data-long={state.name.length > 17 || undefined}
        aria-label={formatStateName(state)}
        aria-description={`${describeState(state)} ${note}`}
        aria-current={isCurrent ? 'true' : undefined}
        onClick={() => ask(state.value)}
        onPointerEnter={(event) => event.pointerType === 'mouse' && look(state.value)}
        onPointerLeave={() => look(null)}
        onFocus={(event) => event.currentTarget.matches(':focus-visible') && look(state.value)}
        onBlur={() => look(null)}
        onKeyDown={(event) => {
          const arrow = ARROWS[event.key];
          if (arrow) {
            event.preventDefault();
            focusNear(state.value, arrow);
          } else if (event.key === 'e') {
            event.stopPropagation();
            explain(null, state.value);
          }
        }}
      >
        <span className={styles.name}>
          <StateName name={state.name} />
        </span>
        <span className={styles.line}>
          {state.name !== state.digits && <code className={styles.digits}>{state.digits}</code>}
          {!(node.isSmall && state.kind === 'valid') && (
            <span className={styles.role}>{presence === 'merged' ? 'merged away' : state.role}</span>
          )}
        </span>
        {state.kind === 'valid' && !node.isSmall && (
          <span className={styles.signs}>
            {getSigns(state).map(({ word, may }) => (
              <span key={word} data-may={may}>
                {word}
              </span>
            ))}
          </span>
        )}
        {wanted && (
          <span className={styles.wanted} data-verdict={wanted}>
            {SIGNS[wanted]}
          </span>
        )}
      </button>
      <Handle type="source" position={Position.Bottom} isConnectable={false} className={styles.handle} />
    </>
  );
});
