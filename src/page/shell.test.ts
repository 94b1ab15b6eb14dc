/** Notices do not pile up: of those of the moment the last is there, and what has a way out stays until it is dismissed. */

import { expect, it } from 'vitest';
import { createActor } from 'xstate';
import { DEFAULT_PREFERENCES } from '../share/store/preferences.ts';
import type { Notice } from './shell.ts';
import { getSentence, shellMachine } from './shell.ts';

/** What is shown after these notices came, one after the other. */
function show(...notices: readonly Notice[]): readonly string[] {
  const input = { preferences: DEFAULT_PREFERENCES, notices: ['This was not read.'], isFirst: false };
  const shell = createActor(shellMachine, { input }).start();
  for (const notice of notices) shell.send({ type: 'notice.add', notice });
  return shell.getSnapshot().context.notices.map(getSentence);
}

const FULL: Notice = { sentence: 'The storage is full.', ways: ['save-kept'] };
const ASIDE: Notice = { sentence: 'It is set aside.', ways: ['open-kept'] };

it('[SHELL-1] a sentence without a way out takes the place of the one before it', () => {
  expect(show('One.')).toEqual(['One.']);
  expect(show('One.', 'Two.', 'Two.')).toEqual(['Two.']);
  expect(show('One.', '')).toEqual([]);
});

it('[SHELL-2] one with ways out stays beside others, and is said once', () => {
  expect(show(FULL, 'One.', ASIDE, 'Two.', FULL)).toEqual([
    'It is set aside.',
    'Two.',
    'The storage is full.',
  ]);
  expect(show(FULL, '')).toEqual(['The storage is full.']);
});
