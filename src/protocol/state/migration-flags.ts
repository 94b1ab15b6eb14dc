/**
 * migration_flags of v2: which optional states a device supports.
 *
 * @source include/uapi/linux/vfio.h, struct vfio_device_feature_migration
 */

export const STOP_COPY = 1;
export const P2P = 2;
export const PRE_COPY = 4;

/** Of ERROR: no device has all 32 flags, so ERROR is never supported. @source drivers/vfio/vfio_main.c, state_flags_table */
export const NEVER = 0xffff_ffff;

interface FlagInfo {
  readonly bit: number;
  readonly name: string;
}

export const MIGRATION_FLAGS: readonly FlagInfo[] = [
  { bit: STOP_COPY, name: 'VFIO_MIGRATION_STOP_COPY' },
  { bit: P2P, name: 'VFIO_MIGRATION_P2P' },
  { bit: PRE_COPY, name: 'VFIO_MIGRATION_PRE_COPY' },
];

/** True if every flag that a state needs is among `flags`. */
export function hasFlags(flags: number, needs: number): boolean {
  return (flags & needs) >>> 0 === needs;
}

/** `VFIO_MIGRATION_STOP_COPY | VFIO_MIGRATION_P2P`, or `0`; unknown bits in hex. */
export function formatFlags(flags: number): string {
  const names = MIGRATION_FLAGS.filter(({ bit }) => flags & bit).map(({ name }) => name);
  const rest = (flags & ~(STOP_COPY | P2P | PRE_COPY)) >>> 0;
  if (rest) names.push(`0x${rest.toString(16)}`);
  return names.join(' | ') || '0';
}

/** Why a set of flags cannot be migration_flags of any device, or undefined where it can: 1, 3, 5 and 7 are defined. */
export function findFlagsFault(flags: number): string | undefined {
  if (!Number.isInteger(flags) || flags < 0 || flags > 7)
    return `migration_flags ${flags} has bits that are not defined; the defined sets are 1, 3, 5 and 7.`;
  if (!(flags & STOP_COPY))
    return `migration_flags ${flags} lacks VFIO_MIGRATION_STOP_COPY, which every state needs; the defined sets are 1, 3, 5 and 7.`;
  return undefined;
}
