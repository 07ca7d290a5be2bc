import { type FormEvent, type ReactNode, useState } from 'react'
import { send } from '../client/api.ts'
import { type Asked, forget } from '../client/ask.ts'
import { Problem } from '../client/request.ts'
import { Link } from './link.tsx'
import { NotFound, type Noun } from './not-found.tsx'
import { capital } from './words.ts'

type AnswerProps<T> = Readonly<{
  asked: Asked<T>
  /** What the screen is of: then one that is not here gets a page of its own. */
  noun?: Noun
  children: (value: T) => ReactNode
}>

/** Shows an answer once it is there, and until then that it is on its way, or why it does not come. */
export function Answer<T>({ asked, noun, children }: AnswerProps<T>) {
  if (asked.value !== null) return <>{children(asked.value)}</>
  if (noun && asked.problem?.status === 404) return <NotFound noun={noun} problem={asked.problem} />
  return asked.problem ? <Trouble problem={asked.problem} /> : <Waiting />
}

export const Waiting = () => (
  <p className="waiting" role="status">
    <span>Loading …</span>
  </p>
)

export function Trouble({ problem }: Readonly<{ problem: Problem }>) {
  if (problem.status === 401 || (problem.status === 403 && /token/.test(problem.message + problem.advice))) return <TokenForm />
  return (
    <div className="message" role="alert">
      <h2>{problem.status === 404 ? 'Not found' : 'That did not work'}</h2>
      <p>{capital(problem.message)}.</p>
      {problem.advice && <p className="quiet">{capital(problem.advice)}.</p>}
      {problem.status === 404 && (
        <p>
          <Link to="/">All stories</Link>
        </p>
      )}
      {problem.status !== 404 && problem.status !== 400 && (
        <p>
          <button type="button" onClick={() => forget()}>
            Try again
          </button>
        </p>
      )}
    </div>
  )
}

/** A desk that others can reach asks for the token that `stemma serve` was started with; a cookie then keeps it for the session. */
function TokenForm() {
  const [token, setToken] = useState('')
  const [problem, setProblem] = useState<Problem | null>(null)
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    await send('POST', '/session', {}, { token }).then(
      () => forget(),
      (error: unknown) => setProblem(error instanceof Problem ? error : null),
    )
  }
  return (
    <form className="message" onSubmit={submit}>
      <h2>This desk asks for its token</h2>
      <p>
        It is the one that <code>stemma serve</code> was started with.
      </p>
      <p className="joined">
        <input
          type="password"
          autoComplete="current-password"
          aria-label="Token"
          value={token}
          onChange={(event) => setToken(event.target.value)}
        />
        <button type="submit" className="strong">
          Open
        </button>
      </p>
      {problem && <p role="alert">{problem.message}</p>}
    </form>
  )
}
