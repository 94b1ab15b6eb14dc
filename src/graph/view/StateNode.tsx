/** A state on the canvas: a button that asks for it. */

import type { NodeProps } from '@xyflow/react';
import { Handle, Position } from '@xyflow/react';
import { memo, useLayoutEffect, useRef } from 'react';
import { VERDICT_SIGNS } from '../../ui/verdict-sign.ts';
import type { StateNode as StateNodeType } from '../picture/flow.ts';
import { describeState, formatStateName, getSigns } from '../picture/outcome-words.ts';
import { CHANGE_SIGNS } from '../picture/sign.ts';
import { isPointedAt } from '../walk/spot.ts';
import type { WatchedActs } from './canvas-context.tsx';
import { useCanvas } from './canvas-context.tsx';
import { StateName } from './StateName.tsx';
import styles from './StateNode.module.css';

export const StateNode = memo(function StateNode({ data }: NodeProps<StateNodeType>) {
  const { node, isCurrent, wanted, isPassed, isOther, isLit, asked, leads, isStop } = data;
  const { state, presence, compared } = node;
  const { ask, look, watch } = useCanvas();
  const stop = useTabStop(isStop, watch);
  const note = isCurrent ? 'Current state.' : presence === 'merged' ? 'The flags merge this state away.' : '';
  return (
    <>
      <Handle type="target" position={Position.Top} isConnectable={false} className={styles.handle} />
      <button
        ref={stop.button}
        type="button"
        id={`state-${state.value}`}
        tabIndex={-1}
        className={`${styles.node} nopan nodrag`}
        data-value={state.value}
        data-kind={state.kind}
        data-presence={presence}
        data-wanted={wanted ?? undefined}
        data-passed={isPassed || undefined}
        data-lit={isLit || undefined}
        data-small={node.isSmall || undefined}
        data-side={compared?.mark?.change}
        data-long={state.name.length > 17 || undefined}
        aria-label={formatStateName(state)}
        aria-description={`${asked ?? describeState(state)} ${note}${compared ? ` ${compared.words}` : ''}${isOther ? ' The old side is here.' : ''}${leads}`}
        aria-current={isCurrent ? 'true' : undefined}
        onClick={() => ask(state.value)}
        onPointerEnter={(event) => event.pointerType === 'mouse' && look(state.value)}
        onPointerLeave={(event) => {
          stop.rest();
          if (event.pointerType === 'mouse') look(null);
        }}
        onPointerDown={stop.press}
        onFocus={(event) => event.currentTarget.matches(':focus-visible') && look(state.value)}
        onBlur={({ relatedTarget }) => isPointedAt(relatedTarget) || look(null)}
      >
        <Inside data={data} />
      </button>
      <Handle type="source" position={Position.Bottom} isConnectable={false} className={styles.handle} />
    </>
  );
});

/**
 * Has Tab stop at the button, or not. It does already where the button is pressed: a browser that is told so of what has the
 * focus, within the click, lays out the page there and then.
 */
function useTabStop(isStop: boolean | undefined, watch: WatchedActs['watch']) {
  const button = useRef<HTMLButtonElement>(null);
  const set = (tabIndex: number) => {
    const { current } = button;
    if (current && current.tabIndex !== tabIndex) current.tabIndex = tabIndex;
  };
  const rest = () => set(isStop ? 0 : -1);
  useLayoutEffect(rest);
  useLayoutEffect(() => watch(button.current), [watch]);
  return { button, press: () => set(0), rest };
}

/** What is written on the button, from top to bottom. */
function Inside({ data }: Pick<NodeProps<StateNodeType>, 'data'>) {
  const { node, wanted, isOther, asked } = data;
  const { state, presence, compared } = node;
  const mark = compared?.mark && (
    <span data-part="mark" data-change={compared.mark.change}>
      {CHANGE_SIGNS[compared.mark.change]} <span>only </span>
      {compared.mark.side}
    </span>
  );
  return (
    <>
      <span className={styles.name}>
        <StateName name={state.name} />
      </span>
      <span className={styles.line}>
        {state.name !== state.digits && (
          <code className={styles.digits} data-part="digits">
            {state.digits}
          </code>
        )}
        {!(node.isSmall && state.kind === 'valid') && !asked && (
          <span className={styles.role} data-part="role" data-old={compared?.old ? true : undefined}>
            {presence === 'merged' ? 'merged away' : (compared?.old ?? state.role)}
          </span>
        )}
        {node.isSmall && mark}
      </span>
      {state.kind === 'valid' && !node.isSmall && !asked && (
        <span className={styles.signs}>
          {getSigns(state).map(({ word, may }) => (
            <span key={word} data-may={may}>
              {word}
            </span>
          ))}
        </span>
      )}
      {!node.isSmall && mark}
      {compared?.again && (
        <span data-part="again" data-change={compared.again}>
          ↻ {CHANGE_SIGNS[compared.again]}
        </span>
      )}
      {isOther && (
        <span data-part="other">
          <b>old</b>
        </span>
      )}
      {wanted && (
        <span className={styles.wanted} data-verdict={wanted}>
          {VERDICT_SIGNS[wanted]}
        </span>
      )}
    </>
  );
}
