import { apiBase } from '../client/request.ts'

/** The same rows to take away. */
export const TableLinks = ({ story, tables }: Readonly<{ story: string; tables: readonly string[] }>) => (
  <p className="take not-printed">
    {tables.map((table) => (
      <a key={table} href={`${apiBase}/stories/${story}/tables/${table}?format=csv`} download={`${table}.csv`}>
        {table}.csv
      </a>
    ))}
  </p>
)
