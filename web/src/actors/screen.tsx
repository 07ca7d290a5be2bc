import './actors.css'
import { useMemo } from 'react'
import { actorKinds } from '#model/reading.ts'
import { at, type RowAt } from '../client/api.ts'
import { useKeys } from '../keys/keys.ts'
import { countryName } from '../parts/country.ts'
import { Finder } from '../parts/finder.tsx'
import { Link } from '../parts/link.tsx'
import { type Column, ListTable } from '../parts/row-table.tsx'
import { Tabs } from '../parts/tabs.tsx'
import { capital, count, sayDay } from '../parts/words.ts'
import { type Address, changeQuery, go, useAddress, withQuery } from '../shell/router.ts'
import { NetworkView } from './network.tsx'
import { PlacesView } from './places.tsx'

const views = [
  { id: 'list', says: 'List' },
  { id: 'network', says: 'Network' },
  { id: 'places', says: 'Places' },
] as const

/** Who appears in the stories: a table, who deals with whom, and where. */
export function ActorsScreen() {
  const { query } = useAddress()
  const view = views.find(({ id }) => id === query.get('view'))?.id ?? 'list'
  return (
    <div className="sheet">
      <title>Actors · Stemma</title>
      <header className="screen-head">
        <h1 tabIndex={-1}>Actors</h1>
        <Tabs name="view" tabs={views} chosen={view} label="Views of the actors" />
      </header>
      {view === 'network' ? <NetworkView /> : view === 'places' ? <PlacesView /> : <ActorList />}
    </div>
  )
}

const mostPicked = 2 // of whom to see what passes between them

function ActorList() {
  const address = useAddress()
  const { query } = address
  const [q, kind, country] = ['q', 'kind', 'country'].map((name) => query.get(name) ?? undefined)
  const question = at('/actors', {}, { q, kind, country, limit: 50 })
  const picked = query.getAll('with')
  const pick = (id: string) =>
    changeQuery({ with: picked.includes(id) ? picked.filter((one) => one !== id) : [...picked, id].slice(-mostPicked) }, { replace: true })
  useKeys(useMemo(() => ({ export: () => location.assign(`${question}&format=csv`) }), [question]))
  return (
    <>
      <div className="list-tools not-printed">
        <Finder label="Part of a name" />
        <fieldset className="filter">
          <legend className="unseen-text">Kind of actor</legend>
          {[undefined, ...actorKinds].map((one) => (
            <button
              key={one ?? ''}
              type="button"
              className="chip"
              aria-pressed={one === kind}
              onClick={() => changeQuery({ kind: one ?? null, more: null })}
            >
              {one ? capital(one) : 'All'}
            </button>
          ))}
        </fieldset>
        {country && (
          <Link
            className="chip"
            to={withQuery(address, { country: null, more: null })}
            aria-label={`${countryName(country)}: take this filter out`}
          >
            {countryName(country)} ×
          </Link>
        )}
        <p className="picked" aria-live="polite">
          {picked.length === mostPicked ? (
            <Link className="button strong" to={`${actorPath(picked[0]!)}/${encodeURIComponent(picked[1]!)}`}>
              What passes between the two
            </Link>
          ) : (
            <span className="quiet">Select two to see what passes between them</span>
          )}
        </p>
      </div>
      <ListTable
        label="Table of actors"
        question={question}
        columns={columnsOf(picked, pick, address)}
        keyOf={({ id }) => id}
        open={({ id }) => go(actorPath(id))}
        nothing="No actor fits. Take a filter out, or take in more pages."
      />
    </>
  )
}

const actorPath = (id: string) => `/actors/${encodeURIComponent(id)}`

const columnsOf = (picked: readonly string[], pick: (id: string) => void, address: Address): readonly Column<RowAt<'/actors'>>[] => [
  {
    says: <span className="unseen-text">Selected</span>,
    cell: ({ id, name }) => (
      <input data-pick type="checkbox" aria-label={`Select ${name}`} checked={picked.includes(id)} onChange={() => pick(id)} />
    ),
  },
  {
    says: 'Name',
    cell: ({ id, name }) => (
      <Link data-open to={actorPath(id)}>
        <bdi>{name}</bdi>
      </Link>
    ),
  },
  { says: 'Kind', cell: ({ kind }) => kind },
  { says: 'Role', cell: ({ role }) => role },
  {
    says: 'Country',
    cell: ({ kind, country }) =>
      country && kind !== 'country' && <Link to={withQuery(address, { country, more: null })}>{countryName(country)}</Link>,
  },
  { says: 'Stories', number: true, cell: ({ stories }) => count(stories) },
  { says: 'Quotes', number: true, cell: ({ quotes }) => count(quotes) },
  { says: 'Events', number: true, cell: ({ events }) => count(events) },
  { says: 'Last seen', cell: ({ lastSeen }) => lastSeen && <time dateTime={lastSeen}>{sayDay(lastSeen)}</time> },
]
