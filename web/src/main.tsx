import './style/tokens.css'
import './style/base.css'
import './style/parts.css'
import './shell/shell.css'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { Shell } from './shell/shell.tsx'
import { applyTheme, storedTheme } from './shell/theme.ts'

document.querySelector('head > title')?.remove() // every screen has a title of its own
applyTheme(storedTheme())
createRoot(document.getElementById('desk')!).render(
  <StrictMode>
    <Shell />
  </StrictMode>,
)
