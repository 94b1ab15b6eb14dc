/** An arc of a driver on the canvas: its kind by dash and sign, and what the patch does to it. */

import type { EdgeProps } from '@xyflow/react';
import { memo } from 'react';
import type { DriverEdge } from '../../../graph/picture/driver-graph.ts';
import { formatDriverArc } from '../../../graph/picture/driver-graph.ts';
import { ArcShape } from '../../../graph/view/ArcShape.tsx';
import { useCanvas } from '../../../graph/view/canvas-context.tsx';
import styles from './DriverArcEdge.module.css';

export const DriverArcEdge = memo(function DriverArcEdge({ data }: EdgeProps<DriverEdge>) {
  const { take, lookAlong, look } = useCanvas();
  if (!data) return null;
  const { arc, role, isQuiet, said } = data;
  const [from, to] = [arc.from.value, arc.to.value];
  return (
    <ArcShape
      route={arc.route}
      title={formatDriverArc(arc)}
      said={said}
      headSize={12}
      sign={arc.sign}
      className={styles.arc}
      id={`arc-${arc.id}`}
      data-arc={arc.id}
      data-driver={arc.kind}
      data-driver-change={arc.change ?? undefined}
      data-role={role}
      data-quiet={isQuiet || undefined}
      onClick={() => take(from, to)}
      onLook={() => lookAlong(from, to)}
      onUnlook={() => look(null)}
    />
  );
});
