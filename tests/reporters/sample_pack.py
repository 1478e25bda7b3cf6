"""Texts of the sample pack: titles, statements and authorities of its principles."""

from __future__ import annotations

from typing import TYPE_CHECKING

from valuecheck.types import Authority

if TYPE_CHECKING:
    from valuecheck.types import Language

DIGITAL_TRADE = Authority(
    "Agreement between the United States of America and Japan concerning Digital Trade",
    "United States and Japan",
    "2019-10-07",
    "https://ustr.gov/countries-regions/japan-korea-apec/japan/"
    "us-japan-trade-agreement-negotiations/us-japan-digital-trade-agreement-text",
)
FUTURE_OF_THE_INTERNET = Authority(
    "A Declaration for the Future of the Internet",
    "United States, Japan and partners",
    "2022-04-28",
    "https://www.state.gov/declaration-for-the-future-of-the-internet",
)
OSAKA = Authority(
    "G20 Osaka Leaders’ Declaration",
    "G20",
    "2019-06-29",
    "https://www.mofa.go.jp/policy/economy/g20_summit/osaka19/en/documents/"
    "final_g20_osaka_leaders_declaration.html",
)

TITLES: dict[str, tuple[str, str, str, str]] = {
    "open-architecture": (
        "Open and interoperable architecture",
        "オープンで相互運用可能な構成",
        "Arquitectura abierta e interoperable",
        "Arquitetura aberta e interoperável",
    ),
    "vendor-diversity": (
        "Diversity of vendors",
        "ベンダーの多様性",
        "Diversidad de proveedores",
        "Diversidade de fornecedores",
    ),
    "free-data-flow": (
        "Free flow of data with trust",
        "信頼性のある自由なデータ流通",
        "Libre circulación de datos con confianza",
        "Livre circulação de dados com confiança",
    ),
    "privacy": (
        "Privacy and protection of personal data",
        "プライバシーと個人データの保護",
        "Privacidad y protección de datos personales",
        "Privacidade e proteção de dados pessoais",
    ),
    "security-trust": (
        "Secure and trustworthy networks",
        "安全で信頼できるネットワーク",
        "Redes seguras y fiables",
        "Redes seguras e confiáveis",
    ),
    "multistakeholder": (
        "Multistakeholder internet governance",
        "マルチステークホルダーによるインターネット・ガバナンス",
        "Gobernanza de internet de múltiples partes interesadas",
        "Governança multissetorial da internet",
    ),
    "industry-led-standards": (
        "Industry-led standards",
        "産業界主導の標準",
        "Normas impulsadas por la industria",
        "Normas conduzidas pela indústria",
    ),
    "pro-competition": (
        "Competition and fair market access",
        "競争と公正な市場アクセス",
        "Competencia y acceso justo al mercado",
        "Concorrência e acesso justo ao mercado",
    ),
    "light-touch-regulation": (
        "Light-touch, predictable regulation",
        "抑制的で予見可能な規制",
        "Regulación ligera y previsible",
        "Regulação leve e previsível",
    ),
    "intellectual-property": (
        "Protection of intellectual property",
        "知的財産の保護",
        "Protección de la propiedad intelectual",
        "Proteção da propriedade intelectual",
    ),
    "quality-investment": (
        "Quality infrastructure investment",
        "質の高いインフラ投資",
        "Inversión en infraestructura de calidad",
        "Investimento em infraestrutura de qualidade",
    ),
    "inclusive-cocreation": (
        "Inclusion and co-creation",
        "包摂と共創",
        "Inclusión y creación conjunta",
        "Inclusão e criação conjunta",
    ),
}

STATEMENTS: dict[str, tuple[str, ...]] = {
    "open-architecture": (
        "Networks are built from parts that work together through open interfaces, so that no "
        "part locks in the next.",
        "ネットワークは、開かれたインターフェースを通じて連携する部品で構築し、囲い込みを避ける。",
        "Las redes se construyen con partes que funcionan juntas mediante interfaces abiertas.",
        "As redes são construídas com partes que funcionam juntas por interfaces abertas.",
    ),
    "vendor-diversity": (
        "More than one trusted supplier can provide every part of a network.",
        "ネットワークのどの部分も、信頼できる複数の供給者が提供できるようにする。",
        "Más de un proveedor de confianza puede suministrar cada parte de una red.",
        "Mais de um fornecedor confiável pode oferecer cada parte de uma rede.",
    ),
    "free-data-flow": (
        "Data moves freely across borders, and trust rather than location protects it.",
        "データは国境を越えて自由に流通し、所在地ではなく信頼によって守られる。",
        "Los datos circulan libremente a través de las fronteras, y los protege la confianza.",
        "Os dados circulam livremente através das fronteiras, e a confiança os protege.",
    ),
    "privacy": (
        "Personal data is collected and used lawfully, for stated purposes, with redress.",
        "個人データは、明示した目的のために適法に取得・利用し、救済の手段を備える。",
        "Los datos personales se tratan de forma lícita, con fines declarados y con recurso.",
        "Os dados pessoais são tratados de forma lícita, com fins declarados e com reparação.",
    ),
    "security-trust": ("Networks and supply chains can be relied on, and are assessed by risk.",),
    "multistakeholder": (
        "Governments, business, civil society and engineers run the internet together.",
    ),
    "industry-led-standards": ("Standards come from open, voluntary, industry-led bodies.",),
    "pro-competition": ("Markets are open, and rules apply alike to home and foreign firms.",),
    "light-touch-regulation": ("Rules are proportionate, clear, and made in the open.",),
    "intellectual-property": ("Inventions and source code are protected against forced transfer.",),
    "quality-investment": ("Infrastructure is financed openly and lasts its whole life.",),
    "inclusive-cocreation": ("Everyone can take part, and partners design together as equals.",),
}

RATIONALE = (
    "It keeps choices open for partners, and has been affirmed by both governments.",
    "パートナーの選択肢を広く保つものであり、両政府が確認してきた。",
    "Mantiene abiertas las opciones de los socios, y ambos gobiernos lo han afirmado.",
    "Mantém abertas as opções dos parceiros, e ambos os governos o afirmaram.",
)

REQUIRED = ("open-architecture", "vendor-diversity", "free-data-flow", "privacy")
WARNINGS = ("quality-investment", "inclusive-cocreation", "light-touch-regulation")
ORDER: tuple[Language, ...] = ("en", "ja", "es", "pt")
