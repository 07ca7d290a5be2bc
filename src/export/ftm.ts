import type { ActorDocument, EventDocument, PageDocument, StoryDocument } from '#model/document.ts'
import { otherCodes } from './country-codes.ts'
import { dayOf } from './sides.ts'
import type { Exporter } from './types.ts'

/** An entity of FollowTheMoney: every property is a list of texts, and refers to others by their id. */
type Entity = Readonly<{ id: string; schema: string; properties: Readonly<Record<string, readonly string[]>> }>

/** FollowTheMoney entities, a JSON object a line, for Aleph and OpenSanctions tools. Source: https://followthemoney.tech/explorer/ */
export const ftm: Exporter = {
  name: 'ftm',
  says: 'FollowTheMoney entities, a JSON object a line: articles, actors, events, who copies whom',
  mediaType: 'application/x-ndjson',
  extension: 'ftm.json',
  tables: [],
  parts: [],
  binary: false,
  text: 'holds',
  async *write({ stories }) {
    for await (const story of stories()) for (const entity of entitiesOf(story)) yield `${JSON.stringify(entity)}\n`
  },
}

function* entitiesOf(story: StoryDocument): Generator<Entity> {
  for (const page of story.pages) yield article(page)
  const parties = new Map(story.actors.flatMap((actor) => (schemaOf[actor.kind] ? [[actor.id, actor] as const] : [])))
  for (const actor of parties.values()) {
    yield party(actor, story)
    for (const page of new Set(actor.mentions.map((one) => one.page)))
      yield entity(`${actor.id}-${page}`, 'Mention', {
        document: page,
        name: actor.name,
        resolved: idOf(actor, story),
        detectedSchema: schemaOf[actor.kind],
      })
  }
  for (const event of story.events) yield happening(event, story, parties)
  for (const [n, copy] of story.copies.entries())
    if (copy.exemplar !== null)
      yield entity(`${story.id}-copy-${n}`, 'UnknownLink', {
        subject: copy.witness,
        object: copy.exemplar,
        role: copy.direction === 'known' ? 'copied from' : 'shares its text with',
        summary: `${Math.round(copy.share * 100)} % of the copy stands there; certainty ${copy.confidence}`,
      })
}

/** Places are no party to anything in FollowTheMoney. */
const schemaOf: Readonly<Record<ActorDocument['kind'], string | null>> = {
  person: 'Person',
  organisation: 'Organization',
  country: 'PublicBody',
  group: 'Organization',
  place: null,
  other: null,
}

const article = (page: PageDocument) =>
  entity(page.id, 'Article', {
    fileName: page.title ?? page.id,
    title: page.title,
    name: page.title,
    author: page.authors.map(({ name }) => name),
    publisher: page.outlet,
    sourceUrl: /^https?:/.test(page.url) ? page.url : null,
    publishedAt: moment(page.published?.value),
    modifiedAt: moment(page.modified?.value),
    retrievedAt: moment(page.captured?.value),
    language: page.language && threeLetters(page.language),
    mimeType: 'text/html',
    bodyText: page.text || null,
  })

/** Actors are told apart story by story; an id says so. */
const idOf = (actor: ActorDocument, story: StoryDocument) => `${story.id}-${actor.id}`

const party = (actor: ActorDocument, story: StoryDocument) =>
  entity(idOf(actor, story), schemaOf[actor.kind]!, {
    name: actor.name,
    alias: actor.aliases.filter((alias) => alias !== actor.name),
    country: otherCodes(actor.country)?.alpha2.toLowerCase() ?? null,
    ...(actor.kind === 'person' ? { position: actor.role } : { description: actor.role }),
    proof: [...new Set(actor.mentions.map(({ page }) => page))],
  })

function happening(event: EventDocument, story: StoryDocument, parties: ReadonlyMap<string, ActorDocument>): Entity {
  const involved = (sides: EventDocument['actor']) =>
    sides.flatMap(({ actorId }) => {
      const actor = actorId === null ? undefined : parties.get(actorId)
      return actor ? [idOf(actor, story)] : []
    })
  const names = (sides: EventDocument['actor']) => sides.map(({ name }) => name).join(', ')
  return entity(event.id, 'Event', {
    name: [names(event.actor), event.type, names(event.recipient)].filter(Boolean).join(' · '),
    date: dayOf(event, story),
    organizer: involved(event.actor),
    involved: involved(event.recipient),
    location: event.where,
    summary: event.trigger,
    keywords: [event.type, event.status, ...(event.mode ? [event.mode] : [])],
    notes: `pages: ${new Set(event.evidence.map(({ page }) => page)).size}; independent reports: ${event.reports.length}; certainty ${event.certainty}`,
    proof: [...new Set(event.evidence.map(({ page }) => page))],
  })
}

type Values = string | readonly string[] | null | undefined
function entity(id: string, schema: string, properties: Readonly<Record<string, Values>>): Entity {
  const filled = Object.entries(properties).flatMap(([name, value]) => {
    const values = [value ?? []].flat().filter((one) => one !== '')
    return values.length > 0 ? [[name, values] as const] : []
  })
  return { id, schema, properties: Object.fromEntries(filled) }
}

/** Dates there have a second at the finest and no zone: they are UTC. */
function moment(value: string | undefined): string | null {
  if (!value) return null
  const at = /T.*(?:Z|[+-]\d\d:?\d\d)$/.test(value) ? Date.parse(value) : Number.NaN
  return Number.isNaN(at) ? value.slice(0, 19) : new Date(at).toISOString().slice(0, 19)
}

/** The three letters (ISO 639-3) that FollowTheMoney wants for a language. */
function threeLetters(language: string): string | null {
  const base = language.split('-')[0]!.toLowerCase()
  return languages[base] ?? (base.length === 3 ? base : null)
}
const languages: Readonly<Record<string, string>> = Object.fromEntries(
  'af:afr am:amh ar:ara az:aze be:bel bg:bul bn:ben bs:bos ca:cat cs:ces cy:cym da:dan de:deu el:ell en:eng es:spa et:est eu:eus fa:fas fi:fin fr:fra ga:gle gl:glg gu:guj he:heb hi:hin hr:hrv hu:hun hy:hye id:ind is:isl it:ita ja:jpn ka:kat kk:kaz km:khm kn:kan ko:kor ku:kur ky:kir lt:lit lv:lav mk:mkd ml:mal mn:mon mr:mar ms:msa mt:mlt my:mya ne:nep nl:nld no:nor nb:nor nn:nor or:ori pa:pan pl:pol ps:pus pt:por ro:ron ru:rus si:sin sk:slk sl:slv so:som sq:sqi sr:srp sv:swe sw:swa ta:tam te:tel th:tha tl:tgl tr:tur uk:ukr ur:urd uz:uzb vi:vie zh:zho'
    .split(' ')
    .map((pair) => pair.split(':')),
)
