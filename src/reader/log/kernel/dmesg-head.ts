/** The beginning of a line of a kernel driver, wrapped by a mailer, or cut. */

import type { LineReading } from '../line/log-fact.ts';

/** What begins a line: the driver and the address. The numbers of the processes of mlx5 stand in the text itself. */
const DRIVER =
  /(?:^|[\s:])(mlx5_core|xe-vfio-pci|hisi[\w-]*|pds[\w-]*) (?:[0-9a-f]{4}:)?[0-9a-f]{2}:[0-9a-f]{2}\.[0-7]:(?: (.*))?$/;

/** The same of xe alone, cut before its text: only its lines tell of arcs that succeed, so that each counts. */
const XE = /^xe-vfio-pci [0-9a-f:.]*$/;

const XE_TEXTS = ['state: ', 'Failed to transition state: '];
const XE_ARC = /^(?:Failed to transition )?state: \w*(?:-|->\w*)?(?: e?r?r?=?-?)?$/;

/** A command of mlx5, up to its errno. */
const MLX5 = /_VHCA|mlx5_cmd_out_err/;

/** Reads the head of a line; `marks` are the texts of the drivers that are read. null for any other text. */
export function readDmesgHead(text: string, marks: readonly string[]): LineReading | null {
  if (XE.test(text)) return { kind: 'partial' };
  const found = DRIVER.exec(text);
  if (!found) return null;
  const [, driver = '', rest = ''] = found;
  if (driver === 'xe-vfio-pci')
    return XE_TEXTS.some((whole) => whole.startsWith(rest)) || XE_ARC.test(rest) ? { kind: 'partial' } : null;
  const isHead =
    driver === 'mlx5_core'
      ? MLX5.test(rest) && !/err\(-?\d+\)$/.test(rest)
      : rest !== '' && marks.some((mark) => mark.startsWith(rest) || rest.endsWith(` ${mark}:`));
  // These say only what failed: without its end such a line says nothing, and nothing follows from that.
  return isHead ? { kind: 'partial', fallback: { kind: 'unread' } } : null;
}
