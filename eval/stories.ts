import { clusterStories, type Family, featuresOf } from '#cluster/cluster.ts'
import type { Article, Field } from '#model/article.ts'
import { articleIdOf, type Id, makeId } from '#model/ids.ts'
import { digestOf, haveShared, jsonl, show, type Table } from './table.ts'

export type Document = Readonly<{
  id: string
  story: string
  outlet: string | null
  date: string | null
  title: string | null
  text: string
}>

export const sets = { 'ECB+': 'eval/stories/ecb.jsonl.gz', Giveme5W1H: 'eval/stories/giveme5w1h.jsonl.gz' } as const
const copies = 'eval/copies/articles.jsonl.gz'

const field = <T>(value: T): Field<T> => ({ value, origin: 'given', certainty: 1, at: null, others: [] })

/** A document of a labelled set as the article it would be. Its text starts with the title where the set has one. */
export function articleOf({ id, date, title, text, ...rest }: Omit<Document, 'story'> & { url?: string }): Article {
  const page = makeId('page', id)
  const body = title && text.startsWith(title) ? text.slice(title.length).trimStart() : text
  return {
    id: articleIdOf(page),
    page,
    url: rest.url ?? `https://example.org/${id}`,
    text: body,
    runs: [],
    blocks: [],
    furniture: [],
    language: 'en',
    title: title ? field(title) : null,
    subtitle: null,
    authors: null,
    byline: null,
    outlet: rest.outlet ? field(rest.outlet) : null,
    section: null,
    tags: [],
    dateline: null,
    agencies: [],
    canonicalUrl: null,
    published: date ? field({ value: date.slice(0, 10), precision: 'day' as const }) : null,
    modified: null,
    captured: null,
  }
}

/** An article as a family of its own. */
export function familyOf(article: Article): Family {
  const tree = { id: makeId('family', article.id), members: [article.id], roots: [article.id], copies: [], reports: [] }
  return { tree, features: [featuresOf(article)] }
}

/** BCubed precision, recall and F1 (Bagga, Baldwin, 1998): each document asks of its group, and is answered in the mean. */
export function bcubed(found: ReadonlyMap<string, string>, gold: ReadonlyMap<string, string>) {
  let precision = 0
  let recall = 0
  for (const [id, group] of found) {
    const mates = [...found].filter(([, other]) => other === group).map(([mate]) => mate)
    const fellows = [...gold].filter(([, other]) => other === gold.get(id)).length
    const right = mates.filter((mate) => gold.get(mate) === gold.get(id)).length
    precision += right / mates.length / found.size
    recall += right / fellows / found.size
  }
  return { precision, recall, f1: (2 * precision * recall) / (precision + recall) }
}

async function scoreSet(path: string) {
  const gold = new Map<Id<'article'>, string>()
  const families: Family[] = []
  for await (const { story, ...document } of jsonl<Document>(path)) {
    const article = articleOf(document)
    gold.set(article.id, story)
    families.push(familyOf(article))
  }
  const stories = clusterStories(families)
  const found = new Map(stories.flatMap(({ id, articles }) => articles.map((article) => [article, id] as const)))
  return { ...bcubed(found, gold), documents: gold.size, stories: stories.length }
}

/** Stories of labelled sets by the one frozen setting; every document is a family of its own. And unlabelled news, most of which stands alone. */
export async function run(): Promise<Table> {
  const rows = []
  for (const [name, path] of Object.entries(sets)) {
    const { precision, recall, f1, documents, stories } = await scoreSet(path)
    rows.push({ name, cells: [f1, precision, recall, documents, stories] })
  }
  const families: Family[] = []
  for await (const document of jsonl<Document>(copies)) families.push(familyOf(articleOf(document)))
  const stories = clusterStories(families)
  const largest = Math.max(...stories.map(({ articles }) => articles.length))
  rows.push({ name: 'copies (unlabelled)', cells: [null, null, null, families.length, stories.length] })
  return {
    name: 'stories',
    columns: ['BCubed F1', 'precision', 'recall', 'n documents', 'n stories'],
    rows,
    digest: digestOf(...Object.values(sets), copies),
    notes: [`largest story among the unlabelled: ${largest} articles`],
  }
}

if (import.meta.main) console.log(haveShared() ? show(await run()) : 'skipped: ../shared/eval is not there')
