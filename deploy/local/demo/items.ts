/** Spare parts of lifts: what they are called, how many there are, what they cost and bring. */
import { itemRoutes, stockRoutes } from '#contracts/http/inventory.ts';
import { invoicingRoutes } from '#contracts/http/invoicing.ts';
import { setupRoutes } from '#contracts/http/setup.ts';
import type { ApiClient } from '../../replay/api-client.ts';

interface Part {
  readonly name: string;
  readonly unit: string;
  readonly stock: number;
  /** Of a unit, in minor units. */
  readonly price: number;
  readonly cost: number;
}

/** The demo's parts by their names in it. */
export const parts = {
  doorRoller: { name: 'Door roller', unit: 'pcs', stock: 120, price: 2_450, cost: 1_120 },
  doorMotor: { name: 'Door motor', unit: 'pcs', stock: 14, price: 38_900, cost: 24_600 },
  brakeLining: { name: 'Brake lining', unit: 'pcs', stock: 64, price: 7_800, cost: 4_150 },
  callButton: { name: 'Call button with light', unit: 'pcs', stock: 45, price: 4_600, cost: 2_300 },
  rope: { name: 'Suspension rope', unit: 'm', stock: 300, price: 1_890, cost: 950 },
  oil: { name: 'Guide rail oil', unit: 'l', stock: 80, price: 1_250, cost: 480 },
  driveBelt: { name: 'Drive belt EL-L/1000', unit: 'pcs', stock: 1, price: 112_000, cost: 71_500 },
} as const satisfies Record<string, Part>;

export type DemoPart = keyof typeof parts;

/** Ids of the items by their demo names. */
export type DemoItems = Readonly<Record<DemoPart, string>>;

/** Early enough for every line of the demo. */
const validFrom = '2020-01-01';

/** The parts as items with stock, and a price and a cost of their own. */
export async function enterItems(api: ApiClient): Promise<DemoItems> {
  const { currency } = (await api.call(setupRoutes.getCompany, {})).body;
  const enter = (id: DemoPart) => enterItem(api, id, currency);
  return {
    doorRoller: await enter('doorRoller'),
    doorMotor: await enter('doorMotor'),
    brakeLining: await enter('brakeLining'),
    callButton: await enter('callButton'),
    rope: await enter('rope'),
    oil: await enter('oil'),
    driveBelt: await enter('driveBelt'),
  };
}

async function enterItem(api: ApiClient, id: DemoPart, currency: string): Promise<string> {
  const { name, unit, stock, price, cost } = parts[id];
  const key = `demo-${id}`;
  const { itemId } = (await api.call(itemRoutes.save, { key, body: { externalId: key, name, unit } })).body;
  const delivery = { reference: 'Demo delivery', lines: [{ itemId, quantity: stock }] };
  await api.call(stockRoutes.receive, { key: `${key}-stock`, body: delivery });
  const scope = { lineType: 'item', category: null, itemId, technicianId: null, validFrom } as const;
  for (const [kind, amount] of [
    ['price', price],
    ['cost', cost],
  ] as const) {
    const body = { ...scope, kind, amount: { amount, currency } };
    await api.call(invoicingRoutes.createPriceEntry, { key: `${key}-${kind}`, body });
  }
  return itemId;
}
