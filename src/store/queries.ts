import type { Id } from '#model/ids.ts'
import type { Instant } from '#model/page.ts'
import {
  type ActorDetail,
  type ActorFilter,
  type ActorRow,
  actorNetwork,
  countActors,
  getActor,
  listActors,
  type Network,
} from './actors.ts'
import type { Days } from './conditions.ts'
import type { Db } from './db.ts'
import { getDocumentJson, tellings } from './documents.ts'
import { type FacetValue, listNames, type NameKind, type StoryFacets, storyFacets } from './facets.ts'
import { type EventFilter, type EventRow, listEvents, listQuotes, type QuoteFilter, type QuoteRow } from './facts.ts'
import { countStories, listStories, type StoryFilter, type StoryRow, storiesMarked, storyRows } from './listing.ts'
import {
  dropSearch,
  getSearch,
  lastVisit,
  listSearches,
  type MarkKind,
  markStories,
  markVisit,
  type SavedSearch,
  saveSearch,
} from './marks.ts'
import { countOutlets, getOutlet, listOutlets, type OutletDetail, type OutletFilter, type OutletRow } from './outlets.ts'
import { addedPerMinute } from './pages.ts'
import { listPlaces, type PlaceFilter, type PlaceRow } from './placenames.ts'
import { type AnonymousShare, anonymousShare, listSpeakers, type SpeakerFilter, type SpeakerRow } from './speakers.ts'
import { tellingOf } from './stories.ts'
import { type ParkedFilter, type ParkedRow, pageOfParked } from './work.ts'

/** What can be asked of the tables without opening a document, and the few things that the user of the desk says. */
export interface Queries {
  /** Stories, the latest first unless sorted otherwise. For more, give the cursor of the last row. */
  stories(filter?: StoryFilter): Promise<readonly StoryRow[]>
  countStories(filter?: StoryFilter): Promise<number>
  /** A story as JSON, by an id that it has or had, with its id of today. */
  storyJson(id: string): Promise<Readonly<{ id: Id<'story'>; json: string }> | null>
  /** A story as lists show it, by an id that it has or had. */
  summary(id: string): Promise<StoryRow | null>
  /** What the stories that a filter leaves can be narrowed by. */
  facets(filter?: StoryFilter): Promise<StoryFacets>
  /** Names with a word that begins so, those of most stories first: for suggestions. */
  names(kind: NameKind, beginning?: string): Promise<readonly FacetValue[]>
  quotes(filter?: QuoteFilter): Promise<readonly QuoteRow[]>
  events(filter?: EventFilter): Promise<readonly EventRow[]>
  /** Actors over all stories, those of most events first unless sorted otherwise. */
  actors(filter?: ActorFilter): Promise<readonly ActorRow[]>
  countActors(filter?: ActorFilter): Promise<number>
  /** One actor, by its id or by that which a story gives it. */
  actor(id: string): Promise<ActorDetail | null>
  /** The actors of most events, at most 50, and what passes between them. */
  network(filter?: Days & Readonly<{ limit?: number | undefined }>): Promise<Network>
  places(filter?: PlaceFilter): Promise<readonly PlaceRow[]>
  outlets(filter?: OutletFilter): Promise<readonly OutletRow[]>
  countOutlets(filter?: OutletFilter): Promise<number>
  outlet(name: string): Promise<OutletDetail | null>
  /** Who is quoted, most quotes first. */
  speakers(filter?: SpeakerFilter): Promise<readonly SpeakerRow[]>
  /** How often sources stay unnamed, by kind and outlet. */
  anonymousShare(): Promise<AnonymousShare>
  /** What a stage could not process, and why. For more, give the cursor of the last row. */
  parked(filter?: ParkedFilter): Promise<readonly ParkedRow[]>
  /** Pages added in each minute since then in which any were. */
  addedPerMinute(since: Instant): Promise<readonly Readonly<{ minute: Instant; pages: number }>[]>
  /** Watches or mutes stories, or takes that back; returns their ids of today. Errors: UsageError when one is not there. */
  mark(kind: MarkKind, stories: readonly string[], on: boolean): Promise<readonly Id<'story'>[]>
  lastVisit(): Promise<Instant | null>
  markVisit(): Promise<Instant>
  searches(): Promise<readonly SavedSearch[]>
  savedSearch(id: string): Promise<SavedSearch | null>
  /** Errors: UsageError when the search cannot be read. */
  saveSearch(name: string, q: string): Promise<SavedSearch>
  dropSearch(id: string): Promise<boolean>
}

export function queriesOf(db: Db): Queries {
  const remembered = remember(db)
  return {
    stories: (filter) => listStories(db, filter),
    countStories: (filter) => countStories(db, filter),
    async storyJson(id) {
      const story = await tellingOf(db, id)
      const json = story && (await getDocumentJson(db, story))
      return story && json ? { id: story, json } : null
    },
    async summary(id) {
      const story = await tellingOf(db, id)
      return story === null ? null : ((await storyRows(db, [story]))[0] ?? null)
    },
    async facets(filter = {}) {
      const marks = [await storiesMarked(db, 'mute'), await storiesMarked(db, 'watch')] // they change without a telling
      return remembered('facets', { ...filter, marks }, () => storyFacets(db, filter))
    },
    names: (kind, beginning) => listNames(db, kind, beginning),
    quotes: (filter) => listQuotes(db, filter),
    events: (filter) => listEvents(db, filter),
    actors: (filter) => listActors(db, filter),
    countActors: (filter) => countActors(db, filter),
    actor: (id) => getActor(db, id),
    network: (filter = {}) => remembered('network', filter, () => actorNetwork(db, filter)),
    places: (filter) => listPlaces(db, filter),
    outlets: (filter = {}) => remembered('outlets', filter, () => listOutlets(db, filter)),
    countOutlets: (filter) => countOutlets(db, filter),
    outlet: (name) => getOutlet(db, name),
    speakers: (filter = {}) => remembered('speakers', filter, () => listSpeakers(db, filter)),
    anonymousShare: () => remembered('anonymous', {}, () => anonymousShare(db)),
    parked: (filter) => pageOfParked(db, filter),
    addedPerMinute: (since) => addedPerMinute(db, since),
    mark: (kind, stories, on) => markStories(db, kind, stories, on),
    lastVisit: () => lastVisit(db),
    markVisit: () => markVisit(db),
    searches: () => listSearches(db),
    savedSearch: (id) => getSearch(db, id),
    saveSearch: (name, q) => saveSearch(db, name, q),
    dropSearch: (id) => dropSearch(db, id),
  }
}

/** Answers that count over all stories, kept until a story is told again. */
const mostRemembered = 200

function remember(db: Db) {
  const answers = new Map<string, Promise<unknown>>()
  let told = -1
  return async <T>(what: string, filter: object, work: () => Promise<T>): Promise<T> => {
    const now = await tellings(db)
    if (now !== told || answers.size >= mostRemembered) answers.clear()
    told = now
    const key = JSON.stringify([what, filter])
    const known = answers.get(key) as Promise<T> | undefined
    const answer = known ?? work()
    answers.set(key, answer)
    answer.catch(() => answers.delete(key))
    return answer
  }
}
