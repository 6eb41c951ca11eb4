/** The stage model that comes with the product, as data: published through the same door as any later one. */
import type { Stage, StageModel, StageMove } from './stage-model.ts';

const to = (stage: string): StageMove => ({ stage, reason: false });
/** A backward move asks for a reason. */
const backTo = (stage: string): StageMove => ({ stage, reason: true });

const stage = (id: string, name: string, rest: Partial<Stage> & Pick<Stage, 'to' | 'permits'>): Stage => ({
  initial: false,
  end: 'none',
  reason: false,
  requires: [],
  sla: { resolve: null },
  onEntry: [],
  ...rest,
  id,
  name,
});

/** Source: the table of default stages; backward moves, Waiting and Cancelled ask for a reason. */
export const defaultStageModel: StageModel = {
  id: 'standard',
  version: 1,
  name: 'Standard',
  stages: [
    stage('received', 'Received', {
      initial: true,
      to: [to('planned'), to('in-progress'), to('waiting'), to('cancelled')],
      permits: ['modify', 'cancel'],
      sla: { resolve: 'start' },
      onEntry: ['release', 'cancel-visits'],
    }),
    stage('planned', 'Planned', {
      to: [to('dispatched'), to('in-progress'), backTo('received'), to('waiting'), to('cancelled')],
      permits: ['modify', 'cancel', 'dispatch'],
      sla: { resolve: 'resume' },
      onEntry: ['reserve', 'visit'],
    }),
    stage('dispatched', 'Dispatched', {
      to: [to('in-progress'), backTo('planned'), to('waiting'), to('cancelled')],
      permits: ['modify', 'cancel'],
      sla: { resolve: 'resume' },
    }),
    stage('in-progress', 'In progress', {
      to: [to('completed'), backTo('planned'), to('waiting')],
      permits: ['modify'],
      sla: { resolve: 'resume' },
    }),
    stage('waiting', 'Waiting', {
      to: [to('previous'), to('cancelled')],
      permits: 'previous',
      reason: true,
      requires: ['waitingFor', 'until'],
      sla: { resolve: 'pause' },
    }),
    stage('completed', 'Completed', {
      end: 'done',
      to: [backTo('in-progress')],
      permits: ['sign-off', 'post'],
      sla: { resolve: 'meet' },
      onEntry: ['issue', 'finish-visits'],
    }),
    stage('cancelled', 'Cancelled', {
      end: 'cancelled',
      to: [to('previous')],
      permits: [],
      reason: true,
      sla: { resolve: 'cancel' },
      onEntry: ['release', 'cancel-visits'],
    }),
  ],
};
