"""Numbers that look like a year and are none; every sentence is ours."""

from __future__ import annotations

import pytest

from tests.test_years import labelled, rows

NO_YEARS = """
The fund paid 2,015 USD.
US$ 2019 was paid.
a grant of € 2018
2018 euros par personne
1 950 FCFA et 2 000 000 FCFA
EUR 2 016
for USD 2020 only
2,000 participants
The fair drew 2015 visitors.
Quelque 2015 élèves ont suivi
more than 2000 books
plus de 2000 livres
au moins 1950 personnes
près de 2015 jeunes
2012 copies were printed
Un total de 2010 bénéficiaires
Law 1185 of 2008
Law No. 45 on Cinema of 2010
loi n° 2016-925 du 7 juillet 2016
la loi du 5 mars 2007 relative au cinéma
Act of 2003
the 2010 Copyright Act
décret 2014-123
Décret n° 2014-123 du 4 mai 2014
Decree No. 45 of 12 March 2011
Ordinance No. 12 dated 4 June 2012
Article 2005
Resolution 1325 (2000)
Directive 2010/13/EU
Regulation (EU) No 1295/2013
ISO 21127:2014
the 2005 Convention
Convention de 2005
la Convention (2005)
Convention of 2003
the 1970 UNESCO Convention
the 2003 and 2005 Conventions
Convention on the Protection and Promotion of the Diversity of Cultural Expressions (2005)
la Convention de 2005 sur la protection et la promotion
the 2030 Agenda for Sustainable Development
Agenda 2030
Agenda 2063
Horizon 2020
Vision 2030
the 2030 goals
P.O. Box 2019, Lima
BP 2015 Dakar
L-2017 Luxembourg
12 avenue des Arts, 2010 Dakar
2019 Main Street
Tel: +33 1 2015 4578
Fax 2015 1998
tél. 77 2015 33
A/HRC/WG.6/7/SVN/1
A/65/2010/12
U-I-246/02-28
ref. 120193
CL/4381
185 EX/2010
see p. 2012
page 1998
pp. 1998-2003
Table 2015
figure 2016
n° 2017
at 20:18
de 18h à 2000
https://www.example.org/2018/festival
https://example.org/news-2019
contact2018@example.org
report_2018.pdf
annual-report-2018.pdf
ISBN 978-2-2015-1998-3
ISSN 2019-1234
2 000 m2
World War 1914-1918
in the 1930s
In the 21st century
110 years of relations
the 40th anniversary
au XXe siècle
version 2016
2018.5 tonnes
2019%
Il a été 2019 fois cité
"""


@pytest.mark.parametrize(("text", "expected"), rows(NO_YEARS))
def test_no_year_of_an_act(text: str, expected: list[str]) -> None:
    assert labelled(text) == expected
