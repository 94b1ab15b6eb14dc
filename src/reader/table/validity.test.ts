/** What macros say about single values where C leaves some undefined. */

import { expect, it } from 'vitest';
import { reviewText } from '../review-text.ts';

it('[FORM-d2] reads a macro that looks its value up in a bit mask', () => {
  const text =
    '#define VFIO_DEVICE_STATE_VALID(s) (BIT(s) & (BIT(VFIO_DEVICE_STATE_STOP) | BIT(VFIO_DEVICE_STATE_SAVING)))\n';
  const { inputs, problems } = reviewText(text);
  expect([problems, inputs[0]?.new]).toMatchObject([[], { valid: [0, 2], reservedPass: false }]);
});

it('[FORM-d2] says where a macro has a name that nothing defines', () => {
  const text = '#define VFIO_DEVICE_STATE_VALID(s) ((s) <= VFIO_DEVICE_STATE_RESUMNG)\n';
  expect(reviewText(text).problems).toMatchObject([{ id: 'unknown-name', line: 1, column: 44 }]);
});
