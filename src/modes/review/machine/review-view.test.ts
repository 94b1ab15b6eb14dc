/** What Review shows and exports of a hostile text: nothing in it hides, turns around or reaches a terminal. */

import { describe, expect, it } from 'vitest';
import { judge } from '../../../judge/judge-message.ts';
import { ANSWER_FORMS, type AnswerForm, formatAnswer } from '../../../judge/reply/answer.ts';
import { getAttribution } from '../../../judge/reply/attribution.ts';
import { toReport } from '../../../judge/report/judged-report.ts';
import { ATTACKS, HIDDEN } from '../../../protocol/words/outside-text.fixture.ts';
import { REVIEWED } from '../../../reader/review-text.fixture.ts';
import { toVerdictCard } from '../verdict/verdict-card.ts';
import { formatVerdictSvg } from '../verdict/verdict-svg.ts';
import { splitLines } from './review-view.ts';

/** Every text in a value, keys included. */
function* searchTexts(value: unknown): Generator<string> {
  if (typeof value === 'string') yield value;
  if (typeof value !== 'object' || value === null) return;
  for (const [key, each] of Object.entries(value)) {
    yield key;
    yield* searchTexts(each);
  }
}

const FORMS = Object.keys(ANSWER_FORMS) as AnswerForm[];

/** How many of the attacks each text gets: all of them over three texts. */
const PART = 3;

const expectVisible = (texts: Iterable<string | undefined>) =>
  expect([...texts].filter((text = '') => HIDDEN.test(text))).toEqual([]);

describe('what is shown of a text from outside', { timeout: 120_000 }, () => {
  it.each(Object.entries(REVIEWED).map(([title, make], index) => [title, make, index % PART] as const))(
    '[HIDE-1] has no sign that does not show: %s, judged, as a card and in every form of the answer',
    (_, make, part) => {
      for (const attack of Object.values(ATTACKS).filter((_, index) => index % PART === part)) {
        const text = make(attack);
        const judged = judge({ text, options: {}, against: null });
        // The kinds of lines are numbers, packed into a text.
        expectVisible(searchTexts({ ...judged, kinds: null }));
        const lines = splitLines(text);
        const review = toReport(judged);
        const attribution = getAttribution(lines, 1);
        const notes = [
          { line: 1, request: null, text: `Why ${attack}?` },
          { line: null, request: null, text: attack },
        ];
        const parts = { review, lines, notes, chosen: review.findings, attribution };
        expectVisible([attribution, ...FORMS.map((form) => formatAnswer(form, parts))]);
        expectVisible(judged.inputs.map((input) => formatVerdictSvg(toVerdictCard(input))));
      }
    },
  );

  it('[HIDE-2] says what was hidden, and does not ask which state a name with it is', () => {
    const text = REVIEWED['a Rust match']?.('a\u202eb') ?? '';
    const { problems, names } = judge({ text, options: {}, against: null });
    expect(problems.map(({ problem }) => problem)).toContainEqual(
      expect.stringContaining('Stopa\\u202eb is not known'),
    );
    expect(names.asked).toEqual([]);
  });
});
