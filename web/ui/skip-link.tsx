/** The first thing that a keyboard reaches on a page: the way past its bar. */
import styles from './skip-link.module.css';
import { text } from './texts.ts';

/** Leads to the element `#content`. */
export function SkipLink() {
  return (
    <a className={styles['skip']} href="#content">
      {text('app.skip')}
    </a>
  );
}
