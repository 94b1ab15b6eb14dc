/**
 * `npm run mutants`: plants every possible wrong entry in vfio_from_fsm_table of Linux 6.2, one at a time, and runs the
 * checks of the unit tests on it. Fails, and names the survivors, unless the checks notice all; fails too if they find a
 * defect in the real table, or if the numbers of each kind of defect are not as expected.
 */

import {
  checkRuleSet,
  createMutants,
  findDefects,
  type Mutant,
} from '../src/protocol/rule-sets/table-checks.ts';
import { V2_RULE_SETS } from '../src/protocol/rule-sets/v2-rule-sets.ts';
import { formatState } from '../src/protocol/state/state.ts';

const ruleSet = V2_RULE_SETS.find(({ id }) => id === 'v2-6.2');
if (!ruleSet) throw new Error('there is no rule set v2-6.2 to change');

/** See findDefects for what each means; no mutant has two, so they add up. */
const expectedDefects = { loops: 79, 'self-transition fails': 49, 'gets stuck': 27 };

const faults = checkRuleSet(ruleSet);
report(`the table as it is: ${faults.length === 0 ? 'passes' : 'is found faulty'}`);
for (const fault of faults) fail(`  ${fault}`);

const mutants = createMutants(ruleSet);
const entries = new Set(mutants.map(({ from, to }) => `${from}>${to}`)).size;
report(`${mutants.length} mutants: each of ${entries} entries changed to each other value`);

const defects = mutants.map(findDefects);
if (defects.some((each) => each.length > 1)) fail('  a mutant has two defects');
for (const [defect, expected] of Object.entries(expectedDefects)) {
  const found = defects.filter((each) => each.some((one) => one === defect)).length;
  report(`  ${defect.padEnd(12)} ${String(found).padStart(4)}`);
  if (found !== expected) fail(`  ${defect}: ${expected} were expected`);
}
const harmless = defects.filter((each) => each.length === 0).length;
report(`  ${'another way'.padEnd(12)} ${String(harmless).padStart(4)}  (refused, or by other arcs)`);
report(`outright defects: ${mutants.length - harmless}`);

const survivors = mutants.filter((mutant) => checkRuleSet(mutant.ruleSet).length === 0);
for (const survivor of survivors) fail(`not noticed: ${formatMutant(survivor)}`);
report(`${mutants.length - survivors.length} of ${mutants.length} mutants noticed`);

function formatMutant({ from, to, entry, ruleSet: { states } }: Mutant): string {
  const [cur, wanted, next] = [from, to, entry].map((value) => formatState(states, value));
  return `[${cur}][${wanted}] = ${next}`;
}

function report(line: string): void {
  console.log(line);
}

function fail(line: string): void {
  console.error(line);
  process.exitCode = 1;
}
