/**
 * An arc of rules on the canvas: its verdict, or in a comparison what became of it.
 */

import type { EdgeProps } from '@xyflow/react';
import { memo } from 'react';
import { VERDICT_SIGNS } from '../../ui/verdict-sign.ts';
import type { ArcEdge as ArcEdgeType } from '../picture/flow.ts';
import { formatArcName } from '../picture/flow.ts';
import { CHANGE_SIGNS } from '../picture/sign.ts';
import { ArcShape } from './ArcShape.tsx';
import { useCanvas } from './canvas-context.tsx';

export const ArcEdge = memo(function ArcEdge({ data }: EdgeProps<ArcEdgeType>) {
  const { take, explain, lookAlong, look } = useCanvas();
  if (!data) return null;
  const { arc, role, word, said } = data;
  const { change = 'kept', isIndirect = false } = arc.compared ?? {};
  // A request for ERROR is another one: the arc that a fault takes is explained, never asked.
  const act = word !== null && arc.to.kind === 'error' ? explain : take;
  return (
    <ArcShape
      route={arc.route}
      title={formatArcName(arc, word)}
      said={said}
      headSize={role === 'other' && change === 'kept' ? 10 : 13}
      sign={
        CHANGE_SIGNS[change] ??
        (arc.kind === 'accepted' || arc.kind === 'asked' ? null : VERDICT_SIGNS[arc.kind])
      }
      word={word}
      id={`arc-${arc.id}`}
      data-arc={arc.id}
      data-verdict={arc.kind}
      data-role={role}
      data-change={arc.compared && change}
      data-indirect={isIndirect || undefined}
      onClick={() => act(arc.from.value, arc.to.value)}
      onLook={() => word === null && lookAlong(arc.from.value, arc.to.value)}
      onUnlook={() => look(null)}
    />
  );
});
