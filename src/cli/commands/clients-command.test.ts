/** `clients`: the facts of each client, as scripts and readers get them. */

import { describe, expect, it } from 'vitest';
import { CLIENT_IDS } from '../../protocol/clients/client.ts';
import { runCommand } from '../command-line.ts';
import type { ClientsJson } from './clients-command.ts';

const { clients }: ClientsJson = JSON.parse(runCommand(['clients', '--json']).stdout);
const find = (id: string) => clients.find((client) => client.id === id)!;

describe('clients --json', () => {
  it('[CLI-50] has every client once, each with versions, flows and sources', () => {
    expect(clients.map(({ id }) => id)).toEqual(CLIENT_IDS);
    for (const { versions, account, flows, sources } of clients) {
      expect(versions).not.toBe('');
      expect(account).toMatch(/\.$/);
      expect(flows.length).toBeGreaterThan(0);
      for (const { title, account: told } of flows) expect(`${title} ${told}`).toMatch(/^[A-Z].*\.$/);
      expect(sources.length).toBeGreaterThan(0);
      for (const { project, file, version } of sources) expect([project, file, version]).not.toContain('');
    }
  });

  it('[CLI-50] has what each version of QEMU asks, with masks on v1 and recover states on v2', () => {
    const triggers = (id: string) => find(id).asks.map(({ trigger }) => trigger);
    expect(find('qemu-5.2').asks).toHaveLength(7);
    expect(find('qemu-6.1').asks[0]).toMatchObject({ trigger: 'setup', mask: 7, value: 2 });
    expect(triggers('qemu-8.0')).toEqual(['VM stopped', 'complete', 'done', 'load', 'VM runs', 'cancelled']);
    expect(triggers('qemu-8.1')).toContain('setup');
    expect(triggers('qemu-8.1')).not.toContain('VM stopping');
    expect(triggers('qemu-9.1')).toEqual([
      ...['setup', 'VM stopping', 'VM stopped', 'complete', 'cleanup', 'load', 'VM starting', 'VM runs'],
      'cancelled',
    ]);
    expect(find('qemu-9.1').asks[0]).toMatchObject({ to: 6, recover: 2 });
  });

  it('[CLI-50] has what each version prints: from 9.1 on a line of its own for what QEMU believes', () => {
    const names = (id: string) => find(id).traces.map(({ name }) => name);
    expect(names('qemu-6.1')).toEqual(['vfio_migration_set_state']);
    expect(names('qemu-8.2')).toEqual(['vfio_migration_set_state']);
    expect(names('qemu-9.1')).toContain('vfio_migration_set_device_state');
    expect(names('hermes')).toEqual([]);
  });

  it('[CLI-50] says which flows were derived, and what other VMMs ask in each', () => {
    expect(clients.filter(({ derived }) => !derived).map(({ id }) => id)).toEqual([
      ...['qemu-5.2', 'qemu-6.1', 'qemu-9.1'],
    ]);
    expect(find('qemu-9.1').flows[0]).toMatchObject({ id: 'boot', asks: null });
    expect(find('cloud-hypervisor').flows.find(({ id }) => id === 'restore')?.asks).toEqual([
      { trigger: 'restore', to: 4, recover: 1 },
      { trigger: 'resume', to: 2 },
    ]);
    expect(find('qemu-9.1').aliases).toEqual(['qemu-v2']);
  });
});

describe('clients', () => {
  it('[CLI-51] is readable: a block for each client, in 100 columns', () => {
    const { stdout } = runCommand(['clients']);
    expect(stdout).toContain('qemu-6.1, qemu-v1: QEMU 6.1 to 7.2');
    expect(stdout).toContain('derived by reading its source');
    for (const line of stdout.split('\n')) expect(line.length).toBeLessThanOrEqual(100);
  });
});
