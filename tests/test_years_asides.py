"""Years that date no act, beside those that do; every sentence is ours."""

from __future__ import annotations

import pytest

from tests.test_years import rows, values

SENTENCES = """
Since the signing of the agreement in 2014, six residencies have been held. | 2014
Depuis la signature de l'accord en 2014, six résidences ont eu lieu. | 2014
Following the visit of the President in June 2018, a joint committee was set up. | 2018-06
À la suite de la visite du Président en juin 2018, un comité mixte a été créé. | 2018-06
The two countries, which have had diplomatic relations since 1974, signed an agreement in 2016. | 2016
Les deux pays, liés par un accord depuis 1979, ont signé un programme en 2017. | 2017
On the occasion of the 50th anniversary of relations (1966-2016) a gala was held in Hanoi in May 2016. | 2016-05
À l'occasion du 40e anniversaire des relations (1975-2015), un gala a été donné en mai 2015. | 2015-05
In line with the 2015-2018 executive programme, two exhibitions were shown. | 2015/2018
Au titre du programme exécutif 2015-2018, deux expositions ont été montrées. | 2015/2018
The film (France/Mali, 2014) was screened in Bamako in 2016. | 2016
Le film « Timbuktu » (2014), coproduit avec la France, a été projeté à Niamey en 2015. | 2015
The opera by X, written in 1934, was staged with Italian singers in 2018. | 2018
La pièce, écrite en 1934, a été montée avec des chanteurs italiens en 2018. | 2018
The National Theatre, rebuilt in 2009 with Chinese aid, hosted a Korean troupe in 2017. | 2009;2017
The building dates from 1927 and was restored with Japan's help in 2014-2016. | 2014/2016
L'édifice, qui date de 1927, a été restauré avec l'aide du Japon en 2014-2016. | 2014/2016
The law of 12 May 2016 on artists allowed residency permits for foreign artists. |
Adopted in 2016, the law on the status of the artist opened funds. | 2016
Under Act No. 12 of 2009, a fund was created; in 2014 it financed a film with Spain. | 2014
The fund, created by Law 814 of 2003, financed a co-production with Spain in 2014. | 2014
Le fonds, créé par la loi 814 de 2003, a financé une coproduction avec l'Espagne en 2014. | 2014
The 2017 edition of the festival welcomed Senegal as guest of honour. | 2017
L'édition 2017 du festival a accueilli le Sénégal. | 2017
La 12e édition du FESPACO (2017) a accueilli le Togo. | 2017
MASA 2018 – participation of 12 groups |
during MASA 2018 |
the XIV edition (2018) | 2018
XIVe édition (2018) | 2018
the 5th and 6th editions (2016 and 2018) | {2016,2018}
Les 5e et 6e éditions (2016 et 2018) | {2016,2018}
Annual residencies since 2014 (except in 2020 owing to the pandemic) | 2014/..
held every two years since 2010 | 2010/..
tous les deux ans depuis 2010 | 2010/..
tenu en 2010, 2012, 2014 et 2016 | {2010,2012,2014,2016}
The agreement entered into force on 1 January 2019. | 2019-01-01
L'accord est entré en vigueur le 1er janvier 2019. | 2019-01-01
signed on 12 May 2018 and in force since 1 January 2019 | 2018-05-12;2019-01-01/..
signé le 12 mai 2018, entré en vigueur en 2019 | 2018-05-12;2019
signed in 2012, renewed in 2016 and 2020 | 2012;{2016,2020}
valid from 1 January 2018 to 31 December 2020 | 2018-01-01/2020-12-31
valable du 1er janvier 2018 au 31 décembre 2020 | 2018-01-01/2020-12-31
from January to December 2018 | 2018-01/2018-12
de janvier 2018 à décembre 2020 | 2018-01/2020-12
from 2018/19 to 2020/21 | 2018/2021
in each of the years 2015 to 2018 | 2015/2018
for the quadrennium 2017-2020 | 2017/2020
au cours de la période de référence (2017-2020) | 2017/2020
during the reporting period 2016-2019 | 2016/2019
between 2016 and 2019, 45 artists received grants | 2016/2019
45 artists (2016: 12; 2017: 15; 2018: 18) received grants | 2016;2017;2018
2016: 12, 2017: 15, 2018: 18 | 2016;2017;2018
Budget 2019: USD 20 000 | 2019
Budget (2019): 45 000 EUR | 2019
USD 12,000 (2019) | 2019
12 000 € en 2019 | 2019
12 000 € par an de 2017 à 2019 | 2017/2019
2019 : 12 000 € | 2019
In 2019 12,000 visitors came | 2019
En 2019, 2 000 visiteurs sont venus | 2019
By 2019 the project had reached 2000 pupils | 2019
by the end of 2021 two further centres will open with Turkey | 2021
D'ici à 2030, l'accès sera universel |
It is planned to open a centre in Lima in 2025 | 2025
Il est prevu d'ouvrir un centre a Lima avant la fin de 2025 | 2025
Le 1er Forum (Dakar, 3-5 déc. 2018) | 2018-12-03/2018-12-05
(Paris, 12 novembre 2018) | 2018-11-12
(Paris, nov. 2018 – Lima, mars 2019) | 2018-11;2019-03
Paris (2018), Lima (2019) et Quito (2021) | 2018;2019;2021
Chile 2016-2018; Peru 2017-2019 | 2016/2018;2017/2019
2016/2017 | 2016/2017
2016 / 17 | 2016/2017
Sept 2016-June 2017 | 2016-09/2017-06
15/09/2016 au 20/10/2016 | 2016-09-15/2016-10-20
15 au 20/10/2016 | 2016-10-15/2016-10-20
15-20/10/2016 | 2016-10-15/2016-10-20
15.09.-20.10.2016 | 2016-09-15/2016-10-20
15 Sept. to 20 Oct. 2016 | 2016-09-15/2016-10-20
du 15 sept. au 20 oct. 2016 | 2016-09-15/2016-10-20
du 15 décembre 2016 au 20 janvier 2017 | 2016-12-15/2017-01-20
le week-end du 15 mai 2016 | 2016-05-15
in the week of 15 May 2016 | 2016-05-15
the week of 15 to 20 May 2016 | 2016-05-15/2016-05-20
la semaine du 15 au 20 mai 2016 | 2016-05-15/2016-05-20
Mai 2016, juin 2016 | 2016-05;2016-06
nov-déc 2016 | 2016-11/2016-12
Oct/Nov 2016 | 2016-10/2016-11
Oct. & Nov. 2016 | 2016-10/2016-11
2016 (3 years) | 2016
2016, 3 ans | 2016
depuis plusieurs années |
the last three years |
n.d. |
n/a |
TBD 2025 | 2025
2025 (planned) | 2025
2025 (prévu) | 2025
(en cours depuis 2016) | 2016/..
2016-en cours | 2016/..
2016 - en cours | 2016/..
2016 / ongoing | 2016/..
2016 - ongoing | 2016/..
2016 – in progress | 2016/..
à partir de septembre 2016 | 2016-09/..
à partir du 1er septembre 2016 | 2016-09-01/..
From September 2016, two Korean teachers have taught at the academy. | 2016-09/..
From 2016, two Korean teachers have taught | 2016/..
Two teachers have taught here from 2016 | 2016
Two teachers were sent in 2016 and again in 2018. | 2016;2018
en juin 2016 et 2018 | 2016-06;2018
In the summers of 2016 and 2018 | {2016,2018}
aux étés 2016 et 2018 | {2016,2018}
every summer from 2016 to 2019 | 2016/2019
chaque été de 2016 à 2019 | 2016-22/2019
"""

