/** What a long run tells while it works. `total` null: not known. */
type Progress = Readonly<{ phase: string; done: number; failed: number; bytes: number; totalBytes: number | null }>

const shownEvery = 200 // ms between two redraws
const settled = 2000 // ms before a time left is worth showing

/** A line on stderr when it is a terminal, nothing otherwise. */
export function progressOf(stream: NodeJS.WriteStream): Readonly<{ show: (progress: Progress) => void; end: () => void }> {
  if (!stream.isTTY) return { show: () => {}, end: () => {} }
  let began = Date.now()
  let phase = ''
  let shown = 0
  return {
    show(progress) {
      const now = Date.now()
      if (progress.phase !== phase) began = phase === '' ? began : now // the rate is that of the phase
      phase = progress.phase
      if (now - shown < shownEvery) return
      shown = now
      stream.write(`\r\u001b[2K${line(progress, now - began)}`)
    },
    end: () => void stream.write('\r\u001b[2K'),
  }
}

function line({ phase, done, failed, bytes, totalBytes }: Progress, elapsed: number): string {
  const rate = done / Math.max(0.001, elapsed / 1000)
  const parts = [
    phase,
    `${done.toLocaleString('en')} done`,
    ...(failed > 0 ? [`${failed} failed`] : []),
    `${rate.toFixed(rate < 10 ? 1 : 0)}/s`,
  ]
  if (totalBytes && bytes > 0) {
    parts.push(`${Math.min(100, Math.round((100 * bytes) / totalBytes))} %`)
    if (elapsed > settled && bytes < totalBytes) parts.push(`${duration((elapsed * (totalBytes - bytes)) / bytes)} left`)
  }
  return parts.join(' · ')
}

function duration(ms: number): string {
  const seconds = Math.round(ms / 1000)
  if (seconds < 60) return `${seconds} s`
  return seconds < 3600 ? `${Math.round(seconds / 60)} min` : `${(seconds / 3600).toFixed(1)} h`
}
