import { offsetsOf } from '#text/offsets.ts'

/** One token as a token classifier labels it: `B-PER`, and the word, `##` before a piece that goes on. */
export type TokenLabel = Readonly<{ entity: string; word: string; index?: number }>
type NameClaim = Readonly<{ exact: string; start: number; label: string }>

/** What common label sets (CoNLL-2003, OntoNotes 5) call our types; a label not here is no name. */
const types: Readonly<Record<string, string>> = {
  ...{ PER: 'PER', PERSON: 'PER', LOC: 'LOC', GPE: 'LOC', FAC: 'LOC', LOCATION: 'LOC' },
  ...{ ORG: 'ORG', ORGANIZATION: 'ORG', NORP: 'NORP', MISC: 'MISC', EVENT: 'MISC', LAW: 'MISC', WORK_OF_ART: 'MISC', LANGUAGE: 'MISC' },
}

type Open = { start: number; end: number; label: string; index: number }

/**
 * Names from the tokens of a classifier, which come in the order of the text but without their places: each is looked for behind
 * the last one. A token that is not found is passed over, so a name may be lost but none is misplaced by much; the words are
 * checked against the text afterwards, as everything is.
 */
export function namesFromTokens(text: string, tokens: readonly TokenLabel[]): readonly NameClaim[] {
  const lower = text.toLowerCase()
  const folded = lower.length === text.length ? lower : text // a letter that grows when lowered would shift what follows
  const names: Open[] = []
  let reached = 0
  for (const [place, { entity, word, index = place }] of tokens.entries()) {
    const [, tag = '', name = ''] = /^(?:([BIES])-)?(.+)$/.exec(entity) ?? []
    const label = types[name.toUpperCase()]
    const piece = word.startsWith('##')
    const bare = (piece ? word.slice(2) : word.replace(/^[▁Ġ]/u, '')).trim()
    const start = bare === '' ? -1 : folded.indexOf(folded === text ? bare : bare.toLowerCase(), reached)
    if (!label || start < 0) continue
    const last = names.at(-1)
    reached = start + bare.length
    const goesOn = last?.label === label && index === last.index + 1 && tag !== 'B' && text.slice(last.end, start).trim().length === 0
    if (last && (goesOn || (piece && start === last.end))) Object.assign(last, { end: reached, index })
    else names.push({ start, end: reached, label, index })
  }
  const { toPoints } = offsetsOf(text)
  return names.map(({ start, end, label }) => ({ exact: text.slice(start, end), start: toPoints(start), label }))
}
