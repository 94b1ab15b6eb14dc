/**
 * What a first visit is told, and the three things that it may begin with: each is a trace, and the sentence on what it showed.
 * The rules themselves give the verdicts.
 */

import { TODAY } from '../../../protocol/rule-sets/rule-sets.ts';
import { LOOP_FIX, PRE_COPY_COMMIT, uapi } from '../../../protocol/rule-sets/v2-rule-sets.ts';
import type { Citation } from '../../../protocol/words/citation.ts';

/** A statement; the words in brackets lead to who says so. */
export type Told = readonly (string | readonly [words: string, citation: Citation])[];

export interface Start {
  readonly id: 'play' | 'refused' | 'never-returns';
  readonly title: string;
  /** Under which rules, in a few words. */
  readonly detail: string;
  readonly ruleSet: string;
  readonly flags: number | null;
  /** States by name. */
  readonly asks: readonly string[];
  /** True where all of it is played; otherwise all but the last request has been made already. */
  readonly isPlayed: boolean;
  /** Said once it was started. */
  readonly told: Told;
}

const fromQemu = (symbol: string): Citation => ({
  kind: 'qemu',
  file: 'hw/vfio/migration.c',
  symbol,
  tag: 'v10.2.2',
});

const thread = (message: number): Citation => ({ kind: 'thread', message });

export const LEAD: Told = [
  'A virtual machine can move to another host while it runs. A device passed through to it must then hand over its state. This page shows the ',
  ['state machine', uapi('v7.2')],
  ' that VMM and driver follow.',
];

/** Said of the rule set that a first visit shows, until something was started. */
export const FIRST_RULES: Told = [
  'The page opens with ',
  ['a kernel patch of 2021', thread(0)],
  ' that lists eleven allowed requests.',
];

/** The way to the rules of the present kernel. */
export const NOW = { title: 'What runs today', detail: TODAY } as const;

export const STARTS: readonly Start[] = [
  {
    id: 'play',
    title: 'Play a live migration',
    detail: TODAY,
    ruleSet: TODAY,
    flags: 7,
    asks: ['PRE_COPY', 'PRE_COPY_P2P', 'STOP_COPY', 'STOP'],
    isPlayed: true,
    told: [
      'What QEMU asks of the device on the source host, from ',
      ['setup', fromQemu('vfio_save_setup()')],
      ' to ',
      ['cleanup', fromQemu('vfio_save_cleanup()')],
      '.',
    ],
  },
  {
    id: 'refused',
    title: 'Ask for something that is refused',
    detail: 'patch-2021-09, _RUNNING > _RESUMING',
    ruleSet: 'patch-2021-09',
    flags: null,
    asks: ['_RESUMING'],
    isPlayed: false,
    told: [
      ['The patch of 2021', thread(0)],
      ' does not list this request. ',
      ['The first comment', thread(1)],
      ' pointed out that it was missing.',
    ],
  },
  {
    id: 'never-returns',
    title: 'See the request that never returned',
    detail: 'v2-6.2, STOP_COPY > PRE_COPY',
    ruleSet: 'v2-6.2',
    flags: 7,
    asks: ['PRE_COPY', 'STOP_COPY', 'PRE_COPY'],
    isPlayed: false,
    told: [
      'From ',
      ['Linux 6.2', PRE_COPY_COMMIT],
      ' until ',
      ['the fix of June 2026', LOOP_FIX],
      ' this call looped, holding the driver’s mutex.',
    ],
  },
];
