"""Phrases that point to a period named before; every sentence is ours."""

from __future__ import annotations

import pytest

from tests.test_years import rows, values

RELATIVE = r"""
In 2017, Chile came. The same year, Peru came. | 2017;2017
En 2016, un festival. La même année, une foire. | 2016;2016
En 2016, un atelier a eu lieu. L'année suivante, deux expositions. Deux ans plus tard, un festival. | 2016;2017;2019
In 2018 the fair began. The previous year it had been planned. | 2018;2017
In 2015 the tour began; two years later it ended. | 2015;2017
In June 2015 the tour began; in September of the same year it ended. | 2015-06;2015-09
En 2015 la tournée, en mars de l'année suivante le disque. | 2015;2016-03
The same year, a mayor came to the Sea Festival 2019. 2018 | 2018;2018
A study in 2016.\n\nThat year, a fair was held. | 2016;2016
A study in 2016.\n\nThe fair.\n\nThat year, a film. | 2016;2016
A study in 2016.\n\nOne.\n\nTwo.\n\nThat year, a film. | 2016
The same year, nothing was said. |
From 2015 to 2018. The same year | 2015/2018
Year after year, in 2018 and every year before | 2018
En 2012 el acuerdo; el año siguiente la feria | 2012;2013
In 2014, and three years after, | 2014;2017
In 2014, and three years after the agreement | 2014
In 2015 a school opened; it has, since that year, welcomed dancers | 2015;2015/..
En avril 2013 à Prague et à l'automne suivant à Osaka | 2013-04;2013-23
in the spring of 2013, and that same autumn | 2013-21;2013-23
En octobre 2014, et au mois d'août de l'année d'après | 2014-10;2015-08
in November of that year 2016 | 2016
In force since April 2018; the other began four months earlier | 2018-04/..;2017-12
Le 5 mai 2017 la signature ; huit mois plus tard, l'exposition | 2017-05-05;2018-01
In 2017 a fair; three months later another | 2017
In the 1960s films were made. The following year a fair was held; three years later a tour ended. |
Dans les années 1990, un fonds. L'année suivante, un festival. |
In 2013 a course; the following two years, a seminar | 2013;2014/2015
De 2014 à 2016, un cours ; sur la même période, un prix | 2014/2016;2014/2016
En mai 2018, puis en septembre ; le mois suivant, un bal | 2018-05;2018-06
In 2014, and two years later, in 2016, a tour | 2014;2016
Les relations, renouées en mai 2015, ont donné l'année suivante un festival | 2016
Le festival a été la même année 2015 un succès | 2015
"""


@pytest.mark.parametrize(("text", "expected"), rows(RELATIVE))
def test_a_pointer_means_the_year_named_before(text: str, expected: list[str]) -> None:
    assert values(text) == expected
