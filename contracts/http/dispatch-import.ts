/** Technicians in files: their columns, and the door through which such a file comes in. */
import { planners } from '../roles.ts';
import { NewTechnician } from './dispatch.ts';
import { importedList, importRoute } from './import-route.ts';

export const technicianFile = importedList({
  row: NewTechnician.required({ externalId: true }),
  once: [['externalId'], ['number']],
  columns: [
    { at: 'externalId', header: 'External id', kind: 'text', example: 'hr-0815' },
    { at: 'number', header: 'Number', kind: 'text', example: 'T-7' },
    { at: 'name', header: 'Name', kind: 'text', example: 'Jo Fischer' },
    { at: 'timeZone', header: 'Time zone', kind: 'text', example: 'Europe/Berlin' },
    { at: 'team', header: 'Team', kind: 'text', example: 'City' },
    { at: 'email', header: 'E-mail address', kind: 'text', example: 'jo.fischer@callout.example' },
    { at: 'language', header: 'Language', kind: 'text', example: 'de' },
    { at: 'active', header: 'Active', kind: 'flag', example: 'yes' },
  ],
});

export const dispatchImportRoutes = {
  technicians: importRoute({ id: 'importTechnicians', area: 'dispatch', plural: 'technicians', roles: planners }),
} as const;
