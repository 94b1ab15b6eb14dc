/**
 * What of a text is taken for a table or a step function, and what is left where it stands.
 */

import { describe, expect, it } from 'vitest';
import { reviewText } from '../review-text.ts';

const TABLE = `static const u8 moves[5][5] = {
	[VFIO_DEVICE_STATE_SAVING] = { [VFIO_DEVICE_STATE_STOP] = 1 },
};
`;

const OTHERS: readonly (readonly [string, string])[] = [
  ['names of states', 'static const char *const state_names[] = { [VFIO_DEVICE_STATE_STOP] = "stop" };'],
  ['functions', 'static int (*const state_ops[])(void) = { [VFIO_DEVICE_STATE_STOP] = enter_stop };'],
  [
    'structs of another matter',
    'static const struct attr valid_attrs[] = { { .next = load, .fn = &store } };',
  ],
  ['calls', 'static const struct pci_device_id next_table[] = { { PCI_DEVICE(0x1, 0x2) }, {} };'],
  ['names of another matter', 'static const u32 search_arc[] = { FIRST_REG, SECOND_REG };'],
  ['numbers', 'static const u8 valid_lengths[] = { 4, 8, 16 };'],
];

describe('arrays', () => {
  it.each(OTHERS)('[SIDE-5] reads a table as if an array of %s stood not beside it', (_, other) => {
    for (const text of [`${other}\n${TABLE}`, `${TABLE}${other}\n`]) {
      const { inputs, problems } = reviewText(text);
      expect([inputs.map(({ name }) => name), problems]).toEqual([['moves'], []]);
    }
  });

  it('[SIDE-5] still says which name of the kernel is misspelt', () => {
    const text = 'static const u32 allowed[] = { [VFIO_DEVICE_STATE_SAVNG] = 1 };';
    expect(reviewText(text).problems).toMatchObject([{ id: 'unknown-name', line: 1, column: 33 }]);
  });
});

describe('functions', () => {
  it('[SIDE-6] takes the one with the loop that skips states for the core, and for no driver', () => {
    const text = `int get_next(struct vfio_device *device, enum vfio_device_mig_state cur, enum vfio_device_mig_state new, u8 *next)
{
	*next = fsm[cur][new];
	while ((needs[*next] & device->migration_flags) != needs[*next])
		*next = fsm[*next][new];
	return *next != VFIO_DEVICE_STATE_ERROR ? 0 : -EINVAL;
}`;
    const { inputs, problems } = reviewText(text);
    expect([inputs.map(({ form }) => form), problems]).toEqual([['next-state'], []]);
  });
});
