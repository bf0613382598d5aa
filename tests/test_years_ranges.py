"""Ranges, lists, open ends, school years and years in brackets; every sentence is ours."""

from __future__ import annotations

import pytest

from tests.test_years import rows, values

RANGES = """
2015‑2018 | 2015/2018
2015−2018 | 2015/2018
2015→2018 | 2015/2018
2015 … 2018 | 2015/2018
2015...2018 | 2015/2018
2015..2018 | 2015/2018
2015 -2018 | 2015/2018
2015-  2018 | 2015/2018
(2015-2018) | 2015/2018
[2015–2018] | 2015/2018
2015 until 2018 | 2015/2018
from 2015 till 2018 | 2015/2018
from 2015 through to 2018 | 2015/2018
from 2015 up to and including 2018 | 2015/2018
2015 to 2018 inclusive | 2015/2018
de 2015 jusqu'en 2018 | 2015/2018
de 2015 jusqu'à la fin de 2018 | 2015/2018
de 2015 à 2018 inclus | 2015/2018
des années 2015 à 2018 | 2015/2018
les années 2015 à 2018 | 2015/2018
les années 2015-2018 | 2015/2018
in the years 2015 to 2018 | 2015/2018
in the years 2015-2018 | 2015/2018
during the years 2015, 2016 and 2018 | {2015,2016,2018}
au cours des années 2015 et 2016 | 2015/2016
entre 2015 et la fin de 2018 | 2015/2018
between late 2015 and early 2018 | 2015/2018
depuis 2015 et jusqu'en 2018 | 2015/2018
since 2015 and until 2018 | 2015/2018
starting in 2015 and ending in 2018 | 2015/2018
beginning in 2015 and ending in 2018 | 2015/2018
began in 2015 and ended in 2018 | 2015/2018
commencé en 2015 et achevé en 2018 | 2015/2018
desde 2015 hasta 2018 | 2015/2018
de 2015 a 2018 | 2015/2018
entre 2015 y 2018 | 2015/2018
2013/14 | 2013/2014
2013-4 | 2013/2014
2013/4 | 2013/2014
2013–14 | 2013/2014
2013-14 and 2014-15 | 2013/2015
1999/2000 | 1999/2000
1999-00 | 1999/2000
2016, 2017 et 2019 | {2016,2017,2019}
2008 and 2010 | {2008,2010}
in 2008 and in 2010 | 2008;2010
en 2008 et en 2010 | 2008;2010
en 2008, 2010 et 2012 | {2008,2010,2012}
2008, 2010, 2012 | {2008,2010,2012}
2008; 2010; 2012 | {2008,2010,2012}
2008 / 2010 / 2012 | {2008,2010,2012}
both in 2008 and in 2010 | 2008;2010
tant en 2008 qu'en 2010 | 2008;2010
in 2008, in 2010 and in 2012 | 2008;2010;2012
2008, 2010 as well as 2012 | {2008,2010,2012}
2008 ainsi que 2010 | {2008,2010}
2008 or 2010 | {2008,2010}
2008 ou 2009 | 2008/2009
2008, puis 2010 | {2008,2010}
2008, then 2010 | {2008,2010}
2008 (and 2010) | 2008;2010
2012, 2014-2016 | {2012,2014,2015,2016}
2012 and 2014-2016 | {2012,2014,2015,2016}
2014-2016 and 2018 | {2014,2015,2016,2018}
2018 respectively 2019 | 2018;2019
in 2018 and 2019 respectively | 2018/2019
en 2018 et 2019 respectivement | 2018/2019
"""

OPEN = """
since 2012 | 2012/..
since early 2012 | 2012/..
since as early as 2012 | 2012/..
ever since 2012 | 2012/..
every year since 2012 | 2012/..
each year since 2012 | 2012/..
annually since 2012 | 2012/..
yearly from 2012 | 2012/..
every year from 2012 | 2012/..
every year from 2012 to 2015 | 2012/2015
annually between 2012 and 2015 | 2012/2015
chaque année depuis 2012 | 2012/..
tous les ans depuis 2012 | 2012/..
depuis l'année 2012 | 2012/..
depuis l'an 2012 | 2012/..
depuis mai 2012 | 2012-05/..
depuis le mois de mai 2012 | 2012-05/..
depuis le printemps 2012 | 2012-21/..
depuis l'été 2012 | 2012-22/..
depuis la rentrée 2012 | 2012/..
depuis la fin 2012 | 2012/..
depuis fin 2012 | 2012/..
from 2015 on | 2015/..
from 2015 onward | 2015/..
from 2015 onwards | 2015/..
2015 and after | 2015/..
as from 2015 | 2015/..
with effect from 2015 | 2015/..
à partir de 2015 | 2015/..
à dater de 2015 | 2015/..
à compter de 2015 | 2015/..
à compter de janvier 2015 | 2015-01/..
dès l'automne 2015 | 2015-23/..
launched in 2015 and still running | 2015/..
started in 2015 and ongoing | 2015/..
lancé en 2015 et toujours en cours | 2015/..
lancé en 2015, toujours en cours | 2015/..
en cours depuis 2015 | 2015/..
2015, still running | 2015/..
(2015, ongoing) | 2015/..
(2015, en cours) | 2015/..
2015 (ongoing) | 2015/..
2015 (en cours) | 2015/..
2015 – ongoing | 2015/..
2015-... | 2015/..
2015 - | 2015/..
2015+ | 2015/..
2015 → | 2015/..
2015-date | 2015/..
2015 to date | 2015/..
2015 to the present day | 2015/..
2015-today | 2015/..
de 2015 à nos jours | 2015/..
de 2015 à aujourd'hui | 2015/..
2015 à ce jour | 2015/..
2015 jusqu'à présent | 2015/..
desde 2015 hasta la fecha | 2015/..
a partir del año 2015 | 2015/..
until 2014 | ../2014
up until the end of 2014 | ../2014
till 2014 | ../2014
until May 2014 | ../2014-05
jusqu'en 2014 | ../2014
jusqu'en mai 2014 | ../2014-05
jusqu'à fin 2014 | ../2014
jusqu'à la fin de l'année 2014 | ../2014
jusqu'au 30 mai 2014 | ../2014-05-30
jusqu’à l’été 2014 | ../2014-22
hasta 2014 | ../2014
hasta mayo de 2014 | ../2014-05
before 2014 | ../2014
avant 2014 | ../2014
after 2014 | 2014/..
après 2014 | 2014/..
"""

