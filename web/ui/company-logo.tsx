/** The logo of the company at the head of a document; nothing where there is none. */
import { fileRoutes } from '#contracts/http/files.ts';
import { addressOf } from '#contracts/http/route.ts';

import styles from './company-logo.module.css';

interface CompanyLogoProps {
  /** Absent in invoices from before there were logos. */
  readonly fileId: string | null | undefined;
  readonly alt: string;
}

export function CompanyLogo({ fileId, alt }: CompanyLogoProps) {
  if (fileId === null || fileId === undefined) return null;
  return <img className={styles['logo']} src={addressOf(fileRoutes.read, { fileId })} alt={alt} />;
}
