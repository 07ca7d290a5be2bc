import { nameOfCountry } from '#text/countries.ts'

/** `FIN` → Finland; `IGO` is no country but a body of several. */
export const countryName = (code: string): string => (code === 'IGO' ? 'several countries' : (nameOfCountry(code) ?? code))
