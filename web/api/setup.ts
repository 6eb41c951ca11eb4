/** The set-up as forms need it: reasons by use, categories by line type, priorities, order types, stages. */
import { useQuery } from '@tanstack/react-query';

import { setupRoutes } from '#contracts/http/setup.ts';
import { slaRoutes } from '#contracts/http/sla.ts';
import { stageModelRoutes } from '#contracts/http/stage-models.ts';
import type { StageModel } from '#contracts/http/stage-models.ts';
import { pathOfCategory } from '#domain/setup/case-category.ts';
import { parameters } from '#domain/setup/parameters.ts';
import { reasonsToOffer } from '#domain/setup/reason-code.ts';
import type { OrderTypeLine } from '#domain/setup/order-type.ts';
import type { ReasonUse } from '#domain/setup/reason-code.ts';
import type { LineType } from '#domain/service-orders/order.ts';

import { queryOf } from './queries.ts';

/** What a select shows and what it stands for. */
export interface Choice {
  readonly value: string;
  readonly label: string;
}

const lastingMs = 10 * 60_000;
const whole = { query: { limit: 200 } };

const choice = ({ id, name }: { readonly id: string; readonly name: string }): Choice => ({ value: id, label: name });

const reasonsQuery = { ...queryOf(setupRoutes.listReasonCodes, whole), staleTime: lastingMs };

/** Reason codes that may be given for a use, or those of a list that are in use. */
export function useReasons(wanted: ReasonUse | readonly string[]): readonly Choice[] {
  const { data } = useQuery(reasonsQuery);
  const reasons = data?.items ?? [];
  const offered =
    typeof wanted === 'string'
      ? reasonsToOffer(reasons, wanted)
      : reasons.filter(({ id, active }) => active && wanted.includes(id));
  return offered.map(choice);
}

/** Every reason's words, also of those that are offered no more. */
export function useReasonNames(): ReadonlyMap<string, string> {
  const { data } = useQuery(reasonsQuery);
  return new Map((data?.items ?? []).map((reason) => [reason.id, reason.name]));
}

const categoriesQuery = { ...queryOf(setupRoutes.listCategories, whole), staleTime: lastingMs };

/** Categories on offer for lines of a type, or of any for null; and the chosen one even where it is offered no more. */
export function useCategories(type: LineType | null, chosen = ''): readonly Choice[] {
  const { data } = useQuery(categoriesQuery);
  const isOffered = ({ active, lineTypes }: NonNullable<typeof data>['items'][number]) =>
    active && (type === null || lineTypes.includes(type));
  return (data?.items ?? []).filter((one) => isOffered(one) || one.id === chosen).map(choice);
}

/** Every category's name. */
export function useCategoryNames(): ReadonlyMap<string, string> {
  const { data } = useQuery(categoriesQuery);
  return new Map((data?.items ?? []).map((one) => [one.id, one.name]));
}

const prioritiesQuery = { ...queryOf(setupRoutes.listPriorities, whole), staleTime: lastingMs };

/** Priorities, the most urgent first. */
export function usePriorities(): readonly Choice[] {
  const { data } = useQuery(prioritiesQuery);
  const active = (data?.items ?? []).filter((one) => one.active);
  return active.toSorted((a, b) => a.rank - b.rank).map(choice);
}

/** Every priority's name and rank. */
export function usePriorityNames(): ReadonlyMap<string, string> {
  const { data } = useQuery(prioritiesQuery);
  return new Map((data?.items ?? []).map((one) => [one.id, one.name]));
}

const orderTypesQuery = { ...queryOf(setupRoutes.listOrderTypes, whole), staleTime: lastingMs };

/** Order types on offer. */
export function useOrderTypes(): readonly Choice[] {
  const { data } = useQuery(orderTypesQuery);
  return (data?.items ?? []).filter((one) => one.active).map(choice);
}

