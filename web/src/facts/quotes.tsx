import { useRef } from 'react'
import { anonymousKinds } from '#model/reading.ts'
import { at, type RowAt } from '../client/api.ts'
import { usePages } from '../client/pages.ts'
import { useRowKeys } from '../keys/rows.ts'
import { Link } from '../parts/link.tsx'
import { capital, plural, quotationOf, sayDay } from '../parts/words.ts'
import { changeQuery, useAddress } from '../shell/router.ts'
import { FilterField, FilterSelect, ListFoot } from './list-parts.tsx'
import './facts.css'

const rowsAtOnce = 50

/** Who said what, over all stories. */
export function QuotesScreen() {
  const { query } = useAddress()
  const filters = Object.fromEntries(
    ['speaker', 'q', 'via', 'kind', 'anonymous', 'story'].flatMap((name) => (query.get(name) ? [[name, query.get(name)]] : [])),
  )
  const list = usePages(at('/quotes', {}, { ...filters, limit: rowsAtOnce }), Math.max(1, Number(query.get('more')) || 1))
  const rows = useRef<HTMLOListElement>(null)
  useRowKeys(rows)
  return (
    <section className="fact-screen" aria-label="Quotes">
      <title>Quotes · Stemma</title>
      <header className="fact-head">
        <h1 tabIndex={-1}>Quotes</h1>
        <p role="status" className="quiet">
          {list.total !== null && plural(list.total, 'quote')}
        </p>
      </header>
      <div className="fact-filters not-printed">
        <FilterField name="q" says="Words" />
        <FilterField name="speaker" says="Speaker" />
        <FilterField name="via" says="Via" />
        <FilterSelect name="kind" says="Kind" values={['direct', 'indirect', 'mixed']} />
        <FilterSelect
          name="anonymous"
          says="Source"
          values={['false', 'true', ...anonymousKinds]}
          words={{ false: 'named', true: 'unnamed' }}
        />
      </div>
      <ol className="fact-rows" ref={rows} aria-busy={list.waiting}>
        {list.items.map((quote) => (
          <QuoteRow key={`${quote.story} ${quote.id}`} quote={quote} />
        ))}
      </ol>
      <ListFoot
        list={list}
        base={at('/quotes', {}, filters)}
        more={() => changeQuery({ more: String(Math.ceil(list.items.length / rowsAtOnce) + 1) }, { replace: true })}
        none="No quote fits."
      />
    </section>
  )
}

function QuoteRow({ quote }: Readonly<{ quote: RowAt<'/quotes'> }>) {
  const { speaker } = quote
  const proof = quote.evidence[0]
  return (
    <li className="fact-row" data-row tabIndex={-1}>
      <p className="fact-who">
        <b className={speaker?.anonymous ? 'unnamed' : undefined}>
          {speaker?.actorId ? (
            <Link to={`/actors/${speaker.actorId}`}>{capital(speaker.name)}</Link>
          ) : (
            <bdi>{speaker ? capital(speaker.name) : 'Speaker not told'}</bdi>
          )}
        </b>
        <small>
          {[
            speaker?.anonymous ? `unnamed: ${speaker.anonymousKind ?? 'other'}` : null,
            quote.via && `via ${quote.via.name}`,
            quote.published && sayDay(quote.published),
          ]
            .filter(Boolean)
            .join(' · ')}
        </small>
      </p>
      <div>
        <blockquote className={quote.kind} dir="auto">
          {proof ? (
            <Link to={`/pages/${proof.page}#${proof.start}-${proof.end}`} data-open>
              {quotationOf(quote)}
            </Link>
          ) : (
            quotationOf(quote)
          )}
        </blockquote>
        <p className="fact-where">
          <Link to={`/stories/${quote.story}?tab=quotes`}>
            <bdi>{quote.title ?? 'A story without a headline'}</bdi>
          </Link>
          <small>
            {plural(quote.pages, 'page')} · {plural(quote.reports, 'independent report')}
          </small>
        </p>
      </div>
    </li>
  )
}
