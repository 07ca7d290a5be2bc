import type { Article } from '#model/article.ts'
import type { Copy, Report } from '#model/copy.ts'
import { makeId } from '#model/ids.ts'
import { agencyOf, creditsOf, nameOf, whenOf } from './evidence.ts'
import type { Graph } from './graph.ts'

/** One report for each origin: a page that has its text from nobody here, or an unseen page; origins that credit one agency are one. */
export function reportsOf({ members, unseen, root }: Graph, into: readonly number[], copies: readonly Copy[]): readonly Report[] {
  const groups = new Map<string, { members: number[]; root: number | null; agency: string | null }>()
  members.forEach((_, node) => {
    let origin = node
    while (into[origin]! < members.length) origin = into[origin]!
    const above = into[origin]!
    const credit =
      above < root ? unseen[above - members.length]! : (agencyOf(members[origin]!) ?? [...creditsOf(members[origin]!)].sort()[0] ?? null)
    const group = credit !== null ? `agency ${credit}` : above < root ? `unseen ${above}` : `page ${origin}`
    const known = groups.get(group)
    if (known) known.members.push(node)
    else groups.set(group, { members: [node], root: above < root ? null : origin, agency: credit })
  })
  return [...groups.values()].map((group) => {
    const pages = group.members.map((node) => members[node]!)
    const ids = pages.map(({ id }) => id)
    const top = group.root === null ? null : members[group.root]!
    return {
      id: makeId('report', ...ids),
      members: ids,
      root: top?.id ?? null,
      agency: group.agency,
      why: whyOf(pages, top, group.agency, copies),
    }
  })
}

function whyOf(members: readonly Article[], top: Article | null, agency: string | null, copies: readonly Copy[]): string {
  const pages = members.length === 1 ? 'One page' : `${members.length} pages`
  const credit = agency === null ? '' : `, credited to ${agency}`
  const source = agency === null ? 'the page they have it from' : "the agency's own page"
  if (top === null) return `${pages} with one text${credit}; ${source} is not here, so they count as one report`
  if (members.length === 1) return `${pages}${credit}; no other page here has its text from it`
  const ids = new Set(members.map(({ id }) => id))
  if (!copies.some(({ witness, direction }) => ids.has(witness) && direction === 'unknown'))
    return `${pages} with one text${credit}, so they count as one report; it goes back to ${nameOf(top)}`
  return `${pages} with one text${credit}, so they count as one report; who was first cannot be told for certain: ${nameOf(top)} ${claimOf(top, members)}`
}

/** Why a page stands first when nobody can be shown to be. */
function claimOf(top: Article, members: readonly Article[]): string {
  const times = members.map(whenOf).filter((time) => time !== null)
  const own = whenOf(top)
  if (own === null || times.some((time) => time < own)) return 'stands first in the likeliest tree'
  return times.length === 1 ? 'is the only one that gives a date' : 'is the earliest that gives a date'
}
