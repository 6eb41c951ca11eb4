/** Sends CSV files to the doors of imports, and makes large ones. */
import { addressOf } from '#contracts/http/route.ts';
import { ImportReport } from '#contracts/http/import-route.ts';
import type { ImportQuery, importRoute } from '#contracts/http/import-route.ts';

type ImportContract = ReturnType<typeof importRoute>;

export type SendFile = (contract: ImportContract, file: string, query?: ImportQuery) => Promise<ImportReport>;

/** @returns a function that sends a file as whoever holds the token, and throws an Error with the problem of a refused one */
export function fileSender(url: string, token: string): SendFile {
  return async (contract, file, query = {}) => {
    const response = await fetch(url + addressOf(contract, {}, query), {
      method: contract.method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'text/csv' },
      body: file,
    });
    const text = await response.text();
    if (response.status !== 200) throw new Error(`${contract.id} answered ${response.status}: ${text}`);
    return ImportReport.parse(JSON.parse(text));
  };
}
