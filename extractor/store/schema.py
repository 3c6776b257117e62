"""The tables, once for all databases: what they hold, their keys, checks, indexes and comments.

    articles 1 ── n recipients 1 ── n records n ── 1 awards (the catalogue)
        │                 │              │  └──── n ── 1 decisions
        n                 n              ├── n evidence
        1                 1              └── n breakdowns
      runs         units (parent_id)   reviews (what a person says of a record)

A record is found again by (article_id, record_id), which is the key in each table that tells more of it, so
`JOIN evidence USING (article_id, record_id)` joins. Names are kept as they were written; `…_key` columns hold them
folded (lower case, one placement of tones, at most 200 characters) for look-ups. `reviews` belongs to people: the
loader never writes it, so nothing that is loaded can overwrite a correction.
"""

from __future__ import annotations

from typing import Any

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
    MetaData,
    PrimaryKeyConstraint,
    SmallInteger,
    String,
    Table,
    Text,
)
from sqlalchemy.dialects import mysql

from extractor.records import Quantifier, RecipientKind, Status
from extractor.store.values import one_of

__all__ = [
    "KEY_LENGTH", "VERSION", "articles", "awards", "breakdowns", "decisions", "evidence", "metadata", "new_choice", "new_column", "new_table",
    "recipients",
    "records", "reviews", "runs", "stamp", "units",
]  # fmt: skip

VERSION = 2
KEY_LENGTH = 200  # of a folded name: an index of PostgreSQL or MySQL takes no longer one

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(column_0_label)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)
# MySQL's TEXT ends at 64 KiB; articles and sentences may be longer.
Long = Text().with_variant(mysql.MEDIUMTEXT(), "mysql", "mariadb")
Id = String(64)
# Letters are told apart as they are written: a and ă are not the same letter.
MYSQL: dict[str, Any] = {"mysql_charset": "utf8mb4", "mysql_collate": "utf8mb4_bin", "mysql_engine": "InnoDB"}


def new_table(name: str, comment: str, *parts: Any) -> Table:
    table: Table = Table(name, metadata, *parts, comment=comment, **MYSQL)
    return table


def new_column(name: str, kind: Any, comment: str, *parts: Any, null: bool = True) -> Column[Any]:
    return Column(name, kind, *parts, comment=comment, nullable=null)


def new_choice(table: str, column: str, values: Any) -> CheckConstraint:
    words = ", ".join(f"'{value}'" for value in one_of(values))
    return CheckConstraint(f"{column} IN ({words})", name=f"ck_{table}_{column}")


stamp = new_table(
    "extractor_schema",
    "One row: the version of these tables and what wrote the catalogue of awards",
    Column(
        "version",
        Integer,
        primary_key=True,
        autoincrement=False,
        comment="version of the tables; 0 while they are being made",
    ),
    new_column("program", String(32), "version of the program that made or upgraded them", null=False),
    new_column("models_digest", String(64), "digest of the models that the table awards was filled from"),
)

runs = new_table(
    "runs",
    "One row for each load that wrote something",
    Column("run_id", Id, primary_key=True, comment="random"),
    new_column("started", String(32), "when it began, ISO 8601, UTC", null=False),
    new_column("finished", String(32), "when it ended; null where it was stopped"),
    new_column("program", String(32), "version of the program", null=False),
    new_column("models_digest", String(64), "digest of the models it ran with", null=False),
    new_column("added", Integer, "records added", null=False),
    new_column("changed", Integer, "records changed", null=False),
    new_column("unchanged", Integer, "records found as they were", null=False),
    new_column("removed", Integer, "records that a changed article has no longer", null=False),
)

articles = new_table(
    "articles",
    "Articles, also those without any record",
    Column("article_id", Id, primary_key=True, comment="hash of the address, else of the text"),
    new_column("url", Text, "address, where there is one"),
    new_column("source", Text, "file it was read from"),
    new_column("title", Long, "headline"),
    new_column("published", String(32), "when it was published, ISO 8601 with +07:00, as precise as known"),
    new_column("published_on", Date, "the day, where it is known"),
    new_column("published_year", SmallInteger, "the year, where it is known"),
    new_column("published_precision", String(8), "year, month, day, minute or second"),
    new_column("author", Text, "author as written"),
    new_column("lead_text", Long, "lead paragraph"),
    new_column("publisher", Text, "who published it"),
    new_column("language", String(16), "language code", null=False),
    new_column("text", Long, "the whole text, where it was loaded with it"),
    new_column("warnings", Long, "what a reader should know of the reading; a JSON list"),
    new_column("schema_version", String(16), "version of the document's form", null=False),
    new_column(
        "digest", String(64), "of all that was loaded but the text; an equal one means nothing has changed", null=False
    ),
    new_column("text_digest", String(64), "of the text"),
    new_column("run_id", Id, "the load that wrote it", ForeignKey("runs.run_id"), null=False),
    Index("ix_articles_published_on", "published_on"),
    Index("ix_articles_run_id", "run_id"),
)

