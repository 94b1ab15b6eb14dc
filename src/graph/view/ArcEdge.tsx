/** An arc on the canvas: a line with a wide hit area, its sign, and an arrow head. */

import type { EdgeProps } from '@xyflow/react';
import { memo } from 'react';
import { VERDICT_SIGNS } from '../../ui/verdict-sign.ts';
import type { ArcEdge as ArcEdgeType } from '../picture/flow.ts';
import { formatArcName } from '../picture/flow.ts';
import { CHANGE_SIGNS } from '../picture/sign.ts';
import { toArrowHead, toPath } from '../route/arc-route.ts';
import { getPoint } from '../route/route.ts';
import styles from './ArcEdge.module.css';
import { useCanvas } from './canvas-context.tsx';

/** Where the sign sits on the curve: nearer its start, where arcs have not met yet. */
const SIGN_AT = 0.3;

/** Where the word stands: in the middle, past the sign. */
const WORD_AT = 0.55;

export const ArcEdge = memo(function ArcEdge({ data }: EdgeProps<ArcEdgeType>) {
  const { take, explain, lookAlong, look } = useCanvas();
  if (!data) return null;
  const { arc, role, word } = data;
  const path = toPath(arc.route);
  const at = getPoint(arc.route, SIGN_AT);
  const middle = getPoint(arc.route, WORD_AT);
  const { change = 'kept', isIndirect = false } = arc.compared ?? {};
  // A request for ERROR is another one: the arc that a fault takes is explained, never asked.
  const act = word !== null && arc.to.kind === 'error' ? explain : take;
  const sign = CHANGE_SIGNS[change] ?? (arc.kind === 'accepted' ? null : VERDICT_SIGNS[arc.kind]);
  return (
    // biome-ignore lint/a11y: the matrix offers the same request by keyboard, as a button with its name
    <g
      className={styles.arc}
      data-arc={arc.id}
      data-verdict={arc.kind}
      data-role={role}
      data-change={arc.compared && change}
      data-indirect={isIndirect || undefined}
      onClick={() => act(arc.from.value, arc.to.value)}
      onPointerEnter={() => word === null && lookAlong(arc.from.value, arc.to.value)}
      onPointerLeave={() => look(null)}
    >
      <title>{formatArcName(arc, word)}</title>
      <path className={styles.hit} d={path} />
      <path className={styles.line} d={path} />
      <path
        className={styles.head}
        d={toArrowHead(arc.route, role === 'other' && change === 'kept' ? 10 : 13)}
      />
      {sign && (
        <g transform={`translate(${at.x} ${at.y})`}>
          <circle className={styles.badge} r="9" />
          <text className={styles.sign} y="4.2">
            {sign}
          </text>
        </g>
      )}
      {word && (
        <text className={styles.word} x={middle.x} y={middle.y}>
          {word}
        </text>
      )}
    </g>
  );
});
