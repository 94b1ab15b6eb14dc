/** The settings of a run. A change keeps what was run as far as it stays the same. */

import { memo, useId } from 'react';
import type { LabSettings, SliderName } from '../../../lab/run/lab-settings.ts';
import { getRulesOf, MOST_DEVICES, SLIDER_VALUES } from '../../../lab/run/lab-settings.ts';
import { formatBytes, formatRate, formatSeconds } from '../../../lab/told/lab-format.ts';
import { getFlows } from '../../../protocol/clients/client-flow.ts';
import { getFlagSets } from '../../../protocol/rule-sets/rule-set.ts';
import { RULE_SETS } from '../../../protocol/rule-sets/rule-sets.ts';
import { formatFlags, MIGRATION_FLAGS, STOP_COPY } from '../../../protocol/state/migration-flags.ts';
import { toAddress } from '../../../protocol/words/citation.ts';
import styles from './LabControls.module.css';

interface LabControlsProps {
  readonly settings: LabSettings;
  readonly onChange: (settings: Partial<LabSettings>) => void;
}

export const LabControls = memo(function LabControls({ settings, onChange }: LabControlsProps) {
  const id = useId();
  return (
    <section className={styles.controls} aria-labelledby={`${id}-title`}>
      <h3 id={`${id}-title`}>Settings</h3>
      <Choices settings={settings} onChange={onChange} />
      {SLIDERS.map(({ name, title, format }) => (
        <Slider
          key={name}
          title={title}
          values={SLIDER_VALUES[name]}
          value={settings[name]}
          format={format}
          onChange={(value) => onChange({ [name]: value })}
        />
      ))}
      <Slider
        title="Devices"
        values={Array.from({ length: MOST_DEVICES }, (_, index) => index + 1)}
        value={settings.devices}
        format={String}
        onChange={(devices) => onChange({ devices })}
      />
      <label className={styles.switch}>
        <input
          type="checkbox"
          checked={settings.linked}
          onChange={(event) => onChange({ linked: event.target.checked })}
        />
        Devices send DMA to each other
      </label>
      <label className={styles.seed}>
        <span>Seed</span>
        <input
          type="number"
          min={0}
          max={0xffff_ffff}
          value={settings.seed}
          onChange={(event) => onChange({ seed: event.target.valueAsNumber })}
        />
      </label>
    </section>
  );
});

interface SliderRow {
  readonly name: SliderName;
  readonly title: string;
  readonly format: (value: number) => string;
}

const SLIDERS: readonly SliderRow[] = [
  { name: 'stateSize', title: 'State of each device', format: formatBytes },
  { name: 'dirtyRate', title: 'Each device changes', format: formatRate },
  { name: 'bandwidth', title: 'The stream carries', format: formatRate },
  { name: 'downtimeLimit', title: 'Downtime limit', format: (value) => formatSeconds(value / 1000) },
];

function Choices({ settings, onChange }: LabControlsProps) {
  const ruleSet = getRulesOf(settings.ruleSet);
  const flows = getFlows(ruleSet, settings.flags);
  const flow = flows.find(({ id }) => id === settings.flow);
  const [source] = flow?.citations ?? [];
  const hasTarget = settings.flow !== 'savevm' && settings.flow !== 'incoming';
  return (
    <>
      <label className={styles.field}>
        <span>Rules</span>
        <select value={settings.ruleSet} onChange={(event) => onChange({ ruleSet: event.target.value })}>
          {RULE_SETS.map(({ id }) => (
            <option key={id}>{id}</option>
          ))}
        </select>
      </label>
      {settings.flags !== null && (
        <label className={styles.field}>
          <span>migration_flags</span>
          <select
            value={settings.flags}
            title={formatFlags(settings.flags)}
            onChange={(event) => onChange({ flags: Number(event.target.value) })}
          >
            {getFlagSets(ruleSet).map((flags) => (
              <option key={flags} value={flags ?? ''}>
                {formatFlagSet(flags ?? 0)}
              </option>
            ))}
          </select>
        </label>
      )}
      <label className={styles.field}>
        <span>Flow</span>
        <select
          value={settings.flow}
          onChange={(event) => {
            const chosen = flows.find(({ id }) => id === event.target.value);
            if (chosen) onChange({ flow: chosen.id });
          }}
        >
          {flows.map(({ id, title }) => (
            <option key={id} value={id}>
              {title}
            </option>
          ))}
        </select>
      </label>
      {hasTarget && (
        <label className={styles.field}>
          <span>To</span>
          <select
            value={settings.target}
            onChange={(event) => onChange({ target: event.target.value === 'file' ? 'file' : 'host' })}
          >
            <option value="host">another host</option>
            <option value="file">a file</option>
          </select>
        </label>
      )}
      {flow && (
        <p className={styles.account}>
          {flow.account}{' '}
          {source?.kind === 'qemu' && (
            <a href={toAddress(source)} rel="noreferrer" target="_blank">
              QEMU {source.tag}
            </a>
          )}
        </p>
      )}
    </>
  );
}

/** `7: P2P, PRE_COPY`: every set has STOP_COPY, so it is named only where it is alone. */
const formatFlagSet = (flags: number) => {
  const names = MIGRATION_FLAGS.filter(
    ({ bit }) => flags & bit && (bit !== STOP_COPY || flags === STOP_COPY),
  );
  return `${flags}: ${names.map(({ name }) => name.replace('VFIO_MIGRATION_', '')).join(', ')}`;
};

interface SliderProps {
  readonly title: string;
  readonly values: readonly number[];
  readonly value: number;
  readonly format: (value: number) => string;
  readonly onChange: (value: number) => void;
}

/** Steps along a list of plain values; one that is not among them stands at the nearest. */
function Slider({ title, values, value, format, onChange }: SliderProps) {
  const id = useId();
  const above = values.findIndex((each) => each >= value);
  const index = above < 0 ? values.length - 1 : above;
  return (
    <div className={styles.slider}>
      <label htmlFor={id}>{title}</label>
      <span>{format(value)}</span>
      <input
        id={id}
        type="range"
        min={0}
        max={values.length - 1}
        step={1}
        value={index}
        aria-valuetext={format(value)}
        onChange={(event) => {
          const chosen = values[event.target.valueAsNumber];
          if (chosen !== undefined) onChange(chosen);
        }}
      />
    </div>
  );
}
