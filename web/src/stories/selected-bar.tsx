import { useState } from 'react'
import { at, send } from '../client/api.ts'
import { forget } from '../client/ask.ts'
import { getJson, Problem } from '../client/request.ts'
import { plural } from '../parts/words.ts'
import { go } from '../shell/router.ts'

type Props = Readonly<{ picked: readonly string[]; clear: () => void }>

/** What can be done with several stories at once. A merge or a split is kept: the next run respects it. */
export function SelectedBar({ picked, clear }: Props) {
  const [trouble, setTrouble] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const attempt = (work: () => Promise<void>) => async () => {
    setBusy(true)
    setTrouble(null)
    try {
      await work()
      forget()
      clear()
    } catch (error) {
      setTrouble(error instanceof Problem ? [error.message, error.advice].filter(Boolean).join(': ') : String(error))
    } finally {
      setBusy(false)
    }
  }
  const merge = attempt(async () => {
    const { stories } = await send('POST', '/stories/merge', {}, { stories: [...picked] })
    if (stories[0]) go(`/stories/${stories[0]}`)
  })
  const split = attempt(async () => {
    for (const id of picked) await splitByReport(id)
  })
  const mark = (path: '/stories/watch' | '/stories/mute') =>
    attempt(async () => void (await send('POST', path, {}, { stories: [...picked], on: true })))
  return (
    <div className="picked-bar not-printed" role="region" aria-label="Selected stories">
      <b>{plural(picked.length, 'story', 'stories')} selected</b>
      <button type="button" className="strong" disabled={busy || picked.length < 2} onClick={merge}>
        Merge
      </button>
      <button type="button" disabled={busy} onClick={split} title="Each independent report becomes a story of its own">
        Split
      </button>
      <button type="button" disabled={busy} onClick={mark('/stories/watch')}>
        Watch
      </button>
      <button type="button" disabled={busy} onClick={mark('/stories/mute')}>
        Mute
      </button>
      <button type="button" className="plain" onClick={clear}>
        Clear
      </button>
      {trouble && <p role="alert">{trouble}</p>}
    </div>
  )
}

/** Takes a story apart into its independent reports. */
async function splitByReport(id: string): Promise<void> {
  const { reports } = await getJson<{ reports: readonly { pages: readonly string[] }[] }>(at('/stories/{id}', { id }))
  for (const { pages } of reports.slice(1)) await send('POST', '/stories/{id}/split', { id }, { pages: [...pages] })
}
