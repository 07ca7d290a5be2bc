import type { HashedWords } from '#text/wordhash.ts'

/**
 * Marks that open a quotation, and what closes each. Both ways of guillemets are in use, and two of one kind (”…”) in Nordic
 * print.
 */
const closes: Readonly<Record<string, string>> = { '“': '”', '„': '“”', '«': '»', '»': '«', '”': '”', '「': '」', '『': '』', '"': '"' }
/** Wires of the typewriter age: two backticks open, two apostrophes close. */
const typed: Readonly<Record<string, string>> = { '``': '“', "''": '”' }
const marks = /["“”„«»「」『』]|``|''|\n\n/g

const singles = /[‘’']|\n\n/g
const letter = /[\p{L}\p{N}]/u
const stop = /[.,!?…]/
const opensBefore = /[\p{L}\p{N}“"]/u

/** 1 for each word inside quotation marks, outermost ones. A quotation ends at its closing mark, or with its paragraph. */
export function quotedWords(text: string, words: HashedWords): Uint8Array {
  const quoted = new Uint8Array(words.count)
  markDouble(text, words, quoted)
  if (/[‘']/.test(text)) markSingle(text, words, quoted)
  return quoted
}

function markDouble(text: string, words: HashedWords, quoted: Uint8Array): void {
  let open = '' // the marks that would close what is open
  let word = 0
  const goTo = (place: number) => {
    for (; word < words.count && words.starts[word]! < place; word++) if (open !== '') quoted[word] = 1
  }
  for (const { 0: found, index } of text.matchAll(marks)) {
    goTo(index)
    const sign = typed[found] ?? found
    if (sign === '\n\n') open = ''
    else if (open === '') open = closes[sign] ?? ''
    else if (open.includes(sign)) open = ''
  }
  goTo(text.length)
}

/** Single marks are apostrophes too: one opens before a word and after none, one closes after a word or a stop and before none. */
function singleMark(text: string, at: number): 'opens' | 'closes' | null {
  const before = text[at - 1] ?? ' '
  const after = text[at + 1] ?? ' '
  if (text[at] !== '’' && !letter.test(before) && opensBefore.test(after)) return 'opens'
  return text[at] !== '‘' && !letter.test(after) && (letter.test(before) || stop.test(before)) ? 'closes' : null
}

/**
 * From an opening mark to the last closing one behind a stop before the next opening mark or the end of the paragraph, else to
 * the first closing one of any kind (the rest are plurals: dogs'). An opening mark that nothing closes is an apostrophe.
 */
function markSingle(text: string, words: HashedWords, quoted: Uint8Array): void {
  let word = 0
  let opened = -1
  let first = -1
  let behindStop = -1
  const settle = () => {
    const closed = behindStop >= 0 ? behindStop : first
    if (opened >= 0 && closed >= 0)
      for (; word < words.count && words.starts[word]! < closed; word++) if (words.starts[word]! >= opened) quoted[word] = 1
    opened = first = behindStop = -1
  }
  for (const { 0: found, index } of text.matchAll(singles)) {
    const mark = found === '\n\n' ? null : singleMark(text, index)
    if (mark === 'closes') {
      if (stop.test(text[index - 1]!)) behindStop = index
      else if (first < 0) first = index
    } else if (mark === 'opens' || found === '\n\n') {
      settle()
      if (mark === 'opens') opened = index
    }
  }
  settle()
}
