/**
 * What the kernel's drivers say about an arc, in dmesg or in the journal. qat and virtio say nothing of their own: they only warn
 * of an arc that they do not know.
 *
 * @source drivers/vfio/pci/mlx5, drivers/vfio/pci/hisilicon, drivers/vfio/pci/pds, drivers/vfio/pci/xe; include/linux/mlx5/mlx5_ifc.h
 */

import { toErrno } from '../line/errno-name.ts';
import type { Fact, LineReading, LogFormat } from '../line/log-fact.ts';
import { readLooseName } from '../line/logged-state.ts';
import { isQuotedAfter } from '../qemu/quoted-text.ts';
import { readDmesgHead } from './dmesg-head.ts';

type Match = readonly string[];
type Row = readonly [format: LogFormat, mark: string, pattern: RegExp, toFact: (found: Match) => Fact | null];

const [STOP, RUNNING, STOP_COPY, RESUMING, RUNNING_P2P] = [1, 2, 3, 4, 5] as const;

/** `mlx5_core 0000:81:00.0: ` before the text of a driver: others have such texts, and states of their own, too. */
const toDevice = (driver: string) =>
  `(?:^|[\\s:])(${driver}) ((?:[0-9a-f]{4}:)?[0-9a-f]{2}:[0-9a-f]{2}\\.[0-7]): `;

const MLX5_DEVICE = toDevice('mlx5_\\w+');
const HISI_DEVICE = toDevice('hisi[\\w-]*vfio[\\w-]*');
const PDS_DEVICE = toDevice('pds[-_]vfio[\\w-]*');
const XE_DEVICE = toDevice('xe[-_]vfio[\\w-]*');

/**
 * op_mod of a command of mlx5 -> the arc that it belongs to. All are guesses: a suspended or saving device may be in pre-copy
 * instead, a save goes on after its arc, and the line names the PF that took the command, not the VF that it was for.
 */
const MLX5: Readonly<Record<string, readonly [from: number, to: number]>> = {
  'SUSPEND_VHCA 0': [RUNNING, RUNNING_P2P],
  'SUSPEND_VHCA 1': [RUNNING_P2P, STOP],
  'RESUME_VHCA 0': [STOP, RUNNING_P2P],
  'RESUME_VHCA 1': [RUNNING_P2P, RUNNING],
  'SAVE_VHCA_STATE 0': [STOP, STOP_COPY],
  'LOAD_VHCA_STATE 0': [RESUMING, STOP],
};

/** The arcs of xe: a line that was cut within the name of a state is none of them. */
const XE: readonly string[] = ['2>5', '5>1', '1>5', '5>2', '1>3', '3>1', '1>4', '4>1'];

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
  if (!XE.includes(`${from}>${to}`))
    return { kind: 'unknown-state', device, name: `${old}->${next}`, closest: null };
  return toArc({ device, from, to, came, errno: err === undefined ? null : toErrno(err), by: 'xe' });
}

/** The VF stops on its way from RUNNING or from PRE_COPY; kernels with v1 load the state on another arc. */
const hisi = (text: string, by: string, [from, to]: readonly [number, number] = [RUNNING, STOP]): Row => [
  'kernel-hisi_acc',
  text,
  new RegExp(`${HISI_DEVICE}${text}`),
  ([, , device = '']) => toArc({ device, from, to, came: 'failed', guessed: true, by: `hisi_acc ${by}` }),
];

const pds = (text: string, from: number, to: number, guessed = false): Row => [
  'kernel-pds',
  text,
  new RegExp(`${PDS_DEVICE}${PDS_VF}${text}(?:: (-\\w+))?`),
  ([, , device = '', err = '']) => {
    const errno = text.endsWith('timeout') ? 'ETIMEDOUT' : toErrno(err);
    return toArc({ device, from, to, came: 'failed', errno, guessed, by: `pds ${from}>${to}` });
  },
];

/** What stands before the text of pds: its function, and the number of the VF. */
const PDS_VF = '(?:pds_vfio_\\w+: )?(?:vf\\d+: )?';

