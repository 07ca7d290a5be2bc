/** Invented pages for tests of the desk: a family as large as wanted, and a page full of hostile markup. */

const paragraphs = [
  'ORSK HARBOUR (CoastWire) — The ferry Merle ran aground on a sandbank at the mouth of the Orsk on Monday morning with 214 people on board, the harbour master said, and was towed free after nine hours without anyone being hurt.',
  '“Nobody was in danger at any time, and nobody had to leave the ship,” harbour master Ines Kallmeyer told reporters on the quay. She said the tide had been 40 centimetres lower than the tables foretold.',
  'The ferry had left the island of Holm at 06:20 and was due in Orsk an hour later. Passengers were given blankets and hot soup while two tugs, the Anton and the Berta, waited for the water to rise.',
  'The shipping line Holmer Lines blamed a buoy that had drifted from its place in last week’s storm. The coastguard rejected that account and said all marks had been checked on Saturday.',
  '“We reject the claim that a mark was out of place,” coastguard spokesman Jonas Reiter said in a statement. “The log of the ship will show what happened on the bridge.”',
  'It was the third grounding in the channel this year. In March a freighter loaded with timber lay on the same bank for two days, and in June a sailing ship with school pupils had to be towed off.',
  'The town council of Orsk has asked the state government for 12 million crowns to dredge the channel. Finance minister Karla Weiss refused the request in August and demanded that the shipping lines share the cost.',
  'An inquiry board will question the captain on Wednesday. Services to Holm are to start again on Tuesday with a smaller ship, Holmer Lines announced.',
]
const headlines = [
  'Ferry with 214 aboard freed from sandbank off Orsk',
  'Nine hours on the bank: island ferry towed free',
  'Coastguard and shipping line at odds over stranded ferry',
  'Ferry Merle afloat again after grounding at Orsk',
]
const towns = ['Alder', 'Birk', 'Corve', 'Dunmoor', 'Elmsea', 'Fenwick', 'Garrow', 'Hythe', 'Ilmen', 'Jarrow']
const papers = ['Post', 'Courier', 'Gazette', 'Herald', 'Echo', 'Ledger', 'Mercury', 'Times', 'Observer', 'Tribune']

const pad = (number: number, length = 2) => String(number).padStart(length, '0')

/** The page number `at` of a family: what it cuts and changes follows from the number alone. */
export function familyPage(at: number): string {
  const outlet = `${towns[at % towns.length]!} ${papers[Math.floor(at / towns.length) % papers.length]!}${at >= 100 ? ` ${Math.floor(at / 100) + 1}` : ''}`
  const kept = paragraphs.filter((_, index) => index === 0 || (at + index) % 5 !== 0)
  const told = kept.map((text) => edited(text, at))
  const hour = 9 + Math.floor(at / 12)
  const time = `2024-09-${pad(16 + Math.floor(hour / 24))}T${pad(hour % 24)}:${pad((at % 12) * 5)}:00+02:00`
  const date = at % 7 === 3 ? '' : `<meta property="article:published_time" content="${time}">`
  return `<!doctype html><html lang="en"><head><title>${headlines[at % headlines.length]!} - ${outlet}</title>
<meta property="og:site_name" content="${outlet}">${date}</head>
<body><nav><a href="/">Home</a> <a href="/sea">Shipping</a></nav><article><h1>${headlines[at % headlines.length]!}</h1>
${told.map((text) => `<p>${text}</p>`).join('\n')}
</article><footer>© 2024 ${outlet}</footer></body></html>`
}

function edited(text: string, at: number): string {
  const first = at === 0 ? text : at % 3 === 1 ? text.replace('ran aground', 'was stranded') : text
  const second = at % 4 === 2 ? first.replace('214 people', 'more than 200 people') : first
  return at % 6 === 5 ? second.replace('said in a statement', 'said') : second
}

/** Markup in every place where words of a page are shown; whatever of it runs sets the title to `broken`. */
export const hostilePage = `<!doctype html><html lang="en"><head><title>Market &lt;img src=x onerror="document.title='broken'"&gt; opens</title>
<meta property="og:site_name" content="Ostrow &lt;b&gt;Mail&lt;/b&gt;"><meta property="article:published_time" content="2024-05-06T08:00:00Z"></head>
<body><article><h1>Market &lt;script&gt;document.title='broken'&lt;/script&gt; opens</h1>
<p>The fish market of Ostrow opened on Monday after &lt;img src=x onerror="document.title='broken'"&gt; a year of building, the mayor said.</p>
<p>“We have waited long for this day and for these new halls,” Mayor Anna Wolska told <b onclick="document.title='broken'">visitors</b> at the gate. \u202eright to left\u202c and javascript:alert(1).</p>
<p>The halls cost 30 million crowns and hold stalls for ninety fishmongers, twice as many as the old quay did before the flood of two years ago.</p>
<script>document.title = 'broken'</script><iframe src="javascript:parent.document.title='broken'"></iframe><svg onload="document.title='broken'"></svg>
</article></body></html>`
