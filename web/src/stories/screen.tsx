import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { at } from '../client/api.ts'
import { useAsk } from '../client/ask.ts'
import { usePages } from '../client/pages.ts'
import { useKeys } from '../keys/keys.ts'
import { useRowKeys } from '../keys/rows.ts'
import { Trouble, Waiting } from '../parts/answers.tsx'
import { Dialog } from '../parts/dialog.tsx'
import { ExportDialog } from '../parts/export-dialog.tsx'
import { Link } from '../parts/link.tsx'
import { Take } from '../parts/take.tsx'
import { count, plural } from '../parts/words.ts'
import { changeQuery, useAddress, withQuery } from '../shell/router.ts'
import { FacetColumn } from './facets.tsx'
import { chosenFilters, filterQuery, sorts } from './filters.ts'
import { SelectedBar } from './selected-bar.tsx'
import { StoryRow } from './story-row.tsx'
import { Visit } from './visit.tsx'
import { Volume } from './volume.tsx'
import './stories.css'

const rowsAtOnce = 50

export function StoriesScreen() {
  const address = useAddress()
  const { query } = address
  const filters = filterQuery(query)
  const sort = sorts.find(({ name }) => name === query.get('sort'))?.name ?? 'latest'
  const question = at('/stories', {}, { ...filters, sort: sort === 'latest' ? undefined : sort, limit: rowsAtOnce })
  const list = usePages(question, Math.max(1, Number(query.get('more')) || 1))
  const facets = useAsk(at('/stories/facets', {}, filters))
  const [picked, setPicked] = useState<ReadonlySet<string>>(new Set())
  const [open, setOpen] = useState<'filters' | 'export' | null>(null)
  const rows = useRef<HTMLOListElement>(null)
  useRowKeys(rows)
  useKeys(useMemo(() => ({ export: () => setOpen('export') }), []))
  const pick = useCallback(
    (id: string) => setPicked((before) => (before.has(id) ? new Set([...before].filter((one) => one !== id)) : new Set([...before, id]))),
    [],
  )
  const chosen = chosenFilters(query)
  const feed = at('/stories', {}, { ...filters, sort: sort === 'latest' ? undefined : sort })
  const total = list.total ?? facets.value?.stories ?? null
  return (
    <div className="stories-screen">
      <title>{filters.q ? `${filters.q} · Stemma` : 'Stories · Stemma'}</title>
      <aside className="facet-side not-printed" aria-label="Filters">
        <FacetColumn facets={facets.value} />
      </aside>
      <section className="stories-main" aria-label="Stories">
        <header className="stories-head">
          <h1 tabIndex={-1}>{filters.q ? 'Found' : 'Stories'}</h1>
          <p className="stories-count" role="status">
            {total !== null && plural(total, 'story', 'stories')}
          </p>
          <div className="stories-tools not-printed">
            <button type="button" className="open-filters" onClick={() => setOpen('filters')}>
              Filters{chosen.length > 0 && ` · ${count(chosen.length)}`}
            </button>
            <label>
              <span className="unseen-text">Sort by</span>
              <select
                value={sort}
                onChange={(event) => changeQuery({ sort: event.target.value === 'latest' ? null : event.target.value, more: null })}
              >
                {sorts.map(({ name, says }) => (
                  <option key={name} value={name}>
                    {says}
                  </option>
                ))}
              </select>
            </label>
          </div>
        </header>
        {chosen.length > 0 && (
          <ul className="chosen-filters not-printed" aria-label="Filters that are set">
            {chosen.map(({ name, says }) => (
              <li key={name}>
                <Link
                  className="button chip"
                  to={withQuery(address, { [name]: null, more: null })}
                  aria-label={`Take away the filter ${says}`}
                >
                  {says} <span aria-hidden="true">×</span>
                </Link>
              </li>
            ))}
            {chosen.length > 1 && (
              <li>
                <Link to={withQuery(address, Object.fromEntries(chosen.map(({ name }) => [name, null])))}>All away</Link>
              </li>
            )}
          </ul>
        )}
        {list.items.length > 0 && <Visit />}
        {facets.value && facets.value.days.length > 1 && <Volume days={facets.value.days} feed={feed} />}
        {list.problem && <Trouble problem={list.problem} />}
        {list.items.length === 0 &&
          !list.problem &&
          (list.waiting ? <Waiting /> : <Nothing filtered={chosen.length > 0 || filters.q !== undefined} />)}
        <ol className="story-rows" ref={rows} aria-busy={list.waiting}>
          {list.items.map((story) => (
            <StoryRow key={story.id} story={story} picked={picked.has(story.id)} pick={pick} />
          ))}
        </ol>
        {list.more && <More shown={list.items.length} waiting={list.waiting} />}
        {list.items.length > 0 && <ThisList feed={feed} />}
        {picked.size > 0 && <SelectedBar picked={[...picked]} clear={() => setPicked(new Set())} />}
      </section>
      {open === 'filters' && (
        <Dialog title="Filters" close={() => setOpen(null)}>
          <header className="dialog-head">
            <h2>Filters</h2>
            <button type="button" className="strong" onClick={() => setOpen(null)}>
              Show {total === null ? 'stories' : plural(total, 'story', 'stories')}
            </button>
          </header>
          <FacetColumn facets={facets.value} />
        </Dialog>
      )}
      {open === 'export' && (
        <ExportDialog title="Export all stories" scope={{}} close={() => setOpen(null)}>
          <ThisList feed={feed} />
        </ExportDialog>
      )}
    </div>
  )
}

/** The rows of this list and no others, as a table or a feed. */
const ThisList = ({ feed }: Readonly<{ feed: string }>) => <Take question={feed} name="stories" says="Exactly this list:" />

/** One page of rows more, when its button comes into view or is pressed. The address keeps how many pages are shown. */
function More({ shown, waiting }: Readonly<{ shown: number; waiting: boolean }>) {
  const button = useRef<HTMLButtonElement>(null)
  const more = useCallback(() => changeQuery({ more: String(Math.ceil(shown / rowsAtOnce) + 1) }, { replace: true }), [shown])
  useEffect(() => {
    if (waiting) return
    const observer = new IntersectionObserver(([entry]) => entry?.isIntersecting && more(), { rootMargin: '600px' })
    observer.observe(button.current!)
    return () => observer.disconnect()
  }, [more, waiting])
  return (
    <p className="more-rows not-printed">
      <button type="button" ref={button} onClick={more} disabled={waiting}>
        {waiting ? 'Loading …' : 'More stories'}
      </button>
    </p>
  )
}

const Nothing = ({ filtered }: Readonly<{ filtered: boolean }>) =>
  filtered ? (
    <div className="message">
      <h2>No story fits</h2>
      <p>
        Take a filter away, or <Link to="/">show all stories</Link>.
      </p>
    </div>
  ) : (
    <div className="message">
      <h2>No stories yet</h2>
      <p>
        Drop pages, a folder or a WARC file onto <Link to="/intake">the intake</Link>, or run <code>stemma add FOLDER</code>.
      </p>
    </div>
  )
