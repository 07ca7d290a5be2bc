import { useEffect, useMemo, useRef, useState } from 'react'
import type { PageAnswer } from '#api/schemas/pages.ts'
import { offsetsOf } from '#text/offsets.ts'
import { at } from '../client/api.ts'
import { useAsk } from '../client/ask.ts'
import { apiBase, getText, type Question } from '../client/request.ts'
import { useKeys } from '../keys/keys.ts'
import { Answer } from '../parts/answers.tsx'
import { ExportDialog } from '../parts/export-dialog.tsx'
import { Link } from '../parts/link.tsx'
import { count, originWords, pageName, percent, sayBytes, sayInstant, sourceName } from '../parts/words.ts'
import { go, useAddress, withQuery } from '../shell/router.ts'
import type { ScreenProps } from '../shell/routes.ts'
import { piecesOf, type Stretch, spanIn } from './pieces.ts'
import { StoredPage } from './stored-page.tsx'
import './evidence.css'

export function EvidenceScreen({ params }: ScreenProps) {
  const id = params.id!
  const page = useAsk(at('/pages/{id}', { id }))
  const raw = useAsk(at('/pages/{id}/raw', { id }) as Question<string>, getText)
  return (
    <Answer asked={page} noun="page">
      {(answer) => <Answer asked={raw}>{(text) => <Evidence page={answer} raw={text} />}</Answer>}
    </Answer>
  )
}

