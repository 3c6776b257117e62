"""Who received: the clause's recipients, told apart, paired with their awards, or found in the sentences before."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from extractor.awards.catalogue import catalogue
from extractor.awards.chunks import AwardPhrase, Chunk, Party
from extractor.awards.clauses import AUTHORITIES, implied, names_people
from extractor.awards.context import Context
from extractor.awards.coordination import BARE_NAMES, bracketed, share_unit
from extractor.awards.drafts import Draft
from extractor.awards.lexicon import lexicon
from extractor.awards.lists import outside_brackets
from extractor.awards.relations import relations
from extractor.records import Recipient, Span

__all__ = ["Recipients"]

# What stands before a party that an active verb's award can be for: a verb that honours it, or nothing at all.
HONOURS = frozenset(("recognise", "nominate", "give", None))
# What stands between a group and the names of its members.
CONNECTS = frozenset(("be", "include", ":", "("))
TOLD_AMONG = re.compile(r"trong (?:đó|số đó)(?!\w)")
NOBODY = re.compile(r"(?<!\w)(?:nào|ai|không có|chưa có|chẳng)(?!\w)")
HAPPENING = 140  # characters before an award in which the words stand that say it happened
EVERY_YEAR = re.compile(r"(?<!\w)(?:hàng|hằng|mỗi) năm(?!\w)")
GOES_ON = re.compile(r"(?:đồng thời|ngoài ra|bên cạnh đó|cùng với đó|không chỉ vậy|đặc biệt|trước đó|sau đó)(?!\w)")
CEREMONY = 160  # characters before a verb in which the ceremony of a guest stands
GUEST = re.compile(r"(?<!\w)(?:tại|dự|trong|nhân|diễn ra|tới|đến) (?:buổi )?lễ(?!\w)[^,;.:]*$")
HANDED = re.compile(r"(?<!\w)trao(?! tặng)(?!\w)")
PUPILS = frozenset(("em", "học sinh", "sinh viên", "các em", "cháu", "các cháu", "học viên", "em học sinh"))
LIVES = re.compile(r"(?<!\w)(?:trú(?: tại| ở)?|ngụ(?: tại| ở)?|quê(?: ở)?|ở|tại|sinh tại|thường trú|từ)\s*$")
OWN_VERBS = frozenset(("passive", "receive", "attain", "be", "have"))  # behind a party: it is the subject of another clause
FEW = 6  # people who were named together and are counted later
NAMED_ACT = re.compile(r"(?<!\w)(?:việc|lễ)(?!\w)[^,;.:]*$")
HAPPENED = re.compile(
    r"(?<!\w)(?:đã|vừa|từng|ngày|năm \d|sáng|chiều|tối|dịp|lễ|hội nghị|nhiều|vinh dự|cũng)(?!\w)"
)
# Words that call people whom the text has named.
CALLED = frozenset(("ông", "bà", "anh", "chị", "em", "cô", "cụ", "bác", "cháu", "thầy"))
PAIRS = frozenset(("vợ chồng", "anh em", "chị em", "mẹ con", "cha con", "ông bà"))
POINTING = frozenset((("nói", "trên"), ("kể", "trên"), ("nêu", "trên")))
# "…, cha anh Quang": the one named behind is who was honoured.
KIN = re.compile(
    r"\s*[,(–-]\s*(?:là )?(?:cha|bố|mẹ|vợ|chồng|con trai|con gái|anh trai|em trai|chị gái|em gái|thân nhân|đại diện gia đình)(?: ruột| đẻ)?(?: của)? "
)


def members_of(group: Party, parties: list[Party]) -> list[Party]:
    """Those of `parties` that can be members of a group: people of one of people, units of one of units."""
    kinds = {"individual": {"person"}, "collective": {"unit"}}.get(group.recipient, {"person", "unit"})
    if any(party.short or party.kind not in kinds for party in parties[:1]):
        return []
    return list(parties)


class Recipients:
    """Tells the recipients of drafts, and what a record says of each. Offsets are those of the normalised text."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.text = context.text
        self.folded = context.folded

    def of(self, draft: Draft) -> list[Party]:
        """Who received: the clause's recipients, named ones instead of a group that introduces them, topic if none."""
        clause = draft.clause
        if draft.item is not None or draft.elsewhere is not None:
            return clause.recipients
        parties = [self.implied(draft, party) if party.implied else party for party in clause.recipients]
        if clause.frame.id.endswith("-colon") and parties and all(self.is_pronoun(party) for party in parties):
            return []  # a speaker after a colon, not a line of a list
        if clause.frame.id.startswith("receive") and self.is_nominal(draft) and (whose := self.of_ceremony(draft)) is not None:
            if not whose:
                return []
            parties = whose
        elif self.is_owner(draft.award) and (not parties or draft.clause.frame.id.startswith(("receive", "active"))):
            return [draft.award.giver] if draft.award.giver else []
        if (clause.topic or not parties) and self.proposes_itself(draft) and clause.giver is not None:
            parties, clause.giver = [clause.giver], None
        elif (clause.topic or not parties) and (keeper := self.kept_by(draft)) is not None:
            parties = [keeper]
        elif clause.topic or not parties:
            topic = self.topic(draft)
            parties = [topic] if topic is not None else self.uncalled(draft)
        if parties and parties[-1].kind == "group" and not self.one_of_many(draft, parties[-1]):
            named = self.introduced(draft, parties[-1]) or self.pointed(draft, parties[-1])
            if named:
                share_unit(named)
                parties = [*parties[:-1], *named]
        if len(parties) == 1 and self.one_of_many(draft, parties[0]):
            topic = self.topic(draft)
            parties = parties if topic is None else [topic]
        if (group := self.shared_out(draft, parties)) is not None:
            parties = [group]
        parties = [self.relative_of(draft, party) or party for party in parties]
        return self.paired(draft, self.merged(draft, parties))

    def shared_out(self, draft: Draft, parties: list[Party]) -> Party | None:
        """The group whose parts are told with their counts: "9 Bằng khen cho các đơn vị (Trạm A 4, Phòng B 3, Văn phòng 2)"."""
        total = draft.award.quantity
        if total is None or total.value is None or len(parties) < 2 or any(party.kind != "unit" for party in parties):
            return None
        counts = [party.name.of(self.text).rsplit(" ", 1)[-1] for party in parties]
        if not all(map(str.isdecimal, counts)) or sum(map(int, counts)) != total.value:
            return None
        before = [party for chunk in draft.chunks for party in chunk.parties if party.kind == "group" and party.end <= parties[0].start]
        if before:
            draft.award.parts = Span(parties[0].start, parties[-1].name.end)
        return replace(before[-1], quantity=None, quantity_span=None) if before else None

    def pointed(self, draft: Draft, group: Party) -> list[Party]:
        """The people that a counted group points back to: "hai ông", "cả 3 đội viên nói trên", "cả hai vợ chồng"."""
        if group.quantifier == "each" and group.head in CALLED:  # "mỗi ông": whoever was told of together
            return self.context.people.several(draft.line, group.start, 2, group.head)
        number = None if group.quantity is None or group.quantity.of is not None else group.quantity.value
        if number is None or number < 2 or group.unit is not None:
            return []
        after = self.folded[group.name.end : group.name.end + 12].split()
        pair = group.head in PAIRS
        pointing = group.head in CALLED or pair or tuple(after[:2]) in POINTING or after[:1] in (["này"], ["trên"])
        counts = sum(one.quantity is not None for chunk in draft.chunks for one in chunk.parties if one.kind == "group")
        if not pointing and (number > FEW or counts > 1 or group.recipient != "individual" or draft.status != "conferred"):
            return []
        if not pointing:  # "hai nữ nhân viên gác chắn cũng được tặng …": told of together before
            return self.context.people.together(draft.line, number)
        pronoun = group.head if group.head in CALLED else ""
        return self.context.people.several(draft.line, group.start, number, pronoun)

    def implied(self, draft: Draft, party: Party) -> Party:
        """Whom a counted award without a recipient is told of: who is called by a title, or whoever opens the sentence."""
        if names_people(draft.award):
            return implied(draft.award)
        told = [one for chunk in draft.chunks if chunk.end <= draft.award.start for one in chunk.parties if not (one.body or one.place)]
        return told[-1] if told else party

    def uncalled(self, draft: Draft) -> list[Party]:
        """Whoever received counted awards that nobody is told to have received: "đã trao 18 bằng khen"."""
        told = draft.award.quantity
        if told is None or told.kind != "count" or draft.status != "conferred":
            return []
        party = implied(draft.award)
        return [party if names_people(draft.award) else replace(party, recipient="mixed", quantity=None, quantity_span=None)]

    def one_of_many(self, draft: Draft, group: Party) -> bool:
        """ "… là một trong 10 doanh nghiệp được nhận" without a subject of its own: who was told of before."""
        quantity = group.quantity
        if group.kind != "group" or quantity is None or quantity.value != 1 or quantity.of is None:
            return False
        return next((chunk.kind for chunk in draft.chunks if chunk.kind not in {"adverb", "filler", ",", "-"}), "") == "be"

    def relative_of(self, draft: Draft, party: Party) -> Party | None:
        """Whose award a relative takes: "trao cho ông Trai, cha anh Quang"; "cho vợ liệt sĩ Hoàng Văn A" is read there."""
        if party.kind != "person" or party.short:
            return None
        kin = KIN.match(self.folded, party.name.end)
        if kin is None:
            return None
        for chunk in self.context.chunks(draft.line):
            for other in chunk.parties:
                if other.kind == "person" and other is not party and kin.end() >= other.start >= party.name.end:
                    return other
        return None

    def of_ceremony(self, draft: Draft) -> list[Party] | None:
        """Whose ceremony it was that a guest attended: "dự lễ đón nhận Huân chương … của Học viện X"; None for a host's."""
        start = draft.chunks[draft.clause.start].start
        guest = GUEST.search(self.folded, max(0, start - CEREMONY), start)
        if guest is None:
            return None
        giver = draft.award.giver
        if giver is not None and giver.kind == "unit" and not giver.short and not self.is_state(giver):
            return [giver]
        for at in range(draft.clause.award + 1, len(draft.chunks)):
            chunk, before = draft.chunks[at], draft.chunks[at - 1]
            if chunk.kind == "party" and before.kind == "of" and chunk.parties[0].kind == "unit":
                return [chunk.parties[0]]
            if chunk.kind in {",", ";", "award", "passive", "give"}:
                break
        units = [
            party for chunk in draft.chunks if guest.start() < chunk.start < start for party in chunk.parties if party.kind == "unit"
        ]
        home = self.context.homes.home
        return units[-1:] or ([] if home is None else [home])

    def is_state(self, giver: Party) -> bool:
        """Whether a giver is the State, which confers orders."""
        return self.folded[giver.start : giver.end].startswith(("nhà nước", "chủ tịch nước", "đảng", "chính phủ", "thủ tướng"))

    def kept_by(self, draft: Draft) -> Party | None:
        """Whose title it is that a plan speaks of: "giữ vững danh hiệu Tập thể lao động xuất sắc của Trung tâm"."""
        giver = draft.award.giver
        own = giver is not None and giver.kind == "unit" and giver.short and not giver.body and giver.head not in AUTHORITIES
        return giver if own and draft.clause.frame.id.startswith(("attain", "plan")) else None

    def proposes_itself(self, draft: Draft) -> bool:
        """ "Công ty lập hồ sơ đề nghị tặng Huân chương": who asks is who would receive."""
        giver = draft.clause.giver
        return draft.status == "proposed" and giver is not None and giver.kind == "unit" and giver.short and not giver.body

    def is_pronoun(self, party: Party) -> bool:
        return party.short and (party.kind == "person" or party.head == "chúng tôi")

    def split(self, draft: Draft, parties: list[Party]) -> bool:
        """Whether groups of two kinds share no count of awards: "tặng nhiều Bằng khen cho các tập thể và cá nhân" tells of each."""
        return draft.award.quantity is None and len({party.recipient for party in parties}) == len(parties) == 2

    def merged(self, draft: Draft, parties: list[Party]) -> list[Party]:
        """Several uncounted groups of one award are one mixed group: "34 giấy khen dành cho tập thể và cá nhân"."""
        plain = len(parties) > 1 and all(
            party.kind == "group" and not party.quantity and party.quantifier in {None, "plural"} for party in parties
        )
        if self.counts_both(parties) or (plain and not self.split(draft, parties)):
            return [self.as_one(parties)]
        return parties

    def counts_both(self, parties: list[Party]) -> bool:
        """Whether one number counts two groups: "76 tập thể và cá nhân"."""
        if len(parties) != 2:
            return False
        first, second = parties
        if first.kind != "group" or second.kind != "group" or first.quantity is None or first.quantity.of is not None:
            return False
        plain = second.quantity is None and second.quantifier is None
        return plain and first.unit is None and self.folded[first.name.end : second.start].strip() == "và"

    def as_one(self, parties: list[Party]) -> Party:
        """Several groups as one."""
        kinds = {party.recipient for party in parties}
        whole = replace(parties[0], name=Span(parties[0].name.start, parties[-1].name.end), end=parties[-1].end)
        whole.recipient = kinds.pop() if len(kinds) == 1 else "mixed"
        whole.unit = next((party.unit for party in parties if party.unit is not None), None)
        return whole

    def is_owner(self, award: AwardPhrase) -> bool:
        """An order that only the President confers is "của" whoever holds it: "Huân chương Lao động của Công ty X"."""
        entry = catalogue().awards[award.hit.award_id]
        giver = award.giver
        if giver is None or giver.kind != "unit" or giver.body or giver.short:
            return False
        return entry.conferred_by == "Chủ tịch nước" and not self.folded[giver.start : giver.end].startswith(
            ("nhà nước", "chủ tịch", "đảng")
        )

    def paired(self, draft: Draft, parties: list[Party]) -> list[Party]:
        """With "lần lượt" the n-th of n recipients gets the n-th of n awards."""
        awards = draft.chunks[draft.clause.award].awards
        if len(awards) == len(parties) > 1 and any(chunk.kind == "respectively" for chunk in draft.chunks):
            return [parties[awards.index(draft.award)]]
        return parties

    def introduced(self, draft: Draft, group: Party) -> list[Party]:
        """The names that a counted group introduces: "3 nghệ sĩ … là các anh A, B và C", "… cho 2 tập thể: X, Y"."""
        for index, chunk in enumerate(draft.chunks):
            if chunk.kind != "party" or group not in chunk.parties:
                continue
            connected = among = False
            for ahead in range(index + 1, min(index + 9, len(draft.chunks))):
                follower = draft.chunks[ahead]
                connected = connected or follower.kind in CONNECTS
                among = among or self.tells_among(follower)
                if follower.kind == "party" and self.has_own_verb(draft.chunks, ahead):
                    break
                if follower.kind == "party" and connected and (named := members_of(group, follower.parties)):
                    return self.beside(group, named) if among else named
                if follower.kind in {"award", "give", "receive", "attain", "passive", ";", "of", "beside"}:
                    break
        if group.quantity is not None and group.quantity.value is not None and group.quantity.of is None:
            filled = bracketed(draft.chunks, draft.clause.award, group.quantity.value)  # "2 tập thể được tặng Cờ thi đua (A, B)"
            if filled is not None and (named := members_of(group, filled[0])):
                return named
        behind = outside_brackets(draft.chunks[draft.clause.award + 1 :])
        after = [chunk for chunk in behind if chunk.kind not in {",", "adverb", "prename"}]
        if len(after) > 2 and after[0].kind in {"include", "be"} and after[1].kind == ":":
            del after[1]
        for at, chunk in enumerate(after[:-1]):  # "cho các tập thể có nhiều đóng góp …, trong đó có A, B và C"
            if not self.tells_among(chunk) or after[at + 1].kind != "party" or self.has_own_verb(after, at + 1):
                continue
            if named := members_of(group, after[at + 1].parties):
                return self.beside(group, named)
        if len(after) >= 2 and after[0].kind in {"be", "include", ":"} and after[1].kind == "party":
            apart = after[0].kind == "be"  # "có một Anh hùng Lao động là ông A, được phong năm 1985"
            if not self.has_own_verb(behind if apart else after, behind.index(after[1]) if apart else 1):
                return members_of(group, after[1].parties)
        return []

    def tells_among(self, chunk: Chunk) -> bool:
        """Whether what follows is some of what was told: "trong đó có"."""
        return chunk.kind == "include" and TOLD_AMONG.match(self.folded, chunk.start) is not None

    @staticmethod
    def beside(group: Party, named: list[Party]) -> list[Party]:
        """Those named of a group, and the group itself where it counts more."""
        return [group, *named] if group.quantity is not None and (group.quantity.value or 0) > len(named) else named

    @staticmethod
    def has_own_verb(chunks: Sequence[Chunk], at: int) -> bool:
        """Whether the party at `at`, alone or with others, is the subject of a clause of its own."""
        while [chunk.kind for chunk in chunks[at + 1 : at + 3]] == ["and", "party"]:
            at += 2
        return at + 1 < len(chunks) and chunks[at + 1].kind in OWN_VERBS

    def topic(self, draft: Draft) -> Party | None:
        """What the sentence is about, where the clause names nobody; for what somebody got, also the sentence before."""
        frame = draft.clause.frame
        active = frame.recipient == "topic"
        if active and self.is_nominal(draft):
            return None
        for index, chunk in enumerate(draft.chunks):
            behind = draft.chunks[index - 1].kind if index else None
            if chunk.kind != "party" or chunk.end > draft.award.start or not self.may_be_topic(draft, chunk):
                continue
            if not active or (behind in HONOURS and not self.gives(draft, index)):
                return chunk.parties[0]
        if active and (honoured := self.honoured(draft)) is not None:
            return honoured
        if frame.id == "holder.have" and draft.award.quantity is None:
            return None
        if not active:
            subject = self.subject_before(draft)
            if subject is not None:
                return subject
            if self.opens_sentence(draft) and self.context.people.main is not None:
                return self.context.people.main
        elif draft.clause.giver is None and draft.status != "proposed":
            return None
        home, giver = self.context.homes.home, draft.clause.giver
        return None if home is not None and giver is not None and home.head == giver.head else home

    def opens_sentence(self, draft: Draft) -> bool:
        """Whether nobody stands before the clause's verb: "Được Nhà nước trao tặng …" goes on with who was told of."""
        return not any(chunk.kind == "party" for chunk in draft.chunks[: draft.clause.start])

    def gives(self, draft: Draft, index: int) -> bool:
        """Whether a party is the subject of a giving verb of its own: "Hội Cựu học sinh tặng học bổng, …"."""
        after = (chunk.kind for chunk in draft.chunks[index + 1 :] if chunk.kind not in {"adverb", "filler", "time"})
        return next(after, None) in {"give", ",", "and"} and draft.status != "proposed"

    def honoured(self, draft: Draft) -> Party | None:
        """Whose merits open the sentence: "Ghi nhận đóng góp của ông A, lãnh đạo tỉnh đã tặng Giấy khen"."""
        opened = False
        for index, chunk in enumerate(draft.chunks):
            if chunk.start >= draft.award.start:
                break
            opened = opened or (chunk.kind == "recognise" and index < 3)
            if opened and chunk.kind == "party" and draft.chunks[index - 1].kind == "of":
                return chunk.parties[0]
        return None

    def may_be_topic(self, draft: Draft, chunk: Chunk) -> bool:
        """Whether a sentence can be about the parties of a chunk: nobody who gives, no ministry, no place."""
        party = chunk.parties[0]
        if any(one is draft.clause.giver or one is draft.clause.presenter for one in chunk.parties):
            return False
        if party.kind == "unit" and party.short and catalogue().awards[draft.award.hit.award_id].for_people:
            return False  # "gắn bó với trường, luôn đạt lao động tiên tiến"
        return party.kind in {"person", "unit"} and not (party.body or party.place)

    def is_nominal(self, draft: Draft) -> bool:
        """Whether the giving is only named, told of nobody: "lễ trao Huy hiệu Đảng", "việc tặng bằng khen"."""
        start = draft.chunks[draft.clause.start].start
        before = self.folded[max(0, start - 40) : start].rstrip()
        return before.endswith(("lễ", "việc", "công tác", "hội nghị", "buổi")) or NAMED_ACT.search(before) is not None

    def subject_before(self, draft: Draft) -> Party | None:
        """The first party of the sentence before, in the same paragraph or where this one says that it goes on."""
        index = draft.sentence - 1
        here = self.context.sentences[draft.sentence]
        if index < 0:
            return None
        if self.context.sentences[index].paragraph != here.paragraph and GOES_ON.match(self.folded, *here.span) is None:
            return None
        for chunk in self.context.chunks(index):
            if (
                chunk.kind == "party"
                and chunk.parties[0].kind in {"person", "unit"}
                and not (chunk.parties[0].body or chunk.parties[0].place)
            ):
                return chunk.parties[0]
        return None

    def is_rule(self, draft: Draft, party: Party) -> bool:
        """ "Không xét tặng … đối với cá nhân đang …" speaks of anybody: a rule, not a refusal."""
        if (
            party.kind != "group"
            or party.quantity
            or party.quantifier not in {None, "plural"}
            or party.implied
            or lexicon().is_post(party.head)
            or party.unit
        ):
            return False
        sentence = self.context.sentences[draft.sentence].span
        if draft.status != "negated" and party.head == "ai":
            return True
        if draft.status == "negated":
            return NOBODY.search(self.folded, *sentence) is None
        told = (
            draft.clause.giver is not None
            or draft.award.giver is not None
            or draft.award.quantity is not None
            or draft.award.quantifier is not None
        )
        if draft.status in {"planned", "proposed"} and party.head == "người":
            return True
        if draft.status == "planned":
            return party.head == "người" or EVERY_YEAR.search(self.folded, *sentence) is not None
        begin = max(sentence.start, draft.award.start - HAPPENING)
        return draft.status in {"conferred", "proposed"} and not told and HAPPENED.search(self.folded, begin, draft.award.start) is None

    # -- what a record says of one ------------------------------------------------------------------------------------

    def told(self, draft: Draft, party: Party, spans: dict[str, Span]) -> Recipient:
        """The recipient of one record; adds the spans it was read from. Words are those of the normalised text."""
        if party.kind == "post" and (holder := self.holder_of(party)) is not None:
            party = holder
        if party.kind in {"group", "post"}:
            spans["recipient"] = party.name
            unit = self.unit(draft, party, spans, None)
            kind = party.recipient if party.kind == "group" else "individual"
            return Recipient(kind, None, party.name.of(self.text), None, unit)
        if party.kind == "unit" and self.is_somebody(draft, party):
            party = replace(party, kind="person", recipient="individual")
        if party.kind == "unit":
            spans["recipient"] = name = self.unit_name(draft, party)
            words, unit = name.of(self.text), self.unit(draft, party, spans, None)
            common = words.islower() and not (party.short or any(char.isdigit() for char in words))  # "ban chuyên án"
            return Recipient("collective", None if common else words, words if common else None, None, unit)
        spans["recipient"] = name = self.person_name(draft, party)
        if party.post is not None:
            spans["post"] = party.post
        post = party.post.of(self.text) if party.post is not None else None
        return Recipient(party.recipient, name.of(self.text), None, post, self.unit(draft, party, spans, name))

    def is_somebody(self, draft: Draft, party: Party) -> bool:
        """Whether a bare name is a person's: the award is for people alone, or the article gives the name a title."""
        name = party.name.of(self.text)
        if party.head or party.place or party.short or party.words not in BARE_NAMES or any(word.isupper() for word in name.split()):
            return False
        if self.context.full_unit(party.name) != party.name:
            return False
        words = party.name.of(self.folded).split()
        if any(lexicon().has_kind(" ".join(words[:length]), kind) for length in (1, 2, 3) for kind in ("unit", "body")):
            return False
        return catalogue().awards[draft.award.hit.award_id].for_people or self.context.people.titled(name)

    def holder_of(self, party: Party) -> Party | None:
        """The person that a bare post stands for: "cựu bộ trưởng" in an article about a minister."""
        holder = self.context.people.holder(party.head, None if party.unit is None else party.unit.name.of(self.folded))
        return None if holder is None else replace(holder, post=party.post)

    def person_name(self, draft: Draft, party: Party) -> Span:
        """A person's fullest name in the article; a pronoun that nobody answers to stays as it is."""
        if not party.short:
            return self.context.people.full_name(party.name)
        pronoun = party.name.of(self.folded)
        found = self.context.speaker(draft.at, party.start) if pronoun in {"tôi", "mình"} else None
        if found is None and draft.is_posthumous(self.folded):
            found = self.context.people.fallen
        found = found or self.context.people.before(draft.at, party.start, pronoun, besides=draft.clause.giver)
        return self.context.people.full_name(found.name) if found is not None else party.name

    def unit_name(self, draft: Draft, party: Party) -> Span:
        """A unit's fullest name in the article, behind a bare head word or an abbreviation."""
        if not party.short:
            return self.context.full_unit(party.name)
        whole = self.context.unit_before(draft.at, party.start, party.head)
        return whole.name if whole is not None else party.name

    def unit(self, draft: Draft, party: Party, spans: dict[str, Span], name: Span | None) -> str | None:
        """The organisation that a recipient belongs to: stated with it, with "có", elsewhere, or the article's own."""
        within = draft.clause.container
        unit = party.unit or (within.unit if within is not None and within.kind != "unit" else within)
        if unit is None and name is not None:
            unit = self.context.person_unit(name.of(self.text))
        if unit is not None and party.kind == "person" and self.is_lived_in(unit):
            unit = None
        unit = unit or self.home_of(draft, party, name)
        if unit is None or unit.kind != "unit":
            return None
        place = unit.name
        if unit.short:
            whole = self.context.unit_before(draft.sentence, unit.start, unit.head)
            if whole is None:
                return None
            place = whole.name
        if name is not None and place.of(self.folded) == name.of(self.folded):
            return None  # a unit is no part of itself
        spans["unit"] = place
        return place.of(self.text)

    def is_lived_in(self, unit: Party) -> bool:
        """Whether a unit is an area where somebody lives: "ngụ xã Tà Si"."""
        return unit.head in relations().lived_in and LIVES.search(self.folded, max(0, unit.start - 12), unit.start) is not None

    def home_of(self, draft: Draft, party: Party, name: Span | None) -> Party | None:
        """The unit that the article is about, for a person, group or part of it that names no unit of its own.

        What the unit itself gives, and what somebody hands to a group on its stage, goes to people of other units too.
        """
        homes = self.context.homes
        if party.kind == "person" and name is not None and homes.in_title(name):
            return None  # a portrait tells the unit of whom it is about, or there is none
        home = homes.of_people if party.kind == "person" else homes.home
        if home is None or (party.kind == "unit" and not self.part_of_home(party, home)):
            return None
        clause = draft.clause
        handed = draft.status == "conferred" and clause.frame.id.startswith(("active", "award")) and self.is_handed(draft)
        if party.kind == "group" and handed and party.head not in PUPILS:
            return None
        gives = next((giver for giver in (clause.giver, draft.award.giver) if giver is not None and giver.kind == "unit"), None)
        if party.kind != "unit" and gives is not None and gives.name.of(self.folded) == home.name.of(self.folded):
            return None
        return home

    def is_handed(self, draft: Draft) -> bool:
        """Whether an award was handed over on a stage ("trao"), where people of other units stand too."""
        start = draft.chunks[draft.clause.start].start
        return HANDED.search(self.folded, start, max(draft.award.end, draft.chunks[draft.clause.end - 1].start)) is not None

    def part_of_home(self, party: Party, home: Party) -> bool:
        """Whether a unit is a part of the one that the article is about: a room, a factory, a union, a smaller unit."""
        if party.name.of(self.folded) == home.name.of(self.folded):
            return False
        return relations().is_part(party.head, home.head)
