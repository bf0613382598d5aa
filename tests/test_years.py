"""What the reader of years finds, value by value; every sentence is ours."""

from __future__ import annotations

from functools import lru_cache

import edtf
import pytest

from pipeline import periods
from pipeline.entities.years import YearFinder, finder
from pipeline.knowledge.base import MODELS

NOT_THE_ACTS = {"background", "target", "name"}


@lru_cache(maxsize=1)
def years() -> YearFinder:
    return finder(MODELS)


def values(text: str) -> list[str]:
    """Values that may date an act, in order."""
    return [one.value for one in years().find(text) if one.label not in NOT_THE_ACTS]


def labelled(text: str) -> list[tuple[str, str]]:
    return [(one.label, one.value) for one in years().find(text)]


DAYS = """
The delegation arrived on 30 September 2019. | 2019-09-30
On September 30, 2019, the minister met her counterpart. | 2019-09-30
Signature: 30/09/2019 | 2019-09-30
Submitted 10/27/2020 - 22:33 | 2020-10-27
Updated 2019-09-30 by the secretariat | 2019-09-30
Depuis l'ouverture, le 1er mars 2018, trois ateliers | 2018-03-01
On the 3rd of May 2021 a seminar took place. | 2021-05-03
le 14 décembre 2016 à Dakar | 2016-12-14
Le 02.11.2017, les deux ministres | 2017-11-02
on Monday 4 March 2019 in Lima | 2019-03-04
le vendredi 15 février 2019 | 2019-02-15
el 5 de mayo de 2019 | 2019-05-05
on 12-May-2017 | 2017-05-12
1st of June, 2015 | 2015-06-01
the session from 4 to 15 May 2009 | 2009-05-04/2009-05-15
between August 2 and October 28, 2018 | 2018-08-02/2018-10-28
du 12 au 15 juin 2019 | 2019-06-12/2019-06-15
12-15 juin 2019 | 2019-06-12/2019-06-15
du lundi 12 au jeudi 15 novembre 2018 | 2018-11-12/2018-11-15
May 4–15, 2017 | 2017-05-04/2017-05-15
du 28 août au 3 septembre 2019 | 2019-08-28/2019-09-03
du 28 décembre au 3 janvier 2019 | 2018-12-28/2019-01-03
from 28 December 2018 to 3 January 2019 | 2018-12-28/2019-01-03
12, 13 et 14 juin 2019 | 2019-06-12/2019-06-14
on 4 and 9 May 2018 | {2018-05-04,2018-05-09}
01/02/2019 - 05/02/2019 | 2019-02-01/2019-02-05
the 31 February 2019 report | 2019-02
the session of 7-IX-2018 in Porto | 2018-09-07
du 12 au 17.11.2018 | 2018-11-12/2018-11-17
28.11-03.12.2018 | 2018-11-28/2018-12-03
2019.09.30 | 2019-09-30
/ 2019. 9. 30 / | 2019-09-30
act of handover of 9 March 2018 | 2018-03-09
an act of donation dated 12 March 2019 | 2019-03-12
"""

MONTHS = """
In February 2020 two meetings were held. | 2020-02
in February of 2020 | 2020-02
en février de l'année 2020 | 2020-02
On October 2019 | 2019-10
au mois d'août 2017 | 2017-08
AOÛT 2017 | 2017-08
aout 2017 | 2017-08
déc. 2018 | 2018-12
Sept. 2018 | 2018-09
mars 2016 | 2016-03
Between the months of August and September 2019, a course was held. | 2019-08/2019-09
de mars à juin 2018 | 2018-03/2018-06
January–March 2019 | 2019-01/2019-03
octobre-décembre 2018 | 2018-10/2018-12
November to February 2019 | 2018-11/2019-02
from January 2018 to March 2019 | 2018-01/2019-03
de septembre 2017 jusqu'à juin 2018 | 2017-09/2018-06
in May and September 2019 | {2019-05,2019-09}
January, February and March 2017 | 2017-01/2017-03
07/2018 | 2018-07
Sept. 2018 – juin 2019 | 2018-09/2019-06
entre mayo y junio de 2018 | 2018-05/2018-06
Puppet days in the capital / 2018.06 / | 2018-06
Tour (2019. 9) | 2019-09
"""

