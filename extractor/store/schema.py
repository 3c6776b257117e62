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
    "KEY_LENGTH", "VERSION", "articles", "awards", "breakdowns", "decisions", "evidence", "metadata", "recipients",
    "records", "reviews", "runs", "stamp", "units",
]  # fmt: skip

VERSION = 1
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


def _table(name: str, comment: str, *parts: Any) -> Table:
    table: Table = Table(name, metadata, *parts, comment=comment, **MYSQL)
    return table


def _column(name: str, kind: Any, comment: str, *parts: Any, null: bool = True) -> Column[Any]:
    return Column(name, kind, *parts, comment=comment, nullable=null)


def _choice(table: str, column: str, values: Any) -> CheckConstraint:
    words = ", ".join(f"'{value}'" for value in one_of(values))
    return CheckConstraint(f"{column} IN ({words})", name=f"ck_{table}_{column}")


stamp = _table(
    "extractor_schema",
    "One row: the version of these tables and what wrote the catalogue of awards",
    Column(
        "version",
        Integer,
        primary_key=True,
        autoincrement=False,
        comment="version of the tables; 0 while they are being made",
    ),
    _column("program", String(32), "version of the program that made or upgraded them", null=False),
    _column("models_digest", String(64), "digest of the models that the table awards was filled from"),
)

runs = _table(
    "runs",
    "One row for each load that wrote something",
    Column("run_id", Id, primary_key=True, comment="random"),
    _column("started", String(32), "when it began, ISO 8601, UTC", null=False),
    _column("finished", String(32), "when it ended; null where it was stopped"),
    _column("program", String(32), "version of the program", null=False),
    _column("models_digest", String(64), "digest of the models it ran with", null=False),
    _column("added", Integer, "records added", null=False),
    _column("changed", Integer, "records changed", null=False),
    _column("unchanged", Integer, "records found as they were", null=False),
    _column("removed", Integer, "records that a changed article has no longer", null=False),
)

articles = _table(
    "articles",
    "Articles, also those without any record",
    Column("article_id", Id, primary_key=True, comment="hash of the address, else of the text"),
    _column("url", Text, "address, where there is one"),
    _column("source", Text, "file it was read from"),
    _column("title", Long, "headline"),
    _column("published", String(32), "when it was published, ISO 8601 with +07:00, as precise as known"),
    _column("published_on", Date, "the day, where it is known"),
    _column("published_year", SmallInteger, "the year, where it is known"),
    _column("published_precision", String(8), "year, month, day, minute or second"),
    _column("author", Text, "author as written"),
    _column("lead_text", Long, "lead paragraph"),
    _column("publisher", Text, "who published it"),
    _column("language", String(16), "language code", null=False),
    _column("text", Long, "the whole text, where it was loaded with it"),
    _column("warnings", Long, "what a reader should know of the reading; a JSON list"),
    _column("schema_version", String(16), "version of the document's form", null=False),
    _column(
        "digest", String(64), "of all that was loaded but the text; an equal one means nothing has changed", null=False
    ),
    _column("text_digest", String(64), "of the text"),
    _column("run_id", Id, "the load that wrote it", ForeignKey("runs.run_id"), null=False),
    Index("ix_articles_published_on", "published_on"),
    Index("ix_articles_run_id", "run_id"),
)

awards = _table(
    "awards",
    "The catalogue of awards",
    Column("award_id", Id, primary_key=True, comment="id in the catalogue"),
    _column("name", Text, "full name", null=False),
    _column("name_key", String(KEY_LENGTH), "folded name", null=False),
    _column("kind", String(64), "kind: danh_hieu_thi_dua, hinh_thuc_khen_thuong, …", null=False),
    _column("level", String(64), "level: nha_nuoc, bo_nganh_tw, tinh, co_so, …"),
    _column("parent_id", Id, "the more general award"),
    _column("conferred_by", Text, "who confers it"),
    _column("law", Text, "where it is laid down"),
    _column("valid_from", String(10), "first day, month or year that it was in force"),
    _column("valid_to", String(10), "last day, month or year"),
    Index("ix_awards_name_key", "name_key"),
)

units = _table(
    "units",
    "Units as articles write them, each under the one it belongs to; link/ tells which are the same",
    Column("unit_id", Id, primary_key=True, comment="hash of the names from the top down"),
    _column("name", Text, "name as written", null=False),
    _column("name_key", String(KEY_LENGTH), "folded name", null=False),
    _column("parent_id", Id, "the unit above it, as the article has it", ForeignKey("units.unit_id")),
    Index("ix_units_name_key", "name_key"),
    Index("ix_units_parent_id", "parent_id"),
)

recipients = _table(
    "recipients",
    "Who received something, in one article: a person, a unit, a household, or an unnamed group",
    _column("article_id", Id, "the article", ForeignKey("articles.article_id", ondelete="CASCADE"), null=False),
    _column("recipient_no", Integer, "number in the article, from 1", null=False),
    _column("kind", String(16), "individual, collective, household or mixed", null=False),
    _column("name", Text, "proper name; null for a group"),
    _column("name_key", String(KEY_LENGTH), "folded name"),
    _column("group_noun", Text, "noun of an unnamed group; null where there is a name"),
    _column("post", Text, "post as written"),
    _column("unit", Text, "unit they belong to, as written"),
    _column("organisation", Text, "organisation above the unit, as written"),
    _column(
        "unit_id",
        Id,
        "the unit: itself for a collective with a name, else the one they belong to",
        ForeignKey("units.unit_id"),
    ),
    PrimaryKeyConstraint("article_id", "recipient_no"),
    _choice("recipients", "kind", RecipientKind),
    CheckConstraint("(name IS NULL) <> (group_noun IS NULL)", name="ck_recipients_name"),
    Index("ix_recipients_name_key", "name_key"),
    Index("ix_recipients_unit_id", "unit_id"),
)

