import { isUncertain } from '#model/copy.ts'
import type { TreeNode } from '#model/document.ts'
import { count, pageName, plural, sayInstant } from '../parts/words.ts'
import { pagesUnder, type Shape, unseenName } from './shape.ts'

/** The tree in a sentence or two: who has it first, how many copied that, how many copied a copy, what is uncertain. */
export function TreeSummary({ shape }: Readonly<{ shape: Shape }>) {
  const { story } = shape
  const families = story.tree.filter(({ children }) => children.length > 0).toSorted((a, b) => pagesUnder(b).length - pagesUnder(a).length)
  const alone = story.tree.length - families.length
  const doubtful = story.copies.filter((copy) => !copy.second && isUncertain(copy)).length
  if (families.length === 0)
    return <p className="tree-says">{alone === 1 ? 'One page; nobody here copied it.' : 'No page here copies another.'}</p>
  return (
    <p className="tree-says">
      {families.slice(0, mostFamilies).map((root) => (
        <Family key={root.page ?? pagesUnder(root).join(' ')} root={root} shape={shape} />
      ))}
      {families.length > mostFamilies && <>{plural(families.length - mostFamilies, 'more text has', 'more texts have')} copies too. </>}
      {alone > 0 && <>{plural(alone, 'page stands', 'pages stand')} alone. </>}
      {doubtful > 0 && <>{plural(doubtful, 'line is', 'lines are')} broken: there it is uncertain who copied whom.</>}
    </p>
  )
}

const mostFamilies = 2

function Family({ root, shape }: Readonly<{ root: TreeNode; shape: Shape }>) {
  const [direct, all] = [root.children.length, pagesUnder(root).length - (root.page === null ? 0 : 1)]
  const page = root.page === null ? null : shape.pages.get(root.page)
  const later = all - direct > 0 && <>, {count(all - direct)} copied one of those</>
  if (!page)
    return (
      <>
        {unseenName(root, shape.story)}: {plural(direct, 'page goes', 'pages go')} back to it{later}.{' '}
      </>
    )
  return (
    <>
      <b>
        <bdi>{pageName(page)}</bdi>
      </b>{' '}
      has it first{page.published && `, ${sayInstant(page.published.value)}`}. {plural(direct, 'page', 'pages')} copied it{later}.{' '}
    </>
  )
}
