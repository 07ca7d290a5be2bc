import { useMemo } from 'react'
import type { Network } from '#api/schemas/actors.ts'
import { at } from '../client/api.ts'
import { useAsk } from '../client/ask.ts'
import { Answer } from '../parts/answers.tsx'
import { Link } from '../parts/link.tsx'
import { type Column, RowTable } from '../parts/row-table.tsx'
import { count, plural } from '../parts/words.ts'
import { useAddress } from '../shell/router.ts'

const size = 800 // units of the picture's side
const rim = 235 // units from the middle to the ring of names
const mostShown = 50
const fewest = 5 // actors: fewer make no ring, and the table says it all

/** Who deals with whom: the actors of most events on a ring, an arc for each pair, and the same as a table. */
export function NetworkView() {
  const { query } = useAddress()
  const asked = useAsk(
    at('/actors/network', {}, { limit: mostShown, after: query.get('after') ?? undefined, before: query.get('before') ?? undefined }),
  )
  return (
    <Answer asked={asked}>
      {(network) =>
        network.links.length === 0 ? (
          <p className="message quiet">No event between two actors was found yet.</p>
        ) : (
          <div className="network">
            {new Set(network.links.flatMap(({ a, b }) => [a, b])).size >= fewest && <Ring network={network} />}
            <PairTable network={network} />
          </div>
        )
      }
    </Answer>
  )
}

type Node = Network['nodes'][number] & Readonly<{ x: number; y: number; angle: number }>

function Ring({ network }: Readonly<{ network: Network }>) {
  const nodes = useMemo(() => placed(network), [network])
  const most = Math.max(...network.links.map(({ events }) => events))
  return (
    <figure>
      <svg
        viewBox={`${-size / 2} ${-size / 2} ${size} ${size}`}
        role="group"
        aria-label={`${plural(nodes.size, 'actor')} and ${plural(network.links.length, 'pair')} of them`}
      >
        {network.links.map(({ a, b, events, cooperation, conflict }) => {
          const [from, to] = [nodes.get(a), nodes.get(b)]
          if (!from || !to) return null
          const kind = conflict > cooperation ? 'conflict' : cooperation > conflict ? 'cooperation' : 'both'
          return (
            <path
              key={`${a} ${b}`}
              className={`tie ${kind}`}
              strokeWidth={1 + (5 * events) / most}
              d={`M${from.x} ${from.y}Q${bend(from.x, to.x)} ${bend(from.y, to.y)} ${to.x} ${to.y}`}
            >
              <title>{`${from.name} and ${to.name}: ${plural(events, 'event')}, ${cooperation} of cooperation, ${conflict} of conflict`}</title>
            </path>
          )
        })}
        {[...nodes.values()].map((node) => (
          <Link key={node.id} to={`/actors/${encodeURIComponent(node.id)}`}>
            <circle cx={node.x} cy={node.y} r={3 + Math.min(8, Math.sqrt(node.weight))} />
            <text
              transform={`rotate(${turned(node.angle)}) translate(${(rim + 14) * (isLeft(node.angle) ? -1 : 1)} 0)`}
              textAnchor={isLeft(node.angle) ? 'end' : 'start'}
              dominantBaseline="middle"
            >
              {node.name.length > 22 ? `${node.name.slice(0, 21)}…` : node.name}
            </text>
          </Link>
        ))}
      </svg>
      <figcaption className="quiet">
        An arc is a pair with events between them; broken arcs are mostly conflict. Thickness: number of events. The table has the same.
      </figcaption>
    </figure>
  )
}

/** Those who deal with each other stand near each other: a walk from the weightiest along the strongest ties. */
function placed({ nodes, links }: Network): ReadonlyMap<string, Node> {
  const left = new Map(nodes.filter(({ id }) => links.some(({ a, b }) => a === id || b === id)).map((node) => [node.id, node]))
  const order: Network['nodes'][number][] = []
  for (let last: string | null = null; left.size > 0; ) {
    const ties = links
      .filter(({ a, b }) => (a === last && left.has(b)) || (b === last && left.has(a)))
      .toSorted((x, y) => y.events - x.events)
    const id: string = ties[0] ? (ties[0].a === last ? ties[0].b : ties[0].a) : left.keys().next().value!
    order.push(left.get(id)!)
    left.delete(id)
    last = id
  }
  return new Map(
    order.map((node, at) => {
      const angle = (at / order.length) * 360 - 90
      const radians = (angle * Math.PI) / 180
      return [node.id, { ...node, angle, x: Math.round(rim * Math.cos(radians)), y: Math.round(rim * Math.sin(radians)) }]
    }),
  )
}
/** Arcs bend towards the middle, those of neighbours less. */
const bend = (from: number, to: number) => Math.round((from + to) * 0.2)
const isLeft = (angle: number) => angle > 90 && angle < 270
const turned = (angle: number) => (isLeft(angle) ? angle - 180 : angle)

function PairTable({ network }: Readonly<{ network: Network }>) {
  const names = new Map(network.nodes.map(({ id, name }) => [id, name]))
  const pair: Column<Dealing> = {
    says: 'Pair',
    cell: ({ a, b }) => (
      <Link data-open to={`/actors/${encodeURIComponent(a)}/${encodeURIComponent(b)}`}>
        <bdi>{names.get(a)}</bdi> and <bdi>{names.get(b)}</bdi>
      </Link>
    ),
  }
  return (
    <RowTable
      label="Pairs"
      columns={[pair, ...pairNumbers]}
      rows={network.links.toSorted((x, y) => y.events - x.events)}
      keyOf={({ a, b }) => `${a} ${b}`}
    />
  )
}

type Dealing = Network['links'][number]
const pairNumbers: readonly Column<Dealing>[] = [
  { says: 'Events', number: true, cell: ({ events }) => count(events) },
  { says: 'Cooperation', number: true, cell: ({ cooperation }) => count(cooperation) },
  { says: 'Conflict', number: true, cell: ({ conflict }) => count(conflict) },
]
