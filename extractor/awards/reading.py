"""What stands at a token of a sentence: a word of the lexicon or the language, a run of capitals, a person's name."""

from __future__ import annotations

from collections.abc import Sequence

from extractor.awards.lexicon import Entry, Lexicon
from extractor.awards.tokens import Mention, Token
from extractor.language.segment import Joined

__all__ = ["Reading"]

# The tagger may join these with their neighbours ("được tặng"); they are words of their own all the same.
WHOLE_KINDS = frozenset(("passive", "of", "to", "by", "be"))


class Reading:
    """The tokens of one sentence, the mentions fixed before, and those found so far (`out`)."""

    def __init__(
        self,
        tokens: Sequence[Token],
        inside: Joined,
        fixed: dict[int, Mention],
        words: Lexicon,
        given: frozenset[str],
    ) -> None:
        self.given = given
        self.tokens = tokens
        self.fixed = fixed
        self.words = words
        self.inside = inside
        self.out: list[Mention] = []

    def phrase(self, index: int, length: int) -> str:
        """The folded words of `length` tokens at `index`."""
        return " ".join(token.fold for token in self.tokens[index : index + length])

    def word(self, index: int) -> tuple[list[Entry], int]:
        """The longest word of the lexicon at `index`, unless it is a piece of a longer word of the language."""
        entries, length = self.words.longest(self.tokens, index, self.fixed)
        if length != 1 or self.tokens[index].capital:
            return entries, length
        last = index + 1
        goes_on = last < len(self.tokens) and self.inside[last] and self.tokens[last].start not in self.fixed
        starts_inside = self.inside[index] and not (
            (self.tokens[index - 1].capital and index > 1) or self.tokens[index - 1].text[0].isdigit()
        )
        if starts_inside and last < len(self.tokens) and self.tokens[last].capital:  # "cha anh Quang"
            starts_inside = not any(entry.kind in {"prename", "pronoun"} for entry in entries)
        if goes_on:
            after, more = self.words.longest(self.tokens, last, self.fixed)
            goes_on = more < 2 and not any(entry.kind in WHOLE_KINDS for entry in after)
        if (goes_on and not self.tokens[last].capital) or starts_inside:
            entries = [entry for entry in entries if entry.kind in WHOLE_KINDS]
        return entries, length

    def word_end(self, index: int) -> int:
        """The end of the lower-case word that starts at `index`, as the segmentation has it."""
        last = index + 1
        while (
            last < len(self.tokens)
            and self.inside[last]
            and not self.tokens[last].capital
            and self.tokens[last].start not in self.fixed
        ):
            last += 1
        return last

    def digit(self, index: int) -> bool:
        return index < len(self.tokens) and self.tokens[index].text[0].isdigit()

    def column(self, index: int) -> bool:
        """Whether a token starts a new column of a table that was laid out with blanks."""
        return index > 0 and self.tokens[index].start - self.tokens[index - 1].end > 1

    def capital_run(self, index: int) -> int:
        """The end of the run of capitalised syllables that starts at `index`."""
        begin = index
        while index < len(self.tokens) and self.tokens[index].capital and self.tokens[index].start not in self.fixed:
            if self.tokens[index].text[0].isdigit() or (index > begin and self.column(index)):
                break
            index += 1
        return index

    def person_at(self, index: int) -> bool:
        """Whether a full name of a person starts here: a surname and one to four more capitalised syllables."""
        if index >= len(self.tokens):
            return False
        if self.tokens[index].fold not in self.words.surnames and not (
            index + 1 < len(self.tokens) and self.tokens[index + 1].text in {"Thị", "Văn"}
        ):
            return False
        last = self.capital_run(index)
        return self.tokens[index].capital and 2 <= last - index <= 5

    def sure_person_at(self, index: int) -> bool:
        """Whether a full name starts here that can hardly be a unit's: "Lò Văn Quẻ", "Lê Hoa", not "Hoa Sen"."""
        short = self.capital_run(index) - index == 2
        return self.person_at(index) and (not short or self.tokens[index].fold in self.words.frequent_surnames)

    def middle_name(self, index: int) -> bool:
        """ "Thị" and "Văn" between two more capitals are in names of people: "… Việt Nam Nguyễn Thị Thu"."""
        return self.tokens[index].fold in {"thị", "văn"} and self.capital_run(index) - index >= 2
