/** Photos in small, each of which opens in full; nothing where there are none. */
import type { ReactNode } from 'react';

import { fileRoutes } from '#contracts/http/files.ts';
import { addressOf } from '#contracts/http/route.ts';

import styles from './photos.module.css';

interface PhotoStripProps {
  readonly photoIds: readonly string[];
  /** What the photo of a place, from 1 on, is called. */
  readonly nameOf: (place: number) => string;
  /** What stands below a photo. */
  readonly below?: (fileId: string, place: number) => ReactNode;
}

export function PhotoStrip({ photoIds, nameOf, below }: PhotoStripProps) {
  if (photoIds.length === 0) return null;
  return (
    <ul className={styles['strip']}>
      {photoIds.map((fileId, index) => {
        const address = addressOf(fileRoutes.read, { fileId });
        return (
          <li key={fileId}>
            <a href={address} target="_blank" rel="noreferrer">
              <img className={styles['photo']} src={address} alt={nameOf(index + 1)} loading="lazy" />
            </a>
            {below?.(fileId, index + 1)}
          </li>
        );
      })}
    </ul>
  );
}
