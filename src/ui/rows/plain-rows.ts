/** As many rows as a list has at most that is in the page as a whole. */
export const PLAIN_ROWS = 200;
