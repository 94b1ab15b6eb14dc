import { describe, expect, it } from 'vitest';
import { formatRunSteps, readLog } from '../log-run.fixture.ts';
import { readQmpLine } from './qmp-line.ts';

const event = (state: string, id = 'hostdev0', seconds = 0) =>
  `{"timestamp": {"seconds": 175600000${seconds}, "microseconds": 100}, "event": "VFIO_MIGRATION", "data": {"device-state": "${state}", "device-id": "${id}", "qom-path": "/machine/peripheral/${id}"}}`;

describe('a line of QMP', () => {
  it.each([
    ['{"timestamp": {"seconds": 1756', 'partial'],
    ['{"timestamp": {"seconds": 1756000000, "microseconds": 100}, "event": "MIGR', 'partial'],
    ['12: info : QEMU_MONITOR_RECV_EVENT: mon=0x7f1c event={"timestamp": {"sec', 'partial'],
    ['{"return": {"error-desc": "0000:81:00.2: Failed setting device state to STOP. Recover', 'partial'],
    ['"data": {"device-state": "stop", "device-id": "hostdev0"}}', 'fragment'],
    ['"device-state": "stop",', 'fragment'],
    // Whole objects, and what begins as if it were one.
    ['{"timestamp": {"seconds": 1756000000, "microseconds": 100}, "event": "STOP"}', undefined],
    ['{"return": {}}', undefined],
    ['{"event": "RESUME", "data": {}}', undefined],
    ['{"a": {', undefined],
    ['{', undefined],
    ['if (event) {', undefined],
  ])('[LOG-38] %s', (text, kind) => {
    expect(readQmpLine(text)?.kind).toBe(kind);
  });

  it('[LOG-38] takes no state and no name from a value that was cut', () => {
    const cut = '{"event": "VFIO_MIGRATION", "data": {"device-id": "hostdev0", "device-state": "stop';
    expect(readQmpLine(cut)).toEqual({ kind: 'partial' });
    expect(readQmpLine(`${cut}-copy"}}`)).toMatchObject({ fact: { device: 'hostdev0', to: 3 } });
  });

  it('[LOG-38] names a device by its id, also where only the path holds it', () => {
    const path = (name: string) =>
      `{"event": "VFIO_MIGRATION", "data": {"device-state": "stop", "qom-path": "${name}"}}`;
    expect(readQmpLine(path('/machine/peripheral/net1'))).toMatchObject({ fact: { device: 'net1' } });
    const anonymous = '/machine/peripheral-anon/device[1]';
    expect(readQmpLine(path(anonymous))).toMatchObject({ fact: { device: anonymous } });
  });

  it('[LOG-38] is less certain after a piece of another, and reads an error that a command gave', () => {
    const whole = [event('pre-copy', 'hostdev0', 1), event('pre-copy-p2p', 'hostdev0', 2)];
    const told = (lines: readonly string[]) => formatRunSteps(readLog(`${lines.join('\n')}\n`));
    expect(told(whole)).toEqual(['1 ?>6', '2 6>7']);
    expect(told([whole[0] ?? '', '{"timestamp": {"seconds": 1756', whole[1] ?? ''])).toEqual([
      '1 ?>6',
      '~3 6>7',
    ]);
    const error =
      '{"id": "libvirt-42", "error": {"class": "GenericError", "desc": "0000:81:00.2: Failed setting device state to PRE_COPY. Setting device in recover state RUNNING: Device or resource busy"}}';
    expect(told([error])).toEqual(['1 ?>6 failed EBUSY', '~1 ?>2']);
  });
});
