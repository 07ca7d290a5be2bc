import { countriesIn } from '#text/countries.ts'

/** Words that stand beside a place in the name of something that lies there or belongs to it. */
export const besidePlaces: ReadonlySet<string> = new Set(
  (
    'north south east west northern southern eastern western central upper lower greater new old inner outer metropolitan downtown ' +
    'city town village province state county district region governorate prefecture municipality island islands valley bay port harbour harbor coast desert ' +
    'airport station road street avenue square bridge park stadium hotel hospital university college institute school academy museum library cathedral church mosque ' +
    'international national federal royal public general high supreme district court police army council government authority ministry department office bureau commission committee ' +
    'board chamber parliament assembly bank stock exchange fund company corporation group holdings airlines airways times post herald news press daily health academic ' +
    'convention conference center centre club united football cricket fc united federation association union league party front movement army brigade embassy consulate'
  ).split(' '),
)

/**
 * The country that a longer name tells: a country's name or adjective in it always does; a city or region only at its head, after
 * "of" or "in", or among plain words ("Oslo University", "Bank of Oslo"), for most others are names of their own ("Porto Velho").
 */
export function countryInName(name: string): string | null {
  if (/\b(?:North|South) Pole\b/.test(name)) return null
  for (const { code, kind, start, end } of countriesIn(name)) {
    if (kind === 'name' || kind === 'demonym') return code
    const before = name.slice(0, start)
    const after = name.slice(end).trimStart()
    if (before.trim() === '' && after === '') return code
    if (/\b(?:of|in|at|de)\s+$/.test(before)) return code
    const words = `${before} ${after}`.toLowerCase().match(/\p{L}+/gu) ?? []
    if (words.every((word) => besidePlaces.has(word) || word === 'the' || word === 'of' || word === 'and' || word === 's')) return code
  }
  return null
}
