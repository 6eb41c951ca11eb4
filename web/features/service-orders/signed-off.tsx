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
  const { documentSha256, changedLines, compliancePercent, slaReasonCode } = signOff;
  return (
    <span className={styles['what']}>
      {text('order.signedBy', { name: signedBy, when: dateTime(signedAt) })}
      {noSignatureReasonCode !== null && (
        <span className={styles['quiet']}>
          {text('order.noSignature', { reason: reasons.get(noSignatureReasonCode) ?? noSignatureReasonCode })}
        </span>
      )}
      {changedLines.length > 0 && <strong>{text('signOff.changed', { lines: changedLines.join(', ') })}</strong>}
      {compliancePercent !== null && compliancePercent > 100 && (
        <span className={styles['quiet']}>
          {text('signOff.late', {
            percent: compliancePercent,
            reason: (slaReasonCode && (reasons.get(slaReasonCode) ?? slaReasonCode)) ?? text('none'),
          })}
        </span>
      )}
      {documentSha256 !== null && (
        <span className={styles['hash']}>{text('signOff.document', { sha256: documentSha256 })}</span>
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
