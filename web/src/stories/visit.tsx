import { at, send } from '../client/api.ts'
import { forget, useAsk } from '../client/ask.ts'
import { Link } from '../parts/link.tsx'
import { plural, sayAge, sayInstant } from '../parts/words.ts'
import { useAddress, withQuery } from '../shell/router.ts'

/** What changed since the reader last said "seen". */
export function Visit() {
  const address = useAddress()
  const visit = useAsk(at('/visit', {}))
  if (!visit.value) return null
  const { last, stories } = visit.value
  const mark = async () => {
    await send('PUT', '/visit', {})
    forget('/api/v1/visit')
  }
  return (
    <p className="visit not-printed">
      {last === null ? (
        <span>Mark what is here as seen, and this line will say what is new when you come back.</span>
      ) : (
        <span>
          <b>{stories === 0 ? 'Nothing new' : `${plural(stories, 'story', 'stories')} new or changed`}</b> since your last visit{' '}
          <time dateTime={last} title={sayInstant(last)}>
            {sayAge(last)}
          </time>
        </span>
      )}
      {last !== null && stories > 0 && address.query.get('since') === null && (
        <Link to={withQuery(address, { since: last, sort: 'arrived', more: null })}>Show them</Link>
      )}
      {(last === null || stories > 0) && (
        <button type="button" className="plain" onClick={mark}>
          Mark as seen
        </button>
      )}
    </p>
  )
}
