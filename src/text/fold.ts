const letter = /[\p{L}\p{N}\p{M}]/u
const Kind = { word: 1, mark: 2 } as const
/** What each code unit is, 0: not asked yet. Halves of surrogate pairs are asked each time, as one character. */
const kinds = new Uint8Array(65_536)

function kindAt(text: string, at: number): number {
  const kind = letter.test(String.fromCodePoint(text.codePointAt(at)!)) ? Kind.word : Kind.mark
  const unit = text.charCodeAt(at)
  if ((unit & 0xf800) !== 0xd800) kinds[unit] = kind
  return kind
}

/** A key under which two writings of the same words are equal: case, punctuation and white space do not count. */
export function foldKey(text: string): string {
  const lower = text.toLowerCase()
  const words: string[] = []
  let from = -1
  for (let at = 0; at < lower.length; at++) {
    const start = at
    let kind = kinds[lower.charCodeAt(at)]!
    if (kind === 0) {
      kind = kindAt(lower, at)
      if (lower.codePointAt(at)! > 0xffff) at++ // the other half of the pair
    }
    if (kind === Kind.word) {
      if (from < 0) from = start
    } else if (from >= 0) {
      words.push(lower.slice(from, start))
      from = -1
    }
  }
  if (from >= 0) words.push(lower.slice(from))
  return words.join(' ')
}
