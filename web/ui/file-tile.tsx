/** An uploaded file in small: a photo as its picture, a document by its type; either opens in full beside the page. */
import { fileRoutes } from '#contracts/http/files.ts';
import { addressOf } from '#contracts/http/route.ts';

import styles from './file-tile.module.css';

interface FileTileProps {
  readonly fileId: string;
  readonly mime: string;
  /** What opening it is called. */
  readonly label: string;
}

export function FileTile({ fileId, mime, label }: FileTileProps) {
  const address = addressOf(fileRoutes.read, { fileId });
  const isDocument = mime === 'application/pdf';
  return (
    <a
      className={styles['tile']}
      href={address}
      target="_blank"
      rel="noreferrer"
      aria-label={isDocument ? `${label} (PDF)` : label}
    >
      {isDocument ? 'PDF' : <img className={styles['picture']} src={address} alt="" loading="lazy" />}
    </a>
  );
}
