/**
 * What tells a line of a log from one that is quoted: in a sentence, in a test, in a command, in a document with a placeholder
 * for the device. Such a text says nothing of any device.
 */

/** Who writes to where, and how grave it is: words that a log has before a line, too. */
const OF_LOGS = /(?:^|\s)(?:std(?:out|err)|info|debug|trace|warn(?:ing)?|error|notice|log|kernel)\s*["'`]?$/i;

/** A word, or what assigns or passes a text, before it. */
const BEFORE = /(?:^|[\s(])[A-Za-z][a-z']+,?\s*["'`(]*$|\s=\s*["'`]?$|[(+]\s*["'`]?$|,\s+["'`]$/;

/** True if a sentence or a program goes on with a line of a log. `isQuotedAfter('you will see ')` is true, that of `host qemu[1]: ` is not. */
export const isQuotedAfter = (before: string): boolean => BEFORE.test(before) && !OF_LOGS.test(before);

/** A device that stands for any. */
const PLACEHOLDER = /^(?:<[^<>]*>|%s|\$?\{[^{}]*\}|\.{2,}|…|[A-Z]{3,}(?:[_ -][A-Z]+)*)$/;

/** True for the name of no device: `<device>`, `%s`, `NAME`. */
export const isPlaceholder = (name: string): boolean => PLACEHOLDER.test(name);

/** A comment, or a command at the prompt of a shell. */
const COMMAND = /^\+?#(?:\s|$)|^[$%] \S|^\[?[a-z][\w.-]*@[\w.-]+[ :][^\]\s]*\]?[#$] /;

/** True for a line that quotes another: it is no line of a log itself. */
export const isCommand = (text: string): boolean => COMMAND.test(text);
