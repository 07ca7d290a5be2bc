/** Bodies that news calls by their letters: usual name, then other forms. A body with a seat in one country has its code. */
const table = `
European Union|EU,E.U.|
United Nations|UN,U.N.,UNO|
NATO|North Atlantic Treaty Organization,North Atlantic Treaty Organisation|
African Union|AU|
World Health Organization|WHO,World Health Organisation|
International Monetary Fund|IMF|
World Trade Organization|WTO,World Trade Organisation|
International Atomic Energy Agency|IAEA|
International Criminal Court|ICC|
International Court of Justice|ICJ|
Association of Southeast Asian Nations|ASEAN,Asean|
ECOWAS|Economic Community of West African States,Ecowas|
OPEC|Organization of the Petroleum Exporting Countries,Opec|
Organization of American States|OAS,Organisation of American States|
Organisation of Islamic Cooperation|OIC,Organization of Islamic Cooperation|
Organization for Security and Co-operation in Europe|OSCE,Organisation for Security and Co-operation in Europe|
UNICEF|Unicef|
UNESCO|Unesco|
UNHCR|UN refugee agency,U.N. refugee agency|
UNRWA||
World Food Programme|WFP,World Food Program|
Gulf Cooperation Council|GCC|
Southern African Development Community|SADC|
East African Community|EAC|
European Central Bank|ECB|
UN Security Council|United Nations Security Council,U.N. Security Council,UNSC|
International Committee of the Red Cross|ICRC,Red Cross,International Red Cross|
Amnesty International||
Human Rights Watch|HRW|
Médecins Sans Frontières|Doctors Without Borders,MSF,Medecins Sans Frontieres|
Arab League|League of Arab States|
Commonwealth|Commonwealth of Nations|
Commonwealth of Independent States|CIS|
Non-Aligned Movement|NAM|
Group of Seven|G7,G-7|
Group of Twenty|G20,G-20|
Group of Eight|G8,G-8|
BRICS||
Mercosur||
CARICOM|Caricom,Caribbean Community|
World Bank|World Bank Group|
European Community|European Economic Community,EEC|
European Commission||
European Parliament||
European Council||
Council of Europe||
UN General Assembly|United Nations General Assembly,U.N. General Assembly|
Organization of African Unity|OAU,Organisation of African Unity|
Interpol|INTERPOL|
FIFA|Fifa|
UEFA|Uefa|
FBI|Federal Bureau of Investigation|USA
CIA|Central Intelligence Agency|USA
Pentagon|the Pentagon|USA
White House|the White House|USA
State Department|US State Department,U.S. State Department,Department of State|USA
Congress|US Congress,U.S. Congress|USA
Kremlin|the Kremlin|RUS
Islamic Revolutionary Guard Corps|IRGC,Revolutionary Guards,Revolutionary Guard|IRN
Israel Defense Forces|IDF,Israeli Defense Forces|ISR
Hamas||PSE
Fatah||PSE
Palestine Liberation Organization|PLO|PSE
Palestinian Authority|PA,Palestinian National Authority|PSE
Hezbollah|Hizbollah,Hizbullah,Hezbullah|LBN
Houthis|Houthi,Ansar Allah|YEM
Taliban|Taleban|AFG
Islamic State|ISIS,ISIL,IS,Daesh,Islamic State group|
al-Qaeda|al-Qaida,Al-Qaeda,Al Qaeda,al Qaeda|
Boko Haram||NGA
al-Shabaab|al-Shabab,Al-Shabaab,Al Shabaab|SOM
UNITA||AGO
RENAMO|Renamo|MOZ
FRELIMO|Frelimo|MOZ
SWAPO||NAM
African National Congress|ANC|ZAF
Economic Freedom Fighters|EFF|ZAF
ZANU-PF|Zanu-PF,Zanu PF|ZWE
Movement for Democratic Change|MDC|ZWE
SPLM|SPLA,SPLM/A,SPLM-N,Sudan People's Liberation Movement,Sudan People's Liberation Army|SDN
Rapid Support Forces|RSF|SDN
Janjaweed|Janjawid|SDN
NPFL|National Patriotic Front of Liberia|LBR
RUF|Revolutionary United Front|SLE
Lord's Resistance Army|LRA|UGA
M23||COD
TPLF|Tigray People's Liberation Front|ETH
Oromo Liberation Army|OLA|ETH
Polisario Front|Polisario|ESH
GIA|Armed Islamic Group|DZA
Muslim Brotherhood|Moslem Brotherhood|EGY
Kurdistan Workers' Party|PKK|TUR
Justice and Development Party|AKP,AK Party|TUR
Syrian Democratic Forces|SDF|SYR
YPG|People's Protection Units|SYR
Free Syrian Army|FSA|SYR
Hayat Tahrir al-Sham|HTS|SYR
al-Nusra Front|Nusra Front,Jabhat al-Nusra|SYR
Baath Party|Ba'ath Party,Baathists|IRQ
Mahdi Army||IRQ
Popular Mobilization Forces|Hashed al-Shaabi,PMF|IRQ
Peshmerga|peshmerga|IRQ
Likud||ISR
Mossad||ISR
Shin Bet||ISR
Amal||LBN
Lebanese Forces||LBN
Islamic Jihad|Palestinian Islamic Jihad|PSE
PFLP|Popular Front for the Liberation of Palestine|PSE
LTTE|Liberation Tigers of Tamil Eelam,Tamil Tigers,Tamil Tiger|LKA
Jammu and Kashmir Liberation Front|JKLF|IND
Lashkar-e-Taiba|LeT,Lashkar-e-Toiba|PAK
Jaish-e-Mohammed|JeM|PAK
Pakistan Tehreek-e-Insaf|PTI|PAK
Pakistan Peoples Party|PPP,Pakistan People's Party|PAK
Pakistan Muslim League-Nawaz|PML-N,PML|PAK
ISI|Inter-Services Intelligence|PAK
Bharatiya Janata Party|BJP|IND
Indian National Congress||IND
Aam Aadmi Party|AAP|IND
Awami League||BGD
Bangladesh Nationalist Party|BNP|BGD
Moro Islamic Liberation Front|MILF|PHL
Moro National Liberation Front|MNLF|PHL
Abu Sayyaf||PHL
New People's Army|NPA|PHL
Free Aceh Movement|GAM|IDN
Jemaah Islamiyah||IDN
Khmer Rouge||KHM
National League for Democracy|NLD|MMR
Karen National Union|KNU|MMR
Arakan Army||MMR
Kuomintang|KMT|TWN
Democratic Progressive Party|DPP|TWN
People's Liberation Army|PLA|CHN
Chinese Communist Party|CCP,Communist Party of China,CPC|CHN
IRA|Irish Republican Army,Provisional IRA|GBR
Sinn Fein|Sinn Féin|IRL
ETA||ESP
Kosovo Liberation Army|KLA,UCK|XKX
National Liberation Army|NLA|MKD
FARC|Revolutionary Armed Forces of Colombia|COL
ELN||COL
AUC||COL
Shining Path|Sendero Luminoso|PER
Tupac Amaru Revolutionary Movement|MRTA|PER
Zapatistas|EZLN,Zapatista|MEX
PRI|Institutional Revolutionary Party|MEX
Morena|MORENA|MEX
Sandinistas|Sandinista,FSLN,Sandinista National Liberation Front|NIC
Contras|contras,Contra|NIC
FMLN|Farabundo Marti National Liberation Front|SLV
Nuevas Ideas||SLV
ARENA|Arena|SLV
Wagner Group|Wagner|RUS
Duma|State Duma|RUS
FSB|Federal Security Service|RUS
KGB||RUS
Gazprom||RUS
Rosneft||RUS
Gestapo||DEU
Bundestag||DEU
Knesset||ISR
Scotland Yard||GBR
BBC||GBR
Conservative Party|Tories|
Azadliq||AZE
Musavat||AZE
Solidarity||POL
Law and Justice||POL
Fidesz||HUN
National Rally||FRA
Falun Gong||CHN
Aum Shinrikyo||JPN
`
export type Body = Readonly<{ name: string; country: string | null }>
const straight = (text: string) => text.replaceAll('’', "'")
const bodies = new Map<string, Body>()
for (const line of table.trim().split('\n')) {
  const [name = '', forms = '', country = ''] = line.split('|')
  for (const form of [name, ...forms.split(',')]) if (form) bodies.set(straight(form), { name, country: country || null })
}

/** The body of this name or these letters; null: none that we know. */
export const bodyNamed = (name: string): Body | null =>
  bodies.get(straight(name)) ?? bodies.get(straight(name).replace(/^[Tt]he /, '')) ?? null
