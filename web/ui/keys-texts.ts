/** Texts of the command palette and of the keys. */
export const keysTexts = {
  'palette.title': 'Go to, find or begin',
  'palette.open': 'Find',
  'palette.placeholder': 'A page, the number of an order, a customer …',
  'palette.begin': 'Begin',
  'palette.pages': 'Go to',
  'palette.orders': 'Service orders',
  'palette.customers': 'Orders of a customer',

  'keys.title': 'Keys',
  'keys.palette': 'Go to, find or begin',
  'keys.help': 'This list',
  'keys.search': 'Into the search of the page',
  'keys.newOrder': 'New service order',
  'keys.home': 'Home',
  'keys.orders': 'Service orders',
  'keys.requests': 'Requests',
  'keys.invoices': 'Invoices',
  'keys.setUp': 'Set-up',
  'keys.single': 'Single letters count',
  'keys.singleHelp': 'Off, only keys with Ctrl or Cmd do something.',
} as const;
