/**
 * The way of a page after its bytes are stored: one line a stage. `version` goes up when the stage answers differently, and
 * everything it made is made again, with what hangs on it. `over` says what one input is.
 */
export const stages = [
  { name: 'extract', version: 2, over: 'page', does: 'decodes the page and chooses the article' },
  { name: 'sketch', version: 3, over: 'page', does: 'fingerprints the text and puts it into the index' },
  { name: 'features', version: 1, over: 'page', does: 'takes from the article what stories are told apart by' },
  { name: 'read', version: 3, over: 'page', does: 'finds names, quotes, dates and events' },
  { name: 'match', version: 3, over: 'article', does: 'aligns articles that share text' },
  { name: 'trace', version: 3, over: 'article', does: 'draws the tree of each family of copies' },
  { name: 'liken', version: 3, over: 'family', does: 'finds the families that are like each family' },
  { name: 'cluster', version: 3, over: 'family', does: 'gathers families that tell one event into stories' },
  { name: 'tell', version: 4, over: 'article', does: 'writes each story down with its evidence' },
] as const satisfies readonly Stage[]

type Stage = Readonly<{ name: string; version: number; over: 'page' | 'article' | 'family'; does: string }>
export type StageName = (typeof stages)[number]['name']

/** The stages that see one page alone, in order. A worker thread does them in one go. */
export const pageStages = ['extract', 'sketch', 'features', 'read'] as const satisfies readonly StageName[]
export type PageStage = (typeof pageStages)[number]

const versionOf = (name: StageName): number => stages.find((stage) => stage.name === name)!.version
/** What a result is stamped with, `extract@1`. */
export const stampOf = (name: StageName): string => `${name}@${versionOf(name)}`
/** stage → version, as a story's document carries it. */
export const madeBy = (): Readonly<Record<string, string>> => Object.fromEntries(stages.map(({ name, version }) => [name, String(version)]))
