/** What everybody was told, the newest first, by state and way. */
import { Group } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';

import { notificationRoutes } from '#contracts/http/notifications.ts';
import { channels, deliveryStates } from '#domain/notifications/notification.ts';

import { useActorNames } from '../../api/names.ts';
import { queryOf } from '../../api/queries.ts';
import { ChoiceSelect } from '../../pickers/choice-select.tsx';
import { ListPage } from '../../ui/list-page.tsx';
import { text } from '../../ui/texts.ts';
import { MessageSearch } from './inbox-search.ts';
import { messageColumns, usersAmong } from './message-columns.tsx';

const rowsAPage = 50;

export function MessageListPage() {
  const search = useSearch({ from: '/inside/messages' });
  const navigate = useNavigate({ from: '/messages' });
  const query = { limit: rowsAPage, ...search };
  const page = useQuery({ ...queryOf(notificationRoutes.list, { query }), placeholderData: keepPreviousData });
  const names = useActorNames(usersAmong(page.data?.items ?? []));
  const show = (changed: MessageSearch) => void navigate({ search: changed, replace: true });
  return (
    <ListPage
      title={text('messages.title')}
      above={
        <Group>
          <ChoiceSelect
            label={text('messages.state')}
            choices={deliveryStates.map((value) => ({ value, label: text(`message.state.${value}`) }))}
            value={search.state ?? ''}
            onChange={(state) => show(MessageSearch.parse({ channel: search.channel, state }))}
          />
          <ChoiceSelect
            label={text('messages.channel')}
            choices={channels.map((value) => ({ value, label: text(`message.channel.${value}`) }))}
            value={search.channel ?? ''}
            onChange={(channel) => show(MessageSearch.parse({ state: search.state, channel }))}
          />
        </Group>
      }
      page={page}
      columns={messageColumns(names)}
      keyOf={({ notificationId }) => notificationId}
      search={search}
      onSearch={({ cursor }) => show({ ...search, cursor })}
    />
  );
}
