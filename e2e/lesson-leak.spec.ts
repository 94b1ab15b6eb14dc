/**
 * While a lesson asks, the page does not tell: every question of the course is opened by its link, and what the page says
 * of the request is read in its texts, attributes and accessible names; then the request is pointed at, selected and asked.
 */
import { readdirSync, readFileSync } from 'node:fs';
import type { LessonStep } from '../src/lesson/lesson.ts';
import { getSteps, isQuestion } from '../src/lesson/lesson.ts';
import { checkAnswer } from '../src/lesson/question/lesson-check.ts';
import { getQuestion } from '../src/lesson/question/lesson-question.ts';
import { getStepRuleSet } from '../src/lesson/question/lesson-situation.ts';
import { parseLesson } from '../src/lesson/text/lesson-parse.ts';
import type { RequestPair } from '../src/protocol/state/request-pair.ts';
import { formatState, getState } from '../src/protocol/state/state.ts';
import { replay } from '../src/protocol/trace/replay.ts';
import { cell, expect, graph, open, state, status, test } from './page.ts';

const FOLDER = new URL('../src/lesson/course/', import.meta.url);

/** The asks whose answer is what the device may do. */
const OF_STATE = ['dma', 'change', 'session', 'actions', 'access', 'empty-read', 'precopy-info'];

/** A question as the page has it: its step, and what it is about, found without what is to be tested. */
interface Asking {
  readonly part: string;
  readonly title: string;
  readonly answer: string;
  /** The wrong option that is chosen first, where there is a second try; null where there is none. */
  readonly wrong: string | null;
  readonly requests: readonly {
    readonly from: number;
    readonly to: number;
    readonly start: string;
    readonly end: string;
    readonly hasLine: boolean;
  }[];
  readonly isOfState: boolean;
}

function listRequests(step: LessonStep): readonly RequestPair[] {
  const { ask, rules } = step;
  if (!isQuestion(ask)) return [];
  if (ask.kind === 'predict') return [ask.request];
  if (ask.ask === 'asks') return [];
  const { steps } = replay(getStepRuleSet(rules), checkAnswer({ ...step, ask }, null).trace);
  return steps.flatMap((made) =>
    made.kind === 'made' && made.outcome.verdict ? [made.outcome.verdict.request] : [],
  );
}

/** Another one for each question, so that each kind of option is chosen somewhere. */
function pickWrong(texts: readonly string[]): string | null {
  picked += 1;
  return texts.length > 1 ? (texts[picked % texts.length] ?? null) : null;
}

let picked = 0;

function readAskings(): readonly Asking[] {
  return readdirSync(FOLDER)
    .filter((name) => name.startsWith('lesson-'))
    .flatMap((name) => {
      const lesson = parseLesson(readFileSync(new URL(name, FOLDER), 'utf8'));
      if (!lesson.ok) throw new Error(`${name} is no lesson`);
      return getSteps(lesson.value).flatMap((step) => {
        const { ask, rules, id, title } = step;
        if (!isQuestion(ask)) return [];
        const { states } = getStepRuleSet(rules);
        const { options, answer } = getQuestion(rules, ask);
        const requests = listRequests(step).map(({ from, to }) => ({
          from,
          to,
          start: formatState(states, from),
          end: formatState(states, to),
          hasLine: from !== to && [from, to].every((value) => getState(states, value) !== undefined),
        }));
        return {
          part: `lesson.${lesson.value.id}.${id}`,
          title,
          answer: options.find((option) => option.id === answer)?.text ?? '',
          wrong: pickWrong(options.filter((option) => option.id !== answer).map(({ text }) => text)),
          requests,
          isOfState: OF_STATE.includes(ask.ask),
        };
      });
    });
}

