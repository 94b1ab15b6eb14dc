/** Sizes, rates and times as they are shown: three digits at most, and the unit. */

const BYTE_UNITS = ['B', 'KiB', 'MiB', 'GiB', 'TiB'] as const;

const toDigits = (value: number) => {
  const digits = value >= 100 ? 0 : value >= 10 ? 1 : 2;
  return String(Number(value.toFixed(digits)));
};

/** `formatBytes(1610612736)` is `1.5 GiB`. */
export function formatBytes(bytes: number): string {
  let [value, unit] = [bytes, 0];
  while (value >= 1023.5 && unit < BYTE_UNITS.length - 1) {
    value /= 1024;
    unit += 1;
  }
  return `${toDigits(value)} ${BYTE_UNITS[unit]}`;
}

export const formatRate = (bytes: number): string => `${formatBytes(bytes)}/s`;

/** `formatSeconds(0.25)` is `250 ms`, of 90 `1.5 min`. */
export function formatSeconds(seconds: number): string {
  if (seconds === 0) return '0 ms';
  if (seconds < 0.0005) return `${toDigits(seconds * 1e6)} µs`;
  if (seconds < 0.9995) return `${toDigits(seconds * 1000)} ms`;
  return seconds < 99.5 ? `${toDigits(seconds)} s` : `${toDigits(seconds / 60)} min`;
}

/** `3 rounds`, `1 round`. */
export const formatCount = (count: number, noun: string): string =>
  `${count} ${noun}${count === 1 ? '' : 's'}`;
