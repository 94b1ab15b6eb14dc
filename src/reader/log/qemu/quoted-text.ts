/**
 * What tells a line of a log from one that is quoted: in a sentence, in a test, in a command, in a document with a placeholder
 * for the device. Such a text says nothing of any device.
 */

/** Who writes to where, and how grave it is: words that a log has before a line, too. */
const OF_LOGS = /(?:^|\s)(?:std(?:out|err)|info|debug|trace|warn(?:ing)?|error|notice|log|kernel)\s*["'`]?$/i;

/** A word, or what assigns or passes a text, before it. */
const BEFORE = /(?:^|[\s(])[A-Za-z][a-z']+,?\s*["'`(]*$|\s[=!]?==?\s*["'`]?$|[(+]\s*["'`]?$|,\s+["'`]$/;

/** True if a sentence or a program goes on with a line of a log. `isQuotedAfter('you will see ')` is true, that of `host qemu[1]: ` is not. */
export const isQuotedAfter = (before: string): boolean => BEFORE.test(before) && !OF_LOGS.test(before);

/** A device that stands for any. */
const PLACEHOLDER = /^(?:<[^<>]*>|%s|\$?\{[^{}]*\}|\.{2,}|…|[A-Z]{3,}(?:[_ -][A-Z]+)*)$/;

/** True for the name of no device: `<device>`, `%s`, `NAME`. */
export const isPlaceholder = (name: string): boolean => PLACEHOLDER.test(name);

/** A comment, a command at the prompt of a shell, or a title. */
const COMMAND =
  /^(?:\+?#(?:\s|$)|[$%] \S|\[?[a-z][\w.-]*@[\w.-]+[ :][^\]\s]*\]?[#$] |(?:PS )?[A-Z]:\\[^>]*>|\(gdb\) |\/[*/]|(?:Subject|Title|Summary): )/;

const PASSED = /\(["']VFIO_MIGRATION["']/;

/** Most lines are none. */
const MAY_BE_CONDITION = /;|[{no]$/;

/** A condition or a loop of a program. */
const CONDITION = /["'`)\]]\s*(?:\{|then|do)$|;\s*(?:do|then|done|fi)\b/;

/** True for a line that quotes another, or is a statement of a program: it is no line of a log itself. */
export const isCommand = (text: string): boolean =>
  text.endsWith(';') ||
  COMMAND.test(text) ||
  (MAY_BE_CONDITION.test(text) && CONDITION.test(text)) ||
  (text.includes('VFIO_MIGRATION') && PASSED.test(text));

/** What somebody left out, or what only one side of a diff has. */
const GAP =
  /^(?:--$|[+-](?:\[ *\d|\d+@|vfio_)|(?:\[?\(?(?:\.{3,}|…)\)?\]?|[<[(*-]*\s*snip\s*[>\])*-]*|-+ ?8< ?-+|\[?\d+ lines? (?:omitted|skipped|hidden|truncated|snipped)\]?)$)/i;

/** What a logger lost. */
const LOSS =
  /Suppressed \d+ messages|callbacks suppressed|message repeated \d+ times|Missed \d+ kernel messages|some messages lost|LOST \d+ events/;

const LONGEST_GAP = 160;

/** True where lines are missing: what they said is lost. */
export const isGap = (text: string): boolean =>
  text.length < LONGEST_GAP && (GAP.test(text) || LOSS.test(text));

const EXPECTED = /^[#*_ ]*expected(?: \w+)?:?[*_]*:?$/i;
/** The same in words; a text that is announced as a log is one. */
const WISH =
  /\b(?:should (?:look|be|say|print|show|read|have)|(?:I|we|would) expect(?:ed)?|supposed to (?:look|be|say|print|show)|(?:would|should) (?:(?:then|normally|usually) )?(?:see|get))\b.*:$/i;
/** The same without a colon: one line follows, and the sentence goes on. */
const WISH_OF_ONE = /\b(?:would|should) (?:(?:then|normally|usually) )?(?:see|get|print|show|read|have)$/;
/** Most lines end with none of these. */
const ENDS_WISH = 'detw';
const ANNOUNCED = /\b(?:logs?|here|attached|full|complete)\b/i;
const LONGEST_WISH = 100;

const isWish = (text: string) =>
  text.length < LONGEST_WISH && text.endsWith(':') && WISH.test(text) && !ANNOUNCED.test(text);

const isWishOfOne = (text: string) =>
  ENDS_WISH.includes(text.at(-1) ?? '-') && text.length < LONGEST_WISH && WISH_OF_ONE.test(text);

/** A sentence that leads to something else. */
const LEADS = /^(?:[A-Za-z][\w',]* ){1,12}[\w',]+:$/;

const HEADING = /^[#*_ ]*[A-Z][\w ]*:?[*_]*:?$/;

/** Most lines end with none of these. */
const OPENS = '[({"\'`';

/** What ends the list or the text that begins in this line; null where none does. */
function getEnd(text: string): RegExp | null {
  if (!OPENS.includes(text.at(-1) ?? '-')) return null;
  if (TEXT_BEGINS.test(text)) return TEXT_ENDS;
  return LIST_BEGINS.test(text) || CALL_BEGINS.test(text) ? LIST_ENDS : null;
}

const isOver = (text: string) => (HEADING.test(text) && !/^[A-Z0-9_]+$/.test(text)) || LEADS.test(text);

/** A list in a program, which is assigned; a report names one with a colon. */
const LIST_BEGINS = /^(?:[a-z]+ )*[\w.]+(?:\s*:\s*[^=]+)?\s*:?=\s*[\w&[\]!<>]*[[({]$/;
const CALL_BEGINS = /^@?[\w.:!]+\(.*\[$/;
const LIST_ENDS = /^[\])}]+[;,]?$/;

/** A text of several lines in a program. */
const TEXT_BEGINS = /[=(,]\s*(?:[A-Za-z]{0,2}(?:"""|''')|r#+"|`)$/;
const TEXT_ENDS = /^(?:"""|'''|"#|`(?!`))/;

/** Programs do not list more; what goes on was left open. */
const MOST_LISTED = 100;

/**
 * Tells which lines show what somebody expects: those below such a heading, to the next heading, and those that a program
 * lists.
 */
export function createExpectation(): (text: string) => boolean {
  let [isExpected, isNextExpected] = [false, false];
  /** What ends that which a program lists, and how many lines of it may still come. */
  let [end, left]: [RegExp | null, number] = [null, 0];
  return (text) => {
    const begins = end === null && text.length < LONGEST_WISH ? getEnd(text) : null;
    if (begins) [end, left] = [begins, MOST_LISTED];
    else if (end && (end.test(text) || left === 0)) end = null;
    left -= 1;
    if (EXPECTED.test(text) || isWish(text)) isExpected = true;
    else if (isExpected && isOver(text)) isExpected = false;
    const isOne = isNextExpected;
    isNextExpected = text === '' ? isOne : isWishOfOne(text);
    return isExpected || end !== null || isOne;
  };
}
