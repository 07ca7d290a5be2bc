import { isUncertain, passageKinds } from '#model/copy.ts'
import type { CopyDocument, StoryDocument } from '#model/document.ts'
import { Link } from '../parts/link.tsx'
import { type Column, RowTable } from '../parts/row-table.tsx'
import { capital, count, pageName, percent, plural, sure } from '../parts/words.ts'
import { History } from './history.tsx'
import { sayGround } from './say.ts'
import type { Shape, TabProps } from './shape.ts'
import { TableLinks } from './table-links.tsx'

/** How these answers were reached: the rules, how sure each is, what else was nearly chosen, and the evidence, counted. */
export function Method({ shape }: TabProps) {
  const { story } = shape
  const copies = story.copies.filter(({ second }) => !second)
  return (
    <section className="tab method" aria-label="Method">
      <div className="prose">
        <h2>Rules</h2>
        <p>
          A <em>copy</em> repeats another page’s narration: 100 words in the same order, or 30 that are 15 % of one side, or 12 that are
          half of it. Shared quotation alone makes no copy: two reporters at one press conference are two reports.
        </p>
        <p>
          Who copied whom is judged from dates and how sure they are, credit lines and datelines, canonical links, and from the words: what
          one page has that the others share, and what it cut. Of all possible trees the one with the most right exemplars to be expected is
          drawn. Where nothing speaks for a direction the answer is “direction unknown”; where the source is not among the pages, it is “an
          unseen source”.
        </p>
        <p>
          <em>Independent reports</em> are the origins of the copy trees, those that credit one agency counted once. Here{' '}
          {plural(story.counts.pages, 'page')} make {plural(story.counts.independentReports, 'independent report')}:
        </p>
        <ul>
          {story.reports.map((report) => (
            <li key={report.id}>
              {capital(report.why)} <span className="quiet">({reportNames(report.pages, shape)})</span>
            </li>
          ))}
        </ul>
      </div>
      <h2>Certainty and alternatives</h2>
      <TableLinks story={story.id} tables={['copies']} />
      {copies.length === 0 ? (
        <p>No page here copies another.</p>
      ) : (
        <RowTable
          label="Table of copies"
          columns={copyColumns(shape)}
          rows={copies}
          keyOf={({ witness }) => witness}
          classOf={(copy) => (isUncertain(copy) ? 'uncertain' : undefined)}
        />
      )}
      <History story={story.id} />
      <div className="method-counts">
        <Counts title="Grounds for direction" head={['Ground', 'Copies', 'Weight']} rows={groundCounts(copies)} />
        <Counts title="Passages" head={['Kind', 'Number']} rows={passageCounts(copies)} />
        <Counts title="Evidence" head={['What it proves', 'Places']} rows={evidenceCounts(story)} />
        <Counts title="Made by" head={['Stage', 'Version']} rows={Object.entries(story.made)} />
      </div>
    </section>
  )
}

const mostNames = 6
const reportNames = (pages: readonly string[], shape: Shape) => {
  const names = pages.slice(0, mostNames).map((id) => pageName(shape.pages.get(id)))
  return pages.length > mostNames ? `${names.join(', ')} and ${count(pages.length - mostNames)} more` : names.join(', ')
}

function copyColumns(shape: Shape): readonly Column<CopyDocument>[] {
  const name = (id: string | null) => (id === null ? 'an unseen source' : pageName(shape.pages.get(id)))
  return [
    { says: 'Page', head: true, cell: ({ witness }) => <bdi>{name(witness)}</bdi> },
    {
      says: 'Copied from',
      cell: ({ exemplar, witness }) =>
        exemplar ? (
          <Link to={`/compare/${exemplar}/${witness}`} data-open>
            <bdi>{name(exemplar)}</bdi>
          </Link>
        ) : (
          name(null)
        ),
    },
    { says: 'Share', number: true, cell: ({ exemplar, share }) => (exemplar ? percent(share) : '–') },
    {
      says: 'Certainty',
      cell: ({ direction, confidence }) => (direction === 'unknown' ? `direction unknown, ${sure(confidence)}` : sure(confidence)),
    },
    {
      says: 'Runner-up',
      cell: ({ runnerUp }) => (runnerUp ? `${name(runnerUp.exemplar)}, ${percent(runnerUp.confidence)}` : 'none'),
    },
    { says: 'Grounds, weightiest first', cell: ({ grounds }) => <Grounds grounds={grounds} /> },
  ]
}

const Grounds = ({ grounds }: Pick<CopyDocument, 'grounds'>) => (
  <ul className="ground-list">
    {grounds
      .toSorted((a, b) => Math.abs(b.weight) - Math.abs(a.weight))
      .map(({ name, weight, says }) => (
        <li key={name + says}>
          <span className="weight">{weight === 0 ? '0' : `${weight > 0 ? '+' : '−'}${Math.abs(weight).toFixed(2)}`}</span>{' '}
          <span dir="auto">{sayGround(says)}</span>
        </li>
      ))}
  </ul>
)

type Row = readonly (string | number)[]

const Counts = ({ title, head, rows }: Readonly<{ title: string; head: readonly string[]; rows: readonly Row[] }>) => (
  <table className="counts">
    <caption>{title}</caption>
    <thead>
      <tr>
        {head.map((name, index) => (
          <th key={name} scope="col" className={index > 0 ? 'right' : undefined}>
            {name}
          </th>
        ))}
      </tr>
    </thead>
    <tbody>
      {rows.map(([name, ...numbers]) => (
        <tr key={name}>
          <th scope="row">{name}</th>
          {numbers.map((number, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: cells stand in their order
            <td key={index} className="right">
              {typeof number === 'number' ? count(number) : number}
            </td>
          ))}
        </tr>
      ))}
    </tbody>
  </table>
)

function groundCounts(copies: readonly CopyDocument[]): readonly Row[] {
  const found = new Map<string, { copies: number; weight: number }>()
  for (const { grounds } of copies)
    for (const { name, weight } of grounds) {
      const known = found.get(name) ?? { copies: 0, weight: 0 }
      found.set(name, { copies: known.copies + 1, weight: known.weight + weight })
    }
  return [...found]
    .sort(([, a], [, b]) => b.copies - a.copies)
    .map(([name, { copies, weight }]) => [name, copies, weight.toFixed(2).replace('-', '−')])
}

const passageCounts = (copies: readonly CopyDocument[]): readonly Row[] =>
  passageKinds.map((kind) => [kind, copies.reduce((sum, { passages }) => sum + passages.filter((one) => one.kind === kind).length, 0)])

const evidenceCounts = (story: StoryDocument): readonly Row[] => {
  const places = (facts: readonly Readonly<{ evidence: readonly unknown[] }>[]) =>
    facts.reduce((sum, { evidence }) => sum + evidence.length, 0)
  return [
    ['copying', places(story.copies)],
    ['quotes', places(story.quotes)],
    ['events', places(story.events)],
    ['dates told', places(story.dates)],
    ['agency credit', places(story.agencies)],
    ['actors named', story.actors.reduce((sum, { mentions }) => sum + mentions.length, 0)],
    ['dates of publication', places(story.pages.flatMap(({ published }) => published ?? []))],
  ]
}
