import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { StoredReview } from './stored-review.ts';
import { decodeReview, EMPTY_REVIEW, encodeReview, MAX_REVIEW_LENGTH } from './stored-review.ts';

const REVIEW: StoredReview = {
  version: 1,
  text: 'From: A\n+\t[1] = 2,\r\n',
  name: 'v2.patch',
  options: {
    generation: 'v2',
    base: 'v2-6.2',
    flags: 7,
    roles: { current: 'cur', new: 'new' },
    names: { MY_SAVE: 'VFIO_DEVICE_STATE_STOP_COPY' },
    notStates: ['OTHER'],
  },
  selected: 1,
  notes: [
    { line: 2, text: 'Why?', edit: 'Why is th' },
    { line: null, request: 'STOP > RUNNING', text: 'And this?' },
    { line: null, request: null, text: 'Thanks.' },
  ],
  draft: { line: null, request: 'STOP > RUNNING', text: 'And ' },
  chosen: ['v2.never-returns 5 3>6'],
  attribution: 'On Monday, A wrote:',
};

const readReview = (text: string) => {
  const decoded = decodeReview(text);
  if (!decoded.ok) throw new Error(decoded.problem);
  return decoded.value;
};

const readWith = (change: object) => readReview(JSON.stringify({ ...REVIEW, ...change }));

describe('a stored review', () => {
  it('[KEEP-1] comes back as it was kept', () => {
    expect(readReview(encodeReview(REVIEW))).toEqual({ review: REVIEW, problems: [] });
    expect(readReview(encodeReview(EMPTY_REVIEW))).toEqual({ review: EMPTY_REVIEW, problems: [] });
    const anyText = fc.string({ unit: 'binary' });
    const note = fc.record(
      { line: fc.constantFrom(null, 1, 99), request: fc.option(anyText), text: anyText },
      { requiredKeys: ['line', 'text'] },
    );
    fc.assert(
      fc.property(anyText, fc.array(note), fc.array(anyText), (text, notes, chosen) => {
        const review = { ...REVIEW, text, notes, chosen };
        expect(readReview(encodeReview(review))).toEqual({ review, problems: [] });
      }),
    );
  });

  it.each([
    [{ text: 5 }, { text: '' }, '"text", where "5" stands: there must be a text; it is left out'],
    [{ name: 5 }, { name: null }, '"name", where "5" stands: there must be a text; it is left out'],
    [{ options: 5 }, { options: {} }, '"options", where "5" stands: there must be an object'],
    [{ options: { flags: -1, base: 'a' } }, { options: { base: 'a' } }, '"options.flags", where "-1" stands'],
    [{ options: { generation: 'v3' } }, { options: {} }, '"options.generation", where "v3" stands'],
    [{ options: { base: 3, flags: 1 } }, { options: { flags: 1 } }, '"options.base", where "3" stands'],
    [
      { options: { names: { A: 'STOP' }, flags: 1 } },
      { options: { flags: 1 } },
      '"options.names.A", where "STOP" stands',
    ],
    [{ options: { notStates: [1] } }, { options: {} }, '"options.notStates.0", where "1" stands'],
    [{ options: { roles: { current: 'a' } } }, { options: {} }, '"options.roles.new" is missing'],
    [{ selected: -1 }, { selected: 0 }, '"selected", where "-1" stands: there must be a whole number from 0'],
    [{ notes: {} }, { notes: [] }, '"notes", where "Object" stands: there must be a list'],
    [{ chosen: ['a', 3, 'b'] }, { chosen: ['a', 'b'] }, '"chosen.1", where "3" stands: there must be a text'],
    [{ draft: 5 }, { draft: undefined }, '"draft", where "5" stands: there must be an object'],
    [{ draft: { line: 1 } }, { draft: undefined }, '"draft.text" is missing'],
    [{ chosen: 'a' }, { chosen: [] }, '"chosen", where "a" stands: there must be a list'],
  ])('[KEEP-2] loses a field that is bad, and no other: %j', (change, kept, why) => {
    const { review, problems } = readWith(change);
    expect(review).toEqual({ ...REVIEW, ...kept });
    expect(problems).toEqual([expect.stringContaining(why)]);
    expect(problems[0]).toMatch(/^The stored review cannot be read.*; it is left out\.$/);
  });

  it('[KEEP-3] keeps every note that has a text, on the whole where its place is bad', () => {
    const notes = [{ line: 0, text: 'a' }, { line: 1 }, 3, { text: 'b', request: 4 }, { line: 5, text: 'c' }];
    const { review, problems } = readWith({ notes });
    expect(review.notes).toEqual([
      { line: null, text: 'a' },
      { line: null, text: 'b' },
      { line: 5, text: 'c' },
    ]);
    expect(problems).toEqual([
      'The stored review cannot be read at "notes.0.line", where "0" stands: there must be a whole number from 1, or null; the note is kept as one on the whole.',
      'The stored review cannot be read: "notes.1.text" is missing; it is left out.',
      'The stored review cannot be read at "notes.2", where "3" stands: there must be an object; it is left out.',
      'The stored review cannot be read at "notes.3.request", where "4" stands: there must be a text; the note is kept as one on the whole.',
    ]);
  });

  it.each([
    [undefined, 'The stored review has no version; what can be read of it is kept.'],
    [
      'x',
      'The stored review has the version "x", and a version is a number like 1; what can be read of it is kept.',
    ],
    [
      2,
      'The stored review is of version 2, kept by a newer explorer, and this page reads version 1; what can be read of it is kept.',
    ],
  ])('[KEEP-4] keeps what it can of another version: %s', (version, problem) => {
    expect(readWith({ version })).toEqual({ review: REVIEW, problems: [problem] });
  });

  it('[KEEP-5] has no attribution where the reader gave none, and drops what it does not know', () => {
    expect(readWith({ attribution: undefined, zoom: 2 }).review).not.toHaveProperty('attribution');
    expect(readWith({ zoom: 2 })).toEqual({ review: REVIEW, problems: [] });
    expect(readReview('{"version":1}')).toEqual({ review: EMPTY_REVIEW, problems: [] });
  });

  it('[KEEP-6] is refused only where there is no JSON object, or too much of it', () => {
    expect(decodeReview('{')).toMatchObject({
      ok: false,
      problem: expect.stringMatching(/is not JSON.*empty\.$/),
    });
    expect(decodeReview('5', { instead: 'nothing is shown' })).toEqual({
      ok: false,
      problem: 'The stored review has no version; nothing is shown.',
    });
    const large = { ...REVIEW, text: '"\n'.repeat(1024 * 1024) };
    expect(readReview(encodeReview(large)).review).toEqual(large);
    expect(decodeReview(encodeReview(REVIEW).padEnd(MAX_REVIEW_LENGTH + 1)).ok).toBe(false);
  });

  it('[KEEP-7] never throws, and never loses the text or a note for the sake of another field', () => {
    const others = fc.constantFrom('version', 'name', 'options', 'selected', 'chosen', 'attribution');
    fc.assert(
      fc.property(others, fc.json(), (key, json) => {
        const { review, problems } = readWith({ [key]: JSON.parse(json) });
        expect(review).toMatchObject({ text: REVIEW.text, notes: REVIEW.notes });
        for (const problem of problems) expect(problem).toMatch(/^The stored [^\p{Cc}\p{Cf}\p{Cs}]+\.$/u);
      }),
      { numRuns: 500 },
    );
  });
});
