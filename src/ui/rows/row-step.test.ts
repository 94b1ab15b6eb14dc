import { describe, expect, it } from 'vitest';
import { getRowStep } from './row-step.ts';

const room = { count: 100, page: 8 };

describe('keys along a list', () => {
  it.each([
    ['ArrowDown', 4, 5],
    ['ArrowUp', 4, 3],
    ['PageDown', 4, 12],
    ['PageUp', 40, 32],
    ['Home', 40, 0],
    ['End', 40, 99],
  ])('[LIST-1] %s leads from row %i to row %i', (key, from, to) => {
    expect(getRowStep(key, from, room)).toBe(to);
  });

  it.each([
    ['ArrowUp', 0, 0],
    ['PageUp', 3, 0],
    ['ArrowDown', 99, 99],
    ['PageDown', 95, 99],
  ])('[LIST-2] %s at row %i stops at row %i', (key, from, to) => {
    expect(getRowStep(key, from, room)).toBe(to);
  });

  it.each(['ArrowLeft', 'Enter', 'a', 'Tab'])('[LIST-3] %s is not for the list', (key) => {
    expect(getRowStep(key, 4, room)).toBeUndefined();
  });
});
