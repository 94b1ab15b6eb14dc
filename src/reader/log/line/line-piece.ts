/** Pieces of lines: what is left of a line of a log that was cut, in its head or in what it says. */

/** How sure it is that a text is a piece: `maybe` may as well be a line that somebody else wrote, such as a date. */
export type PieceKind = 'piece' | 'maybe';

/** `PID@SEC.USEC:EVENT` of QEMU's log backend, cut. */
const BACKEND = /^\d{2,}@(?:\d+(?:\.\d*)?(?::[a-z_]*)?)?$/;

/** An ISO time, cut, or without its zone. */
const ISO = /^\[?\d{4}-\d\d-\d\d[T ]\d\d?(?::[\d:.,]*)?(?: ?(?:Z|[+-][\d:]*))?$/;

/** Month, day, time, host and program of syslog, cut before the message. */
const SYSLOG = /^[A-Z][a-z]{2} [ \d]\d \d\d:(?:\d\d?)?(?::[\d.]*)?(?: \S+)?(?: [^\s:]+)?:?$/;

/** The program that begins an error of QEMU, cut or with nothing after it. */
const PROGRAM = /^(?:qemu-system-\w*|qemu-kvm)(?:\[\d*\]?)?:?$/;

/** The program and its process before a message in syslog. */
const TAG = /^(?:\S+ )?(?:\S+\[\d+\]|kernel): ?/;

/** The time of dmesg, cut. */
const UPTIME = /^(?:<\d+>)?\[ *\d+(?:\.\d*)?$/;

/** What libvirt received from QEMU, cut before the event. */
const LIBVIRT =
  /^\d+: (?:i|in|inf|info(?: :(?: qemuMonitor\w*(?::\d*(?: :)?)?)?(?: Q[A-Z_]*:?(?: mon=\w*)?(?: e\w*=?\{?)?)?)?)$/;

/** The same, cut within its process, after its time. */
const PROCESS = /^\d{1,7}:?$/;

/** An event as virsh prints it, cut within its name. */
const VIRSH = /^event V(?:F|FI|FIO\w*)?$/;

/** What a server of libvfio-user prints after its name, cut within its first word. */
const SERVER = /: mig(?:r|ra|rat|rati|ratio|ration:?)?$/;

/** Heads of lines, of which any beginning may be left. */
const HEADS = ['qemu-system-', 'qemu-kvm', 'vfio_', 'xe-vfio-pci '];

/** A state without the event that it belongs to, or an event's end without its beginning. */
const TAIL =
  /\) (?:new )?state \w+|(?<!Invalid )device state \w+$|^[a-z_]*state(?:_change)?(?:_prepare)? {1,2}\(/;

/** Any beginning of a time, which means something only at the end of a file. */
const TIME_HEAD = /^[\dTZ@:.+ -]+$|^[A-Z][a-z]{2} [ \d]?[\d: ]*$/;

/** True for a piece that can only begin a line: there is a time in it. */
export const isHeadOfLine = (text: string): boolean =>
  BACKEND.test(text) || SYSLOG.test(text) || VIRSH.test(text) || (text.length > 9 && ISO.test(text));

export interface PieceClue {
  /** True if a time stood before the text. */
  readonly hasTime: boolean;
  /** True for the last line of a file that ends without a line feed. */
  readonly isLast: boolean;
}

/** What a text that was not read is a piece of; null where it looks like none. `findPiece('4711@17000')` is `piece`. */
export function findPiece(text: string, { hasTime, isLast }: PieceClue): PieceKind | null {
  if (BACKEND.test(text) || PROGRAM.test(text) || TAIL.test(text)) return 'piece';
  const rest = text.replace(TAG, '');
  const least = hasTime || isLast || rest !== text ? 1 : 4;
  if (rest.length >= least && HEADS.some((head) => head.startsWith(rest))) return 'piece';
  if (SYSLOG.test(text) || VIRSH.test(text)) return 'piece';
  if ([UPTIME, LIBVIRT, SERVER].some((pattern) => pattern.test(text))) return 'maybe';
  if (hasTime && PROCESS.test(text)) return 'maybe';
  if (ISO.test(text)) return /[.,]\d*$/.test(text) ? 'piece' : 'maybe';
  return isLast && TIME_HEAD.test(text) ? 'maybe' : null;
}
