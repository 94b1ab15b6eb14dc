/** The rule set that each built-in one came from. */

import type { RuleSetId } from './rule-set.ts';

/** Null for the first. */
export const CAME_OUT_OF: Readonly<Record<RuleSetId, RuleSetId | null>> = {
  'uapi-v1': null,
  'patch-2021-09': 'uapi-v1',
  'patch-2021-09-amended': 'patch-2021-09',
  'stop-default': 'patch-2021-09',
  'fully-connected': 'patch-2021-09',
  'control-bits': 'patch-2021-09',
  'control-bits-v4': 'control-bits',
  'ndma-rfc': 'control-bits-v4',
  'v2-5.18': 'uapi-v1',
  'v2-6.2': 'v2-5.18',
  'v2-7.2': 'v2-6.2',
};