PARTS = """
spring 2018 | 2018-21
l'été 2019 | 2019-22
in the autumn of 2017 | 2017-23
winter 2018 | 2018-24
winter 2018-2019 | 2018/2019
l'hiver 2018/19 | 2018/2019
first quarter of 2019 | 2019-33
Q1 2019 | 2019-33
T3 2018 | 2018-35
2019-Q4 | 2019-36
au quatrième trimestre 2017 | 2017-36
le dernier trimestre de 2017 | 2017-36
second semestre 2018 | 2018-41
1er semestre 2018 | 2018-40
first half of 2019 | 2019-40
mid-2020 | 2020
mi-2020 | 2020
early 2018 | 2018
début 2018 | 2018
à la fin de 2019 | 2019
late 2019 | 2019
by the end of 2019 | 2019
around 2015 | 2015~
vers 2015 | 2015~
circa 2015 | 2015~
aux alentours de 2014 | 2014~
the 2010s | 201X
"""

RANGES = """
2015-2018 | 2015/2018
2015–2018 | 2015/2018
2015 — 2018 | 2015/2018
2015/2018 | 2015/2018
2015 to 2018 | 2015/2018
de 2015 à 2018 | 2015/2018
de l'année 2015 à l'année 2018 | 2015/2018
from 2015 through 2018 | 2015/2018
between 2015 and 2018 | 2015/2018
Entre 2015 et 2018 | 2015/2018
entre 2015 y 2018 | 2015/2018
2018-19 | 2018/2019
2018/19 | 2018/2019
1998-99 | 1998/1999
2015 - 18 | 2015/2018
2009-10 | 2009/2010
depuis 2012 jusqu'en 2016 | 2012/2016
from early 2015 to the end of 2018 | 2015/2018
de fin 2015 à la fin de 2018 | 2015/2018
from around 2014 to 2016 | 2014~/2016
from May 2015 until 2018 | 2015-05/2018
(2017, 2018 and 2019) | 2017/2019
2014, 2016 and 2018 | {2014,2016,2018}
2014, 2016 et 2018 | {2014,2016,2018}
2017 et 2018 | 2017/2018
2017 & 2018 | 2017/2018
2017/2018/2019 | 2017/2019
in 2017 and again in 2019 | 2017;2019
In 2016, 2018 having been cancelled, | 2016;2018
in 2017 – 2005 was long past | 2017;2005
en mai 2017 et en juin 2018 | 2017-05;2018-06
2018 2019 2020 | 2018;2019;2020
de 2011/12 à 2014/15 | 2011/2015
academic years 2016-2017 to 2018-2019 | 2016/2019
2016/2017, 2017/2018 et 2018/2019 | 2016/2019
in 2015/2016 and in 2018/2019 | 2015/2016;2018/2019
à compter de 2016 et jusqu'en 2019 | 2016/2019
"""

OPEN = """
since 2012 | 2012/..
Depuis 2012, le festival | 2012/..
depuis le début de 2012 | 2012/..
à partir de 2018 | 2018/..
à compter du 1er janvier 2018 | 2018-01-01/..
from 2018 onwards | 2018/..
from 2018 on | 2018/..
2018 - present | 2018/..
de 2018 à ce jour | 2018/..
as of 2019 | 2019/..
starting in 2016 | 2016/..
dès 2017 | 2017/..
since March 2018 | 2018-03/..
until 2020 | ../2020
jusqu'en 2020 | ../2020
jusqu’à 2020 | ../2020
up to 2020 | ../2020
until 30 June 2020 | ../2020-06-30
desde 2016 | 2016/..
appui aux éditeurs, 3 M€ (2019-) | 2019/..
Support to the archive, 2021 – | 2021/..
2021 à ce jour | 2021/..
the scheme will run until 2026 | ../2026
qui expirera en 2021 | ../2021
"""

