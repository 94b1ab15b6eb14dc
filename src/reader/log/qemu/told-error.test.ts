import { describe, expect, it } from 'vitest';
import { createLogReader } from '../log-reader.ts';

function readErrors(...lines: readonly string[]): readonly string[] {
  const errors: string[] = [];
  const reader = createLogReader({
    onStep: () => undefined,
    onNote: () => undefined,
    onError: (_line, text) => errors.push(text),
  });
  for (const line of lines) reader.push(line);
  reader.end();
  return errors;
}

describe('an error that a line tells', () => {
  it.each([
    'Any idea what "data_fd out of sync" would mean?',
    'does data_fd out of sync mean that the device was reset?',
    '+        error_setg(errp, "%s: VFIO migration is not supported in kernel", vbasedev->name);',
    '# grep "VFIO migration is not supported in kernel" /var/log/libvirt/qemu/vm1.log',
  ])('[LOG-73] is none in a question, a program or a command: %s', (line) => {
    expect(readErrors(line)).toEqual([]);
  });

  it.each([
    'We did not get "VFIO migration is not supported in kernel" this time.',
    "vfio/migration: Fix 'data_fd out of sync' after reset",
    'Before, a request failed with "0000:81:00.2: Failed setting device state to STOP_COPY, err: Input/output error',
  ])('[LOG-73] is not what a sentence quotes: %s', (line) => {
    expect(readErrors(line).join()).not.toMatch(/not supported|out of sync|Failed setting/);
  });

  it.each([
    "error: internal error: unable to execute QEMU command 'migrate': 0000:b1:00.2: VFIO migration is not supported in kernel",
    'level=error msg="0000:b1:00.2: VFIO migration is not supported in kernel"',
    '{"error": {"class": "GenericError", "desc": "0000:b1:00.2: VFIO migration is not supported in kernel"}}',
    '{"return": {"blocked-reasons": ["a", "0000:b1:00.2: VFIO migration is not supported in kernel"], "status": "setup"}}',
    "domain 'vm1': VFIO migration is not supported in kernel",
  ])('[LOG-73] is told with whatever stands around it: %s', (line) => {
    expect(readErrors(line).join()).toContain('VFIO migration is not supported in kernel');
  });

  it('[LOG-73] is none below a heading of what is expected', () => {
    const error = 'qemu-kvm: 0000:81:00.2: data_fd out of sync';
    expect(readErrors('Expected:', error)).toEqual([]);
    expect(readErrors('Expected:', error, 'Actual:', error)).toHaveLength(1);
  });
});
