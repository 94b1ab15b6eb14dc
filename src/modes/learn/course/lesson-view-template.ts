/** An example lesson, which a teacher saves, changes and opens again. It has one of everything that a step can do. */

export const TEMPLATE_NAME = 'my-lesson.md';

export const LESSON_TEMPLATE = `---
id: my-lesson
title: A lesson of my own
minutes: 5
ruleSet: v2-7.2
flags: 7
summary: One sentence for the list.
---

## A first chapter

### A step that tells

Write paragraphs, lists, *emphasis* and \`code\`. End a statement with its source: the enum of protocol v2 names
eight values [v6.2 include/uapi/linux/vfio.h enum vfio_device_mig_state].

\`\`\`focus
states: [RUNNING, STOP]
arcs: [RUNNING > RUNNING_P2P]
\`\`\`

\`\`\`trace
steps:
  - RUNNING_P2P
  - STOP
\`\`\`

\`\`\`notes
Only the speaker needs this.
\`\`\`

### A step that asks

Write no answer: it is computed on the machine.

\`\`\`predict
ask: path
request: RUNNING > STOP_COPY
\`\`\`

\`\`\`wrong STOP_COPY
Say why people choose this option, and what is so: one request may take several arcs [v6.2 include/uapi/linux/vfio.h
enum vfio_device_mig_state].
\`\`\`

This is told after the answer.

### A step to do

\`\`\`do
goal: reach
state: STOP_COPY
most: 2
\`\`\`

\`\`\`hint
You need not ask for the states in between.
\`\`\`

This is told when the task is done.
`;
