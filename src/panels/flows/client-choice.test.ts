/** Whose flows are compared. */

import { describe, expect, it } from 'vitest';
import { of } from '../../protocol/trace/walk.ts';
import type { ClientChoice } from './client-choice.ts';
import { findOffered, listAskers, listClientOptions } from './client-choice.ts';

const optionsOf = (a: string, b: string) =>
  listClientOptions(of(a), of(b)).map(({ value, text }) => [value, text]);
const askersOf = (choice: ClientChoice, a: string, b: string) =>
  listAskers(choice, of(a), of(b)).map((askers) => [askers.a?.id ?? null, askers.b?.id ?? null]);

describe('the choice of a client', () => {
  it('[CMP-44] offers every client of the protocol, with its versions', () => {
    expect(optionsOf('uapi-v1', 'patch-2021-09')).toEqual([
      ['qemu-5.2', 'QEMU 5.2 to 6.0'],
      ['newest', 'QEMU 6.1 to 7.2'],
      ['mvisor', 'MVisor, as read in 2026'],
      ['all', 'All clients'],
    ]);
    expect(optionsOf('v2-6.2', 'v2-7.2').map(([, text]) => text)).toEqual([
      ...['QEMU 8.0', 'QEMU 8.1', 'QEMU 8.2 to 9.0', 'QEMU 9.1 to 11.1', 'Cloud Hypervisor up to v53.0'],
      'Cloud Hypervisor after v53.0, since 15 July 2026 (794997f24)',
      'The sample client of libvfio-user, since 15 September 2023',
      ...['Hermes VMM, 2026', 'All clients'],
    ]);
  });

  it('[CMP-44] offers the clients of both protocols where the sides have two', () => {
    const options = optionsOf('uapi-v1', 'v2-7.2');
    expect(options[0]).toEqual(['newest', 'The newest QEMU of each protocol']);
    expect(options).toContainEqual(['qemu-6.1', 'v1: QEMU 6.1 to 7.2']);
    expect(options).toContainEqual(['qemu-9.1', 'v2: QEMU 9.1 to 11.1']);
    expect(options).toHaveLength(1 + 11 + 1);
    expect(askersOf('newest', 'uapi-v1', 'v2-7.2')).toEqual([['qemu-6.1', 'qemu-9.1']]);
    expect(askersOf('qemu-8.1', 'uapi-v1', 'v2-7.2')).toEqual([[null, 'qemu-8.1']]);
  });

  it('[CMP-44] names every client once under all, and falls back to the newest', () => {
    expect(askersOf('all', 'uapi-v1', 'uapi-v1')).toEqual([
      ['qemu-5.2', 'qemu-5.2'],
      ['qemu-6.1', 'qemu-6.1'],
      ['mvisor', 'mvisor'],
    ]);
    expect(findOffered('qemu-8.1', of('v2-6.2'), of('v2-7.2'))).toBe('qemu-8.1');
    expect(findOffered('qemu-8.1', of('uapi-v1'), of('patch-2021-09'))).toBe('newest');
    expect(findOffered('qemu-9.1', of('v2-6.2'), of('v2-7.2'))).toBe('newest');
  });
});
