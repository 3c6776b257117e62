"""Where the name of a unit ends: capitals, numbers and the lower-case words between them, until the clause goes on."""

from __future__ import annotations

from extractor.awards.lexicon import Entry
from extractor.awards.reading import Reading
from extractor.awards.relations import relations
from extractor.awards.syllables import SYLLABLE

__all__ = ["SUBJECT_BEFORE", "UnitNames"]

# Bodies inside a unit that are named by it: "Công đoàn trường", "Chi bộ Vụ".
HOLDERS = frozenset(
    ("lđlđ", "liên đoàn lao động", "công an", "ban thường vụ", "ban chấp hành", "bch", "ban bí thư", "huyện đoàn", "ubnd", "sở", "công đoàn",
     "chi bộ", "đảng bộ", "đảng ủy", "đoàn", "chi đoàn", "đoàn thanh niên", "hội phụ nữ", "công đoàn cơ sở")
)  # fmt: skip
# Rooms and the like that a post heads by a number: "Trưởng phòng 8 Hà Thị …".
INNER = frozenset(("phòng", "khoa", "ban", "tổ", "đội", "trạm", "phân xưởng", "kíp", "ca"))
# Words that only look like the head of a unit's name.
INNER_NAMED = INNER | {"văn phòng", "vụ", "bộ phận", "lực lượng", "trung tâm", "hội", "ngành"}
# Kinds of words that a subject stands right before.
SUBJECT_BEFORE = frozenset(("receive", "passive", "attain", "adverb", "give", "be", "have"))
# Heads of units that are called after people.
NAMED_FOR_PEOPLE = (
    "trường", "thpt", "thcs", "đh", "đại học", "học viện", "bệnh viện", "quỹ", "lớp", "đội", "chi đội", "liên đội", "tiểu học",
    "mầm non", "đường", "nhà máy", "nông trường", "công viên", "thư viện", "bảo tàng", "nhà hát", "trung đoàn",
)  # fmt: skip
GIVING = frozenset(("tặng", "trao"))
AREA_WORDS = frozenset(("tỉnh", "huyện", "xã", "quận", "phường", "trấn"))
AREA_UNIONS = frozenset(("tỉnh đoàn", "thành đoàn", "huyện đoàn", "quận đoàn", "xã đoàn"))
GIFTED = frozenset(("thpt", "trường", "thông", "học"))  # "trường THPT chuyên X"
CITY = frozenset(("tp. hcm", "tp hcm"))
OF_PLACES = frozenset(("học", "khóa", "khoá", "lần", "tỉnh", "huyện", "thành", "quận", "xã", "số", "khu"))  # go on behind a place's name
LOCAL = frozenset(("tỉnh", "huyện", "xã", "quận", "phường"))


