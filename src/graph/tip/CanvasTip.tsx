/** The tip beside what is pointed at in a canvas. Loaded once the canvas is painted; without it nothing else is missed. */

import type { RefObject } from 'react';
import { useEffect, useRef, useState } from 'react';
import type { StateNode } from '../picture/flow.ts';
import styles from './CanvasTip.module.css';
import { followTips } from './tip-follow.ts';
import type { Tip } from './tip-words.ts';
import { AXES, toAxisTip, toStateTip } from './tip-words.ts';

interface CanvasTipProps {
  readonly frame: RefObject<HTMLElement | null>;
  readonly nodes: readonly { readonly id: string; readonly data: object }[];
  /** True while the words of rows and columns would tell what a lesson asks. */
  readonly isQuiet: boolean;
}

/** Space between what is pointed at and its tip, and around the tip. */
const GAP = 8;
const WIDTH = 300;

export function CanvasTip({ frame, nodes, isQuiet }: CanvasTipProps) {
  const [target, setTarget] = useState<HTMLElement | null>(null);
  const own = useRef<HTMLDivElement>(null);
  // Mounts the listeners on the canvas, which is another's element.
  useEffect(() => {
    const element = frame.current;
    return element ? followTips(element, setTarget, () => own.current?.getBoundingClientRect()) : undefined;
  }, [frame]);
  const tip = target?.isConnected ? findTip(target, nodes, isQuiet) : null;
  return (
    <>
      {!isQuiet && <p className="hidden">{AXES}</p>}
      {tip && target && frame.current && (
        <div ref={own} role="tooltip" className={styles.tip} style={getPlace(target, frame.current)}>
          <b>{tip.title}</b>
          {tip.lines.map(({ sign, may, text }) => (
            <p key={text} data-may={sign === null ? undefined : may}>
              {sign !== null && <span className={styles.sign}>{sign}: </span>}
              {text}
            </p>
          ))}
          {tip.source && <small>{tip.source}</small>}
        </div>
      )}
    </>
  );
}

function findTip(target: HTMLElement, nodes: CanvasTipProps['nodes'], isQuiet: boolean): Tip | null {
  const { value, tip } = target.dataset;
  if (value === undefined) return isQuiet ? null : toAxisTip(tip ?? '');
  const data = nodes.find(({ id }) => id === value)?.data;
  return data && 'node' in data ? toStateTip(data as StateNode['data']) : null;
}

/** Below what stands in the upper half of the canvas, above what stands in the lower. */
function getPlace(target: HTMLElement, frame: HTMLElement) {
  const [box, around] = [target.getBoundingClientRect(), frame.getBoundingClientRect()];
  const width = Math.min(WIDTH, around.width - 2 * GAP);
  const left = box.left - around.left + (box.width - width) / 2;
  const isUpper = box.top + box.bottom < around.top + around.bottom;
  return {
    width,
    left: Math.min(Math.max(left, GAP), around.width - width - GAP),
    ...(isUpper ? { top: box.bottom - around.top + GAP } : { bottom: around.bottom - box.top + GAP }),
  };
}
