import { useCallback, useEffect, useMemo, useState } from 'react'
import type { Comparisons } from '#api/schemas/pages.ts'
import type { EditKind } from '#model/copy.ts'
import { at } from '../client/api.ts'
import { useAsk } from '../client/ask.ts'
import { useKeys } from '../keys/keys.ts'
import { Answer } from '../parts/answers.tsx'
import { EditFilter } from '../parts/edit-filter.tsx'
import { countEdits } from '../parts/edits.tsx'
import { Link } from '../parts/link.tsx'
import { count, pageName, plural } from '../parts/words.ts'
import { changeQuery, useAddress, withQuery } from '../shell/router.ts'
import type { ScreenProps } from '../shell/routes.ts'
import { CitationDialog } from './citation.tsx'
import { Columns } from './columns.tsx'
import { comparisonOf, type ShownEdit } from './model.ts'
import { OneColumn } from './one-column.tsx'
import { WitnessHeads } from './witness-heads.tsx'
import './compare.css'

export function CompareScreen({ params }: ScreenProps) {
  const pages = ['a', 'b', 'c', 'd'].flatMap((name) => params[name] ?? [])
  const asked = useAsk(at('/compare', {}, { pages: pages.join(',') }))
  return (
    <Answer asked={asked} noun="page">
      {(answer) => <Compared answer={answer} />}
    </Answer>
  )
}

function Compared({ answer }: Readonly<{ answer: Comparisons }>) {
  const address = useAddress()
  const { query } = address
  const compared = useMemo(() => comparisonOf(answer.pages, answer.pairs), [answer])
  const only = query.getAll('only') as EditKind[]
  const one = query.get('view') === 'one' || (query.get('view') !== 'side' && isNarrow)
  const pair = Math.min(compared.pairs.length, Math.max(1, Number(query.get('with')) || 1)) - 1
  const inView = one ? compared.edits.filter((edit) => edit.pair === pair) : compared.edits
  const shown = only.length === 0 ? inView : inView.filter(({ kind }) => only.includes(kind))
  const current = shown.findIndex(({ key }) => key === query.get('edit'))
  const [citing, setCiting] = useState(false)
  const goTo = useCallback((edit: ShownEdit | undefined) => edit && changeQuery({ edit: edit.key }, { replace: true }), [])
  const step = useCallback(
    (by: 1 | -1) => goTo(shown[current < 0 ? (by > 0 ? 0 : shown.length - 1) : (current + by + shown.length) % shown.length]),
    [goTo, shown, current],
  )
  useKeys(useMemo(() => ({ nextChange: () => step(1), previousChange: () => step(-1), export: () => setCiting(true) }), [step]))
  useShowEdit(query.get('edit'))
  const names = compared.pages.map(pageName)
  const view = { compared, shown, current: shown[current]?.key ?? null }
  return (
    <article className="compare">
      <title>{`${names.join(' · ')} · compared · Stemma`}</title>
      <header className="compare-head">
        <h1 tabIndex={-1}>What changed</h1>
        <div className="compare-tools not-printed">
          <p className="compare-steps">
            <span role="status">
              {shown.length === 0
                ? 'No change'
                : current < 0
                  ? plural(shown.length, 'change')
                  : `${count(current + 1)} of ${plural(shown.length, 'change')}`}
            </span>
            <button type="button" onClick={() => step(-1)} disabled={shown.length === 0}>
              Previous <kbd>p</kbd>
            </button>
            <button type="button" onClick={() => step(1)} disabled={shown.length === 0}>
              Next <kbd>n</kbd>
            </button>
          </p>
          <nav className="switch" aria-label="View">
            <Link to={withQuery(address, { view: isNarrow ? 'side' : null })} replace aria-current={one ? undefined : 'true'}>
              Side by side
            </Link>
            <Link to={withQuery(address, { view: 'one' })} replace aria-current={one ? 'true' : undefined}>
              One column
            </Link>
          </nav>
          <button type="button" onClick={() => setCiting(true)}>
            Cite
          </button>
        </div>
      </header>
      <EditFilter counts={countEdits(inView)} chosen={only} name="only" />
      <WitnessHeads compared={compared} one={one} pair={pair} />
      {one ? <OneColumn {...view} pair={pair} /> : <Columns {...view} />}
      {citing && <CitationDialog compared={compared} edit={shown[current] ?? null} close={() => setCiting(false)} />}
    </article>
  )
}

/** Where two columns do not stand side by side, they are written into each other unless asked for. */
const isNarrow = matchMedia('(width < 40rem)').matches

/** Brings the edit that the address names into view, and the focus to it, so that it is read out. */
function useShowEdit(key: string | null): void {
  useEffect(() => {
    if (!key) return
    const found = document.querySelector<HTMLElement>(`[data-edit="${CSS.escape(key)}"]`)
    found?.scrollIntoView({ block: 'center' })
    found?.focus({ preventScroll: true })
  }, [key])
}
