/** Texts of the set-up: its sections, and the lists of the setup area. */
export const setUpTexts = {
  'setUp.title': 'Set-up',
  'setUp.group.orders': 'Orders',

  'list.search': 'Search',
  'list.inactive': 'Also what is offered no more',
  'list.empty': 'There is nothing here yet.',
  'list.emptySearch': 'Nothing fits the search.',
  'list.next': 'Next page',
  'list.first': 'First page',
  'list.change': 'Change',
  'list.changeOf': 'Change {name}',
  'list.active': 'Offered',
  'list.activeHelp': 'What is offered no more stays where it is used.',
  'list.id': 'Id',
  'list.idHelp': 'Small letters, digits and hyphens, such as spare-parts; it stays as it is.',
  'list.name': 'Name',
  'list.changed': 'Changed',

  'priorities.title': 'Priorities',
  'priorities.what': 'How urgent an order can be.',
  'priorities.new': 'New priority',
  'priorities.rank': 'Rank',
  'priorities.rankHelp': '1 is the most urgent.',
} as const;
