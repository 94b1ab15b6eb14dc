/** What is said where a part of the page failed: what it is, why, and the ways on. */

export const FAILURE_WORDS = {
  title: (name: string) => `${name} cannot be shown`,
  notLoaded:
    'Its file could not be loaded, not even at a second try. The connection may have failed, or a newer version of this page may have been published since you opened it. Loading the page again helps in both cases.',
  thrown: 'The page made a mistake while it drew this part. This is a bug of the page, not of your work.',
  again: 'Try again',
  reload: 'Load the page again',
  explore: 'Go to Explore',
  copy: 'Copy a report',
  report: 'a report of this failure',
  shown: 'What the report says',
  stays: 'The report stays here until you hand it on: the page sends nothing.',
} as const;
