/** The findings as a list: worst first, what is found many times told once, each with a way to see it. */

import { memo, useCallback, useId, useMemo, useRef, useState } from 'react';
import type { FindingGroup } from '../../judge/catalogue/finding-group.ts';
import { getShown, toSections } from '../../judge/catalogue/finding-group.ts';
import { findByKey } from '../../judge/catalogue/finding-key.ts';
import { FINDINGS } from '../../judge/catalogue/finding-table.ts';
import { FINDING_WORDS, formatSeverityCount, SEVERITY_WORDS } from '../../judge/catalogue/finding-words.ts';
import type { HitRequest } from '../../judge/catalogue/hit-words.ts';
import type { Finding, Severity } from '../../protocol/trace/finding.ts';
import { Citations } from './Citations.tsx';
import type { FindingAct } from './FindingRow.tsx';
import { FindingRow } from './FindingRow.tsx';
import styles from './Findings.module.css';
import { SeveritySign } from './Severity.tsx';

interface FindingsProps {
  /** In the order of findAll. */
  readonly findings: readonly Finding[];
  /** Key of the finding in view; see finding-key.ts. */
  readonly selected: string | null;
  /** True where the reader comes from elsewhere to the finding in view, until it has the focus. */
  readonly isSought?: boolean;
  /** Keys of those chosen for the reply; left out where there is no reply. */
  readonly chosen?: ReadonlySet<string> | undefined;
  /** True where the findings speak of lines that can be shown. */
  readonly hasLines: boolean;
  /** What to say where nothing is found. */
  readonly emptyWords: string;
  /** The level of the headings. */
  readonly level: 3 | 4;
  readonly onSelect: (finding: Finding) => void;
  readonly onPlay: (finding: Finding) => void;
  /** Shows another request that the cause of a finding hits. */
  readonly onRequest: (finding: Finding, request: HitRequest) => void;
  /** The finding that was sought has the focus. */
  readonly onArrive?: (() => void) | undefined;
  readonly onChoose?: ((finding: Finding, isChosen: boolean) => void) | undefined;
}

export const Findings = memo(function Findings(props: FindingsProps) {
  const { findings, selected, isSought = false, chosen, hasLines, emptyWords, level } = props;
  const sections = useMemo(() => toSections(findings), [findings]);
  const [hidden, setHidden] = useState<ReadonlySet<Severity>>(new Set());
  const [onAct, onRequest] = useActs(props);

  if (findings.length === 0) return <p className={styles.empty}>{emptyWords}</p>;
  const toggle = (severity: Severity) => {
    const others = new Set(hidden);
    if (!others.delete(severity)) others.add(severity);
    setHidden(others);
  };
  const inView = findByKey(findings, selected)?.severity;
  const shown = sections.filter(
    ({ severity, count }) => count > 0 && (!hidden.has(severity) || severity === inView),
  );
  return (
    <div className={styles.findings}>
      {sections.filter(({ count }) => count > 0).length > 1 && (
        <fieldset className={styles.filter} aria-label={FINDING_WORDS.filter}>
          {sections.map(({ severity, count }) => (
            <button
              key={severity}
              type="button"
              className={styles.severity}
              aria-pressed={!hidden.has(severity)}
              onClick={() => toggle(severity)}
            >
              <SeveritySign severity={severity} /> {formatSeverityCount(severity, count)}
            </button>
          ))}
        </fieldset>
      )}
      {shown.length === 0 && <p className={styles.empty}>{FINDING_WORDS.hidden}</p>}
      {shown.flatMap(({ severity, groups }) =>
        groups.map((group) => (
          <Group
            key={`${severity} ${group.id}`}
            group={group}
            severity={severity}
            level={level}
            selected={group.items.some(({ key }) => key === selected) ? selected : null}
            isSought={isSought}
            chosen={chosen}
            hasLines={hasLines}
            onAct={onAct}
            onRequest={onRequest}
          />
        )),
      )}
    </div>
  );
});

type Acts = readonly [
  onAct: (act: FindingAct, key: string) => void,
  onRequest: (key: string, request: HitRequest) => void,
];

/** The same functions for all rows, always; they find the finding of a key in the list of now. */
function useActs(props: FindingsProps): Acts {
  const latest = useRef(props);
  latest.current = props;
  const onAct = useCallback<Acts[0]>((act, key) => {
    const { findings, onSelect, onPlay, onArrive, onChoose } = latest.current;
    const finding = findByKey(findings, key);
    if (!finding) return;
    switch (act) {
      case 'select':
        return onSelect(finding);
      case 'play':
        return onPlay(finding);
      case 'arrive':
        return onArrive?.();
      case 'choose':
      case 'leave-out':
        return onChoose?.(finding, act === 'choose');
    }
  }, []);
  const onRequest = useCallback<Acts[1]>((key, request) => {
    const finding = findByKey(latest.current.findings, key);
    if (finding) latest.current.onRequest(finding, request);
  }, []);
  return [onAct, onRequest];
}

interface GroupProps extends Pick<FindingsProps, 'selected' | 'isSought' | 'chosen' | 'hasLines'> {
  readonly group: FindingGroup;
  readonly severity: Severity;
  readonly level: 3 | 4;
  readonly onAct: Acts[0];
  readonly onRequest: Acts[1];
}

const Group = memo(function Group(props: GroupProps) {
  const { group, severity, level, selected, isSought = false, chosen, hasLines, onAct, onRequest } = props;
  const [isOpen, setIsOpen] = useState(false);
  const { title, account } = FINDINGS[group.id];
  const { length } = group.items;
  const rows = getShown(group, selected, isOpen);
  const more = length - getShown(group, selected, false).length;
  const Heading = `h${level}` as const;
  const id = useId();
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset holds the fields of a form
    <div role="group" aria-labelledby={id} className={styles.group}>
      <Heading id={id} className={styles.title}>
        <span>
          <SeveritySign severity={severity} />
          <span className="hidden">{SEVERITY_WORDS[severity][0]}:</span> {title}{' '}
          {length > 1 && <span className={styles.count}>× {length}</span>}
        </span>
        <code>{group.id}</code>
      </Heading>
      <p className={styles.account}>{account}</p>
      <ul className={styles.rows}>
        {rows.map((item) => (
          <FindingRow
            key={item.key}
            item={item}
            title={title}
            isSelected={item.key === selected}
            isSought={isSought && item.key === selected}
            isChosen={chosen?.has(item.key)}
            hasLines={hasLines}
            onAct={onAct}
            onRequest={onRequest}
          />
        ))}
      </ul>
      {more > 0 && (
        <button
          type="button"
          className={styles.more}
          aria-expanded={isOpen}
          aria-label={`${isOpen ? FINDING_WORDS.fewer : `${more} more`}: ${title}`}
          onClick={() => setIsOpen(!isOpen)}
        >
          <span aria-hidden="true">{isOpen ? '▾' : '▸'}</span> {isOpen ? FINDING_WORDS.fewer : `${more} more`}
        </button>
      )}
      <Citations citations={group.citations} />
    </div>
  );
});
