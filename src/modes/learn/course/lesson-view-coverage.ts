/** The coverage map as tables: one for each rule set and set of flags with a prediction. */

import type { Coverage, CoverageCell, CoverageMark } from '../../../lesson/coverage.ts';
import { countCoverage, listCoverageRows } from '../../../lesson/coverage.ts';
import type { RuleSet } from '../../../protocol/rule-sets/rule-set.ts';
import { RULE_SETS } from '../../../protocol/rule-sets/rule-sets.ts';
import { formatState } from '../../../protocol/state/state.ts';
import { fill } from '../../../protocol/words/fill.ts';
import { COVERAGE_WORDS, plural } from '../lesson/lesson-view-words.ts';

interface MapCell {
  readonly to: string;
  readonly mark: CoverageMark;
  /** `right, 2 of 3` */
  readonly words: string;
}

interface MapRow {
  readonly from: string;
  readonly cells: readonly MapCell[];
}

export interface CoverageMap {
  readonly key: string;
  readonly ruleSet: string;
  /** `migration_flags 7`; empty in v1. */
  readonly flags: string;
  /** `12 of 64 right` */
  readonly count: string;
  readonly share: number;
  /** `v2-7.2, migration_flags 7` */
  readonly title: string;
  readonly caption: string;
  /** Names of the columns, which are those of the rows. */
  readonly names: readonly string[];
  readonly rows: readonly MapRow[];
  /** A sentence on requests with values that have no row; empty if there are none. */
  readonly beyond: string;
}

export const MARK_SIGNS: Readonly<Record<CoverageMark, string>> = { right: '✓', wrong: '✕', none: '·' };

/** In the order of the rule sets' history, then by flags. Rule sets that are not built in are left out. */
export function listCoverageMaps(coverage: Coverage): readonly CoverageMap[] {
  return RULE_SETS.flatMap((ruleSet) => {
    const flagSets = new Set(
      coverage.entries.filter((entry) => entry.ruleSet === ruleSet.id).map(({ flags }) => flags),
    );
    return [...flagSets]
      .toSorted((a, b) => (a ?? 0) - (b ?? 0))
      .map((flags) => toMap(coverage, ruleSet, flags));
  });
}

function toMap(coverage: Coverage, ruleSet: RuleSet, flags: number | null): CoverageMap {
  const counts = countCoverage(coverage, ruleSet, flags);
  const names = ruleSet.values.map((value) => formatState(ruleSet.states, value));
  const grid = listCoverageRows(coverage, ruleSet, flags);
  const title = flags === null ? ruleSet.id : `${ruleSet.id}, ${fill(COVERAGE_WORDS.flags, { flags })}`;
  const flagWords = flags === null ? '' : fill(COVERAGE_WORDS.flags, { flags });
  const entered = coverage.entries.filter((entry) => entry.ruleSet === ruleSet.id && entry.flags === flags);
  const beyond = entered.length - grid.flat().filter(({ mark }) => mark !== 'none').length;
  return {
    key: `${ruleSet.id} ${flags}`,
    ruleSet: ruleSet.id,
    flags: flagWords,
    count: fill(COVERAGE_WORDS.count, counts),
    share: counts.of === 0 ? 0 : counts.right / counts.of,
    title,
    caption: fill(COVERAGE_WORDS.caption, { title }),
    names,
    rows: grid.map((cells, index) => ({
      from: names[index] ?? '',
      cells: cells.map((cell, column) => ({
        to: names[column] ?? '',
        mark: cell.mark,
        words: formatCell(cell),
      })),
    })),
    beyond: beyond === 0 ? '' : fill(plural(COVERAGE_WORDS.beyond, beyond), { count: beyond }),
  };
}

function formatCell({ mark, right, wrong }: CoverageCell): string {
  const words = { mark: COVERAGE_WORDS.marks[mark], right, all: right + wrong };
  return mark === 'none' ? words.mark : fill(COVERAGE_WORDS.cell, words);
}
