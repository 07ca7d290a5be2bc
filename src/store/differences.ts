/** A row that stands more or less often than before, by so many. */
export type Difference<Row> = Readonly<{ row: Row; net: number }>

/** What came (`net` above 0) and went (below) from one set of rows to another. Rows with the same values, in the same order of columns, are the same. */
export function differencesBetween<Row extends object>(before: readonly Row[], after: readonly Row[]): readonly Difference<Row>[] {
  const found = new Map<string, { row: Row; net: number }>()
  const count = (rows: readonly Row[], sign: 1 | -1) => {
    for (const row of rows) {
      const key = JSON.stringify(row)
      const known = found.get(key)
      if (known) known.net += sign
      else found.set(key, { row, net: sign })
    }
  }
  count(after, 1)
  count(before, -1)
  return [...found.values()].filter(({ net }) => net !== 0)
}

/** The sum over what came, less that over what went. */
export const netOf = <Row>(differences: readonly Difference<Row>[], value: (row: Row) => number): number =>
  differences.reduce((sum, { row, net }) => sum + net * value(row), 0)

/** The first of some texts by code point, as both databases sort. */
export const firstOf = (texts: readonly string[]): string | undefined =>
  texts.length < 2 ? texts[0] : texts.toSorted((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)))[0]
