/** Plays the flow of a VMM that is no QEMU: one request after the other, of every device before the next. */

import { hasFlags } from '../../state/migration-flags.ts';
import type { Device, DeviceSide } from '../play/device-side.ts';
import type { PlainAsk, PlainFlow, PlainWay } from './plain-flows.ts';

/** Plays the flow on every device; what a failed request leaves out follows from the way of the client. */
export function playPlainFlow(side: DeviceSide, flow: PlainFlow, way: PlainWay): void {
  let failed: PlainAsk['onlyAfter'];
  for (const [index, ask] of flow.asks.entries()) {
    if (ask.onlyAfter !== failed && !(way.ignores && !ask.onlyAfter)) continue;
    for (const device of side.devices) {
      if (side.isOver()) return;
      if (!hasFlags(device.flags ?? 0, ask.needs ?? 0)) continue;
      if (request(side, device, ask, way)) continue;
      failed ??= index === 0 ? 'first-failed' : 'later-failed';
      side.end('fails');
      if (!way.ignores) break;
    }
  }
}

function request(side: DeviceSide, device: Device, ask: PlainAsk, way: PlainWay): boolean {
  const { trigger, to, recover = null } = ask;
  const base = { trigger, citation: null };
  if (side.ask(device, { ...base, to, recover }).errno === null) return true;
  if (recover !== null) {
    const mended = side.ask(device, { ...base, to: recover, recover: null, isRecovery: true });
    if (mended.errno === null) return false;
  }
  const isInError = side.ruleSet.states.some(({ value, kind }) => value === device.state && kind === 'error');
  if (way.resets === 'always' || (way.resets === 'from-error' && isInError))
    side.reset(device, trigger, 'client');
  return false;
}
