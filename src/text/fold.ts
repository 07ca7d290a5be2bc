const marks = /[^\p{L}\p{N}\p{M}]+/gu

/** A key under which two writings of the same words are equal: case, punctuation and white space do not count. */
export const foldKey = (text: string): string => text.toLowerCase().replace(marks, ' ').trim()
