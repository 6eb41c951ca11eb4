import { testLinesOf } from './short-lines.ts';

testLinesOf(3);
