import type { FormEvent } from 'react'
import type { Problem } from '../client/request.ts'
import { go } from '../shell/router.ts'
import { Link } from './link.tsx'
import { capital } from './words.ts'

export type Noun = 'story' | 'page' | 'actor' | 'outlet'

const hints: Readonly<Record<Noun, string>> = {
  story:
    'Stories that were merged, split or renamed go on answering under the ids they had. So this one was never told in this data folder, or its pages are no longer in it.',
  page: 'Pages keep their id for ever. So this one was never taken in here, or the address is not whole.',
  actor: 'Actors come and go with the stories that name them. Look for the name.',
  outlet: 'Outlets are known by the name their pages give. Look for a part of it.',
}

/** What an address shows when what it names is not here: that, why it may be, and the ways on. */
export function NotFound({ noun, problem }: Readonly<{ noun: Noun; problem: Problem }>) {
  const search = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    go(`/?q=${encodeURIComponent(String(new FormData(event.currentTarget).get('q') ?? ''))}`)
  }
  return (
    <div className="message">
      <title>Not found · Stemma</title>
      <h1 tabIndex={-1}>This {noun} is not here</h1>
      <p role="alert">{capital(problem.message)}.</p>
      <p>{/parked/.test(problem.message) ? `${capital(problem.advice)}.` : hints[noun]}</p>
      <form className="joined" role="search" aria-label="Look for it" onSubmit={search}>
        <input name="q" type="search" placeholder="Words of the story" aria-label="Words of the story" />
        <button type="submit" className="strong">
          Search
        </button>
      </form>
      <p className="joined">
        {history.length > 1 && (
          <button type="button" onClick={() => history.back()}>
            Back
          </button>
        )}
        <Link to="/">All stories</Link>
        {noun === 'actor' && <Link to="/actors">All actors</Link>}
        {noun === 'outlet' && <Link to="/sources">All outlets</Link>}
        {noun === 'page' && <Link to="/intake">What was taken in, and what is parked</Link>}
      </p>
    </div>
  )
}