ASIDES = """
She was born in 1957 in Quito. | background 1957
L'auteur, né en 1962, vit à Tunis. | background 1962
The institute, founded in 1951, trains dancers. | background 1951
Le musée a été fondé en 1960. | background 1960
since its creation in 1975 | background 1975
depuis sa création en 1978 | background 1978
independence in 1960 | background 1960
diplomatic relations were established in 1971 | background 1971
The country ratified the Convention in 2007. | background 2007
Le Parlement a ratifié la Convention en 2010. | background 2010
les années 1990 | background 199X
the 1990s | background 199X
the painting Two Rivers (1961) | background 1961
the exhibition "Early Paper Works (1948-1963)" | background 1948/1963
Le film « Horizons » (1994) a été restauré | background 1994
the Recommendation on Open Data (2021) | background 2021
to reach the goal by 2030 | target 2030
d'ici 2035 | target 2035
Plan Pays Émergent 2035 | target 2035
the Winter Light Festival 2019 took place | name 2019
Expo 2020 Dubai | name 2020
For HLD 2018, the results were presented | name 2018
Creative Europe 2014-2020 | name 2014/2020
extended in 2017 the treaty first concluded in 1996 | signature 2017; background 1996
signé pour la première fois en 1996, reconduit en 2016 | background 1996; year 2016
le traité, qui remonte à 1968, a été revu en 2018 | background 1968; year 2018
the accord of 2010 is in force, while the other goes back to 1992 | year 2010; year 1992
the first tour since 1986 left in 2017 | background 1986/..; year 2017
le comité, qui n'avait plus siégé depuis 2006, s'est réuni en 2015 | background 2006/..; year 2015
plus de vingt ateliers depuis 2012, un festival en 2017 | open 2012/..; year 2017
the pact lapsed in 2013 and was replaced in 2015 | background 2013; year 2015
paraphé à Dakar (juin 2014) et signé à Lomé en 2016 | background 2014-06; signature 2016
avenant à l'accord de 1990, signé le 6 juin 2013 | background 1990; signature 2013-06-06
an accord (1986, revised in 2016) helps | background 1986; year 2016
le jumelage, signé en 1978, a été relancé en 2016 | background 1978; year 2016
the show "Harbour Light, 1951-1966", open in May 2017 | background 1951/1966; month 2017-05
les relations ont été renouées en avril 2016 | background 2016-04
Chile 2017 : un atelier | year 2017
mills lost in the floods of 2010 and 2013 | background {2010,2013}
D'abord prévue en 2016, la foire a été reportée. 2017 | background 2016; trailing 2017
initially scheduled for 2019, the fair took place in 2021 | background 2019; year 2021
"""

