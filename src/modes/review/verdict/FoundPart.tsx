/** The findings on the chosen table: what the patch introduces, what it repairs, and folded, what was so before. */

import type { ReactNode } from 'react';
import { useId, useMemo } from 'react';
import { isIntroduced } from '../../../judge/findings/finding-split.ts';
import { formatCounts } from '../../../judge/report/review-words.ts';
import { FindingsPart } from '../../../panels/finding-parts.tsx';
import type { Finding } from '../../../protocol/trace/finding.ts';
import { listOwn } from '../answer/chosen-key.ts';
import type { ReviewPartProps } from '../machine/review-actor.tsx';
import { useReview } from '../machine/review-actor.tsx';
import { toLooked } from '../machine/review-look.ts';
import { getChosen } from '../machine/review-machine.ts';
import styles from './FoundPart.module.css';
import { FOUND_WORDS } from './verdict-words.ts';

const NONE: ReadonlySet<string> = new Set();
const NOTHING: readonly Finding[] = [];

export function FoundPart({ review }: ReviewPartProps) {
  const judged = useReview(review, (context) => context.judged);
  const chosen = useReview(review, getChosen);
  const keys = useReview(review, ({ kept }) => kept.chosen);
  const looked = useReview(review, ({ finding }) => finding);
  const findings = chosen?.findings ?? NOTHING;
  const repaired = chosen?.repaired ?? NOTHING;
  const introduced = useMemo(() => findings.filter(isIntroduced), [findings]);
  const present = useMemo(() => findings.filter((finding) => !isIntroduced(finding)), [findings]);
  const picked = useMemo(
    () => (judged && chosen ? new Set(listOwn(judged, chosen, keys)) : NONE),
    [judged, chosen, keys],
  );
  // A driver's canvas has no device: the core that calls it is in Explore.
  const playsIn = chosen?.input.form === 'driver-arcs' ? 'explore' : undefined;
  const isPatch = repaired.length > 0 || present.length > 0;
  const ofNew = {
    hasLines: true,
    isRead: chosen !== undefined,
    selected: looked?.list === 'found' ? looked.key : null,
    playsIn,
    chosen: picked,
    onLook: (finding: Finding, key: string) =>
      review.send({ type: 'finding.look', finding: toLooked(finding, key, 'found') }),
    onChoose: (key: string, isChosen: boolean) => review.send({ type: 'finding.choose', key, isChosen }),
  } as const;
  if (!isPatch) return <FindingsPart findings={introduced} {...ofNew} />;
  return (
    <div className={styles.found}>
      <Section title={FOUND_WORDS.introduced}>
        <FindingsPart findings={introduced} level={4} emptyWords={FOUND_WORDS.noneIntroduced} {...ofNew} />
      </Section>
      {repaired.length > 0 && (
        <Section title={FOUND_WORDS.repaired}>
          <FindingsPart
            findings={repaired}
            level={4}
            hasLines
            playsIn={playsIn}
            selected={looked?.list === 'repaired' ? looked.key : null}
            onLook={(finding, key) =>
              review.send({ type: 'finding.look', finding: toLooked(finding, key, 'repaired') })
            }
          />
        </Section>
      )}
      {present.length > 0 && (
        <details className={styles.present}>
          <summary>
            <h3 className={styles.title}>{FOUND_WORDS.present}</h3>{' '}
            <span className={styles.counts}>{formatCounts(present)}</span>
          </summary>
          <FindingsPart findings={present} level={4} {...ofNew} />
        </details>
      )}
    </div>
  );
}

function Section({ title, children }: { title: string; children: ReactNode }) {
  const id = useId();
  return (
    <section aria-labelledby={id} className={styles.section}>
      <h3 id={id} className={styles.title}>
        {title}
      </h3>
      {children}
    </section>
  );
}
