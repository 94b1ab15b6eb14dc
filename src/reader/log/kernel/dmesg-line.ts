/**
 * What the kernel's drivers say about an arc, in dmesg or in the journal.
 *
 * @source drivers/vfio/pci/mlx5, drivers/vfio/pci/hisilicon, drivers/vfio/pci/pds, drivers/vfio/pci/xe; include/linux/mlx5/mlx5_ifc.h
 */

import { toErrno } from '../line/errno-name.ts';
import type { Fact, LineReading, LogFormat } from '../line/log-fact.ts';
import { readLooseName } from '../line/logged-state.ts';

type Match = readonly string[];
type Row = readonly [format: LogFormat, mark: string, pattern: RegExp, toFact: (found: Match) => Fact | null];

const [STOP, RUNNING, STOP_COPY, RESUMING, RUNNING_P2P] = [1, 2, 3, 4, 5] as const;

/** `mlx5_core 0000:81:00.0: ` before the text of a driver. */
const DEVICE = '(?:^|[\\s:])([\\w-]+) ((?:[0-9a-f]{4}:)?[0-9a-f]{2}:[0-9a-f]{2}\\.[0-7]): ';

/** op_mod of a command of mlx5 -> the arc that it belongs to. A suspended or saving device may be in pre-copy instead. */
const MLX5: Readonly<Record<string, readonly [from: number, to: number, guessed: boolean]>> = {
  'SUSPEND_VHCA 0': [RUNNING, RUNNING_P2P, true],
  'SUSPEND_VHCA 1': [RUNNING_P2P, STOP, true],
  'RESUME_VHCA 0': [STOP, RUNNING_P2P, false],
  'RESUME_VHCA 1': [RUNNING_P2P, RUNNING, true],
  'SAVE_VHCA_STATE 0': [STOP, STOP_COPY, true],
  'LOAD_VHCA_STATE 0': [RESUMING, STOP, true],
};

interface ArcWords {
  readonly device: string;
  readonly from: number;
  readonly to: number;
  readonly came: 'begins' | 'failed';
  readonly errno?: string | null;
  readonly guessed?: boolean;
  readonly by: string;
}

const toArc = ({ errno = null, guessed = false, ...arc }: ArcWords): Fact => ({
  ...{ kind: 'arc', generation: 'v2', errno, guessed },
  ...arc,
});

function toXeArc(device: string, old: string, next: string, came: 'begins' | 'failed', err?: string): Fact {
  const [from, to] = [readLooseName(old), readLooseName(next)];
  if (from === undefined || to === undefined)
    return { kind: 'unknown-state', device, name: from === undefined ? old : next, closest: null };
  return toArc({ device, from, to, came, errno: err === undefined ? null : toErrno(err), by: 'xe' });
}

const hisi = (text: string, by: string): Row => [
  'kernel-hisi_acc',
  text,
  new RegExp(`${DEVICE}${text}`, 'i'),
  ([, , device = '']) =>
    toArc({ device, from: RUNNING, to: STOP, came: 'failed', guessed: true, by: `hisi_acc ${by}` }),
];

const pds = (text: string, from: number, to: number): Row => [
  'kernel-pds',
  text,
  new RegExp(`${DEVICE}${text}(?:: (-\\w+))?`),
  ([, , device = '', err = '']) =>
    toArc({ device, from, to, came: 'failed', errno: toErrno(err), guessed: true, by: `pds ${text}` }),
];

const ROWS: readonly Row[] = [
  [
    'kernel-mlx5',
    '_VHCA',
    new RegExp(
      `${DEVICE}.*?(SUSPEND_VHCA|RESUME_VHCA|SAVE_VHCA_STATE|LOAD_VHCA_STATE|QUERY_VHCA_MIGRATION_STATE)\\(0x[0-9a-f]+\\) op_mod\\(0x([0-9a-f]+)\\) failed,.*err\\((-?\\d+)\\)`,
    ),
    ([, , device = '', command = '', mod = '', err = '']) => {
      const arc = MLX5[`${command} ${Number.parseInt(mod, 16)}`];
      const [from, to, guessed] = arc ?? [STOP, STOP_COPY, true];
      return toArc({ device, from, to, came: 'failed', errno: toErrno(err), guessed, by: `mlx5 ${command}` });
    },
  ],
  hisi('failed to stop QM VF function!', 'stop'),
  hisi('failed to check QM INT state!', 'stop'),
  hisi('failed to writeback QM cache!', 'stop'),
  [
    'kernel-hisi_acc',
    'QM device not ready, no data to transfer',
    new RegExp(`${DEVICE}QM device not ready, no data to transfer`),
    ([, , device = '']) => ({ kind: 'remark', device, remark: 'no-data' }),
  ],
  [
    'kernel-hisi_acc',
    'failed to recover the VF!',
    new RegExp(`${DEVICE}failed to recover the VF!`),
    ([, , device = '']) => ({ kind: 'remark', device, remark: 'flr-failed' }),
  ],
  pds('failed to get save status', STOP, STOP_COPY),
  pds('failed to create save file', STOP, STOP_COPY),
  pds('failed to create restore file', STOP, RESUMING),
  [
    'kernel-xe',
    'Failed to transition state: ',
    new RegExp(`${DEVICE}Failed to transition state: (\\w+)->(\\w+) err=(-?\\d+)`),
    ([, , device = '', from = '', to = '', err = '']) => toXeArc(device, from, to, 'failed', err),
  ],
  [
    'kernel-xe',
    'state: ',
    new RegExp(`${DEVICE}state: (\\w+)->(\\w+)$`),
    ([, , device = '', from = '', to = '']) => toXeArc(device, from, to, 'begins'),
  ],
  [
    'kernel-xe',
    'Unknown state transition',
    /Unknown state transition (\d+)->(\d+)/,
    ([, from = '', to = '']) =>
      toArc({
        ...{ device: '', from: Number(from), to: Number(to), came: 'failed', errno: 'EINVAL' },
        // The warning names no device.
        ...{ guessed: true, by: 'xe warning' },
      }),
  ],
  [
    'kernel-xe',
    'Failed to wait for FLR',
    new RegExp(`${DEVICE}Failed to wait for FLR: (-?\\d+)`),
    ([, , device = '']) => ({ kind: 'remark', device, remark: 'flr-failed' }),
  ],
  [
    'kernel-lockup',
    'vfio_mig_get_next_state',
    /RIP: [0-9a-f]+:vfio_mig_get_next_state\+/,
    () => ({ kind: 'remark', device: '', remark: 'never-returned' }),
  ],
];

/** Reads a line of a kernel driver; null for any other line. */
export function readDmesgLine(text: string): LineReading | null {
  const lower = text.toLowerCase();
  for (const [format, mark, pattern, toFact] of ROWS) {
    if (!lower.includes(mark.toLowerCase())) continue;
    const found = pattern.exec(text);
    const fact = found && toFact(found);
    if (fact) return { kind: 'fact', fact, format };
  }
  return null;
}
