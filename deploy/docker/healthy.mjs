/** `node deploy/docker/healthy.mjs PORT`: exits 0 when the service on that port can work. */
const answer = await fetch(`http://127.0.0.1:${process.argv[2]}/readyz`).catch(() => undefined);
process.exit(answer?.ok === true ? 0 : 1);
