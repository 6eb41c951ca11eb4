/** Dialogs: one with a form, its fields, what went wrong and the two buttons, and one that only tells something. */
import { useId } from 'react';
import type { FormEvent, ReactNode } from 'react';
import { Button, Group, Modal, Stack } from '@mantine/core';

import styles from './dialog.module.css';
import { ProblemNote } from './problem-note.tsx';
import { text } from './texts.ts';

interface FormDialogProps {
  readonly title: string;
  readonly submit: string;
  readonly isBusy: boolean;
  readonly error: unknown;
  readonly onClose: () => void;
  readonly onSubmit: () => void;
  readonly isDanger?: boolean;
  readonly isWide?: boolean;
  readonly shownAtFields?: ReadonlyMap<string, string>;
  readonly children: ReactNode;
}

/** Enter submits, Escape closes, and the focus goes back to where it came from. */
export function FormDialog(props: FormDialogProps) {
  const formId = useId();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!props.isBusy) props.onSubmit();
  };
  return (
    <Frame title={props.title} onClose={props.onClose} {...(props.isWide === true ? { isWide: true } : {})}>
      <form id={formId} onSubmit={submit} noValidate>
        <Stack gap="md">
          {props.children}
          <ProblemNote error={props.error} {...(props.shownAtFields ? { shownAtFields: props.shownAtFields } : {})} />
          <Group justify="flex-end" gap="sm">
            <Button variant="default" onClick={props.onClose}>
              {text('form.cancel')}
            </Button>
            <Button type="submit" loading={props.isBusy} color={props.isDanger === true ? 'red' : 'blue'}>
              {props.submit}
            </Button>
          </Group>
        </Stack>
      </form>
    </Frame>
  );
}

interface NoticeDialogProps {
  readonly title: string;
  readonly onClose: () => void;
  readonly isWide?: boolean;
  readonly children: ReactNode;
}

/** Tells something that must not be overlooked: a click beside it does not close it. */
export function NoticeDialog({ children, ...frame }: NoticeDialogProps) {
  return (
    <Frame {...frame} staysOnClickOutside>
      <Stack gap="md">
        {children}
        <Group justify="flex-end">
          <Button variant="default" onClick={frame.onClose}>
            {text('close')}
          </Button>
        </Group>
      </Stack>
    </Frame>
  );
}

interface FrameProps extends NoticeDialogProps {
  readonly staysOnClickOutside?: boolean;
}

function Frame({ title, onClose, isWide, staysOnClickOutside, children }: FrameProps) {
  return (
    <Modal.Root
      opened
      onClose={onClose}
      size={isWide === true ? 'xl' : 'md'}
      closeOnClickOutside={staysOnClickOutside !== true}
    >
      <Modal.Overlay />
      <Modal.Content>
        <div className={styles['head']}>
          <Modal.Title className={styles['title'] ?? ''}>{title}</Modal.Title>
          <Modal.CloseButton aria-label={text('close')} />
        </div>
        <Modal.Body>{children}</Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}
