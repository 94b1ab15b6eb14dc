/** What may stand in a list, and the marks around inline text. */

import { describe, expect, it } from 'vitest';
import { toPlainText } from './lesson-narration.ts';
import { createText, findProblems, format, parseSteps } from './lesson-text.fixture.ts';

const problems = (body: string) => findProblems(createText(body)).map(format);

describe('a list', () => {
  it('[LESSON-8] has paragraphs only: anything else is named, with its place', () => {
    expect(problems('\n- one\n  - two\n')).toEqual([
      '15:3 not-narration: A lesson cannot contain lists within lists. Use paragraphs, lists, emphasis and code.',
    ]);
    expect(problems('\n- one\n\n  > two\n')).toEqual([
      '16:3 not-narration: A lesson cannot contain quotations. Use paragraphs, lists, emphasis and code.',
    ]);
    expect(problems('\n- one\n\n  # two\n')[0]).toContain('headings here');
    expect(problems('\n- one\n\n  ---\n')[0]).toContain('horizontal rules');
    expect(problems('\n- one\n\n      two\n')[0]).toContain('code blocks here');
    expect(problems('\n- one\n\n  <b>\n')[0]).toContain('HTML');
    expect(problems('\n- one\n- two\n')).toEqual([]);
  });

  it('[LESSON-8] is ordered if it has numbers', () => {
    const kindOf = (body: string) => parseSteps(body)[0]?.narration[0];
    expect(kindOf('\n1. one\n2. two\n')).toMatchObject({ kind: 'list', ordered: true });
    expect(kindOf('\n* one\n')).toMatchObject({ kind: 'list', ordered: false });
  });
});

describe('narration', () => {
  it('[LESSON-8] keeps code that is C or text, and names any other block', () => {
    const step = parseSteps('\n```c\nint a;\n```\n\n```text\nplain\n```\n\n```\nnothing\n```\n')[0];
    expect(step?.narration).toEqual([
      { kind: 'code', language: 'c', text: 'int a;' },
      { kind: 'code', language: 'text', text: 'plain' },
      { kind: 'code', language: 'text', text: 'nothing' },
    ]);
    expect(problems('\n```rust\nfn a() {}\n```\n').join()).toContain('unknown-block');
  });

  it('[LESSON-8] keeps a picture by its name, which is its words where there is no picture', () => {
    const step = parseSteps('\n```picture\none-host\n```\n')[0];
    expect(step?.narration).toEqual([{ kind: 'picture', picture: 'one-host' }]);
    expect(toPlainText(step?.narration ?? [])).toMatch(/^A host with two parts\./);
  });

  it('[LESSON-8] keeps a text for Review as it is written, with its name', () => {
    const step = parseSteps(
      '\n```review a.patch\n--- a/f.c\n+++ b/f.c\n@@ -1 +1 @@\n-\tint a;\n+\tint b;\n```\n',
    )[0];
    const text = '--- a/f.c\n+++ b/f.c\n@@ -1 +1 @@\n-\tint a;\n+\tint b;\n';
    expect(step?.narration).toEqual([{ kind: 'review', name: 'a.patch', text }]);
  });

  it('[LESSON-8] refuses what plain text cannot say', () => {
    for (const [body, what] of [
      ['![a](b.png)', 'images'],
      ['![a][b]\n\n[b]: c.png', 'images'],
      ['a  \nb', 'forced line breaks'],
      ['| a | b |\n| --- | --- |\n| c | d |', 'tables'],
      ['---', 'horizontal rules'],
    ] as const)
      expect([body, problems(`\n${body}\n`).join()]).toEqual([body, expect.stringContaining(what)]);
    expect(problems('\nSee [the thread](https://lore.kernel.org).\n')[0]).toContain('14:5 link');
  });

  it('[LESSON-8] asks whether a number in brackets is a message', () => {
    expect(problems('\nAs said. [25]\n')[0]).toContain(
      '14:10 bracket: "[25]" is not a citation. Is [#25] meant?',
    );
    expect(problems('\nAs said. [25a]\n')[0]).not.toContain('meant?');
  });

  it('[LESSON-8] cites in the middle of a text, several times', () => {
    const [step] = parseSteps('\nOne [#1], *two* [#2; #3] and `three`.\n');
    const [paragraph] = step?.narration ?? [];
    const kinds = paragraph?.kind === 'paragraph' ? paragraph.children.map(({ kind }) => kind) : [];
    expect(kinds.filter((kind) => kind === 'citation')).toHaveLength(2);
    expect(toPlainText(step?.narration ?? [])).toContain('three');
  });
});

describe('an answer in a question', () => {
  it.each(['answer', 'answers', 'correct', 'right', 'expect'])(
    '[LESSON-9] is refused by the name %s',
    (key) => {
      const predict = `\n\`\`\`predict\nask: verdict\nrequest: STOP > RUNNING\n${key}: accepted\n\`\`\`\n`;
      expect(problems(predict)).toEqual([expect.stringMatching(new RegExp(`^17:1 own-answer: .*"${key}"`))]);
      const focus = `\nText.\n\n\`\`\`focus\n${key}: x\n\`\`\`\n`;
      expect(problems(focus)[0]).toContain('unknown-key');
    },
  );
});
