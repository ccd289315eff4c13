"""What words say in a question: the same as another, little, or nothing.

Only common knowledge of the trade stands here, nothing about any one source. It decides what is
suggested, never what merges.
"""

from __future__ import annotations

from typing import Final

from builder.matching._names import word_set

# Verbs and nouns that say the same in a question; each row is one meaning.
RELATED: Final = """
prevent protect avoid mitigate defend guard safeguard stop counter
improve optimize speed tune enhance boost accelerate optimization
handle manage deal tackle address cope approach support
build implement create develop make construct setup configure write
choose select decide pick
find detect check identify diagnose troubleshoot debug investigate trace
fix resolve solve repair
live production
job responsibility duty
large huge big massive
delete remove erase
get fetch retrieve
verb method
kind type sort category
quick fast
type enter
mistake pitfall
undo revert
merge combine join-together
start begin launch
use utilize employ apply leverage
test verify validate
colleague coworker teammate
greatest biggest
traffic load
fail failure failover outage crash
challenge difficulty obstacle
software program
happen occur
"""

# Phrases that say the same as others, for suggestions only.
PHRASES: Final = {
    "relational database": "sql database",
    "non relational": "nosql",
    "nonrelational": "nosql",
    "server side": "backend",
    "client side": "frontend",
    "in charge of": "responsibility",
    "get rid of": "remove",
    "deal with": "handle",
    "speed up": "improve",
    "look for": "find",
    "source control": "version control",
    "ssl": "tls",
    "data structure": "structure",
    "web address": "url",
    "ai": "artificial intelligence",
    "csr": "client side rendering",
    "di": "dependency injection",
    "er": "entity relationship",
    "fp": "functional programming",
    "ioc": "inversion of control",
    "ml": "machine learning",
    "mq": "message queue",
    "pr": "pull request",
    "qa": "quality assurance",
    "ssr": "server side rendering",
    "ui": "user interface",
    "ux": "user experience",
}

# In how many of 200 questions of the trade a word is to be expected: what all talk of says little.
# Rough estimates; the bank's own counts take over as it grows.
GENERIC: Final = {
    60: "use work case",
    40: "system application backend handle build web data software service server code developer",
    25: """database api program programming project development user manage process function
        improve ensure perform concept choose up out off down without term basic""",
    12: """architecture pattern design technology tool environment approach run different strategy
        technique practice best principle property pattern problem issue large time support
        integrate attack resource object method feature simple context performance
        computing structure production request operation information type model access example key
        general language framework""",
    6: """rest sql test security scale cache class file table query network thread memory page
        client component structure interface message event state value variable point""",
}

# Nouns that say what sort of thing a name is, and may go without saying: "the observer pattern",
# "ACID properties", "a CSRF attack".
SORTS: Final = word_set(
    """
    pattern principle property attack vulnerability concept architecture computing structure
    theorem keyword statement clause command protocol technique methodology mechanism server
    process system
    """
)

# Languages and products: a thing in general and the same thing in one of these are two questions.
PRODUCTS: Final = word_set(
    """
    ansible android angular apache aws azure bash c c# c++ cassandra clojure cosmosdb dart
    django docker dynamodb elasticsearch elixir erlang excel express express.js fastapi firebase
    flask flutter gcp git github gitlab go golang gradle grafana haskell hibernate ios java
    javascript jenkins jest jquery julia junit kafka kotlin kubernetes laravel linux lua mariadb
    matlab maven memcached mongodb mysql nestjs next.js nextjs nginx node.js numpy oracle pandas
    perl php postgresql powershell prometheus puppet pytest python pytorch r rabbitmq rails
    react redis redux ruby rust scala selenium snowflake spark spring sqlite sqlserver svelte
    swift symfony tableau tensorflow terraform typescript unix vba vue vue.js webpack windows
    .net
    """
)

# Words that carry nothing of a question's meaning once its frame is known.
STOP: Final = word_set(
    """
    a an the this that these those such it its it's they them their theirs one ones each you
    your yours we our us i my me he she his her who whom whose what which when where why how is
    are was were be been being am do does did done doing has have had having can could would
    should shall will may might must of in on at to for from by with as into onto about between
    among within through across during under over via per than then and or but if so too also
    both either any all some many much more most other another there here just only very really
    actually please main major important importance common popular various different certain
    several few etc e.g i.e like using used uses involved related typical typically usually
    often generally commonly mainly simply basically means meant called known way ways thing
    things something someone example examples give provide explain describe discuss define
    outline mention tell show concept concepts idea notion meaning overview purpose purposes
    benefit benefits advantage advantages working help helps play plays brief briefly detail
    details own words need needs needed want make makes let's familiar particular specific
    especially following given whether
    """
)
# Turns a question round.
NEGATIONS: Final = frozenset({"not", "no", "never", "nor", "neither"})
