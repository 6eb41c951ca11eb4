/** The order of test files: those first that take long for their size, so that no worker is left alone with them at the end. */
import { BaseSequencer } from 'vitest/node';
import type { TestSpecification } from 'vitest/node';

/** Projects whose files are short and run for minutes. */
const longProjects: readonly string[] = ['accept', 'chaos', 'workflows', 'events'];

/** Everything else stays as Vitest sorts it: by what a file took before, or by its size. */
export class LongFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    return sorted.toSorted((one, other) => rankOf(one) - rankOf(other));
  }
}

function rankOf({ project }: TestSpecification): number {
  const rank = longProjects.indexOf(project.name);
  return rank === -1 ? longProjects.length : rank;
}
