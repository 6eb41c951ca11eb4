/** The command palette: a few letters lead to any page, order or customer, and begin something new. */
import { useEffect, useState } from 'react';
import { Combobox, Modal, TextInput, useCombobox } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';

import { useSession } from '../api/session.ts';
import { text } from '../ui/texts.ts';
import styles from './command-palette.module.css';
import { usePaletteEntries } from './palette-entries.ts';
import type { PaletteEntry } from './palette-entries.ts';

export function CommandPalette({ onClose }: { onClose: () => void }) {
  const [typed, setTyped] = useState('');
  const entries = usePaletteEntries(useSession(), typed);
  const navigate = useNavigate();
  const list = useCombobox({ opened: true, onDropdownClose: onClose });
  const { selectFirstOption } = list;
  // Enter takes the first that fits, whenever there is something else to choose from.
  useEffect(() => void selectFirstOption(), [selectFirstOption, entries.length, typed]);
  const choose = (id: string) => {
    const entry = entries.find((each) => each.id === id);
    onClose();
    if (entry !== undefined) void navigate(entry.way);
  };
  return (
    <Modal.Root opened onClose={onClose} size="lg" yOffset="12vh">
      <Modal.Overlay />
      <Modal.Content aria-label={text('palette.title')}>
        <Modal.Body p="xs">
          <Combobox store={list} onOptionSubmit={choose}>
            <Combobox.EventsTarget>
              <TextInput
                data-autofocus
                aria-label={text('palette.title')}
                placeholder={text('palette.placeholder')}
                value={typed}
                onChange={(event) => setTyped(event.currentTarget.value)}
              />
            </Combobox.EventsTarget>
            <Combobox.Options aria-label={text('palette.title')} className={styles['entries'] ?? ''}>
              {grouped(entries).map(({ group, members }) => (
                <Combobox.Group key={group} label={text(group)}>
                  {members.map(({ id, label }) => (
                    <Combobox.Option key={id} value={id}>
                      {label}
                    </Combobox.Option>
                  ))}
                </Combobox.Group>
              ))}
              {entries.length === 0 && <Combobox.Empty>{text('form.noneFound')}</Combobox.Empty>}
            </Combobox.Options>
          </Combobox>
        </Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}

function grouped(entries: readonly PaletteEntry[]) {
  const groups = Map.groupBy(entries, ({ group }) => group);
  return [...groups].map(([group, members]) => ({ group, members }));
}
