import { useState } from 'react'
import { at, send } from '../client/api.ts'
import { forget } from '../client/ask.ts'
import { usePages } from '../client/pages.ts'
import { Problem } from '../client/request.ts'
import { ListEnd } from '../parts/list-end.tsx'
import { count, sourceName } from '../parts/words.ts'
import { useAddress } from '../shell/router.ts'

/** What a stage could not process, why, and what to do about it. Nothing here is lost. */
export function ParkedList() {
  const { query } = useAddress()
  const [says, setSays] = useState<string | null>(null)
  const question = at('/parked', {}, { limit: 50 })
  const pages = Math.max(1, Number(query.get('more') ?? 1))
  const list = usePages(question, pages)
  const { items, total } = list
  const run = async (work: Promise<unknown>) => {
    setSays(
      await work.then(
        () => null,
        (error: unknown) => (error instanceof Problem ? error.message : String(error)),
      ),
    )
    forget()
  }
  return (
    <section>
      <h2>Parked {total !== null && <span className="number">{count(total)}</span>}</h2>
      {items.length > 0 && (
        <p>
          <button type="button" onClick={() => run(send('POST', '/parked/retry', {}, {}))}>
            Try all again
          </button>
        </p>
      )}
      <p role="alert">{says}</p>
      <ul className="parked">
        {items.map((one) => (
          <li key={`${one.stage} ${one.input}`}>
            <p>
              <b title={one.source}>{sourceName(one.source)}</b> <span className="quiet">{one.stage}</span>
            </p>
            <p>{one.reason}</p>
            <p className="quiet">{one.advice}</p>
            {one.detail && (
              <details>
                <summary>Detail</summary>
                <pre>{one.detail}</pre>
              </details>
            )}
            <button
              type="button"
              className="plain"
              onClick={() => run(send('POST', '/parked/dismiss', {}, { stage: one.stage, input: one.input }))}
            >
              Take off the list
            </button>
          </li>
        ))}
      </ul>
      <ListEnd list={list} pages={pages} question={question} nothing="Nothing is parked." />
    </section>
  )
}
