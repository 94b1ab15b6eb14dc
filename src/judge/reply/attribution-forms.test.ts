/** Messages in a text: where each begins, and what their heads may look like. */

import { describe, expect, it } from 'vitest';
import { getAttribution } from './attribution.ts';

const of = (lines: readonly string[], line?: number) => getAttribution(lines, line);

describe('the heads of messages', () => {
  const mbox = [
    'From: A <a@example.org>',
    'Subject: first',
    '',
    'text of A',
    'From: B <b@example.org>',
    'Date: 2 Jan 2021',
    '',
    'text of B',
  ];

  it('[ATTR-6] each hold from their first line to the next head', () => {
    expect([1, 4, 5, 8].map((line) => of(mbox, line))).toEqual([
      'A wrote:',
      'A wrote:',
      'On 2 Jan 2021, B wrote:',
      'On 2 Jan 2021, B wrote:',
    ]);
    expect(of(mbox)).toBe('A wrote:');
    expect(of(['', ...mbox], 1)).toBe('');
    expect(of(['', ...mbox], 2)).toBe('A wrote:');
  });

  it('[ATTR-6] follow each other on the page of an archive', () => {
    const page = [
      'From: A B @ 2021-09-22 10:38 UTC (permalink / raw)',
      'To: C',
      'From: D @ 2021-09-23  9:05 UTC (permalink / raw)',
      'text',
    ];
    expect(of(page, 1)).toBe('On 2021-09-22 10:38 UTC, A B wrote:');
    expect(of(page, 2)).toBe('On 2021-09-22 10:38 UTC, A B wrote:');
    expect(of(page, 4)).toBe('On 2021-09-23 9:05 UTC, D wrote:');
  });

  it('[ATTR-6] are not in the middle of a line, nor anything that only looks like one', () => {
    for (const line of [
      ' From: A @ 2021-09-22 10:38 UTC',
      'x From: A @ 2021-09-22 10:38 UTC',
      'From: A @ 2021-09-22 10:38 UTCx',
      'From: A @ 2021-9-22 10:38 UTC',
      'A Sept. 22, 2021, 10:38 a.m. UTC | comment',
      'A Sept. 22, 2021, 10:38 a.m. CET',
      ' A Sept. 22, 2021, noon UTC',
      'Sept. 22, 2021, noon UTC',
    ])
      expect([line, of([line])]).toEqual([line, '']);
  });

  it.each([
    'Jan. 1',
    'Feb. 10',
    'March 3',
    'April 4',
    'May 5',
    'June 16',
    'July 7',
    'Aug. 8',
    'Sept. 9',
    'Oct. 1',
    'Nov. 30',
    'Dec. 2',
  ])('[ATTR-7] are read with the date %s of Patchwork', (day) => {
    for (const time of ['10:38 a.m.', '1:05 p.m.', 'noon', 'midnight', '7 p.m.'])
      for (const end of ['', ' | #1', ' | #12'])
        expect(of([`A B ${day}, 2021, ${time} UTC${end}`])).toBe(`On ${day}, 2021, ${time} UTC, A B wrote:`);
  });
});

describe('headers', () => {
  it('[ATTR-8] continue on lines that begin with blanks or tabs, and end at the first other line', () => {
    expect(of(['Subject: x', 'From: A', '\tB', '  C <a@example.org>', 'text', 'Date: 1 Jan 2021'])).toBe(
      'A B C wrote:',
    );
    expect(of(['From: A', '   ', 'Subject: x'])).toBe('');
  });

  it('[ATTR-8] count once: of two with the same name the first holds', () => {
    expect(of(['From: A <a@x.org>', 'from: B <b@x.org>', 'DATE: 1 Jan 2021', 'Date: 2 Jan 2021'])).toBe(
      'On 1 Jan 2021, A wrote:',
    );
  });

  it('[ATTR-8] may have no blank after the colon, or many', () => {
    expect(of(['From:A <a@x.org>', 'Date: \t 1  Jan\t2021  '])).toBe('On 1 Jan 2021, A wrote:');
    expect(of(['X-1-from: B', 'From: A <a@x.org>', 'Subject: x'])).toBe('A wrote:');
    expect(of(['1From: A <a@x.org>', 'Subject: x'])).toBe('');
  });

  it('[ATTR-8] leave out only a comment that ends the date', () => {
    const date = (text: string) => of(['From: A <a@x.org>', `Date: ${text}`]);
    expect(date('1 Jan 2021 (CET) ')).toBe('On 1 Jan 2021, A wrote:');
    expect(date('1 Jan (of) 2021')).toBe('On 1 Jan (of) 2021, A wrote:');
  });

  it('[ATTR-9] name the address of a sender without a name, and the first of several senders', () => {
    const from = (text: string) => of([`From: ${text}`, 'Subject: x']);
    expect(from('<a@example.org>')).toBe('a@example.org wrote:');
    expect(from('A <a@example.org>, B <b@example.org>')).toBe('A wrote:');
    expect(from('Group: A <a@example.org>, B <b@example.org>;')).toBe('A wrote:');
    expect(from('"A   B" <a@example.org>')).toBe('A B wrote:');
  });
});

describe('the diff on a page', () => {
  const page = (...end: readonly string[]) => [
    'A Sept. 22, 2021, noon UTC',
    'text',
    'B Sept. 23, 2021, noon UTC | #1',
    'text',
    'Patch',
    ...end,
  ];

  it.each(['diff --git a/x b/x', '--- a/x', 'Index: x'])(
    '[ATTR-10] is of the page if it begins with %s',
    (first) => {
      expect(of(page('', '', first, '+x'), 9)).toBe('On Sept. 22, 2021, noon UTC, A wrote:');
    },
  );

  it.each([['differs'], ['x --- a/x'], ['Index of x'], []])(
    '[ATTR-10] is not one if it begins with %j',
    (...first) => {
      const lines = page(...first);
      expect(of(lines, lines.length)).toBe('On Sept. 23, 2021, noon UTC, B wrote:');
    },
  );

  it('[ATTR-10] is nobody’s if only comments are there', () => {
    const lines = page('diff --git a/x b/x').slice(2);
    expect(of(lines, lines.length)).toBe('On Sept. 23, 2021, noon UTC, B wrote:');
    expect(of(['Patch', '', 'diff --git a/x b/x'], 3)).toBe('');
  });
});
