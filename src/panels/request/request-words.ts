/** What stands beside the fields of a request: the fault that is armed, and the register that is written; and before it. */

export const ABOUT_WORDS = {
  how: 'Ask for a state, or choose an arc or a cell: its verdict and the reasons appear here.',
  today: 'What runs today: {id}',
} as const;

export const FAULT_WORDS = {
  next: 'Next request',
  errno: 'errno',
  arc: 'on arc',
  notArmed: 'The driver does what it is asked.',
  armed: 'Armed: it applies to the next request that reaches that arc, and waits until then.',
  reset: 'VFIO_DEVICE_RESET',
} as const;

export const FAULT_CHOICES = {
  none: 'no fault',
  declined: 'the driver declines: an errno, state kept',
  faulted: 'the driver faults: ERROR',
  stays: 'corrupt data on leaving RESUMING: it stays there',
  faults: 'corrupt data on leaving RESUMING: ERROR',
} as const;

/** The field of a value and its button. In v1 a register is written, in v2 the ioctl is called. */
export const ENTRY_WORDS = {
  v1: { field: 'value', ask: 'write' },
  v2: { field: 'device_state', ask: 'ioctl' },
} as const;

export const REGISTER_WORDS = {
  reads: 'reads',
  register: 'device_state, 32 bits',
  bit: 'bit {bit} {name}',
  reservedBit: 'reserved',
  reserved: 'reserved bits 31–{known}: {value}',
  allZero: 'all 0',
  states: 'enum vfio_device_mig_state',
  notListed: 'not listed',
  flags: 'migration_flags',
  flagsUndefined: 'These rules define no migration_flags {wanted}: {sets} only.',
  flagsKept: '{fault} migration_flags {flags} is kept.',
} as const;
