/** By whom the work was accepted, with the signature or why there is none. */
import { fileRoutes } from '#contracts/http/files.ts';
import { addressOf } from '#contracts/http/route.ts';
import type { ServiceOrder } from '#contracts/http/service-order-schemas.ts';

import { useReasonNames } from '../../api/setup.ts';
import { dateTime } from '../../ui/format.ts';
import { text } from '../../ui/texts.ts';
import styles from './order-page.module.css';

export function SignedOff({ signOff }: { signOff: NonNullable<ServiceOrder['signOff']> }) {
  const reasons = useReasonNames();
  const { signedBy, signedAt, signatureFileId, noSignatureReasonCode } = signOff;
  return (
    <span className={styles['what']}>
      {text('order.signedBy', { name: signedBy, when: dateTime(signedAt) })}
      {noSignatureReasonCode !== null && (
        <span className={styles['quiet']}>
          {text('order.noSignature', { reason: reasons.get(noSignatureReasonCode) ?? noSignatureReasonCode })}
        </span>
      )}
      {signatureFileId !== null && (
        <img
          className={styles['signature']}
          src={addressOf(fileRoutes.read, { fileId: signatureFileId })}
          alt={text('order.signatureOf', { name: signedBy })}
        />
      )}
    </span>
  );
}
