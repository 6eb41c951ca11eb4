/** Everything that is set up before the first order, by who needs it; what a user may not open is left out. */
import { Link } from '@tanstack/react-router';

import { mayCall, useSession } from '../api/session.ts';
import { Page, Panel, Quiet } from '../ui/page.tsx';
import { text } from '../ui/texts.ts';
import { setUpGroups } from './set-up-groups.ts';
import styles from './set-up-page.module.css';

export function SetUpPage() {
  const session = useSession();
  return (
    <Page title={text('setUp.title')}>
      {setUpGroups.map(({ title, sections }) => {
        const open = sections.filter((section) => mayCall(session, section.read));
        return (
          open.length > 0 && (
            <Panel key={title} title={text(title)}>
              <ul className={styles['sections']}>
                {open.map((section) => (
                  <li key={section.to}>
                    <Link to={section.to}>{text(section.title)}</Link>
                    <Quiet>{text(section.what)}</Quiet>
                  </li>
                ))}
              </ul>
            </Panel>
          )
        );
      })}
    </Page>
  );
}
