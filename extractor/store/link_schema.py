"""The tables of `extract link`: who is who across articles, why, and what people have ruled.

A run of `extract link` writes all of them anew but `rulings`, which belongs to people: a row there says that two
mentions are the same, or are not, and the next run obeys.
"""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Date,
    Double,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    PrimaryKeyConstraint,
    SmallInteger,
    String,
    Text,
)

from extractor.store.schema import KEY_LENGTH, Id, new_column, new_table

__all__ = [
    "LINK_TABLES", "event_conflicts", "event_links", "events", "person_links", "persons", "rulings", "unit_entities",
    "unit_links", "unit_successions",
]  # fmt: skip

unit_entities = new_table(
    "unit_entities",
    "Units, each once, whatever the articles call it",
    Column("entity_id", Id, primary_key=True, comment="id of the unit; the smallest unit_id of its spellings"),
    new_column("name", Text, "its fullest name", null=False),
    new_column("name_key", String(KEY_LENGTH), "folded name", null=False),
    new_column("parent_id", Id, "the unit above it", ForeignKey("unit_entities.entity_id")),
    new_column("body_id", Id, "id of the body in the catalogue of organisations, where it is one"),
    new_column("spellings", Integer, "how many ways it is written", null=False),
    Index("ix_unit_entities_name_key", "name_key"),
)

unit_links = new_table(
    "unit_links",
    "Which unit each written name means",
    Column("unit_id", Id, ForeignKey("units.unit_id"), primary_key=True, comment="the name as written"),
    new_column("entity_id", Id, "the unit", ForeignKey("unit_entities.entity_id"), null=False),
    new_column("why", Text, "why it is this one", null=False),
    new_column("score", Double, "how alike the names are, 0 to 1", null=False),
    Index("ix_unit_links_entity_id", "entity_id"),
)

unit_successions = new_table(
    "unit_successions",
    "Which unit became part of which, and when: mergers of ministries, the provinces of July 2025",
    new_column("entity_id", Id, "the former unit", ForeignKey("unit_entities.entity_id"), null=False),
    new_column("successor_id", Id, "what it became part of", ForeignKey("unit_entities.entity_id"), null=False),
    new_column("since", String(10), "from when"),
    new_column("why", Text, "by which resolution or rule", null=False),
    PrimaryKeyConstraint("entity_id", "successor_id"),
)

persons = new_table(
    "persons",
    "Persons, each once where there was support for it; never joined by the name alone",
    Column("person_id", Id, primary_key=True, comment="id of the person; the smallest of its mentions"),
    new_column("name", Text, "name as it is written most", null=False),
    new_column("name_key", String(KEY_LENGTH), "folded name", null=False),
    new_column("entity_id", Id, "a unit they belong to", ForeignKey("unit_entities.entity_id")),
    new_column("mentions", Integer, "in how many articles", null=False),
    Index("ix_persons_name_key", "name_key"),
)

person_links = new_table(
    "person_links",
    "Which person each named recipient is",
    new_column("article_id", Id, "the article", null=False),
    new_column("recipient_no", Integer, "the recipient", null=False),
    new_column("person_id", Id, "the person", ForeignKey("persons.person_id"), null=False),
    new_column("why", Text, "why it is this one", null=False),
    new_column("score", Double, "how strong the support is, 0 to 1", null=False),
    PrimaryKeyConstraint("article_id", "recipient_no"),
    ForeignKeyConstraint(
        ["article_id", "recipient_no"], ["recipients.article_id", "recipients.recipient_no"], ondelete="CASCADE"
    ),
    Index("ix_person_links_person_id", "person_id"),
)

events = new_table(
    "events",
    "Conferrals, each once, however many articles tell of it",
    Column("event_id", Id, primary_key=True, comment="id of the conferral"),
    new_column("award_id", Id, "the award", ForeignKey("awards.award_id"), null=False),
    new_column("award_class", SmallInteger, "the class, where all that give one give this"),
    new_column("person_id", Id, "the person", ForeignKey("persons.person_id")),
    new_column("entity_id", Id, "the unit", ForeignKey("unit_entities.entity_id")),
    new_column("year", SmallInteger, "the year, where all that give one give this"),
    new_column("sources", Integer, "in how many articles it is told", null=False),
    new_column("conflicts", Integer, "in how many fields the articles contradict each other", null=False),
    Index("ix_events_award_id", "award_id", "year"),
)

event_links = new_table(
    "event_links",
    "Which conferral each record tells of",
    new_column("article_id", Id, "the article", null=False),
    new_column("record_id", Id, "the record", null=False),
    new_column("event_id", Id, "the conferral", ForeignKey("events.event_id"), null=False),
    new_column(
        "is_leading", Boolean(create_constraint=False), "the fullest telling: the views count this one", null=False
    ),
    new_column("why", Text, "why it is this one", null=False),
    PrimaryKeyConstraint("article_id", "record_id"),
    ForeignKeyConstraint(["article_id", "record_id"], ["records.article_id", "records.record_id"], ondelete="CASCADE"),
    Index("ix_event_links_event_id", "event_id"),
)

event_conflicts = new_table(
    "event_conflicts",
    "Where the articles on one conferral contradict each other: a row for each value that is told",
    new_column("event_id", Id, "the conferral", ForeignKey("events.event_id"), null=False),
    new_column("field", String(32), "class, count, year or decision", null=False),
    new_column("value", String(KEY_LENGTH), "what is told", null=False),
    new_column("sources", Integer, "by how many articles", null=False),
    PrimaryKeyConstraint("event_id", "field", "value"),
)

rulings = new_table(
    "rulings",
    "What a person has ruled on who is who; `extract link` obeys and never writes it",
    new_column("kind", String(16), "unit, person or event", null=False),
    new_column(
        "left_id",
        String(130),
        "unit_id; article_id/recipient_no of a person; article_id/record_id of an event",
        null=False,
    ),
    new_column("right_id", String(130), "the other one", null=False),
    new_column("verdict", String(16), "same or different", null=False),
    new_column("note", Text, "why"),
    new_column("reviewer", Text, "who says so"),
    new_column("ruled_on", Date, "when"),
    PrimaryKeyConstraint("kind", "left_id", "right_id"),
    CheckConstraint("kind IN ('unit', 'person', 'event')", name="ck_rulings_kind"),
    CheckConstraint("verdict IN ('same', 'different')", name="ck_rulings_verdict"),
)

# In the order in which they can be filled; emptied in the other one. `rulings` is people's.
LINK_TABLES = (
    unit_entities, unit_links, unit_successions, persons, person_links, events, event_links, event_conflicts,
)  # fmt: skip