APPROXIMATE = """
around 2015 | 2015~
c. 2015 | 2015~
ca. 2015 | 2015~
about 2015 | 2015~
in or around 2015 | 2015~
vers 2015 | 2015~
vers la fin de 2015 | 2015
aux environs de 2015 | 2015~
autour de 2015 | 2015~
early 2016 | 2016
in early 2016 | 2016
early in 2016 | 2016
the early part of 2016 | 2016
at the start of 2016 | 2016
at the beginning of the year 2016 | 2016
mid 2016 | 2016
in mid-2016 | 2016
in the middle of 2016 | 2016
midway through 2016 | 2016
à la mi-2016 | 2016
mi 2016 | 2016
fin 2019 | 2019
en fin d'année 2019 | 2019
fin de l'année 2019 | 2019
late in 2019 | 2019
towards the end of 2019 | 2019
towards 2019 | 2019
en début d'année 2019 | 2019
dans le courant de 2019 | 2019
courant 2019 | 2019
au courant de l'année 2019 | 2019
end-2019 | 2019
year-end 2019 | 2019
end 2019 | 2019
a principios de 2019 | 2019
a mediados de 2019 | 2019
"""

SCHOOL = """
année scolaire 2010-2011 | 2010/2011
l'année scolaire 2010/11 | 2010/2011
rentrée 2018 | 2018
à la rentrée 2018 | 2018
à la rentrée de septembre 2018 | 2018-09
rentrée universitaire 2018-2019 | 2018/2019
FY 2016/17 | 2016/2017
FY2016-17 | 2016/2017
FY16 |
FY 16/17 |
FY17/18 |
financial year 2016-17 | 2016/2017
the 2016-2017 biennium | 2016/2017
biennium 2016-2017 | 2016/2017
exercice biennal 2016-2017 | 2016/2017
the academic year of 2016-2017 | 2016/2017
in academic year 2016-2017 | 2016/2017
in the 2016/17 academic year | 2016/2017
the academic years 2014/15, 2015/16 and 2016/17 | 2014/2017
année académique 2016-2017 | 2016/2017
exercice 2016 | 2016
exercice budgétaire 2016-2017 | 2016/2017
season 2016/17 | 2016/2017
the 2016-17 season | 2016/2017
la saison 2016/2017 | 2016/2017
curso 2016-2017 | 2016/2017
"""

BRACKETS = """
Chile (2017), Peru (2018-2019) and Japan (2020) | 2017;2018/2019;2020
Chile 2017, Peru 2018 | 2017;2018
Chile, 2017; Peru, 2018 | 2017;2018
le Chili (2017), le Pérou (n/a) | 2017
Chile (2017, 2018, 2020) | {2017,2018,2020}
Chile (2017 & 2019) | {2017,2019}
Chile (2017; 2019) | {2017,2019}
Chile (May 2017) | 2017-05
Chile [2017] | 2017
Chile (in 2017) | 2017
Chile (from 2017) | 2017/..
Chile (à partir de 2017) | 2017/..
Chile (until 2017) | ../2017
Chile (before 2017) | ../2017
Chile (2017?) | 2017
Chile ('17) |
"""

EXCEPTIONS = """
a film each November save in 2020 |
a film every year except 2020 |
tous les ans sauf en 2020 |
chaque année, excepté en 2020 |
every year since 2015, except 2020 | 2015/..
every year from 2015 to 2019 save 2017 | 2015/2019
chaque année depuis 2015 à l'exception de 2020 | 2015/..
chaque année depuis 2015, hormis 2020 | 2015/..
cada año, excepto en 2020 |
"""

COUNTS = """
four in 2016/17, six in 2017/18, five in 2018/19 | 2016/2019
two delegates in 2016 and three in 2018 | {2016,2018}
deux en 2016, trois en 2017 et quatre en 2018 | 2016/2018
12 in 2016 and 15 in 2017 | 2016/2017
two residencies with Chile in 2016 and three with Peru in 2018 | 2016;2018
in 2016, and in 2018 | 2016;2018
"""


TABLES = (RANGES, OPEN, APPROXIMATE, SCHOOL, BRACKETS, EXCEPTIONS, COUNTS)


@pytest.mark.parametrize(("text", "expected"), [row for table in TABLES for row in rows(table)])
def test_years_that_belong_together(text: str, expected: list[str]) -> None:
    assert values(text) == expected
