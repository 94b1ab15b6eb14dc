/** From the text of a line to what it says: asks the reader of each form in turn. */

import { readDebugfsLine, readSyscallLine } from '../kernel/device-line.ts';
import { readDmesgLine } from '../kernel/dmesg-line.ts';
import { readOwner, readQmpError, readQmpLine, readQmpTime } from '../monitor/qmp-line.ts';
import { readServerLine } from '../monitor/server-line.ts';
import { isErrorHead, readErrorLine } from '../qemu/error-line.ts';
import { isCommand, isGap } from '../qemu/quoted-text.ts';
import { readTraceLine } from '../qemu/trace-line.ts';
import { toFrame } from './line-frame.ts';
import { findPiece } from './line-piece.ts';
import type { LineReading, LineTime } from './log-fact.ts';

export interface LogLine {
  readonly reading: LineReading;
  /** What is left of the line without quotation and time. */
  readonly text: string;
  readonly time: LineTime | null;
  /** The process that wrote it, or whatever else tells one QEMU from another. */
  readonly pid: string | null;
  /** True for a line of QEMU that is no trace: its errors are in this log. */
  readonly isOfErrors: boolean;
}

/** A line without any of these is of no known form. */
const MARK =
  /vfio|VFIO|Failed |data_fd|MIGRATION|"status"|"timestamp"|"event|"return|"error|^\{ ?"|(?:event|reply|line)=\{|"device-id"|qom-path|_VHCA|mlx5_cmd|QM |ailed to |state|Suspend |lockup|ioctl\(|migrat|Device in error|libvirt version|^-- |shutting down|terminating on signal|^(?:STOP|RUN|PRE|RES|ERR)/;

const PROGRAM = /(?:^|\s)(?:qemu-system-\w+|qemu-kvm|kvm):(?:\s|$)/;

const LOST: LineReading = { kind: 'fragment', isDoubtful: true };

/** What libvirt writes into the log of a domain when it starts and ends, and QEMU when it is told to end. */
const RESTART =
  /^-- (?:Reboot|Boot [0-9a-f]+) --$|^starting up libvirt version: |^shutting down, reason=|^(?:qemu-system-\w+|qemu-kvm|kvm): terminating on signal \d+/;

const STAMP = /^\d+@(\d+\.\d{6}):/;

/** Reads one line as it stands in the file. `isLast` is true for the last one of a file, if no line feed ends it. */
export function readLogLine(line: string, isLast = false): LogLine {
  const { text, time, isTorn } = toFrame(line);
  if (isTorn) return { text, time, pid: null, isOfErrors: false, reading: { kind: 'fragment' } };
  if (isGap(text)) return { text, time, pid: null, isOfErrors: false, reading: LOST };
  if (isCommand(text)) return { text, time, pid: null, isOfErrors: false, reading: { kind: 'unread' } };
  const trace = text.includes('vfio_') ? readTraceLine(text) : null;
  if (trace) {
    const { reading, pid, stamp } = trace;
    const own: LineTime | null =
      stamp === null ? time : { text: stamp, seconds: Number(stamp), clock: 'epoch' };
    return { text, reading, time: own, pid, isOfErrors: false };
  }
  const isOfErrors = PROGRAM.test(text.slice(0, 120));
  if (MARK.test(text) || isOfErrors)
    return { text, isOfErrors, pid: null, ...readPlain(text, time, isOfErrors, isLast) };
  return {
    text,
    time: time ?? readStamp(text),
    pid: null,
    isOfErrors,
    reading: readPiece(text, time, isLast),
  };
}

/** The time of a line of the log backend that was cut after it. */
function readStamp(text: string): LineTime | null {
  const stamp = STAMP.exec(text)?.[1];
  return stamp === undefined ? null : { text: stamp, seconds: Number(stamp), clock: 'epoch' };
}

function readPiece(text: string, time: LineTime | null, isLast: boolean): LineReading {
  const piece = findPiece(text, { hasTime: time !== null, isLast });
  return piece === null ? { kind: 'unread' } : { kind: 'fragment', isDoubtful: piece === 'maybe' };
}

function readPlain(
  text: string,
  time: LineTime | null,
  isOfErrors: boolean,
  isLast: boolean,
): Pick<LogLine, 'reading' | 'time'> & Partial<Pick<LogLine, 'pid'>> {
  if (RESTART.test(text)) return { reading: { kind: 'fact', fact: { kind: 'restart' }, format: null }, time };
  const qmp = readQmpLine(text);
  if (qmp) return { reading: qmp, time: readQmpTime(text) ?? time, pid: readOwner({ reading: qmp, text }) };
  const error = readErrorLine(readQmpError(text) ?? text);
  if (error) return { reading: error, time };
  const other = readServerLine(text) ?? readSyscallLine(text) ?? readDmesgLine(text) ?? readDebugfsLine(text);
  if (other) return { reading: other, time };
  if (isOfErrors && (text.endsWith(':') || isErrorHead(text))) return { reading: { kind: 'partial' }, time };
  return { reading: readPiece(text, time, isLast), time };
}
