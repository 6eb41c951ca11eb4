/** What the image holds ready, so that no container builds it at its start: the workflow bundle and the web pages. */
import { createLogger } from '#platform/logging.ts';
import { bundle } from '#platform/temporal/bundle.ts';
import { sayOnTerminal } from '../local/progress.ts';
import { buildWeb } from '../web-build.ts';

await bundle({ log: createLogger({ name: 'build' }) });
await buildWeb(sayOnTerminal);
