/** Must be imported before any contract: zod otherwise tries to compile its schemas, which the page's policy forbids and reports. */
import * as z from 'zod';

z.config({ jitless: true });
