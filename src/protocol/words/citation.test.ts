/** Where a citation leads, and that everything built in has one. */

import { describe, expect, it } from 'vitest';
import { RULE_SETS } from '../rule-sets/rule-sets.ts';
import { LOOP_FIX, LOOP_FIX_COMMIT, STABLE_FIXES } from '../rule-sets/v2-rule-sets.ts';
import { of } from '../trace/walk.ts';
import { type Citation, THREAD_MESSAGE_ID, toAddress } from './citation.ts';

const cited: readonly Citation[] = RULE_SETS.flatMap((ruleSet) => [
  ...ruleSet.citations,
  ...(ruleSet.generation === 'v1' ? ruleSet.orderCitations : []),
]);

const messagesOf = (id: string) =>
  of(id).citations.flatMap((citation) => (citation.kind === 'thread' ? [citation.message] : []));

describe('a citation', () => {
  it('[CITE-1] leads to an address over https, for every kind', () => {
    const kinds: readonly Citation[] = [
      ...cited,
      { kind: 'qemu', file: 'hw/vfio/migration.c', symbol: 'vfio_migration_set_state()', tag: 'v8.0.0' },
      ...(['libvirt', 'cloud-hypervisor'] as const).map(
        (project): Citation => ({ kind: 'project', project, file: 'a/b.c', symbol: 'f()', tag: 'v1.0' }),
      ),
    ];
    expect(new Set(kinds.map(({ kind }) => kind)).size).toBe(6);
    for (const citation of kinds) expect(() => new URL(toAddress(citation))).not.toThrow();
    for (const citation of kinds) expect(toAddress(citation)).toMatch(/^https:\/\/[^ ]+$/);
  });

  it('[CITE-1] of the thread leads to the archived thread of the patch', () => {
    expect(THREAD_MESSAGE_ID).toBe(
      'c87f55d6fec77a22b110d3c9611744e6b28bba46.1632305919.git.leonro@nvidia.com',
    );
    expect(toAddress({ kind: 'thread', message: 12 })).toContain(`/${THREAD_MESSAGE_ID}/`);
  });

  it('[CITE-2] is there for every rule set, and names a message between 0 and 37', () => {
    for (const ruleSet of RULE_SETS) expect(ruleSet.citations.length).toBeGreaterThan(0);
    for (const citation of cited)
      if (citation.kind === 'thread') expect(citation.message >= 0 && citation.message <= 37).toBe(true);
  });

  it.each([
    ['uapi-v1', [10]],
    ['patch-2021-09', [0]],
    ['patch-2021-09-amended', [1, 2, 4, 5, 10]],
    ['stop-default', [15, 18, 20, 22, 17, 19, 21, 23, 29, 33]],
    ['fully-connected', [12, 10, 28]],
    ['control-bits', [29, 24, 26, 37]],
    ['control-bits-v4', [28]],
    ['ndma-rfc', [24, 25, 26, 35]],
  ])('[CITE-3] of %s are the messages that speak of it', (id, messages) => {
    expect(messagesOf(id)).toEqual(expect.arrayContaining(messages));
  });

  it('[CITE-4] of a mail has the Message-ID of the facts', () => {
    const mails = cited.flatMap((citation) => (citation.kind === 'mail' ? [citation] : []));
    const ids = mails.map(({ messageId, date }) => `${date} ${messageId}`);
    for (const known of [
      '2021-10-19 20211019124352.74c3b6ba.alex.williamson@redhat.com',
      '2021-12-09 163909282574.728533.7460416142511440919.stgit@omen',
      '2026-06-02 SYBPR01MB7881290BBDE79B61AE6A017FAF122@SYBPR01MB7881.ausprd01.prod.outlook.com',
    ])
      expect(ids).toContain(known);
    expect(cited).toContainEqual(expect.objectContaining({ kind: 'commit', commit: '4db52602a607' }));
  });

  it('[CITE-5] of the fix names its author, its commit, and the commits of the stable kernels that have it', () => {
    expect(LOOP_FIX).toMatchObject({ kind: 'mail', author: 'Junrui Luo' });
    expect(toAddress(LOOP_FIX_COMMIT)).toMatch(/torvalds\/linux\.git\/commit\/\?id=a26b499b757c$/);
    expect(STABLE_FIXES.map(({ branch, commit }) => `${branch} ${commit}`)).toEqual([
      '6.6.y fb42e784472c',
      '6.12.y 665c969681f0',
      '6.18.y 3547bdc9721b',
      '7.1.y df869ea53487',
    ]);
    for (const fix of STABLE_FIXES) expect(toAddress(fix)).toContain('/stable/linux.git/commit/');
    expect(of('v2-7.2').citations).toEqual(
      expect.arrayContaining([LOOP_FIX, LOOP_FIX_COMMIT, ...STABLE_FIXES]),
    );
    for (const { branch, commit } of STABLE_FIXES)
      expect(of('v2-7.2').account).toContain(`${branch} (${commit})`);
  });
});
