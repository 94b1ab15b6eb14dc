/** Lessons in which an attack stands wherever a text from outside can stand. Only tests import this file. */

const FRONT = (attack: string) =>
  `---\nid: a\ntitle: ${attack}A\nminutes: 5\nruleSet: v2-7.2\nsummary: S ${attack}.\n---\n\n`;

/** An attack as an escape of YAML, which the parser turns into the characters. */
const toYaml = (attack: string) =>
  `"${[...attack].map((sign) => `\\U${(sign.codePointAt(0) ?? 0).toString(16).padStart(8, '0')}`).join('')}"`;

/** By title. */
export const LESSONS: Readonly<Record<string, (attack: string) => string>> = {
  'words of a lesson': (attack) =>
    `${FRONT('')}## One ${attack}\n\n### Two ${attack}\n\nTold *${attack}* and \`${attack}\` [#25].\n\n- ${attack}\n\n\`\`\`c\n${attack}\n\`\`\`\n\n\`\`\`hint\n${attack}x\n\`\`\`\n\n\`\`\`notes\n${attack}x\n\`\`\`\n`,
  'YAML escapes': (attack) =>
    `---\nid: a\ntitle: ${toYaml(`a${attack}`)}\nminutes: 5\nruleSet: v2-7.2\nsummary: ${toYaml(`a${attack}`)}\n---\n\n## One\n\n### Two\n\nTold.\n`,
  'raw YAML': (attack) => `${FRONT(attack)}## One\n\n### Two\n\nTold.\n`,
  'everything wrong': (attack) =>
    `---\nid: ${toYaml(attack)}\ntitle: A\nminutes: ${attack}\nruleSet: ${toYaml(attack)}\nsummary: S.\n${attack}: x\n---\n\n## ${attack}\n\n### ${attack}\n\n> ${attack}\n\n[${attack}] [a](${attack}) <b>${attack}</b>\n\n\`\`\`${attack}\nx\n\`\`\`\n`,
  'a wrong question': (attack) =>
    `${FRONT('')}## One\n\n### Two\n\nTold.\n\n\`\`\`predict\nask: ${toYaml(attack)}\nrequest: ${toYaml(`RUNNING > ${attack}`)}\n${toYaml(attack)}: 1\noptions: [${toYaml(attack)}]\n\`\`\`\n`,
  'options of a question': (attack) =>
    `${FRONT('')}## One\n\n### Two\n\nTold.\n\n\`\`\`predict\nask: returns\nrequest: RUNNING > STOP\noptions: [${toYaml(attack)}, ${toYaml(`x${attack}`)}]\n\`\`\`\n`,
  'the attack alone': (attack) => attack,
};
