/** Routes of files: upload first, name by id later, read only what one may see. */
import type { Readable } from 'node:stream';

import type { Express } from 'express';
import { v7 as uuidv7 } from 'uuid';
import * as z from 'zod';

import { fileMimes, fileRoutes, maxFileBytes, type StoredFile } from '#contracts/http/files.ts';
import type { Actor } from '#contracts/roles.ts';
import { findCustomer } from '#db/queries/customers.ts';
import { findFile, keepFile, type FileRow } from '#db/queries/files.ts';
import { isTakenOut } from '#db/queries/service-orders-files.ts';
import { transaction } from '#db/transaction.ts';
import { mayReadRemoved } from '#domain/identity/rights.ts';
import { checkPhoto } from '#domain/requests/photos.ts';
import { checkLogo, maxLogoBytes } from '#domain/setup/logo.ts';
import { contentOfType } from '#platform/file-signature.ts';
import { readUpTo, type FileStore } from '#platform/files.ts';
import { mount } from '#platform/http/mount.ts';
import { ProblemError } from '#platform/http/problem.ts';
import { accepted } from '#platform/http/refusal.ts';
import { pictureSizeOf } from '#platform/picture-size.ts';
import { mediaTypeOf } from '#platform/http/read-body.ts';
import { unknownReference, type RouteParts } from '../kept-rows.ts';

const Mime = z.enum(fileMimes);
const endings = { 'image/png': 'png', 'image/jpeg': 'jpg', 'application/pdf': 'pdf' } as const;

/** Mounts upload and reading of files. */
export function mountFileRoutes(app: Express, parts: RouteParts & { readonly files: FileStore }): void {
  const { db, clock, files } = parts;
  mount(app, fileRoutes.upload, async ({ actor, query, request }) => {
    const customerId = await ownerOf(parts, actor, query.customerId);
    const mime = Mime.parse(mediaTypeOf(request));
    const kind = query.kind ?? 'document';
    if (kind === 'photo') accepted(checkPhoto(mime));
    const content = contentOfType(request, mime);
    const { sha256, size } = await (kind === 'logo'
      ? keepLogo(files, content, mime)
      : files.put(content, { mime, maxBytes: maxFileBytes }));
    const row = await transaction(db, actor, (t) =>
      keepFile(t, {
        ...{ fileId: uuidv7(), customerId, kind, sha256, mime, size },
        ...{ createdBy: actor.principal, createdAt: clock.now() },
      }),
    );
    return { status: 201, body: wireOf(row) };
  });
  mount(app, fileRoutes.describe, async ({ actor, params }) => {
    return { status: 200, body: wireOf(await readable(parts, actor, params.fileId)) };
  });
  mount(app, fileRoutes.read, async ({ actor, params }) => {
    const row = await readable(parts, actor, params.fileId);
    const content = await files.get(row.sha256);
    if (content === undefined) throw new ProblemError('resource.unknown');
    return { status: 200, headers: headersOf(row), body: content.stream };
  });
}

/** The file, if the actor may see it and it was not taken out of its order; what was, the audit may still need. */
async function readable({ db }: RouteParts, actor: Actor, fileId: string): Promise<FileRow> {
  return transaction(db, actor, async (t) => {
    const row = await findFile(t, fileId);
    if (row === undefined) throw new ProblemError('resource.unknown');
    if (!mayReadRemoved(actor.roles) && (await isTakenOut(t, fileId))) throw new ProblemError('file.removed');
    return row;
  });
}

/** A logo is small, so it is looked at before it is kept. @throws ProblemError when it may not be one */
async function keepLogo(files: FileStore, content: Readable, mime: string) {
  const picture = await readUpTo(content, maxLogoBytes);
  accepted(checkLogo(mime, pictureSizeOf(picture)));
  return files.put(picture, { mime, maxBytes: maxLogoBytes });
}

/** Whose the file is: of a customer's contact always its own company's. */
async function ownerOf({ db }: RouteParts, actor: Actor, said: string | undefined): Promise<string | null> {
  const customerId = said ?? actor.customerId;
  if (customerId === null) return null;
  const customer = await transaction(db, actor, (t) => findCustomer(t, customerId));
  if (customer !== undefined) return customerId;
  throw unknownReference('#/query/customerId');
}

/** A picture may be shown in a page, anything else is saved; nothing is taken for what it is not. */
function headersOf({ fileId, mime, size }: FileRow): Readonly<Record<string, string>> {
  const disposition = mime === 'application/pdf' ? 'attachment' : 'inline';
  return {
    'Content-Type': mime,
    'Content-Length': String(size),
    'Content-Disposition': `${disposition}; filename="${fileId}.${endings[mime]}"`,
    'X-Content-Type-Options': 'nosniff',
    'Cache-Control': 'private, max-age=3600',
  };
}

function wireOf({ createdBy: _, ...file }: FileRow): StoredFile {
  return file;
}
