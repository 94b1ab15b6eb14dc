/**
 * What the kernel's headers define for each generation, for texts that use the names and do not define them.
 *
 * @source include/uapi/linux/vfio.h v5.8 (v1), v5.18 and v6.2 (v2); include/linux/bits.h
 */

export type Generation = 'v1' | 'v2';

/** Values of names, as C would write them. */
const V1: Readonly<Record<string, string>> = {
  VFIO_DEVICE_STATE_STOP: '0',
  VFIO_DEVICE_STATE_RUNNING: '1',
  VFIO_DEVICE_STATE_SAVING: '2',
  VFIO_DEVICE_STATE_RESUMING: '4',
  VFIO_DEVICE_STATE_MASK: '7',
  VFIO_DEVICE_STATE_NDMA: '8',
  VFIO_DEVICE_STATE_ERROR: '6',
};

/** Later headers keep the bits of v1 under these names. */
const KEPT: Readonly<Record<string, string>> = {
  VFIO_DEVICE_STATE_V1_STOP: '0',
  VFIO_DEVICE_STATE_V1_RUNNING: '1',
  VFIO_DEVICE_STATE_V1_SAVING: '2',
  VFIO_DEVICE_STATE_V1_RESUMING: '4',
};

const V2: Readonly<Record<string, string>> = {
  VFIO_DEVICE_STATE_ERROR: '0',
  VFIO_DEVICE_STATE_STOP: '1',
  VFIO_DEVICE_STATE_RUNNING: '2',
  VFIO_DEVICE_STATE_STOP_COPY: '3',
  VFIO_DEVICE_STATE_RESUMING: '4',
  VFIO_DEVICE_STATE_RUNNING_P2P: '5',
  VFIO_DEVICE_STATE_PRE_COPY: '6',
  VFIO_DEVICE_STATE_PRE_COPY_P2P: '7',
  VFIO_DEVICE_STATE_NR: '8',
  VFIO_MIGRATION_STOP_COPY: '1',
  VFIO_MIGRATION_P2P: '2',
  VFIO_MIGRATION_PRE_COPY: '4',
};

const BOTH: Readonly<Record<string, string>> = {
  ...KEPT,
  true: '1',
  false: '0',
  NULL: '0',
  U8_MAX: '255',
  U16_MAX: '65535',
  U32_MAX: '0xffffffffU',
};

interface KernelMacro {
  readonly params: readonly string[];
  readonly body: string;
}

const ofOne = (body: string): KernelMacro => ({ params: ['x'], body });

/** Only the effect of the header's VALID is here: the low three bits count, and 0 to 4 pass. */
const MACROS: Readonly<Record<string, KernelMacro>> = {
  BIT: ofOne('(1UL << (x))'),
  BIT_ULL: ofOne('(1UL << (x))'),
  _BITUL: ofOne('(1UL << (x))'),
  VFIO_DEVICE_STATE_VALID: ofOne('(((x) & 7U) < 5)'),
  FIELD_PREP: { params: ['m', 'v'], body: '(((v) * ((m) & (~(m) + 1))) & (m))' },
  FIELD_GET: { params: ['m', 'r'], body: '(((r) & (m)) / ((m) & (~(m) + 1)))' },
  GENMASK: { params: ['h', 'l'], body: '((~0UL << (l)) & (~0UL >> (63 - (h))))' },
};

const NAMES: Readonly<Record<Generation, Readonly<Record<string, string>>>> = {
  v1: { ...BOTH, ...V1 },
  v2: { ...BOTH, ...V2 },
};

/** What the header of a generation has for a name, as C; undefined for any other. */
export function getKernelName(name: string, generation: Generation): string | undefined {
  return Object.hasOwn(NAMES[generation], name) ? NAMES[generation][name] : undefined;
}

/** A macro of the header that takes arguments. */
export function getKernelMacro(name: string): KernelMacro | undefined {
  return Object.hasOwn(MACROS, name) ? MACROS[name] : undefined;
}

/** Every name of a generation, to find the closest to an unknown one. */
export const listKernelNames = (generation: Generation): string[] => [
  ...Object.keys(NAMES[generation]),
  ...Object.keys(MACROS),
];

/** The states of a generation, by name. */
export const listStateNames = (generation: Generation): string[] =>
  Object.keys(generation === 'v1' ? V1 : V2).filter((name) => name.startsWith('VFIO_DEVICE_STATE_'));

const listOwn = (own: object, other: object) =>
  new Set(Object.keys(own).filter((name) => !Object.hasOwn(other, name)));

/** Names that only one generation has. */
const ONLY_IN: Readonly<Record<Generation, ReadonlySet<string>>> = {
  v1: listOwn({ ...V1, ...KEPT }, V2),
  v2: listOwn(V2, V1),
};

/** `isOnlyIn('VFIO_DEVICE_STATE_SAVING', 'v1')` is true, of `VFIO_DEVICE_STATE_STOP` it is false. */
export const isOnlyIn = (name: string, generation: Generation): boolean => ONLY_IN[generation].has(name);
