/** Choosing, seeing and removing the photos of what is asked for. Each is uploaded at once, for the customer who will see it. */
import { Button, FileInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';

import { fileRoutes } from '#contracts/http/files.ts';
import { maxPhotos, photoMimes } from '#domain/requests/photos.ts';

import { upload } from '../api/client.ts';
import { PhotoStrip } from './photo-strip.tsx';
import { ProblemNote } from './problem-note.tsx';
import { smallerPhoto } from './smaller-photo.ts';

/** The words of the field, in the language of the page. */
export interface PhotoWords {
  readonly label: string;
  readonly help: string;
  readonly choose: string;
  readonly sending: string;
  readonly nameOf: (place: number) => string;
  readonly remove: string;
  readonly removeOf: (place: number) => string;
}

interface PhotoFieldProps {
  readonly words: PhotoWords;
  /** For whom they are; empty while nobody is chosen. */
  readonly customerId: string;
  readonly photoIds: readonly string[];
  readonly onChange: (photoIds: readonly string[]) => void;
}

export function PhotoField({ words, customerId, photoIds, onChange }: PhotoFieldProps) {
  const room = maxPhotos - photoIds.length;
  const send = useMutation({
    mutationFn: (photos: readonly File[]) => sendAll(customerId, photos),
    onSuccess: (sent) => onChange([...new Set([...photoIds, ...sent])].slice(0, maxPhotos)),
  });
  return (
    <>
      <FileInput
        label={words.label}
        description={words.help}
        placeholder={send.isPending ? words.sending : words.choose}
        accept={photoMimes.join(',')}
        multiple
        disabled={customerId === '' || room === 0 || send.isPending}
        value={[]}
        onChange={(chosen) => chosen.length > 0 && send.mutate(chosen.slice(0, room))}
      />
      <ProblemNote error={send.error} />
      <PhotoStrip
        photoIds={photoIds}
        nameOf={words.nameOf}
        below={(fileId, place) => (
          <Button
            size="compact-xs"
            variant="default"
            aria-label={words.removeOf(place)}
            onClick={() => onChange(photoIds.filter((id) => id !== fileId))}
          >
            {words.remove}
          </Button>
        )}
      />
    </>
  );
}

/** One after the other, so that a slow line is not asked for all at once. */
async function sendAll(customerId: string, photos: readonly File[]): Promise<readonly string[]> {
  const sent: string[] = [];
  for (const photo of photos) {
    const { body } = await upload(
      fileRoutes.upload,
      { query: { kind: 'photo', customerId } },
      await smallerPhoto(photo),
    );
    sent.push(body.fileId);
  }
  return sent;
}
