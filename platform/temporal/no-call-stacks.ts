/**
 * Loaded into the workflow sandbox before anything else. The SDK takes a stack at each promise, to answer the query
 * `__stack_trace`; that was two fifths of what the workflow thread did. See docs/adr, "Workflows keep no call stacks".
 */
Error.stackTraceLimit = 0;
