/** Two hosts, the devices of each, and the stream between them. */

import { useSelector } from '@xstate/react';
import { memo } from 'react';
import type { LabDeviceRef } from '../../../lab/run/lab-device.ts';
import { getStateName } from '../../../lab/run/lab-device.ts';
import { toDeviceId } from '../../../lab/run/lab-machine.ts';
import type { LabRun } from '../../../lab/run/lab-model.ts';
import type { LabHost } from '../../../lab/run/lab-step.ts';
import { formatBytes } from '../../../lab/told/lab-format.ts';
import { getDeviceBytes, getHosts, getSent, getVmStatus, VM_WORDS } from '../../../lab/told/lab-host.ts';
import { describeStep, HOST_WORDS } from '../../../lab/told/lab-words.ts';
import { formatDigits, getState } from '../../../protocol/state/state.ts';
import { fill } from '../../../protocol/words/fill.ts';
import styles from './LabHosts.module.css';
import { HOST_VIEW_WORDS } from './lab-view-words.ts';

interface LabHostsProps {
  readonly run: LabRun;
  readonly at: number;
  readonly devices: Readonly<Record<string, LabDeviceRef>>;
}

export function LabHosts({ run, at, devices }: LabHostsProps) {
  const hosts = getHosts(run);
  const isFromFile = !hosts.includes('source');
  const isToFile = !hosts.includes('destination');
  return (
    <div className={styles.hosts}>
      {isFromFile ? (
        <File name={HOST_VIEW_WORDS.file} words={HOST_VIEW_WORDS.holds} />
      ) : (
        <Host run={run} at={at} host="source" devices={devices} />
      )}
      <Stream run={run} at={at} />
      {isToFile ? (
        <File name={HOST_VIEW_WORDS.file} words={HOST_VIEW_WORDS.takes} />
      ) : (
        <Host run={run} at={at} host="destination" devices={devices} />
      )}
    </div>
  );
}

function Host({ run, at, host, devices }: LabHostsProps & { host: LabHost }) {
  const status = getVmStatus(run, at, host);
  return (
    <section className={styles.host} aria-label={`${HOST_WORDS[host]} host`} data-vm={status}>
      <h3>
        {HOST_WORDS[host]} <span className={styles.vm}>{VM_WORDS[status]}</span>
      </h3>
      <ul className={styles.devices}>
        {Array.from({ length: run.settings.devices }, (_, device) => {
          const id = toDeviceId(host, device);
          const actor = devices[id];
          return actor && <Device key={id} run={run} at={at} host={host} device={device} actor={actor} />;
        })}
      </ul>
    </section>
  );
}

interface DeviceProps {
  readonly run: LabRun;
  readonly at: number;
  readonly host: LabHost;
  readonly device: number;
  readonly actor: LabDeviceRef;
}

const DMA_WORDS = { any: 'any DMA', 'no-p2p': 'no P2P DMA', none: 'no DMA', undefined: 'undefined' } as const;

/** The state is what the device's own machine says; the bytes are those of the last step. */
const Device = memo(function Device({ run, at, host, device, actor }: DeviceProps) {
  const name = useSelector(actor, getStateName);
  const info = run.ruleSet.states.find((state) => state.name === name);
  const { bytes, share } = getDeviceBytes(run, at, host, device);
  const last = run.steps[at - 1];
  const isLast = last?.host === host && last.device === device;
  const isHit = last?.host === host && last.act.kind === 'dma' && last.act.to === device;
  const words = fill(host === 'source' ? HOST_VIEW_WORDS.left : HOST_VIEW_WORDS.taken, {
    bytes: formatBytes(bytes),
  });
  return (
    <li
      className={styles.device}
      data-active={isLast || undefined}
      data-hit={isHit || undefined}
      data-activity={info?.activity}
      data-kind={info?.kind}
    >
      <div className={styles.name}>
        <span>Device {device + 1}</span>
        <code>
          {name} <span className={styles.digits}>{info && formatDigits(run.ruleSet.states, info.value)}</span>
        </code>
      </div>
      <div className={styles.bar} aria-hidden="true">
        <span style={{ width: `${share * 100}%` }} />
      </div>
      <div className={styles.facts}>
        <span>{words}</span>
        <span>{info ? DMA_WORDS[getState(run.ruleSet.states, info.value)?.dma ?? 'undefined'] : ''}</span>
      </div>
      {isHit && <p className={styles.stray}>{HOST_VIEW_WORDS.stray}</p>}
      {isLast && last && !isHit && <p className={styles.act}>{toAct(run, at)}</p>}
    </li>
  );
});

function toAct(run: LabRun, at: number): string {
  const step = run.steps[at - 1];
  if (!step) return '';
  const { what, result } = describeStep(run, step);
  return `${what}: ${result}`;
}

function Stream({ run, at }: Pick<LabHostsProps, 'run' | 'at'>) {
  const last = run.steps[at - 1];
  const isSending = last?.act.kind === 'send';
  const isBroken = isSending && last.error !== null;
  return (
    <div className={styles.stream} data-broken={isBroken || undefined}>
      <span className={styles.chunk}>
        {isSending &&
          last.act.kind === 'send' &&
          (isBroken ? HOST_VIEW_WORDS.broken : formatBytes(last.act.bytes))}
      </span>
      <span className={styles.wire} aria-hidden="true">
        {isSending && !isBroken && <span key={at} className={styles.moving} />}
      </span>
      <span className={styles.sent}>
        {fill(HOST_VIEW_WORDS.sent, { bytes: formatBytes(getSent(run, at)) })}
      </span>
    </div>
  );
}

function File({ name, words }: { name: string; words: string }) {
  return (
    <section className={styles.host} aria-label={name}>
      <h3>
        {name} <span className={styles.vm}>{words}</span>
      </h3>
    </section>
  );
}
