import { describe, expect, it } from 'vitest';
import { CAUSES } from '../../protocol/causes/cause-table.ts';
import { runCommand } from '../command-line.ts';

describe('vfio why', () => {
  it('[CLI-40] names the cause of an error line, what it means and what to do', () => {
    const { stdout, exit } = runCommand(['why', 'kvm: 0000:81:00.2: data_fd', 'out of sync']);
    expect(exit).toBe(0);
    expect(stdout).toContain('(data-fd-out-of-sync)');
    expect(stdout).toContain('to do');
    expect(stdout).toContain('hw/vfio/migration.c, vfio_migration_set_state()');
  });

  it('[CLI-40] prints the same as JSON, and all causes without a text', () => {
    const { causes } = JSON.parse(runCommand(['why', '--json', 'data_fd out of sync']).stdout);
    expect(causes).toMatchObject([{ id: 'data-fd-out-of-sync', sources: [{ address: expect.any(String) }] }]);
    const all = JSON.parse(runCommand(['why', '--json']).stdout);
    expect(all.causes).toHaveLength(CAUSES.length);
  });

  it('[CLI-40] says so where nothing is printed', () => {
    const { stdout } = runCommand(['why']);
    expect(stdout).toMatch(/switchover-never-acked\)\n {2}printed +Nothing: no line names it\.\n/);
    expect(stdout.split('Nothing: no line')).toHaveLength(2);
  });

  it('[CLI-40] claims nothing of a line that it does not know', () => {
    const result = runCommand(['why', 'the vIOMMU was \u001b[31menabled']);
    expect(result).toMatchObject({ stdout: '', exit: 2 });
    expect(result.stderr).toContain('the nearest is viommu');
    expect(result.stderr).not.toContain('\u001b');
    const json = runCommand(['why', '--json', 'hello']);
    expect(JSON.parse(json.stdout)).toEqual({ causes: [], nearest: null });
    expect(json.exit).toBe(2);
  });
});
