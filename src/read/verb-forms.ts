import { wordFilter } from './word-filter.ts'

/** What a form of a verb can be. `base` also stands for the present of all persons but the third. */
export type VerbForm = 'base' | 'third' | 'past' | 'participle' | 'past or participle' | 'ing'
type VerbReading = Readonly<{ lemma: string; form: VerbForm }>

/** Irregular verbs: base, past, participle. Where past and participle are alike the third is left out. */
const irregular = `abide abode;arise arose arisen;awake awoke awoken;beat beat beaten;become became become;begin began begun;bend bent;bind bound;
bite bit bitten;bleed bled;blow blew blown;break broke broken;bring brought;build built;burn burnt;buy bought;catch caught;choose chose chosen;
cling clung;come came come;cut cut;deal dealt;dig dug;draw drew drawn;drive drove driven;eat ate eaten;fall fell fallen;feed fed;feel felt;
fight fought;find found;flee fled;fly flew flown;forbid forbade forbidden;forget forgot forgotten;forgive forgave forgiven;freeze froze frozen;
get got;give gave given;go went gone;grow grew grown;hang hung;have had;hear heard;hide hid hidden;hit hit;hold held;hurt hurt;keep kept;
know knew known;lay laid;lead led;leave left;lend lent;let let;lie lay lain;lose lost;make made;mean meant;meet met;overcome overcame overcome;
overthrow overthrew overthrown;overrun overran overrun;pay paid;put put;quit quit;read read;retake retook retaken;ride rode ridden;ring rang rung;
rise rose risen;run ran run;say said;see saw seen;seek sought;sell sold;send sent;set set;shake shook shaken;shoot shot;show showed shown;
shut shut;sit sat;slay slew slain;speak spoke spoken;spend spent;spread spread;stand stood;steal stole stolen;stick stuck;strike struck;
swear swore sworn;take took taken;teach taught;tell told;think thought;throw threw thrown;undertake undertook undertaken;undergo underwent undergone;
uphold upheld;wear wore worn;win won;withdraw withdrew withdrawn;withhold withheld;write wrote written;understand understood;foresee foresaw foreseen;
sue sued;sink sank sunk;swap swapped`

/** Verbs of news without a meaning for events, so that their clauses are seen as clauses. */
const common = `accept achieve act add address adopt affect aim allow amount announce answer apply approach argue arrive ask assess assume assure attempt attract
avoid base believe belong benefit bet borrow brief bring broadcast call campaign carry cause celebrate change charge check choose cite claim close collapse
come comment commit compare compete complain complete comply concern conclude conduct confirm connect consider consist constitute contain continue contribute
control convince cost count cover create cross dance date deal decide decline deepen define deliver depend describe deserve design destroy detect determine develop
die disclose discover discuss disappear display distribute divide double draw drop earn echo elect emerge emphasise emphasize employ enable encounter encourage end
engage enjoy ensure enter escape establish estimate evolve examine exceed exist expand expect experience explain explore express extend face fail fear
feature feel fill find finish focus follow force form found gain gather generate govern grow guarantee guide handle happen head hear heighten help highlight hope
identify ignore imagine implement imply import improve include increase indicate influence inform insist install intend introduce involve issue join judge
justify keep know lack last lead learn leave let lie like limit link list listen live locate look lose love lower maintain make manage mark
marry match matter mean measure mention miss mount move name need note notice observe obtain occur offer open operate oppose order organise
organize overlook own participate pass pay perform persist plan play point pose possess postpone prefer prepare present preside prevail prevent print proceed
produce promote propose protect prove provide publish pull purchase pursue push put quote raise range rank rate reach react read realise realize
recall receive recognise recognize record recover reduce refer reflect regard register relate release rely remain remember remind remove repeat replace
report represent require research reside resolve respond rest restore result retain retire return reveal review rise risk rule run save say
schedule score see seek seem sell send serve set settle share show sign signal sit solidify solve speak specify speed spend stage stand start state stay
stem step stop store stress struggle study succeed suffer suggest suppose surround survive take talk tell tend test think tie touch trace trade train
transform travel treat try turn undergo understand unveil use value vary view voice vote wait walk want warn waste watch weaken wear widen win wish
work worry write appear apologise apologize appoint rally demonstrate march complicate threaten abolish absorb accelerate accompany account acquire
adapt adjourn administer admire advance advise advocate alter amend amplify analyse anticipate apply arrange assemble assert assign attach attain attribute await award
balance bear boost brace broaden calculate calm capture cast cater cease circulate clarify clear collect combine commemorate commence compensate compile compose comprise
concede concentrate condone confront conserve construct consume contest contract contrast convene convert convey cope correct correspond craft credit curb cure
debate declare decrease dedicate deepen defer delay delegate demonstrate derive descend detail deteriorate devastate devote differ diminish disagree disappoint discourage
dismantle displace disrupt dissolve distinguish diversify document dominate downplay drag drain earn echo edit educate elaborate elevate eliminate embrace emit endanger endure
enforce enhance enlist enrich ensue entail entitle envisage erode erupt evacuate evoke exclude excuse exercise exhaust expire exploit export expose facilitate favour favor
ferry flock flow fluctuate foster frame fuel fulfil fulfill function furnish fuse graduate grant grapple greet grip halt hamper harass harm harvest hinder hire honour honor hurt
illustrate impact impose impress incite incorporate incur induce inflict inherit inhibit initiate inject innovate inquire inspect inspire insult insure integrate intensify
interact interpret interrupt intervene invest invoke isolate kick land launch lease levy lift linger loan locate lock log loom manufacture marginalise master maximise merge migrate
minimise mislead mobilise modernise modify monitor motivate multiply navigate negotiate neglect nominate nurture object oblige obstruct occupy ordain originate outline outnumber overcome
oversee owe patrol penalise perceive persuade phase pile pioneer plague plead pledge poll portray praise preach precede predict prescribe preserve presume privatise probe proclaim prolong
prompt prosper provoke qualify question queue quell race rebuild reckon recommend reconcile reconsider reconstruct recruit redirect reform refute regain regulate reign reinforce reiterate
reject rejoin relax relay relocate remark remedy render renew rent reopen repair repay repeal repel resemble resent reshape resume retrieve revive revolve reward ruin sail sample sanction
satisfy scale scan scrap scrutinise secure select separate shelter shift shock sideline simplify smuggle spark specialise spell split sponsor spur stabilise stall steer stir strain strip
submit substitute summarise supplement surge surpass surprise survey suspect sustain swear sweep sympathise tackle tailor team tempt terminate terrify thrive tighten topple torture total
tour transact transfer transmit trap treasure trigger triumph trouble trust uncover undermine unfold unify unite update upgrade uproot urge usher utilise vacate validate venture verify
visualise volunteer warrant weigh welcome whip widen wield withstand witness wound yield`

