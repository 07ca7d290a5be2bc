import { memo } from 'react'
import type { RowAt } from '../client/api.ts'
import { EditBadges } from '../parts/edits.tsx'
import { Link } from '../parts/link.tsx'
import { Spark } from '../parts/spark.tsx'
import { count, plural, sayAge, sayInstant } from '../parts/words.ts'

type Story = RowAt<'/stories'>
const namedOutlets = 4
const shownKinds = 4 // kinds of edit

/** A story as a line of the list: what it says, and its three counts. */
export const StoryRow = memo(function StoryRow({
  story,
  picked,
  pick,
}: Readonly<{ story: Story; picked: boolean; pick: (id: string) => void }>) {
  const headline = story.headline ?? story.title ?? 'Without a headline'
  const agencies = story.credits.filter((credit) => credit !== 'own')
  return (
    <li className={story.muted ? 'story-row muted' : 'story-row'} data-row tabIndex={-1}>
      <input
        type="checkbox"
        className="row-pick not-printed"
        data-pick
        aria-label={`Select “${headline}”`}
        checked={picked}
        onChange={() => pick(story.id)}
      />
      <div className="row-main">
        <Link className="row-headline" to={`/stories/${story.id}`} data-open dir="auto" lang={story.language ?? undefined}>
          {headline}
        </Link>
        <p className="row-counts">
          <b>{plural(story.pages, 'page')}</b>
          <b>{plural(story.independentReports, 'independent report')}</b>
          {story.events > 0 && <b>{plural(story.events, 'event')}</b>}
          {agencies.length > 0 && (
            <span>
              credited <bdi>{agencies.join(', ')}</bdi>
            </span>
          )}
          {story.watched && <span className="row-mark">watched</span>}
          {story.muted && <span className="row-mark">muted</span>}
        </p>
        {story.snippet && (
          <p className="row-snippet" dir="auto">
            {story.snippet}
          </p>
        )}
        <p className="row-outlets">
          <bdi>{story.outlets.slice(0, namedOutlets).join(', ')}</bdi>
          {story.outlets.length > namedOutlets && <span> +{count(story.outlets.length - namedOutlets)}</span>}
        </p>
        <EditBadges edits={story.changes} most={shownKinds} />
      </div>
      <div className="row-time">
        {story.published ? (
          <time dateTime={story.published} title={sayInstant(story.published)}>
            {sayAge(story.published)}
          </time>
        ) : (
          <span>no date</span>
        )}
        {story.pages > 1 && <Spark values={story.arrivals} />}
      </div>
    </li>
  )
})
