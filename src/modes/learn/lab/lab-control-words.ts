/** What the settings of the lab are called. */

import type { LabSettings, SliderName } from '../../../lab/run/lab-settings.ts';

export const CONTROL_WORDS = {
  title: 'Settings',
  rules: 'Rules',
  flags: 'migration_flags',
  mixed: '{flags}: by device',
  client: 'Client',
  flow: 'Flow',
  target: 'To',
  toHost: 'another host',
  toFile: 'a file',
  ack: 'switchover-ack',
  page: 'On the page: {title}',
  devices: 'Devices',
  linked: 'Devices send DMA to each other',
  multifd: 'multifd: a thread for each device',
  hasLength: 'The driver reports stop_copy_length',
  hasInfoV2: 'The driver can report VFIO_PRECOPY_INFO_REINIT',
  seed: 'Seed',
  derived: 'Read from its source, not seen running.',
} as const;

export const ACK_WORDS: Readonly<Record<LabSettings['ack'], string>> = {
  off: 'off',
  on: 'on',
  legacy: 'on, as before 11.1',
};

export const SLIDER_WORDS: Readonly<Record<SliderName, string>> = {
  stateSize: 'State of each device',
  dirtyRate: 'Each device changes',
  bandwidth: 'The stream carries',
  downtimeLimit: 'Downtime limit',
};
