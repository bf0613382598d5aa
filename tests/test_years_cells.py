"""Dates as tables, brackets and labels print them; every line is ours."""

from __future__ import annotations

import pytest

from tests.test_years import rows, values

CELLS = r"""
COTE D'IVOIRE : ATELIER DE DANSE, ABIDJAN, JANVIER 2014 | 2014-01
ATELIER DE DANSE 2014 | 2014
Residency programme\tPeru\t2016 – 2018 | 2016/2018
Peru\tWorkshop\tannual since 2015 | 2015/..
Peru\tWorkshop\t2015 onward | 2015/..
Pérou\tAtelier\tdepuis 2015 (annuel) | 2015/..
Pérou\tAtelier\t2015, 2017, 2019 | {2015,2017,2019}
Pérou\tAtelier\t2015 ; 2017 ; 2019 | {2015,2017,2019}
Pérou\tAtelier\t2015 / 2017 | 2015/2017
Pérou\tAtelier\t12/2015 - 03/2016 | 2015-12/2016-03
Pérou\tAtelier\t12.2015–03.2016 | 2015-12/2016-03
Pérou\tAtelier\t12/05/15 | 2015-05-12
Pérou\tAtelier\tDéc 15 |
Pérou\tAtelier\tmai-juin 2015 | 2015-05/2015-06
Pérou\tAtelier\t1er trim. 2015 | 2015-33
Pérou\tAtelier\tT1 2015 | 2015-33
Pérou\tAtelier\t2e sem. 2015 | 2015-41
Pérou\tAtelier\tété 2015 | 2015-22
Pérou\tAtelier\tEn cours (2015-) | 2015/..
Pérou\tAtelier\t2015 (reporté à 2016) | 2015;2016
Peru\tWorkshop\t2015 (postponed to 2016) | 2015;2016
Peru\tWorkshop\tca 2015 | 2015~
Peru\tWorkshop\tYear 2015 | 2015
Peru\tWorkshop\tin 2015-2016 school year | 2015/2016
Peru\tWorkshop\tFrom: 01/02/2015 To: 03/04/2016 | 2015-02-01/2016-04-03
Pérou\tAtelier\tDu 01/02/2015 au 03/04/2016 | 2015-02-01/2016-04-03
Start: 2015; end: 2018 | 2015/2018
Start date: May 2015 – End date: June 2018 | 2015-05/2018-06
Début : 2015 – Fin : 2018 | 2015/2018
Date de début : 2015, date de fin : 2018 | 2015/2018
Date of signature: 12 May 2015 | 2015-05-12
Signed: 12 May 2015 | 2015-05-12
Signé le : 12/05/2015 | 2015-05-12
Duration: 2015-2018 | 2015/2018
Durée : 2015-2018 | 2015/2018
Durée : 3 ans (2015-2018) | 2015/2018
Duration: 3 years from 2015 | 2015/2018
Période : 2015-2018 | 2015/2018
Peru (Lima, 2-5.05.2015) | 2015-05-02/2015-05-05
Peru (Lima, May 2-5, 2015) | 2015-05-02/2015-05-05
Peru (Lima, 2nd-5th May 2015) | 2015-05-02/2015-05-05
Peru (Lima, 30.4.–3.5.2015) | 2015-04-30/2015-05-03
Peru (Lima, 30 April/3 May 2015) | 2015-04-30/2015-05-03
Peru (2015 et depuis 2018) | 2015;2018/..
Pérou (de 2015 à ce jour) | 2015/..
Peru (2015, and every year since) | 2015/..
Pérou (2015, puis chaque année) | 2015
Peru (2015–today) | 2015/..
Peru (2015 – 2018, renewed) | 2015/2018
Peru (2015, renewed 2018) | 2015;2018
Peru (signed 2015; in force 2016) | 2015;2016
last updated 2015 | 2015
as at 31 December 2015 | 2015-12-31
as of 31 December 2015 | 2015-12-31/..
au 31 décembre 2015 | 2015-12-31
at the end of December 2015 | 2015-12
up to December 2015 | ../2015-12
no later than 2018 | 2018
au plus tard en 2018 | 2018
expected for 2018 | 2018
prévu pour 2018 | 2018
prévue courant 2018 | 2018
scheduled for the second half of 2018 | 2018-41
dans les années 2010 | 201X
in the mid-2010s | 201X
au milieu des années 2010 | 201X
the years 2015 through 2017 | 2015/2017
entre 2015-2017 | 2015/2017
between 2015-2017 | 2015/2017
between the years 2015 and 2017 | 2015/2017
entre les années 2015 et 2017 | 2015/2017
entre mai 2015 et juin 2017 | 2015-05/2017-06
from the beginning of 2015 till the end of 2017 | 2015/2017
du début 2015 à fin 2017 | 2015/2017
de la rentrée 2015 à l'été 2017 | 2015/2017-22
"""


@pytest.mark.parametrize(("text", "expected"), rows(CELLS))
def test_cell_or_bracket_gives_its_period(text: str, expected: list[str]) -> None:
    assert values(text) == expected
