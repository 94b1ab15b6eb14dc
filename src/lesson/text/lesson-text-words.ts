/**
 * Everything that can be wrong with the text of a lesson. Each sentence says what was found and what would be right; each
 * clause is the end of one.
 */

/** `{hint}` is a sentence with the closest known name, or nothing. */
export const PROBLEMS = {
  'too-large': 'The text has {size} bytes; a lesson may have at most {limit}. Split it into two lessons.',
  'too-deep':
    'This is nested more than {limit} levels deep. Lists, quotations and brackets of a lesson are not nested.',
  binary: 'This byte is not UTF-8 text, so this is not a lesson. Save it as Markdown in UTF-8.',
  'no-front-matter':
    'A lesson begins with a line of three dashes, then id, title, minutes, ruleSet and summary, then three dashes again.',
  'open-front-matter': 'The front matter that begins in line 1 is not closed by a line of three dashes.',
  yaml: 'This is not YAML: {why}.',
  alias: 'A lesson cannot contain anchors and aliases. Write out the value.',
  'not-a-map': '{block} must be written as keys with values, one on each line.',
  'unknown-key': '{key} is not a key of {block}.{hint} Its keys are {known}.',
  'missing-key': '{block} lacks the key {key}.',
  value: '{key} in {block} {clause}.',
  'no-chapter': 'The lesson has no chapter. A chapter begins with ##, and a step in it with ###.',
  'empty-chapter': 'The chapter {title} has no step. A step begins with ###.',
  'empty-step': 'The step {title} says nothing and asks nothing.',
  'heading-depth': '{depth} has no meaning in a lesson. Write ## for a chapter, ### for a step.',
  'empty-heading': 'This heading has no title.',
  'outside-chapter': 'This is before the first chapter. Begin a chapter with ##.',
  'outside-step': 'This is in the chapter {title} before its first step. Begin a step with ###.',
  'step-outside-chapter': 'The step {title} is before the first chapter. Begin a chapter with ##.',
  'same-step':
    'Two steps are called {title}: this one and the one in line {other}. Progress is kept by title.',
  'unknown-block': '{name} is not a block of a lesson.{hint} The blocks are {known}.',
  'unknown-picture': 'There is no picture {name}.{hint} The pictures are {known}.',
  'review-block':
    'A review block needs a name after the word review, of letters, digits, dots and hyphens, and in it the text to review.',
  'open-block': 'The {name} block that begins here is not closed by three backticks.',
  'second-block': 'The step has a second {name} block; the first is in line {other}.',
  'second-ask': 'The step asks twice; it first asks in line {other}. Begin another step.',
  'not-narration': 'A lesson cannot contain {what}. Use paragraphs, lists, emphasis and code.',
  link: 'A lesson cannot contain links. Cite the source in brackets, such as [#25].',
  bracket:
    '{text} is not a citation.{hint} Write [#25], [v6.2 FILE SYMBOL], [qemu v8.2.0 FILE SYMBOL], [commit HASH] or [mail MESSAGE-ID].',
  citation: '{text} cannot be cited: {why}.',
  'unknown-rule-set': 'No rule set has the id {name}.{hint}',
  'flags-in-v1': '{ruleSet} is protocol v1, which has no migration_flags.',
  'unknown-flags': '{ruleSet} does not define migration_flags {flags}. It defines {known}.',
  'against-itself': '{ruleSet} is compared with itself.',
  'unknown-state': '{ruleSet} has no state {name}.{hint}',
  'not-a-request': '{text} is not a request. Write FROM > TO, with the names of two states.',
  'trace-surprise': 'Step {number} of the trace, {request}, is {kind}. If that is intended, add saw: {kind}.',
  'saw-differs': 'Step {number} of the trace, {request}, is {kind}, not {saw}.',
  'fault-missed': 'The fault never occurs: {request} {why}.',
  'trace-elsewhere': 'The trace ends in {now}, but the question is about {request}.',
  'not-askable': '{ask} cannot be asked of {request}: {why}.',
  'wrong-elsewhere': 'A wrong block is about an option of a question, and this step asks none.',
  'unknown-option': '{name} is not an option of this question.{hint} Its options are: {options}.',
  'right-option': '{name} is what happens. A wrong block is about one of the other options.',
  'second-wrong': 'The step has a second wrong block about {name}; the first is in line {other}.',
  'empty-wrong': 'This wrong block says nothing about {name}.',
  'tells-answer':
    'This answers the question of the step before it is asked. Tell it after the predict block.',
  'tells-next': 'This answers the question of the next step, {title}. Tell it after that question.',
  'tells-by-wrong':
    'This names the right answer while a second try is left. Say why {name} is wrong without it.',
  'tells-way': 'This prints the way to do the task, state by state. Say what the states are for instead.',
  'trace-tells':
    'Step {number} of the trace is the request that the question asks about: its outcome would stand in the history.',
  'own-answer': 'A lesson contains no answers: the machine computes them. Leave out {key}.',
  'bad-option': '{text} is not an answer that {ask} can have. {way}',
  'few-options': 'The right answer is the only option. List more options.',
  'key-elsewhere': '{key} does not go with {other}.',
  'unknown-client': 'No client has the id {name}.{hint}',
  'client-elsewhere': '{client} does not speak the protocol of {ruleSet}. Name a client that does.',
  'unknown-flow': 'No flow of {client} has the id {name}.{hint}',
  'flow-flags': 'The flow {why}',
  'done-already': 'The task is done before the first request. Set up the device elsewhere with a trace.',
  unsolvable: 'The task cannot be solved: nothing within {limit} acts leads there.',
} as const satisfies Readonly<Record<string, string>>;

