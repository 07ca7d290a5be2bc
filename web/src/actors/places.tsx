import { useCallback } from 'react'
import { at, type RowAt } from '../client/api.ts'
import { Chart, type Plot } from '../parts/chart.tsx'
import { countryName } from '../parts/country.ts'
import { Link } from '../parts/link.tsx'
import { type Column, ListTable } from '../parts/row-table.tsx'
import { count, plural } from '../parts/words.ts'
import { drawMap, useLand } from './map.ts'

type Place = RowAt<'/places'>

/** Where events happened: a map from data that came with the pages, and a table. */
export function PlacesView() {
  return (
    <ListTable
      label="Table of places"
      question={at('/places', {}, { limit: 200 })}
      columns={columns}
      keyOf={({ place, country }) => `${place} ${country}`}
      nothing="No event with a place was found yet."
      above={(places) => <Places places={places} />}
    />
  )
}

const columns: readonly Column<Place>[] = [
  {
    says: 'Place',
    cell: ({ place }) => (
      <Link to={`/?place=${encodeURIComponent(place)}`} data-open>
        <bdi>{place}</bdi>
      </Link>
    ),
  },
  { says: 'Country', cell: ({ country }) => country && countryName(country) },
  { says: 'Events', number: true, cell: ({ events }) => count(events) },
  { says: 'Stories', number: true, cell: ({ stories }) => count(stories) },
]

const widestMap = 960 // px: wider, the map would push the table off the screen

function Places({ places }: Readonly<{ places: readonly Place[] }>) {
  const land = useLand()
  const draw = useCallback((plot: Plot, width: number) => drawMap(plot, Math.min(width, widestMap), places, land), [places, land])
  const shown = places.filter(({ lat, country }) => lat !== null || country !== null).length
  if (shown === 0) return null
  return (
    <Chart
      title="Where events happened"
      says={`${plural(shown, 'place')} on a map of the world: countries shaded by events, dots where the place itself is known`}
      draw={draw}
    >
      {places.length > shown && <span className="quiet">{plural(places.length - shown, 'place')} could not be put on the map</span>}
    </Chart>
  )
}