decisions = _table(
    "decisions",
    "Decisions that articles name",
    Column("decision_id", Id, primary_key=True, comment="hash of number and date"),
    _column("number", Text, "number as written"),
    _column("number_key", String(KEY_LENGTH), "folded number"),
    _column("decided_on", Date, "day of the decision, where it is known in full"),
    _column("date_text", String(32), "date as read, ISO 8601"),
    Index("ix_decisions_number_key", "number_key"),
)

records = _table(
    "records",
    "One row for each record: an award, a recipient, a status",
    _column("article_id", Id, "the article", null=False),
    _column("record_id", Id, "id of the record", null=False),
    _column("position", Integer, "place among the article's records, from 1", null=False),
    _column("award_id", Id, "the award", ForeignKey("awards.award_id"), null=False),
    _column("award_level", String(64), "level in this record"),
    _column("award_class", SmallInteger, "1, 2, 3 for hạng Nhất, Nhì, Ba; years of a Huy hiệu Đảng"),
    _column("award_text", Text, "the award's words in the article", null=False),
    _column("status", String(16), "conferred, planned, proposed, negated or revoked", null=False),
    _column("recipient_no", Integer, "the recipient", null=False),
    _column("awarded", Integer, "how many received it"),
    _column("out_of", Integer, "of how many"),
    _column("counted", String(16), "what is counted: recipients or awards", null=False),
    _column("quantifier", String(16), "all, most, many, some, each, at_least, approx"),
    _column("times", Integer, "times for each recipient"),
    _column("authority_id", Id, "who confers it, where it is a known body"),
    _column("authority", Text, "who confers it, as written"),
    _column("presenter", Text, "who only handed it over"),
    _column("year_from", SmallInteger, "first year of the period"),
    _column("year_to", SmallInteger, "last year of the period"),
    _column("period_text", Text, "words of the period"),
    _column(
        "period_inherited",
        Boolean(create_constraint=False),
        "whether the period stands in an earlier sentence",
        null=False,
    ),
    _column("decision_id", Id, "the decision", ForeignKey("decisions.decision_id")),
    _column("occasion", Text, "on what occasion"),
    _column("posthumous", Boolean(create_constraint=False), "awarded after death", null=False),
    _column("rule", String(128), "the frame that found it", null=False),
    _column("confidence", Double, "how likely it is right, 0 to 1", null=False),
    _column("warnings", Long, "what a careful reader would question; a JSON list"),
    _column("digest", String(64), "of the record as it was loaded", null=False),
    PrimaryKeyConstraint("article_id", "record_id"),
    ForeignKeyConstraint(
        ["article_id", "recipient_no"], ["recipients.article_id", "recipients.recipient_no"], ondelete="CASCADE"
    ),
    _choice("records", "status", Status),
    _choice("records", "quantifier", Quantifier),
    CheckConstraint("confidence >= 0 AND confidence <= 1", name="ck_records_confidence"),
    Index("ix_records_award_id", "award_id", "year_to"),
    Index("ix_records_year_to", "year_to"),
    Index("ix_records_recipient_no", "article_id", "recipient_no"),
    Index("ix_records_decision_id", "decision_id"),
)

evidence = _table(
    "evidence",
    "Where in the article each field was read; the field `sentence` is the whole sentence",
    _column("article_id", Id, "the article", null=False),
    _column("record_id", Id, "the record", null=False),
    _column("field", String(32), "award, recipient, count, period, …, sentence", null=False),
    _column("start_at", Integer, "first character", null=False),
    _column("end_at", Integer, "character behind the last one", null=False),
    _column("words", Long, "the words there"),
    PrimaryKeyConstraint("article_id", "record_id", "field"),
    ForeignKeyConstraint(["article_id", "record_id"], ["records.article_id", "records.record_id"], ondelete="CASCADE"),
    CheckConstraint("start_at >= 0 AND end_at >= start_at", name="ck_evidence_span"),
)

breakdowns = _table(
    "breakdowns",
    "The parts of a total: Phòng 12, Ban 3",
    _column("article_id", Id, "the article", null=False),
    _column("record_id", Id, "the record", null=False),
    _column("position", Integer, "place among the parts, from 1", null=False),
    _column("recipient", Text, "who this part is", null=False),
    _column("awarded", Integer, "how many of them", null=False),
    PrimaryKeyConstraint("article_id", "record_id", "position"),
    ForeignKeyConstraint(["article_id", "record_id"], ["records.article_id", "records.record_id"], ondelete="CASCADE"),
)

reviews = _table(
    "reviews",
    "What a person has checked or corrected; never written by a load. A null leaves the record's own value",
    _column("article_id", Id, "the article", null=False),
    _column("record_id", Id, "the record", null=False),
    _column("verdict", String(16), "right, wrong (the views leave it out) or corrected", null=False),
    _column("award_id", Id, "the award that it should be"),
    _column("award_class", SmallInteger, "the class that it should be"),
    _column("status", String(16), "the status that it should be"),
    _column("recipient", Text, "the name that it should be"),
    _column("unit", Text, "the unit that it should be"),
    _column("awarded", Integer, "the count that it should be"),
    _column("year_from", SmallInteger, "the first year that it should be"),
    _column("year_to", SmallInteger, "the last year that it should be"),
    _column("note", Text, "why"),
    _column("reviewer", Text, "who says so"),
    _column("reviewed_on", Date, "when"),
    PrimaryKeyConstraint("article_id", "record_id"),
    CheckConstraint("verdict IN ('right', 'wrong', 'corrected')", name="ck_reviews_verdict"),
)