/** The lines that orders of a type begin with, by the type's id. */
export function useLinesOfTypes(): ReadonlyMap<string, readonly OrderTypeLine[]> {
  const { data } = useQuery(orderTypesQuery);
  return new Map((data?.items ?? []).map((one) => [one.id, one.lines ?? []]));
}

/** Every order type's name. */
export function useOrderTypeNames(): ReadonlyMap<string, string> {
  const { data } = useQuery(orderTypesQuery);
  return new Map((data?.items ?? []).map((one) => [one.id, one.name]));
}

const caseCategoriesQuery = { ...queryOf(setupRoutes.listCaseCategories, whole), staleTime: lastingMs };

/** Everything that cases are about, also what is offered no more. */
export function useAllCaseCategories() {
  const { data } = useQuery(caseCategoriesQuery);
  return data?.items ?? [];
}

/** What cases can be about, by where it stands. */
export function useCaseCategories(): readonly Choice[] {
  const all = useAllCaseCategories();
  const offered = all.filter((one) => one.active).map(({ id }) => ({ value: id, label: pathOfCategory(id, all) }));
  return offered.toSorted((one, other) => one.label.localeCompare(other.label));
}

/** Everything that cases are about by name, below what it stands. */
export function useCaseCategoryNames(): ReadonlyMap<string, string> {
  const all = useAllCaseCategories();
  return new Map(all.map(({ id }) => [id, pathOfCategory(id, all)]));
}

const caseResultsQuery = { ...queryOf(setupRoutes.listCaseResults, whole), staleTime: lastingMs };

/** How cases can end. */
export function useCaseResults(): readonly Choice[] {
  const { data } = useQuery(caseResultsQuery);
  return (data?.items ?? []).filter((one) => one.active).map(choice);
}

/** The name of every end of a case. */
export function useCaseResultNames(): ReadonlyMap<string, string> {
  const { data } = useQuery(caseResultsQuery);
  return new Map((data?.items ?? []).map((one) => [one.id, one.name]));
}

const companyQuery = { ...queryOf(setupRoutes.getCompany, {}), staleTime: lastingMs };

/** The company's currency; undefined until it is there. */
export function useCurrency(): string | undefined {
  return useQuery(companyQuery).data?.currency;
}

/** The company's time zone; undefined until it is there. */
export function useCompanyTimeZone(): string | undefined {
  return useQuery(companyQuery).data?.timeZone;
}

/** Calendars. */
export function useCalendars(): readonly Choice[] {
  const { data } = useQuery({ ...queryOf(setupRoutes.listCalendars, whole), staleTime: lastingMs });
  return (data?.items ?? []).map(choice);
}

/** SLA policies. */
export function useSlaPolicies(): readonly Choice[] {
  const { data } = useQuery({ ...queryOf(slaRoutes.list, whole), staleTime: lastingMs });
  return (data?.items ?? []).map(choice);
}

/** Stage models, in their latest versions. */
export function useStageModels(): readonly Choice[] {
  const { data } = useQuery({ ...queryOf(stageModelRoutes.list, whole), staleTime: lastingMs });
  return (data?.items ?? []).map(choice);
}

/** The stages of every model, each name once. */
export function useStages(): readonly Choice[] {
  const { data } = useQuery({ ...queryOf(stageModelRoutes.list, whole), staleTime: lastingMs });
  const names = new Map((data?.items ?? []).flatMap((model) => model.stages.map((stage) => [stage.id, stage.name])));
  return [...names].map(([id, name]) => choice({ id, name }));
}

/** The version of a stage model that an order keeps; undefined until it is there. */
export function useStageModel(id: string, version: number): StageModel | undefined {
  return useQuery({ ...queryOf(stageModelRoutes.readVersion, { params: { id, version } }), staleTime: Infinity }).data;
}

/** Within how many days an order that follows another counts as a repeat visit. */
export function useRepeatVisitDays(): number {
  const id = 'repeatVisitDays';
  const { data } = useQuery({ ...queryOf(setupRoutes.getParameter, { params: { id } }), staleTime: lastingMs });
  return typeof data?.value === 'number' ? data.value : parameters[id].default;
}
