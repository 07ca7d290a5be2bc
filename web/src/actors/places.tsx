import { useCallback } from 'react'
import { at } from '../client/api.ts'
import { usePages } from '../client/pages.ts'
import { Chart, type Plot } from '../parts/chart.tsx'
import { countryName } from '../parts/country.ts'
import { Link } from '../parts/link.tsx'
import { ListEnd } from '../parts/list-end.tsx'
import { count, plural } from '../parts/words.ts'
import { useAddress } from '../shell/router.ts'
import { drawMap, useLand } from './map.ts'

/** Where events happened: a map from data that came with the pages, and a table. */
export function PlacesView() {
  const { query } = useAddress()
  const question = at('/places', {}, { limit: 200 })
  const pages = Math.max(1, Number(query.get('more') ?? 1))
  const { items, total, more, problem, waiting } = usePages(question, pages)
  const land = useLand()
  const draw = useCallback((plot: Plot, width: number) => drawMap(plot, width, items, land), [items, land])
  const shown = items.filter(({ lat, country }) => lat !== null || country !== null).length
  return (
    <>
      {shown > 0 && (
        <Chart
          title="Where events happened"
          says={`${plural(shown, 'place')} on a map of the world: countries shaded by events, dots where the place itself is known`}
          draw={draw}
          columns={['Place', 'Country', 'Events', 'Stories']}
          rows={items.map(({ place, country, events, stories }) => [place, country && countryName(country), events, stories])}
          question={question}
        >
          {items.length > shown && <span className="quiet">{plural(items.length - shown, 'place')} could not be put on the map</span>}
        </Chart>
      )}
      <table className="rows">
        <thead>
          <tr>
            <th scope="col">Place</th>
            <th scope="col">Country</th>
            <th scope="col" className="number">
              Events
            </th>
            <th scope="col" className="number">
              Stories
            </th>
          </tr>
        </thead>
        <tbody>
          {items.map(({ place, country, events, stories }) => (
            <tr key={`${place} ${country}`}>
              <td>
                <Link to={`/?place=${encodeURIComponent(place)}`}>
                  <bdi>{place}</bdi>
                </Link>
              </td>
              <td>{country && countryName(country)}</td>
              <td className="number">{count(events)}</td>
              <td className="number">{count(stories)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <ListEnd
        shown={items.length}
        total={total}
        more={more}
        problem={problem}
        waiting={waiting}
        pages={pages}
        question={question}
        nothing="No event with a place was found yet."
      />
    </>
  )
}
