/** The C of a rule set: the layout of the kernel, and the numbers of its tables. What a review reads in it is proven in app. */

import { describe, expect, it } from 'vitest';
import { setCell, setInitial, setNeeds } from '../../protocol/rule-sets/draft.ts';
import { of, ofV1, ofV2 } from '../../protocol/trace/walk.ts';
import { listPatchNotes, listTableNotes } from './c-note.ts';
import { formatTable } from './c-table.ts';

const lines = (id: string) => formatTable(of(id)).split('\n');
const getWidth = (line: string) => line.replaceAll('\t', ' '.repeat(8)).length;

describe('the table of v1', () => {
  it('[CTAB-1] lists the arcs of the posted patch, _RESUMING > _RUNNING before _RESUMING > _STOP as it does', () => {
    const text = formatTable(of('patch-2021-09'));
    expect(text.match(/= 1,/g)).toHaveLength(11);
    expect(text).toContain('[MAX_STATE + 1][MAX_STATE + 1] = {');
    expect(text).toContain(
      '\t\t[VFIO_DEVICE_STATE_RESUMING] = {\n\t\t\t[VFIO_DEVICE_STATE_RUNNING] = 1,\n\t\t\t[VFIO_DEVICE_STATE_STOP] = 1,\n\t\t},\n\t};\n',
    );
  });

  it('[CTAB-2] has a comment for what is unspecified, and 0 in a row that accepts nothing', () => {
    const text = formatTable(of('uapi-v1'));
    expect(text.match(/\/\* unspecified/g)).toHaveLength(25 - 7);
    expect(text.match(/= 1,/g)).toHaveLength(7);
    expect(text.match(/= 0,/g)).toHaveLength(1);
  });

  it('[CTAB-3] names bits beyond the three, and the last state', () => {
    const text = formatTable(of('ndma-rfc'));
    expect(text).toContain('enum { MAX_STATE = VFIO_DEVICE_STATE_NDMA | VFIO_DEVICE_STATE_RESUMING };');
    expect(text.match(/= 1,/g)).toHaveLength(100);
  });
});

describe('the tables of v2', () => {
  it('[CTAB-4] have a line for each of the 64 entries, and the rows in the order of the kernel', () => {
    expect(lines('v2-6.2').filter((line) => /^\t\t\t\[/.test(line))).toHaveLength(64);
    const rows = lines('v2-6.2').flatMap(
      (line) => /^\t\t\[VFIO_DEVICE_STATE_(\w+)\] = \{/.exec(line)?.[1] ?? [],
    );
    expect(rows.join(' ')).toBe('STOP RUNNING PRE_COPY PRE_COPY_P2P STOP_COPY RESUMING RUNNING_P2P ERROR');
    expect(lines('v2-5.18').filter((line) => /^\t\t\t\[/.test(line))).toHaveLength(36);
  });

  it('[CTAB-5] break needs as the kernel does: at 80 columns, after the sign or one below the other', () => {
    const text = formatTable(setNeeds(setNeeds(ofV2('v2-7.2'), 1, 0), 3, 2));
    expect(text).toContain(
      '\t\t[VFIO_DEVICE_STATE_PRE_COPY] =\n\t\t\tVFIO_MIGRATION_STOP_COPY | VFIO_MIGRATION_PRE_COPY,\n',
    );
    const below = '\t\t\t\t\t\t   ';
    expect(text).toContain(
      `= VFIO_MIGRATION_STOP_COPY |\n${below}VFIO_MIGRATION_P2P |\n${below}VFIO_MIGRATION_PRE_COPY,\n`,
    );
    expect(text).toContain('[VFIO_DEVICE_STATE_STOP] = 0,');
    expect(text).toContain('[VFIO_DEVICE_STATE_STOP_COPY] = VFIO_MIGRATION_P2P,');
    expect(text).toContain('[VFIO_DEVICE_STATE_ERROR] = ~0U,');
  });

  it('[CTAB-6] end the loop on ERROR where the rules do', () => {
    expect(formatTable(of('v2-7.2'))).toContain('while (*next_fsm != VFIO_DEVICE_STATE_ERROR &&\n\t       (');
    expect(formatTable(of('v2-6.2'))).toContain('while ((');
  });
});

describe('any table', () => {
  it.each(['uapi-v1', 'patch-2021-09', 'ndma-rfc', 'v2-5.18', 'v2-7.2'])(
    '[CTAB-7] of %s is at most 100 columns wide, and ends in a newline',
    (id) => {
      for (const line of lines(id)) expect(getWidth(line)).toBeLessThanOrEqual(100);
      expect(formatTable(of(id))).toMatch(/\S\n$/);
    },
  );
});

describe('the notes', () => {
  const v1 = ofV1('patch-2021-09');
  it('[CTAB-8] say what C has no word for', () => {
    const draft = setInitial(setCell(v1, 0, 0, '?'), 0);
    expect(listTableNotes(draft, v1)).toEqual([
      '1 request is unspecified: C cannot say that, so a comment takes the place of the entry.',
      'device_state starts in _STOP, not in _RUNNING: that is not part of the table.',
    ]);
    expect(listTableNotes(v1, null)).toEqual([]);
  });

  it('[CTAB-9] say what the patch is against', () => {
    expect(listPatchNotes(v1, v1)).toEqual([]);
    expect(listPatchNotes(of('control-bits'), of('control-bits'))).toEqual([
      'control-bits is not a table of the kernel: the patch is against the table as it is written here.',
    ]);
    expect(listPatchNotes(of('v2-6.2'), of('v2-6.2'))).toHaveLength(1);
  });
});
