/** What the workflow of a stage migration and its activities say to each other. No zod here: workflows import it. */

export interface StageMigrationInput {
  readonly migrationId: string;
}

/** What is left after a batch. */
export interface StageMigrationLeft {
  readonly waiting: number;
}

/** `stage-migration/<id>`. */
export function stageMigrationWorkflowId({ migrationId }: StageMigrationInput): string {
  return `stage-migration/${migrationId}`;
}
