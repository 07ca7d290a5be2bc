/** A cell that a spreadsheet would run as a formula; a quote before it makes it text (OWASP, CSV Injection). */
const formula = /^[=+\-@\t\r\n＝＋－＠]/
const special = /["\n\r,]/

/** One line of CSV by RFC 4180, CRLF at its end. null is an empty field. Numbers are written plain, also negative ones. */
export function csvLine(cells: readonly (string | number | boolean | null | undefined)[]): string {
  return `${cells.map((cell) => (typeof cell === 'string' ? field(cell) : (cell ?? '').toString())).join(',')}\r\n`
}

function field(text: string): string {
  const safe = formula.test(text) ? `'${text}` : text
  return special.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
