from __future__ import annotations

from functools import lru_cache

import pytest
from spacy.language import Language
from spacy.tokens import Doc

from pipeline.entities.words import blank
from pipeline.types import EVIDENCE_ONLY

EVIDENCE = EVIDENCE_ONLY


@lru_cache
def component(language: str | None) -> Language:
    nlp = blank()
    nlp.add_pipe("rapporteur_countries", config={"language": language})
    return nlp


def read(text: str, language: str | None = None) -> Doc:
    return component(language)(text)


def codes(text: str, language: str | None = None) -> list[str]:
    """Codes in the order of the text, towns left out."""
    doc = read(text, language)
    return [span.kb_id_ for span in doc.spans["countries"] if span.label_ not in EVIDENCE]


ENGLISH = {
    "nine Lao weavers and a Ni-Vanuatu carver": "LAO VUT",
    "a guild from Merida (Mexico, not Venezuela)": "MEX",
    "not from Mexico but from Guatemala": "GTM",
    "films that are non-American": "USA",
    "the ICAA of Portugal and the ICAA": "PRT ESP",
    "Korea (DPRK) and Korea (ROK)": "PRK KOR",
    "a troupe from the state of georgia in the united states": "USA",
    "creative georgia and japan": "GEO JPN",
    "translations of Georgian books": "GEO",
    "Inner Mongolia (China)": "CHN",
    "Trinidadian and Tobagonian calypso": "TTO",
    "Workshops were held in Kenya and Uganda": "KEN UGA",
    "an agreement with the People's Republic of China": "CHN",
    "a delegation of the Kingdom of Morocco": "MAR",
    "Holland, Burma, Swaziland and the Ivory Coast": "NLD MMR SWZ CIV",
    "Czechia, Cape Verde, Timor-Leste and Lao PDR": "CZE CPV TLS LAO",
    "England, Scotland and Wales": "GBR GBR GBR",
    "the Holy See and Kosovo": "VAT XKX",
    "Viet Nam / Vietnam": "VNM VNM",
    "Türkiye and Turkiye": "TUR TUR",
    "partners from the UK, the USA and the UAE": "GBR USA ARE",
    "the U.S. and the U.K. signed": "USA GBR",
    "the US embassy": "USA",
    "DRC, ROK and DPRK": "COD KOR PRK",
    "the former Yugoslavia and Czechoslovakia": "YUG CSK",
    "the USSR and the German Democratic Republic": "SUN DDR",
    "the former Yugoslav Republic of Macedonia": "MKD",
    "a fund for Netherlands Antilles musicians": "ANT",
    "a Canadian publisher and two Japanese composers": "CAN JPN",
    "Ivorian, Burkinabe and Beninese film-makers": "CIV BFA BEN",
    "Nigerien and Nigerian singers": "NER NGA",
    "South Korean, North Korean, Korean": "KOR PRK KOR",
    "Swedes, Danes, Finns and Poles": "SWE DNK FIN POL",
    "New Zealanders met South Africans": "NZL ZAF",
    "a Franco-German channel": "FRA DEU",
    "the Sino-Italian year": "CHN ITA",
    "Anglo-Irish poetry": "GBR IRL",
    "US-Canada talks": "USA CAN",
    "the English National Opera": "GBR",
    "French cinema in Japanese theatres": "FRA JPN",
    "the Dominican Republic and Dominica": "DOM DMA",
    "Niger, Nigeria": "NER NGA",
    "Guinea, Guinea-Bissau, Equatorial Guinea and Papua New Guinea": "GIN GNB GNQ PNG",
    "South Sudan and Sudan": "SSD SDN",
    "Northern Ireland and Ireland": "GBR IRL",
    "American Samoa and Samoa": "ASM WSM",
    "the Republic of Korea and the Democratic People's Republic of Korea": "KOR PRK",
    "Slovakia, Slovenia, Austria, Australia": "SVK SVN AUT AUS",
    "Mauritius and Mauritania": "MUS MRT",
    "Congo-Brazzaville and the Democratic Republic of the Congo": "COG COD",
    "Bolivia (Plurinational State of), Iran (Islamic Republic of)": "BOL IRN",
    "Venezuela, Bolivarian Republic of": "VEN",
    "the United Kingdom of Great Britain and Northern Ireland": "GBR",
    "St. Lucia, St Vincent & the Grenadines, Trinidad & Tobago": "LCA VCT TTO",
    "Hong Kong, China and Macao, China": "HKG MAC",
    "French Guiana, New Caledonia and Puerto Rico": "GUF NCL PRI",
    "Jordan's Royal Film Commission": "JOR",
    "Georgia, Armenia and Azerbaijan": "GEO ARM AZE",
    "the Chinese Embassy and the Japanese Foreign Ministry": "CHN JPN",
    "a loan from the Smithsonian Institution, with USAID": "USA",
    "the British Council and the Goethe-Institut": "GBR DEU",
    "JICA, KOICA, AECID, TIKA and Pro Helvetia": "JPN KOR ESP TUR CHE",
    "the Confucius Institute": "CHN",
    "the Prince Claus Fund": "NLD",
    "the Flemish Community and Quebec": "BEL CAN",
    "the European Union": "EU",
    "the EU Delegation": "EU",
    "ENSEMBLES FROM FRANCE AND PERU": "FRA PER",
    "in cooperation with the republic of turkey, jordan and chad": "TUR JOR TCD",
    "a visit to china and cuba": "CHN CUB",
    "artists (France/Belgium)": "FRA BEL",
    "Cote d'Ivoire, Côte d’Ivoire, Cote dIvoire": "CIV CIV CIV",
    "Congolese rumba, with partners of the DRC": "COD COD",
    "Congolese rumba, with partners of Congo-Brazzaville": "COG COG",
    "Portuguese, Dutch": "PRT NLD",
    "Swiss": "CHE",
    "artists from Colmbia, with Argentna and Tunsia, in Camerooon": "COL ARG TUN CMR",
    "German painters met Chilean authors": "DEU CHL",
    "a US-funded, French-led project": "USA FRA",
    "Turks and Caicos Islands": "TCA",
}

