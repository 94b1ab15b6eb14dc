/**
 * `npm run prove [count] [seed]`: writes random drivers, 10,000 by default, and compares what Review reads of each with the arcs
 * it was written from, and the same for arcs in formats that are not C. Then plays as many random flows of QEMU, with random versions, rules, flags, devices and faults, on the
 * engine and on a second model that was written independently. At last it writes a fifth as many plays as logs of QEMU, as
 * events of QMP, and as the drivers and servers print them, damages them, and holds what is read against what happened. Fails
 * if any of them differ.
 */

import { provePhase } from '../src/judge/replay/phase/prove-phase.fixture.ts';
import { createRandom, proveOnce } from '../src/protocol/clients/qemu/prove-qemu.fixture.ts';
import { proveDriver } from '../src/reader/driver/prove-driver.fixture.ts';
import { proveDeviceSide } from '../src/reader/log/prove/prove-device-side.fixture.ts';
import { proveEvents } from '../src/reader/log/prove/prove-event.fixture.ts';
import { proveLog } from '../src/reader/log/prove/prove-log.fixture.ts';
import { provePlain } from '../src/reader/table/plain/prove-plain.fixture.ts';

const count = Number(process.argv[2] ?? 10_000);
const seed = Number(process.argv[3] ?? 20_210_922);
if (!Number.isInteger(count) || count < 1 || !Number.isInteger(seed)) {
  console.error('Usage: npm run prove [count] [seed], both whole numbers.');
  process.exit(2);
}

proveDrivers();
provePlainTexts();

const random = createRandom(seed);
const proofs = Array.from({ length: count }, () => proveOnce(random));
const differing = proofs.filter(({ engine, second }) => engine !== second);
for (const { setting, engine, second } of differing.slice(0, 10))
  console.error(`${setting}\n  engine: ${engine}\n  second: ${second}`);

const ends = new Map<string, number>();
for (const { engine } of proofs) {
  const end = engine.split(' ').at(-1) ?? '';
  ends.set(end, (ends.get(end) ?? 0) + 1);
}
const faulted = proofs.filter(({ faults }) => faults > 0).length;
const told = [...ends].map(([end, n]) => `${n} ${end}`).join(', ');
console.log(`${count} plays, ${faulted} with faults: ${told}; ${differing.length} differ (seed ${seed}).`);
if (differing.length > 0) process.exitCode = 1;

proveLogs(Math.max(1, Math.round(count / 5)));
provePhases(Math.max(1, Math.round(count / 5)));

/** Logs of QEMU: no step that is called certain may differ from what happened. */
function proveLogs(most: number): void {
  const chance = createRandom(seed);
  let [wrong, happened, certain] = [0, 0, 0];
  for (let index = 0; index < most; index += 1) {
    const proof = proveLog(chance);
    happened += proof.happened;
    certain += proof.certain;
    if (proof.wrong.length === 0) continue;
    wrong += 1;
    if (wrong <= 10) console.error(`${proof.setting}\n  ${proof.wrong.join('\n  ')}\n${proof.text}`);
  }
  console.log(
    `${most} logs of ${happened} steps; ${certain} are told as certain; ${wrong} logs have one that is wrong (seed ${seed}).`,
  );
  if (wrong > 0) process.exitCode = 1;
  proveOthers('events', most, proveEvents);
  proveOthers('drivers and servers', most, proveDeviceSide);
}

/** Logs of other programs, likewise. */
function proveOthers(of: string, most: number, prove: typeof proveEvents): void {
  const chance = createRandom(seed);
  const failed = Array.from({ length: most }, () => prove(chance)).filter(({ wrong }) => wrong.length > 0);
  for (const { setting, wrong, text } of failed.slice(0, 10))
    console.error(`${setting}\n  ${wrong.join('\n  ')}\n${text}`);
  console.log(`${most} logs of ${of}; ${failed.length} have a certain step that is wrong (seed ${seed}).`);
  if (failed.length > 0) process.exitCode = 1;
}

/** Logs of several devices: a P2P phase is called broken only where it was. */
function provePhases(most: number): void {
  const chance = createRandom(seed);
  const all = Array.from({ length: most }, () => provePhase(chance));
  const failed = all.filter((proof) => proof.wrong.length > 0);
  for (const proof of failed.slice(0, 10))
    console.error(`${proof.setting}\n  ${proof.wrong.join('\n  ')}\n${proof.text}`);
  const [broken, called] = (['broken', 'told'] as const).map((key) =>
    all.reduce((sum, proof) => sum + proof[key], 0),
  );
  console.log(
    `${most} logs of several devices; ${broken} P2P phases were broken, ${called} are called so; ${failed.length} logs have a finding that is wrong or missing (seed ${seed}).`,
  );
  if (failed.length > 0) process.exitCode = 1;
}

/** Arcs as grids of Markdown and RST, as edges of DOT and in a match of Rust. */
function provePlainTexts(): void {
  const chance = createRandom(seed);
  const failed = Array.from({ length: count }, () => provePlain(chance)).filter(
    ({ faults }) => faults.length > 0,
  );
  for (const { format, text, faults } of failed.slice(0, 10))
    console.error(`${format}: ${faults.join('; ')}\n${text}`);
  console.log(
    `${count} plain texts; ${failed.length} are read otherwise than they were written (seed ${seed}).`,
  );
  if (failed.length > 0) process.exitCode = 1;
}

/** Drivers as C, as hunks, quoted and cut off: nothing false, and nothing missed that is in plain sight. */
function proveDrivers(): void {
  const chance = createRandom(seed);
  const failed = Array.from({ length: count }, () => proveDriver(chance)).filter(
    ({ faults }) => faults.length > 0,
  );
  for (const { idiom, form, text, faults } of failed.slice(0, 10))
    console.error(`${idiom}, ${form}: ${faults.join('; ')}\n${text}`);
  console.log(`${count} drivers; ${failed.length} are read otherwise than they were made (seed ${seed}).`);
  if (failed.length > 0) process.exitCode = 1;
}
