/** Causes that keep a device from migrating, found by an error line or words of it. Loaded once something is typed. */

import { Command as Menu } from 'cmdk';
import { useActs } from '../../page/page-context.tsx';
import { searchCauses } from '../../protocol/causes/search-causes.ts';
import styles from './Dialog.module.css';

/** More would hide the commands. */
const MOST = 5;

export function PaletteCauses({ typed }: { typed: string }) {
  const { learn, closeDialog } = useActs();
  const causes = searchCauses(typed).slice(0, MOST);
  if (causes.length === 0) return null;
  return (
    // The filter of the menu compares letters alone: these are found by what they say.
    <Menu.Group heading="Why does my device not migrate?" forceMount>
      {causes.map(({ id, title }) => (
        <Menu.Item
          key={id}
          value={`cause ${id}`}
          forceMount
          onSelect={() => {
            closeDialog();
            window.setTimeout(() => learn(`causes.${id}`));
          }}
        >
          <span>{title}</span>
          <span className={styles.keys}>{id}</span>
        </Menu.Item>
      ))}
    </Menu.Group>
  );
}
