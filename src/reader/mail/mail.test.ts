/** Which text of a mail is read: bodies, parts and attachments, each with the subject and the lines they were pasted at. */

import { describe, expect, it } from 'vitest';
import { getPlace, toLines } from '../text/source-line.ts';
import { isHeader, isHeaderWithin, readMail } from './mail.ts';

/** Each body as its subject and its lines. */
const read = (...lines: readonly string[]) =>
  readMail(toLines(lines.join('\n'))).map((part) => [part.subject, ...part.lines.map(({ text }) => text)]);

const HEAD = ['From: A <a@example.org>', 'Subject: x'];

describe('a mail', () => {
  it('[MAIL-1] begins with two headers that are typical of mail, and ends them at an empty line', () => {
    expect(read(...HEAD, '', 'text')).toEqual([['x', 'text']]);
    expect(read('', '', ...HEAD, '', 'text', '', 'more')).toEqual([['x', 'text', '', 'more']]);
    expect(read('From: A', 'X-Other: y', '', 'text')).toEqual([['', 'From: A', 'X-Other: y', '', 'text']]);
    expect(read('Note: y', 'case: z', '', 'text')).toEqual([['', 'Note: y', 'case: z', '', 'text']]);
    expect(read('')).toEqual([['', '']]);
    expect(read(...HEAD)).toEqual([['x']]);
  });

  it('[MAIL-1] has headers in any order and case, continued on lines that begin with a blank', () => {
    expect(read('DATE: 1 Jan 2021', 'X-A:', 'sUBJECT: one', '\ttwo', '  three', 'to: B', '', 'text')).toEqual(
      [['one two three', 'text']],
    );
    expect(read(' From: A', 'Subject: x', '', 'text')[0]?.[0]).toBe('');
  });

  it('[MAIL-1] may lack the empty line: the text begins at the first line that is not a header', () => {
    expect(read(...HEAD, 'no header here', 'Date: y')).toEqual([['x', 'no header here', 'Date: y']]);
    expect(read('From: A', 'no header here', 'Subject: x')[0]?.[0]).toBe('');
  });

  it('[MAIL-1] keeps the first of two subjects, decoded and on one line', () => {
    expect(read('From: A', 'Subject: =?UTF-8?q?caf=C3=A9?=  x', 'Subject: y', '', 't')[0]?.[0]).toBe(
      'café x',
    );
  });

  it('[MAIL-1] keeps the place of each line', () => {
    const [part] = readMail(toLines(['', ...HEAD, '', 'text'].join('\n')));
    expect(part?.lines.map((line) => getPlace(line, 0).line)).toEqual([5]);
  });

  it.each([
    ['text/plain', true],
    ['TEXT/PLAIN; charset=utf-8', true],
    ['text/x-patch', true],
    ['text/html', false],
    ['application/octet-stream', true],
    ['application/x-patch', true],
    ['application/x-diff', true],
    ['application/pdf', false],
    ['image/png', false],
  ])('[MAIL-2] of type %s is read: %s', (type, isRead) => {
    expect(read(...HEAD, `Content-Type: ${type}`, '', 'text')).toEqual(isRead ? [['x', 'text']] : []);
  });
});

