import './lists.css'
import { useAddress, withQuery } from '../shell/router.ts'
import { Link } from './link.tsx'

type Props<Name extends string> = Readonly<{
  name: string
  tabs: readonly Readonly<{ id: Name; says: string }>[]
  chosen: Name
  label: string
}>

/** Views of one screen, each with an address. They are links, since each leads somewhere. */
export function Tabs<Name extends string>({ name, tabs, chosen, label }: Props<Name>) {
  const address = useAddress()
  return (
    <nav className="tabs not-printed" aria-label={label}>
      {tabs.map(({ id, says }, index) => (
        <Link
          key={id}
          to={withQuery(address, { [name]: index === 0 ? null : id, more: null })}
          aria-current={id === chosen ? 'page' : undefined}
        >
          {says}
        </Link>
      ))}
    </nav>
  )
}
