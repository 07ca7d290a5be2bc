import { useRef, useState } from 'react'
import type { EvidenceDocument, QuoteDocument } from '#model/document.ts'
import { useRowKeys } from '../keys/rows.ts'
import { Link } from '../parts/link.tsx'
import { capital, count, pageName, plural, quotationOf } from '../parts/words.ts'
import { proofAt, type Shape, type TabProps } from './shape.ts'
import { TableLinks } from './table-links.tsx'

const atOnce = 100 // quotes

/** Who said what, speaker by speaker, with every page that carries the words. */
export function Quotes({ shape }: TabProps) {
  const { quotes } = shape.story
  const [shown, setShown] = useState(atOnce)
  const list = useRef<HTMLDivElement>(null)
  useRowKeys(list)
  const groups = Map.groupBy(quotes.slice(0, shown), ({ speaker }) => speaker?.actorId ?? speaker?.name ?? '')
  if (quotes.length === 0) return <p className="tab none">Nobody is quoted in these texts.</p>
  return (
    <section className="tab quotes" aria-label="Quotes" ref={list}>
      <TableLinks story={shape.story.id} tables={['quotes']} />
      {[...groups].map(([key, group]) => (
        <section key={key} className="speaker">
          <header>
            <h2 className={group[0]!.speaker?.anonymous ? 'unnamed' : undefined}>
              <bdi>{group[0]!.speaker ? capital(group[0]!.speaker.name) : 'Speaker not told'}</bdi>
            </h2>
            <small>
              {group[0]!.speaker?.anonymous && `unnamed source: ${group[0]!.speaker.anonymousKind ?? 'other'} · `}
              {roleOf(group[0]!, shape)}
              {plural(group.length, 'quote')}
            </small>
          </header>
          <ul className="plain-list">
            {group.map((quote) => (
              <li key={quote.id} className="quote" data-row tabIndex={-1}>
                <blockquote dir="auto" className={quote.kind}>
                  {quotationOf(quote)}
                </blockquote>
                <p className="quiet">
                  {quote.kind}
                  {quote.cue && <> · “{quote.cue}”</>}
                  {quote.addressee && <> to {quote.addressee.name}</>}
                  {quote.via && <> · via {quote.via.name}</>}
                </p>
                <Carriers evidence={quote.evidence} shape={shape} />
              </li>
            ))}
          </ul>
        </section>
      ))}
      {shown < quotes.length && (
        <button type="button" onClick={() => setShown(shown + atOnce)}>
          Show more of {plural(quotes.length, 'quote')}
        </button>
      )}
    </section>
  )
}

const roleOf = ({ speaker }: QuoteDocument, { story }: Shape) => {
  const role = story.actors.find(({ id }) => id === speaker?.actorId)?.role
  return role ? `${role} · ` : ''
}

const named = 6 // carriers shown by name

/** Every page that carries the words, each a way to its characters. */
export function Carriers({ evidence, shape }: Readonly<{ evidence: readonly EvidenceDocument[]; shape: Shape }>) {
  const first = [...new Map(evidence.map((one) => [one.page, one])).values()]
  const link = (one: EvidenceDocument, place: number) => (
    <Link key={one.page} to={proofAt(one)} data-open={place === 0 ? '' : undefined}>
      <bdi>{pageName(shape.pages.get(one.page))}</bdi>
    </Link>
  )
  return (
    <div className="carriers">
      <b>
        {count(first.length)} of {plural(shape.story.counts.pages, 'page')}
      </b>{' '}
      {first.slice(0, named).map(link)}
      {first.length > named && (
        <details>
          <summary>and {count(first.length - named)} more</summary>
          <div className="carriers">{first.slice(named).map((one) => link(one, 1))}</div>
        </details>
      )}
    </div>
  )
}
