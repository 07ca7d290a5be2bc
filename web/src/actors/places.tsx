import { useCallback, useEffect, useState } from 'react'
import type { PlaceItem } from '#api/schemas.ts'
import { at } from '../client/api.ts'
import { usePages } from '../client/pages.ts'
import { Chart, type Plot } from '../parts/chart.tsx'
import { countryName } from '../parts/country.ts'
import { Link } from '../parts/link.tsx'
import { ListEnd } from '../parts/list-end.tsx'
import { count, plural } from '../parts/words.ts'
import { useAddress } from '../shell/router.ts'

type Land = object

/** Where events happened: a map from data that came with the pages, and a table. */
export function PlacesView() {
  const { query } = useAddress()
  const question = at('/places', {}, { limit: 200 })
  const pages = Math.max(1, Number(query.get('more') ?? 1))
  const { items, total, more, problem, waiting } = usePages(question, pages)
  const land = useLand()
  const draw = useCallback((plot: Plot, width: number) => drawMap(plot, width, items, land), [items, land])
  const shown = items.filter(({ lat }) => lat !== null).length
  return (
    <>
      {shown > 0 && (
        <Chart
          title="Where events happened"
          says={`${plural(shown, 'place')} on a map of the world; the larger the dot, the more events`}
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

/** Natural Earth's land at 1:110 million, from the bundle; loaded when the map is looked at. */
function useLand(): Land | null {
  const [land, setLand] = useState<Land | null>(null)
  useEffect(() => {
    Promise.all([import('topojson-client'), import('world-atlas/countries-110m.json')]).then(([{ feature, mesh }, { default: world }]) => {
      const atlas = world as unknown as Parameters<typeof mesh>[0]
      setLand({
        land: feature(atlas, atlas.objects.land!),
        borders: mesh(atlas, atlas.objects.countries as Parameters<typeof mesh>[1], (a, b) => a !== b),
      })
    })
  }, [])
  return land
}

function drawMap(plot: Plot, width: number, items: readonly PlaceItem[], world: Land | null) {
  const { land, borders } = (world ?? {}) as { land?: object; borders?: object }
  const places = items.filter(({ lat, lon }) => lat !== null && lon !== null)
  return plot.plot({
    width,
    projection: { type: 'equal-earth' },
    r: { range: [0, 14] },
    marks: [
      ...(land ? [plot.geo(land, { fill: 'var(--press)' })] : []),
      ...(borders ? [plot.geo(borders, { stroke: 'var(--paper)', strokeWidth: 0.6 })] : []),
      plot.dot(places, {
        ...{ x: 'lon', y: 'lat', r: 'events', fill: 'var(--accent)', fillOpacity: 0.55, stroke: 'var(--accent)' },
        href: ({ place }: PlaceItem) => `/?place=${encodeURIComponent(place)}`,
        title: ({ place, events, stories }: PlaceItem) => `${place}: ${plural(events, 'event')} in ${plural(stories, 'story', 'stories')}`,
      }),
    ],
  })
}