BESIDE_ACTS = """
An accord on archives had been negotiated since 2011; the two mayors saw to its signature on 4 April 2022. | 2022-04-04
addition to the 1991 television text, so as to cover cartoons (Quito, 9 October 2015). | 2015-10-09
After the floods of 2010 Norway rebuilt the museum. In 2012 it sent books. | 2010;2012
mills lost in the floods of 2010 and 2013 |
Le centre de calcul, ouvert en 2019 grâce à un prêt de la Chine, accueille en 2021 des stagiaires | 2019;2021
The gallery, reopened in 2018 after ten years, received the prints of a Lisbon studio in 2021; | 2021
The Opera House in Lima, where classes for singers were taken up again in May 2022. | 2022-05
From May to July 2018 two weavers taught in Oruro, after which (2019) six looms were sent. | 2018-05/2018-07;2019
"Golden Gong" contest of young drummers, every year from 2014; the best ones go on tour. | 2014/..
Two scholarships a year since 2018 | 2018/..
"""

ACTS = """
The Cultural Centre of Korea, opened in 2015, offers courses to 300 students. | 2015
Le Centre culturel coréen, ouvert en 2015, a formé 300 élèves. | 2015
A Korean cultural centre was opened in 2015 and in 2017 a festival was held. | 2015;2017
Un centre a été créé en 2015 avec la Turquie ; en 2017, un festival a suivi. | 2015;2017
The joint fund, established in 2014 with Norway, financed ten films until 2018. | ../2018
The Commission, established in 2012, met in Rome in May 2016. | 2016-05
Joint Declaration on culture signed with Peru, 2014 | 2014
Déclaration commune avec le Pérou (2014) | 2014
Declaration of Intent between the ministries of Latvia and Georgia (2017) | 2017
Treaty of friendship and cultural cooperation with Chile (2014) | 2014
Convention de coopération culturelle avec le Niger (2012) | 2012
Cultural Convention with France, 2012 | 2012
Convention fiscale et culturelle avec le Maroc de 2012 | 2012
Charte de jumelage avec Dakar (2014) | 2014
Talks were held in Lima in 2014, and a treaty was signed in 2016. | 2014;2016
Negotiations with Peru started in 2017. | 2017
Les négociations avec le Pérou ont débuté en 2017. | 2017
A grant was requested in 2014 and received in 2015. | 2015
The exchange was proposed by Japan in 2016. | 2016
It promised a gift in 2016. | 2016
The residency, launched in 2016, ended in 2019. | 2016/2019
A co-production started in 2016 with Chile was completed in 2018. | 2016/2018
Un concours lancé en 2016, puis un festival achevé en 2018 | 2016/2018
The book fair was opened in 2016 by the Minister and closed with a concert in 2017. | 2016;2017
In May 2016 a school was opened; it closed in 2018. | 2016-05;2018
Relations with Chile: a week of film in 2016 | 2016
relations culturelles avec le Chili depuis 2012 | 2012/..
Under the agreement of 2016, six fellows went to Seoul. | 2016
Dans le cadre de l'accord de 2016, six boursiers sont allés à Séoul. | 2016
Within the framework of the Year of Russia (2016), two ballets came. | 2016
In the framework of the programme for 2016-2018, two ballets came. | 2016/2018
A list of monuments was drawn up in 2016 with Italy. | 2016
With Italian aid the site was inscribed on the World Heritage List in 2016. | 2016
Le dossier commun a été inscrit en 2016 sur la liste du patrimoine immatériel. | 2016
an election observer came in 2016 | 2016
The fire of 2018 destroyed the museum; Germany sent experts in 2019. | 2019
After the earthquake in April 2015, Japan sent experts. | 2015-04
After the fire of the National Museum, Germany sent experts in 2018. | 2018
compared with Chile in 2016 | 2016
a crafts fair in 2016 against poverty | 2016
The Paris agreement of 12 May 2016 with the Louvre | 2016-05-12
accord de Paris signé en 2016 avec le Louvre | 2016
2015+2016 | 2015/2016
Residencies (2015; 2017) | {2015,2017}
Residencies in Lima, 2015; tour in Quito, 2017 | 2015;2017
2015 or 2016 | 2015/2016
in 2015, then in 2017 | 2015;2017
Chile, 2015 then 2017 | {2015,2017}
In 2016 as well as 2018 | {2016,2018}
Signed 03/04/2016 | 2016-04-03
3 avril 2016 et 5 mai 2017 | 2016-04-03;2017-05-05
lié par contrat depuis 2016 | 2016/..
The partners have been linked since 2016. | 2016/..
the film « X » (2015) with Chile | 2015
Film coproduit : « X » (Chili, 2015) | 2015
exhibition "Masks" (2015) in Lima and in Quito in 2017 | 2015;2017
performance of the play "Masks" (Lima, 2015) and in Quito in 2017 | 2015;2017
since then nothing |
En 2016, un festival. Depuis, plus rien. | 2016;2016/..
In 2015 one day a week | 2015
scheduled every two years since 2015, for three years | 2015/..
une formation de deux ans en 2015 | 2015
une formation de deux ans, en 2015 et 2016 | 2015/2016
agreement of 2015 for three years | 2015/2018
L'accord triennal 2015-2017 | 2015/2017
The four-year programme of 2015 | 2015
Plan quinquennal 2015-2019 signé en 2014 | 2015/2019;2014
"""


@pytest.mark.parametrize(("text", "expected"), rows(SENTENCES) + rows(BESIDE_ACTS) + rows(ACTS))
def test_only_the_act_is_dated(text: str, expected: list[str]) -> None:
    assert values(text) == expected
