/** Texts that grow: each kind repeats one thing until the text has so many characters. */

import type { Kind, Reader } from './grow.ts';
import { nested, numbered, repeated } from './grow.ts';
import { LOG_KINDS } from './log-kinds.ts';

const TABLE_HEAD = 'static const u8 vfio_from_fsm_table[8][8] = {\n';
const STEP_HEAD = 'static struct file *step(struct x *d, u32 new)\n{\n\tu32 cur = d->state;\n';
const HUNK = 'diff --git a/a.c b/a.c\n--- a/a.c\n+++ b/a.c\n@@ -1,3 +1,3 @@\n';
const MAIL = 'From: a@b.example\nSubject: s\n\n';
const FRONT =
  '---\nid: growing\ntitle: Growing\nsummary: A text that grows.\nminutes: 5\nrules: v2-7.2\n---\n\n';
const LESSON = `${FRONT}# Chapter\n\n## Step\n\n`;

const review = (title: string, make: Kind['make']): Kind => ({ title, reader: 'review', make });
const of =
  (reader: Reader) =>
  (title: string, make: Kind['make']): Kind => ({ title, reader, make });
const lesson = of('lesson');
const link = of('link');
const stored = of('stored');

export const KINDS: readonly Kind[] = [
  // Plain text.
  review('one long word', repeated('', 'a')),
  review('one long word of capitals', repeated('', 'A_')),
  review('spaces', repeated('x', ' ', 'x')),
  review('tabs', repeated('x', '\t', 'x')),
  review('empty lines', repeated('x', '\n', 'x')),
  review('carriage returns', repeated('x', '\r', 'x')),
  review('[ and words', repeated('', '[ word ')),
  review('] and words', repeated('', '] word ')),
  review('words', repeated('', 'word ')),
  review('lines of words', repeated('', 'some words on a line of text\n')),
  review('numbers', repeated('', '1234567890 ')),
  review('hyphens', repeated('', '-')),
  review('equals signs', repeated('', '=')),
  review('backslashes', repeated('', '\\')),
  review('quotation marks', repeated('', '"')),
  review('apostrophes', repeated('', "'")),
  review('slashes', repeated('', '/')),
  review('comment openings', repeated('', '/* ')),
  review('comment ends', repeated('', '*/ ')),
  review('one long comment', repeated('/*', ' word', '*/')),
  review('wide characters', repeated('', '漢字')),
  review('combining marks', repeated('a', '\u0301')),
  review('right-to-left marks', repeated('', '\u202e')),
  // Mails and archives.
  review('quotation signs', repeated(MAIL, '> ')),
  review('quotation signs without blanks', repeated(MAIL, '>')),
  review('quoted lines', repeated(MAIL, '> quoted line of a mail\n')),
  review(
    'quotations ever deeper',
    numbered(MAIL, (index) => `${'>'.repeat(index % 60)} line\n`),
  ),
  review('attributions', repeated(MAIL, 'On Mon, Sep 20, 2021, A. Person wrote:\n> x\n')),
  review(
    'headers',
    numbered('', (index) => `X-Header-${index}: value\n`, '\nbody\n'),
  ),
  review('one folded header', repeated('Subject: s\n', ' folded\n', '\nbody\n')),
  review('a subject of encoded words', repeated('Subject: ', '=?utf-8?q?word?=\n ', 'x\n\nbody\n')),
  review(
    'a subject of encoded words on one line',
    repeated('Subject: ', '=?utf-8?B?d29yZA==?= ', '\n\nbody\n'),
  ),
  review('many senders', repeated('From: ', '"A. Person" <a@b.example>, ', 'a@b.example\n\nbody\n')),
  review(
    'quoted-printable',
    repeated('From: a@b.example\nContent-Transfer-Encoding: quoted-printable\n\n', '=3D=\n'),
  ),
  review(
    'base64',
    repeated('From: a@b.example\nContent-Transfer-Encoding: base64\n\n', 'aGVsbG8gd29ybGQK\n'),
  ),
  review(
    'multipart boundaries',
    repeated('From: a@b.example\nContent-Type: multipart/mixed; boundary=b\n\n', '--b\n\npart\n'),
  ),
  review(
    'mails of an mbox',
    repeated('', 'From a@b.example Mon Jan  1 00:00:00 2021\nFrom: a@b.example\nSubject: s\n\nbody\n\n'),
  ),
  review(
    'an archive page of links',
    repeated('<html><body><pre>', '<a href="x">y</a> ', '</pre></body></html>'),
  ),
  review('angle brackets', repeated('<html><body><pre>', '<', '</pre>')),
  review('entities', repeated('<html><body><pre>', '&lt;', '</pre></body></html>')),
  // Patches.
  review('added lines', repeated(HUNK, '+\tline();\n')),
  review('removed lines', repeated(HUNK, '-\tline();\n')),
  review('hunk headers', repeated(HUNK, '@@ -1,3 +1,3 @@ static int f(void)\n x\n')),
  review(
    'files of a patch',
    numbered(
      '',
      (index) =>
        `diff --git a/f${index}.c b/f${index}.c\n--- a/f${index}.c\n+++ b/f${index}.c\n@@ -1 +1 @@\n-a\n+b\n`,
    ),
  ),
  review(
    'lines that move',
    numbered(HUNK, (index) => `-\tl${index}();\n+\tl${index + 1}();\n`),
  ),
  review('cuts', repeated(MAIL, '> [...]\n')),
  // C.
  review('opening parentheses', repeated(STEP_HEAD, '(')),
  review('opening braces', repeated(STEP_HEAD, '{')),
  review('opening brackets', repeated(STEP_HEAD, 'a[')),
  review('calls in calls', repeated(STEP_HEAD, 'F(')),
  review('calls in calls, closed', nested(STEP_HEAD, 'F(', ')')),
  review('braces in braces', nested(STEP_HEAD, '{', '}')),
  review('not not not', repeated(`${STEP_HEAD}\tif (`, '!')),
  review('minus minus', repeated(`${STEP_HEAD}\tif (`, '- ')),
  review('conditional in conditional', repeated(`${STEP_HEAD}\treturn `, 'cur ? 1 : ')),
  review('a long sum', repeated(`${STEP_HEAD}\treturn `, '1 | ')),
  review(
    'conditional in conditional, of states',
    repeated(`${STEP_HEAD}\treturn `, 'cur == VFIO_DEVICE_STATE_STOP ? 1 : '),
  ),
  review('words of one generation', repeated(`${STEP_HEAD}\t// `, '_RESUMING ')),
  review('casts', repeated(`${STEP_HEAD}\treturn `, '(u32)')),
  review(
    'else if',
    numbered(
      `${STEP_HEAD}\tif (0) return 0;\n`,
      (index) => `\telse if (cur == ${index % 8} && new == ${index % 7}) return 0;\n`,
      '}\n',
    ),
  ),
  review(
    'if',
    numbered(STEP_HEAD, (index) => `\tif (cur == ${index % 8} && new == ${index % 7}) return 0;\n`, '}\n'),
  ),
  review(
    'else if, of states',
    repeated(
      `${STEP_HEAD}\tif (0) return 0;\n`,
      '\telse if (cur == VFIO_DEVICE_STATE_STOP && new == VFIO_DEVICE_STATE_RUNNING) return 0;\n',
      '}\n',
    ),
  ),
  review(
    'if, of states',
    repeated(
      STEP_HEAD,
      '\tif (cur == VFIO_DEVICE_STATE_STOP && new == VFIO_DEVICE_STATE_RUNNING) return 0;\n',
      '}\n',
    ),
  ),
  review('if inside if', nested(STEP_HEAD, 'if (cur) { ', '}')),
  review(
    'cases',
    numbered(`${STEP_HEAD}\tswitch (cur) {\n`, (index) => `\tcase ${index}: return 0;\n`, '\t}\n}\n'),
  ),
  review('#if', repeated('', '#if A\n')),
  review('#if, closed', nested('', '#if A\n', '#endif\n')),
  review('#if and #else', repeated('', '#if A\nint a;\n#else\nint b;\n#endif\n')),
  review(
    '#define',
    numbered('', (index) => `#define NAME_${index} ${index}\n`),
  ),
  review(
    '#define of #define',
    numbered(
      '#define N_0 1\n',
      (index) => `#define N_${index + 1} (N_${index} + 1)\n`,
      `${TABLE_HEAD}\t[N_40] = { N_41 },\n};\n`,
    ),
  ),
  review(
    'a macro that doubles',
    numbered(
      '#define M_0 1\n',
      (index) => `#define M_${index + 1} M_${index} + M_${index}\n`,
      `${TABLE_HEAD}\t[0] = { M_60 },\n};\n`,
    ),
  ),
  review(
    'enumerators',
    numbered('enum e {\n', (index) => `\tE_${index},\n`, '};\n'),
  ),
  review(
    'functions',
    numbered('', (index) => `int f_${index}(int a)\n{\n\treturn a;\n}\n`),
  ),
  review(
    'step functions',
    numbered(
      '',
      (index) =>
        `static int step_${index}(u32 cur, u32 new)\n{\n\tif (cur == VFIO_DEVICE_STATE_STOP && new == VFIO_DEVICE_STATE_RUNNING)\n\t\treturn 0;\n\treturn -EINVAL;\n}\n`,
    ),
  ),
  review(
    'functions that call each other',
    numbered('', (index) => `int f_${index}(u32 cur, u32 new) { return f_${index + 1}(cur, new); }\n`),
  ),
  review('loops', repeated(STEP_HEAD, '\tfor (i = 0; i < 10; i++) x();\n', '}\n')),
  review(
    'rows of a table',
    repeated(
      TABLE_HEAD,
      '\t[VFIO_DEVICE_STATE_STOP] = { [VFIO_DEVICE_STATE_RUNNING] = VFIO_DEVICE_STATE_RUNNING },\n',
      '};\n',
    ),
  ),
  review('cells of a table', repeated(`${TABLE_HEAD}\t[0] = { `, '1, ', '} };\n')),
  review(
    'tables',
    numbered('', (index) => `static const u8 t_${index}[2][2] = { { 0, 1 }, { 1, 0 } };\n`),
  ),
  review('strings side by side', repeated('char *s = ', '"word" ', ';\n')),
  review(
    'structs',
    numbered('', (index) => `struct s_${index} {\n\tint a;\n};\n`),
  ),
  // Tables in other notations.
  review('a Markdown table', repeated('| | STOP | RUNNING |\n|---|---|---|\n', '| STOP | x | yes |\n')),
  review('pipes', repeated('', '|')),
  review('an RST grid', repeated('', '+------+------+\n| STOP | RUN  |\n')),
  review('DOT edges', repeated('digraph g {\n', '\tSTOP -> RUNNING;\n', '}\n')),
  review(
    'a Rust match',
    repeated('match (cur, new) {\n', '\t(State::Stop, State::Running) => Ok(()),\n', '}\n'),
  ),
  review('braces of Rust', nested('match (cur, new) {', '{', '}')),
  // Lessons, links, what is kept.
  lesson('lists in a lesson', repeated(LESSON, '- item\n')),
  lesson(
    'lists inside lists',
    numbered(LESSON, (index) => `${' '.repeat((index % 200) * 2)}- item\n`),
  ),
  lesson('quotations inside quotations', repeated(LESSON, '> ')),
  lesson('brackets in a lesson', repeated(LESSON, '[')),
  lesson('asterisks in a lesson', repeated(LESSON, '*a **b ')),
  lesson(
    'backticks in a lesson',
    numbered(LESSON, (index) => `${'`'.repeat(index % 50)} `),
  ),
  lesson('YAML in YAML', repeated('---\nid: ', '[')),
  lesson(
    'YAML aliases',
    numbered('---\na0: &a0 x\n', (index) => `a${index + 1}: &a${index + 1} [*a${index}, *a${index}]\n`),
  ),
  lesson('steps of a lesson', repeated(`${FRONT}# Chapter\n\n`, '## Step\n\nText.\n\n')),
  link('steps of a link', repeated('#v=1&rules=v2-7.2&trace=', 'STOP:a,')),
  link('parts of a link', repeated('#', 'a=b&')),
  link('escapes in a link', repeated('#v=1&rules=', '%41')),
  stored('steps that are kept', repeated('{"version":1,"steps":[', '{"act":"reset"},', '{"act":"reset"}]}')),
  stored('brackets that are kept', repeated('', '[')),
  // Logs.
  ...LOG_KINDS,
];
