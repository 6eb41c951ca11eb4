/** The order of test files: those first that take long for their size, so that no worker is left alone with them at the end. */
import { BaseSequencer } from 'vitest/node';
import type { TestSpecification } from 'vitest/node';

/** Projects whose files run for long, the longest first. Files of one project stay together: they share what a worker has loaded. */
const longProjects: readonly string[] = ['accept', 'chaos', 'e2e', 'local', 'workflows', 'events', 'api'];

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
