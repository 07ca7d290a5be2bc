import { useCallback, useMemo, useState } from 'react'
import type { EvidenceDocument, PageDocument } from '#model/document.ts'
import { Problem } from '../client/request.ts'
import { Link } from '../parts/link.tsx'
import { capital, pageName, percent, plural, sayInstant, sure } from '../parts/words.ts'
import { changeQuery, useAddress } from '../shell/router.ts'
import { Facts } from './facts.tsx'
import { sayGround } from './say.ts'
import { placeOf, type Shape, type Stretch, type TabProps } from './shape.ts'
import { splitOff } from './split.ts'
import { KeptLegend, WitnessText } from './text.tsx'
import { CopyTree } from './tree.tsx'
import { TreeSummary } from './tree-summary.tsx'

const nothing: readonly Stretch[] = []

/** Left who copied whom, in the middle the chosen text, right what it says. */
export function TreeTab({ shape, tabTo }: TabProps) {
  const { query } = useAddress()
  const first = useMemo(() => headOf(shape), [shape])
  const page = shape.pages.get(query.get('page') ?? '') ?? first
  const [lit, setLit] = useState(nothing)
  const [picked, setPicked] = useState<ReadonlySet<string>>(new Set())
  const others = useMemo(() => shape.family(page.id).filter((other) => other !== page), [shape, page])
  const light = useCallback(
    (evidence: readonly EvidenceDocument[]) =>
      setLit(evidence.length === 0 ? nothing : evidence.flatMap((one) => placeOf(page, one) ?? [])),
    [page],
  )
  const choose = useCallback((id: string) => changeQuery({ page: id }, { replace: true }), [])
  const pick = useCallback(
    (id: string) => setPicked((before) => (before.has(id) ? new Set([...before].filter((one) => one !== id)) : new Set([...before, id]))),
    [],
  )
  return (
    <div className="tree-tab">
      <section className="pane copies" aria-label="Copies">
        <h2>
          Copies <span className="quiet">in order of time</span>
        </h2>
        <TreeSummary shape={shape} />
        <CopyTree shape={shape} chosen={page.id} choose={choose} picked={picked} pick={pick} />
        <TreeLegend />
        {picked.size > 0 && <PickedBar shape={shape} picked={picked} clear={() => setPicked(new Set())} />}
      </section>
      <section className="witness" aria-label="The chosen page">
        <WitnessHead page={page} shape={shape} />
        <KeptLegend others={others.length} />
        <WitnessText page={page} others={others} lit={lit} />
      </section>
      <section className="pane facts" aria-label="Facts">
        <Facts shape={shape} chosen={page.id} light={light} tabTo={tabTo} />
      </section>
    </div>
  )
}

/** The page that a reader sees first: the one whose headline the story has. */
const headOf = ({ story }: Shape): PageDocument => story.pages.find(({ title }) => title === story.title) ?? story.pages[0]!

function WitnessHead({ page, shape }: Readonly<{ page: PageDocument; shape: Shape }>) {
  const copy = shape.copyOf.get(page.id)
  const report = shape.story.reports.find(({ id }) => id === page.report)
  return (
    <header className="witness-head">
      <p className="outlet-line">
        <bdi>{pageName(page)}</bdi>
        {page.section && <span dir="auto"> · {page.section}</span>}
      </p>
      {page.title !== shape.story.title && (
        <p className="witness-title" dir="auto" lang={page.language ?? undefined}>
          {page.title ?? 'Without a headline'}
        </p>
      )}
      {page.subtitle && (
        <p className="witness-subtitle" dir="auto">
          {page.subtitle}
        </p>
      )}
      <p className="witness-line">
        {page.byline && <span dir="auto">By {page.byline}</span>}
        {page.published ? (
          <span>
            <time dateTime={page.published.value}>{sayInstant(page.published.value)}</time>
          </span>
        ) : (
          <span>no date of publication</span>
        )}
        {page.captured && <span>captured {sayInstant(page.captured.value)}</span>}
      </p>
      {copy && (
        <p className="witness-origin">
          {copy.exemplar ? (
            <>
              Copied from <bdi>{pageName(shape.pages.get(copy.exemplar))}</bdi>
              {copy.direction === 'unknown' ? ', or the other way round: the direction is not known' : `, ${sure(copy.confidence)}`};{' '}
              {percent(copy.share)} of it stands there.
            </>
          ) : (
            <>Goes back to a source that is not here, {sure(copy.confidence)}.</>
          )}{' '}
          <Grounds says={copy.grounds.map(({ says }) => says)} />
        </p>
      )}
      {!copy && report && <p className="witness-origin">{capital(report.why)}.</p>}
      <p className="witness-links not-printed">
        {copy?.exemplar && <Link to={`/compare/${copy.exemplar}/${page.id}`}>Compare with its exemplar</Link>}
        <Link to={`/pages/${page.id}`}>Evidence: the stored page</Link>
        {/^https?:/.test(page.url) && (
          <a href={page.url} rel="noreferrer noopener" target="_blank">
            Original address ↗
          </a>
        )}
      </p>
    </header>
  )
}

function Grounds({ says }: Readonly<{ says: readonly string[] }>) {
  if (says.length === 0) return null
  return (
    <details className="grounds">
      <summary>Why</summary>
      <ul>
        {says.map((one) => (
          <li key={one} dir="auto">
            {capital(sayGround(one))}
          </li>
        ))}
      </ul>
    </details>
  )
}

const TreeLegend = () => (
  <p className="tree-legend quiet">
    <span>
      <i className="node" aria-hidden="true" /> a page
    </span>
    <span>
      <i className="node hollow" aria-hidden="true" /> a source not here
    </span>
    <span>
      <i className="dash" aria-hidden="true" /> uncertain
    </span>
  </p>
)

function PickedBar({ shape, picked, clear }: Readonly<{ shape: Shape; picked: ReadonlySet<string>; clear: () => void }>) {
  const [trouble, setTrouble] = useState<string | null>(null)
  const ids = shape.story.pages.map(({ id }) => id).filter((id) => picked.has(id))
  const comparable = ids.length >= 2 && ids.length <= 4
  const split = () =>
    splitOff(shape.story.id, ids).catch((error: unknown) =>
      setTrouble(error instanceof Problem ? `${error.message}: ${error.advice}` : String(error)),
    )
  return (
    <div className="picked-bar" role="region" aria-label="Selected pages">
      <b>{plural(ids.length, 'page')} selected</b>
      {comparable && (
        <Link className="button strong" to={`/compare/${ids.join('/')}`}>
          Compare
        </Link>
      )}
      {ids.length < shape.story.counts.pages && (
        <button type="button" onClick={split}>
          Split off as a story
        </button>
      )}
      <button type="button" className="plain" onClick={clear}>
        Clear
      </button>
      {!comparable && ids.length > 4 && <small>Two to four pages can be compared.</small>}
      {trouble && <p role="alert">{trouble}</p>}
    </div>
  )
}
