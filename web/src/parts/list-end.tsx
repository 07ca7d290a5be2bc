import './lists.css'
import type { Pages } from '../client/pages.ts'
import { useAddress, withQuery } from '../shell/router.ts'
import { Trouble, Waiting } from './answers.tsx'
import { Link } from './link.tsx'
import { Take } from './take.tsx'
import { count } from './words.ts'

type Props = Readonly<{
  list: Pages<unknown>
  /** How many pages of the list are shown now; one more is an address away. */
  pages: number
  question: string
  nothing: string
}>

/** What stands under a list: how much of it this is, the way to more, and to the same rows as a table or a feed. */
export function ListEnd({ list: { items, total, more, problem, waiting }, pages, question, nothing }: Props) {
  const address = useAddress()
  const shown = items.length
  if (problem) return <Trouble problem={problem} />
  if (shown === 0) return waiting ? <Waiting /> : <p className="message quiet">{nothing}</p>
  return (
    <footer className="list-end">
      <span className="quiet" role="status">
        {count(shown)}
        {more ? (total === null ? ' so far' : ` of ${count(total)}`) : ' in all'}
      </span>
      {more && (
        <Link className="button" replace to={withQuery(address, { more: String(pages + 1) })}>
          {waiting ? 'Loading …' : 'Show more'}
        </Link>
      )}
      <Take question={question} name="stemma" />
    </footer>
  )
}
