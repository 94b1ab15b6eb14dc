/** Citations in every form that an author may write. */

import { describe, expect, it } from 'vitest';
import { formatShortCitation } from '../../protocol/words/citation-words.ts';
import { parseCitations } from './lesson-citation.ts';

/** The citations in short, or why there are none; `-` if the text does not look like one. */
function read(text: string): string {
  const parsed = parseCitations(text);
  if (!parsed.ok) return parsed.problem.why ?? '-';
  return parsed.value.map(formatShortCitation).join(' | ');
}

describe('several citations', () => {
  it.each([
    ['#24,#25', '#24 | #25'],
    ['#24 ,   #25', '#24 | #25'],
    ['#24;#25', '#24 | #25'],
    ['#24  ;\n #25', '#24 | #25'],
    ['#0, #37; #1', '#0 | #37 | #1'],
    ['#1; commit 4db52602a607', '#1 | commit 4db52602a607'],
    ['  #1  ', '#1'],
  ])('[LESSON-7] in %j are %s', (text, expected) => expect(read(text)).toBe(expected));

  it('[LESSON-7] are split at a comma only before a number of a message', () => {
    expect(read('commit 0123456789ab 2026-01 fixes a, b and c')).toBe('commit 0123456789ab');
    expect(read('#1, commit 4db52602a607')).toBe('it ends too early');
  });

  it('[LESSON-7] are named by the one that cannot be read', () => {
    expect(parseCitations('#1; #99')).toMatchObject({ problem: { near: '[#99]' } });
    expect(parseCitations('x; #1')).toMatchObject({ problem: { near: '[x]', why: null } });
  });
});

describe('one citation', () => {
  it.each([
    ['v6.2 a/b.c f()', 'f(), Linux v6.2'],
    ['v6.2.1 a/b.c f()', 'f(), Linux v6.2.1'],
    ['v7.2-rc1  a/b-c/d_e.h  enum x y', 'enum x y, Linux v7.2-rc1'],
    ['qemu v8.2.0 a/b.c f()', 'f(), QEMU v8.2.0'],
    ['qemu  v10.0.0-rc2 a/b.c f()', 'f(), QEMU v10.0.0-rc2'],
    ['commit 0123456789ab 2026-01 fixes it', 'commit 0123456789ab'],
    [
      'commit 0123456789abcdef0123456789abcdef01234567 2026-01-31 x',
      'commit 0123456789abcdef0123456789abcdef01234567',
    ],
    ['mail a@b 2026-01 x', 'mail, 2026-01'],
  ])('[LESSON-7] %s is read', (text, expected) => expect(read(text)).toBe(expected));

  it.each([
    '25',
    'x',
    '',
    '-',
    'see #25',
    'xv6.2 a/b.c f()',
    'a commit',
    'email a@b',
    'aqemu',
    'v',
    'commitment',
    'mailing',
  ])('[LESSON-7] %j is not one', (text) => expect(read(text)).toBe('-'));

  it.each(['#', '#x', '#1x', 'commit', 'mail'])('[LESSON-7] %j ends too early', (text) =>
    expect(read(text)).toBe('it ends too early'),
  );

  it.each([
    'v6.2',
    'v6 a/b.c f()',
    'v6.2-rc a/b.c f()',
    'v6.2 a/b.c',
    'qemu',
    'qemu 8.2.0 a/b.c f()',
    'qemu v8.2 a/b.c f()',
    'commit 0123456789a 2026-01 x',
    'commit 0123456789ag 2026-01 x',
    'commit 0123456789ab 2026 x',
    'commit 0123456789ab 2026-01',
    'mail a 2026-01 x',
    'mail a@b 2026-1 x',
    'v6.2 b.c f()',
    'v6.2 a/b f()',
    'v6.2 /a/b.c f()',
    'qemu v8.2.0 a//b.c f()',
    '#38',
  ])('[LESSON-7] %j has a reason why it cannot be cited', (text) => {
    expect(read(text)).not.toBe('-');
    expect(parseCitations(text).ok).toBe(false);
  });

  it('[LESSON-7] of a known commit or mail needs no more than its name, and may be longer than the known hash', () => {
    expect(read('commit 4db52602a607')).toBe('commit 4db52602a607');
    expect(parseCitations('commit 4db52602a6074e9cc523500b8304600ff63e7b85')).toMatchObject({
      value: [{ kind: 'commit', date: '2022-12' }],
    });
    expect(read('commit a4db52602a607')).toMatch(/not known here/);
    expect(read('mail x163909282574.728533.7460416142511440919.stgit@omen')).toMatch(/not known here/);
  });
});