PLACES = r"""
A pilot plan on food was drawn up. 2017 | trailing 2017
Un plan pilote a été élaboré. 2018-2019 | trailing 2018/2019
Tour of the national ballet, Lima, 2016 | trailing 2016
Exhibition of masks (2018) | year 2018
Exhibition of masks (2018). | year 2018
The minister visited Peru.2017 | trailing 2017
Residency - May 2019 | trailing 2019-05
2017: Visit of the delegation | leading 2017
2017 – Visite de la délégation | leading 2017
(2018) Exhibition of masks | leading 2018
- 2016 : tournée du ballet | leading 2016
2018 | cell 2018
2016-2019 | cell 2016/2019
Chile\t2018\tResidency | cell 2018
Festival\tPeru\tMarch 2017 | cell 2017-03
signed in 2016 for the years 2017-2020 | signature 2016; term 2017/2020
In 2017, a cooperation agreement was signed with the council. | signature 2017
L'accord a été conclu en mai 2017 | signature 2017-05
L'accord signé le 4 mai 2016 couvre les années 2017-2019 | signature 2016-05-04; term 2017/2019
pour la période 2015-2018 | term 2015/2018
During the period from 2017 to 2020 | term 2017/2020
an exchange programme 2015-2018 | term 2015/2018
the 2015-2018 exchange programme | term 2015/2018
valid until 2019 | term ../2019
Programme exécutif 2017-2019 signé à Rome le 12 mars 2017. | term 2017/2019; signature 2017-03-12
L'accord de coopération signé en 2012 a été renouvelé pour 2018-2021. | signature 2012; term 2018/2021
A memorandum was signed between the national library of one state and the archives of the other on 3 June 2014. | signature 2014-06-03
adopted the Cinema Act in 2016 and in 2018 signed a treaty | year 2016; signature 2018
Memorandum with the city (signed 2015, valid until 2020) | signature 2015; term ../2020
Cultural agreement with Poland (1972) | year 1972
Accord culturel avec la Pologne, 12 avril 1972 | trailing 1972-04-12
2013 – 2016: Residency in Prague | leading 2013/2016
01.01.2017-31.12.2019 | cell 2017-01-01/2019-12-31
fin août 2018 | cell 2018-08
Convention de coopération culturelle de 2017 | year 2017
12 projects (2018), 15 projects in 2019 | year 2018; year 2019
année scolaire 2018-2019 | school_year 2018/2019
the 2018-2019 school year | school_year 2018/2019
FY 2018/19 | school_year 2018/2019
FY2018 | school_year 2018
exercice budgétaire 2019 | school_year 2019
fiscal year 2019 | school_year 2019
In 2019, the festival | year 2019
In 2015 students from Chile visited the school | year 2015
the 2018 edition of the fair | year 2018
In the 2019 dialogue, it was agreed | year 2019
In 2018 USD 500,000 went to the fund | year 2018
2014: $758,137 | leading 2014
Grants of 400,000 USD in 2018 | year 2018
A road was mended & new stage lighting 2018 | year 2018
A treaty was signed in 2014 for five years. | duration 2014/2019
Un accord a été conclu le 1er juillet 2018 pour une durée de trois (3) ans. | duration 2018-07-01/2021
Signed for a period of two years in May 2016. | duration 2016-05/2018
In 2015 two students stayed for three years. | year 2015
renewed in 2019 for three years, 2020 to 2022 | year 2019; trailing 2020/2022
L'accord passé le 3 mars 2020 porte sur la danse ; il court jusqu'en 2024. | duration 2020-03-03/2024; open ../2024
"""


def rows(table: str) -> list[object]:
    out: list[object] = []
    for line in table.strip("\n").split("\n"):
        text, _, expected = line.rpartition("|") if "|" in line else (line, "", "")
        text = text.strip().replace("\\t", "\t").replace("\\n", "\n")
        out.append(pytest.param(text, [part.strip() for part in expected.split(";") if part.strip()], id=text[:60]))
    return out


@pytest.mark.parametrize(("text", "expected"), rows(DAYS) + rows(MONTHS) + rows(PARTS) + rows(RANGES) + rows(OPEN))
def test_notation_gives_its_value(text: str, expected: list[str]) -> None:
    assert values(text) == expected


@pytest.mark.parametrize(("text", "expected"), rows(ASIDES) + rows(PLACES))
def test_rule_tells_what_the_year_means(text: str, expected: list[str]) -> None:
    assert [f"{label} {value}" for label, value in labelled(text)] == expected


@pytest.mark.parametrize(
    ("text", "expected"), [row for table in (DAYS, MONTHS, PARTS, RANGES, OPEN, PLACES, ASIDES) for row in rows(table)]
)
def test_every_mention_quotes_its_source_and_is_edtf(text: str, expected: list[str]) -> None:
    last = 0
    for one in years().find(text):
        assert last <= one.start < one.end <= len(text)
        assert text[one.start : one.end].strip() == text[one.start : one.end]
        assert "\n" not in text[one.start : one.end]
        assert "\t" not in text[one.start : one.end]
        assert periods.is_period(one.value)
        assert edtf.parse_edtf(one.value)
        last = one.end
    assert expected
