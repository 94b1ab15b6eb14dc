/** Logs in which an attack stands wherever a text from outside can stand. Only tests import this file. */

const trace = (device: string, event: string, rest: string) =>
  `4711@1700000000.00010${event.length % 10}:${event}  (${device}) ${rest}`;

/** As JSON escapes it: what is read back is the attack itself. */
const toEscaped = (attack: string) => JSON.stringify(attack).slice(1, -1);

const join = (lines: readonly string[]) => `${lines.join('\n')}\n`;

/** By title, what `vfio replay` reads. */
export const LOGGED: Readonly<Record<string, (attack: string) => string>> = {
  'traces of 8.2': (attack) =>
    join([
      trace(`d${attack}0`, 'vfio_migration_realize', ''),
      trace(`d${attack}0`, 'vfio_migration_set_state', 'state PRE_COPY'),
      trace(`d${attack}0`, 'vfio_migration_set_state', `state ${attack}STOPP`),
      `2024-05-02T12:01:34.610002Z qemu-system-x86_64: d${attack}0: Failed setting device state to STOP_COPY, err: ${attack}. Recover state is ERROR. Resetting device`,
      trace(`d${attack}0`, 'vfio_vmstate_change', `running 0 reason ${attack} device state STOP_COPY`),
      `qemu-system-x86_64: d${attack}0: data_fd out of sync`,
      trace(`d${attack}0`, 'vfio_migration_set_state', 'state RUNNING'),
      trace('e1', 'vfio_migration_set_state', 'state ERROR'),
    ]),
  'traces of 9.1 with two processes': (attack) =>
    join([
      trace('d0', 'vfio_migration_set_state', 'new state PRE_COPY, recover state RUNNING'),
      trace('d0', 'vfio_migration_set_device_state', 'state PRE_COPY'),
      `${attack}4712@1700000001.000100:vfio_migration_set_device_state  (d0) state STOP`,
      `4713@1700000001.000100${attack}:vfio_migration_set_device_state  (d0) state STOP`,
      `4714@1700000001.000100:vfio_migration_set_device_state  (d0) state STOP${attack}`,
      `4714@1700000001.000200:vfio_migration_set_state  (d${attack}) new state STOP_COPY, recover state ${attack}STOP`,
    ]),
  'traces of v1': (attack) =>
    join([
      trace(attack, 'vfio_migration_probe', 'Region 9'),
      trace(attack, 'vfio_migration_set_state', 'state 3'),
      trace(attack, 'vfio_migration_set_state', 'state 6'),
      `qemu-system-x86_64: vfio_mig_write 4 byte ${attack}: failed at offset 0x0, err: ${attack}`,
      `qemu-system-x86_64: ${attack}: Failed to set state STOP and SAVING`,
      `qemu-system-x86_64: ${attack}: Device in error state 0x6`,
      trace(attack, 'vfio_pci_reset', ''),
      trace(attack, 'vfio_migration_state_notifier', `state ${attack}`),
    ]),
  'traces of simpletrace': (attack) =>
    join([
      `vfio_migration_set_state 0.000 pid=4711 name=d${attack} state=PRE_COPY`,
      `vfio_migration_set_state 0.000 pid=47${attack}11 name=d${attack} new_state=${attack} recover_state=STOP`,
      'vfio_migration_set_state 0.000 pid=4711 name=d0 state=STOP',
    ]),
  'events of QMP': (attack) =>
    join([
      `{"timestamp": {"seconds": 1700000000, "microseconds": 1}, "event": "VFIO_MIGRATION", "data": {"device-id": "${attack}", "qom-path": "/machine/${attack}", "device-state": "pre-copy"}}`,
      `{"timestamp": {"seconds": 1700000001, "microseconds": 1}, "event": "VFIO_MIGRATION", "data": {"device-id": "d0", "qom-path": "${attack}", "device-state": "stop-copy"}}`,
      `event=VFIO_MIGRATION device-id='${attack}' qom-path='' device-state='stop${attack}copy'`,
      `{"return": {"status": "failed", "error-desc": "${toEscaped(attack)} Failed setting device state"}}`,
      `{"return": {"status": "failed", "error-desc": "${toEscaped(`${attack}: VFIO migration is not supported in kernel`)}"}}`,
    ]),
  'a journal': (attack) =>
    join(
      [
        `vfio_migration_set_state  (d${attack}) state PRE_COPY`,
        `vfio_migration_set_state  (${attack}) state STOP`,
        `qemu-system-x86_64: ${attack}: VFIO migration is not supported in kernel`,
        `qemu-system-x86_64: ${attack}: Failed setting device state to STOP_COPY. Setting device in recover state STOP: ${attack}`,
      ].map((message, index) =>
        JSON.stringify({ __REALTIME_TIMESTAMP: `170000000000000${index}${attack}`, MESSAGE: message }),
      ),
    ),
  'messages of the kernel': (attack) =>
    join([
      `[  812.334455] mlx5_core${attack} 0000:81:00.0: mlx5_cmd_out_err:829:(pid 31337): SAVE_VHCA_STATE(0xb0e) op_mod(0x0) failed, status ${attack}(0x9), syndrome (0x4a02f5), err(-22)`,
      `[${attack}  900.000001] hisi-acc-vfio-pci 0000:75:00.1: failed to stop QM VF function!`,
      `[  950.100000] ${attack} pds_vfio_pci 0000:b5:00.3: failed to get save status: -EIO${attack}`,
      '[ 1001.200000] xe-vfio-pci 0000:03:00.1: state: running->running_q2q',
      `[ 1001.200000] ${attack} xe-vfio-pci 0000:03:00.1: state: running->stopcopy`,
      `[ 2100.000001] RIP: 0010:vfio_mig_get_next_state+${attack}`,
    ]),
  debugfs: (attack) =>
    join([
      `${attack}/migration/state:RUNNING`,
      `/sys/${attack}/vfio/d${attack}/migration/state STOP`,
      `x/migration/state:${attack}`,
    ]),
  'system calls': (attack) =>
    join([
      `00:53:36.550233 ioctl(3<${attack}>, VFIO_DEVICE_FEATURE ${attack} or x, 0x7ffd457d2070) = -1 ENOTTY (${attack})`,
      `ioctl(3, VFIO_DEVICE_RESET, ${attack}) = 0`,
      `ioctl(fd: 3, ${attack} cmd: (NONE, 0x3b, 0x6f, 0), arg: 0x7ffc62343390) = 0`,
    ]),
  'a server': (attack) =>
    join([
      `${attack} migration: transition from state running to state ${attack}stopped`,
      `migration: failed to transition from state running to state pre-copy${attack}`,
      `[2024-05-02 12:01:30.100] vfio_user.c: 1:${attack}: *NOTICE*: controller state 1, migration state 2`,
    ]),
  'what is no log': (attack) => `some ${attack} text of a vfio migration state\n`,
  'one line that is torn': (attack) =>
    `4711@1700000000.000100:vfio_migration_set_state  (d${attack}0) state STOP_C`,
};