awards = new_table(
    "awards",
    "The catalogue of awards",
    Column("award_id", Id, primary_key=True, comment="id in the catalogue"),
    new_column("name", Text, "full name", null=False),
    new_column("name_key", String(KEY_LENGTH), "folded name", null=False),
    new_column("kind", String(64), "kind: danh_hieu_thi_dua, hinh_thuc_khen_thuong, …", null=False),
    new_column("level", String(64), "level: nha_nuoc, bo_nganh_tw, tinh, co_so, …"),
    new_column("parent_id", Id, "the more general award"),
    new_column("conferred_by", Text, "who confers it"),
    new_column("law", Text, "where it is laid down"),
    new_column("valid_from", String(10), "first day, month or year that it was in force"),
    new_column("valid_to", String(10), "last day, month or year"),
    Index("ix_awards_name_key", "name_key"),
)

units = new_table(
    "units",
    "Units as articles write them, each under the one it belongs to; link/ tells which are the same",
    Column("unit_id", Id, primary_key=True, comment="hash of the names from the top down"),
    new_column("name", Text, "name as written", null=False),
    new_column("name_key", String(KEY_LENGTH), "folded name", null=False),
    new_column("parent_id", Id, "the unit above it, as the article has it", ForeignKey("units.unit_id")),
    Index("ix_units_name_key", "name_key"),
    Index("ix_units_parent_id", "parent_id"),
)

recipients = new_table(
    "recipients",
    "Who received something, in one article: a person, a unit, a household, or an unnamed group",
    new_column("article_id", Id, "the article", ForeignKey("articles.article_id", ondelete="CASCADE"), null=False),
    new_column("recipient_no", Integer, "number in the article, from 1", null=False),
    new_column("kind", String(16), "individual, collective, household or mixed", null=False),
    new_column("name", Text, "proper name; null for a group"),
    new_column("name_key", String(KEY_LENGTH), "folded name"),
    new_column("group_noun", Text, "noun of an unnamed group; null where there is a name"),
    new_column("post", Text, "post as written"),
    new_column("unit", Text, "unit they belong to, as written"),
    new_column("organisation", Text, "organisation above the unit, as written"),
    new_column(
        "unit_id",
        Id,
        "the unit: itself for a collective with a name, else the one they belong to",
        ForeignKey("units.unit_id"),
    ),
    PrimaryKeyConstraint("article_id", "recipient_no"),
    new_choice("recipients", "kind", RecipientKind),
    CheckConstraint("(name IS NULL) <> (group_noun IS NULL)", name="ck_recipients_name"),
    Index("ix_recipients_name_key", "name_key"),
    Index("ix_recipients_unit_id", "unit_id"),
)

decisions = new_table(
    "decisions",
    "Decisions that articles name",
    Column("decision_id", Id, primary_key=True, comment="hash of number and date"),
    new_column("number", Text, "number as written"),
    new_column("number_key", String(KEY_LENGTH), "folded number"),
    new_column("decided_on", Date, "day of the decision, where it is known in full"),
    new_column("date_text", String(32), "date as read, ISO 8601"),
    Index("ix_decisions_number_key", "number_key"),
)

