/** An uploaded file in small: a photo as its picture, a document by its type; either opens in full beside the page. */
import { VisuallyHidden } from '@mantine/core';

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
  return (
    <a className={styles['tile']} href={address} target="_blank" rel="noreferrer">
      {mime === 'application/pdf' ? (
        <span>
          PDF <VisuallyHidden>{label}</VisuallyHidden>
        </span>
      ) : (
        <img className={styles['picture']} src={address} alt={label} loading="lazy" />
      )}
    </a>
  );
}