describe('a mail of several parts', () => {
  const multipart = (type: string, ...body: readonly string[]) =>
    read(...HEAD, `Content-Type: ${type}`, '', ...body);
  const parts = [
    'before',
    '--b',
    '',
    'one',
    '--b',
    'Content-Type: text/html',
    '',
    '<b>',
    '--b',
    'Content-Type: text/x-diff',
    '',
    'two',
    '--b--',
    'after',
  ];

  it.each([
    'multipart/mixed; boundary=b',
    'multipart/mixed; boundary="b"',
    'Multipart/Alternative; x=y; BOUNDARY = b; z',
  ])('[MAIL-3] is read part by part with %s', (type) =>
    expect(multipart(type, ...parts)).toEqual([
      ['x', '', 'one'],
      ['x', 'two'],
    ]),
  );

  it('[MAIL-3] is read whole if its boundary is missing or not in it', () => {
    expect(multipart('multipart/mixed', '--b', 'one')).toEqual([['x', '--b', 'one']]);
    expect(multipart('multipart/mixed; boundary=c', '--b', 'one')).toEqual([['x', '--b', 'one']]);
  });

  it('[MAIL-3] has parts within parts, and a part without an end reaches to the end', () => {
    expect(
      multipart(
        'multipart/mixed; boundary=b',
        '--b',
        'Content-Type: multipart/mixed; boundary=c',
        '',
        '--c',
        '',
        'one',
        '--c--',
        '--b',
        '',
        'two',
      ),
    ).toEqual([
      ['x', '', 'one'],
      ['x', '', 'two'],
    ]);
  });

  it('[MAIL-4] of which one is another mail has the subject of that mail', () => {
    const forwarded = (...inner: readonly string[]) =>
      multipart('multipart/mixed; boundary=b', '--b', 'Content-Type: message/rfc822', '', ...inner, '--b--');
    expect(forwarded('', 'From: B', 'Subject: inner', '', 'text')).toEqual([['inner', 'text']]);
    expect(forwarded('From: B', '', 'text')).toEqual([['x', 'text']]);
    expect(forwarded('no header')).toEqual([]);
  });

  it('[MAIL-4] nested without end is read to a limit', () => {
    const nest = (depth: number): readonly string[] =>
      depth === 0 ? ['', 'deep'] : ['Content-Type: message/rfc822', '', 'From: B', ...nest(depth - 1)];
    expect(read(...HEAD, ...nest(5))).toEqual([['x', 'deep']]);
    expect(read(...HEAD, ...nest(12))).toEqual([]);
  });
});

describe('an encoded mail', () => {
  const encoded = (encoding: string, ...body: readonly string[]) =>
    readMail(toLines([...HEAD, `Content-Transfer-Encoding: ${encoding}`, '', ...body].join('\n')));

  it('[MAIL-5] is decoded by the name of its encoding, in any case, and otherwise left as it is', () => {
    expect(encoded(' Quoted-Printable ', 'a=3Db')[0]?.lines.map(({ text }) => text)).toEqual(['a=b']);
    expect(encoded('BASE64', 'YT1i')[0]?.lines.map(({ text }) => text)).toEqual(['a=b']);
    expect(encoded('8bit', 'a=3Db')[0]?.lines.map(({ text }) => text)).toEqual(['a=3Db']);
  });

  it('[MAIL-5] that cannot be decoded is a problem at its first line, with no text', () => {
    const [part] = encoded('base64', '', 'not base64!');
    expect(part).toMatchObject({
      subject: 'x',
      lines: [],
      problems: [{ id: 'encoding', line: 6, near: 'not base64!' }],
    });
  });

  it('[MAIL-5] has its own charset', () => {
    const text = readMail(
      toLines(
        [
          ...HEAD,
          'Content-Type: text/plain; charset="ISO-8859-1"',
          'Content-Transfer-Encoding: quoted-printable',
          '',
          'caf=E9',
        ].join('\n'),
      ),
    );
    expect(text[0]?.lines[0]?.text).toBe('café');
  });
});

describe('a line', () => {
  it('[MAIL-6] is a header outside a body if it has a name, a colon and then a blank or nothing', () => {
    const lines = ['From: A', 'X-Y-1: ', 'Name:', 'Name:x', '1Name: x', 'Two words: x', ' From: A'];
    expect(lines.filter(isHeader)).toEqual(['From: A', 'X-Y-1: ', 'Name:']);
  });

  it('[MAIL-6] is a header within a body only if it is one of mail', () => {
    const lines = [
      'from: A',
      'X-Mailer: y',
      'X-Two-Words: y',
      'Content-Type: z',
      'List-Id: z',
      'case: 1',
      'default:',
      'Signed-off-by: A',
      ' From: A',
    ];
    expect(lines.filter(isHeaderWithin)).toEqual([
      'from: A',
      'X-Mailer: y',
      'X-Two-Words: y',
      'Content-Type: z',
      'List-Id: z',
    ]);
  });
});
