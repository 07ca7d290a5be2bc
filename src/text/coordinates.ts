import { foldKey } from './fold.ts'

/** Degrees, north and east positive. */
type Coordinates = Readonly<{ lat: number; lon: number }>

/**
 * Where capitals and some cities that news writes of most are, to a tenth of a degree (11 km): enough for a dot on a map of the
 * world. Own table, from general knowledge. A line: ISO 3166-1 alpha-3, then name, latitude, longitude of each place.
 */
const table = `
AFG Kabul 34.5 69.2, Kandahar 31.6 65.7, Herat 34.3 62.2
ALB Tirana 41.3 19.8
DZA Algiers 36.8 3.1
AND Andorra la Vella 42.5 1.5
AGO Luanda -8.8 13.2
ARG Buenos Aires -34.6 -58.4
ARM Yerevan 40.2 44.5
AUS Canberra -35.3 149.1, Sydney -33.9 151.2, Melbourne -37.8 145, Brisbane -27.5 153, Perth -31.9 115.9
AUT Vienna 48.2 16.4
AZE Baku 40.4 49.9, Stepanakert 39.8 46.8
BHS Nassau 25.1 -77.3
BHR Manama 26.2 50.6
BGD Dhaka 23.8 90.4, Chittagong 22.4 91.8, Cox's Bazar 21.4 92
BRB Bridgetown 13.1 -59.6
BLR Minsk 53.9 27.6
BEL Brussels 50.8 4.4, Antwerp 51.2 4.4
BLZ Belmopan 17.3 -88.8
BEN Porto-Novo 6.5 2.6, Cotonou 6.4 2.4
BTN Thimphu 27.5 89.6
BOL La Paz -16.5 -68.1, Sucre -19 -65.3
BIH Sarajevo 43.9 18.4
BWA Gaborone -24.7 25.9
BRA Brasilia -15.8 -47.9, Rio de Janeiro -22.9 -43.2, Sao Paulo -23.6 -46.6
BRN Bandar Seri Begawan 4.9 114.9
BGR Sofia 42.7 23.3
BFA Ouagadougou 12.4 -1.5
BDI Gitega -3.4 29.9, Bujumbura -3.4 29.4
KHM Phnom Penh 11.6 104.9
CMR Yaounde 3.9 11.5, Douala 4.1 9.7
CAN Ottawa 45.4 -75.7, Toronto 43.7 -79.4, Montreal 45.5 -73.6, Vancouver 49.3 -123.1
CPV Praia 14.9 -23.5
CAF Bangui 4.4 18.6
TCD N'Djamena 12.1 15
CHL Santiago -33.5 -70.7
CHN Beijing 39.9 116.4, Shanghai 31.2 121.5, Wuhan 30.6 114.3, Guangzhou 23.1 113.3, Shenzhen 22.5 114.1
COL Bogota 4.7 -74.1, Medellin 6.2 -75.6
COM Moroni -11.7 43.3
COG Brazzaville -4.3 15.3
COD Kinshasa -4.3 15.3, Goma -1.7 29.2
CRI San Jose 9.9 -84.1
CIV Yamoussoukro 6.8 -5.3, Abidjan 5.4 -4
HRV Zagreb 45.8 16
CUB Havana 23.1 -82.4
CYP Nicosia 35.2 33.4
CZE Prague 50.1 14.4
DNK Copenhagen 55.7 12.6
GRL Nuuk 64.2 -51.7
DJI Djibouti City 11.6 43.1
DOM Santo Domingo 18.5 -69.9
ECU Quito -0.2 -78.5, Guayaquil -2.2 -79.9
EGY Cairo 30 31.2, Alexandria 31.2 29.9, Sharm el-Sheikh 27.9 34.3
SLV San Salvador 13.7 -89.2
GNQ Malabo 3.8 8.8
ERI Asmara 15.3 38.9
EST Tallinn 59.4 24.8, Narva 59.4 28.2
SWZ Mbabane -26.3 31.1
ETH Addis Ababa 9 38.7, Mekelle 13.5 39.5
FJI Suva -18.1 178.4
FIN Helsinki 60.2 24.9
FRA Paris 48.9 2.4, Marseille 43.3 5.4, Lyon 45.8 4.8, Nice 43.7 7.3, Strasbourg 48.6 7.8
GAB Libreville 0.4 9.5
GMB Banjul 13.5 -16.6
GEO Tbilisi 41.7 44.8
DEU Berlin 52.5 13.4, Munich 48.1 11.6, Hamburg 53.6 10, Frankfurt 50.1 8.7, Cologne 50.9 7
GHA Accra 5.6 -0.2
GRC Athens 38 23.7, Thessaloniki 40.6 22.9
GTM Guatemala City 14.6 -90.5
GIN Conakry 9.6 -13.6
GNB Bissau 11.9 -15.6
GUY Georgetown 6.8 -58.2
HTI Port-au-Prince 18.6 -72.3
VAT Vatican City 41.9 12.5
HND Tegucigalpa 14.1 -87.2
HKG Hong Kong 22.3 114.2
HUN Budapest 47.5 19
ISL Reykjavik 64.1 -21.9
IND New Delhi 28.6 77.2, Delhi 28.7 77.1, Mumbai 19.1 72.9, Kolkata 22.6 88.4, Chennai 13.1 80.3, Bengaluru 13 77.6, Hyderabad 17.4 78.5
IDN Jakarta -6.2 106.8, Bali -8.4 115.2
IRN Tehran 35.7 51.4, Isfahan 32.7 51.7
IRQ Baghdad 33.3 44.4, Basra 30.5 47.8, Mosul 36.3 43.1, Kirkuk 35.5 44.4, Erbil 36.2 44
IRL Dublin 53.3 -6.3
ISR Jerusalem 31.8 35.2, Tel Aviv 32.1 34.8, Haifa 32.8 35
ITA Rome 41.9 12.5, Milan 45.5 9.2, Naples 40.9 14.3, Lampedusa 35.5 12.6
JAM Kingston 18 -76.8
JPN Tokyo 35.7 139.7, Osaka 34.7 135.5, Hiroshima 34.4 132.5, Nagasaki 32.8 129.9, Fukushima 37.8 140.5
JOR Amman 31.9 35.9
KAZ Astana 51.2 71.4, Almaty 43.2 76.9
KEN Nairobi -1.3 36.8, Mombasa -4 39.7
PRK Pyongyang 39 125.8
KOR Seoul 37.6 127, Busan 35.2 129.1
XKX Pristina 42.7 21.2
KWT Kuwait City 29.4 48
KGZ Bishkek 42.9 74.6
LAO Vientiane 18 102.6
LVA Riga 56.9 24.1
LBN Beirut 33.9 35.5
LSO Maseru -29.3 27.5
LBR Monrovia 6.3 -10.8
LBY Tripoli 32.9 13.2, Benghazi 32.1 20.1
LIE Vaduz 47.1 9.5
LTU Vilnius 54.7 25.3
LUX Luxembourg City 49.6 6.1
MAC Macau 22.2 113.5
MDG Antananarivo -18.9 47.5
MWI Lilongwe -14 33.8
MYS Kuala Lumpur 3.1 101.7
MDV Male 4.2 73.5
MLI Bamako 12.6 -8, Timbuktu 16.8 -3, Gao 16.3 0
MLT Valletta 35.9 14.5
MRT Nouakchott 18.1 -16
MUS Port Louis -20.2 57.5
MEX Mexico City 19.4 -99.1, Tijuana 32.5 -117
MDA Chisinau 47 28.9, Tiraspol 46.8 29.6
MCO Monaco 43.7 7.4
MNG Ulaanbaatar 47.9 106.9
MNE Podgorica 42.4 19.3
MAR Rabat 34 -6.8, Casablanca 33.6 -7.6
ESH Laayoune 27.2 -13.2
MOZ Maputo -26 32.6
MMR Naypyidaw 19.8 96.1, Yangon 16.9 96.2, Mandalay 22 96.1
NAM Windhoek -22.6 17.1
NPL Kathmandu 27.7 85.3
NLD Amsterdam 52.4 4.9, The Hague 52.1 4.3, Hague 52.1 4.3, Rotterdam 51.9 4.5
NZL Wellington -41.3 174.8, Auckland -36.8 174.8, Christchurch -43.5 172.6
NIC Managua 12.1 -86.2
NER Niamey 13.5 2.1
NGA Abuja 9.1 7.4, Lagos 6.5 3.4, Maiduguri 11.8 13.2
MKD Skopje 42 21.4
NOR Oslo 59.9 10.8
OMN Muscat 23.6 58.4
PAK Islamabad 33.7 73.1, Karachi 24.9 67, Lahore 31.5 74.3, Peshawar 34 71.6, Quetta 30.2 67
PSE Ramallah 31.9 35.2, Gaza City 31.5 34.5, Gaza 31.4 34.4, Rafah 31.3 34.2, Khan Younis 31.3 34.3, Jenin 32.5 35.3, Nablus 32.2 35.3, Hebron 31.5 35.1, Bethlehem 31.7 35.2
PAN Panama City 9 -79.5
PNG Port Moresby -9.4 147.2
PRY Asuncion -25.3 -57.6
PER Lima -12 -77
PHL Manila 14.6 121
POL Warsaw 52.2 21, Krakow 50.1 19.9, Gdansk 54.4 18.6
PRT Lisbon 38.7 -9.1
PRI San Juan 18.5 -66.1
QAT Doha 25.3 51.5
ROU Bucharest 44.4 26.1
RUS Moscow 55.8 37.6, St. Petersburg 59.9 30.3, Belgorod 50.6 36.6, Kursk 51.7 36.2, Kaliningrad 54.7 20.5, Vladivostok 43.1 131.9, Grozny 43.3 45.7
RWA Kigali -1.9 30.1
SAU Riyadh 24.7 46.7, Jeddah 21.5 39.2, Mecca 21.4 39.8
SEN Dakar 14.7 -17.5
SRB Belgrade 44.8 20.5
SYC Victoria -4.6 55.5
SLE Freetown 8.5 -13.2
SGP Singapore 1.3 103.8
SVK Bratislava 48.1 17.1
SVN Ljubljana 46.1 14.5
SLB Honiara -9.4 160
SOM Mogadishu 2 45.3
SML Hargeisa 9.6 44.1
ZAF Pretoria -25.7 28.2, Cape Town -33.9 18.4, Johannesburg -26.2 28, Durban -29.9 31
SSD Juba 4.9 31.6
ESP Madrid 40.4 -3.7, Barcelona 41.4 2.2, Valencia 39.5 -0.4
LKA Colombo 6.9 79.9
SDN Khartoum 15.5 32.6, Port Sudan 19.6 37.2, El Fasher 13.6 25.3
SUR Paramaribo 5.9 -55.2
SWE Stockholm 59.3 18.1, Gothenburg 57.7 12, Malmo 55.6 13
CHE Bern 46.9 7.4, Geneva 46.2 6.1, Zurich 47.4 8.5, Davos 46.8 9.8
SYR Damascus 33.5 36.3, Aleppo 36.2 37.2, Homs 34.7 36.7, Idlib 35.9 36.6, Raqqa 36 39
TWN Taipei 25 121.6
TJK Dushanbe 38.6 68.8
TZA Dodoma -6.2 35.7, Dar es Salaam -6.8 39.3
THA Bangkok 13.8 100.5
TLS Dili -8.6 125.6
TGO Lome 6.1 1.2
TON Nuku'alofa -21.1 -175.2
TTO Port of Spain 10.7 -61.5
TUN Tunis 36.8 10.2
TUR Ankara 39.9 32.9, Istanbul 41 29, Izmir 38.4 27.1, Gaziantep 37.1 37.4
TKM Ashgabat 37.9 58.4
UGA Kampala 0.3 32.6
UKR Kyiv 50.5 30.5, Kiev 50.5 30.5, Kharkiv 50 36.2, Odesa 46.5 30.7, Odessa 46.5 30.7, Lviv 49.8 24, Donetsk 48 37.8, Luhansk 48.6 39.3, Mariupol 47.1 37.5, Kherson 46.6 32.6, Zaporizhzhia 47.8 35.1, Dnipro 48.5 35, Sevastopol 44.6 33.5, Bakhmut 48.6 38
ARE Abu Dhabi 24.5 54.4, Dubai 25.2 55.3
GBR London 51.5 -0.1, Edinburgh 56 -3.2, Manchester 53.5 -2.2, Birmingham 52.5 -1.9, Belfast 54.6 -5.9, Cardiff 51.5 -3.2, Glasgow 55.9 -4.3, Liverpool 53.4 -3
USA Washington 38.9 -77, New York 40.7 -74, Los Angeles 34.1 -118.2, Chicago 41.9 -87.6, Houston 29.8 -95.4, Boston 42.4 -71.1, San Francisco 37.8 -122.4, Miami 25.8 -80.2, Philadelphia 40 -75.2, Atlanta 33.7 -84.4, Dallas 32.8 -96.8, Seattle 47.6 -122.3, Detroit 42.3 -83, Baltimore 39.3 -76.6, Minneapolis 45 -93.3, New Orleans 30 -90.1, Las Vegas 36.2 -115.1
URY Montevideo -34.9 -56.2
UZB Tashkent 41.3 69.2
VUT Port Vila -17.7 168.3
VEN Caracas 10.5 -66.9
VNM Hanoi 21 105.8, Ho Chi Minh City 10.8 106.7
YEM Sanaa 15.4 44.2, Aden 12.8 45, Hodeidah 14.8 43
ZMB Lusaka -15.4 28.3
ZWE Harare -17.8 31.1
`

/** Without accents, case and punctuation: "Bogotá" and "Bogota" are one. */
const keyOf = (name: string) => foldKey(name.normalize('NFD').replace(/\p{M}/gu, ''))

const known = new Map<string, Coordinates>()
for (const line of table.trim().split('\n'))
  for (const place of line.slice(4).split(', ')) {
    const [, name, lat, lon] = /^(.+) (-?[\d.]+) (-?[\d.]+)$/.exec(place)!
    known.set(`${line.slice(0, 3)} ${keyOf(name!)}`, { lat: Number(lat), lon: Number(lon) })
  }

/** Where a place of a country is; null: not in the table. `country`: ISO 3166-1 alpha-3. */
export const coordinatesOf = (place: string, country: string): Coordinates | null => known.get(`${country} ${keyOf(place)}`) ?? null
