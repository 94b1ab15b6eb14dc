/** Text in which an id or an errno is never broken at its hyphen, and the bits of a name only where they join. */

import { Fragment } from 'react';

export function Prose({ text }: { text: string }) {
  let at = 0;
  return text.split(/(\S*-\S+|\|)/).map((part) => {
    const key = at;
    at += part.length + 1;
    if (part.includes('-'))
      return (
        <span key={key} style={{ whiteSpace: 'nowrap' }}>
          {part}
        </span>
      );
    return (
      <Fragment key={key}>
        {part}
        {part === '|' && <wbr />}
      </Fragment>
    );
  });
}
