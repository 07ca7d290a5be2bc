import { z } from 'zod'
import { furnitureKinds, origins, precisions } from './article.ts'
import { editKinds, passageKinds } from './copy.ts'
import { actorKinds, anonymousKinds, eventStatuses, eventTypes } from './reading.ts'

/**
 * A story as it goes out: `stemma story ID --json`, the HTTP API, the library. docs/story.schema.json is generated from here.
 * All offsets are code points into the decoded page; inside the program they are UTF-16 code units.
 */
const shortened = z.string().optional().describe('without texts only: SHA-256 of the whole, hex; `exact` is its beginning')
const evidence = z.object({
  page: z.string().describe('id of the page'),
  start: z.int().nonnegative().describe('first code point'),
  end: z.int().nonnegative().describe('one past the last code point'),
  exact: z.string().describe('the characters of the decoded page at [start, end), markup included'),
  text: z.string().optional().describe('what a reader reads there, where markup or entities make it differ from `exact`'),
  digest: shortened,
})
const proof = z.array(evidence).describe('one entry per copy that carries the words')
const certainty = z.number().min(0).max(1)

const claim = z.object({
  value: z.string().describe('ISO 8601, as much of it as is known'),
  precision: z.enum(precisions),
  origin: z.enum(origins).describe('which part of the page says so'),
  certainty,
  evidence: proof,
})
const dating = claim.extend({ others: z.array(claim).describe('what other parts of the page say; they may agree or conflict') })

const page = z.object({
  id: z.string(),
  source: z.string().describe('path or URL as given'),
  url: z.string(),
  canonicalUrl: z.string().nullable(),
  outlet: z.string().nullable(),
  title: z.string().nullable(),
  subtitle: z.string().nullable(),
  section: z.string().nullable(),
  byline: z.string().nullable(),
  authors: z.array(z.object({ name: z.string(), kind: z.enum(['person', 'desk', 'agency']) })),
  dateline: z.string().nullable(),
  language: z.string().nullable(),
  published: dating.nullable(),
  modified: dating.nullable(),
  captured: dating.nullable().describe('when the page was captured, where the page or its source says so; never a publication date'),
  report: z.string().describe('id of the independent report this page belongs to'),
  text: z.string(),
  runs: z
    .array(z.tuple([z.int(), z.int(), z.int(), z.int()]))
    .describe('[text start, text end, page start, page end], end to end under `text`'),
  characters: z.int().optional().describe('without texts only: code points of the text that is left out'),
  textDigest: z.string().optional().describe('without texts only: SHA-256 of the text that is left out, hex'),
  furniture: z.array(z.object({ kind: z.enum(furnitureKinds), exact: z.string(), digest: shortened, start: z.int(), end: z.int() })),
  digest: z.string().describe('SHA-256 of the raw bytes, hex'),
  readers: z
    .array(
      z.object({
        task: z.string(),
        reader: z.string().describe('name@version of the plug-in'),
        refused: z.string().nullable().describe('why its answer was not taken, and our own reader spoke; null: it was taken'),
      }),
    )
    .optional()
    .describe('where plug-ins were asked; absent: our own reader read everything'),
})

const span = z.object({ start: z.int().nonnegative(), end: z.int().nonnegative() }).describe('code points into the `text` of the page')
const copy = z.object({
  exemplar: z.string().nullable().describe('page id; null: an unseen source'),
  witness: z.string().describe('page id'),
  share: z.number().min(0).max(1).describe('how much of the witness stands in the exemplar'),
  direction: z.enum(['known', 'unknown']),
  confidence: certainty,
  second: z.boolean().describe('true: a second parent, for passages that come from elsewhere'),
  runnerUp: z.object({ exemplar: z.string().nullable(), confidence: certainty }).nullable(),
  grounds: z.array(z.object({ name: z.string(), weight: z.number(), says: z.string() })),
  evidence: proof,
  passages: z.array(z.object({ kind: z.enum(passageKinds), exemplar: span, witness: span })),
  edits: z.array(z.object({ kind: z.enum(editKinds), exemplar: span, witness: span })),
})

const treeNode = z.object({
  page: z.string().nullable().describe('page id; null: an unseen source'),
  get children(): z.ZodArray<typeof treeNode> {
    return z.array(treeNode)
  },
})

const party = z.object({
  name: z.string(),
  actorId: z.string().nullable(),
  anonymous: z.boolean(),
  anonymousKind: z.enum(anonymousKinds).nullable().describe('what kind of unnamed source; null: it is named'),
})

const quote = z.object({
  id: z.string(),
  kind: z.enum(['direct', 'indirect', 'mixed']),
  exact: z.string().describe('the words as a reader reads them, without quotation marks'),
  digest: shortened,
  speaker: party.nullable(),
  cue: z.string().nullable(),
  addressee: party.nullable(),
  via: party.nullable(),
  evidence: proof,
})

