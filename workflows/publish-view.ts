/** What operators see of an order in the Temporal UI: search attributes and current details, both from the view. */
import { setCurrentDetails } from '@temporalio/workflow';
import type { View } from '#contracts/workflows/service-order.ts';
import { upsertWhatDiffers } from './search-attributes.ts';

/** Upserts what differs, all in one call, and none when nothing does. `consoleUrl` is the order's page in the console. */
export function publishView(view: View, consoleUrl: string): void {
  const keywords = {
    OrderStage: view.stage,
    OrderProgress: view.progress,
    OrderPriority: view.priority,
    CustomerRef: view.customerRef,
    TechnicianRef: view.technicianRef,
    SlaState: view.sla.state,
    WaitingFor: view.waitsFor ?? null,
    OrderProblem: view.problem ?? null,
  };
  upsertWhatDiffers(keywords, view.sla.dueAt);
  setCurrentDetails(detailsOf(view, consoleUrl));
}

/** Markdown for the order's page in the Temporal UI. */
function detailsOf(view: View, consoleUrl: string): string {
  const lines = [`**Stage:** ${view.stageName}`, `**Progress:** ${view.progress}`];
  if (view.waiting)
    lines.push(
      `**Waiting for:** ${view.waiting.on}${view.waiting.until ? `, until ${view.waiting.until}` : ''} (since ${view.waiting.since})`,
    );
  else lines.push(`**Waiting for:** ${view.closed ? 'nothing, the order is closed' : waitedFor(view)}`);
  lines.push(`**SLA:** ${view.sla.state}${view.sla.dueAt ? `, due ${view.sla.dueAt}` : ''}`);
  if (view.nextAt) lines.push(`**Next:** ${view.nextWhat ?? ''} at ${view.nextAt}`);
  if (view.missingParts) lines.push('**Parts are missing**');
  if (view.targets.length > 0) lines.push(`**May move to:** ${view.targets.join(', ')}`);
  if (view.lastRefusal)
    lines.push(`**Last refused:** ${view.lastRefusal.command}, ${view.lastRefusal.code}, at ${view.lastRefusal.at}`);
  lines.push(`**Order:** ${view.number} · [open in the console](${consoleUrl})`);
  return lines.join('\n\n');
}

function waitedFor(view: View): string {
  const [pending] = view.pending;
  if (pending)
    return `${pending.effects.map((effect) => effect.name).join(', ')} (${pending.command}, ${pending.phase})`;
  return view.targets.length > 0 ? 'people' : 'nothing';
}
