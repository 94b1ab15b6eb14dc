/** The words of the view: citations short and in full, and sentences without a slip. */

import { describe, expect, it } from 'vitest';
import { getMessage } from '../../../protocol/thread/position.ts';
import type { Citation } from '../../../protocol/words/citation.ts';
import { formatFullCitation, formatShortCitation } from '../../../protocol/words/citation-words.ts';
import * as words from './lesson-view-words.ts';

const CITATIONS: readonly (readonly [Citation, short: string, full: string])[] = [
  [{ kind: 'thread', message: 1 }, '#1', '#1, Shameer Kolothum, 23 September 2021'],
  [
    { kind: 'kernel', file: 'drivers/vfio/vfio_main.c', symbol: 'vfio_mig_get_next_state()', tag: 'v6.2' },
    'vfio_mig_get_next_state(), Linux v6.2',
    'vfio_mig_get_next_state(), Linux v6.2, drivers/vfio/vfio_main.c',
  ],
  [
    { kind: 'qemu', file: 'hw/vfio/migration.c', symbol: 'vfio_save_setup()', tag: 'v8.2.0' },
    'vfio_save_setup(), QEMU v8.2.0',
    'vfio_save_setup(), QEMU v8.2.0, hw/vfio/migration.c',
  ],
  [
    { kind: 'commit', commit: '4db52602a607', about: 'what it does', date: '2022-12-02' },
    'commit 4db52602a607',
    'commit 4db52602a607, 2022-12-02: what it does',
  ],
  [
    { kind: 'mail', date: '2021-10-19', about: 'what it is', messageId: 'id@example.org' },
    'mail, 2021-10-19',
    'mail, 2021-10-19, what it is',
  ],
  [
    { kind: 'mail', author: 'A. Author', date: '2021-10-19', about: 'it', messageId: 'id@example.org' },
    'A. Author, 2021-10-19',
    'A. Author, 2021-10-19, it',
  ],
];

describe('a citation', () => {
  it.each(CITATIONS)(
    '[LVIEW-14] is short at the end of a statement, and complete in its title: %o',
    (...row) => {
      const [citation, short, full] = row;
      expect(formatShortCitation(citation)).toBe(short);
      expect(formatFullCitation(citation, getMessage)).toBe(full);
    },
  );

  it('[LVIEW-14] has a spoken name that begins with the visible one', () => {
    for (const [citation] of CITATIONS) {
      const [short, full] = [formatShortCitation(citation), formatFullCitation(citation, getMessage)];
      expect(full.startsWith(short)).toBe(true);
    }
  });
});

/** Every text of a table, however deep. */
const listTexts = (value: unknown): readonly string[] =>
  typeof value === 'string'
    ? [value]
    : typeof value === 'object' && value !== null
      ? Object.values(value).flatMap(listTexts)
      : [];

describe('the words of the view', () => {
  const texts = Object.values(words).flatMap(listTexts);

  it('[LVIEW-15] contain no markup, and no spaces around them', () => {
    expect(texts.length).toBeGreaterThan(80);
    for (const text of texts) expect(text, text).not.toMatch(/[<>\n]| {2}|[{][^a-z]/);
  });
});
