/**
 * A list of any length. A short one is plain. Of a long one, only the rows near what is seen are in the page; it has a
 * field to find the others, and keys that go along it.
 */

import { Suspense } from 'react';
import { createLazyPart } from '../failure/lazy-part.tsx';
import type { ListProps } from './LongList.tsx';
import { PLAIN_ROWS } from './plain-rows.ts';

const LongList = createLazyPart(async () => (await import('./LongList.tsx')).LongList);

export function List(props: ListProps) {
  const { as: Tag, name, className, count, renderRow } = props;
  if (count > PLAIN_ROWS)
    return (
      <Suspense fallback={<p className="waiting">Loading…</p>}>
        <LongList {...props} />
      </Suspense>
    );
  return (
    <Tag className={className} aria-label={name}>
      {Array.from({ length: count }, (_, index) => renderRow(index))}
    </Tag>
  );
}
