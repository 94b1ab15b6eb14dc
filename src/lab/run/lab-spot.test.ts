import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { of } from '../../protocol/trace/walk.ts';
import { getFaultChoices } from './lab-fault.ts';
import { runLab } from './lab-model.ts';
import { ALL_CASES, pickSome, runCase, withFault } from './lab-run.fixture.ts';
import type { LabFaultKind, LabSettings } from './lab-settings.ts';
import { DEFAULT_SETTINGS, toSettings } from './lab-settings.ts';
import { formatLabSpot, parseLabSpot } from './lab-spot.ts';

describe('a run of the lab in an address', () => {
  it('[LAB-PLACE-1] leaves out what is as it begins', () => {
    expect(formatLabSpot({ settings: DEFAULT_SETTINGS, at: 0 })).toBe('lab');
    expect(formatLabSpot({ settings: { ...DEFAULT_SETTINGS, devices: 1, linked: false }, at: 4 })).toBe(
      'lab:devices~1,linked~0,at~4',
    );
  });

  it('[LAB-PLACE-2] is the same run, for every flow of every rule set and any fault', () => {
    const kinds = new Set<string>();
    for (const each of pickSome(ALL_CASES, 120, 2)) {
      const whole = runCase(each, { seed: 7, dirtyRate: 0 });
      const steps = [...new Map(whole.steps.map((step) => [step.act.kind, step])).values()];
      for (const step of [...steps, whole.steps[0], undefined])
        for (const choice of step ? getFaultChoices(whole, step) : [undefined]) {
          const lab = choice && step ? withFault(whole, { step: step.index, what: choice.what }) : whole;
          if (choice) kinds.add(choice.what.kind);
          const text = formatLabSpot({ settings: lab.settings, at: 2 });
          expect(parseLabSpot(text)).toEqual({ settings: lab.settings, at: 2 });
          expect(runLab(parseLabSpot(text)!.settings).steps).toEqual(lab.steps);
          expect(text).toMatch(/^[\w.,:~-]+$/);
        }
    }
    const all: readonly LabFaultKind['kind'][] = [
      'declined',
      'faulted',
      'corrupt',
      'refuses',
      'fails',
      'breaks',
      'cancelled',
    ];
    expect([...kinds].toSorted()).toEqual(all.toSorted());
  });

  it('[LAB-PLACE-3] brings a number within what the lab takes', () => {
    expect(parseLabSpot('lab:devices~9,seed~99999999999,flags~2,flow~none')?.settings).toEqual(
      toSettings({ devices: 4, seed: 0xffff_ffff }),
    );
  });

  it.each([
    ['lab:flow~paused-migration', { flow: 'migrate-paused-vm' }],
    ['lab:rules~v2-6.2,flags~5,flow~cancel-in-stop-copy', { flow: 'cancel-or-fail-in-stop-copy', flags: 5 }],
    ['lab:rules~uapi-v1,flow~fail-after-stop', { flow: 'cancel-or-fail-in-stop-copy', client: 'qemu-7.2' }],
    ['lab:rules~v2-6.2,flags~5,devices~1,fail~3~declined-1-EBUSY,at~4', { devices: 1, client: 'qemu-10.2' }],
  ] as const)('[LAB-PLACE-6] opens a link of before clients could be chosen: %s', (text, settings) => {
    expect(parseLabSpot(text)?.settings).toMatchObject(settings);
  });

  it('[LAB-PLACE-7] names the client where it is not the default of its generation, and what only it has', () => {
    const write = (settings: Partial<LabSettings>) =>
      formatLabSpot({ settings: toSettings(settings), at: 0 });
    expect(
      write({ client: 'qemu-11.1', ack: 'legacy', multifd: true, hasLength: false, hasInfoV2: true }),
    ).toBe('lab:client~qemu-11.1,ack~legacy,multifd~1,length~0,info2~1');
    expect(write({ ruleSet: 'uapi-v1' })).toBe('lab:rules~uapi-v1,flags~none');
    expect(write({ ruleSet: 'uapi-v1', client: 'qemu-5.2' })).toBe(
      'lab:rules~uapi-v1,flags~none,client~qemu-5.2',
    );
    // What the client cannot do gives way.
    expect(write({ client: 'qemu-8.0', ack: 'on', multifd: true })).toBe('lab:client~qemu-8.0');
  });

  it('[LAB-PLACE-9] names the flags of each device only where they differ and fit', () => {
    const write = (settings: Partial<LabSettings>) =>
      formatLabSpot({ settings: toSettings(settings), at: 0 });
    expect(write({ ownFlags: [7, 3] })).toBe('lab:each~7.3');
    expect(parseLabSpot('lab:each~1.3')?.settings).toMatchObject({ ownFlags: [1, 3], flags: 3 });
    for (const ownFlags of [
      [7, 7],
      [7, 2],
      [7, 3, 1],
    ])
      expect(write({ ownFlags })).toBe('lab');
    const { steps } = runLab(toSettings({ ownFlags: [7, 1], dirtyRate: 0, downtimeLimit: 30_000 }));
    const asked = (device: number) =>
      steps.flatMap(({ act, ...step }) =>
        act.kind === 'request' && step.host === 'source' && step.device === device ? [act.to] : [],
      );
    expect([asked(0), asked(1)]).toEqual([
      [6, 7, 3, 1],
      [1, 3, 1],
    ]);
  });

  it('[LAB-PLACE-8] can be of the rules on the page, whatever they are', () => {
    const page = of('uapi-v1');
    const edited = { ...page, id: 'pasted', title: 'Pasted' };
    const settings = toSettings({ ruleSet: 'page', devices: 1 }, edited);
    expect(settings).toMatchObject({ ruleSet: 'page', flags: null, client: 'qemu-7.2' });
    const text = formatLabSpot({ settings, at: 3 });
    expect(text).toBe('lab:rules~page,flags~none,client~qemu-7.2,devices~1,at~3');
    const parsed = parseLabSpot(text);
    expect(parsed?.at).toBe(3);
    expect(runLab(toSettings(parsed?.settings, edited), edited)).toEqual(runLab(settings, edited));
    const newer = toSettings({ ruleSet: 'page' }, { ...of('v2-7.2'), id: 'pasted' });
    expect(formatLabSpot({ settings: newer, at: 0 })).toContain('client~qemu-10.2');
    // Without a page there are the newest rules.
    expect(runLab(toSettings(parsed?.settings)).ruleSet).toBe(of('v2-7.2'));
  });

  it.each([
    'lab:',
    'lab:devices',
    'lab:devices~',
    'lab:devices~two',
    'lab:devices~1~2',
    'lab:rules~v3',
    'lab:flow~boot2',
    'lab:flow~2boot',
    'lab:linked~yes',
    'lab:to~tape',
    'lab:fail~1',
    'lab:fail~x~breaks',
    'lab:fail~1~explodes',
    'lab:fail~1~declined-0-EIO',
    'lab:fail~1~declined-1-EWHAT',
    'lab:fail~1~fails-EWHAT',
    'lab:at~-1',
    'lab:,',
    'lab:client~qemu-3.0',
    'lab:ack~maybe',
    'lab:multifd~2',
    'lab:colour~blue',
    'lap',
  ])('[LAB-PLACE-4] is not read from "%s"', (text) => {
    expect(parseLabSpot(text)).toBeUndefined();
  });

  it('[LAB-PLACE-5] never throws, and a fault that its step cannot have changes nothing', () => {
    const word = fc.constantFrom(
      'lab',
      ':',
      ',',
      '~',
      'fail',
      'at',
      'rules',
      'v2-6.2',
      '3',
      'breaks',
      'flags',
    );
    fc.assert(
      fc.property(fc.array(word, { maxLength: 12 }), (words) => {
        const place = parseLabSpot(words.join(''));
        if (place) runLab(place.settings);
      }),
      { numRuns: 2000, seed: 11 },
    );
    const place = parseLabSpot('lab:fail~0~breaks,fail~1~corrupt-stays,fail~2~declined-9-EIO');
    expect(runLab(place!.settings).steps).toEqual(runLab(DEFAULT_SETTINGS).steps);
  });
});
