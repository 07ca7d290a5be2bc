import type { RefObject } from 'react'
import { as } from '../client/api.ts'

type Props = Readonly<{
  /** The question whose rows these are. */
  question: string
  /** What the files are called. */
  name: string
  says?: string
  /** The link that the key for exports presses. */
  table?: RefObject<HTMLAnchorElement | null>
}>

/** Exactly the rows that are shown, to take away: as a table, as lines of JSON, as feeds. */
export const Take = ({ question, name, says, table }: Props) => (
  <p className="take not-printed">
    {says && <span>{says}</span>}
    <a ref={table} href={as(question, 'csv')} download={`${name}.csv`}>
      CSV
    </a>
    <a href={as(question, 'ndjson')} download={`${name}.jsonl`}>
      JSON lines
    </a>
    <a href={as(question, 'atom')}>Atom</a>
    <a href={as(question, 'feed')}>JSON Feed</a>
  </p>
)
