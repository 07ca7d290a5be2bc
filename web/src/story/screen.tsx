import { useCallback, useEffect, useMemo, useState } from 'react'
import type { StoryDocument } from '#model/document.ts'
import { at, send } from '../client/api.ts'
import { forget, useAsk } from '../client/ask.ts'
import { useKeys } from '../keys/keys.ts'
import { Answer, Waiting } from '../parts/answers.tsx'
import { ExportDialog } from '../parts/export-dialog.tsx'
import { Link } from '../parts/link.tsx'
import { capital, count, plural, sayInstant } from '../parts/words.ts'
import { go, useAddress, withQuery } from '../shell/router.ts'
import type { ScreenProps } from '../shell/routes.ts'
import { Changes } from './changes.tsx'
import { Events } from './events.tsx'
import { Method } from './method.tsx'
import { Quotes } from './quotes.tsx'
import { proofAt, shapeOf } from './shape.ts'
import { Timeline } from './timeline.tsx'
import { TreeTab } from './tree-tab.tsx'
import './story.css'
import './tabs.css'

const tabs = [
  { name: 'tree', says: 'Tree', Tab: TreeTab },
  { name: 'timeline', says: 'Timeline', Tab: Timeline },
  { name: 'quotes', says: 'Quotes', Tab: Quotes },
  { name: 'events', says: 'Events', Tab: Events },
  { name: 'changes', says: 'Changes', Tab: Changes },
  { name: 'method', says: 'Method', Tab: Method },
] as const

export function StoryScreen({ params }: ScreenProps) {
  const asked = useAsk(at('/stories/{id}', { id: params.id! }))
  return (
    <Answer asked={asked} noun="story">
      {(story) => (story.id === params.id ? <Story story={story} /> : <Moved to={story.id} from={params.id!} />)}
    </Answer>
  )
}

/** An id that a story had leads to the one it has. */
function Moved({ to, from }: Readonly<{ to: string; from: string }>) {
  const address = useAddress()
  useEffect(() => {
    const query = new URLSearchParams(address.query)
    query.set('was', from)
    go(`/stories/${to}?${query}`, { replace: true })
  }, [address, to, from])
  return <Waiting />
}

function Story({ story }: Readonly<{ story: StoryDocument }>) {
  const address = useAddress()
  const [exporting, setExporting] = useState(false)
  const shape = useMemo(() => shapeOf(story), [story])
  const named = address.query.get('tab') ?? 'tree'
  const tab = tabs.find(({ name }) => name === named) ?? tabs[0]
  const tabTo = useCallback((name: string) => withQuery(address, { tab: name === 'tree' ? null : name }), [address])
  useKeys(useMemo(() => ({ export: () => setExporting(true) }), []))
  const numbers: Readonly<Record<string, number>> = {
    timeline: story.dates.length,
    quotes: story.quotes.length,
    events: story.events.length,
    changes: story.copies.reduce((sum, { edits }) => sum + edits.length, 0),
  }
  return (
    <article className="story">
      <title>{`${story.title ?? 'A story without a headline'} · Stemma`}</title>
      {address.query.has('was') && (
        <p className="notice not-printed" role="status">
          The address you came by is of a story that is part of this one now.
        </p>
      )}
      <header className="story-head">
        <h1 tabIndex={-1} dir="auto" lang={story.language ?? undefined}>
          {story.title ?? 'A story without a headline'}
        </h1>
        <p className="story-line">
          {story.published && (
            <span>
              First published <time dateTime={story.published.value}>{sayInstant(story.published.value)}</time>
            </span>
          )}
          {story.agencies.length > 0 && (
            <span>
              credited{' '}
              {story.agencies.map(({ name, evidence }, index) => (
                <span key={name}>
                  {index > 0 && ', '}
                  {evidence[0] ? <Link to={proofAt(evidence[0])}>{name}</Link> : name}
                </span>
              ))}
            </span>
          )}
          {story.language && <span>{capital(languageName(story.language))}</span>}
        </p>
        <div className="story-counts">
          <Count number={story.counts.pages} one="page" />
          <Count number={story.counts.independentReports} one="independent report" />
          <Count number={story.events.length} one="event" />
          <div className="story-tools not-printed">
            <Marks id={story.id} />
            <button type="button" onClick={() => setExporting(true)}>
              Export <kbd>e</kbd>
            </button>
          </div>
        </div>
      </header>
      <nav className="tabs not-printed" aria-label="Views of the story">
        {tabs.map(({ name, says }) => (
          <Link key={name} to={tabTo(name)} aria-current={name === tab.name ? 'page' : undefined}>
            {says}
            {numbers[name] !== undefined && <span className="tally">{count(numbers[name])}</span>}
          </Link>
        ))}
      </nav>
      <tab.Tab shape={shape} tabTo={tabTo} />
      {exporting && <ExportDialog title="Export this story" scope={{ story: story.id }} close={() => setExporting(false)} />}
    </article>
  )
}

const Count = ({ number, one }: Readonly<{ number: number; one: string }>) => (
  <p className="count">
    <strong>{count(number)}</strong> <span>{plural(number, one).replace(/^[\d,]+ /, '')}</span>
  </p>
)

const languages = new Intl.DisplayNames('en', { type: 'language' })
function languageName(code: string): string {
  try {
    return languages.of(code) ?? code
  } catch {
    return code
  }
}

/** Watch and mute; a muted story leaves the list. */
function Marks({ id }: Readonly<{ id: string }>) {
  const summary = useAsk(at('/stories/{id}/summary', { id }))
  if (!summary.value) return null
  const { watched, muted } = summary.value
  const mark = async (path: '/stories/watch' | '/stories/mute', on: boolean) => {
    await send('POST', path, {}, { stories: [id], on })
    forget('/api/v1/stories')
  }
  return (
    <>
      <button type="button" aria-pressed={watched} onClick={() => mark('/stories/watch', !watched)}>
        {watched ? 'Watched' : 'Watch'}
      </button>
      <button type="button" aria-pressed={muted} onClick={() => mark('/stories/mute', !muted)}>
        {muted ? 'Muted' : 'Mute'}
      </button>
    </>
  )
}
