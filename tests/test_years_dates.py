"""Days, months, seasons, quarters and halves in every notation, whole or broken by a scan; every sentence is ours."""

from __future__ import annotations

import pytest

from tests.test_years import rows, values

DAYS = """
on the 9th of May, 2014 | 2014-05-09
du 3 au 9 mai 2014 | 2014-05-03/2014-05-09
du 3 mai au 9 juin 2014 | 2014-05-03/2014-06-09
3-9 May 2014 | 2014-05-03/2014-05-09
3 – 9 May 2014 | 2014-05-03/2014-05-09
3/9 May 2014 | 2014-05-03/2014-05-09
les 3 et 4 mai 2014 | 2014-05-03/2014-05-04
les 3, 4 et 7 mai 2014 | {2014-05-03,2014-05-04,2014-05-07}
from May 3 to 9, 2014 | 2014-05-03/2014-05-09
May 3rd to May 9th, 2014 | 2014-05-03/2014-05-09
from 3rd to 9th May 2014 | 2014-05-03/2014-05-09
3 May - 9 June 2014 | 2014-05-03/2014-06-09
3 May 2014 - 9 June 2014 | 2014-05-03/2014-06-09
3 May 2014 to 9 June 2015 | 2014-05-03/2015-06-09
3.5.2014 | 2014-05-03
3/5/14 | 2014-05-03
03.05.14 | 2014-05-03
le 3-5-2014 | 2014-05-03
le lundi 5 mai 2014 au soir | 2014-05-05
on the evening of 5 May 2014 | 2014-05-05
in the night of 5 to 6 May 2014 | 2014-05-05/2014-05-06
le premier mai 2014 | 2014-05-01
le 1 er mai 2014 | 2014-05-01
le 1<sup>er</sup> mai 2014 | 2014-05
Saturday, May 5th 2014 | 2014-05-05
May the 5th, 2014 | 2014-05-05
5 May, 2014 | 2014-05-05
5. Mai 2014 | 2014-05-05
20140505 |
2014-05-05/2014-06-07 | 2014-05-05/2014-06-07
2014-05 / 2014-06 | 2014-05/2014-06
el 3 al 9 de mayo de 2014 | 2014-05-03/2014-05-09
del 3 al 9 de mayo de 2014 | 2014-05-03/2014-05-09
del 3 de mayo al 9 de junio del 2014 | 2014-05-03/2014-06-09
entre le 3 et le 9 mai 2014 | 2014-05-03/2014-05-09
between 3 and 9 May 2014 | 2014-05-03/2014-05-09
between 3 May and 9 June 2014 | 2014-05-03/2014-06-09
les 3 mai et 9 juin 2014 | {2014-05-03,2014-06-09}
on 3 May and 9 June 2014 | {2014-05-03,2014-06-09}
"""

MONTHS = """
fevrier 2014 | 2014-02
aout 2014 | 2014-08
decembre 2014 | 2014-12
fev. 2014 | 2014-02
janv. 2014 | 2014-01
juil. 2014 | 2014-07
in march 2014 | 2014-03
en septiembre de 2014 | 2014-09
en enero del 2014 | 2014-01
mayo 2014 | 2014-05
setembro de 2014 | 2014-09
in May/June 2014 | 2014-05/2014-06
in May-June 2014 | 2014-05/2014-06
mai/juin 2014 | 2014-05/2014-06
mai et juin 2014 | 2014-05/2014-06
in May and June of the year 2014 | 2014-05/2014-06
from May to June 2014 | 2014-05/2014-06
de mai à juin 2014 | 2014-05/2014-06
between May and June 2014 | 2014-05/2014-06
May 2014 to June 2015 | 2014-05/2015-06
Dec 2014–Feb 2015 | 2014-12/2015-02
from November 2014 till February 2015 | 2014-11/2015-02
de novembre à février 2015 | 2014-11/2015-02
in May, 2014 | 2014-05
mid-May 2014 | 2014-05
mi-mai 2014 | 2014-05
in late May 2014 | 2014-05
fin mai 2014 | 2014-05
au début du mois de mai 2014 | 2014-05
dans le courant du mois de mai 2014 | 2014-05
courant mai 2014 | 2014-05
the first week of May 2014 | 2014-05
la dernière semaine de mai 2014 | 2014-05
Mai 2014 à ce jour | 2014-05/..
May 2014 - present | 2014-05/..
05.2014 | 2014-05
5/2014 | 2014-05
05-2014 | 2014-05
2014/05 | 2014-05
2014-05 | 2014-05
in both May 2014 and May 2016 | 2014-05;2016-05
in May 2014 and 2016 | 2014-05;2016
mai 2014, mai 2016 et mai 2018 | 2014-05;2016-05;2018-05
"""

