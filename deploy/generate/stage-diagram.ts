/** A stage model as a page for people: its graph as mermaid, and what each stage means as a table. */
import { PREVIOUS } from '#domain/service-orders/stage-model.ts';
import type { Stage, StageModel } from '#domain/service-orders/stage-model.ts';

/** The text of `docs/generated/stage-model.md`. */
export function stageModelPage(model: StageModel): string {
  return `# Stage model ${model.id}, version ${model.version}

Written by \`npm run generate\` from domain/service-orders/default-stage-model.ts. It comes with the product; other models are published
through the API and are data in the same way.

\`\`\`mermaid
stateDiagram-v2
${diagramLines(model)
  .map((line) => `  ${line}`)
  .join('\n')}
\`\`\`

An arrow marked *reason* asks for a reason code. *back* leads to the stage that the order came from.

| stage | permits | entering asks for | entering does | SLA clock |
| --- | --- | --- | --- | --- |
${model.stages.map(tableRow).join('\n')}
`;
}

function diagramLines(model: StageModel): readonly string[] {
  const names = model.stages.map(({ id, name }) => `state "${name}" as ${word(id)}`);
  const moves = model.stages.flatMap((stage) => [
    ...(stage.initial ? [`[*] --> ${word(stage.id)}`] : []),
    ...stage.to.flatMap((move) =>
      move.stage === PREVIOUS
        ? origins(model, stage).map((origin) => `${word(stage.id)} --> ${word(origin)}: back`)
        : [
            `${word(stage.id)} --> ${word(move.stage)}${move.reason || asksReason(model, move.stage) ? ': reason' : ''}`,
          ],
    ),
    ...(stage.end === 'none' ? [] : [`${word(stage.id)} --> [*]: closed`]),
  ]);
  return [...names, ...moves];
}

/** The stages from which this one is entered: where `previous` can lead. */
function origins(model: StageModel, stage: Stage): readonly string[] {
  return model.stages.filter(({ to }) => to.some((move) => move.stage === stage.id)).map(({ id }) => id);
}

function asksReason(model: StageModel, id: string): boolean {
  return model.stages.some((stage) => stage.id === id && stage.reason);
}

function tableRow(stage: Stage): string {
  const permits = stage.permits === PREVIOUS ? 'what the stage permits that it came from' : stage.permits.join(', ');
  const asks = [...(stage.reason ? ['reason'] : []), ...stage.requires].join(', ');
  const cells = [stage.name, permits, asks, stage.onEntry.join(', '), stage.sla.resolve ?? ''];
  return `| ${cells.map((cell) => cell || '–').join(' | ')} |`;
}

/** Mermaid takes no hyphen in a name. */
function word(id: string): string {
  return id.replaceAll('-', '_');
}
