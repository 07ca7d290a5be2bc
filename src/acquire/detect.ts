import { analyse } from 'chardet'

const sampleBytes = 48 * 1024 // of text beyond markup; more does not change the answer
const nearBytes = 40 // kept around each byte beyond ASCII, so that markup and scripts do not drown the words

/**
 * Names of charsets that these bytes may be in, likeliest first; none for bytes without any beyond ASCII. Not for UTF-8,
 * which needs no guess. Source of the models: ICU's detector (n-grams and byte-pair statistics), by package chardet.
 */
export function detectCharset(bytes: Uint8Array): readonly string[] {
  const sample = wordsBeyondAscii(bytes)
  return sample.length === 0 ? [] : analyse(sample).map(({ name }) => name)
}

/** The stretches around bytes beyond ASCII, tags left out, at most sampleBytes of them. */
function wordsBeyondAscii(bytes: Uint8Array): Uint8Array {
  const sample = new Uint8Array(sampleBytes)
  let length = 0
  let next = 0 // the first byte not yet looked at or kept
  let inTag = false
  let lastHigh = -nearBytes
  for (let at = 0; at < bytes.length && length < sampleBytes; at++) {
    const byte = bytes[at]!
    if (byte === 0x3c) inTag = true
    if (!inTag) {
      if (byte >= 0x80) {
        for (let back = Math.max(next, at - nearBytes); back < at && length < sampleBytes; back++) {
          if (bytes[back] === 0x3e) length = spaced(sample, length)
          else if (bytes[back] !== 0x3c) sample[length++] = bytes[back]!
        }
        lastHigh = at
      }
      if (at - lastHigh < nearBytes && length < sampleBytes) {
        sample[length++] = byte
        next = at + 1
      }
    } else next = at + 1
    if (byte === 0x3e) inTag = false
  }
  return sample.subarray(0, length)
}

function spaced(sample: Uint8Array, length: number): number {
  sample[length] = 0x20
  return length + 1
}
