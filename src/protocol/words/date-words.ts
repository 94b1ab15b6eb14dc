/** How days and times are written. */

const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

/** `2021-09-22` is `22 September 2021`, `2022-12` is `December 2022`; of a time the day is written. */
export function formatDate(date: string): string {
  const [year, month, day] = date.slice(0, 10).split('-').map(Number);
  return [day, MONTHS[(month ?? 0) - 1], year].filter((part) => part !== undefined).join(' ');
}

/** `2021-09-23T10:33Z` is `10:33`. */
export function formatTime(date: string): string {
  return date.slice(11, 16);
}
