/** Text whose kernel names break after an underscore, and only where a name is wider than a line. */

import { Fragment } from 'react';
import styles from './NameBreaks.module.css';

/** A name with an underscore in it, and the punctuation that must not leave it. */
const NAMES = /(\w+_\w+[.,:;)]*)/;

export function NameBreaks({ text }: { text: string }) {
  return text.split(NAMES).map((part, index) => {
    const key = `${index} ${part}`;
    return index % 2 === 0 ? <Fragment key={key}>{part}</Fragment> : <Name key={key} name={part} />;
  });
}

function Name({ name }: { name: string }) {
  return (
    <span className={styles.name}>
      {name.split(/(?<=_)(?=\w)/).map((part, index) => [index > 0 && <wbr key={part} />, part])}
    </span>
  );
}