/** Runs in the page: what it tells of the request that is asked about, as a list; then points at it, selects and asks it. */
async function findLeaks({ answer, wrong, requests, isOfState }: Asking): Promise<readonly string[]> {
  const VERDICT =
    /[Aa]ccepted|[Rr]efused|[Uu]nspecified|[Nn]ever returns|[Dd]eclined|[Ff]aulted|-E[A-Z]+|\bvia\b/;
  const paint = () =>
    new Promise<void>((resolve) =>
      requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(resolve))),
    );
  const options = document.querySelector('[data-part="lesson"] fieldset');
  const outside = (element: Element) =>
    !options?.contains(element) && !element.closest('[hidden], script, style');
  const find = (selector: string) => [...document.querySelectorAll<HTMLElement>(selector)].filter(outside);
  /** What an element tells, read once for each look. */
  const read = new Map<Element, string>();
  const tell = (element: Element) => {
    const known = read.get(element);
    if (known !== undefined) return known;
    const said = [
      element.textContent ?? '',
      ...[...element.attributes].flatMap(({ name, value }) =>
        name === 'class' || name.startsWith('data-') || name.startsWith('aria-') || name === 'title'
          ? [`${name}=${value}`]
          : [],
      ),
    ].join(' ');
    read.set(element, said);
    return said;
  };
  /** Everything that names a request, with what stands around it. */
  const findTold = () => {
    const told: string[] = [];
    read.clear();
    const texts = find('p, li, button, h2, h3, h4, dd, td, [role="status"], [aria-live]');
    for (const { from, to, start, end, hasLine } of requests) {
      const lines = find(`[data-arc="${from}>${to}"]`);
      if (lines.length !== (hasLine ? 1 : 0)) told.push(`${lines.length} lines for ${start} > ${end}`);
      for (const line of lines)
        if (
          line.querySelector('title')?.textContent !== `${start} > ${end}, asked` ||
          line.dataset.verdict !== 'asked'
        )
          told.push(`arc: ${tell(line)}`);
      for (const button of find(`td > button[aria-label^="${start} to ${end}:"]`))
        if (
          button.ariaLabel !== `${start} to ${end}: asked` ||
          button.textContent !== '' ||
          button.dataset.verdict
        )
          told.push(`cell: ${tell(button)}`);
      const names = [`${start} > ${end}`, `${start} to ${end}`];
      for (const element of texts) {
        const said = tell(element);
        if (element.closest('[data-arc], td') || !names.some((name) => said.includes(name))) continue;
        if (element.querySelector('p, li, button, h3')) continue;
        if (VERDICT.test(said.replaceAll(/class=\S+/g, ''))) told.push(`said: ${said.slice(0, 200)}`);
      }
      for (const node of find(`button[data-value="${from}"], button[data-value="${to}"]`)) {
        if (node.dataset.wanted) told.push(`wanted: ${tell(node)}`);
        const leads = (node.ariaDescription ?? '').split(/\.\s+|\.$/).map((part) => part.split(': '));
        const isLed = leads.some(([words, ends = '']) => words !== 'Asked' && ends.split(', ').includes(end));
        if (node.dataset.value === String(from) && isLed) told.push(`leads: ${tell(node)}`);
        const isHidden = node.ariaDescription?.startsWith('The lesson asks what the device may do here.');
        if (isOfState && (!isHidden || node.querySelector('[data-may]'))) told.push(`node: ${tell(node)}`);
      }
    }
    const bar = document.querySelector('main [role="status"]');
    if (bar && VERDICT.test(tell(bar))) told.push(`status: ${tell(bar)}`);
    if (answer.length > 12)
      // The wrong option that was chosen may contain the right one.
      for (const element of find('p, li, button, h3, h4, dd, td'))
        if (
          !element.closest('[data-arc]') &&
          !(element.matches('h4') && wrong !== null && element.textContent?.endsWith(`: ${wrong}`)) &&
          tell(element).includes(answer)
        )
          told.push(`answer: ${tell(element)}`);
    // Its part and its rules are names, and its trace is what leads to the question.
    for (const text of [document.title, window.location.hash.replaceAll(/(part|rules|trace)=[^&]*/g, '')])
      if (VERDICT.test(text)) told.push(`page: ${text}`);
    return told;
  };
  const countSteps = () => document.querySelectorAll('ol[aria-label="History"] > li').length;
  const told = findTold();
  const [first] = requests;
  const current = document.querySelector<HTMLElement>('button[data-value][aria-current="true"]');
  const node = document.querySelector<HTMLElement>(`button[data-value="${first?.to}"]`);
  if (first && node && current?.dataset.value === String(first.from)) {
    const before = countSteps();
    node.dispatchEvent(new PointerEvent('pointerover', { bubbles: true, pointerType: 'mouse' }));
    await paint();
    told.push(...findTold().map((text) => `pointed at, ${text}`));
    node.dispatchEvent(new KeyboardEvent('keydown', { bubbles: true, key: 'e' }));
    await paint();
    told.push(...findTold().map((text) => `selected, ${text}`));
    node.click();
    await paint();
    told.push(...findTold().map((text) => `asked, ${text}`));
    if (countSteps() !== before) told.push('the request was made');
    node.dispatchEvent(new PointerEvent('pointerout', { bubbles: true, pointerType: 'mouse' }));
  }
  return told;
}

/** Runs in the page: opens the question by its address, and waits until it is there. */
async function openQuestion({ part, title }: Asking): Promise<void> {
  window.location.hash = `#v=1&rules=uapi-v1&mode=learn&part=${part}&at=0`;
  const lesson = () => document.querySelector('[data-part="lesson"]');
  const isThere = () =>
    [...(lesson()?.querySelectorAll('h2, h3, h4') ?? [])].some((each) => each.textContent === title) &&
    lesson()?.querySelector('[type="radio"]')?.checkVisibility();
  for (let frame = 0; !isThere(); frame += 1) {
    if (frame > 1000) throw new Error(`${part} does not open`);
    await new Promise(requestAnimationFrame);
  }
  // The steps that lead to it come after its text.
  let still = 0;
  const main = document.querySelector('main');
  const changes = new MutationObserver(() => {
    still = 0;
  });
  if (main) changes.observe(main, { subtree: true, childList: true, attributes: true, characterData: true });
  for (; still < 4; still += 1) await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
  changes.disconnect();
}

