/** How an answer is told in a sentence, for each question: by the words of its option, or by other words for the same. */

import type { AskId } from '../lesson.ts';

/** What tells the option with that id; undefined where no words are sure enough. */
type Signs = Readonly<Record<string, RegExp>>;

const REFUSED = /\b(?:refuses?|refused|rejects?|rejected|forbids?|forbidden|blocks?|blocked)\b|-E[A-Z]{3,}/i;
const HANGS = /\b(?:never returns?|hangs?|spins? for ?ever|endless)\b/i;

const VERDICTS: Signs = {
  accepted: /\b(?:accepts?|accepted|allows?|allowed|legal|succeeds?)\b/i,
  refused: REFUSED,
  unspecified: /\b(?:unspecified|is silent|says nothing|neither \w+ nor forbids)\b/i,
  'never-returns': HANGS,
};

/** Of what is about the call, so that the sentence has to name its request. */
export const CALL_SIGNS: Readonly<Partial<Record<AskId, Signs>>> = {
  verdict: VERDICTS,
  returns: {
    success: /\b(?:succeeds?|success|returns? 0)\b/i,
    EINVAL: /-EINVAL\b/,
    EBUSY: /-EBUSY\b/,
    nothing: HANGS,
  },
  path: { 'no-path': REFUSED },
};

/** Of what is about the state after it. */
export const STATE_SIGNS: Readonly<Partial<Record<AskId, Signs>>> = {
  dma: {
    any: /\b(?:any|every kind of) DMA\b(?! except)/i,
    'no-p2p': /\bexcept peer-to-peer\b|\bno (?:new )?peer-to-peer DMA\b/i,
    none: /\b(?:no|neither) DMA\b|\bstops? (?:all|its) DMA\b/i,
  },
  change: {
    freely: /\bchanges? by itself\b/i,
    loaded: /\bonly by what is loaded\b|\bonly what is (?:loaded|written)\b/i,
    frozen: /\bfrozen\b|\b(?:does|may|can|must) ?not change\b|\bnot at all\b/i,
  },
  session: {
    opens: /\bopens (?:one|a|another|the)\b|\b(?:new|another) (?:session|descriptor|data_fd)\b/i,
    keeps:
      /\b(?:keeps?|kept|same) (?:the |its |one |data )*(?:session|descriptor|data_fd)\b|\b(?:session|descriptor|data_fd) (?:is kept|stays|goes on|remains)\b/i,
    ends: /\bends? (?:one|the|its|a) |\b(?:session|descriptor|data_fd) (?:ends|is closed)\b/i,
    none: /\bno (?:data )?session\b/i,
  },
  'empty-read': { ENOMSG: /\bENOMSG\b/, 'end-of-stream': /\breturns? 0\b|\b0: the end\b/i },
  'precopy-info': { sizes: /\binitial_bytes\b/, EINVAL: /-EINVAL\b/ },
  access: {
    'read-pending': /\breads? pending_bytes\b/i,
    'read-offset': /\breads? data_offset\b/i,
    'read-size': /\breads? data_size\b/i,
    'read-data': /\breads? the chunk\b/i,
    'write-data': /\bwrites? the chunk\b/i,
    'write-size': /\bwrites? data_size\b/i,
    'nothing-now': /\bnothing for now\b/i,
    'end-of-stream': /\bstream (?:has ended|ends|is complete)\b/i,
  },
};

/** A sentence that asks, supposes, denies, or is about another time or another rule set tells nothing. */
export const NOT_SURE =
  /\?$|\b(?:if|whether|unless|would|could|might|should|suppose|was|were|had|did|once|until|another|others?|some|many|both)\b|\b(?:not|never) (?:refused|rejected|forbidden|blocked)\b/i;

/** A refusal in the words of a permission. */
export const NOT_ALLOWED = /\b(?:not|never) (?:accepted|allowed|legal)\b/gi;

/** It denies: then what reads like a yes is none. */
export const DENIES = /\b(?:not|never|no|nor|cannot|nobody|nothing)\b/i;

/** It is about what is asked, without naming it. */
export const THIS =
  /\b(?:this|the|that|such a) (?:request|write|call|ioctl|arc)\b|\bit is\b|\b(?:answer|verdict)\b/i;
