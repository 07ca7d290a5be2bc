import { useState } from 'react'
import { Link } from '../parts/link.tsx'
import { SearchBox } from '../parts/search-box.tsx'
import { useAddress } from './router.ts'
import { routes } from './routes.ts'
import { applyTheme, storedTheme, themes } from './theme.ts'

const belongs: Readonly<Record<string, string>> = { stories: '/', compare: '/', pages: '/' }

export function Header({ showKeys, showPalette }: Readonly<{ showKeys: () => void; showPalette: () => void }>) {
  const { path } = useAddress()
  const first = `/${path.split('/')[1] ?? ''}`
  const section = belongs[first.slice(1)] ?? first
  return (
    <header className="bar not-printed">
      <div className="bar-inner">
        <Link to="/" className="name" aria-label="Stemma, all stories">
          <Mark />
          Stemma
        </Link>
        <nav className="sections" aria-label="Sections">
          {routes.map(
            ({ pattern, nav }) =>
              nav && (
                <Link key={pattern} to={pattern} aria-current={section === pattern ? 'page' : undefined}>
                  {nav.name}
                </Link>
              ),
          )}
        </nav>
        <SearchBox />
        <div className="tools">
          <button type="button" className="plain" onClick={showPalette} title="Go to anything (Ctrl K)">
            <kbd>Ctrl K</kbd>
            <span className="unseen-text">Go to anything</span>
          </button>
          <ThemeButton />
          <button type="button" className="plain" onClick={showKeys} title="All keys (?)">
            <kbd>?</kbd>
            <span className="unseen-text">All keys</span>
          </button>
        </div>
      </div>
    </header>
  )
}

/** The family of a text: one root, two copies. */
const Mark = () => (
  <svg viewBox="0 0 20 20" width="20" height="20" aria-hidden="true" fill="none" stroke="currentColor" strokeWidth="1.6">
    <path d="M10 5.5V9M10 9c0 3-5 2-5 5M10 9c0 3 5 2 5 5" />
    <circle cx="10" cy="3.6" r="2" />
    <circle cx="5" cy="16" r="2" fill="currentColor" />
    <circle cx="15" cy="16" r="2" fill="currentColor" />
  </svg>
)

function ThemeButton() {
  const [theme, setTheme] = useState(storedTheme)
  const next = themes[(themes.indexOf(theme) + 1) % themes.length]!
  const turn = () => {
    applyTheme(next)
    setTheme(next)
  }
  return (
    <button type="button" className="plain theme" onClick={turn} title={`Colours: ${theme}. Press for ${next}.`}>
      <svg viewBox="0 0 20 20" width="18" height="18" aria-hidden="true" fill="none" stroke="currentColor" strokeWidth="1.5">
        <circle cx="10" cy="10" r="6.5" />
        {theme !== 'light' && <path d="M10 3.500a6.500 6.500 0 0 1 0 13z" fill="currentColor" />}
        {theme === 'dark' && <circle cx="10" cy="10" r="6.500" fill="currentColor" />}
      </svg>
      <span className="unseen-text">Colours: {theme}</span>
    </button>
  )
}
