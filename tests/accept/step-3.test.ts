import { testLinesOf } from './short-lines.ts';

await testLinesOf(3);
