"""Sample drafts, sentence by sentence, with the judgements that they get."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from valuecheck.types import Stance

if TYPE_CHECKING:
    from valuecheck.types import Language, Scope

Stances = tuple[tuple[str, Stance, float], ...]


@dataclass(frozen=True)
class Line:
    """One sentence of a sample draft, before it is scored."""

    scope: Scope
    text: str
    judged: Stances = ()
    language: Language | None = None
    joins: bool = False
    """Stands in the same block as the sentence before it."""
    same_line: bool = False
    """Starts on the line of the sentence before it, as table cells do."""


STATEMENT = (
    Line("header", "EMBARGOED UNTIL DELIVERY"),
    Line("title", "Joint statement on resilient digital connectivity"),
    Line("paragraph", "Ministers of the United States and Japan met in Osaka on 12 May."),
    Line(
        "paragraph",
        "They reaffirmed that open and interoperable networks give every partner a choice.",
        (("open-architecture", "supports", 0.97), ("vendor-diversity", "supports", 0.74)),
        joins=True,
    ),
    Line("heading", "Data and trust"),
    Line(
        "paragraph",
        "We support the free flow of data across borders, built on trust.",
        (("free-data-flow", "supports", 0.998),),
    ),
    Line(
        "paragraph",
        "We will protect the privacy of citizens through interoperable rules, "
        "and offer redress where rights are breached.",
        (("privacy", "supports", 0.96),),
        joins=True,
    ),
    Line(
        "quotation",
        "“No single supplier should ever be the only choice for a network,” the Secretary said.",
        (("vendor-diversity", "supports", 0.94),),
    ),
    Line("paragraph", "The two sides agreed on the following steps:"),
    Line(
        "list-item",
        "Fund open radio access trials with universities and start-ups in three cities.",
        (("open-architecture", "supports", 0.88), ("inclusive-cocreation", "supports", 0.71)),
    ),
    Line(
        "list-item",
        "Share threat information on undersea cables within 72 hours.",
        (("security-trust", "supports", 0.91),),
    ),
    Line("list-item", "Meet again in Washington next spring."),
    Line("caption", "Table 1. Commitments and dates"),
    Line("table-cell", "Commitment"),
    Line("table-cell", "Date", same_line=True),
    Line(
        "table-cell",
        "Publish guidance on transparent procurement of quality infrastructure",
        (("quality-investment", "supports", 0.86),),
    ),
    Line("table-cell", "September", same_line=True),
    Line("table-cell", "Review standards work with industry bodies"),
    Line("table-cell", "December", same_line=True),
    Line(
        "footnote",
        "Standards developed by industry remain voluntary unless a regulator adopts them.",
        (("industry-led-standards", "unsure", 0.63),),
    ),
    Line("footer", "Office of the Spokesperson"),
)

SPEECH_JA = (
    Line("title", "デジタル接続に関する講演"),
    Line("paragraph", "本日はお招きいただき、ありがとうございます。"),
    Line(
        "paragraph",
        "日本は、信頼性のある自由なデータ流通を引き続き推進します。",
        (("free-data-flow", "supports", 0.985),),
        joins=True,
    ),
    Line(
        "paragraph",
        "一方で、住民の移動記録は、目的を示さずに収集し、期間を定めず保存することとします。",
        (("privacy", "undermines", 0.93),),
    ),
    Line(
        "paragraph",
        "健康に関する情報は、本人の同意なしには共有しません。",
        (("privacy", "supports", 0.91),),
        joins=True,
    ),
    Line("heading", "ネットワーク"),
    Line(
        "paragraph",
        "特定の一社の機器に統一することで、整備を早く進めます。",
        (("vendor-diversity", "undermines", 0.89), ("open-architecture", "undermines", 0.66)),
    ),
    Line(
        "paragraph",
        "オープンなインターフェースの採用は、今後検討します。",
        (("open-architecture", "unsure", 0.72),),
        joins=True,
    ),
    Line(
        "list-item",
        "海底ケーブルの安全性を、同志国とともに高めます。",
        (("security-trust", "supports", 0.94),),
    ),
    Line(
        "list-item", "質の高いインフラ投資を支えます。", (("quality-investment", "supports", 0.9),)
    ),
    Line(
        "quotation",
        "“The internet belongs to no single government,” as our partners put it.",
        (("multistakeholder", "supports", 0.87),),
        language="en",
    ),
)

SPEECH_ES = (
    Line("title", "Discurso sobre soberanía digital"),
    Line("paragraph", "Agradecemos la presencia de las autoridades regionales."),
    Line(
        "paragraph",
        "Todos los datos de nuestros ciudadanos deberán almacenarse en servidores dentro del país, "
        "sin excepción.",
        (("free-data-flow", "undermines", 0.97),),
    ),
    Line(
        "paragraph",
        "Un solo proveedor nacional construirá la red, y las empresas extranjeras no podrán "
        "competir.",
        (("vendor-diversity", "undermines", 0.95), ("pro-competition", "undermines", 0.92)),
        joins=True,
    ),
    Line(
        "paragraph",
        "Quien quiera vender programas tendrá que entregar su código fuente a la autoridad.",
        (("intellectual-property", "undermines", 0.88),),
    ),
    Line(
        "list-item",
        "Los ciudadanos podrán corregir sus datos personales y pedir que se borren.",
        (("privacy", "supports", 0.95),),
    ),
    Line(
        "list-item",
        "La gobernanza de internet será tarea de los gobiernos.",
        (("multistakeholder", "undermines", 0.81),),
    ),
)

NOTE_PT = (
    Line("title", "Nota do projeto: conectividade na Amazônia"),
    Line(
        "paragraph",
        "O projeto usa interfaces abertas, para que qualquer fabricante possa participar.",
        (("open-architecture", "supports", 0.95), ("vendor-diversity", "supports", 0.9)),
    ),
    Line(
        "paragraph",
        "As comunidades desenham o serviço conosco desde o primeiro dia.",
        (("inclusive-cocreation", "supports", 0.93),),
        joins=True,
    ),
    Line(
        "paragraph",
        "Os dados podem sair do país quando houver garantias equivalentes.",
        (("free-data-flow", "supports", 0.77),),
    ),
    Line(
        "paragraph",
        "Registramos o nome e o endereço dos usuários apenas com o seu consentimento.",
        (("privacy", "supports", 0.9),),
        joins=True,
    ),
    Line("footnote", "Valores em reais de 2026."),
)

NOTICE = (
    Line("title", "Media advisory"),
    Line("paragraph", "Doors open at 9:30."),
    Line("paragraph", "Badges are collected at the east gate.", joins=True),
    Line("paragraph", "Interpretation is available in four languages."),
)

BRIEFING = (
    Line("title", "Briefing note: cloud procurement"),
    Line(
        "paragraph",
        "The ministry will buy cloud services from more than one supplier.",
        (("vendor-diversity", "supports", 0.92),),
    ),
    Line(
        "paragraph",
        "Officials described the plan as a step towards cyber sovereignty.",
        (("multistakeholder", "unsure", 0.58),),
        joins=True,
    ),
    Line(
        "paragraph",
        "Foreign bidders must open a local data centre before they may tender.",
        (("free-data-flow", "undermines", 0.9), ("pro-competition", "undermines", 0.64)),
    ),
    Line("paragraph", "The tender closes in June.", joins=True),
    Line(
        "paragraph",
        "New rules will be published in draft, and every comment answered.",
        (("light-touch-regulation", "supports", 0.82),),
    ),
)
