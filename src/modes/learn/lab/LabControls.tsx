/** The settings of a run. A change keeps what was run as far as it stays the same. */

import { memo, useId } from 'react';
import { getLabClient } from '../../../lab/client/lab-client.ts';
import type { LabSettings, SliderName } from '../../../lab/run/lab-settings.ts';
import { getRulesOf, MOST_DEVICES, SLIDER_VALUES } from '../../../lab/run/lab-settings.ts';
import { formatBytes, formatRate, formatSeconds } from '../../../lab/told/lab-format.ts';
import type { RuleSet } from '../../../protocol/rule-sets/rule-set.ts';
import { LabChoices } from './LabChoices.tsx';
import styles from './LabControls.module.css';
import { CONTROL_WORDS, SLIDER_WORDS } from './lab-control-words.ts';

interface LabControlsProps {
  readonly settings: LabSettings;
  /** The rule set that the page shows. */
  readonly page: RuleSet;
  readonly onChange: (settings: Partial<LabSettings>) => void;
}

export const LabControls = memo(function LabControls({ settings, page, onChange }: LabControlsProps) {
  const id = useId();
  const { sizes } = getLabClient(settings.client, getRulesOf(settings.ruleSet, page));
  const hasLimit = sizes !== null;
  return (
    <section className={styles.controls} aria-labelledby={`${id}-title`}>
      <h3 id={`${id}-title`}>{CONTROL_WORDS.title}</h3>
      <LabChoices settings={settings} page={page} onChange={onChange} />
      {SLIDERS.filter(({ name }) => name !== 'downtimeLimit' || hasLimit).map(({ name, format }) => (
        <Slider
          key={name}
          title={SLIDER_WORDS[name]}
          values={SLIDER_VALUES[name]}
          value={settings[name]}
          format={format}
          onChange={(value) => onChange({ [name]: value })}
        />
      ))}
      <Slider
        title={CONTROL_WORDS.devices}
        values={Array.from({ length: MOST_DEVICES }, (_, index) => index + 1)}
        value={settings.devices}
        format={String}
        onChange={(devices) => onChange({ devices })}
      />
      <Switches settings={settings} page={page} onChange={onChange} />
      <label className={styles.seed}>
        <span>{CONTROL_WORDS.seed}</span>
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
  readonly format: (value: number) => string;
}

const SLIDERS: readonly SliderRow[] = [
  { name: 'stateSize', format: formatBytes },
  { name: 'dirtyRate', format: formatRate },
  { name: 'bandwidth', format: formatRate },
  { name: 'downtimeLimit', format: (value) => formatSeconds(value / 1000) },
];

/** What only some drivers and some versions of QEMU have. */
function Switches({ settings, page, onChange }: LabControlsProps) {
  const { sizes } = getLabClient(settings.client, getRulesOf(settings.ruleSet, page));
  const switches = [
    { name: 'linked', isThere: settings.devices > 1 },
    { name: 'multifd', isThere: sizes?.hasThreads === true },
    { name: 'hasLength', isThere: sizes !== null && sizes.counts !== 'pending' },
    { name: 'hasInfoV2', isThere: sizes?.counts === 'merged' },
  ] as const;
  return switches
    .filter(({ isThere }) => isThere)
    .map(({ name }) => (
      <label key={name} className={styles.switch}>
        <input
          type="checkbox"
          checked={settings[name]}
          onChange={(event) => onChange({ [name]: event.target.checked })}
        />
        {CONTROL_WORDS[name]}
      </label>
    ));
}

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