SEASONS = """
spring 2011 | 2011-21
spring of 2011 | 2011-21
Spring/Summer 2011 | 2011-21/2011-22
in the spring and summer of 2011 | 2011-21/2011-22
au printemps 2011 | 2011-21
au printemps de 2011 | 2011-21
au printemps de l'année 2011 | 2011-21
à l'automne 2011 | 2011-23
à l'été 2011 | 2011-22
en été 2011 | 2011-22
pendant l'été 2011 | 2011-22
l'hiver 2018-2019 | 2018/2019
winter 2018/19 | 2018/2019
winter of 2018-19 | 2018/2019
from spring to autumn 2011 | 2011-21/2011-23
from spring 2011 to autumn 2012 | 2011-21/2012-23
du printemps à l'automne 2011 | 2011-21/2011-23
du printemps 2011 à l'automne 2012 | 2011-21/2012-23
in the fall of 2012 | 2012-23
Fall 2012 | 2012-23
otoño de 2012 | 2012-23
invierno 2012 | 2012-24
Christmas 2012 | 2012
Noël 2012 | 2012
Ramadan 2012 | 2012
Ramadan 2018 (1439 AH) | 2018
Easter 2014 | 2014
à Pâques 2014 | 2014
rainy season 2014 | 2014
dry season of 2014-2015 | 2014/2015
saison 2014-2015 | 2014/2015
saison sèche 2014 | 2014
"""

QUARTERS = """
Q1 2019 | 2019-33
1st quarter 2019 | 2019-33
1st quarter of 2019 | 2019-33
first and second quarters of 2019 | 2019-01/2019-06
the third and fourth quarters of 2019 | 2019-07/2019-12
from Q2 2018 to Q1 2019 | 2018-04/2019-03
Q2-Q4 2019 | 2019-04/2019-12
Q3/2019 | 2019-35
2019 Q3 | 2019-35
2019/Q3 | 2019-35
troisième trimestre 2019 | 2019-35
3e trimestre 2019 | 2019-35
3ème trimestre de 2019 | 2019-35
au 3e trimestre de l'année 2019 | 2019-35
au cours du dernier trimestre 2019 | 2019-36
IIIe trimestre 2019 | 2019-35
premier semestre de l'année 2019 | 2019-40
second half of 2019 | 2019-41
2nd half of 2019 | 2019-41
H2 2019 | 2019-41
S1 2019 | 2019-40
1er et 2e semestres 2019 | 2019-01/2019-12
the first six months of 2019 | 2019
les six premiers mois de 2019 | 2019
au second semestre de 2019 | 2019-41
segundo semestre de 2019 | 2019-41
primer trimestre del 2019 | 2019-33
the first third of 2019 | 2019
"""

SLIPS = """
en 2O18 | 2018
in l998 | 1998
en 20l8 | 2018
in 20I8 | 2018
in 2Ol8 | 2018
in 20 19 the fair | 2019
in mai 20 19 | 2019-05
in 20 12-minute films |
20 19 84 |
tél. +212 5 37 20 19 84 |
en 20 10 artistes |
en I998 | 1998
2O15-2O18 | 2015/2018
le 5 mai 2O15 | 2015-05-05
20l5/20l6 | 2015/2016
ref 12.05.14.33 |
see section 3.5.14 |
01.45.68.12.14 |
signed 03.05.14 | 2014-05-03
in 20 19 | 2019
"""

CALENDARS = """
in 2018 (1439 AH) | 2018
1439 H / 2018 | 2018
1439-1440 H (2018-2019) | 2018/2019
in 1439 AH |
2011 E.C. |
en 2011 (calendrier éthiopien) |
2010 E.C. (2017/18) | 2017/2018
2010 EFY |
2555 BE (2012) | 2012
B.E. 2562 |
2562 (2019) | 2019
in 2012 CE | 2012
"""


@pytest.mark.parametrize(("text", "expected"), rows(DAYS) + rows(MONTHS) + rows(SEASONS) + rows(QUARTERS) + rows(SLIPS) + rows(CALENDARS))
def test_notation_of_a_part_of_a_year(text: str, expected: list[str]) -> None:
    assert values(text) == expected
