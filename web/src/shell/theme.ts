/** `auto` follows the machine. */
export const themes = ['auto', 'light', 'dark'] as const
type Theme = (typeof themes)[number]

const key = 'stemma theme'

export const storedTheme = (): Theme => themes.find((theme) => theme === localStorage.getItem(key)) ?? 'auto'

export function applyTheme(theme: Theme): void {
  document.documentElement.dataset.theme = theme
  localStorage.setItem(key, theme)
}
