import type { PageDocument } from '#model/document.ts'
import { at } from '../client/api.ts'
import { useAsk } from '../client/ask.ts'
import { Link } from '../parts/link.tsx'
import { pageName, percent, sayInstant } from '../parts/words.ts'
import { go, useAddress, withQuery } from '../shell/router.ts'
import type { Comparison } from './model.ts'

const most = 4 // witnesses side by side

type Props = Readonly<{ compared: Comparison; one: boolean; pair: number }>

/** Who the witnesses are; the first is held against each of the others. */
export function WitnessHeads({ compared, one, pair }: Props) {
  const address = useAddress()
  const { pages, pairs } = compared
  const shown = one ? [0, pair + 1] : pages.map((_, index) => index)
  const without = (index: number) => `/compare/${pages.flatMap(({ id }, at) => (at === index ? [] : [id])).join('/')}`
  return (
    <div className="heads" data-columns={shown.length}>
      {shown.map((index) => {
        const page = pages[index]!
        return (
          <section key={page.id} className="head" aria-label={`Page ${index + 1}`}>
            <p className="head-outlet">
              <span className="letter">{letterOf(index)}</span> <bdi>{pageName(page)}</bdi>
              {pages.length > 2 && (
                <Link className="head-away not-printed" to={without(index)} aria-label={`Leave out ${pageName(page)}`}>
                  ×
                </Link>
              )}
            </p>
            <p className="head-facts">
              {page.published ? sayInstant(page.published.value) : 'no date'}
              {index > 0 && (
                <>
                  {' '}
                  · {percent(pairs[index - 1]!.shareOfB)} of it stands in {letterOf(0)}
                </>
              )}
            </p>
            <p className="head-links not-printed">
              <Link to={`/pages/${page.id}`}>Evidence</Link>
            </p>
          </section>
        )
      })}
      <div className="head-tools not-printed">
        {one && pairs.length > 1 && (
          <span className="switch">
            {pairs.map((_, index) => (
              <Link
                key={pages[index + 1]!.id}
                to={withQuery(address, { with: String(index + 1), edit: null })}
                replace
                aria-current={index === pair ? 'true' : undefined}
              >
                {letterOf(0)} with {letterOf(index + 1)}
              </Link>
            ))}
          </span>
        )}
        {pages.length === 2 && <Link to={`/compare/${pages[1]!.id}/${pages[0]!.id}`}>Swap sides</Link>}
        {pages.length < most && <AddWitness pages={pages} />}
      </div>
    </div>
  )
}

/** Another page of the story, as one more column. */
function AddWitness({ pages }: Readonly<{ pages: readonly PageDocument[] }>) {
  const page = useAsk(at('/pages/{id}', { id: pages[0]!.id }))
  const story = useAsk(page.value?.story ? at('/stories/{id}', { id: page.value.story }) : null)
  const others = story.value?.pages.filter(({ id }) => !pages.some((one) => one.id === id)) ?? []
  return (
    <>
      {story.value && <Link to={`/stories/${story.value.id}?page=${pages[1]!.id}`}>The story</Link>}
      {others.length > 0 && (
        <select
          aria-label="Add a page"
          value=""
          onChange={(event) => go(`/compare/${[...pages.map(({ id }) => id), event.target.value].join('/')}`)}
        >
          <option value="">Add a page …</option>
          {others.map((other) => (
            <option key={other.id} value={other.id}>
              {pageName(other)}
            </option>
          ))}
        </select>
      )}
    </>
  )
}

export const letterOf = (index: number): string => 'ABCD'.charAt(index)
