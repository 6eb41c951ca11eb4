/** The addresses of the set-up, and of the lists of the setup area. */
import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import type { RouteComponent } from '@tanstack/react-router';

import { ChangesSearch } from '../../features/setup/changes-search.ts';
import { ListSearch } from '../../ui/list-search.ts';
import { insideRoute } from './root-routes.ts';

const setUpRoute = createRoute({
  getParentRoute: () => insideRoute,
  path: '/set-up',
  component: lazyRouteComponent(() => import('../set-up-page.tsx'), 'SetUpPage'),
});

const companyRoute = createRoute({
  getParentRoute: () => insideRoute,
  path: '/set-up/company',
  component: lazyRouteComponent(() => import('../../features/setup/company-page.tsx'), 'CompanyPage'),
});

const changesRoute = createRoute({
  getParentRoute: () => insideRoute,
  path: '/set-up/changes',
  validateSearch: ChangesSearch,
  component: lazyRouteComponent(() => import('../../features/setup/changes-page.tsx'), 'ChangesPage'),
});

/** The address of a list; its pages and its search are in it. */
function listRoute<const Path extends string>(path: Path, component: RouteComponent) {
  return createRoute({ getParentRoute: () => insideRoute, path, validateSearch: ListSearch, component });
}

const prioritiesRoute = listRoute(
  '/set-up/priorities',
  lazyRouteComponent(() => import('../../features/setup/priority-list-page.tsx'), 'PriorityListPage'),
);
const categoriesRoute = listRoute(
  '/set-up/categories',
  lazyRouteComponent(() => import('../../features/setup/category-list-page.tsx'), 'CategoryListPage'),
);
const caseCategoriesRoute = listRoute(
  '/set-up/case-categories',
  lazyRouteComponent(() => import('../../features/setup/case-category-list-page.tsx'), 'CaseCategoryListPage'),
);
const caseResultsRoute = listRoute(
  '/set-up/case-results',
  lazyRouteComponent(() => import('../../features/setup/case-result-list-page.tsx'), 'CaseResultListPage'),
);
const feedsRoute = listRoute(
  '/set-up/feeds',
  lazyRouteComponent(() => import('../../features/setup/feed-source-list-page.tsx'), 'FeedSourceListPage'),
);
const reasonCodesRoute = listRoute(
  '/set-up/reason-codes',
  lazyRouteComponent(() => import('../../features/setup/reason-code-list-page.tsx'), 'ReasonCodeListPage'),
);
const serviceTasksRoute = listRoute(
  '/set-up/service-tasks',
  lazyRouteComponent(() => import('../../features/setup/service-task-list-page.tsx'), 'ServiceTaskListPage'),
);
const agreementGroupsRoute = listRoute(
  '/set-up/agreement-groups',
  lazyRouteComponent(() => import('../../features/setup/agreement-group-list-page.tsx'), 'AgreementGroupListPage'),
);
const itemGroupsRoute = listRoute(
  '/set-up/item-groups',
  lazyRouteComponent(() => import('../../features/setup/item-group-list-page.tsx'), 'ItemGroupListPage'),
);
const orderTypesRoute = listRoute(
  '/set-up/order-types',
  lazyRouteComponent(() => import('../../features/setup/order-type-list-page.tsx'), 'OrderTypeListPage'),
);
const calendarsRoute = listRoute(
  '/set-up/calendars',
  lazyRouteComponent(() => import('../../features/setup/calendar-list-page.tsx'), 'CalendarListPage'),
);
const slaPoliciesRoute = listRoute(
  '/set-up/sla-policies',
  lazyRouteComponent(() => import('../../features/setup/sla-policy-list-page.tsx'), 'SlaPolicyListPage'),
);
const parametersRoute = listRoute(
  '/set-up/parameters',
  lazyRouteComponent(() => import('../../features/setup/parameter-list-page.tsx'), 'ParameterListPage'),
);
const stageModelsRoute = listRoute(
  '/set-up/stage-models',
  lazyRouteComponent(() => import('../../features/setup/stage-model-list-page.tsx'), 'StageModelListPage'),
);

const stageModelRoute = createRoute({
  getParentRoute: () => insideRoute,
  path: '/set-up/stage-models/$stageModelId',
  component: lazyRouteComponent(() => import('../../features/setup/stage-model-page.tsx'), 'StageModelPage'),
});

export const setupRoutes = [
  ...[
    setUpRoute,
    companyRoute,
    changesRoute,
    prioritiesRoute,
    caseCategoriesRoute,
    caseResultsRoute,
    categoriesRoute,
    reasonCodesRoute,
    feedsRoute,
    orderTypesRoute,
    calendarsRoute,
  ],
  ...[
    itemGroupsRoute,
    agreementGroupsRoute,
    serviceTasksRoute,
    slaPoliciesRoute,
    parametersRoute,
    stageModelsRoute,
    stageModelRoute,
  ],
] as const;
