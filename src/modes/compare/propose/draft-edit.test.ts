/** The list of edits, and each taken back. */

import { describe, expect, it } from 'vitest';
import {
  createDraft,
  setCell,
  setInitial,
  setNeeds,
  setNext,
  setStopsOnError,
} from '../../../protocol/rule-sets/draft.ts';
import type { RuleSet } from '../../../protocol/rule-sets/rule-set.ts';
import { of, ofV1, ofV2 } from '../../../protocol/trace/walk.ts';
import type { Edit } from './draft-edit.ts';
import { listEdits, revertEdit } from './draft-edit.ts';

const v1 = ofV1('patch-2021-09');
const v2 = ofV2('v2-7.2');
const draftV1 = setInitial(setCell(setCell(v1, 3, 2, '?'), 1, 4, '+'), 0);
const draftV2 = setInitial(setStopsOnError(setNeeds(setNext(v2, 3, 6, 1), 4, 3), false), 1);

describe('the edits of a draft', () => {
  it('[DRAFT-8] are in words, in the order of the table', () => {
    expect(listEdits(draftV1, v1).map(({ words }) => words)).toEqual([
      '_RUNNING > _RESUMING: refused → accepted',
      '_SAVING|_RUNNING > _SAVING: accepted → unspecified',
      'device_state starts in _RUNNING → _STOP',
    ]);
    expect(listEdits(draftV2, v2).map(({ words }) => words)).toEqual([
      'STOP_COPY > PRE_COPY: ERROR → STOP',
      'RESUMING needs STOP_COPY → STOP_COPY, P2P',
      'The loop stops on ERROR → does not stop on ERROR',
      'device_state starts in RUNNING → STOP',
    ]);
  });

  it('[DRAFT-9] are none of a fresh draft, and each has an id of its own', () => {
    expect(listEdits(createDraft(v1, 'draft-1'), v1)).toEqual([]);
    const ids = listEdits(draftV2, v2).map(({ id }) => id);
    expect(ids).toEqual(['cell 3>6', 'needs 4', 'loop', 'initial']);
  });

  it.each([
    [draftV1, v1],
    [draftV2, v2],
  ])('[DRAFT-10] of %o go one by one, in any order', (draft, source) => {
    for (const edit of listEdits(draft, source)) {
      const without = listEdits(draft, source).filter(({ id }) => id !== edit.id);
      expect(listEdits(revertEdit(draft, source, edit), source)).toEqual(without);
    }
  });

  it('[DRAFT-10] of the first row and column are listed, and go', () => {
    const drafts: readonly (readonly [RuleSet, RuleSet])[] = [
      [setCell(setCell(v1, 0, 2, '?'), 2, 0, '?'), v1],
      [setNext(setNext(v2, 1, 3, 5), 3, 1, 5), v2],
    ];
    const ids = drafts.map(([draft, source]) => listEdits(draft, source).map(({ id }) => id));
    expect(ids).toEqual([
      ['cell 0>2', 'cell 2>0'],
      ['cell 1>3', 'cell 3>1'],
    ]);
    for (const [draft, source] of drafts) {
      const undo = (left: RuleSet, edit: Edit) => revertEdit(left, source, edit);
      expect(listEdits(listEdits(draft, source).reduce(undo, draft), source)).toEqual([]);
    }
  });

  it('[DRAFT-11] are none where the source is of the other generation, or has no such cell', () => {
    expect(listEdits(draftV2, of('uapi-v1'))).toEqual([]);
    const wider = listEdits(createDraft(of('ndma-rfc'), 'draft-1'), of('fully-connected'));
    expect(wider).toEqual([]);
  });

  it('[DRAFT-12] that are not of that source throw', () => {
    const [edit] = listEdits(draftV2, v2);
    expect(() => revertEdit(draftV1, v1, edit!)).toThrow(/cell 3>6 .* patch-2021-09/);
  });
});
