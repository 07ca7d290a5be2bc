import assert from 'node:assert/strict'
import { test } from 'node:test'
import { articleIdOf, makeId } from '#model/ids.ts'
import type { Quote } from '#model/reading.ts'
import { readArticle } from './read.ts'

const page = makeId('page', 'quotes of articles')
const silent = {
  ...{ title: null, subtitle: null, authors: null, byline: null, outlet: null, section: null, dateline: null, canonicalUrl: null },
  ...{ published: null, modified: null, captured: null, tags: [], agencies: [], blocks: [], furniture: [], runs: [], url: '' },
}
const read = (text: string): readonly Quote[] =>
  readArticle({ id: articleIdOf(page), page, language: 'en', text, ...silent }, '2024-05-05').quotes

/** One quote as a line: kind, cue, speaker (what kind of unnamed source), → addressee, via, and the words. */
function lines(text: string): readonly string[] {
  const exact = (span: { start: number; end: number } | null) => (span ? text.slice(span.start, span.end) : '–')
  return read(text).map(({ kind, cue, speaker, addressee, via, content }) => {
    const who = speaker ? speaker.name + (speaker.anonymous ? ` (${speaker.anonymous})` : '') : '–'
    const whom = (addressee ? ` → ${addressee.name}` : '') + (via ? ` via ${via.name}` : '')
    return `${kind} ${exact(cue)}: ${who}${whom}: ${content.map(exact).join(' | ')}`
  })
}

