/** The coverage map: each rule set under which something was predicted, as a table of its requests. */

import { useMemo } from 'react';
import type { Coverage } from '../../../lesson/coverage.ts';
import { encodeCoverage, formatCoverageCsv } from '../../../lesson/coverage.ts';
import type { Progress } from '../../../lesson/progress.ts';
import { encodeProgress } from '../../../lesson/progress.ts';
import { COVERAGE_WORDS } from '../lesson/lesson-view-words.ts';
import styles from './Course.module.css';
import table from './CourseCoverage.module.css';
import type { CoverageMap } from './lesson-view-coverage.ts';
import { listCoverageMaps, MARK_SIGNS } from './lesson-view-coverage.ts';

/** Hands a text over as a file of that name and MIME type. */
export type ExportText = (text: string, fileName: string, type: string) => void;

interface CourseCoverageProps {
  readonly coverage: Coverage;
  readonly progress: Progress;
  readonly onExport: ExportText;
}

export function CourseCoverage({ coverage, progress, onExport }: CourseCoverageProps) {
  const maps = useMemo(() => listCoverageMaps(coverage), [coverage]);
  return (
    <section className={styles.part} aria-label={COVERAGE_WORDS.title}>
      <h3 className={styles.title}>{COVERAGE_WORDS.title}</h3>
      <p className={styles.note}>{maps.length === 0 ? COVERAGE_WORDS.empty : COVERAGE_WORDS.intro}</p>
      {maps.map((map, index) => (
        <details key={map.key} className={table.map} open={index === 0 || undefined}>
          <summary>
            <code>{map.ruleSet}</code> <span className={table.flags}>{map.flags}</span>
            <span className={table.count}>
              <span className={styles.bar} aria-hidden="true">
                <span style={{ width: `${100 * map.share}%` }} />
              </span>
              {map.count}
            </span>
          </summary>
          <MapTable map={map} />
          {map.beyond && <p className={styles.note}>{map.beyond}</p>}
        </details>
      ))}
      <p className={styles.note}>{COVERAGE_WORDS.keep}</p>
      <div className={styles.acts}>
        {maps.length > 0 && (
          <>
            <button
              type="button"
              onClick={() => onExport(formatCoverageCsv(coverage), 'vfio-coverage.csv', 'text/csv')}
            >
              {COVERAGE_WORDS.csv}
            </button>
            <button
              type="button"
              onClick={() => onExport(encodeCoverage(coverage), 'vfio-coverage.json', 'application/json')}
            >
              {COVERAGE_WORDS.json}
            </button>
          </>
        )}
        <button
          type="button"
          onClick={() => onExport(encodeProgress(progress), 'vfio-progress.json', 'application/json')}
        >
          {COVERAGE_WORDS.progress}
        </button>
      </div>
    </section>
  );
}

function MapTable({ map }: { map: CoverageMap }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways must be reached by keyboard
    <section className={table.frame} aria-label={map.title} tabIndex={0}>
      <table className={table.table} aria-label={map.caption}>
        <thead>
          <tr>
            <th scope="col" className={table.corner}>
              {COVERAGE_WORDS.from} <span aria-hidden="true">↓</span> {COVERAGE_WORDS.to}{' '}
              <span aria-hidden="true">→</span>
            </th>
            {map.names.map((name) => (
              <th key={name} scope="col" className={table.name}>
                <span>{name}</span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {map.rows.map(({ from, cells }) => (
            <tr key={from}>
              <th scope="row">{from}</th>
              {cells.map(({ to, mark, words }) => (
                <td key={to} data-mark={mark} title={`${from} > ${to}: ${words}`}>
                  <span aria-hidden="true">{MARK_SIGNS[mark]}</span>
                  <span className="hidden">{words}</span>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
