/** The shape of an arc: a line with a wide hit area, an arrow head, its sign on a badge, and a word beside it. */

import type { ReactNode, SVGProps } from 'react';
import { toArrowHead, toPath } from '../route/arc-route.ts';
import type { Route } from '../route/route.ts';
import { getPoint, SIGN_AT, SIGN_WIDTH } from '../route/route.ts';
import { isPointedAt } from '../walk/spot.ts';
import styles from './ArcShape.module.css';
import { useCanvas } from './canvas-context.tsx';

/** Where the word stands, in place of the sign. */
const WORD_AT = 0.5;

interface ArcShapeProps extends Omit<SVGProps<SVGGElement>, 'ref'> {
  readonly route: Route;
  /** What the arc is called. */
  readonly title: string;
  /** What is said of it where Tab enters the picture, null for its name alone; undefined for an arc elsewhere. */
  readonly said?: string | null | undefined;
  /** The arc is pointed at or focused, and then no more. */
  readonly onLook: () => void;
  readonly onUnlook: () => void;
  readonly headSize: number;
  /** One letter or two; null for a bare line. */
  readonly sign: string | null;
  readonly word?: string | null;
}

/** A button. Other attributes, such as `data-arc`, go on the group around all of these. */
export function ArcShape(props: ArcShapeProps) {
  const { route, title, said, headSize, sign, word = null, className, onLook, onUnlook, ...group } = props;
  const path = toPath(route);
  const { watch } = useCanvas();
  return (
    // biome-ignore lint/a11y/useSemanticElements: inside SVG there is no button element
    <g
      {...group}
      ref={watch}
      className={className ? `${styles.arc} ${className}` : styles.arc}
      role="button"
      tabIndex={said === undefined ? -1 : 0}
      aria-label={said ?? `Arc ${title}`}
      onPointerEnter={(event) => event.pointerType === 'mouse' && onLook()}
      onPointerLeave={(event) => event.pointerType === 'mouse' && onUnlook()}
      onFocus={(event) => event.currentTarget.matches(':focus-visible') && onLook()}
      onBlur={({ relatedTarget }) => isPointedAt(relatedTarget) || onUnlook()}
    >
      {/* biome-ignore lint/a11y/noInteractiveElementToNoninteractiveRole: a title alone makes it a symbol with a name */}
      <path className={styles.hit} d={path} role="presentation">
        <title>{title}</title>
      </path>
      <path className={styles.line} data-part="line" d={path} />
      <path className={styles.head} d={toArrowHead(route, headSize)} />
      {sign && !word && <Badge route={route}>{sign}</Badge>}
      {word && <Word route={route}>{word}</Word>}
    </g>
  );
}

interface OnRouteProps {
  readonly route: Route;
  readonly children: ReactNode;
}

function Badge({ route, children }: { readonly route: Route; readonly children: string }) {
  const at = getPoint(route, route.signAt ?? SIGN_AT);
  const more = (children.length - 1) * SIGN_WIDTH;
  return (
    <g transform={`translate(${at.x} ${at.y})`}>
      {more > 0 ? (
        <rect
          className={styles.badge}
          data-part="badge"
          x={-9 - more / 2}
          y="-9"
          width={18 + more}
          height="18"
          rx="9"
        />
      ) : (
        <circle className={styles.badge} data-part="badge" r="9" />
      )}
      <text className={styles.sign} data-part="sign" y="4.2">
        {children}
      </text>
    </g>
  );
}

function Word({ route, children }: OnRouteProps) {
  const { x, y } = getPoint(route, WORD_AT);
  return (
    <text className={styles.word} x={x} y={y}>
      {children}
    </text>
  );
}
