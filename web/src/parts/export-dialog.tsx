import { type ReactNode, useState } from 'react'
import { apiBase } from '../client/request.ts'
import { Dialog } from './dialog.tsx'

const tables = ['stories', 'pages', 'copies', 'quotes', 'events', 'actors', 'dates'] as const
const formats = [
  { name: 'csv', says: 'CSV', about: 'one table, for a spreadsheet' },
  { name: 'jsonl', says: 'JSON lines', about: 'whole stories, or the records of one table' },
  { name: 'parquet', says: 'Parquet', about: 'one table, for DuckDB, R, pandas' },
  { name: 'html', says: 'One web page', about: 'a file to send: tree, comparison, evidence' },
  { name: 'gdelt', says: 'GDELT', about: 'events and mentions, in its columns' },
  { name: 'plover', says: 'PLOVER', about: 'events as JSON lines' },
  { name: 'ftm', says: 'FollowTheMoney', about: 'entities, for Aleph and its kin' },
  { name: 'webannotation', says: 'Web Annotation', about: 'evidence as W3C annotations' },
  { name: 'warc', says: 'WARC', about: 'the pages as they were fetched' },
] as const
/** Tables of a format; '' is all of it. */
const tablesOf: Readonly<Record<string, readonly string[]>> = {
  csv: tables,
  jsonl: ['', ...tables],
  parquet: tables,
  gdelt: ['events', 'mentions', 'reports'],
}

type Props = Readonly<{ title: string; scope: Readonly<Record<string, string>>; close: () => void; children?: ReactNode }>

/** What can be taken away, and in which form. `scope` narrows it: a story, a day. */
export function ExportDialog({ title, scope, close, children }: Props) {
  const [format, setFormat] = useState<string>('csv')
  const [chosen, setChosen] = useState<string>('copies')
  const [textless, setTextless] = useState(false)
  const choices = tablesOf[format] ?? []
  const table = choices.includes(chosen) ? chosen : (choices[0] ?? '')
  const query = new URLSearchParams({ ...scope, format, ...(table ? { table } : {}), ...(textless ? { text: 'no' } : {}) })
  return (
    <Dialog title={title} close={close}>
      <header className="dialog-head">
        <h2>{title}</h2>
        <button type="button" className="plain" onClick={close}>
          Close
        </button>
      </header>
      <fieldset className="formats">
        <legend className="unseen-text">Format</legend>
        {formats.map(({ name, says, about }) => (
          <label key={name}>
            <input type="radio" name="format" checked={format === name} onChange={() => setFormat(name)} />
            <span>
              <b>{says}</b> <small>{about}</small>
            </span>
          </label>
        ))}
      </fieldset>
      <p className="joined">
        {choices.length > 0 && (
          <label>
            Table{' '}
            <select value={table} onChange={(event) => setChosen(event.target.value)}>
              {choices.map((name) => (
                <option key={name} value={name}>
                  {name || 'whole stories'}
                </option>
              ))}
            </select>
          </label>
        )}
        <label>
          <input type="checkbox" checked={textless} onChange={(event) => setTextless(event.target.checked)} /> Without full texts: hashes,
          offsets and short quotes only
        </label>
      </p>
      <p>
        <a className="button strong" href={`${apiBase}/export?${query}`} download>
          Download
        </a>
      </p>
      {children}
    </Dialog>
  )
}
