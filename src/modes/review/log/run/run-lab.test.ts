import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readLog } from '../../../../judge/replay/read-log.ts';
import { toLabRun } from './run-lab.ts';

const SIZES = 'Sizes, rates and times are those of the lab.';
const read = (text: string) => readLog([new TextEncoder().encode(text)], {});
const sample = (name: string) =>
  read(readFileSync(new URL(`../../../../reader/log/sample/${name}`, import.meta.url), 'utf8'));

describe('a run of a log in the lab', () => {
  it('[LAB-FIT-3] has the rules, the client, the flags of each device, the fault, and the place', () => {
    const two = sample('qemu-10.1-two-devices.txt');
    expect(toLabRun(two, { device: '0000:5e:00.4', index: 2 })).toEqual({
      part: 'lab:each~7.3,state~268435456,dirty~16777216,limit~5000,fail~33~declined-1-ENOSPC,at~34',
      page: null,
      told: `The lab plays “Live migration” of QEMU 10.1 to 11.0: what it asks is what the log shows from line 3 to line 35. One request fails where the log's does. 0000:3b:00.1 and 0000:5e:00.4 are its devices 1 and 2. The log does not show in which state the failed request of line 24 left the device: in the lab it keeps its state. ${SIZES}`,
    });
    expect(
      toLabRun(sample('qemu-7.2-reset.txt'), { device: 'VFIO user </var/run/vfio-user.sock>', index: 3 })
        .part,
    ).toBe(
      'lab:rules~uapi-v1,flags~none,flow~reset-in-pre-copy,devices~1,state~268435456,dirty~16777216,limit~5000,fail~6~refuses,at~7',
    );
  });

  it('[LAB-FIT-4] says what of it the lab cannot have', () => {
    const line = (name: string, state: string) => `vfio_migration_set_state  (${name}) state ${state}\n`;
    const boots = ['a', 'b', 'c', 'd', 'e'].map((name) => line(name, 'RUNNING_P2P')).join('');
    const five = read(boots + ['a', 'b', 'c', 'd', 'e'].map((name) => line(name, 'RUNNING')).join(''));
    const { part, told } = toLabRun(five, { device: 'e', index: 1 });
    expect(part).toContain('client~qemu-8.2,flow~boot,devices~4');
    expect(told).toContain('The lab has at most 4 devices. It leaves out: d.');
    expect(told).toContain('The lines name no process');
    const odd = read(`${line('a', 'RESUMING')}${line('a', 'STOP_COPY')}`);
    expect(toLabRun(odd, { device: 'a', index: 1 }).told).toMatch(
      /It stands before the step in view|No flow of the lab/,
    );
  });

  it('[LAB-FIT-5] takes lines of drivers for one device alone, and says that they tell arcs', () => {
    const { devices, summary } = sample('dmesg.txt');
    const [first] = devices;
    const { part, told } = toLabRun({ devices, summary }, { device: first!.name, index: 0 });
    expect(part).toContain('devices~1');
    expect(told).toContain('they show arcs or states of the device');
    expect(told).toContain('The log does not name the client');
  });
});
