/** Stock that came, or that is there at the beginning: one receipt with its lines. */
import { TextInput } from '@mantine/core';

import { NewStockReceipt, stockRoutes } from '#contracts/http/inventory.ts';
import type { Item } from '#contracts/http/inventory.ts';

import { useIntent } from '../../api/queries.ts';
import { ItemSelect } from '../../pickers/item-select.tsx';
import { WarehouseSelect, useWarehouses } from '../../pickers/warehouse-select.tsx';
import { quantityOf } from '#domain/shared/decimal.ts';
import { FormDialog } from '../../ui/dialog.tsx';
import { useDraft } from '../../ui/draft.ts';
import { FormRows } from '../../ui/form-rows.tsx';
import { Quiet } from '../../ui/page.tsx';
import { textOrNothing } from '../../ui/text-or-nothing.ts';
import { text } from '../../ui/texts.ts';

interface ReceiveStockDialogProps {
  /** What came; null where that is still to be chosen. */
  readonly item: Item | null;
  readonly onClose: () => void;
}

export function ReceiveStockDialog({ item, onClose }: ReceiveStockDialogProps) {
  const { draft, set, field, errors, errorOf, isFit, onRefused } = useDraft(newDraft(item));
  const standard = useWarehouses().find((one) => one.isDefault)?.warehouseId ?? '';
  const receive = useIntent(stockRoutes.receive);
  const submit = () => {
    const body = receiptOf(draft);
    if (!isFit(NewStockReceipt, body)) return;
    receive.mutate({ body: NewStockReceipt.parse(body) }, { onSuccess: onClose, onError: onRefused });
  };
  return (
    <FormDialog
      title={item === null ? text('stock.receive') : text('stock.receiveOf', { name: item.name })}
      submit={text('stock.receive')}
      isWide
      isBusy={receive.isPending}
      error={receive.error}
      shownAtFields={errors}
      onClose={onClose}
      onSubmit={submit}
    >
      <Quiet>{text('stock.receiveHelp')}</Quiet>
      <WarehouseSelect
        required
        value={draft.warehouseId === '' ? standard : draft.warehouseId}
        onChange={(warehouseId) => set({ warehouseId })}
        error={errorOf('warehouseId')}
      />
      <TextInput
        label={text('stock.reference')}
        description={text('stock.referenceHelp')}
        maxLength={100}
        {...field('reference')}
      />
      <FormRows
        legend={text('stock.lines')}
        rows={draft.lines}
        onChange={(lines) => set({ lines })}
        nameOf={(index) => text('stock.line', { number: index + 1 })}
        adds={[{ label: text('stock.addLine'), row: (id) => newLine(id, '') }]}
        fields={(line, index, setLine) => (
          <>
            <ItemSelect
              required
              value={line.itemId}
              onChange={(itemId) => setLine({ itemId })}
              error={errorOf(`lines/${index}/itemId`)}
            />
            <TextInput
              label={text('stock.quantity')}
              required
              inputMode="decimal"
              maxLength={20}
              value={line.quantity}
              onChange={(event) => setLine({ quantity: event.currentTarget.value })}
              error={errorOf(`lines/${index}/quantity`)}
            />
          </>
        )}
      />
    </FormDialog>
  );
}

interface ReceiptLine {
  readonly id: number;
  readonly itemId: string;
  /** As typed. */
  readonly quantity: string;
}

interface ReceiptDraft {
  readonly warehouseId: string;
  readonly reference: string;
  readonly lines: readonly ReceiptLine[];
}

function newDraft(item: Item | null): ReceiptDraft {
  return { warehouseId: '', reference: '', lines: [newLine(1, item?.itemId ?? '')] };
}

function newLine(id: number, itemId: string): ReceiptLine {
  return { id, itemId, quantity: '' };
}

/** The receipt as the contract is asked about it; without a warehouse it goes into the default one. */
function receiptOf({ warehouseId, reference, lines }: ReceiptDraft) {
  return {
    warehouseId: textOrNothing(warehouseId),
    reference: textOrNothing(reference),
    lines: lines.map(({ itemId, quantity }) => ({ itemId, quantity: quantityOf(quantity) })),
  };
}