/** Runs in the page: gives the wrong answer, and waits until it is told. [PAGE-291] does the same with the mouse. */
async function answerWrong({ part, wrong }: Asking): Promise<void> {
  const lesson = document.querySelector('[data-part="lesson"]');
  const read = (element: Element | null | undefined) =>
    (element?.textContent ?? '').replaceAll(/\s+/g, ' ').trim();
  const told = (wrong ?? '').replaceAll(/\s+/g, ' ').trim();
  const options = [...(lesson?.querySelectorAll<HTMLInputElement>('[type="radio"]') ?? [])];
  const [radio, ...others] = options.filter((each) => read(each.labels?.[0]) === told);
  const [check] = [...(lesson?.querySelectorAll('button') ?? [])].filter((each) => read(each) === 'Check');
  const isTold = () =>
    [...(lesson?.querySelectorAll('h4') ?? [])].some((each) => read(each).endsWith(`Not this: ${told}`));
  radio?.click();
  await new Promise(requestAnimationFrame);
  if (!radio?.checked || others.length > 0) throw new Error(`“${told}” cannot be chosen in ${part}`);
  check?.click();
  for (let frame = 0; !isTold(); frame += 1) {
    if (frame > 1000) throw new Error(`“${told}” is not answered in ${part}`);
    await new Promise(requestAnimationFrame);
  }
}

test('[PAGE-290] no question of the course is answered by the page while it is asked', async ({ page }) => {
  test.setTimeout(900_000);
  const askings = readAskings();
  expect(askings.length).toBeGreaterThanOrEqual(88);
  await open(page, '#v=1&rules=uapi-v1&mode=learn&at=0');
  // Every line is shown, so that a missing one would be noticed.
  for (const each of await graph(page).getByRole('checkbox').all()) await each.check();
  const leaks: string[] = [];
  let seconds = 0;
  for (const asking of askings) {
    await page.evaluate(openQuestion, asking);
    const [told] = await page.evaluate(findLeaks, asking);
    if (told !== undefined) leaks.push(`${asking.part}: ${told}`);
    const { wrong } = asking;
    if (wrong === null) continue;
    await page.evaluate(answerWrong, asking);
    seconds += 1;
    const [again] = await page.evaluate(findLeaks, asking);
    if (again !== undefined) leaks.push(`${asking.part}, after ${wrong}: ${again}`);
  }
  expect(seconds).toBeGreaterThan(80);
  expect(leaks, `${leaks.length} of ${askings.length} are told`).toEqual([]);
});

test('[PAGE-291] after the answer the page tells all of it, and what happens first', async ({ page }) => {
  await open(page, '#v=1&rules=patch-2021-09&mode=learn&part=lesson.destination.the-posted-table&at=0');
  const lesson = page.locator('[data-part="lesson"]');
  await expect(lesson.getByRole('radio', { name: 'Refused' })).toBeVisible();
  await expect(cell(page, '_RUNNING to _RESUMING: asked')).toBeVisible();
  await state(page, '_RESUMING 100b').click();
  await expect(status(page)).toHaveText(
    /is in _RUNNING 001b\. The lesson asks about this request\. Answer first\./,
  );
  await lesson.getByRole('radio', { name: 'Accepted' }).check();
  await lesson.getByRole('button', { name: 'Check' }).click();
  await expect(status(page)).toHaveText(/^Refused -EINVAL.*_RUNNING > _RESUMING/);
  await expect(page.locator('[data-part="learn-request"], main').first()).toContainText('Refused');
  await expect(lesson.getByRole('button', { name: 'Say why' })).toBeVisible();
});

test('[PAGE-292] nothing is told while it is presented, or by the palette; another mode tells', async ({
  page,
}) => {
  await open(page, '#v=1&rules=uapi-v1&mode=learn&part=lesson.device-state.stop-and-save&at=0');
  const lesson = page.locator('[data-part="lesson"]');
  await expect(lesson.getByRole('radio').first()).toBeVisible();
  await lesson.getByRole('button', { name: 'Present' }).click();
  await expect(graph(page).locator('[data-arc="1>2"] title')).toHaveText('_RUNNING > _SAVING, asked');
  await expect(state(page, '_SAVING 010b')).not.toContainText('DMA');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+k');
  await page.getByRole('dialog', { name: 'Commands' }).getByRole('combobox').fill('ask for _saving');
  await page.keyboard.press('Enter');
  await expect(status(page)).toContainText('Answer first');
  await page.getByRole('tab', { name: 'Explore' }).click();
  await expect(state(page, '_SAVING 010b')).toContainText('no DMA');
  await state(page, '_SAVING 010b').click();
  await expect(status(page)).toHaveText(/^Accepted/);
});