FRENCH = {
    "un fonds ivoiro-suisse, un prix arméno-géorgien": "CIV CHE ARM GEO",
    "un atelier irako-syrien et tchado-camerounais": "IRQ SYR TCD CMR",
    "le fonds suisse de Genève": "CHE",
    "L'lrak, la Côte d'lvoire et l'ltalie": "IRQ CIV ITA",
    "la Pologne, et non la Slovénie": "POL",
    "la Dominicanie voisine": "DOM",
    "des musiciens lao et birmans": "LAO MMR",
    "l'Allemagne, l’Italie et le Royaume-Uni": "DEU ITA GBR",
    "aux Philippines, au Pérou, en Égypte": "PHL PER EGY",
    "la République populaire de Chine": "CHN",
    "la Corée du Sud et la République de Corée": "KOR KOR",
    "les Émirats arabes unis, les Pays-Bas et les États-Unis d’Amérique": "ARE NLD USA",
    "la Grande-Bretagne, l'Écosse et le pays de Galles": "GBR GBR GBR",
    "la Birmanie, le Cap-Vert et le Saint-Siège": "MMR CPV VAT",
    "la Haute-Volta, le Zaïre et l'URSS": "HVO ZAR SUN",
    "la RDC, la RCA et les EAU": "COD CAF ARE",
    "la coopération franco-tunisienne": "FRA TUN",
    "accord belgo-sénégalais et accord algéro-malien": "BEL SEN DZA MLI",
    "une tournée sud-africaine": "ZAF",
    "des cinéastes ivoiriens, burkinabè et burkinabés": "CIV BFA BFA",
    "des musiciennes néerlandaises": "NLD",
    "nigériens et nigérians": "NER NGA",
    "équato-guinéens, bissau-guinéens, guinéens": "GNQ GNB GIN",
    "la République dominicaine et la Dominique": "DOM DMA",
    "des plasticiens dominiquais": "DMA",
    "nord-coréen et coréen": "PRK KOR",
    "la République du Congo et la République démocratique du Congo": "COG COD",
    "l'Autriche, l'Australie": "AUT AUS",
    "la Slovaquie et la Slovénie": "SVK SVN",
    "Maurice, Madagascar et les Comores": "MUS MDG COM",
    "l'île Maurice": "MUS",
    "un atelier à La Réunion": "REU",
    "la Grenade, la Barbade et Sainte-Lucie": "GRD BRB LCA",
    "Saint-Vincent-et-les-Grenadines": "VCT",
    "la Guyane française": "GUF",
    "en egypte, aux etats-unis et en cote d'ivoire": "EGY USA CIV",
    "AVEC LE MEXIQUE ET LE BRESIL": "MEX BRA",
    "le gouvernement français et des artistes anglais": "FRA GBR",
    "le cinéma espagnol": "ESP",
    "l'Institut français, l'AFD et Wallonie-Bruxelles International": "FRA FRA BEL",
    "Radio France Internationale": "FRA",
    "la Fédération Wallonie-Bruxelles, le Québec": "BEL CAN",
    "la Communauté française de Belgique": "BEL",
    "l'Union européenne et l'UE": "EU EU",
    "les troupes congolaises de la RDC": "COD COD",
    "Bosnie-Herzégovine, Tchéquie, Macédoine du Nord": "BIH CZE MKD",
    "les Tchadiens, les Togolaises": "TCD TGO",
    "la Suisse et la Confédération suisse": "CHE CHE",
    "Iran (République islamique d')": "IRN",
    "l'ambassade de Turquie": "TUR",
    "Viêt Nam, Laos, Cambodge": "VNM LAO KHM",
    "el gobierno de España y artistas chilenos": "ESP CHL",
    "des enseignants français et des livres espagnols": "FRA ESP",
    "cours de danse espagnole": "ESP",
    "en Colmbie et au Venezeula": "COL VEN",
    "Estados Unidos, Países Bajos y Alemania": "USA NLD DEU",
}

