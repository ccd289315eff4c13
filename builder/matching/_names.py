"""Names with a short and a long form, and words with several spellings.

These hold in every context, so they may decide a merge. Only common knowledge of the trade stands
here, nothing about any one source.
"""

from __future__ import annotations

from typing import Final


def word_set(text: str) -> frozenset[str]:
    """The words of a text."""
    return frozenset(text.split())


# What is short for what; the long form may have several spellings. Those that stand for several
# things in one trade ("DI", "MVP", "SSR") are left out: a text that writes "Long Form (LF)" teaches
# its own.
ABBREVIATIONS: Final = {
    "acl": "access control list",
    "aop": "aspect oriented programming",
    "api": "application programming interface",
    "async": "asynchronous",
    "bfs": "breadth first search",
    "bst": "binary search tree",
    "cd": "continuous deployment",
    "cdn": "content delivery network, content distribution network",
    "ci": "continuous integration",
    "cicd": "ci cd, continuous integration and continuous deployment, "
    "continuous integration and continuous delivery, continuous integration continuous deployment, "
    "continuous integration continuous delivery",
    "cli": "command line interface",
    "config": "configuration",
    "cors": "cross origin resource sharing",
    "cqrs": "command query responsibility segregation",
    "crud": "create read update delete",
    "csp": "content security policy",
    "csrf": "cross site request forgery, xsrf",
    "css": "cascading style sheets",
    "db": "database",
    "dbms": "database management system",
    "ddd": "domain driven design",
    "ddos": "distributed denial of service",
    "dfs": "depth first search",
    "dns": "domain name system",
    "dom": "document object model",
    "dos": "denial of service",
    "dry": "do not repeat yourself",
    "etl": "extract transform load",
    "faas": "function as a service",
    "gc": "garbage collection, garbage collector",
    "gil": "global interpreter lock",
    "html": "hypertext markup language",
    "http": "hypertext transfer protocol",
    "https": "hypertext transfer protocol secure",
    "iac": "infrastructure as code",
    "iaas": "infrastructure as a service",
    "ide": "integrated development environment",
    "io": "i o, input output",
    "javascript": "js, java script",
    "json": "javascript object notation",
    "jvm": "java virtual machine",
    "jwt": "json web token",
    "kubernetes": "k8s",
    "lifo": "last in first out",
    "fifo": "first in first out",
    "lru": "least recently used",
    "mfa": "multi factor authentication, multifactor authentication",
    "mongodb": "mongo",
    "mvc": "model view controller",
    "mvcc": "multi version concurrency control, multiversion concurrency control",
    "nat": "network address translation",
    "node.js": "nodejs, node js",
    "oauth": "oauth2, oauth 2.0, oauth 2",
    "oop": "object oriented programming",
    "orm": "object relational mapping, object relational mapper",
    "os": "operating system",
    "p2p": "peer to peer",
    "paas": "platform as a service",
    "postgresql": "postgres",
    "rbac": "role based access control",
    "rdbms": "relational database management system",
    "regex": "regular expression, regexp",
    "repl": "read eval print loop",
    "rest": "restful, representational state transfer",
    "rpc": "remote procedure call",
    "saas": "software as a service",
    "sdk": "software development kit",
    "sdlc": "software development life cycle, software development lifecycle",
    "sla": "service level agreement",
    "slo": "service level objective",
    "soa": "service oriented architecture",
    "spa": "single page application, single page app",
    "sql": "structured query language",
    "srp": "single responsibility principle",
    "sse": "server sent event",
    "ssh": "secure shell",
    "sso": "single sign on",
    "sync": "synchronous",
    "tcp": "transmission control protocol",
    "tdd": "test driven development",
    "bdd": "behavior driven development",
    "tls": "transport layer security",
    "ttl": "time to live",
    "udp": "user datagram protocol",
    "uri": "uniform resource identifier",
    "url": "uniform resource locator",
    "uuid": "universally unique identifier",
    "vm": "virtual machine",
    "vpc": "virtual private cloud",
    "vpn": "virtual private network",
    "wal": "write ahead log, write ahead logging",
    "xml": "extensible markup language",
    "xss": "cross site scripting",
}

# One word, several spellings, besides what is regular ("-ise", "-our").
SPELLINGS: Final = {
    "app": "application",
    "back-end": "backend",
    "front-end": "frontend",
    "data base": "database",
    "data set": "dataset",
    "e-mail": "email",
    "express.js": "express",
    "react.js": "react",
    "vue.js": "vue",
    "file system": "filesystem",
    "hash map": "hashmap",
    "hash table": "hashtable",
    "key word": "keyword",
    "life cycle": "lifecycle",
    "micro service": "microservice",
    "middle ware": "middleware",
    "multi thread": "multithread",
    "name space": "namespace",
    "no sql": "nosql",
    "one to many": "onetomany",
    "one to one": "onetoone",
    "many to many": "manytomany",
    "many to one": "manytoone",
    "repo": "repository",
    "on-line": "online",
    "set up": "setup",
    "time out": "timeout",
    "web hook": "webhook",
    "web site": "website",
    "web socket": "websocket",
    "work flow": "workflow",
    "artefact": "artifact",
    "catalogue": "catalog",
    "centre": "center",
    "defence": "defense",
    "dialogue": "dialog",
    "grey": "gray",
    "licence": "license",
    "modelling": "modeling",
    "programme": "program",
    "matrices": "matrix",
    "vertices": "vertex",
    "criteria": "criterion",
}

# Words that end in "s" and are no plural.
SINGULAR: Final = word_set(
    """
    always ansible aws axis basis bus canvas chaos class css dns does express generics gas goes
    has https ios is its jenkins js kubernetes less news os pandas pass perhaps physics plus
    postgres redis sass series species sometimes this thus tls ts versus was windows yes kudos
    atlas numpy rails keras sas sms ses sqs sns ecs eks gcs gis ops devops iis nas dbms rdbms
    cors sis hbs
    """
)
