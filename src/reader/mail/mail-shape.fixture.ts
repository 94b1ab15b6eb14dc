/**
 * The shapes in which mail may deliver one patch, all made from the output of git format-patch.
 */

const splitMail = (mail: string) => {
  const [from = '', ...rest] = mail.split('\n');
  const at = rest.indexOf('');
  return { from, headers: rest.slice(0, at), body: rest.slice(at + 1).join('\n') };
};

const toUtf8 = (text: string) => new TextEncoder().encode(text);

/** Keeps every line within 76 characters, as RFC 2045 requires. */
export function encodeQuotedPrintable(text: string, encodeAll = false): string {
  return text
    .split('\n')
    .map((line) => {
      const parts = [...toUtf8(line)].map((byte) => {
        const isPlain = byte >= 32 && byte < 127 && byte !== 61 && !encodeAll;
        return isPlain ? String.fromCharCode(byte) : `=${byte.toString(16).toUpperCase().padStart(2, '0')}`;
      });
      let row = '';
      const rows: string[] = [];
      for (const part of parts) {
        if (row.length + part.length > 75) {
          rows.push(`${row}=`);
          row = '';
        }
        row += part;
      }
      return [...rows, row].join('\n');
    })
    .join('\n');
}

export const encodeBase64 = (text: string): string =>
  (
    Buffer.from(text, 'utf8')
      .toString('base64')
      .match(/.{1,76}/g) ?? []
  ).join('\n');

function toEncoded(mail: string, encoding: 'quoted-printable' | 'base64'): string {
  const { headers, body } = splitMail(mail);
  const encoded = encoding === 'base64' ? encodeBase64(body) : encodeQuotedPrintable(body);
  const type = ['MIME-Version: 1.0', 'Content-Type: text/plain; charset="utf-8"'];
  return [...headers, ...type, `Content-Transfer-Encoding: ${encoding}`, '', encoded].join('\n');
}

function toMultipart(mail: string): string {
  const { headers, body } = splitMail(mail);
  const part = (type: string, encoding: string, text: string) =>
    ['--=_cut', `Content-Type: ${type}`, `Content-Transfer-Encoding: ${encoding}`, '', text].join('\n');
  return [
    ...headers,
    'MIME-Version: 1.0',
    'Content-Type: multipart/mixed;',
    ' boundary="=_cut"',
    '',
    'This is a message of several parts.',
    part('text/plain; charset=utf-8', '8bit', "Please look at this; it's attached.\n"),
    part('text/html', '7bit', '<p>Please</p>\n'),
    part('text/x-patch; name="a.patch"', 'base64', encodeBase64(body)),
    '--=_cut--',
    '',
  ].join('\n');
}

export const quote = (text: string, mark: string): string =>
  text
    .split('\n')
    .map((line) => `${mark}${line}`.trimEnd())
    .join('\n');

/** Wraps quoted lines as some mail programs do: the rest moves to the next line, with or without the mark. */
function wrap(text: string, width: number, mark: string): string {
  return text
    .split('\n')
    .flatMap((line) => {
      const at = line.replaceAll('\t', '        ').length > width ? line.lastIndexOf(' ') : -1;
      const isCode = /^[> ]*[+][\t]/.test(line);
      return at > 12 && isCode ? [line.slice(0, at), mark + line.slice(at + 1)] : [line];
    })
    .join('\n');
}

const reply = (quoted: string) => `On Thu, a reader wrote:\n${quoted}\n\nLooks right, doesn't it?\n`;

/** As `git diff --color` prints it. */
const colour = (mail: string) =>
  mail
    .replaceAll(/^\+.*$/gm, (line) => `\u001b[32m+\u001b[m\u001b[32m${line.slice(1)}\u001b[m`)
    .replaceAll(/^-.*$/gm, (line) => `\u001b[31m${line}\u001b[m`)
    .replaceAll(/^@@ .* @@/gm, (line) => `\u001b[36m${line}\u001b[m`);

const number = (mail: string, blank: string) =>
  mail
    .split('\n')
    .map((line, index) => `${String(index + 1).padStart(6)}${blank}${line}`.trimEnd())
    .join('\n');

const toHtml = (mail: string) =>
  mail.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

/** The name of each shape, and the function that makes it. */
export const MAIL_SHAPES: readonly (readonly [string, (mail: string) => string | Uint8Array])[] = [
  ['as git format-patch writes it', (mail) => mail],
  ['as bytes', toUtf8],
  ['with CRLF', (mail) => mail.replaceAll('\n', '\r\n')],
  ['with CR alone', (mail) => mail.replaceAll('\n', '\r')],
  ['with a byte order mark', (mail) => `\ufeff${mail}`],
  ['in UTF-16', (mail) => new Uint8Array(Buffer.from(`\ufeff${mail}`, 'utf16le'))],
  ['in UTF-16, big-endian', (mail) => new Uint8Array(Buffer.from(`\ufeff${mail}`, 'utf16le').swap16())],
  ['with no-break spaces', (mail) => mail.replaceAll('\t', '\u00a0\u00a0')],
  ['without blanks on empty lines', (mail) => mail.replaceAll(/^ $/gm, '')],
  ['in quoted-printable', (mail) => toEncoded(mail, 'quoted-printable')],
  ['in base64', (mail) => toEncoded(mail, 'base64')],
  ['as an attachment of a multipart', toMultipart],
  ['quoted once', (mail) => reply(quote(mail, '> '))],
  ['quoted twice', (mail) => reply(quote(mail, '> > '))],
  ['quoted three times, without blanks', (mail) => reply(quote(mail, '>>>'))],
  ['quoted with mixed marks', (mail) => reply(quote(mail, '>> > '))],
  ['wrapped', (mail) => wrap(mail, 72, '')],
  ['quoted and wrapped', (mail) => reply(wrap(quote(mail, '> > '), 70, '> > '))],
  ['quoted, wrapped with a shorter mark', (mail) => reply(wrap(quote(mail, '> > '), 70, '> '))],
  ['quoted, wrapped without a mark', (mail) => reply(wrap(quote(mail, '> > '), 70, ''))],
  ['twice, the second time quoted', (mail) => `${mail}\n${reply(quote(mail, '> '))}`],
  ['in the colours of git', colour],
  ['with numbered lines', (mail) => number(mail, ' ')],
  ['with lines numbered by cat', (mail) => number(mail, '\t')],
  ['set in', (mail) => quote(mail, '    ')],
  ['in a quotation with bars', (mail) => quote(mail, '| ')],
  ['in HTML', toHtml],
  ['twice in an mbox', (mail) => `${mail}\n${mail}`],
];
