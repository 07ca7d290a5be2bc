import { useEffect, useState } from 'react'
import type { PlaceItem } from '#api/schemas/actors.ts'
import type { Plot } from '../parts/chart.tsx'
import { countryName } from '../parts/country.ts'
import { plural } from '../parts/words.ts'

type Shape = Readonly<{ type: 'Feature'; geometry: object; properties: Readonly<{ name: string }> }>
type Land = Readonly<{ countries: Readonly<{ features: readonly Shape[] }>; borders: object }>

/** Natural Earth's countries at 1:110 million, from the bundle; loaded when the map is looked at. */
export function useLand(): Land | null {
  const [land, setLand] = useState<Land | null>(null)
  useEffect(() => {
    Promise.all([import('topojson-client'), import('world-atlas/countries-110m.json')]).then(([{ feature, mesh }, { default: world }]) => {
      const atlas = world as unknown as Parameters<typeof mesh>[0]
      const countries = atlas.objects.countries as Parameters<typeof mesh>[1]
      setLand({
        countries: feature(atlas, atlas.objects.countries!) as unknown as Land['countries'],
        borders: mesh(atlas, countries, (a, b) => a !== b),
      })
    })
  }, [])
  return land
}

/** Names on the map that are not those we write. */
const mapNames: Readonly<Record<string, string>> = {
  'W. Sahara': 'Western Sahara',
  'United States of America': 'United States',
  'Dem. Rep. Congo': 'Democratic Republic of the Congo',
  'Dominican Rep.': 'Dominican Republic',
  'Timor-Leste': 'East Timor',
  "Côte d'Ivoire": 'Ivory Coast',
  'Central African Rep.': 'Central African Republic',
  Congo: 'Republic of the Congo',
  'Eq. Guinea': 'Equatorial Guinea',
  eSwatini: 'Eswatini',
  'Solomon Is.': 'Solomon Islands',
  Czechia: 'Czech Republic',
  'Bosnia and Herz.': 'Bosnia and Herzegovina',
  Macedonia: 'North Macedonia',
  'S. Sudan': 'South Sudan',
}

/** Countries shaded by the events in them, and a dot for each place whose coordinates are known. */
export function drawMap(plot: Plot, width: number, items: readonly PlaceItem[], land: Land | null) {
  const events = new Map<string, number>()
  for (const { country, events: number } of items)
    if (country) events.set(countryName(country), (events.get(countryName(country)) ?? 0) + number)
  const most = Math.max(1, ...events.values())
  const eventsIn = ({ properties }: Shape) => events.get(mapNames[properties.name] ?? properties.name) ?? 0
  const [busy, still] = [true, false].map((wanted) => land?.countries.features.filter((shape) => eventsIn(shape) > 0 === wanted) ?? [])
  const places = items.filter(({ lat, lon }) => lat !== null && lon !== null)
  return plot.plot({
    width,
    height: Math.min(width * 0.49, 560),
    projection: { type: 'equal-earth' },
    r: { range: [0, 14] },
    marks: [
      plot.geo(still as object[], { fill: 'var(--press)' }),
      plot.geo(busy as object[], {
        fill: 'var(--accent)',
        fillOpacity: (shape: Shape) => 0.2 + 0.5 * Math.sqrt(eventsIn(shape) / most),
        title: (shape: Shape) => `${shape.properties.name}: ${plural(eventsIn(shape), 'event')}`,
      }),
      ...(land ? [plot.geo(land.borders, { stroke: 'var(--paper)', strokeWidth: 0.6 })] : []),
      plot.dot(places, {
        ...{ x: 'lon', y: 'lat', r: 'events', fill: 'var(--ink)', fillOpacity: 0.65, stroke: 'var(--paper)' },
        href: ({ place }: PlaceItem) => `/?place=${encodeURIComponent(place)}`,
        title: ({ place, events: number, stories }: PlaceItem) =>
          `${place}: ${plural(number, 'event')} in ${plural(stories, 'story', 'stories')}`,
      }),
    ],
  })
}
