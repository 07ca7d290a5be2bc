import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { Article } from '#model/article.ts'
import { articleIdOf, makeId } from '#model/ids.ts'
import type { Quote } from '#model/reading.ts'
import { sentencesOf } from '#text/sentences.ts'
import { findActors } from './actors.ts'
import { findNames } from './names.ts'
import { findQuotes } from './quotes.ts'

const page = makeId('page', 'quotes')
const articleOf = (text: string): Article => ({
  ...{ id: articleIdOf(page), page, url: '', text, runs: [], blocks: [], furniture: [], language: 'en', tags: [], agencies: [] },
  ...{ title: null, subtitle: null, authors: null, byline: null, outlet: null, section: null, dateline: null },
  ...{ canonicalUrl: null, published: null, modified: null, captured: null },
})

function read(text: string): readonly Quote[] {
  const article = articleOf(text)
  const sentences = sentencesOf(text)
  return findQuotes({ article, sentences, ...findActors(article, sentences, findNames(text, sentences)) })
}

/** One quote as a line: kind, cue, speaker (its anonymity), → addressee, via, and the words. */
function lines(text: string): readonly string[] {
  const exact = (span: { start: number; end: number } | null) => (span ? text.slice(span.start, span.end) : '–')
  return read(text).map(({ kind, cue, speaker, addressee, via, content }) => {
    const who = speaker ? speaker.name + (speaker.anonymous ? ` (${speaker.anonymous})` : '') : '–'
    const whom = (addressee ? ` → ${addressee.name}` : '') + (via ? ` via ${via.name}` : '')
    return `${kind} ${exact(cue)}: ${who}${whom}: ${content.map(exact).join(' | ')}`
  })
}
const has = (text: string, ...expected: readonly string[]) => {
  const found = lines(text)
  for (const line of expected) assert.ok(found.includes(line), `${line}\n— not among\n${found.join('\n')}`)
}

test('R-Q2 direct speech: the cue before, after, inside and turned round', () => {
  has('“We will rebuild every bridge,” Olin Marsh said.', 'direct said: Olin Marsh: We will rebuild every bridge,')
  has('Olin Marsh said: “We will rebuild every bridge.”', 'direct said: Olin Marsh: We will rebuild every bridge.')
  has('“Who pays for the bridge?” asked Olin Marsh.', 'direct asked: Olin Marsh: Who pays for the bridge?')
  has('“We will rebuild,” said Olin Marsh, “and we will pay.”', 'direct said: Olin Marsh: We will rebuild, | and we will pay.')
  has('“The talks were open,” Olin Marsh said. “They were long.”', 'direct said: Olin Marsh: The talks were open, | They were long.')
  has('"Where is the money?" Olin Marsh wrote in a letter.', 'direct wrote: Olin Marsh: Where is the money?')
})

test('R-Q3 indirect and mixed speech', () => {
  has('Olin Marsh said that the port would close in May.', 'indirect said: Olin Marsh: the port would close in May')
  has('The port would close in May, Olin Marsh said on Monday.', 'indirect said: Olin Marsh: The port would close in May')
  has('The port, Olin Marsh said, would close in May.', 'indirect said: Olin Marsh: The port | would close in May')
  has('Olin Marsh warned that the port would “rot away” in a year.', 'mixed warned: Olin Marsh: the port would “rot away” in a year')
  has(
    'Olin Marsh also highlighted the rising cost of bread, especially in the south.',
    'indirect highlighted: Olin Marsh: the rising cost of bread',
  )
  has('Olin Marsh urged Brazil to “open its port to all,” blaming Chile.', 'direct urged: Olin Marsh → Brazil: open its port to all,')
  has('Olin Marsh said the port was full, adding that ships had to wait.', 'indirect adding: Olin Marsh: ships had to wait')
  has('As Olin Marsh noted, the port is full.', 'indirect noted: Olin Marsh: the port is full')
})

test('R-Q4 the subject behind an apposition, a relative clause, a title', () => {
  has('Olin Marsh, the mayor of Veld, said the port was full.', 'indirect said: Olin Marsh: the port was full')
  has('Olin Marsh, whose party lost, said the port was full.', 'indirect said: Olin Marsh: the port was full')
  has('Brazil’s envoy to the port council, Olin Marsh, warned: “The port is full.”', 'direct warned: Olin Marsh: The port is full.')
})

