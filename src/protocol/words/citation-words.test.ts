/** How a citation is written: complete for each kind, and told apart within a verdict. */

import { describe, expect, it } from 'vitest';
import { getFlagSets } from '../rule-sets/rule-set.ts';
import { RULE_SETS } from '../rule-sets/rule-sets.ts';
import { getVerdict } from '../verdict/request-verdict.ts';
import { formatCitation } from './citation-words.ts';

describe('a citation', () => {
  it('[WORDS-1] of the thread has its number; the patch itself is named', () => {
    expect(formatCitation({ kind: 'thread', message: 25 })).toBe('#25 of the thread, September 2021');
    expect(formatCitation({ kind: 'thread', message: 0 })).toBe('#0, the patch, 22 September 2021');
  });

  it('[WORDS-2] of a file has the file, the symbol and the version', () => {
    const place = { file: 'drivers/vfio/vfio_main.c', symbol: 'vfio_mig_get_next_state()', tag: 'v6.2' };
    expect(formatCitation({ kind: 'kernel', ...place })).toBe(
      'drivers/vfio/vfio_main.c, vfio_mig_get_next_state(), v6.2',
    );
    const qemu = { file: 'hw/vfio/migration.c', symbol: 'vfio_save_setup()', tag: 'v8.0.0' };
    expect(formatCitation({ kind: 'qemu', ...qemu })).toBe(
      'QEMU v8.0.0, hw/vfio/migration.c, vfio_save_setup()',
    );
  });

  it('[WORDS-3] of a commit or a mail has its date and what it is about; an author that is not known is left out', () => {
    const mail = { kind: 'mail', date: '2021-12-09', about: 'the RFC', messageId: 'a@b' } as const;
    expect(formatCitation(mail)).toBe('2021-12-09: the RFC');
    expect(formatCitation({ ...mail, author: 'A. Person' })).toBe('A. Person, 2021-12-09: the RFC');
    expect(formatCitation({ kind: 'commit', commit: '4db5', about: 'PRE_COPY', date: '2022-12' })).toBe(
      'commit 4db5, 2022-12: PRE_COPY',
    );
  });

  it('[WORDS-4] is written differently from every other one', () => {
    const words = new Map<string, string>();
    for (const ruleSet of RULE_SETS)
      for (const flags of getFlagSets(ruleSet))
        for (const { value: from } of ruleSet.states)
          for (const { value: to } of ruleSet.states)
            for (const citation of getVerdict(ruleSet, { from, to, flags }).citations)
              words.set(JSON.stringify(citation), formatCitation(citation));
    expect(words.size).toBeGreaterThan(20);
    expect(new Set(words.values()).size).toBe(words.size);
    expect([...words.values()].join()).not.toMatch(/undefined|null/);
  });
});