const ROWS: readonly Row[] = [
  [
    'kernel-mlx5',
    '_VHCA',
    new RegExp(
      `${MLX5_DEVICE}.*?(SUSPEND_VHCA|RESUME_VHCA|SAVE_VHCA_STATE|LOAD_VHCA_STATE)\\(0x[0-9a-f]+\\) op_mod\\(0x([0-9a-f]+)\\) failed,.*err\\((-?\\d+)\\)`,
    ),
    ([, , device = '', command = '', mod = '', err = '']) => {
      const arc = MLX5[`${command} ${Number.parseInt(mod, 16)}`];
      const [from, to] = arc ?? [STOP, STOP_COPY];
      const errno = toErrno(err);
      return toArc({ device, from, to, came: 'failed', errno, guessed: true, by: `mlx5 ${command}` });
    },
  ],
  [
    'kernel-mlx5',
    'QUERY_VHCA_MIGRATION_STATE',
    new RegExp(
      `${MLX5_DEVICE}.*?QUERY_VHCA_MIGRATION_STATE\\(0x[0-9a-f]+\\) op_mod\\(0x[0-9a-f]+\\) failed,`,
    ),
    ([, , device = '']) => ({ kind: 'remark', device, remark: 'size-query-failed' }),
  ],
  hisi('failed to stop QM VF function!', 'stop'),
  hisi('failed to check QM INT state!', 'stop'),
  hisi('failed to writeback QM cache!', 'stop'),
  // Until 2022 the cache was written back when the state is saved.
  hisi('failed to writeback QM Cache!', 'save', [STOP, STOP_COPY]),
  hisi('failed to match the VF!', 'load', [RESUMING, STOP]),
  hisi('failed to recover the VF!', 'load', [RESUMING, STOP]),
  [
    'kernel-hisi_acc',
    'QM device not ready, no data to transfer',
    new RegExp(`${HISI_DEVICE}QM device not ready, no data to transfer`),
    ([, , device = '']) => ({ kind: 'remark', device, remark: 'no-data' }),
  ],
  pds('failed to get save status', STOP, STOP_COPY),
  pds('failed to create save file', STOP, STOP_COPY),
  pds('failed to get migration state', STOP, STOP_COPY),
  pds('failed to create restore file', STOP, RESUMING),
  pds('failed to set migration state', RESUMING, STOP),
  // The device is suspended in two steps, which say the same.
  pds('Suspend failed', RUNNING, RUNNING_P2P, true),
  pds('Suspend comp timeout', RUNNING, RUNNING_P2P, true),
  [
    'kernel-xe',
    'Failed to transition state: ',
    new RegExp(`${XE_DEVICE}Failed to transition state: (\\w+)->(\\w+) err=(-?\\d+)`),
    ([, , device = '', from = '', to = '', err = '']) => toXeArc(device, from, to, 'failed', err),
  ],
  [
    'kernel-xe',
    'state: ',
    new RegExp(`${XE_DEVICE}state: (\\w+)->(\\w+)$`),
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
    new RegExp(`${XE_DEVICE}Failed to wait for FLR: (-?\\d+)`),
    ([, , device = '']) => ({ kind: 'remark', device, remark: 'flr-failed' }),
  ],
  [
    'kernel-lockup',
    'vfio_mig_get_next_state',
    /RIP: [0-9a-f]+:vfio_mig_get_next_state\+/,
    () => ({ kind: 'remark', device: '', remark: 'never-returned' }),
  ],
];

const MARKS = ROWS.map(([, mark]) => mark);

/** Reads a line of a kernel driver, or the head of one; null for any other line. */
export function readDmesgLine(text: string): LineReading | null {
  for (const [format, mark, pattern, toFact] of ROWS) {
    if (!text.includes(mark)) continue;
    const found = pattern.exec(text);
    if (found && isQuotedAfter(text.slice(0, found.index + 1))) return { kind: 'unread' };
    const fact = found && toFact(found);
    if (!fact) continue;
    const reading: LineReading = { kind: 'fact', fact, format };
    return text.endsWith(':') ? { kind: 'partial', fallback: reading } : reading;
  }
  return readDmesgHead(text, MARKS);
}
