import { type FormEvent, type ReactNode, useState } from 'react'
import type { Facets } from '#api/schemas/stories.ts'
import { at, send } from '../client/api.ts'
import { forget, useAsk } from '../client/ask.ts'
import { Link } from '../parts/link.tsx'
import { count } from '../parts/words.ts'
import { changeQuery, useAddress, withQuery } from '../shell/router.ts'
import { asSearch } from './filters.ts'

const atOnce = 7 // values of a facet

/** What the list can be narrowed by, with how many stories each would leave. */
export function FacetColumn({ facets }: Readonly<{ facets: Facets | null }>) {
  const { query } = useAddress()
  return (
    <div className="facets">
      <Section title="Kind">
        <Toggle name="single" says="One independent report" number={facets?.single} />
        <Toggle name="edited" says="Edited by a copy" number={facets?.edited} />
        <Toggle name="watched" says="Watched" />
        <Toggle name="muted" says="Muted" />
      </Section>
      <Section title="Published">
        <div className="facet-days">
          <label>
            From
            <input
              type="date"
              value={query.get('after')?.slice(0, 10) ?? ''}
              onChange={(event) => changeQuery({ after: event.target.value, more: null }, { replace: true })}
            />
          </label>
          <label>
            Before
            <input
              type="date"
              value={query.get('before')?.slice(0, 10) ?? ''}
              onChange={(event) => changeQuery({ before: event.target.value, more: null }, { replace: true })}
            />
          </label>
        </div>
      </Section>
      {facets && facets.counted < facets.stories && (
        <p className="quiet facet-note">Names are counted in the latest {count(facets.counted)} of these stories.</p>
      )}
      <Values title="Outlet" name="outlet" values={facets?.outlets} />
      <Values title="Agency" name="agency" values={facets?.agencies} />
      <Values title="Actor" name="actor" values={facets?.actors} />
      <Values title="Place" name="place" values={facets?.places} />
      {(facets?.languages.length ?? 0) > 1 && <Values title="Language" name="language" values={facets?.languages} />}
      <Searches />
    </div>
  )
}

const Section = ({ title, children }: Readonly<{ title: string; children: ReactNode }>) => (
  <section>
    <h2>{title}</h2>
    {children}
  </section>
)

function Toggle({ name, says, number }: Readonly<{ name: string; says: string; number?: number | undefined }>) {
  const address = useAddress()
  const on = address.query.get(name) === 'true'
  return (
    <Link className="facet" to={withQuery(address, { [name]: on ? null : 'true', more: null })} aria-current={on ? 'true' : undefined}>
      <span>{says}</span>
      {number !== undefined && <span className="tally">{count(number)}</span>}
    </Link>
  )
}

type ValuesProps = Readonly<{
  title: string
  name: string
  values: readonly Readonly<{ value: string; stories: number; id?: string }>[] | undefined
}>

function Values({ title, name, values }: ValuesProps) {
  const address = useAddress()
  const [all, setAll] = useState(false)
  const chosen = address.query.get(name)
  const found = values ?? []
  const listed = chosen && !found.some(({ value }) => value === chosen) ? [{ value: chosen, stories: null }, ...found] : found
  if (listed.length === 0) return null
  return (
    <Section title={title}>
      {listed.slice(0, all ? listed.length : atOnce).map(({ value, stories }) => (
        <Link
          key={value}
          className="facet"
          to={withQuery(address, { [name]: value === chosen ? null : value, more: null })}
          aria-current={value === chosen ? 'true' : undefined}
        >
          <bdi>{value}</bdi>
          {stories !== null && <span className="tally">{count(stories)}</span>}
        </Link>
      ))}
      {!all && listed.length > atOnce && (
        <button type="button" className="plain facet-more" onClick={() => setAll(true)}>
          {count(listed.length - atOnce)} more
        </button>
      )}
    </Section>
  )
}

/** Searches to come back to, each with feeds of its own. */
function Searches() {
  const { query } = useAddress()
  const searches = useAsk(at('/searches', {}))
  const [name, setName] = useState<string | null>(null)
  const words = asSearch(query)
  const known = searches.value?.items ?? []
  if (words === '' && known.length === 0) return null
  const save = async (event: FormEvent) => {
    event.preventDefault()
    await send('POST', '/searches', {}, { name: name || words, q: words })
    setName(null)
    forget('/api/v1/searches')
  }
  const drop = async (id: string) => {
    await send('DELETE', '/searches/{id}', { id })
    forget('/api/v1/searches')
  }
  return (
    <Section title="Saved searches">
      {known.map((search) => (
        <div key={search.id} className="saved">
          <Link className="facet" to={`/?q=${encodeURIComponent(search.q)}`}>
            <span>{search.name}</span>
          </Link>
          <a href={search.atom} aria-label={`Atom feed of ${search.name}`}>
            feed
          </a>
          <button type="button" className="plain" aria-label={`Forget ${search.name}`} onClick={() => drop(search.id)}>
            ×
          </button>
        </div>
      ))}
      {words !== '' && name === null && (
        <button type="button" className="facet-more" onClick={() => setName('')}>
          Save this search
        </button>
      )}
      {name !== null && (
        <form className="joined" onSubmit={save}>
          <input
            type="text"
            aria-label="Name of the search"
            placeholder={words}
            value={name}
            // biome-ignore lint/a11y/noAutofocus: the button that was pressed turned into this field
            autoFocus
            onChange={(event) => setName(event.target.value)}
          />
          <button type="submit" className="strong">
            Save
          </button>
        </form>
      )}
    </Section>
  )
}
