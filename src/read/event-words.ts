/** Nouns, in the singular, for people who act or are acted on though nobody names them. */
const people = new Set(
  `people person civilian refugee migrant resident citizen national villager settler student teacher worker farmer journalist activist
  protester demonstrator rioter police policeman officer soldier troop army military force rebel militant insurgent fighter guerrilla militia
  gunman terrorist government authority opposition minister ministry president parliament court judge prosecutor lawmaker senator official
  diplomat ambassador envoy leader party union group company firm woman man child boy girl youth family prisoner detainee hostage inmate
  member delegation team crew bomber sniper peacekeeper negotiator inspector observer doctor patient candidate voter supporter follower
  community minority tribe elder businessman businesswoman suspect accused victim servicemen serviceman missionary monk priest bishop
  committee commission council agency bank bloc coalition country nation state side counterpart ally neighbour neighbor commander general
  reporter editor lawyer critic spokesman spokeswoman driver pilot sailor navy airline trader investor landowner hacker gang mob cartel`.split(
    /\s+/,
  ),
)
export const isPeople = (noun: string): boolean => people.has(noun)

/** Verbs that report what somebody said. */
const sayings = new Set(
  `say tell announce state declare report add claim confirm note stress emphasise emphasize reiterate argue insist maintain explain reveal
  disclose allege warn acknowledge admit write believe suggest predict assert affirm reaffirm describe quote vow inform`.split(/\s+/),
)
export const isSaying = (verb: string): boolean => sayings.has(verb)
