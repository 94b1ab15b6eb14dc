/** The sequence diagram of the run so far, drawn as it grows; Mermaid and SVG are what is drawn. */

import { memo, useId, useMemo } from 'react';
import type { LabRun } from '../../../lab/run/lab-model.ts';
import type { LineBox, SequenceLayout } from '../../../lab/sequence/lab-layout.ts';
import { HEAD_HEIGHT, NOTE_HEIGHT, toLayout } from '../../../lab/sequence/lab-layout.ts';
import { formatMermaid } from '../../../lab/sequence/lab-mermaid.ts';
import { toSequence } from '../../../lab/sequence/lab-sequence.ts';
import { formatSvg, getHead, toHead } from '../../../lab/sequence/lab-svg.ts';
import { fill } from '../../../protocol/words/fill.ts';
import styles from './LabSequence.module.css';
import { SEQUENCE_WORDS } from './lab-view-words.ts';

interface LabSequenceProps {
  readonly run: LabRun;
  readonly at: number;
  readonly onCopy: (text: string, what: string) => void;
  readonly onSave: (text: string, fileName: string) => void;
}

const FORMS = [
  { ...SEQUENCE_WORDS.mermaid, ending: 'mmd' },
  { ...SEQUENCE_WORDS.svg, ending: 'svg' },
] as const;

/** Mounted anew where the diagram grows: scrolls its box to the end. */
const scrollHere = (end: HTMLElement | null) => {
  const box = end?.parentElement;
  if (box) box.scrollTop = box.scrollHeight;
};

export const LabSequence = memo(function LabSequence({ run, at, onCopy, onSave }: LabSequenceProps) {
  const id = useId();
  const sequence = useMemo(() => toSequence(run, at), [run, at]);
  const layout = useMemo(() => toLayout(sequence), [sequence]);
  const isEmpty = at === 0;
  const format = (ending: 'mmd' | 'svg') => (ending === 'mmd' ? formatMermaid(sequence) : formatSvg(layout));
  const file = `lab-${run.settings.flow}-${run.ruleSet.id}`;
  return (
    <section className={styles.sequence} aria-labelledby={`${id}-title`}>
      <div className={styles.head}>
        <h3 id={`${id}-title`}>{SEQUENCE_WORDS.title}</h3>
        {FORMS.map(({ name, what, ending }) => (
          <span key={ending} className={styles.form}>
            {name}
            <button
              type="button"
              aria-disabled={isEmpty}
              aria-label={fill(SEQUENCE_WORDS.copyWhat, { what })}
              onClick={() => !isEmpty && onCopy(format(ending), what)}
            >
              {SEQUENCE_WORDS.copy}
            </button>
            <button
              type="button"
              aria-disabled={isEmpty}
              aria-label={fill(SEQUENCE_WORDS.saveWhat, { what })}
              onClick={() => !isEmpty && onSave(format(ending), `${file}.${ending}`)}
            >
              {SEQUENCE_WORDS.save}
            </button>
          </span>
        ))}
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard */}
      <section className={styles.scroll} tabIndex={0} aria-label={SEQUENCE_WORDS.soFar}>
        <Diagram layout={layout} title={sequence.title} />
        {isEmpty && <p className={styles.empty}>{SEQUENCE_WORDS.empty}</p>}
        <span key={layout.height} ref={scrollHere} hidden />
      </section>
    </section>
  );
});

function Diagram({ layout, title }: { layout: SequenceLayout; title: string }) {
  const { lanes, lines, width, height } = layout;
  return (
    <>
      <svg className={styles.lanes} width={width} height={HEAD_HEIGHT - 4} aria-hidden="true">
        {lanes.map((lane) => (
          <g key={lane.id} textAnchor="middle">
            <text x={lane.x} y={18} className={styles.title}>
              {lane.title}
            </text>
            <text x={lane.x} y={32} className={styles.host}>
              {lane.host}
            </text>
          </g>
        ))}
      </svg>
      <svg
        className={styles.lines}
        width={width}
        height={height - HEAD_HEIGHT}
        viewBox={`0 ${HEAD_HEIGHT} ${width} ${height - HEAD_HEIGHT}`}
        role="img"
        aria-label={fill(SEQUENCE_WORDS.sameSteps, { title })}
      >
        {lanes.map((lane) => (
          <line key={lane.id} x1={lane.x} x2={lane.x} y1={HEAD_HEIGHT} y2={height} className={styles.lane} />
        ))}
        {lines.map((line, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a line of the diagram is its number
          <Line key={index} line={line} />
        ))}
      </svg>
    </>
  );
}

function Line({ line }: { line: LineBox }) {
  switch (line.kind) {
    case 'message': {
      const { from, to, y, text, tone } = line;
      const head = getHead(tone);
      return (
        <g className={styles.message} data-tone={tone}>
          <line x1={from} x2={to} y1={y} y2={y} />
          <path d={toHead(from, to, y, head)} data-head={head} />
          <text x={Math.min(from, to) + 10} y={y - 5}>
            {text}
          </text>
        </g>
      );
    }
    case 'note':
      return (
        <g className={styles.note}>
          <rect x={line.x} y={line.y} width={line.width} height={NOTE_HEIGHT} rx={3} />
          <text x={line.x + 8} y={line.y + 14}>
            {line.text}
          </text>
        </g>
      );
    case 'loop':
      return (
        <g className={styles.loop}>
          <rect x={line.x} y={line.y} width={line.width} height={line.height} rx={3} />
          <text x={line.x + 6} y={line.y + 14}>
            {fill(SEQUENCE_WORDS.loop, { text: line.text })}
          </text>
        </g>
      );
  }
}
