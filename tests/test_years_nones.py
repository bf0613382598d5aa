"""Laws, numbers, names, works, lives and frames whose year dates no act; every sentence is ours."""

from __future__ import annotations

import pytest

from tests.test_years import rows, values

NONE = """
the Act of 2002 |
the Copyright Act 2002 |
the Films Act 2002 was amended |
Heritage Act, 2002 |
Cinema Law (2012) |
the 2012 Cinema Law |
loi n° 2015-12 du 5 mai 2015 |
loi 2015-12 |
la loi cadre n°2015-12 du 5 mai 2015 portant statut de l'artiste |
la loi relative au statut de l'artiste du 5 mai 2015 |
la loi sur le cinéma de 2012 |
la loi sur le cinéma (2012) |
la loi de finances 2015 |
la loi de finances pour 2015 |
Décret présidentiel n° 12-345 du 5 mai 2012 |
le décret du 5 mai 2012 |
l'arrêté ministériel du 5 mai 2012 |
ordonnance 2012-14 |
Presidential Decree No. 12/2012 |
Presidential Decree 12/2012 of 5 May |
Government Resolution 45/2012 |
Cabinet decision of 5 May 2012 |
Ley 1834 de 2017 |
Ley N° 30220 de 2014 |
Decreto 1080 de 2015 |
Law No. 12 of the year 2012 |
Law of 5 May 2012 on cinema |
Royal Decree 5/2012 |
UU No. 5/2017 |
Order in Council 2012-45 |
Statutory Instrument 45 of 2012 |
SI 2012/45 |
the Constitution of 2014 |
la Constitution de 2014 |
the 2014 Constitution |
ISO 9001:2015 |
ISO 2709 |
norme ISO 2015 |
Tel. 021 2015 445 |
Tél : (+213) 21 2015 2016 |
téléphone : 2012 2013 |
+229 2013 2014 |
Fax: 022-2013 |
CH-2000 Neuchâtel |
1950 Sion |
1211 Genève |
B-1950 Kraainem |
A-2020 Hollabrunn |
2000-123 Santarém |
postal code 2010 |
Agenda 2063 |
l'Agenda 2063 de l'Union africaine |
the African Union's Agenda 2063 |
Vision 2030 |
Saudi Vision 2030 |
Vision 2025 |
Horizon 2020 |
à l'horizon 2025 |
Horizon Europe 2021-2027 |
Europa Creativa 2014-2020 |
Plan Sénégal Émergent 2035 |
Plan national de développement 2018-2022 | 2018/2022
Cultural Strategy 2030 |
Strategy 2016-2020 |
the 2003 Convention |
the 2005 Convention |
la convention de 2005 |
Convention 2005 |
the 1972 World Heritage Convention |
the Convention of 1970 |
la Convention UNESCO 1970 |
The Hague Convention of 1954 |
the Florence Agreement of 1950 |
the Marrakesh Treaty (2013) |
Nagoya Protocol (2010) |
the Paris Agreement (2015) |
the Paris Agreement of 2015 |
l'Accord de Paris (2015) |
the film "The Well" (2015) | 2015
« Le Puits » (1959) |
the film Harvest (1959) |
the film Harvest (dir. X, 1959) |
Kwame Adu (1959-2010) |
the poet Adu (born 1959) |
Adu (b. 1959) |
Adu (†2010) |
Adu (1909-1988) |
the writer Adu, who died in 2012, |
le poète X, mort en 2012, |
X, décédé en 2012 |
disparu en 2012 |
né à Bamako en 1959 |
born in Accra on 5 May 1959 |
the museum, founded in 1998, |
l'école, créée en 1998, |
The museum was founded in 1998 |
since independence in 1960 |
depuis l'indépendance, en 1960 |
Independence (1960) |
les relations de 1962 |
relations since 1962 |
diplomatic relations established in 1992 |
diplomatic ties, established in 1992 |
relations diplomatiques établies le 5 mai 1992 |
at 2015 hours |
at 20.15 |
à 20h15 |
20:15-20:18 |
from 1900 to 2100 hours |
from 19.00 to 20.30 |
p. 2015 |
pages 2015-2018 |
2 000 visitors |
2,000 visitors |
2000 visitors |
2.000 visitors |
2000 visitors from Chile |
some 2000 books |
2000 copies |
1950 kg |
2015 km |
un public de 2000 personnes |
une salle de 2000 places |
2000 jeunes |
nearly 1900 pupils |
1 950 élèves |
US$ 2,015 |
USD 2015 |
2015 USD |
EUR 2 015 |
€2000 |
2000 € |
2000 F CFA |
2000 FCFA |
FCFA 2000 |
2000 dollars |
2015 millions |
un montant de 2000 euros |
A/RES/70/2015 |
CLT/2015/EO |
DCE/15/5.CP/2015 |
CE/17/11.IGC/2017 |
document 2015/12 |
C.N.2015 |
38 C/2015 |
n° 2015/12 |
no 2015-45 |
doc. 2015-45 |
ref. 2015/45 |
decision 2012/12 |
resolution 2012/12 |
Windows 2010 |
Boeing 2000 |
Room 2015 |
The hall has 2000 seats |
2000 seats |
1900s |
since the 1960s |
depuis les années 1960 |
dans les années 60 |
in the sixties |
the 1980s |
http://x.org/2015 |
www.x.org/2015/05 |
photo_2015.jpg |
In the framework of the agreement of 1987 |
dans le cadre de l'accord de 1987 |
under the 1987 cultural agreement |
en vertu de l'accord culturel de 1987 |
based on the agreement signed in 1987 |
inscribed on the World Heritage List in 2014 |
inscrit au patrimoine mondial en 2014 |
the Winter Olympics 2014 |
the 2015 earthquake |
le séisme de 2010 |
the crisis of 2008 |
la crise de 2012 |
the 2013 elections |
the 2012 census |
le recensement de 2012 |
as compared with 2012 |
par rapport à 2012 |
compared to 2012 |
against 12 in 2012 |
contre 12 en 2012 |
"""


@pytest.mark.parametrize(("text", "expected"), rows(NONE))
def test_no_act_is_dated(text: str, expected: list[str]) -> None:
    assert values(text) == expected