const formsOf = new Map<string, VerbReading[]>()
const bitsOf = new Map<string, number>()
const filter = wordFilter()
const known = new Set<string>()

/** Forms as bits: what a word can be, in one number. */
export const FormBit = { base: 1, third: 2, past: 4, ing: 8 } as const
const bitOf: Readonly<Record<VerbForm, number>> = {
  base: FormBit.base,
  third: FormBit.third,
  past: FormBit.past,
  participle: FormBit.past,
  'past or participle': FormBit.past,
  ing: FormBit.ing,
}

function put(word: string, lemma: string, form: VerbForm): void {
  filter.add(word)
  bitsOf.set(word, (bitsOf.get(word) ?? 0) | bitOf[form])
  const readings = formsOf.get(word)
  if (readings) readings.push({ lemma, form })
  else formsOf.set(word, [{ lemma, form }])
}

const vowel = /[aeiou]/
/** 'stop' → 'stopp' before -ed and -ing: one stressed short vowel before one consonant. */
const doubled = (lemma: string) => {
  const short = /^[^aeiou]*[aeiou][bdgklmnprtv]$/.test(lemma)
  return short || endStressed.has(lemma) ? `${lemma}${lemma.at(-1)}` : lemma
}
/** Longer verbs that double their last letter. */
const endStressed = new Set(
  `debar refer confer prefer defer transfer admit commit permit submit emit omit cancel control patrol compel expel repel rebel regret deter occur
  recur incur equip abet acquit kidnap quit outwit remit transmit format program worship handicap propel dispel excel`.split(/\s+/),
)

/** Makes a verb known with all its regular forms. Safe to call twice. */
export function addVerb(lemma: string): void {
  if (known.has(lemma)) return
  known.add(lemma)
  put(lemma, lemma, 'base')
  const consonantY = lemma.endsWith('y') && !vowel.test(lemma.at(-2) ?? '')
  put(consonantY ? `${lemma.slice(0, -1)}ies` : /(?:s|x|z|ch|sh|o)$/.test(lemma) ? `${lemma}es` : `${lemma}s`, lemma, 'third')
  const stem = doubled(lemma)
  const ing = lemma.endsWith('ie')
    ? `${lemma.slice(0, -2)}y`
    : lemma.endsWith('e') && !/(?:ee|ye|oe)$/.test(lemma)
      ? lemma.slice(0, -1)
      : stem
  put(`${ing}ing`, lemma, 'ing')
  if (irregulars.has(lemma)) return
  put(lemma.endsWith('e') ? `${lemma}d` : consonantY ? `${lemma.slice(0, -1)}ied` : `${stem}ed`, lemma, 'past or participle')
  if (/[^aeiou]el$/.test(lemma) || lemma === 'cancel') {
    put(`${lemma}led`, lemma, 'past or participle')
    put(`${lemma}ling`, lemma, 'ing')
  }
}

const irregulars = new Set<string>()
for (const row of irregular.split(';')) {
  const [base = '', past = '', participle] = row.trim().split(' ')
  irregulars.add(base)
  if (participle === undefined) put(past, base, 'past or participle')
  else {
    put(past, base, 'past')
    put(participle, base, 'participle')
  }
  addVerb(base)
}
for (const lemma of common.split(/\s+/)) addVerb(lemma)

/** What a lower-case word can be as a verb. Empty: it is none that we know. */
export const verbReadings = (word: string): readonly VerbReading[] => (filter.mayHave(word) ? (formsOf.get(word) ?? []) : [])

/** The forms a lower-case word can be, as bits. 0: it is no verb that we know. */
export const verbBits = (word: string): number => (filter.mayHave(word) ? (bitsOf.get(word) ?? 0) : 0)

/** The singular of a noun, as far as spelling tells; a word that is no plural comes back as it is. */
export function singularOf(word: string): string {
  if (word.length < 4 || !word.endsWith('s') || /(?:ss|us|is)$/.test(word)) return word
  if (word.endsWith('ies')) return `${word.slice(0, -3)}y`
  if (/(?:sses|shes|ches|xes|zes)$/.test(word)) return word.slice(0, -2)
  return word.slice(0, -1)
}
