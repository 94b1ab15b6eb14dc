/** What a draft says besides its table: where device_state starts; in v2 the needs of each state, and how the loop ends. */

import {
  getDefinedFlags,
  listInitials,
  setInitial,
  setNeeds,
  setStopsOnError,
} from '../../../protocol/rule-sets/draft.ts';
import type { RuleSet, V2RuleSet } from '../../../protocol/rule-sets/rule-set.ts';
import { MIGRATION_FLAGS } from '../../../protocol/state/migration-flags.ts';
import { getState } from '../../../protocol/state/state.ts';
import { listDraftStates } from './draft-table.ts';
import styles from './ProposeTable.module.css';

interface ProposeRulesProps {
  readonly ruleSet: RuleSet;
  readonly source: RuleSet | null;
  readonly onChange: (ruleSet: RuleSet) => void;
}

export function ProposeRules({ ruleSet, source, onChange }: ProposeRulesProps) {
  const isInitialEdited = source !== null && source.initial !== ruleSet.initial;
  const isLoopEdited =
    ruleSet.generation === 'v2' &&
    source?.generation === 'v2' &&
    source.stopsOnError !== ruleSet.stopsOnError;
  return (
    <>
      {ruleSet.generation === 'v2' && <Needs ruleSet={ruleSet} source={source} onChange={onChange} />}
      <div className={styles.rules}>
        <label>
          <span>Initial value</span>
          <select
            data-changed={isInitialEdited || undefined}
            value={ruleSet.initial}
            onChange={(event) => onChange(setInitial(ruleSet, Number(event.target.value)))}
          >
            {listInitials(ruleSet).map((value) => (
              <option key={value} value={value}>
                {formatOption(ruleSet, value)}
              </option>
            ))}
          </select>
          {isInitialEdited && <span className={styles.mark}>*</span>}
        </label>
        {ruleSet.generation === 'v2' && (
          <label
            className={styles.loop}
            data-changed={isLoopEdited || undefined}
            title="The loop that skips states which the device does not support"
          >
            <input
              type="checkbox"
              checked={ruleSet.stopsOnError}
              onChange={(event) => onChange(setStopsOnError(ruleSet, event.target.checked))}
            />
            <span>the loop stops on ERROR</span>
            {isLoopEdited && <span className={styles.mark}>*</span>}
          </label>
        )}
      </div>
    </>
  );
}

function formatOption({ states }: RuleSet, value: number): string {
  const state = getState(states, value);
  return state && state.name !== state.digits ? `${state.digits} ${state.name}` : String(value);
}

interface NeedsProps {
  readonly ruleSet: V2RuleSet;
  readonly source: RuleSet | null;
  readonly onChange: (ruleSet: RuleSet) => void;
}

/** state_flags_table, under the columns of the table. */
function Needs({ ruleSet, source, onChange }: NeedsProps) {
  const states = listDraftStates(ruleSet);
  const flags = MIGRATION_FLAGS.filter(({ bit }) => getDefinedFlags(ruleSet) & bit);
  const before = source?.generation === 'v2' ? source.needs : ruleSet.needs;
  return (
    <table className={styles.table} aria-label="Needs of each state" data-generation="v2">
      <caption>
        what each state needs: <code>state_flags_table</code>
      </caption>
      <colgroup>
        <col className={styles.names} />
      </colgroup>
      <tbody>
        {flags.map(({ bit, name }, row) => (
          <tr key={bit}>
            <th scope="row" title={name}>
              {name.replace('VFIO_MIGRATION_', '')}
            </th>
            {states.map((state) => {
              if (state.value === ruleSet.error)
                return row === 0 && <Never key={state.value} rows={flags.length} />;
              const needs = ruleSet.needs[state.value] ?? 0;
              const isChanged = ((needs ^ (before[state.value] ?? needs)) & bit) !== 0;
              return (
                <td key={state.value}>
                  <label className={styles.need} data-changed={isChanged || undefined}>
                    <input
                      type="checkbox"
                      checked={(needs & bit) !== 0}
                      aria-label={`${state.name} needs ${name}`}
                      title={`${state.name} needs ${name}`}
                      onChange={() => onChange(setNeeds(ruleSet, state.value, needs ^ bit))}
                    />
                    {isChanged && <span className={styles.mark}>*</span>}
                  </label>
                </td>
              );
            })}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Never({ rows }: { rows: number }) {
  return (
    <td rowSpan={rows} className={styles.never} title="ERROR needs all 32 flags, always">
      <code>~0</code>
    </td>
  );
}
