/** From the text of a line to what it says: asks the reader of each form in turn. */

import { readDebugfsLine, readSyscallLine } from '../kernel/device-line.ts';
import { readDmesgLine } from '../kernel/dmesg-line.ts';
import { readQmpLine, readQmpTime } from '../monitor/qmp-line.ts';
import { readServerLine } from '../monitor/server-line.ts';
import { isErrorHead, readErrorLine } from '../qemu/error-line.ts';
import { readTraceLine } from '../qemu/trace-line.ts';
import { toFrame } from './line-frame.ts';
import type { LineReading, LineTime } from './log-fact.ts';

export interface LogLine {
  readonly reading: LineReading;
  /** What is left of the line without quotation and time. */
  readonly text: string;
  readonly time: LineTime | null;
  readonly pid: string | null;
  /** True for a line of QEMU that is no trace: its errors are in this log. */
  readonly isOfErrors: boolean;
}

/** A line without any of these is of no known form. */
const MARK =
  /vfio|VFIO|Failed |data_fd|MIGRATION|"status"|_VHCA|QM |ailed to |state|lockup|ioctl\(|migrat|Device in error|^(?:STOP|RUN|PRE|RES|ERR)/;

const CUT = /^(?:\d{2,}@\d+(?:\.\d*)?(?::[a-z_]*)?|\d{2,}@|\d{4}-\d\d-\d\dT[\d:.]*Z?)$/;
const PIECE = /\) (?:new )?state \w+|device state \w+$|^[a-z_]*state(?:_change)?(?:_prepare)? {1,2}\(/;
const PROGRAM = /(?:^|\s)(?:qemu-system-\w+|qemu-kvm|kvm): /;

/** Reads one line as it stands in the file. */
export function readLogLine(line: string): LogLine {
  const { text, time } = toFrame(line);
  const trace = text.includes('vfio_') ? readTraceLine(text) : null;
  if (trace) {
    const { reading, pid, stamp } = trace;
    const own: LineTime | null =
      stamp === null ? time : { text: stamp, seconds: Number(stamp), clock: 'epoch' };
    return { text, reading, time: own, pid, isOfErrors: false };
  }
  const isOfErrors = PROGRAM.test(text.slice(0, 120));
  if (MARK.test(text) || isOfErrors)
    return { text, pid: null, isOfErrors, ...readPlain(text, time, isOfErrors) };
  const reading: LineReading = { kind: CUT.test(text) ? 'fragment' : 'unread' };
  return { text, time, pid: null, isOfErrors, reading };
}

function readPlain(
  text: string,
  time: LineTime | null,
  isOfErrors: boolean,
): Pick<LogLine, 'reading' | 'time'> {
  const qmp = readQmpLine(text);
  if (qmp) return { reading: qmp, time: readQmpTime(text) ?? time };
  const error = readErrorLine(text);
  if (error) return { reading: error, time };
  const other = readServerLine(text) ?? readSyscallLine(text) ?? readDmesgLine(text) ?? readDebugfsLine(text);
  if (other) return { reading: other, time };
  if (isOfErrors && (text.endsWith(':') || isErrorHead(text))) return { reading: { kind: 'partial' }, time };
  const isTorn = CUT.test(text) || PIECE.test(text);
  return { reading: { kind: isTorn ? 'fragment' : 'unread' }, time };
}