class UnitNames(Reading):
    """Reads the names of units in one sentence."""

    def after_post(self) -> bool:
        """Whether a post stands right before: then a person's name may end the unit's ("Vụ trưởng Vụ X Trần Văn A")."""
        if any(mention.kind == "name" and mention.flags.get("person") for mention in self.out[-4:-1]):
            return False  # behind a name the post is of that person
        for mention in reversed(self.out):
            if mention.kind == "post" or (mention.kind == "unit" and self.out and self.out[-1] is mention):
                return mention.kind == "post"
            if mention.kind not in {"of", "mark"}:
                return False
        return False

    def unit_end(self, index: int, length: int, unit: Entry) -> int | None:
        """Where a named unit ends that starts with this head word, or None where the head has no name."""
        if self.tokens[index].capital and unit.kind == "unit" and self.local(index + length):  # "Bảo tàng tỉnh"
            return index + length + 1
        if unit.word in HOLDERS and (last := self.body_end(index + length)) is not None:
            return last
        begin = index + length + 2 if self.area_inside(index + length) else index + length
        if self.heads_bare_unit(begin, unit.word):
            return None
        if length > 2 and begin < len(self.tokens) and self.tokens[begin].text in {"-", "–"} and self.joins(begin, named=True):
            begin += 1  # "Ban Tuyên giáo - Nữ công"
        event = unit.word == "vụ" and begin < len(self.tokens) and not self.tokens[begin].capital  # "Vụ xe khách rơi xuống …"
        last = begin if event else self.extend(begin, after_post=self.after_post(), unit=unit.word)
        if (
            last == begin
            and self.tokens[index].capital
            and unit.word in INNER
            and (last := self.small_name(begin)) > begin
        ):
            return last
        if (
            last == begin
            and (unit.word in INNER_NAMED or unit.word.split()[0] in INNER)
            and (last := self.department(begin)) > begin
        ):
            return last
        if last > index + length:
            return last
        if (unit.kind == "body" or unit.word in HOLDERS) and index + length < len(self.tokens):
            entries, more = self.words.longest(self.tokens, index + length, self.fixed)
            if any(entry.kind == "unit" for entry in entries):
                return index + length + more
        return None

    def heads_bare_unit(self, index: int, head: str) -> bool:
        """Whether a person's name stands behind a post and the bare head of a unit: "Giám đốc Xí nghiệp Lò Văn Quẻ"."""
        if head.startswith(NAMED_FOR_PEOPLE) or not self.sure_person_at(index) or not self.after_post():
            return False
        return not self.person_at(self.capital_run(index))

    def local(self, index: int) -> bool:
        """Whether an area's kind without a name ends a unit's name: "Thư viện tỉnh", "Công an huyện"."""
        if index >= len(self.tokens) or self.tokens[index].text not in LOCAL:
            return False
        return index + 1 >= len(self.tokens) or not (self.tokens[index + 1].capital or self.digit(index + 1))

    def small_name(self, index: int) -> int:
        """The end of a name in small letters that a verb follows: "Phòng thiết kế đạn - ngòi đã vinh dự nhận …"."""
        last = index
        while last < len(self.tokens) and last < index + 7:
            token = self.tokens[last]
            if token.fold in {"-", "–", "và"}:
                last += 1
                continue
            entries, _ = self.words.longest(self.tokens, last, self.fixed)
            if token.start in self.fixed or not token.text[0].isalnum():
                return index
            if token.fold == "của" or any(entry.kind in SUBJECT_BEFORE for entry in entries):
                return last if last > index + 1 else index
            if self.ends_name(last, last + 1) or token.capital:
                return index
            last += 1
        return index

    def body_end(self, index: int) -> int | None:
        """The end of a known body's name behind the part of it that speaks: "Ban Thường vụ" + "Đảng ủy Khối …"."""
        if index >= len(self.tokens):
            return None
        entries, length = self.words.longest(self.tokens, index, self.fixed)
        body = next((entry for entry in entries if entry.kind == "body" and " " in entry.word), None)
        return None if body is None or body.value == "open" else index + length

    def department(self, index: int) -> int:
        """The end of a department's name in small letters: "Văn phòng tổng hợp", "Phòng tổ chức - hành chính"."""
        begin = last = index
        while index < len(self.tokens):
            length = next(
                (
                    n
                    for n in (3, 2)
                    if index + n <= len(self.tokens)
                    and self.phrase(index, n) in self.words.departments | self.words.name_words
                ),
                0,
            )
            if not length:
                break
            index = last = index + length
            if index < len(self.tokens) and self.tokens[index].fold in {"-", "–", "và", ","}:
                index += 1
        return last if last > begin else begin

    def extend(self, index: int, *, after_post: bool, unit: str = "") -> int:
        """The end of a unit's name: capitalised syllables, numbers, and lower-case words until a clause word.

        `unit` is the head word before it.
        """
        begin, last, lower = index, index, 0
        named = False
        while index < len(self.tokens):
            token = self.tokens[index]
            if (token.start in self.fixed and self.fixed[token.start].kind != "quantity") or (
                named and self.column(index)
            ):
                break
            if token.fold in self.words.joiners or (token.fold == "tại" and unit in relations().abroad):
                if not self.joins(index, named):
                    break
                index += 1
                continue
            if not token.text[0].isalnum():
                if token.text in '"“' and index == begin and index + 1 < len(self.tokens):
                    break
                break
            if (
                index == begin and unit.startswith(NAMED_FOR_PEOPLE) and self.person_at(index)
            ):  # "Trường ĐH Tôn Đức Thắng"
                index = last = self.capital_run(index)
                named = True
                continue
            if named and token.capital and not token.text.isupper() and self.printed_in_capitals(begin - 1, index):
                break  # "SỞ Y TẾ Căn cứ …"
            if named and token.capital and token.fold in GIVING and not self.inside[min(index + 1, len(self.tokens) - 1)]:
                break  # "Tổng công ty X Tặng Cờ …"
            if token.capital or token.text[0].isdigit() or token.fold == "số":
                if token.fold == "số" and not self.digit(index + 1):
                    break
                if token.text[0].isdigit() and not self.names_number(index, begin):
                    break
                if named and self.sure_person_at(index) and (after_post or self.middle_name(index + 1)):
                    break
                named, lower, last = True, 0, index + 1
            elif index > begin and (
                (self.tokens[index - 1].capital and self.goes_on(index))
                or (last == index and token.fold == "học" and unit in relations().studying)
            ):
                last = index + 1 if named else last
            elif named and self.area_inside(index):
                last, lower, index = index + 2, 0, index + 1
            else:
                if (not named and index > begin + 4) or (named and self.behind_place(index, unit)):
                    break
                pair = index + 1 < len(self.tokens) and self.phrase(index, 2) in self.words.name_words - self.words.stops
                word = index + 2 if pair else self.word_end(index)
                if self.ends_name(index, word) or lower >= 6:
                    break
                lower += word - index
                if named:
                    last = word
                index = word
                continue
            index += 1
        return last if named else begin

    def printed_in_capitals(self, begin: int, index: int) -> bool:
        """Whether a name is printed in capitals, as letterheads are: not "BV", not "THPT"."""
        words = [token for token in self.tokens[max(begin, 0) : index] if token.text[0].isalpha()]
        return len(words) > 2 and all(token.text.isupper() and SYLLABLE.fullmatch(token.fold) for token in words)

    def behind_place(self, index: int, unit: str) -> bool:
        """Whether a place's name ends right before a lower-case word, which then ends the unit's name: "Trường X Hà Nội áp
        dụng", "Huyện đoàn Tà Si cung cấp"; "khoa Việt Nam học" goes on."""
        first = index
        while first > 0 and self.tokens[first - 1].capital:
            first -= 1
        if first == index or self.inside[index] or self.tokens[index].fold in OF_PLACES:
            return False
        city = self.phrase(max(first, index - 2), 2) in CITY
        if city or any(self.words.is_place(self.tokens[at:index]) for at in range(max(first, index - 3), index - 1)):
            return True
        before = self.tokens[first - 1].fold if first else ""
        return before in AREA_WORDS or unit in AREA_UNIONS

    def goes_on(self, index: int) -> bool:
        """Whether a lower-case syllable goes on with the word of the capital before it."""
        return self.compound(index) or (self.inside[index] and not self.ends_name(index, index + 1))

    def compound(self, index: int) -> bool:
        """Whether a lower-case syllable ends a word of two whose first has a capital: "Cục Đăng ký", "Ban Vận động"."""
        word = f"{self.tokens[index - 1].fold} {self.tokens[index].fold}"
        return word in self.words.stops | self.words.name_words | self.words.departments or bool(
            self.words.longest(self.tokens[: index + 1], index - 1, self.fixed)[1] == 2
        )

    def area_inside(self, index: int) -> bool:
        """ "khu vực" inside a unit's name: "Bệnh viện Đa khoa khu vực Mai Trung"."""
        return (
            self.phrase(index, 2) == "khu vực"
            and index + 2 < len(self.tokens)
            and self.tokens[index + 2].text[0].isupper()
        )

    def ends_name(self, index: int, word: int) -> bool:
        """Whether the lower-case word of tokens `index` to `word` belongs to the clause, not to a unit's name."""
        if self.phrase(index, 2) in self.words.name_words - self.words.stops:
            return False
        if self.tokens[index].fold == "chuyên" and index and self.tokens[index - 1].fold in GIFTED:
            return False
        if self.phrase(index, word - index) in self.words.stops or self.phrase(index, 2) in self.words.stops:
            return True
        entries, length = self.word(index)
        return any(entry.kind in self.words.clause_kinds for entry in entries) and index + length >= word

    def names_number(self, index: int, begin: int) -> bool:
        """A number ends a unit's name ("Trung đoàn 215", "Đội số 7") unless it counts what follows ("tặng Vụ 2 Cờ")."""
        if index > begin and self.tokens[index - 1].fold == "số":
            return True
        after = self.tokens[index + 1] if index + 1 < len(self.tokens) else None
        if after is None or not after.text[0].isalnum() or after.fold in {"và", "cùng", "với"}:
            return True
        entries, _ = self.word(index + 1)
        return after.start not in self.fixed and any(entry.kind in self.words.clause_kinds for entry in entries)

    def joins(self, index: int, named: bool) -> bool:
        """Whether "và", "-", "&" or a comma at `index` goes on with the name: a capital follows that starts no new name."""
        if not named or index + 1 >= len(self.tokens) or index == 0:
            return False
        token, follower = self.tokens[index], self.tokens[index + 1]
        if follower.start in self.fixed:
            return False
        entries, _ = self.words.longest(self.tokens, index + 1, self.fixed)
        kinds = {entry.kind for entry in entries}
        starts_new = bool(kinds & {"unit", "body", "post", "prename", "group"}) or self.person_at(index + 1)
        if token.text in {"-", "–", "&"}:
            if not follower.capital:  # "Bộ Giáo dục - đào tạo"
                return token.text == "-" and not starts_new and follower.fold in self.words.name_words
            if follower.fold in self.words.name_words or self.phrase(index + 1, 2) in self.words.name_words:
                return True
            return not starts_new or self.lone_head(index + 1, entries)
        if starts_new:
            return False
        if token.text == ",":
            return follower.capital and self.comma_inside(index)
        return follower.capital or follower.fold in self.words.name_words

    def lone_head(self, index: int, entries: list[Entry]) -> bool:
        """A head word that no name follows ends the name before it: "Vụ Kế hoạch - Quỹ"."""
        lone = all(entry.kind in {"unit", "group"} for entry in entries)
        after = self.tokens[index + 1] if index + 1 < len(self.tokens) else None
        return lone and (after is None or not after.text[0].isalnum() or not (after.capital or after.text[0].isdigit()))

    def comma_inside(self, index: int) -> bool:
        """A comma inside a unit's name is followed within a few syllables by "và" and more name."""
        for ahead in range(index + 2, min(index + 6, len(self.tokens))):
            if self.tokens[ahead].fold == "và":
                return not self.person_at(ahead + 1)
            if not self.tokens[ahead].text[0].isalnum():
                return False
        return False
