/** Every acceptance of an order that was given, those that were taken back with why. */
import type { ServiceOrder } from '#contracts/http/service-order-schemas.ts';

import { useReasonNames } from '../../api/setup.ts';
import { dateTime } from '../../ui/format.ts';
import { text } from '../../ui/texts.ts';
import styles from './order-page.module.css';

type GivenSignOff = ServiceOrder['signOffs'][number];

/** What it accepted, as it is chosen and listed. */
export function signOffWords({ whole, lines }: GivenSignOff): string {
  if (lines.length === 0) return text('signOffs.whole');
  const [one, many] = whole
    ? (['signOffs.wholeOfOne', 'signOffs.wholeOfMany'] as const)
    : (['signOffs.oneLine', 'signOffs.manyLines'] as const);
  return text(lines.length === 1 ? one : many, { lines: lines.join(', ') });
}

/** Who gave it, and when. */
export function signerWords({ signedBy, signedAt }: GivenSignOff): string {
  return text('order.signedBy', { name: signedBy ?? text('signOffs.unnamed'), when: dateTime(signedAt) });
}

/** Whether the list says more than the acceptance of the order does. */
export function hasMoreSignOffs({ signOffs, signOff }: ServiceOrder): boolean {
  return signOffs.length > (signOff === null ? 0 : 1);
}

export function SignOffList({ signOffs, signOff }: Pick<ServiceOrder, 'signOffs' | 'signOff'>) {
  const reasons = useReasonNames();
  return (
    <ul className={styles['signOffs']}>
      {signOffs.map((each) => (
        <li key={each.version} className={styles['what']}>
          {each.undone === null ? signOffWords(each) : <s>{signOffWords(each)}</s>}
          <span className={styles['quiet']}>{signerWords(each)}</span>
          {each.undone !== null && (
            <span className={styles['quiet']}>
              {text('signOffs.undone', {
                when: dateTime(each.undone.at),
                reason: reasons.get(each.undone.reasonCode ?? '') ?? each.undone.reasonCode ?? text('none'),
              })}
            </span>
          )}
          {each.documentSha256 !== null && each.documentSha256 !== signOff?.documentSha256 && (
            <span className={styles['hash']}>{text('signOff.document', { sha256: each.documentSha256 })}</span>
          )}
        </li>
      ))}
    </ul>
  );
}