/** Why a block is not YAML, after `This is not YAML:`. */
const YAML_FAULTS = {
  colon: 'a text with a colon in it needs quotes, and a key is indented as far as the one before it',
  noKey: 'this line has no key with a colon and a space after it',
  sameKey: 'this key is here twice',
  openQuote: 'the quote that begins here is not closed',
  documents: 'a block cannot contain a line of three dashes or dots',
} as const;

export const TOO_DEEP = 'this is nested too deeply';

/** The parser's messages in the words of this format. */
export const PARSER_FAULTS: Readonly<Record<string, string>> = {
  'Nested mappings are not allowed in compact mappings': YAML_FAULTS.colon,
  'Implicit map keys need to be followed by map values': YAML_FAULTS.noKey,
  'Implicit keys need to be on a single line': YAML_FAULTS.noKey,
  'Map keys must be unique': YAML_FAULTS.sameKey,
  'Missing closing "quote': YAML_FAULTS.openQuote,
  "Missing closing 'quote": YAML_FAULTS.openQuote,
  'Source contains multiple documents; please use YAML.parseAllDocuments()': YAML_FAULTS.documents,
  'Maximum call stack size exceeded': TOO_DEEP,
};

/** Why a source cannot be cited, after `[#99] cannot be cited:`. */
export const CITATION_FAULTS = {
  message: 'the thread has messages 0 to {last}',
  incomplete: 'it ends too early',
  file: 'write a tag, a file and a symbol in it, such as v6.2 drivers/vfio/vfio_main.c vfio_mig_get_next_state()',
  path: '{file} is not the path of a file',
  hash: 'write a hash of 12 to 40 hexadecimal digits',
  commit: 'the commit is not known here; write its date and what it does after the hash',
  messageId: 'write the Message-ID without angle brackets',
  mail: 'the mail is not known here; write its date and what it says after the Message-ID',
} as const;

/** What a lesson cannot contain, for `{what}`. */
export const REFUSED_MARKDOWN: Readonly<Record<string, string>> = {
  blockquote: 'quotations',
  break: 'forced line breaks',
  definition: 'link targets',
  heading: 'headings here',
  html: 'HTML',
  image: 'images',
  imageReference: 'images',
  thematicBreak: 'horizontal rules',
  table: 'tables',
  nested: 'lists within lists',
  code: 'code blocks here',
};

/** A `{hint}` for a number in brackets. */
export const MESSAGE_HINT = ' Is [#{number}] meant?';

/** What the value of a key must be, after the key. */
export const CLAUSES = {
  text: 'must be a text of 1 to {most} characters',
  whole: 'must be a whole number from {least} to {most}',
  oneOf: 'must be one of {names}',
  listOf: 'must be a list of {names}',
  id: 'must be lower-case letters, digits and hyphens, at most 40',
  state: 'must be the name of a state',
  states: 'must be a list of state names',
  request: 'must be a request, FROM > TO',
  requests: 'must be a list of requests, FROM > TO',
  yes: 'must be true, or left out',
  ruleSet: 'must be the id of a rule set',
  flow: 'must be the id of a flow',
  client: 'must be the id of a client',
  step: 'must be the name of a state, reset, or keys such as to, fault and arc',
  steps: 'must be a list of steps',
  answer: 'must be a text',
  answers: 'must be a list of answers',
} as const;
