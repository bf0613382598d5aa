"""How long a thing runs, when it began and ended, and phrases that point back; every sentence is ours."""

from __future__ import annotations

import pytest

from tests.test_years import rows, values

DURATIONS = """
signed in 2018 for five years | 2018/2023
for five years from 2018 | 2018/2023
an agreement for five years from 2018 | 2018/2023
accord quinquennal, signé en 2016 | 2016/2021
a five-year agreement signed in 2016 | 2016/2021
a three-year agreement, signed in 2015 | 2015/2018
a three-year term beginning in 2015 | 2015/2018
a three-year programme starting in 2015 | 2015/2018
accord triennal signé en 2015 | 2015/2018
convention triennale conclue en mai 2015 | 2015-05/2018
signé en 2015 pour une durée de quatre ans | 2015/2019
un accord signé en 2015, d'une durée de quatre ans, | 2015/2019
signé en 2015 et valable quatre ans | 2015/2019
agreement signed in 2015 and valid for four years | 2015/2019
In 2018 an agreement of three years was signed | 2018/2021
Il a été signé en 2018 un accord de trois ans | 2018/2021
acuerdo firmado en 2015 por cinco años | 2015/2020
In October 2016 the mayor paid a visit. It led to a protocol valid for six years. | 2016-10
La ministre est venue en mai 2015. Un accord valable trois ans a suivi. | 2015-05
A treaty was signed in May 2015. It runs for four years. | 2015-05/2019
Un accord a été signé en mai 2015. Il est valable quatre ans. | 2015-05/2019
A two-year residency from March 2015 | 2015-03/2017
une résidence de deux ans, à partir de mars 2015 | 2015-03/2017
a scheme of two years starting in 2015 | 2015/2017
une formation de trois ans commencée en 2015 | 2015/2018
met in March 2011; the town then paid for a course that ran until 2013. | 2011-03;../2013
signed in November 2010; it runs until 2012. | 2010-11/2012;../2012
"""

BEGUN_AND_DONE = """
a workshop started in 2012 and closed in May 2015 | 2012/2015-05
un chantier démarré en 2012 et clôturé en mai 2015 | 2012/2015-05
un chantier demarre en 2012 et cloture en fevrier 2015 | 2012/2015-02
a programme launched in 2015 and completed in 2018 | 2015/2018
The programme began in 2015 and ended in 2018. | 2015/2018
Le programme a commencé en 2015 et s'est achevé en 2018. | 2015/2018
Le programme, lancé en mai 2015, s'est achevé en juin 2018. | 2015-05/2018-06
Work started in May 2015 and finished in June 2016 | 2015-05/2016-06
beginning in 2015 and ending in 2018 | 2015/2018
débutant en 2015 et s'achevant en 2018 | 2015/2018
iniciado en 2015 y concluido en 2018 | 2015/2018
"""

POINTERS = """
In 2015 a fair; the following year a film. | 2015;2016
In 2015 a fair and, the year after, a film. | 2015;2016
In 2015 a fair, a film the year after. | 2015;2016
In 2015 a fair and, in the year after, a film | 2015;2016
En 2015 une foire, l'année d'après un film. | 2015;2016
En 2015 une foire, un film l'année suivante. | 2015;2016
En 2015 une foire, un film l'année précédente. | 2015;2014
In 2015 a fair; two years later a film. | 2015;2017
In 2015 a fair; a year earlier a film. | 2015;2014
In 2015 a fair; one year before a film. | 2015
In 2015 a fair; the year before, a film. | 2015;2014
In May 2015 a fair; in the same month a film. | 2015-05;2015-05
En mai 2015 une foire ; le même mois, un film. | 2015-05;2015-05
In 2015 a fair; since then, a film. | 2015;2015/..
In 2015 a fair; since then six films were made. | 2015;2015/..
En 2015 une foire ; depuis lors, six films. | 2015;2015/..
En 2015 une foire ; depuis, six films ont été faits. | 2015;2015/..
En 2015 une halle s'est ouverte ; un marché de l'art s'y tient depuis lors. | 2015;2015/..
A fair was opened in 2015. It has been held there ever since. | 2015;2015/..
the Institute paid for it until 2014, and two editors have led it since. | ../2014;2014/..
In 2015 a fair; at the same time a film. | 2015
In 2015 a fair; on the same date a film opened. | 2015;2015
Le 5 mai 2015 une foire ; à la même date, un film. | 2015-05-05;2015-05-05
Le 5 mai 2015 une foire ; le même jour, un film. | 2015-05-05;2015-05-05
On 5 May 2015 a fair; on the same day a film. | 2015-05-05;2015-05-05
au printemps 2015 une foire et au printemps suivant un film | 2015-21;2016-21
in spring 2015 a fair; the following spring a film | 2015-21;2016-21
in 2015 a fair; the following summer a film | 2015;2016-22
In 2015 a fair; in the next three years, twelve films | 2015;2016/2018
In 2015 a fair; over the next two years twelve films | 2015;2016/2017
En 2015 une foire ; trois ans après, un film. | 2015;2018
En 2015 une foire ; dix ans plus tard, un film. | 2015;2025
En 2015 une foire ; un an plus tard, un film. | 2015;2016
En 2015 une foire ; l'année même, un film. | 2015;2015
In 2015 a fair; that very year a film. | 2015;2015
In 2015 a fair; later that year a film. | 2015;2015
In 2015 a fair; later the same year a film. | 2015;2015
En 2015 une foire ; à la fin de l'année, un film. | 2015;2015
In 2015 a fair; in December of that year a film. | 2015;2015-12
In 2015 a fair; in December a film. | 2015
In 2015 a fair; two months later a film. | 2015
In 2015 a fair; the year following a film. | 2015;2016
In 2015 a fair; the next a film. | 2015
In 2015 a fair; the next year a film. | 2015;2016
In the 2014-2015 season a fair; the following season a film. | 2014/2015;2015/2016
Pendant l'année scolaire 2014-2015 une foire ; l'année scolaire suivante un film. | 2014/2015;2015/2016
In May 2015 a fair; in the following month a film. | 2015-05;2015-06
In 2015 a fair; every year since, a film. | 2015;2015/..
In 2015 a fair; a film each year since. | 2015;2015/..
In 2015 a fair; a film every year thereafter. | 2015;2015/..
In 2015 a fair, and annually thereafter. | 2015;2015/..
En 2015 une foire, puis chaque année. | 2015
En 2012 una feria; ese mismo año una película | 2012;2012
En 2012 una feria; el año anterior una película | 2012;2011
En 2012 una feria; dos años más tarde una película | 2012;2014
"""


@pytest.mark.parametrize(("text", "expected"), rows(DURATIONS) + rows(BEGUN_AND_DONE) + rows(POINTERS))
def test_phrase_means_years(text: str, expected: list[str]) -> None:
    assert values(text) == expected