// Ten invented articles, each with all that it quotes: R-Q1 to R-Q8 in docs/spec/read-quotes.md
const articles: readonly (readonly [what: string, text: string, quotes: readonly string[]])[] = [
  [
    'a dateline, a source that will not be named, reporters told',
    `LYDBY, May 3 (Veld Wire) - The ferry will stop in June, the harbour board said on Friday.

“We held out as long as we could,” said Ida Vale, who chairs the board. “There is no money left.”

A senior official, who asked not to be named because the talks are private, told reporters that the state would not step in.

Vale added that the crews had been told.`,
    [
      'indirect said: the harbour board: The ferry will stop in June',
      'direct said: Ida Vale: We held out as long as we could, | There is no money left.',
      'indirect told: A senior official (official) → reporters: the state would not step in',
      'indirect added: Ida Vale: the crews had been told',
    ],
  ],
  [
    'single marks, a medium told, words broken by a clause with an apposition',
    `Nurses at the Kestrel Hospital walked out on Monday.

‘They don’t listen to us,’ nurse Jon Odell told Radio Kestrel. ‘We’ve asked for years.’

“The doors stay open,” the hospital’s director, Maren Skov, wrote on Facebook, “whatever the union says.”

According to the union, nine in ten nurses took part.`,
    [
      'direct told: Jon Odell via Radio Kestrel: They don’t listen to us, | We’ve asked for years.',
      'direct wrote: Maren Skov via Facebook: The doors stay open, | whatever the union says.',
      'indirect According to: the union (group): nine in ten nurses took part',
    ],
  ],
  [
    'guillemets, a court told, witnesses',
    `« Je n’ai rien vu », Paul Arnaud told the court in Sorel on Tuesday.

«I saw nothing and I heard nothing,» he said in English.

The prosecutor, Jeanne Morel, called the answer “an insult to this court”.

Two witnesses said they had seen him at the bridge.`,
    [
      'direct told: Paul Arnaud → the court in Sorel: Je n’ai rien vu',
      'direct said: Paul Arnaud: I saw nothing and I heard nothing,',
      'mixed called: Jeanne Morel: the answer “an insult to this court”',
      'indirect said: Two witnesses (witness): they had seen him at the bridge',
    ],
  ],
  [
    'dialogue dashes, a statement of a ministry',
    `— We are tired of waiting, — said the baker, Otto Brand. — The road has been shut since March.

The ministry said in a statement that the road would be mended “before the first snow”.

Brand shook his head.`,
    [
      'direct said: Otto Brand: We are tired of waiting, | The road has been shut since March.',
      'mixed said: The ministry (official): the road would be mended “before the first snow”',
    ],
  ],
  [
    'speech over two paragraphs whose teller comes last, marks of two kinds, police and medics',
    `“The roof came down at noon.

“We ran, all of us. Two men did not come out,” miner Anton Reka said.

A police spokesman said the search would go on through the night.

Doctors at the town hospital said eleven people had been treated.

“Nobody warned us," Reka said, "nobody at all."`,
    [
      'direct –: Anton Reka: The roof came down at noon.',
      'direct said: Anton Reka: We ran, all of us. Two men did not come out,',
      'indirect said: A police spokesman (police): the search would go on through the night',
      'indirect said: Doctors at the town hospital (medical): eleven people had been treated',
      'direct said: Anton Reka: Nobody warned us, | nobody at all.',
    ],
  ],
  [
    'marks inside marks, lawmakers told, a rival',
    `Finance minister Tove Lind denied on Thursday that she would resign, and accused the opposition of “making theatre out of a budget”.

“When I was asked, I said ‘never’, and I meant it,” she told lawmakers.

Opposition leader Karl Munk, however, said her days were numbered.

“She knows it,” he said. “Everybody in this house knows it.”`,
    [
      'indirect denied: Tove Lind: she would resign',
      'direct accused: Tove Lind: making theatre out of a budget',
      'direct told: Tove Lind → lawmakers: When I was asked, I said ‘never’, and I meant it,',
      'indirect said: Karl Munk: her days were numbered',
      'direct said: Karl Munk: She knows it, | Everybody in this house knows it.',
    ],
  ],
  [
    'what an agency passes on, people familiar, one of them',
    `The dam is safe, the Orsk news agency quoted engineer Pavel Dren as saying on Sunday.

“There are no cracks,” Dren said, according to the agency.

People familiar with the matter said the inspection had been put off twice.

“Two of the gates don’t close,” one of them said.`,
    [
      'indirect saying: Pavel Dren via Orsk: The dam is safe',
      'direct said: Pavel Dren via Orsk: There are no cracks,',
      'indirect said: People familiar with the matter (people familiar): the inspection had been put off twice',
      'direct said: one of them (people familiar): Two of the gates don’t close,',
    ],
  ],
  [
    'names and titles between marks are no speech',
    `Lund beat Oslo 3-1 on Saturday to reach the final.

The so-called “Wall” of Lund let in one goal only, and the “Lion”, Bo Falk, scored twice.

“I just hit it,” Falk laughed.

Coach Rune Alm praised his side’s patience.`,
    ['direct laughed: Bo Falk: I just hit it,', 'indirect praised: Rune Alm: his side’s patience'],
  ],
  [
    'a paper that speaks, a mayor addressed, a spokeswoman',
    `In a letter to Mayor Ana Ruiz, the shopkeepers urged the city to lower the rents.

“We will not last the winter,” the letter says.

Ruiz’s spokeswoman, Clara Mota, said the mayor had read it “with great care” and would answer this week.

“She asked us to be patient, and that is what I ask of you,” Mota told the shopkeepers.`,
    [
      'indirect urged: the shopkeepers → the city: to lower the rents',
      'direct says: the letter (document): We will not last the winter,',
      'mixed said: Clara Mota: the mayor had read it “with great care” and would answer this week',
      'direct told: Clara Mota → the shopkeepers: She asked us to be patient, and that is what I ask of you,',
    ],
  ],
  [
    'a new teller behind "while", residents urged, diplomats and officers',
    `The storm will reach the coast tonight, forecasters warned.

“Stay at home,” the governor, Helen Marsh, urged residents in a televised speech, adding: “No house is worth a life.”

A diplomat said that two embassies had closed.

An army officer said three bridges were gone, while a villager told the Harbour Post she had seen “nothing but water”.`,
    [
      'indirect warned: forecasters: The storm will reach the coast tonight',
      'direct urged: Helen Marsh → residents: Stay at home,',
      'direct adding: Helen Marsh: No house is worth a life.',
      'indirect said: A diplomat (diplomatic): two embassies had closed',
      'indirect said: An army officer (military): three bridges were gone',
      'mixed told: a villager (witness) via Harbour Post: she had seen “nothing but water”',
    ],
  ],
]

for (const [what, text, quotes] of articles) test(`R-Q2 an article: ${what}`, () => assert.deepEqual(lines(text), quotes))