test('R-Q5 whom it was told to, and through whom it came', () => {
  has('“The port is full,” Olin Marsh told reporters.', 'direct told: Olin Marsh → reporters: The port is full,')
  has('“The port is full,” Olin Marsh told Reuters.', 'direct told: Olin Marsh via Reuters: The port is full,')
  has(
    'Olin Marsh praised the plan, stating, “The port will be ready,” according to the TASS news agency.',
    'direct stating: Olin Marsh via TASS: The port will be ready,',
  )
  has('“The port is full,” according to Olin Marsh.', 'direct according to: Olin Marsh: The port is full,')
  has('According to Olin Marsh, the port is full.', 'indirect According to: Olin Marsh: the port is full')
})

test('R-Q6 unnamed sources are typed, and "the officer" is the one told of before', () => {
  has(
    'A senior army officer confirmed that the port was full. “We left,” the officer said.',
    'direct said: A senior army officer (military): We left,',
  )
  has(
    'Two people familiar with the talks said the port was full.',
    'indirect said: Two people familiar with the talks (people familiar): the port was full',
  )
  has('An aide who asked not to be named said the port was full.', 'indirect said: An aide (official): the port was full')
  has('It was announced that the port would close.', 'indirect announced: –: the port would close')
})

test('R-Q7 quotations that run over paragraphs, and paragraphs that only quote', () => {
  const found = lines('Olin Marsh said: “We left.\n\n“We came back.\n\n“Then help came.”\n\nNobody was hurt.')
  assert.deepEqual(found, [
    'direct said: Olin Marsh: We left.',
    'direct –: Olin Marsh: We came back.',
    'direct –: Olin Marsh: Then help came.',
  ])
  has(
    '“The port is full,” Olin Marsh said.\n\n“We need another one by the spring.”',
    'direct –: Olin Marsh: We need another one by the spring.',
  )
  has('Olin Marsh said:\n\n“The port is full and will stay so.”', 'direct said: Olin Marsh: The port is full and will stay so.')
})

test('R-Q8 titles, nicknames and scare quotes are no speech', () => {
  for (const text of [
    'The film “A Long Way Down” won.',
    'They met in “Little Italy” on Friday.',
    'The so-called “capital of pasta” is small.',
  ])
    assert.deepEqual(lines(text), [])
})

test('R-Q9 "he" goes on meaning who spoke last; a title leads to its name', () => {
  const text = '“The port is full,” said Tomas Hill. “It was once empty,” he added.'
  has(text, 'direct added: Tomas Hill: It was once empty,')
  has('Harbour chief Olin Marsh spoke first. “It is full,” the harbour chief said.', 'direct said: Olin Marsh: It is full,')
})

const pieces = fc.constantFrom(
  ...'“|”|"|‘|’|«|»|— |Ode|said|told|that|the|official|according to|,|.|:|?| |\n\n|he|Reuters|as|by|to|😀'.split('|'),
)

test('R-Q10 any text: spans lie inside it, are not empty, and quotes are in text order', () => {
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 60 }), (parts) => {
      const text = parts.join(' ')
      let before = 0
      for (const { content, cue, speaker, addressee, via } of read(text)) {
        assert.ok(content.length > 0 && content[0]!.start >= before)
        before = content[0]!.start
        for (const span of [...content, cue, speaker?.at, addressee?.at, via?.at])
          if (span) assert.ok(span.start >= 0 && span.start < span.end && span.end <= text.length)
      }
    }),
    { numRuns: 300 },
  )
})

test('R-Q10 hostile text costs linear time', () => {
  const seconds = (text: string) => {
    const started = performance.now()
    findQuotes({ article: articleOf(text), sentences: sentencesOf(text), mentions: [], actors: [] })
    return (performance.now() - started) / 1000
  }
  for (const piece of ['said, “a,” he said ', 'according to X, ', 'He said that , and ', '" ', 'the official said ', '« »']) {
    const short = Math.max(0.02, seconds(piece.repeat(1_000)))
    assert.ok(seconds(piece.repeat(8_000)) < 30 * short, piece)
  }
})

