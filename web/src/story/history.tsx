import { useState } from 'react'
import { at, send } from '../client/api.ts'
import { forget, useAsk } from '../client/ask.ts'
import { Problem } from '../client/request.ts'
import { capital, sayInstant } from '../parts/words.ts'

/** What was decided about the story, by people and by rule; what a person decided can be taken back. */
export function History({ story }: Readonly<{ story: string }>) {
  const log = useAsk(at('/stories/{id}/log', { id: story }))
  const [trouble, setTrouble] = useState<string | null>(null)
  const rows = log.value?.items ?? []
  if (rows.length === 0) return null
  const takenBack = async (decision: number) => {
    await send('POST', '/stories/undo', {}, { decision }).then(
      () => forget(),
      (error: unknown) => setTrouble(error instanceof Problem ? error.message : String(error)),
    )
  }
  return (
    <section className="history" aria-label="History">
      <h2>History</h2>
      {trouble && <p role="alert">{trouble}</p>}
      <ol className="plain-list">
        {rows.map(({ number, at: when, kind, by, decision, why }) => (
          <li key={number}>
            <time dateTime={when}>{sayInstant(when)}</time>
            <span>
              <b>{capital(kind)}</b> <small>{by === 'user' ? 'by hand' : 'by rule'}</small> <span dir="auto">{why}</span>
            </span>
            {decision !== null && kind !== 'undo' && (
              <button type="button" onClick={() => takenBack(decision)}>
                Take back
              </button>
            )}
          </li>
        ))}
      </ol>
    </section>
  )
}
