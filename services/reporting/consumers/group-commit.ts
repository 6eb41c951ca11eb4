/** Many small batches in few transactions: what comes while one is being written goes into the next. */

export interface GroupCommitOptions<Item> {
  /** Writes items in one transaction; never called twice at once. A rejection is passed to all whose items were among them. */
  readonly write: (items: readonly Item[]) => Promise<void>;
  /** Items a transaction, at most; a single submission may be larger. */
  readonly most: number;
  /** How long the first of a group waits for others, in milliseconds. */
  readonly lingerMs: number;
}

export interface GroupCommit<Item> {
  /** Resolves when the items are committed. */
  readonly submit: (items: readonly Item[]) => Promise<void>;
}

interface Submission<Item> {
  readonly items: readonly Item[];
  readonly resolve: () => void;
  readonly reject: (reason: unknown) => void;
}

/** Groups what is submitted at about the same time; the order of submissions is kept. */
export function createGroupCommit<Item>(options: GroupCommitOptions<Item>): GroupCommit<Item> {
  const queue: Submission<Item>[] = [];
  let isRunning = false;

  async function run(): Promise<void> {
    isRunning = true;
    await new Promise((resolve) => setTimeout(resolve, options.lingerMs));
    while (queue.length > 0) await write(nextGroup(queue, options.most));
    isRunning = false;
  }

  async function write(group: readonly Submission<Item>[]): Promise<void> {
    try {
      await options.write(group.flatMap((each) => each.items));
      for (const each of group) each.resolve();
    } catch (error) {
      for (const each of group) each.reject(error);
    }
  }

  return {
    submit: (items) =>
      new Promise((resolve, reject) => {
        queue.push({ items, resolve, reject });
        if (!isRunning) void run();
      }),
  };
}

function nextGroup<Item>(queue: Submission<Item>[], most: number): readonly Submission<Item>[] {
  let count = 0;
  const end = queue.findIndex((each, index) => {
    count += each.items.length;
    return index > 0 && count > most;
  });
  return queue.splice(0, end === -1 ? queue.length : end);
}
