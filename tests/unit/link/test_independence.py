"""How many origins stand behind a value: never pages, never unknown ones."""

from factories import allegation, attribution, claim, document, on, place
from onrecord.link.incidents import link
from onrecord.link.independence import copies
from onrecord.model.groups import Origins
from onrecord.model.incident import Independence
from onrecord.model.vocab import Form, Relation
from onrecord.resolve.parties import parties

SENTENCE = "On 4 May they shelled Orm for an hour, and the mill by the river burned down."
LONG = (
    SENTENCE + " People from the lower streets carried water until the evening, a teacher said, "
    "and the bridge stayed closed because nobody knew whether more shells would come in the night."
)
DAY = ("4 May", on("2031-05-04"))


def linked(*reports):
    """`reports`: document and who speaks in it (words, or an attribution)."""
    docs, claims, told = [], [], []
    for doc, by in reports:
        said = claim(doc, "shelled Orm", by=by or attribution(doc))
        docs.append(doc)
        claims.append(said)
        told.append(allegation(doc, said, where="Orm", when=DAY))
    named = parties(tuple(docs), tuple(claims), tuple(told))
    return link(tuple(docs), tuple(claims), tuple(told), named, (place("Orm", *docs),))[:2]


def relation(*reports):
    incidents, relations = linked(*reports)
    assert len(incidents) == 1
    (record,) = relations
    assert record.left < record.right
    texts = {doc.id: doc.text for doc, _ in reports}
    for span in record.evidence:
        assert texts[span.document][span.start : span.end] == span.quote
    return record.relation, incidents[0].independent_groups


def by(doc, speaker, **more):
    return doc, attribution(doc, speaker, **more)


def test_copies_count_once_though_headline_and_opening_differ():
    one = document(LONG, publisher="Orm Gazette", title="Shells on Orm")
    two = document("From our desk.\n" + LONG, publisher="Varn Herald", title="Mill burns")
    assert relation((one, None), (two, None)) == (Relation.SAME_TEXT, 1)


def test_a_release_quoted_whole_in_a_longer_article_is_the_same_text():
    more = " ".join(f"Sentence {n} tells of other things in another town." for n in range(60))
    one, two = document(LONG), document(f"{more}\n{LONG}")
    (record,) = copies((one, two))
    assert record.relation is Relation.SAME_TEXT
    assert record.score == 1.0
    assert {span.document for span in record.evidence} == {one.id, two.id}


def test_page_furniture_shared_by_all_pages_makes_no_copy():
    menu = " ".join(f"menu{n}" for n in range(60))
    body = "word{n} alpha{n} beta{n} gamma{n} delta{n} epsilon{n} zeta{n} eta{n} theta{n} iota{n}"
    docs = [document(f"{menu}\n{body.format(n=n)}") for n in range(60)]
    assert copies(docs) == ()


def test_two_pages_with_the_same_speaker_are_one_origin():
    one = document("Ada Larsen said they shelled Orm on 4 May.", publisher="Orm Gazette")
    two = document("On 4 May they shelled Orm, Ada Larsen told us.", publisher="Varn Herald")
    found = relation(by(one, "Ada Larsen"), by(two, "Ada Larsen"))
    assert found == (Relation.SAME_SPEAKER, 1)


def test_a_party_that_publishes_and_is_quoted_elsewhere_is_one_origin():
    own = document("On 4 May they shelled Orm.", publisher="The Orm Council")
    quoting = document("The Orm Council said they shelled Orm on 4 May.", publisher="Varn Herald")
    kind, groups = relation((own, None), by(quoting, "The Orm Council"))
    assert kind in {Relation.CITES, Relation.SAME_SPEAKER}
    assert groups == 1


def test_a_credit_or_a_chain_that_names_the_other_publisher_cites_it():
    first = document("On 4 May they shelled Orm.", publisher="Orm Gazette")
    crediting = document("They shelled Orm on 4 May, early.", publisher="Varn Herald",
                       credit="Orm Gazette")  # fmt: skip
    assert relation((first, None), (crediting, None)) == (Relation.CITES, 1)
    chained = document("Olaf Berg told Orm Gazette that they shelled Orm on 4 May.")
    chain = attribution(chained, "Olaf Berg", through=attribution(chained, "Orm Gazette"))
    assert relation((first, None), (chained, chain)) == (Relation.CITES, 1)


def test_two_pages_of_one_publisher_are_one_origin():
    one = document("On 4 May they shelled Orm.", publisher="Orm Gazette")
    two = document("Shells: they shelled Orm, it was 4 May.", publisher="Orm Gazette")
    assert relation((one, None), (two, None)) == (Relation.SAME_OWNER, 1)


def test_two_named_publishers_with_their_own_words_are_independent():
    one = document("On 4 May they shelled Orm.", publisher="Orm Gazette")
    two = document("Shells: they shelled Orm, it was 4 May.", publisher="Varn Herald")
    assert relation((one, None), (two, None)) == (Relation.INDEPENDENT, 2)


def test_unknown_origins_are_not_shown_independent():
    one = document("On 4 May they shelled Orm.")
    two = document("Shells: they shelled Orm, it was 4 May.", publisher="Varn Herald")
    assert relation((one, None), (two, None)) == (Relation.UNKNOWN, 1)
    residents = document("Residents said they shelled Orm on 4 May.")
    assert relation(by(residents, "Residents"), (two, None)) == (Relation.UNKNOWN, 1)
    hearsay = document("It was reported that they shelled Orm on 4 May.")
    nobody = attribution(hearsay, form=Form.UNATTRIBUTED)
    assert relation((hearsay, nobody), (two, None)) == (Relation.UNKNOWN, 1)


def test_groups_are_counted_by_origin():
    def pair(left, right, kind):
        return Independence(left, right, kind, (), 1.0)

    origins = Origins(
        [
            pair("a", "b", Relation.SAME_TEXT),
            pair("b", "c", Relation.CITES),
            pair("a", "d", Relation.INDEPENDENT),
            pair("a", "e", Relation.UNKNOWN),
            pair("d", "e", Relation.UNKNOWN),
        ]
    )
    assert origins.count([]) == 0
    assert origins.count("abc") == 1
    assert origins.count("cd") == 2
    assert origins.count("acde") == 2
    assert origins.count("e") == 1
    assert origins.count("ez") == 1
