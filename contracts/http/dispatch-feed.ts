/** Technicians as other systems feed them in. */
import { TechnicianChange } from './dispatch.ts';
import { feedDoors, feedRoute } from './feed-route.ts';

const area = 'dispatch';

export const FedTechnician = TechnicianChange.extend({}).meta({ id: 'FedTechnician' });

export const dispatchFeedRoutes = {
  technician: feedRoute({ area, one: 'Technician', plural: 'technicians', record: FedTechnician, problems: [] }),
  ...feedDoors({ area, one: 'Technician', path: 'technician-feed' }),
} as const;