test('R-Q5 words that an agency passes on are their speaker’s', () => {
  has('“The port is full,” Olin Marsh said, TASS reported.', 'direct said: Olin Marsh via TASS: The port is full,')
  has(
    'Olin Marsh warned his host, “The port is full,” the TASS agency reported.',
    'direct warned: Olin Marsh → his host via TASS: The port is full,',
  )
  has('Reuters quoted Olin Marsh as saying that the port was full.', 'indirect saying: Olin Marsh via Reuters: the port was full')
  has('Olin Marsh was quoted by Reuters as saying the port was full.', 'indirect saying: Olin Marsh via Reuters: the port was full')
})

test('R-Q9 "he" is not who was "she"', () => {
  const text = '“It is over,” said Tomas Hill. Ana Petit agreed. “It is done,” she said. “It is good,” he said.'
  has(text, 'direct said: Ana Petit: It is done,', 'direct said: Tomas Hill: It is good,')
})

test('R-Q9 "the ministry" is the ministry named before', () => {
  has('The Ministry of Health closed the port. “It is full,” the ministry said.', 'direct said: Ministry of Health: It is full,')
})

test('R-Q6 people who belong to somebody are not that person', () => {
  has('Olin Marsh left. “He is tired,” his lawyer said.', 'direct said: his lawyer: He is tired,')
})

const lacks = (text: string, ...parts: readonly string[]) => {
  const found = lines(text)
  for (const part of parts) assert.ok(!found.some((line) => line.includes(part)), `${part}\n— among\n${found.join('\n')}`)
}

test('R-Q11 whom one praises and what one finds is no statement', () => {
  lacks('Olin Marsh thanked the divers.', 'divers')
  lacks('Olin Marsh congratulated Peru on Monday.', 'Peru')
  lacks('Pilots welcomed the verdict.', 'verdict')
  lacks('Hikers found a crate of old medals near the weir, Olin Marsh said.', 'indirect found')
  has(
    'Olin Marsh criticised the slow pace of repairs on the bridge.',
    'indirect criticised: Olin Marsh: the slow pace of repairs on the bridge',
  )
  has('The study found a link between rain and rust.', 'indirect found: The study (document): a link between rain and rust')
  lacks('Divers found the wreck of a tug that had vanished in May.', 'found')
  has(
    'The clerks found their best lawyer — a former judge — was ill.',
    'indirect found: The clerks: their best lawyer — a former judge — was ill',
  )
  has('The clerks found the books were wrong.', 'indirect found: The clerks: the books were wrong')
})

test('R-Q11 who praised goes on to speak', () => {
  has('Olin Marsh praised Ida Vale, saying: “The bridge is safe.”', 'direct saying: Olin Marsh: The bridge is safe.')
})

test('R-Q12 what is told of others is told once', () => {
  const forecast = 'The Harbour Board expects the repairs to last a year, Olin Marsh, its chair, said on Monday.'
  has(forecast, 'indirect said: Olin Marsh: The Harbour Board expects the repairs to last a year')
  lacks(forecast, 'expects: ')
  const relayed = 'Peru said it would close its ports in the south, the foreign ministry in Lima announced.'
  has(relayed, 'indirect said: Peru: it would close its ports in the south')
})

test('R-Q13 a thing behind "that" says nothing', () => {
  has('He carried a banner that reads “The river is ours.”', 'direct reads: a banner: The river is ours.')
  lacks('The buoys carry lamps that tell which channel is open.', 'that')
})

test('R-Q6 an office or clerk of somebody is not that somebody', () => {
  has('President Ida Vale spoke. The mayor’s office said the town was full.', 'indirect said: The mayor’s office: the town was full')
  has('Olin Marsh said the port was full. The union’s lawyer said it was late.', 'indirect said: The union’s lawyer: it was late')
})

test('R-Q6 a body named beside a description is named', () => {
  has('The ferry sank. Its owners, Halden Shipping, said the crew was safe.', 'indirect said: Halden Shipping: the crew was safe')
})
