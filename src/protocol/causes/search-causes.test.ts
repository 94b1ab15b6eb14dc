/** Causes by what somebody types. */

import { describe, expect, it } from 'vitest';
import { CAUSES } from './cause-table.ts';
import { searchCauses } from './search-causes.ts';

const ids = (text: string) => searchCauses(text).map(({ id }) => id);

describe('a cause', () => {
  it('[CAUSE-10] is found by an error line, by words of one, by its errno, and by its id', () => {
    expect(ids('qemu: 0000:01:00.0: VFIO migration is not supported in kernel')).toEqual([
      'no-kernel-support',
    ]);
    expect(ids('not supported in kernel')[0]).toBe('no-kernel-support');
    expect(ids('ENOTTY')).toContain('no-kernel-support');
    expect(ids('out of sync')[0]).toBe('data-fd-out-of-sync');
    expect(ids('Out  OF sync')[0]).toBe('data-fd-out-of-sync');
    for (const { id } of CAUSES) expect(ids(id)).toContain(id);
  });

  it('[CAUSE-11] is each one without a word, and none for words that no cause has', () => {
    expect(searchCauses('')).toEqual(CAUSES);
    expect(searchCauses('sync xyzzy')).toEqual([]);
    expect(searchCauses('x'.repeat(1_000_000))).toEqual([]);
  });
});
