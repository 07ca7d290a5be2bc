/**
 * Words of a text as offsets: word i is text.slice(starts[i], ends[i]). Letters, digits and marks make words, and an
 * apostrophe or hyphen does between two of them; scripts without spaces are cut by Intl.Segmenter (UAX #29, ICU dictionaries).
 */
type Words = Readonly<{ count: number; starts: Int32Array; ends: Int32Array }>

const spaceless = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u
const word = /[\p{L}\p{N}\p{M}]+(?:['’\-‑][\p{L}\p{N}\p{M}]+)*/gu
let segmenter: Intl.Segmenter | undefined

export function wordsOf(text: string): Words {
  const starts: number[] = []
  const ends: number[] = []
  for (const match of text.matchAll(word)) {
    if (spaceless.test(match[0])) {
      segmenter ??= new Intl.Segmenter('en', { granularity: 'word' }) // the same on every machine, whatever its language
      for (const piece of segmenter.segment(match[0])) {
        starts.push(match.index + piece.index)
        ends.push(match.index + piece.index + piece.segment.length)
      }
    } else {
      starts.push(match.index)
      ends.push(match.index + match[0].length)
    }
  }
  return { count: starts.length, starts: Int32Array.from(starts), ends: Int32Array.from(ends) }
}