records = new_table(
    "records",
    "One row for each record: an award, a recipient, a status",
    new_column("article_id", Id, "the article", null=False),
    new_column("record_id", Id, "id of the record", null=False),
    new_column("position", Integer, "place among the article's records, from 1", null=False),
    new_column("award_id", Id, "the award", ForeignKey("awards.award_id"), null=False),
    new_column("award_level", String(64), "level in this record"),
    new_column("award_class", SmallInteger, "1, 2, 3 for hạng Nhất, Nhì, Ba; years of a Huy hiệu Đảng"),
    new_column("award_text", Text, "the award's words in the article", null=False),
    new_column("status", String(16), "conferred, planned, proposed, negated or revoked", null=False),
    new_column("recipient_no", Integer, "the recipient", null=False),
    new_column("awarded", Integer, "how many received it"),
    new_column("out_of", Integer, "of how many"),
    new_column("counted", String(16), "what is counted: recipients or awards", null=False),
    new_column("quantifier", String(16), "all, most, many, some, each, at_least, approx"),
    new_column("times", Integer, "times for each recipient"),
    new_column("authority_id", Id, "who confers it, where it is a known body"),
    new_column("authority", Text, "who confers it, as written"),
    new_column("presenter", Text, "who only handed it over"),
    new_column("year_from", SmallInteger, "first year of the period"),
    new_column("year_to", SmallInteger, "last year of the period"),
    new_column("period_text", Text, "words of the period"),
    new_column(
        "period_inherited",
        Boolean(create_constraint=False),
        "whether the period stands in an earlier sentence",
        null=False,
    ),
    new_column("decision_id", Id, "the decision", ForeignKey("decisions.decision_id")),
    new_column("occasion", Text, "on what occasion"),
    new_column("posthumous", Boolean(create_constraint=False), "awarded after death", null=False),
    new_column("rule", String(128), "the frame that found it", null=False),
    new_column("confidence", Double, "how likely it is right, 0 to 1", null=False),
    new_column("warnings", Long, "what a careful reader would question; a JSON list"),
    new_column("digest", String(64), "of the record as it was loaded", null=False),
    PrimaryKeyConstraint("article_id", "record_id"),
    ForeignKeyConstraint(
        ["article_id", "recipient_no"], ["recipients.article_id", "recipients.recipient_no"], ondelete="CASCADE"
    ),
    new_choice("records", "status", Status),
    new_choice("records", "quantifier", Quantifier),
    CheckConstraint("confidence >= 0 AND confidence <= 1", name="ck_records_confidence"),
    Index("ix_records_award_id", "award_id", "year_to"),
    Index("ix_records_year_to", "year_to"),
    Index("ix_records_recipient_no", "article_id", "recipient_no"),
    Index("ix_records_decision_id", "decision_id"),
)

evidence = new_table(
    "evidence",
    "Where in the article each field was read; the field `sentence` is the whole sentence",
    new_column("article_id", Id, "the article", null=False),
    new_column("record_id", Id, "the record", null=False),
    new_column("field", String(32), "award, recipient, count, period, …, sentence", null=False),
    new_column("start_at", Integer, "first character", null=False),
    new_column("end_at", Integer, "character behind the last one", null=False),
    new_column("words", Long, "the words there"),
    PrimaryKeyConstraint("article_id", "record_id", "field"),
    ForeignKeyConstraint(["article_id", "record_id"], ["records.article_id", "records.record_id"], ondelete="CASCADE"),
    CheckConstraint("start_at >= 0 AND end_at >= start_at", name="ck_evidence_span"),
)

breakdowns = new_table(
    "breakdowns",
    "The parts of a total: Phòng 12, Ban 3",
    new_column("article_id", Id, "the article", null=False),
    new_column("record_id", Id, "the record", null=False),
    new_column("position", Integer, "place among the parts, from 1", null=False),
    new_column("recipient", Text, "who this part is", null=False),
    new_column("awarded", Integer, "how many of them", null=False),
    PrimaryKeyConstraint("article_id", "record_id", "position"),
    ForeignKeyConstraint(["article_id", "record_id"], ["records.article_id", "records.record_id"], ondelete="CASCADE"),
)

reviews = new_table(
    "reviews",
    "What a person has checked or corrected; never written by a load. A null leaves the record's own value",
    new_column("article_id", Id, "the article", null=False),
    new_column("record_id", Id, "the record", null=False),
    new_column("verdict", String(16), "right, wrong (the views leave it out) or corrected", null=False),
    new_column("award_id", Id, "the award that it should be"),
    new_column("award_class", SmallInteger, "the class that it should be"),
    new_column("status", String(16), "the status that it should be"),
    new_column("recipient", Text, "the name that it should be"),
    new_column("unit", Text, "the unit that it should be"),
    new_column("awarded", Integer, "the count that it should be"),
    new_column("year_from", SmallInteger, "the first year that it should be"),
    new_column("year_to", SmallInteger, "the last year that it should be"),
    new_column("note", Text, "why"),
    new_column("reviewer", Text, "who says so"),
    new_column("reviewed_on", Date, "when"),
    PrimaryKeyConstraint("article_id", "record_id"),
    CheckConstraint("verdict IN ('right', 'wrong', 'corrected')", name="ck_reviews_verdict"),
)
