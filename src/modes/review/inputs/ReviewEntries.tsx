/** The arcs of a driver, or the values that a check lets pass, as compact lists whose entries lead to their lines. */

import { memo, useId, useMemo } from 'react';
import type { ReviewInput } from '../../../reader/review-input.ts';
import styles from './ReviewEntries.module.css';
import type { Entry, EntryGroup } from './review-entry.ts';
import { listEntryGroups } from './review-entry.ts';
import { SIGN_WORDS, WORDS } from './review-inputs-words.ts';

interface ReviewEntriesProps {
  readonly input: ReviewInput;
  readonly onLine: (line: number, column: number) => void;
}

export const ReviewEntries = memo(function ReviewEntries({ input, onLine }: ReviewEntriesProps) {
  const groups = useMemo(() => listEntryGroups(input), [input]);
  return groups.map((group) => <Group key={group.id} group={group} onLine={onLine} />);
});

interface GroupProps {
  readonly group: EntryGroup;
  readonly onLine: ReviewEntriesProps['onLine'];
}

/** The required arcs repeat the implemented ones where nothing is missing, so they are folded. */
function Group({ group, onLine }: GroupProps) {
  const id = useId();
  if (group.id === 'required')
    return (
      <details className={styles.group}>
        <summary className={styles.title}>
          {group.title} <span>{group.entries.length}</span>
        </summary>
        <p className={styles.text}>{group.text}</p>
        <Entries group={group} onLine={onLine} />
      </details>
    );
  return (
    <section aria-labelledby={id} className={styles.group} data-group={group.id}>
      <h4 id={id} className={styles.title}>
        {group.title} <span>{group.entries.length}</span>
      </h4>
      <p className={styles.text}>{group.text}</p>
      {group.entries.length > 0 && <Entries group={group} onLine={onLine} />}
    </section>
  );
}

function Entries({ group, onLine }: GroupProps) {
  return (
    <ul className={styles.entries}>
      {group.entries.map((entry) => (
        <li key={entry.key} data-sign={entry.sign ?? undefined}>
          <EntryName entry={entry} onLine={onLine} />
        </li>
      ))}
    </ul>
  );
}

function EntryName({ entry, onLine }: { entry: Entry; onLine: ReviewEntriesProps['onLine'] }) {
  const { name, place, sign } = entry;
  const [mark, meaning] = sign ? SIGN_WORDS[sign] : [];
  const content = (
    <>
      {mark && (
        <span className={styles.sign} title={meaning}>
          <span aria-hidden="true">{mark}</span>
          <span className="hidden">{meaning}: </span>
        </span>
      )}
      <code>{name}</code>
    </>
  );
  if (!place) return <span className={styles.entry}>{content}</span>;
  return (
    <button type="button" className={styles.entry} onClick={() => onLine(place.line, place.column)}>
      {content}{' '}
      <span className={styles.line}>
        <span className="hidden">{WORDS.line} </span>
        {place.line}
      </span>
    </button>
  );
}
