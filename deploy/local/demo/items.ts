/** Spare parts of lifts: what they are called, how many there are, what they cost and bring. */
import { itemRoutes, stockRoutes } from '#contracts/http/inventory.ts';
import { invoicingRoutes } from '#contracts/http/invoicing.ts';
import { setupRoutes } from '#contracts/http/setup.ts';
import type { ApiClient } from '../../replay/api-client.ts';

/** Name, unit, stock, price and cost of a unit in minor units. */
const parts = {
  doorRoller: ['Door roller', 'pcs', 24, 2_450, 1_120],
  doorMotor: ['Door motor', 'pcs', 2, 38_900, 24_600],
  brakeLining: ['Brake lining', 'pcs', 8, 7_800, 4_150],
  callButton: ['Call button with light', 'pcs', 15, 4_600, 2_300],
  rope: ['Suspension rope', 'm', 60, 1_890, 950],
  oil: ['Guide rail oil', 'l', 20, 1_250, 480],
} as const;

/** Ids of the items by their demo names. */
export type DemoItems = Readonly<Record<keyof typeof parts, string>>;

/** Early enough for every line of the demo. */
const validFrom = '2020-01-01';

/** Six items with stock, and a price and a cost of their own. */
export async function enterItems(api: ApiClient): Promise<DemoItems> {
  const { currency } = (await api.call(setupRoutes.getCompany, {})).body;
  const enter = async (id: keyof DemoItems): Promise<string> => {
    const [name, unit, stock, price, cost] = parts[id];
    const key = `demo-${id}`;
    const { itemId } = (await api.call(itemRoutes.save, { key, body: { externalId: key, name, unit } })).body;
    const delivery = { reference: 'Demo delivery', lines: [{ itemId, quantity: stock }] };
    await api.call(stockRoutes.receive, { key: `${key}-stock`, body: delivery });
    const scope = { lineType: 'item', category: null, itemId, technicianId: null, validFrom } as const;
    for (const [kind, amount] of Object.entries({ price, cost })) {
      await api.call(invoicingRoutes.createPriceEntry, {
        key: `${key}-${kind}`,
        body: { ...scope, kind: kind === 'price' ? 'price' : 'cost', amount: { amount, currency } },
      });
    }
    return itemId;
  };
  return {
    doorRoller: await enter('doorRoller'),
    doorMotor: await enter('doorMotor'),
    brakeLining: await enter('brakeLining'),
    callButton: await enter('callButton'),
    rope: await enter('rope'),
    oil: await enter('oil'),
  };
}