const when = z.union([z.object({ value: z.string() }), z.object({ from: z.string(), until: z.string() })])
const date = z.object({
  exact: z.string(),
  type: z.enum(['DATE', 'TIME', 'DURATION', 'SET']),
  value: z.string().nullable(),
  from: z.string().nullable(),
  until: z.string().nullable(),
  anchor: z.enum(['text', 'published', 'family', 'timex']).nullable().describe('what it was counted from; null: not resolved'),
  evidence: z.array(
    evidence.extend({ anchor: z.enum(['text', 'published', 'family', 'timex']).nullable(), anchorPage: z.string().nullable() }),
  ),
})

const side = party.extend({ country: z.string().nullable().describe('ISO 3166-1 alpha-3; IGO: a body of several countries') })
const event = z.object({
  id: z.string(),
  type: z.enum(eventTypes),
  mode: z.string().nullable(),
  cameo: z.string().nullable(),
  score: z.number().nullable(),
  actor: z.array(side),
  recipient: z.array(side),
  when: when.nullable(),
  where: z.string().nullable(),
  status: z.enum(eventStatuses),
  certainty,
  trigger: z.string(),
  reports: z.array(z.string()).describe('ids of the independent reports that tell it; its pages are those of `evidence`'),
  evidence: proof,
})

const actor = z.object({
  id: z.string(),
  name: z.string(),
  kind: z.enum(actorKinds),
  role: z.string().nullable(),
  country: z.string().nullable().describe('ISO 3166-1 alpha-3'),
  aliases: z.array(z.string()),
  mentions: proof,
})

export const storyDocument = z.object({
  id: z.string(),
  title: z.string().nullable(),
  language: z.string().nullable(),
  published: z.object({ value: z.string(), precision: z.enum(precisions), evidence: proof }).nullable(),
  counts: z.object({ pages: z.int(), independentReports: z.int() }),
  pages: z.array(page),
  copies: z.array(copy),
  tree: z.array(treeNode).describe('the copy trees of the story, one a family, as nested pages'),
  reports: z.array(
    z.object({ id: z.string(), pages: z.array(z.string()), root: z.string().nullable(), agency: z.string().nullable(), why: z.string() }),
  ),
  agencies: z.array(z.object({ name: z.string(), evidence: proof })),
  actors: z.array(actor),
  quotes: z.array(quote),
  dates: z.array(date),
  events: z.array(event),
  made: z.record(z.string(), z.string()).describe('stage → version that made this'),
  stale: z.string().optional().describe('why the latest state could not be told: this is a former one'),
})
const change = z.object({ kind: z.enum(['same', 'cut', 'added', 'moved']), text: z.string(), start: z.int(), end: z.int() })
/** Two pages side by side: `stemma compare A B --json`. */
export const comparisonDocument = z.object({
  a: page,
  b: page,
  shareOfA: z.number().min(0).max(1).describe('how much of a stands in b'),
  shareOfB: z.number().min(0).max(1),
  passages: z.array(z.object({ kind: z.enum(passageKinds), a: span, b: span })),
  edits: z.array(z.object({ kind: z.enum(editKinds), a: span, b: span })),
  rows: z
    .array(z.object({ a: z.array(change), b: z.array(change) }))
    .describe('paragraphs that answer each other; offsets are code points into the `text` of the page'),
})
export { event as eventDocument, page as pageDocument, quote as quoteDocument }
export type ComparisonDocument = z.infer<typeof comparisonDocument>
export type StoryDocument = z.infer<typeof storyDocument>
export type EvidenceDocument = z.infer<typeof evidence>
export type PageDocument = z.infer<typeof page>
export type CopyDocument = z.infer<typeof copy>
export type QuoteDocument = z.infer<typeof quote>
export type EventDocument = z.infer<typeof event>
export type ActorDocument = z.infer<typeof actor>
export type DateDocument = z.infer<typeof date>
export type TreeNode = z.infer<typeof treeNode>

/** What to call a node without a page: the agency whose own page is not here, where the pages below credit one. */
export function unseenName(node: TreeNode, story: StoryDocument): string {
  const agency = story.reports.find(({ pages }) => pages.includes(node.children[0]?.page ?? ''))?.agency
  return agency ? `${agency}, its own page not here` : 'an unseen source'
}

/** Whether a date says when something was, and not only "now" or "recently". */
export const isTold = ({ value, from }: DateDocument): boolean => from !== null || (value !== null && !value.endsWith('_REF'))

/** JSON Schema (2020-12) of a story, for docs/story.schema.json and OpenAPI. */
export const storySchema = () => z.toJSONSchema(storyDocument)
