import { plural } from './words.ts'

const height = 18 // px
const width = 5 // px of a bar, with its gap

/** When pages came, as small bars. Its words are for those who do not see it. */
export function Spark({ values, says }: Readonly<{ values: readonly number[]; says?: string }>) {
  const most = Math.max(1, ...values)
  const total = values.reduce((sum, value) => sum + value, 0)
  const text = says ?? `${plural(total, 'page')} between the first and the last publication, most in one part: ${most}`
  return (
    <svg className="spark" role="img" width={values.length * width} height={height} aria-label={text}>
      <title>{text}</title>
      {values.map((value, index) => {
        const tall = value === 0 ? 1 : Math.max(3, Math.round((value / most) * height))
        return (
          <rect
            // biome-ignore lint/suspicious/noArrayIndexKey: bars stand in their order
            key={index}
            className={value === 0 ? 'none' : undefined}
            x={index * width}
            y={height - tall}
            width={width - 1}
            height={tall}
          />
        )
      })}
    </svg>
  )
}
