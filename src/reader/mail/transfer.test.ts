/**
 * Encoded mail: compares the decoded text with postal-mime's, and the locations with the pasted text itself.
 */

import fc from 'fast-check';
import PostalMime from 'postal-mime';
import { describe, expect, it } from 'vitest';
import { getPlace, toLines } from '../text/source-line.ts';
import { readMail } from './mail.ts';
import { encodeBase64, encodeQuotedPrintable } from './mail-shape.fixture.ts';

const HEAD = [
  'From: a@example.org',
  'Subject: b',
  'MIME-Version: 1.0',
  'Content-Type: text/plain; charset=utf-8',
];

const toMail = (encoding: string, body: string) =>
  [...HEAD, `Content-Transfer-Encoding: ${encoding}`, '', body].join('\n');

const decode = (mail: string) => readMail(toLines(mail)).flatMap(({ lines }) => lines);

const word = fc.constantFrom(
  'a',
  '=',
  ' ',
  '\t',
  'é',
  '€',
  '𝄞',
  '+',
  '=3D',
  '{',
  '>',
  'From ',
  '.',
  'static const u8',
  '\n',
);
const body = fc.array(word, { minLength: 1, maxLength: 80 }).map((words) => `x${words.join('')}x`);

/** The text as the stages leave it: no blanks at the end of a line. */
const trim = (text: string) => text.split('\n').map((line) => line.trimEnd());

describe('transfer encodings', () => {
  it.each([
    ['quoted-printable', (text: string) => encodeQuotedPrintable(text)],
    ['quoted-printable', (text: string) => encodeQuotedPrintable(text, true)],
    ['base64', encodeBase64],
  ])('[MAIL-1] decodes %s to the original text, as postal-mime does', async (encoding, encode) => {
    await fc.assert(
      fc.asyncProperty(body, async (text) => {
        const mail = toMail(encoding, encode(text));
        const found = decode(mail).map((line) => line.text);
        expect(found).toEqual(trim(text));
        const other = await PostalMime.parse(mail);
        expect(trim(other.text?.replace(/\n$/, '') ?? '')).toEqual(found);
      }),
      { numRuns: 200 },
    );
  });

  it('[MAIL-2] locates every character of quoted-printable by line and column', () => {
    fc.assert(
      fc.property(body, (text) => {
        const mail = toMail('quoted-printable', encodeQuotedPrintable(text));
        const pasted = mail.split('\n');
        for (const line of decode(mail))
          for (const [at, character] of [...line.text].entries()) {
            if (character.length > 1) return;
            const { line: row, column } = getPlace(line, at);
            const there = pasted[row - 1]?.slice(column - 1) ?? '';
            expect([character, '=']).toContain(there[0]);
            if (/[ -<>-~]/.test(character)) expect(there[0]).toBe(character);
          }
      }),
    );
  });

  it('[MAIL-2] locates each line of base64 by the encoded line in which it starts', () => {
    const text = Array.from({ length: 60 }, (_, index) => `line ${index} of the text`).join('\n');
    const mail = toMail('base64', encodeBase64(text));
    const rows = mail.split('\n').slice(HEAD.length + 2);
    let bytes = 0;
    for (const line of decode(mail)) {
      const { line: row, column } = getPlace(line, 0);
      expect(row).toBe(HEAD.length + 3 + Math.floor(bytes / 57));
      expect(column).toBe(1 + Math.floor(((bytes % 57) * 4) / 3));
      bytes += line.text.length + 1;
    }
    expect(rows.length).toBe(Math.ceil((bytes - 1) / 57));
  });

  it.each([
    [
      'base64 with a mailing-list footer below it',
      toMail('base64', `${encodeBase64('one\ntwo')}\n\n-- \na list`),
      ['one', 'two'],
    ],
    ['Latin-1', toMail('quoted-printable', 'caf=E9').replace('utf-8', 'iso-8859-1'), ['café']],
    ['an unknown charset', toMail('quoted-printable', 'a=3Db').replace('utf-8', 'x-unknown'), ['a=b']],
    ['an = that encodes nothing', toMail('quoted-printable', 'a=zz b=\n= 1'), ['a=zz b= 1']],
    ['no-break spaces', toMail('quoted-printable', 'a=C2=A0b'), ['a b']],
    ['encoded newlines', toMail('quoted-printable', 'a=0Ab=0D=0Ac'), ['a', 'b', 'c']],
  ])('[MAIL-3] reads %s', (_, mail, lines) => {
    expect(
      decode(mail)
        .map(({ text }) => text)
        .filter((text) => text !== ''),
    ).toEqual(lines);
  });

  it('[MAIL-4] reads a folded subject with encoded words of any charset', () => {
    const mail = ['From: a', 'Subject: =?utf-8?q?[PATCH]_caf=C3=A9?=', ' and more', '', 'text'].join('\n');
    expect(readMail(toLines(mail))[0]?.subject).toBe('[PATCH] café and more');
  });

  it('[MAIL-4] leaves a text that is not a mail as it is', () => {
    const text = 'enum: a\nFrom here on\n\nint x;';
    expect(decode(text).map((line) => line.text)).toEqual(text.split('\n'));
  });
});
