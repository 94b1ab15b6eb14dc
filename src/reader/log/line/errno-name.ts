/** Names of errnos, from what strerror() prints and from the numbers of the kernel. */

/** @source glibc, strerror(); include/uapi/asm-generic/errno-base.h and errno.h */
const ERRNOS: readonly (readonly [name: string, value: number, text: string])[] = [
  ['EPERM', 1, 'Operation not permitted'],
  ['ENOENT', 2, 'No such file or directory'],
  ['EINTR', 4, 'Interrupted system call'],
  ['EIO', 5, 'Input/output error'],
  ['ENXIO', 6, 'No such device or address'],
  ['EBADF', 9, 'Bad file descriptor'],
  ['EAGAIN', 11, 'Resource temporarily unavailable'],
  ['ENOMEM', 12, 'Cannot allocate memory'],
  ['EACCES', 13, 'Permission denied'],
  ['EFAULT', 14, 'Bad address'],
  ['EBUSY', 16, 'Device or resource busy'],
  ['ENODEV', 19, 'No such device'],
  ['EINVAL', 22, 'Invalid argument'],
  ['ENOTTY', 25, 'Inappropriate ioctl for device'],
  ['ENOSPC', 28, 'No space left on device'],
  ['EPIPE', 32, 'Broken pipe'],
  ['ENOMSG', 42, 'No message of desired type'],
  ['EPROTO', 71, 'Protocol error'],
  ['EOPNOTSUPP', 95, 'Operation not supported'],
  ['ETIMEDOUT', 110, 'Connection timed out'],
  ['EREMOTEIO', 121, 'Remote I/O error'],
  ['ECANCELED', 125, 'Operation canceled'],
];

const BY_TEXT = new Map(ERRNOS.map(([name, , text]) => [text.toLowerCase(), name]));
const BY_VALUE = new Map(ERRNOS.map(([name, value]) => [value, name]));
const NAMES = new Set(ERRNOS.map(([name]) => name));

/** `toErrno('Input/output error')`, `toErrno('-EIO')` and `toErrno('-5')` are all `EIO`; null for any other text. */
export function toErrno(text: string): string | null {
  const plain = text.trim().replace(/[.\s]+$/, '');
  const bare = plain.replace(/^-/, '');
  if (NAMES.has(bare)) return bare;
  if (/^\d{1,3}$/.test(bare)) return BY_VALUE.get(Number(bare)) ?? null;
  return BY_TEXT.get(plain.toLowerCase()) ?? null;
}

/** What strerror() prints for an errno; the name itself where it is not in the table. */
export function toErrorText(errno: string): string {
  return ERRNOS.find(([name]) => name === errno)?.[2] ?? errno;
}