function Evidence({ page, raw }: Readonly<{ page: PageAnswer; raw: string }>) {
  const address = useAddress()
  const [exporting, setExporting] = useState(false)
  const proof = useProof()
  const whole = address.query.get('markup') === 'all'
  const pieces = useMemo(() => piecesOf(raw, page, proof), [raw, page, proof])
  const text = useRef<HTMLDivElement>(null)
  useKeys(useMemo(() => ({ export: () => setExporting(true) }), []))
  const shown = proof && `${proof.start}-${proof.end}`
  useEffect(() => {
    if (shown) text.current?.querySelector('#proof')?.scrollIntoView({ block: 'center' })
  }, [shown])
  return (
    <article className="evidence">
      <title>{`${page.title ?? pageName(page)} · evidence · Stemma`}</title>
      <header className="evidence-head">
        <p className="outlet-line">
          <bdi>{pageName(page)}</bdi>
        </p>
        <h1 tabIndex={-1} dir="auto" lang={page.language ?? undefined}>
          {page.title ?? 'Without a headline'}
        </h1>
        <p className="evidence-links not-printed">
          {page.story && <Link to={`/stories/${page.story}?page=${page.id}`}>Its story</Link>}
          <a href={`${apiBase}/pages/${page.id}/record`} download={`${page.id}.warc.gz`}>
            WARC record
          </a>
          <a href={`${apiBase}/pages/${page.id}/raw`} download={`${page.id}.txt`}>
            Decoded text
          </a>
          <a href={`${apiBase}/pages/${page.id}`} download={`${page.id}.json`}>
            JSON
          </a>
          {page.story && (
            <button type="button" onClick={() => setExporting(true)}>
              Export <kbd>e</kbd>
            </button>
          )}
        </p>
      </header>
      <div className="evidence-body">
        <Facts page={page} raw={raw} proof={proof} />
        <section className="stored" aria-label="The stored page as text">
          <div className="stored-bar not-printed">
            <p className="shades">
              <span className="lit">article</span>
              <span className="furniture">furniture</span>
              <span className="source">markup</span>
              {proof && <mark>proof</mark>}
            </p>
            <Link to={`${withQuery(address, { markup: whole ? null : 'all' })}${shown ? `#${shown}` : ''}`} replace>
              {whole ? 'Fold markup' : 'Show all markup'}
            </Link>
            <SelectionLink text={text} raw={raw} page={page.id} />
          </div>
          <StoredPage ref={text} raw={raw} pieces={pieces} whole={whole} language={page.language} />
        </section>
      </div>
      {exporting && page.story && (
        <ExportDialog title="Export the story of this page" scope={{ story: page.story }} close={() => setExporting(false)} />
      )}
    </article>
  )
}

/** The span of the address. Links from before the desk had `?at=120-180`; they still lead to the characters. */
function useProof(): Stretch | null {
  const { path, query, hash } = useAddress()
  const old = query.get('at')
  useEffect(() => {
    if (old && spanIn(old)) go(`${path}#${old}`, { replace: true })
  }, [path, old])
  return useMemo(() => spanIn(hash), [hash])
}

/** What is known of the page itself, and where each claim stands in it. */
function Facts({ page, raw, proof }: Readonly<{ page: PageAnswer; raw: string; proof: Stretch | null }>) {
  const { published, modified, captured } = page
  return (
    <dl className="page-facts">
      {proof && (
        <Entry name="Proof">
          characters {count(proof.start)}–{count(proof.end)}
          <q dir="auto">{wordsOf(raw, proof)}</q>
        </Entry>
      )}
      <Entry name="Address">
        {/^https?:/.test(page.url) ? (
          <a href={page.url} rel="noreferrer noopener" target="_blank">
            {page.url} ↗
          </a>
        ) : (
          sourceName(page.url)
        )}
      </Entry>
      {page.canonicalUrl && page.canonicalUrl !== page.url && <Entry name="Names as its own">{page.canonicalUrl}</Entry>}
      <Entry name="Given as">{sourceName(page.source)}</Entry>
      <Entry name="Fetched">{page.fetchedAt ? sayInstant(page.fetchedAt) : 'not known'}</Entry>
      {captured && (
        <Entry name="Captured">
          {sayInstant(captured.value)}, by {originWords[captured.origin]}
        </Entry>
      )}
      <Entry name="Published">
        {published ? (
          <>
            {sayInstant(published.value)}: {percent(published.certainty)} sure, by {originWords[published.origin]}
            <Places evidence={published.evidence} />
            {published.others.map((other) => (
              <span key={`${other.origin} ${other.value}`} className="other">
                also {sayInstant(other.value)} by {originWords[other.origin]}
                <Places evidence={other.evidence} />
              </span>
            ))}
          </>
        ) : (
          'the page is silent'
        )}
      </Entry>
      {modified && <Entry name="Modified">{sayInstant(modified.value)}</Entry>}
      {page.byline && (
        <Entry name="Byline">
          <bdi>{page.byline}</bdi>
        </Entry>
      )}
      <Entry name="Size">
        {page.bytes === undefined ? '' : `${sayBytes(page.bytes)}, ${page.charset}, `}
        {count(offsetsOf(raw).toPoints(raw.length))} characters
      </Entry>
      <Entry name="SHA-256">
        <code>{page.digest}</code>
      </Entry>
      {page.archive && (
        <Entry name="Archive">
          {page.archive.file}, at byte {count(page.archive.offset)}
        </Entry>
      )}
      <Entry name="Page">
        <code>{page.id}</code>
      </Entry>
    </dl>
  )
}

const Entry = ({ name, children }: Readonly<{ name: string; children: React.ReactNode }>) => (
  <div>
    <dt>{name}</dt>
    <dd>{children}</dd>
  </div>
)

const Places = ({ evidence }: Readonly<{ evidence: PageAnswer['furniture'] | readonly Stretch[] }>) =>
  evidence.map(({ start, end }) => (
    <Link key={start} className="place" to={`#${start}-${end}`}>
      show
    </Link>
  ))

const longest = 400 // characters of the proof repeated beside the page

function wordsOf(raw: string, { start, end }: Stretch): string {
  const { toUnits } = offsetsOf(raw)
  const words = raw.slice(toUnits(start), toUnits(end))
  return words.length > longest ? `${words.slice(0, longest)} …` : words
}

/** Any stretch that the reader selects has an address. */
function SelectionLink({ text, raw, page }: Readonly<{ text: React.RefObject<HTMLDivElement | null>; raw: string; page: string }>) {
  const [span, setSpan] = useState<Stretch | null>(null)
  useEffect(() => {
    const selected = () => setSpan(text.current ? selectionIn(text.current) : null)
    document.addEventListener('selectionchange', selected)
    return () => document.removeEventListener('selectionchange', selected)
  }, [text])
  if (!span) return null
  const { toPoints } = offsetsOf(raw)
  return (
    <Link className="button" to={`/pages/${page}#${toPoints(span.start)}-${toPoints(span.end)}`}>
      Link to the selection
    </Link>
  )
}

/** Where the selection stands in the page: pieces carry their start as `data-at`. */
function selectionIn(box: HTMLElement): Stretch | null {
  const selection = getSelection()
  if (!selection || selection.isCollapsed || !box.contains(selection.anchorNode) || !box.contains(selection.focusNode)) return null
  const place = (node: Node, offset: number): number | null => {
    const piece = (node instanceof Element ? node : node.parentElement)?.closest<HTMLElement>('[data-at]')
    if (!piece || node.nodeType !== Node.TEXT_NODE) return null
    return Number(piece.dataset.at) + offset
  }
  const ends = [place(selection.anchorNode!, selection.anchorOffset), place(selection.focusNode!, selection.focusOffset)]
  const [one, other] = ends
  if (one == null || other == null || one === other) return null
  return { start: Math.min(one, other), end: Math.max(one, other) }
}
