/** How often one address may try to sign in: a bucket of tries that fills up again. */

const bucketSize = 60;
const perSecond = 1;
const mostAddresses = 10_000;

interface Bucket {
  readonly tries: number;
  readonly atMs: number;
}

/** Tells whether an address may try once more, and counts the try. */
export function createSignInLimit(): (address: string, nowMs: number) => boolean {
  const buckets = new Map<string, Bucket>();
  return (address, nowMs) => {
    const { tries, atMs } = buckets.get(address) ?? { tries: bucketSize, atMs: nowMs };
    const left = Math.min(bucketSize, tries + (Math.max(0, nowMs - atMs) / 1000) * perSecond);
    if (buckets.size >= mostAddresses) buckets.clear();
    buckets.set(address, { tries: Math.max(0, left - 1), atMs: nowMs });
    return left >= 1;
  };
}