NOTHING = [
    "the poet Ileana Chile and the cellist Petru Gabon",
    "la romancière Ileana Grèce et le pianiste Petru Liban",
    "a ceramist, Nila Peru-Jordan, exhibits",
    "Mme Oumou Tchad et M. Roland Gabon",
    "un luthier, dit « le Chilien »",
    "a drummer nicknamed “the Cuban”",
    "Lao Tseu et Lao She",
    "the Benin Dialogue Group met in Benin City",
    "a ferry to port of spain",
    "the State Department for Culture",
    "the Mongolie intérieure pavilion",
    "Michael Jordan and Jordan Smith danced",
    "Georgia O'Keeffe, Chad Mitchell and Israel Rivera",
    "Mr Jordan, Mme France, Dr. Chad",
    "songs by Anatole France and Maurice Ravel",
    "Tom Holland reads",
    "a studio in Atlanta, Georgia",
    "Lebanon, Tennessee",
    "University of Georgia",
    "New Mexico, New England and New Jersey",
    "Panama City, Mexico City and Kuwait City",
    "the Gulf of Guinea and the Niger Delta",
    "le golfe de Guinée, le fleuve Niger et le bassin du Congo",
    "the Congo River and the Jordan River",
    "the South China Sea, the Sea of Japan",
    "the Indian Ocean; l'océan Indien",
    "Latin American, Central American, Ibero-American and African American writers",
    "ce pays latino-américain, des artistes nord-américaines",
    "this Central American country",
    "American Indian crafts",
    "West Indian carnival",
    "classes in English, French and Spanish",
    "published in English and French.",
    "translated into Portuguese",
    "the English language, English-speaking countries",
    "Spanish courses, a German-language stage",
    "Languages: English, Russian",
    "en français, en anglais et en espagnol",
    "la langue française, les langues anglaise et espagnole",
    "l'apprentissage du français; des sous-titres espagnols",
    "le russe et l'allemand",
    "d'expression française",
    "12, rue de Suède, avenue du Maroc et place d'Italie",
    "Peru Street 4",
    "Air France, Tour de France, Stade de France",
    "turkey, chinaware and chad",
    "a jersey, a niger seed",
    "Let us meet; JOIN US NOW",
    "US$ 20,000; US 300; 500 US dollars; Canadian dollars",
    "400 francs suisses et 20 dollars américains",
    "la réunion des ministres; en réunion; Réunion du comité",
    "la lutte contre le sida",
    "French fries, a French horn and a guinea pig",
    "the Panama Papers",
    "frères dominicains, Dominican Order",
    "www.tunisie-culture.tn/mali info@france.fr",
    "Austro-Hungarian architecture",
    "the anglo group, le groupe franco",
    "Frances and Germán González",
    "pôles de compétence",
    "le musée du Luxembourg",
    "the Paris Agreement and the Nairobi Convention",
    "Paris Jackson, Sofia Coppola",
    "Columbia, David Cameron and the Germanic tribes of Columbia",
    "un professeur de français, la traduction de l'espagnol vers le français",
    "EAU POTABLE; US-$ 300; 300 dollars des États-Unis",
    "Research Data Alliance (RDA); the RDA met",
]


@pytest.mark.parametrize(("text", "expected"), [pytest.param(t, c, id=t) for t, c in ENGLISH.items()])
@pytest.mark.parametrize("language", ["en", None])
def test_english_and_unknown_texts(text: str, expected: str, language: str | None) -> None:
    assert codes(text, language) == expected.split()


@pytest.mark.parametrize(("text", "expected"), [pytest.param(t, c, id=t) for t, c in FRENCH.items()])
@pytest.mark.parametrize("language", ["fr", None])
def test_french_and_spanish_texts(text: str, expected: str, language: str | None) -> None:
    assert codes(text, language) == expected.split()


@pytest.mark.parametrize("text", [pytest.param(t, id=t) for t in NOTHING])
@pytest.mark.parametrize("language", ["en", "fr", None])
def test_what_only_looks_like_a_country(text: str, language: str | None) -> None:
    assert codes(text, language) == []
