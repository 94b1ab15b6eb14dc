/** What Back leads to: a spot for each mode, lesson and dialog, none for what is done in it, and none twice. */

import { describe, expect, it } from 'vitest';
import type { Entry, PageSpot } from './page-spot.ts';
import { countShared, getSpotKey, readEntry, turnTo } from './page-spot.ts';

const at = (mode: PageSpot['mode'], part: string | null = null, ...over: string[]): PageSpot => ({
  mode,
  part,
  over,
});
const FIRST: Entry = { ...at('explore'), work: 'w', index: 0, before: null, isSpent: false };

/** The browser's history after a walk through spots, oldest first; `~` before one that shows what the one before shows. */
function walk(...spots: readonly PageSpot[]): readonly string[] {
  const entries = [FIRST];
  for (const spot of spots) {
    const { by, entry } = turnTo(entries.at(-1) ?? FIRST, spot);
    if (by === 'replace') entries.pop();
    entries.push(entry);
  }
  expect(entries.map(({ index }) => index)).toEqual(entries.map((_, index) => index));
  return entries.map((entry) => `${entry.isSpent ? '~' : ''}${getSpotKey(entry).trim()}`);
}

describe('the spots that Back leads to', () => {
  it('[SPOT-1] each mode is one, also when it comes again', () => {
    expect(walk(at('compare'), at('explore'), at('explore'))).toEqual(['explore', 'compare', 'explore']);
  });

  it('[SPOT-2] in Learn each panel and each lesson is one; a step, a message and a setting of the lab are none', () => {
    const parts = [
      null,
      'lesson.source',
      'lesson.source.two',
      'lesson.faults.one',
      'debate',
      'debate.24',
      'lab:a',
      'lab:b',
    ];
    expect(walk(...parts.map((part) => at('learn', part)))).toEqual([
      'explore',
      'learn',
      'learn lesson.source',
      'learn lesson.faults',
      'learn debate',
      'learn lab',
    ]);
  });

  it('[SPOT-3] the part of Learn makes no spot of another mode', () => {
    expect(walk(at('explore', 'debate'))).toEqual(['explore']);
  });

  it('[SPOT-4] what is closed leaves an entry that the next spot takes', () => {
    expect(walk(at('explore', null, 'help'))).toEqual(['explore', 'explore  help']);
    expect(walk(at('explore', null, 'help'), at('explore'))).toEqual(['explore', '~explore']);
    expect(walk(at('explore', null, 'palette'), at('explore'), at('review'))).toEqual(['explore', 'review']);
    expect(walk(at('explore', null, 'palette'), at('explore', null, 'help'))).toEqual([
      'explore',
      'explore  palette',
      'explore  help',
    ]);
  });

  it('[SPOT-5] who leaves a talk for another mode finds the lesson by Back', () => {
    const lesson = 'lesson.source';
    const talk = at('learn', lesson, 'presented');
    expect(
      walk(at('learn', lesson), talk, at('explore', lesson, 'presented'), at('explore', lesson)),
    ).toEqual(['explore', 'learn lesson.source', 'learn lesson.source presented', 'explore']);
  });

  it('[SPOT-6] what lies over the page is taken away down to what both spots share', () => {
    expect(countShared([], [])).toBe(0);
    expect(countShared(['presented', 'black'], ['presented'])).toBe(1);
    expect(countShared(['presented'], ['presented', 'help'])).toBe(1);
    expect(countShared(['presented'], ['help'])).toBe(0);
  });

  it('[SPOT-7] reads no entry that the page has not written', () => {
    expect([null, 1, 'a', {}, { index: 1 }].map(readEntry)).toEqual([null, null, null, null, null]);
    expect(readEntry(FIRST)).toBe(FIRST);
  });
});
