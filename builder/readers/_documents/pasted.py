"""What pasted text has lost and still shows: code without fences, tables of tabs, emoji."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from builder.text import escape_markdown

# A line that is code on its own, whatever stands around it. Every pattern is anchored at both
# ends or followed by a look at the line's end, so that prose beginning with the same word
# ("from A to B", "class of problems") does not match.
_HEADERS = (
    r"Access-Control|Content|Cache|Set|X|If|Accept|User|Transfer|Retry|WWW|Strict-Transport|Last"
    r"|Referrer|Permissions|Proxy|Sec"
)
_SQL = (
    r"SELECT\b.+\bFROM\b|SELECT(?: DISTINCT)?$|INSERT INTO \w|UPDATE \w+ SET\b|DELETE FROM \w"
    r"|CREATE (?:UNIQUE |OR REPLACE )?(?:TABLE|INDEX|VIEW|DATABASE)\b|ALTER TABLE \w"
    r"|EXPLAIN SELECT"
)
_COMMANDS = r"docker|kubectl|npm|npx|pip|curl|git|redis-cli|psql|terraform|helm"
_ON_ITS_OWN = tuple(
    re.compile(pattern)
    for pattern in (
        r"(?:GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS) /\S*(?: HTTP/[\d.]{1,3})?$",
        r"HTTP/[\d.]{1,3} \d{3}\b",
        rf"(?:{_HEADERS})(?:-[A-Za-z0-9]+)+: \S",
        r"\w+(?:\.\w+){2,9}$",
        _SQL,
        r"(?:const|let|var)\s+[\w{\[][^=]*=",
        r"(?:export |default |async ){0,3}function\b[^(]*\(",
        r"(?:export |public |abstract |final )*class \w+[^.]*[{:]$",
        r"(?:async )?def \w+\(.*:$",
        r"import [\w.*{][^.]* from ['\"]|import [\w.]+(?: as \w+)?;?$|from [\w.]+ import \w",
        r"(?:if|for|while|switch|catch)\s?\(.*\)\s*\{?$",
        r"(?:public|private|protected|static|final)\s+[\w<>\[\], ]+\(.*[{;]$",
        r"func \w+\(|fn \w+\(|package \w+;$|#include\s*<|@\w+(?:\(.*\))?$|#!/",
        r"[\w$\]\[]+(?:\.[\w$\]\[]+)*\(.+\)?(?:;|\{|=>|,)$|[\w$]+(?:\.[\w$]+)+\(.*\)$",
        r"</?[a-z][\w-]*(?:\s[^<>]*)?>.*>?$",
        r"[{\[].*[}\]],?$|\"[\w$ -]+\"\s?: .+,?$",
        rf"(?:sudo )?(?:{_COMMANDS})\s[^.]*(?:\s-|/)",
        r"(?:FROM|RUN|COPY|WORKDIR|EXPOSE|CMD|ENTRYPOINT|ENV)\s+[\w\[./\"-]+(?:[ :/=].*)?$",
        r"(?:\$|>>>)\s\S",
    )
)
# Lines that go with code where it has begun.
_BESIDE_CODE = re.compile(
    r"(?://|--|#|/\*|\*/)"
    r"|(?:FROM|WHERE|GROUP BY|ORDER BY|(?:LEFT |RIGHT |INNER |FULL |CROSS )?JOIN|HAVING|LIMIT"
    r"|VALUES|SET|AND|BEGIN|COMMIT|ROLLBACK|UNION)\b"
    r"|(?:if|elif|else|for|while|try|except|finally|with|case)\b.*:$"
    r"|(?:return|raise|yield|await|throw|pass)\b"
    r"|[\w.\[\]]+\s?[-+*/]?=\s?\S|[\w.-]+: \S+$"
)
_BULLET = re.compile(r"(?:[-*+•▪●◦–]|\(?\d{1,3}[.)])\t+")
_CLOSING = re.compile(r"[)\]};,]+$")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of Markdown and the number of the line it was made of, from 1."""

    text: str
    number: int


def is_table_row(line: str) -> bool:
    """Cells with tabs between them; tabs in front are an indent, one behind a bullet its gap."""
    return "\t" in _BULLET.sub("", line.strip(), count=1)


def is_code(line: str) -> bool:
    """Whether a line is code on its own."""
    bare = line.strip()
    if not bare or len(bare) > 2000:
        return False
    ends = bare.endswith(("{", "};", "=>", ");", "})")) or (bare.endswith(";") and "=" in bare)
    return ends or bool(_CLOSING.fullmatch(bare)) or any(p.match(bare) for p in _ON_ITS_OWN)


def goes_with_code(line: str) -> bool:
    """Whether a line belongs to the code above it."""
    return line.startswith((" ", "\t")) or is_code(line) or bool(_BESIDE_CODE.match(line.strip()))


def opened_by(line: str) -> int:
    """How many brackets more a line opens than it closes."""
    return sum(line.count(sign) for sign in "{([") - sum(line.count(sign) for sign in "})]")


def table(rows: list[Line]) -> list[Line]:
    """Lines with tabs as a Markdown table; the first is its head."""
    cells = [[_cell(cell) for cell in row.text.strip().split("\t")] for row in rows]
    width = max(len(row) for row in cells)
    made = [
        Line(f"| {' | '.join(row + [''] * (width - len(row)))} |", line.number)
        for row, line in zip(cells, rows, strict=True)
    ]
    return [made[0], Line("|" + " --- |" * width, rows[0].number), *made[1:]]


def _cell(text: str) -> str:
    return escape_markdown(text.strip()).replace("|", "\\|")


def without_symbols(line: str) -> str:
    """A line without the emoji and their marks at its start."""
    for place, sign in enumerate(line):
        if not (sign.isspace() or unicodedata.category(sign) in {"So", "Mn", "Me", "Cf"}):
            return line[place:]
    return ""
