/**
 * Connects Review to the page: its tables go into the library, the page shows the chosen one and follows the text. Review
 * hears which request is selected on the page, and which rule set the reader compares the text with.
 */

import type { ActorRefFrom } from 'xstate';
import { fromCallback } from 'xstate';
import type { historyMachine } from '../../../machine/history-machine.ts';
import type { Subject, Workbench, workbenchMachine } from '../../../page/workbench.ts';
import { listRuleSets } from '../../../page/workbench.ts';
import type { RuleSet } from '../../../protocol/rule-sets/rule-set.ts';
import { getFlagSets } from '../../../protocol/rule-sets/rule-set.ts';
import { getRuleSet } from '../../../protocol/rule-sets/rule-sets.ts';
import { getRulesHash } from '../../../protocol/trace/trace.ts';
import type { ReviewInput } from '../../../reader/review-input.ts';
import type { LibraryEntry } from '../../../share/library-entry.ts';
import type { announce } from '../../../ui/attention/announce.ts';
import { toSubject } from '../driver/driver-account.ts';
import type { PageOrder, ReviewEffects, ReviewEvent, ReviewStart } from './review-order.ts';
import { toEntries } from './review-view.ts';

/** The rule set that the canvas shows for a v2 driver, which has no rule set of its own. */
const CORE = 'v2-7.2';

type Show = Extract<PageOrder, { type: 'show' }>;
type Select = Extract<PageOrder, { type: 'select' }>;

/** The actors of the page. */
export interface Page {
  readonly history: ActorRefFrom<typeof historyMachine>;
  readonly workbench: ActorRefFrom<typeof workbenchMachine>;
}

/** What Review knows about the page. */
export function readPage({ history, workbench }: Page): Pick<ReviewStart, 'against' | 'selection'> {
  return {
    against: findAgainst(workbench.getSnapshot().context),
    selection: history.getSnapshot().context.selection,
  };
}

export const createPage = (page: Page, say: typeof announce): ReviewEffects['page'] =>
  fromCallback<PageOrder, undefined, ReviewEvent>(({ receive, sendBack }) => {
    let told = readPage(page);
    const tell = () => {
      const [before, now] = [told, readPage(page)];
      told = now;
      if (now.selection !== before.selection) sendBack({ type: 'page.selected', selection: now.selection });
      if (now.against !== before.against) sendBack({ type: 'page.against', against: now.against });
    };
    receive((order) => {
      switch (order.type) {
        case 'show':
          return show(page, order);
        case 'say':
          return say(order.sentence, order.isBad ? 'assertive' : 'polite');
        case 'clear':
          return page.workbench.send({ type: 'subject.change', subject: null });
        case 'select':
          return select(page, order);
      }
    });
    const { handed } = page.workbench.getSnapshot().context;
    if (handed) {
      sendBack({ type: 'text.replace', text: handed.text, name: handed.name });
      page.workbench.send({ type: 'text.take' });
    }
    const subscriptions = [page.history.subscribe(tell), page.workbench.subscribe(tell)];
    return () => {
      for (const subscription of subscriptions) subscription.unsubscribe();
    };
  });

/** The rule set that the reader chose, unless it comes from a text: a text is compared with its own old side anyway. */
function findAgainst({ against, library }: Workbench): RuleSet | null {
  if (against === null || against.startsWith('pasted-')) return null;
  return listRuleSets(library).find(({ id }) => id === against) ?? null;
}

/** Selects a request where it is one of the shown rule set; that of a driver wherever its states mean the same. */
function select({ history }: Page, { selection, flags = null, chosen: { input, ruleSet } }: Select): void {
  const { ruleSet: shown, flags: now } = history.getSnapshot().context;
  const isOwn = isDriver(input) ? shown.generation === input.generation : shown.id === ruleSet?.id;
  if (!isOwn) return;
  if (flags !== null && flags !== now && getFlagSets(shown).includes(flags))
    history.send({ type: 'flags.change', flags });
  history.send({ type: 'select', selection });
}

const isDriver = ({ form }: ReviewInput) => form === 'driver-arcs';

/** What the page is about: a driver has no rule set, and while one is shown the page shows none of another protocol. */
function show({ history, workbench }: Page, { judged, chosen, isNew, options }: Show): void {
  const { library } = workbench.getSnapshot().context;
  const entries = toEntries(judged).map((entry) => library.find((kept) => isSame(kept, entry)) ?? entry);
  const pasted = library.filter(({ origin }) => origin === 'pasted');
  const isNews = entries.length !== pasted.length || entries.some((entry) => !pasted.includes(entry));
  if (entries.length > 0 && isNews) workbench.send({ type: 'library.paste', entries });
  const shown = history.getSnapshot().context.ruleSet;
  const find = (id: string | undefined) => entries.find(({ ruleSet }) => ruleSet.id === id)?.ruleSet;
  const subject = toSubject(chosen.input, options);
  if (!isSameSubject(subject, workbench.getSnapshot().context.subject ?? null))
    workbench.send({ type: 'subject.change', subject });
  const wanted = find(chosen.ruleSet?.id) ?? chosen.ruleSet ?? getRuleSet(chosen.input.base ?? CORE);
  if (!wanted) return;
  const now = find(shown.id);
  const isForeign = isDriver(chosen.input) && shown.generation !== wanted.generation;
  if (isNew || isForeign || (shown.id.startsWith('pasted-') && !now)) {
    if (shown.id !== wanted.id) history.send({ type: 'rules.change', ruleSet: wanted });
    else if (shown !== wanted) history.send({ type: 'rules.revise', ruleSet: wanted });
  } else if (now && (getRulesHash(now) !== getRulesHash(shown) || now.title !== shown.title))
    history.send({ type: 'rules.revise', ruleSet: now });
}

const isSameSubject = (one: Subject | null, other: Subject | null): boolean =>
  one?.title === other?.title && one?.text === other?.text;

/** True if an entry equals the one in the library. That one then stays, and its verdicts are not computed again. */
const isSame = (kept: LibraryEntry, entry: LibraryEntry): boolean =>
  kept.ruleSet.id === entry.ruleSet.id && JSON.stringify(kept) === JSON.stringify(entry);
