import { type ComponentType, lazy } from 'react'
import { at } from '../client/api.ts'
import { warm } from '../client/ask.ts'
import type { KeyName } from '../keys/table.ts'

type Params = Readonly<Record<string, string>>
export type ScreenProps = Readonly<{ params: Params }>
type Screen = ComponentType<ScreenProps>

export type Route = Readonly<{
  pattern: string
  /** Name in the navigation, and the key that leads there; null: a screen that others lead to. */
  nav: Readonly<{ name: string; key: KeyName }> | null
  screen: Screen
  /** Starts asking for what the screen will show, while its code is on the way. */
  warm?: (params: Params) => void
}>

const screen = (load: () => Promise<Screen>) => lazy(async () => ({ default: await load() }))
const compare = screen(async () => (await import('../compare/screen.tsx')).CompareScreen)

/** The one list of screens. To add one: a folder, and a line here. */
export const routes: readonly Route[] = [
  {
    pattern: '/',
    nav: { name: 'Stories', key: 'goStories' },
    screen: screen(async () => (await import('../stories/screen.tsx')).StoriesScreen),
  },
  {
    pattern: '/stories/:id',
    nav: null,
    screen: screen(async () => (await import('../story/screen.tsx')).StoryScreen),
    warm: ({ id }) => warm(at('/stories/{id}', { id: id! })),
  },
  { pattern: '/compare/:a/:b', nav: null, screen: compare },
  { pattern: '/compare/:a/:b/:c', nav: null, screen: compare },
  { pattern: '/compare/:a/:b/:c/:d', nav: null, screen: compare },
  {
    pattern: '/pages/:id',
    nav: null,
    screen: screen(async () => (await import('../evidence/screen.tsx')).EvidenceScreen),
    warm: ({ id }) => warm(at('/pages/{id}', { id: id! })),
  },
  {
    pattern: '/quotes',
    nav: { name: 'Quotes', key: 'goQuotes' },
    screen: screen(async () => (await import('../facts/quotes.tsx')).QuotesScreen),
  },
  {
    pattern: '/events',
    nav: { name: 'Events', key: 'goEvents' },
    screen: screen(async () => (await import('../facts/events.tsx')).EventsScreen),
  },
  {
    pattern: '/actors',
    nav: { name: 'Actors', key: 'goActors' },
    screen: screen(async () => (await import('../actors/screen.tsx')).ActorsScreen),
  },
  {
    pattern: '/actors/:id',
    nav: null,
    screen: screen(async () => (await import('../actors/actor.tsx')).ActorScreen),
    warm: ({ id }) => warm(at('/actors/{id}', { id: id! })),
  },
  { pattern: '/actors/:id/:other', nav: null, screen: screen(async () => (await import('../actors/dyad.tsx')).DyadScreen) },
  {
    pattern: '/sources',
    nav: { name: 'Sources', key: 'goSources' },
    screen: screen(async () => (await import('../sources/screen.tsx')).SourcesScreen),
  },
  {
    pattern: '/sources/:name',
    nav: null,
    screen: screen(async () => (await import('../sources/outlet.tsx')).OutletScreen),
    warm: ({ name }) => warm(at('/outlets/{name}', { name: name! })),
  },
  {
    pattern: '/intake',
    nav: { name: 'Intake', key: 'goIntake' },
    screen: screen(async () => (await import('../intake/screen.tsx')).IntakeScreen),
  },
]

/** Addresses of before, and where they lead now. */
export const moved: Readonly<Record<string, (query: URLSearchParams) => string>> = {
  '/search': (query) => `/?q=${encodeURIComponent(query.get('q') ?? '')}`,
  '/parked': () => '/intake',
}
