import './actors.css'
import { useMemo, useRef } from 'react'
import { actorKinds } from '#model/reading.ts'
import { at } from '../client/api.ts'
import { usePages } from '../client/pages.ts'
import { useKeys } from '../keys/keys.ts'
import { useRowKeys } from '../keys/rows.ts'
import { countryName } from '../parts/country.ts'
import { Finder } from '../parts/finder.tsx'
import { Link } from '../parts/link.tsx'
import { ListEnd } from '../parts/list-end.tsx'
import { Tabs } from '../parts/tabs.tsx'
import { capital, count, sayDay } from '../parts/words.ts'
import { changeQuery, go, useAddress, withQuery } from '../shell/router.ts'
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
  const list = useRef<HTMLTableElement>(null)
  const [q, kind, country] = ['q', 'kind', 'country'].map((name) => query.get(name) ?? undefined)
  const question = at('/actors', {}, { q, kind, country, limit: 50 })
  const pages = Math.max(1, Number(query.get('more') ?? 1))
  const { items, total, more, problem, waiting } = usePages(question, pages)
  const picked = query.getAll('with')
  const pick = (id: string) =>
    changeQuery({ with: picked.includes(id) ? picked.filter((one) => one !== id) : [...picked, id].slice(-mostPicked) }, { replace: true })
  useRowKeys(list)
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
            <Link className="button strong" to={`/actors/${encodeURIComponent(picked[0]!)}/${encodeURIComponent(picked[1]!)}`}>
              What passes between the two
            </Link>
          ) : (
            <span className="quiet">Select two to see what passes between them</span>
          )}
        </p>
      </div>
      <div className="scrolls" tabIndex={0} role="region" aria-label="Table of actors">
        <table className="rows" ref={list}>
          <thead>
            <tr>
              <th scope="col">
                <span className="unseen-text">Selected</span>
              </th>
              <th scope="col">Name</th>
              <th scope="col">Kind</th>
              <th scope="col">Role</th>
              <th scope="col">Country</th>
              <th scope="col" className="number">
                Stories
              </th>
              <th scope="col" className="number">
                Quotes
              </th>
              <th scope="col" className="number">
                Events
              </th>
              <th scope="col">Last seen</th>
            </tr>
          </thead>
          <tbody>
            {items.map((actor) => (
              <tr key={actor.id} data-row tabIndex={-1} onDoubleClick={() => go(`/actors/${encodeURIComponent(actor.id)}`)}>
                <td>
                  <input
                    data-pick
                    type="checkbox"
                    aria-label={`Select ${actor.name}`}
                    checked={picked.includes(actor.id)}
                    onChange={() => pick(actor.id)}
                  />
                </td>
                <td>
                  <Link data-open to={`/actors/${encodeURIComponent(actor.id)}`}>
                    <bdi>{actor.name}</bdi>
                  </Link>
                </td>
                <td>{actor.kind}</td>
                <td>{actor.role}</td>
                <td>
                  {actor.country && (
                    <Link to={withQuery(address, { country: actor.country, more: null })}>{countryName(actor.country)}</Link>
                  )}
                </td>
                <td className="number">{count(actor.stories)}</td>
                <td className="number">{count(actor.quotes)}</td>
                <td className="number">{count(actor.events)}</td>
                <td>{actor.lastSeen && <time dateTime={actor.lastSeen}>{sayDay(actor.lastSeen)}</time>}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <ListEnd
        shown={items.length}
        total={total}
        more={more}
        problem={problem}
        waiting={waiting}
        pages={pages}
        question={question}
        nothing="No actor fits. Take a filter out, or take in more pages."
      />
    </>
  )
}
