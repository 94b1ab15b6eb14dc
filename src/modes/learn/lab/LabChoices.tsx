/** What is chosen from a list: the rules, the flags, who migrates, and what happens. */

import { getLabClient, getLabClients } from '../../../lab/client/lab-client.ts';
import { getLabFlows, getLabPlan } from '../../../lab/client/lab-plan.ts';
import type { LabSettings } from '../../../lab/run/lab-settings.ts';
import { ACKS, getRulesOf, PAGE_RULES } from '../../../lab/run/lab-settings.ts';
import type { Client } from '../../../protocol/clients/client.ts';
import { citeQemu } from '../../../protocol/clients/client-table.ts';
import { FLOWS } from '../../../protocol/clients/flow-table.ts';
import type { RuleSet } from '../../../protocol/rule-sets/rule-set.ts';
import { getFlagSets } from '../../../protocol/rule-sets/rule-set.ts';
import { RULE_SETS } from '../../../protocol/rule-sets/rule-sets.ts';
import { formatFlags, MIGRATION_FLAGS, STOP_COPY } from '../../../protocol/state/migration-flags.ts';
import { toAddress } from '../../../protocol/words/citation.ts';
import { fill } from '../../../protocol/words/fill.ts';
import styles from './LabControls.module.css';
import { ACK_WORDS, CONTROL_WORDS } from './lab-control-words.ts';

interface LabChoicesProps {
  readonly settings: LabSettings;
  /** The rule set that the page shows. */
  readonly page: RuleSet;
  readonly onChange: (settings: Partial<LabSettings>) => void;
}

export function LabChoices({ settings, page, onChange }: LabChoicesProps) {
  const ruleSet = getRulesOf(settings.ruleSet, page);
  const { client, sizes } = getLabClient(settings.client, ruleSet);
  const { purpose } = getLabPlan(client, settings.flow);
  const isMigration = sizes !== null && purpose === 'migration';
  const hasAck = isMigration && settings.target === 'host' && sizes.ack !== 'none';
  return (
    <>
      <RuleChoices settings={settings} page={page} onChange={onChange} />
      <Choice
        title={CONTROL_WORDS.client}
        value={settings.client}
        options={getLabClients(ruleSet).map(({ id, title }) => [id, title])}
        onChange={(id) => onChange({ client: id })}
      />
      <Choice
        title={CONTROL_WORDS.flow}
        value={settings.flow}
        options={getLabFlows(client, settings.flags).map((id) => [id, FLOWS[id].title])}
        onChange={(flow) => onChange({ flow })}
      />
      {isMigration && (
        <Choice
          title={CONTROL_WORDS.target}
          value={settings.target}
          options={[
            ['host', CONTROL_WORDS.toHost],
            ['file', CONTROL_WORDS.toFile],
          ]}
          onChange={(target) => onChange({ target })}
        />
      )}
      {hasAck && (
        <Choice
          title={CONTROL_WORDS.ack}
          value={settings.ack}
          options={ACKS.filter((ack) => ack !== 'legacy' || sizes.ack === 'source').map((ack) => [
            ack,
            ACK_WORDS[ack],
          ])}
          onChange={(ack) => onChange({ ack })}
        />
      )}
      <p className={styles.account}>
        {FLOWS[settings.flow].account} {client.isDerived && CONTROL_WORDS.derived} <Source client={client} />
      </p>
    </>
  );
}

/** Where the requests of QEMU are read. */
function Source({ client }: { client: Client }) {
  const [source] = client.sources;
  if (source?.project !== 'QEMU' || source.symbol === null) return null;
  return (
    <a href={toAddress(citeQemu(client, source.symbol))} rel="noreferrer" target="_blank">
      QEMU {source.version}
    </a>
  );
}

function RuleChoices({ settings, page, onChange }: LabChoicesProps) {
  const ruleSet = getRulesOf(settings.ruleSet, page);
  const isMixed = settings.ownFlags.length > 0;
  const isEdited = settings.ruleSet === PAGE_RULES || !RULE_SETS.includes(page);
  const onPage = [PAGE_RULES, fill(CONTROL_WORDS.page, { title: page.title })] as const;
  return (
    <>
      <Choice
        title={CONTROL_WORDS.rules}
        value={settings.ruleSet}
        options={[...RULE_SETS.map(({ id }) => [id, id] as const), ...(isEdited ? [onPage] : [])]}
        onChange={(id) => onChange({ ruleSet: id })}
      />
      {settings.flags !== null && (
        <Choice
          title={CONTROL_WORDS.flags}
          value={isMixed ? MIXED : `${settings.flags}`}
          hint={formatFlags(settings.flags)}
          options={[
            ...(isMixed
              ? [[MIXED, fill(CONTROL_WORDS.mixed, { flags: settings.ownFlags.join(', ') })] as const]
              : []),
            ...getFlagSets(ruleSet).map((flags) => [`${flags ?? ''}`, formatFlagSet(flags ?? 0)] as const),
          ]}
          onChange={(flags) => flags !== MIXED && onChange({ flags: Number(flags), ownFlags: [] })}
        />
      )}
    </>
  );
}

/** Not all devices have the same flags. */
const MIXED = 'mixed';

interface ChoiceProps<T extends string> {
  readonly title: string;
  readonly value: T;
  readonly hint?: string;
  readonly options: readonly (readonly [value: T, words: string])[];
  readonly onChange: (value: T) => void;
}

function Choice<T extends string>({ title, value, hint, options, onChange }: ChoiceProps<T>) {
  return (
    <label className={styles.field}>
      <span>{title}</span>
      <select
        value={value}
        title={hint}
        onChange={(event) => {
          const [chosen] = options.find(([each]) => each === event.target.value) ?? [];
          if (chosen !== undefined) onChange(chosen);
        }}
      >
        {options.map(([each, words]) => (
          <option key={each} value={each}>
            {words}
          </option>
        ))}
      </select>
    </label>
  );
}

/** `7: P2P, PRE_COPY`: every set has STOP_COPY, so it is named only where it is alone. */
const formatFlagSet = (flags: number) => {
  const names = MIGRATION_FLAGS.filter(
    ({ bit }) => flags & bit && (bit !== STOP_COPY || flags === STOP_COPY),
  );
  return `${flags}: ${names.map(({ name }) => name.replace('VFIO_MIGRATION_', '')).join(', ')}`;
};
