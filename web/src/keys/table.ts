/**
 * Every key of the desk. A screen says what its keys do with `useKeys`; the help dialog lists this table. To add one: a line
 * here, and `useKeys({ name: … })` where it works. Keys one after the other are written with a space, `mod` is Ctrl or Cmd.
 */
export const keyTable = {
  help: { keys: ['?'], says: 'Show all keys', group: 'Everywhere' },
  palette: { keys: ['mod+k'], says: 'Go to anything: screens, stories, actions', group: 'Everywhere' },
  search: { keys: ['/'], says: 'Search', group: 'Everywhere' },
  goStories: { keys: ['g s'], says: 'Go to the stories', group: 'Everywhere' },
  goQuotes: { keys: ['g q'], says: 'Go to the quotes', group: 'Everywhere' },
  goEvents: { keys: ['g e'], says: 'Go to the events', group: 'Everywhere' },
  goActors: { keys: ['g a'], says: 'Go to the actors', group: 'Everywhere' },
  goSources: { keys: ['g o'], says: 'Go to the sources', group: 'Everywhere' },
  goIntake: { keys: ['g i'], says: 'Go to the intake', group: 'Everywhere' },
  export: { keys: ['e'], says: 'Export what is shown', group: 'Everywhere' },
  nextRow: { keys: ['j'], says: 'Next row', group: 'Lists and trees' },
  previousRow: { keys: ['k'], says: 'Previous row', group: 'Lists and trees' },
  open: { keys: ['o', 'Enter'], says: 'Open the row', group: 'Lists and trees' },
  select: { keys: ['x'], says: 'Select the row, or leave it out again', group: 'Lists and trees' },
  nextChange: { keys: ['n'], says: 'Next change', group: 'Compare and evidence' },
  previousChange: { keys: ['p'], says: 'Previous change', group: 'Compare and evidence' },
} as const satisfies Readonly<Record<string, Readonly<{ keys: readonly string[]; says: string; group: string }>>>

export type KeyName = keyof typeof keyTable
