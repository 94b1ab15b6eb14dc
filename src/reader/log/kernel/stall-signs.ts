/**
 * What tells a thread that spins in vfio_mig_get_next_state() from a warning, or a fault, in it: all of them print where the
 * processor was, and only the lines before say why.
 *
 * @source drivers/vfio/vfio_main.c, vfio_mig_get_next_state(): WARN_ON of a state that the device does not support
 */

import type { LogLine } from '../line/log-line.ts';

const STALL = /lockup|\bstall|blocked for more than|NMI backtrace/i;
const FAULT = /^WARNING: |^(?:BUG: (?!soft)|Oops|general protection|kernel BUG)|invalid opcode/;

export interface StallSigns {
  /** Takes each line in turn. True for one that tells of a thread that spins, though it is of a warning or a fault. */
  isOfFault(line: LogLine): boolean;
}

export function createStallSigns(): StallSigns {
  let isFault = false;
  return {
    isOfFault({ reading, text }) {
      if (reading.kind === 'unread') {
        if (STALL.test(text)) isFault = false;
        else if (FAULT.test(text)) isFault = true;
        return isFault && text.startsWith('RIP: ');
      }
      const isRemark = reading.kind === 'fact' && reading.fact.kind === 'remark';
      return isFault && isRemark && reading.fact.remark === 'never-returned';
    },
  };
}
