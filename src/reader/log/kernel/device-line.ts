/**
 * What the kernel shows of a device outside dmesg: `migration/state` of debugfs read in a loop, and system calls as strace
 * and perf trace print them, which do not decode the struct of VFIO_DEVICE_FEATURE.
 *
 * @source drivers/vfio/debugfs.c, vfio_device_state_read()
 */

import type { LineReading } from '../line/log-fact.ts';
import { readStateName } from '../line/logged-state.ts';

const PATH =
  /^(?:\d{9,}(?:\.\d+)? )?(?:\S*\/)?(?:vfio\/)?([^/\s]+)\/migration\/state[:\s]+(ERROR|STOP|RUNNING|STOP_COPY|RESUMING|RUNNING_P2P|PRE_COPY|PRE_COPY_P2P|Invalid)$/;
const BARE = /^(ERROR|STOP|RUNNING|STOP_COPY|RESUMING|RUNNING_P2P|PRE_COPY|PRE_COPY_P2P)$/;

/** A state as read from debugfs, with the path before it or alone on its line; null for any other line. */
export function readDebugfsLine(text: string): LineReading | null {
  const path = PATH.exec(text);
  const [device, name] = path ? [path[1] ?? '', path[2] ?? ''] : [NO_PATH, BARE.exec(text)?.[1] ?? ''];
  if (name === '') return null;
  const to = readStateName(name);
  return to === undefined
    ? { kind: 'known', format: 'debugfs' }
    : { kind: 'fact', fact: { kind: 'sample', device, to }, format: 'debugfs' };
}

const HEADING = /^==> (?:.*\/)?([^/]+)\/migration\/state <==$/;

/** The name that a reading without a path has. */
export const NO_PATH = 'migration/state';

/** The device whose reading follows, as tail and head print it before the file; undefined for any other line. */
export function readHeading(text: string): string | undefined {
  return text.startsWith('==> ') ? (HEADING.exec(text)?.[1] ?? NO_PATH) : undefined;
}

/** VFIO_DEVICE_FEATURE, VFIO_MIG_GET_PRECOPY_INFO and VFIO_DEVICE_RESET, by name or number. */
const STRACE =
  /\bioctl\((\d+)(?:<[^>]*>)?, (?:[^,]*\b(VFIO_DEVICE_FEATURE|VFIO_EEH_PE_OP|VFIO_DEVICE_RESET)\b[^,]*|(0x3b(?:75|79|6f)))\b.*\)\s*= (-?\d+)/;
const PERF = /\bioctl\(fd: (\d+).*cmd: \(NONE, 0x3b, 0x(75|79|6f), 0\).*\)\s*= (-?\d+)/;

/** Reads a line of strace or perf trace; null for any other line. */
export function readSyscallLine(text: string): LineReading | null {
  if (!text.includes('ioctl(')) return null;
  const strace = STRACE.exec(text);
  const perf = strace ? null : PERF.exec(text);
  const [, fd = '', name = '', number = ''] = strace ?? [];
  const device = `fd ${strace ? fd : (perf?.[1] ?? '')}`;
  const result = Number(strace ? strace[4] : perf?.[3]);
  if (!strace && !perf) return null;
  const format = strace ? 'strace' : 'perf-trace';
  const isReset = name === 'VFIO_DEVICE_RESET' || number === '0x3b6f' || perf?.[2] === '6f';
  if (!isReset) return { kind: 'fact', fact: { kind: 'remark', device, remark: 'not-decoded' }, format };
  return result === 0
    ? { kind: 'fact', fact: { kind: 'reset', device }, format }
    : { kind: 'fact', fact: { kind: 'remark', device, remark: 'reset-of-syscall' }, format };
}
