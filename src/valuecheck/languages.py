"""Tables per language. Data only; what reads them lives in `sentences/` and `reporters/`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from valuecheck.types import Language


def _words(text: str) -> tuple[str, ...]:
    """Let a long list of words be written as running text."""
    return tuple(text.split())


LANGUAGES: Final[tuple[Language, ...]] = ("en", "ja", "es", "pt")
"""The languages of drafts and packs, in the order in which they are shown."""

NAMES: Final[dict[Language, str]] = {
    "en": "English",
    "ja": "日本語",
    "es": "Español",
    "pt": "Português",
}
"""What each language calls itself."""


# --- where sentences end ----------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class SentenceTables:
    """What a full stop, a capital and a number mean in a language.

    Abbreviations are written without their last stop. One in small letters holds in any
    case (`vs`, `Vs`, `VS`); one with a capital only as written, so that `Rep` does not take
    in the word `rep`.
    """

    inner: frozenset[str]
    """Abbreviations that stand before a name or in mid-phrase: no sentence ends with them."""
    before_number: frozenset[str]
    """Abbreviations only if a number follows: `No. 5`, but `The answer is no. We ...`."""
    final: frozenset[str]
    """Abbreviations that may end a sentence; it ends if a word of `starters` follows."""
    starters: frozenset[str]
    """Words that commonly begin a sentence and rarely a name, with their capital."""
    divisions: frozenset[str]
    """Parts of a law or report that a number names, in small letters: `Article 5. Scope`."""
    reporting: frozenset[str]
    """Verbs that attribute the quotation before them, past a name: `"Why?" Mr. Ito asked`."""


_EN: Final = SentenceTables(
    inner=frozenset(
        _words(
            "Mr Mrs Ms Mx Messrs Dr Drs Prof Rev Hon Rt Gen Lt Col Maj Sgt Capt Cmdr Adm Amb Gov "
            "Sen Sens Rep Reps Pres Supt St Ste Mt Ft e.g eg i.e ie vs viz cf sec secs c.f approx "
            "est Dept Univ Assoc Asst Dep Fr Sr Br"
        )
    ),
    before_number=frozenset(
        _words(
            "no nos art arts fig figs p pp par para paras vol vols ch chs chap cl sched eq tel "
            "jan feb apr jun jul aug sep sept oct nov dec op tbl"
        )
    ),
    final=frozenset(
        _words(
            "inc corp ltd co bros llc plc gmbh assn jr esq al ave blvd cit ibid mfg intl govt Jan "
            "Feb Aug Sept Oct Nov Dec Mon Tue Tues Wed Thu Thur Thurs Fri natl"
        )
    ),
    starters=frozenset(
        _words(
            "The A An This That These Those It He She We They I You In On At By For From With As "
            "If When While After Before But And Or So Yet However Our Their His Her Its There "
            "Here Now Today Tomorrow Yesterday Both Such No Not All Some Many Most Each Every "
            "Since Although Though Because Despite During Until Unless To Of What Why How Who "
            "Where Which Let Please Last Meanwhile Moreover Furthermore Nevertheless Nonetheless "
            "Therefore Thus Instead Also Still Then Another Others Only Even My Your Is Are Was "
            "Were Do Does Did Can Will Should Would Could Must May Nor Neither Either Nothing "
            "Nobody None Everyone Anyone Anything Through Together Without Within According"
        )
    ),
    divisions=frozenset(
        _words(
            "article art section sec chapter part title annex appendix schedule clause paragraph "
            "para rule regulation principle step item figure table recital question"
        )
    ),
    reporting=frozenset(
        _words("said says asked asks added adds told tells wrote writes replied replies")
    ),
)

_ES: Final = SentenceTables(
    inner=frozenset(
        _words(
            "sr sra srta sres sras srtas dr dra dres dras prof profa Lic Licda Ing Arq Dña Dª "
            "Excmo Excma Excmos Excmas Ilmo Ilma Mons Gral Cnel Cap Tte Sgto Alte Pdte Pdta Av "
            "Avda Sto Sta p.ej p.e ej cf cfr vs EE FF RR CC JJ S.M S.S S.E i.e e.g Mr Mrs Ms Fdo "
            "Pbro Dip Sen Min Dir Gob Depto Dpto"
        )
    ),
    before_number=frozenset(
        _words(
            "S/ art arts núm núms num nums nro nros n nº pág págs pag pags p pp párr párrs cap "
            "caps vol vols inc incs apdo apdos frac fracc lit fig figs tel aprox sec secc disp "
            "ene feb abr jun jul ago sept oct nov dic No Nos"
        )
    ),
    final=frozenset(
        _words(
            "uu aa hh oo ee.uu ff.aa rr.hh cc.aa cía cia ltda ltd inc corp jr Ud Uds Vd Vds ibíd "
            "ibid al cit s.l s.a.u Bs"
        )
    ),
    starters=frozenset(
        _words(
            "El La Los Las Un Una Unos Unas Lo Este Esta Estos Estas Esto Ese Esa Esos Esas Eso "
            "Aquel Aquella En Con Por Para Desde Sin Sobre Si Cuando Como Cómo Qué Quién Quiénes "
            "Cuál Aunque Pero Y No Ni Se Su Sus Nuestro Nuestra Nuestros Nuestras Hoy Ayer Ahora "
            "Así También Además Después Antes Según Entre Hay Es Son Está Están Ha Han Ya Al "
            "Durante Ante Tras Mientras Donde Dónde Todo Toda Todos Todas Cada Otro Otra Otros "
            "Otras Algunos Muchos Nadie Nada Ningún Ninguna Ellos Ellas Nosotros Yo Usted Ustedes "
            "Asimismo Queremos Debemos Tenemos Porque Solo Sólo"
        )
    ),
    divisions=frozenset(
        _words(
            "artículo articulo art sección seccion capítulo capitulo título titulo anexo apartado "
            "cláusula clausula inciso párrafo parrafo regla principio parte figura tabla cuadro "
            "punto paso considerando disposición"
        )
    ),
    reporting=frozenset(
        _words("dijo dice preguntó pregunta añadió agregó afirmó señaló respondió contestó")
    ),
)

_PT: Final = SentenceTables(
    inner=frozenset(
        _words(
            "sr sra srta srs sras srtas dr dra drs dras prof profa profª Exmo Exma Exmos Exmas "
            "Ilmo Ilma Eng Engª Arq Dª Gen Cel Cap Ten Maj Sgt Sgto Alm Des Dep Sen Gov Min Pres "
            "Pe Av R Pça Sto Sta Mons V.Ex V.Exa V.S V.Sa S.Ex S.Exa p.ex ex cf vs Mr Mrs Ms i.e "
            "e.g Gal Brig Sec Lic"
        )
    ),
    before_number=frozenset(
        _words(
            "art arts n nº núm num p pp pág págs pag pags par pars cap caps vol vols inc incs fl "
            "fls fig figs tel aprox séc séculos lit jan fev abr jun jul ago nov ref No Nos"
        )
    ),
    final=frozenset(_words("ltda ltd cia inc corp jr eua e.u.a ibid cit lda")),
    starters=frozenset(
        _words(
            "O A Os As Um Uma Uns Umas Este Esta Estes Estas Isto Esse Essa Esses Essas Isso "
            "Aquele Aquela Aquilo Em No Na Nos Nas Com Por Pelo Pela Para Desde Sem Sobre Se "
            "Quando Como Que Quem Qual Quais Embora Mas E Não Nem Seu Sua Seus Suas Nosso Nossa "
            "Nossos Nossas Hoje Ontem Agora Assim Também Além Depois Antes Segundo Entre Há É São "
            "Está Estão Foi Foram Já Ao Aos Durante Após Enquanto Onde Todo Toda Todos Todas Cada "
            "Outro Outra Outros Outras Alguns Muitos Ninguém Nada Nenhum Nenhuma Ele Ela Eles "
            "Elas Nós Eu Você Vocês Porque Queremos Devemos Temos Só"
        )
    ),
    divisions=frozenset(
        _words(
            "artigo art seção secção capítulo título anexo apêndice cláusula inciso parágrafo "
            "regra princípio parte figura tabela quadro item passo alínea"
        )
    ),
    reporting=frozenset(
        _words("disse diz perguntou pergunta acrescentou afirmou respondeu declarou")
    ),
)

SENTENCE_TABLES: Final[dict[Language, SentenceTables]] = {
    "en": _EN,
    "ja": _EN,  # the stops of Latin letters in Japanese text belong to English words and names
    "es": _ES,
    "pt": _PT,
}
"""Per language, what decides whether a full stop ends a sentence."""

NAMES_WITH_MARKS: Final[frozenset[str]] = frozenset({"yahoo", "jeopardy", "yum"})
"""Names written with an exclamation mark that ends nothing, in small letters."""

JA_CONTINUATIONS: Final[tuple[str, ...]] = _words(
    "と は が を も の に で へ や か な って という といった とする とした など "
    "まで より から だ です である でし でき であ ます され さん 様 氏 等 及び "
    "並びに 又は 若しくは または および ならびに もしくは 、 ， , ・ ： : … ‥ "
    "ー — ―"
)
"""What carries a Japanese sentence on after a quotation or an exclamation within it."""

JA_STARTERS: Final[tuple[str, ...]] = _words(
    "はい はじめ もし もちろん もっと もっとも もう もはや とても とにかく ところ "
    "とはいえ とりわけ とくに ともに のち にもかかわらず ですから ですが だから だが "
    "だけど だって だれ かつて から、 からだ かれ かのじょ がんば やはり やがて かなり "
    "がっか なお なぜ なに などなど なかでも へいわ わが わたし かえって かえり かんが "
    "かならず かり まず また、 まさに までも までに、 より、 よりよい できるだけ "
    "できれば"
)
"""Words that begin a Japanese sentence although a letter of `JA_CONTINUATIONS` begins them."""


# --- which language a text is in --------------------------------------------------------

COMMON_WORDS: Final[dict[Language, frozenset[str]]] = {
    "en": frozenset(
        _words(
            "the of to and in shall be for that on will by with is or as this its from not it "
            "their any are other at which may have has an our all was under between been them "
            "each they without who after we new should two out would into than when so where "
            "those before only if were but do does did had him his her she he you your i my us "
            "what how no can could must there these such more most also about over through "
            "because while until both being every same own why then now said say says made make "
            "need cannot let nor whether against across within upon just here up down off one "
            "three four five six ten people data free open rules law government governments "
            "minister ministry companies company public privacy security trust standards standard "
            "access markets market countries country citizens investment quality growth future "
            "world today year years never always whose whom too very many few"
        )
    ),
    "es": frozenset(
        _words(
            "de la que el y en los del las se un por una con para su al sus sin lo es más sobre "
            "como no entre si dos ha todos solo todo cuando le cualquier qué dijo tiene toda "
            "desde hasta está son este otros puede nos porque ante fue ser ya ningún ninguna "
            "había donde sino muy estos esta estas les todas pero era hay mismo otro otra quien "
            "quienes nada nadie también nuestro nuestra nuestros nuestras uno han será serán "
            "estado cada ellos ellas nosotros ustedes usted yo eso esto esa ese esos esas ni "
            "además así hoy aquí según menos mejor tres años año datos derechos derecho gobierno "
            "empresas empresa país países ley leyes seguridad libre abierta abierto red redes "
            "ciudadanos ministerio ministro estamos somos queremos debe deben debemos va vamos "
            "hacer hace puedan tienen tenemos fueron sido siempre nunca mientras aunque tras "
            "durante contra hacia mediante cuyo cuya quién cómo dónde sí mi mis tu tus unos unas "
            "aun aún antes después"
        )
    ),
    "pt": frozenset(
        _words(
            "de e que o no do da em os para não um com uma as por é se na dos ao sem mais das à "
            "será sobre como foi nós ser só todos cada também tem entre sua seus aos ou pelo pela "
            "pelos pelas serão nossa nos às seu nosso eu isso aqui porque quem dois duas são mas "
            "hoje quando nas antes seja está muito nossos nossas até já ela ele eles elas essa "
            "esse esta este isto mesmo ainda outros outra outro todas toda todo depois nenhum "
            "nenhuma ninguém nem onde há foram poderá poderão deve devem devemos vai vamos você "
            "vocês suas meu minha lhe lhes era num numa uns umas dele dela deles delas desse "
            "dessa deste desta nesse nessa neste nesta menos melhor três anos ano dados direitos "
            "direito governo governos empresas empresa país países lei leis segurança livre "
            "aberta aberto rede redes cidadãos ministério ministro estamos somos queremos fazer "
            "faz têm temos sido sempre nunca enquanto embora após durante contra sob cujo cuja "
            "qual quais além assim então mim aquele aquela aquilo"
        )
    ),
}
"""Frequent words, in small letters; a word that two languages share speaks for both."""

WORD_ENDINGS: Final[dict[Language, tuple[str, ...]]] = {
    "en": _words(
        "tion tions sion ing ings ness ment ments ity ities ly ships ship ized ised ed ies ers"
    ),
    "es": _words(
        "ción ciones sión siones dad dades miento mientos ía ías aje ajes ables ando iendo "
        "aron ieron ó ón amos emos"
    ),
    "pt": _words(
        "ção ções são sões dade dades mento mentos agem agens ões ável áveis ível íveis ando "
        "endo indo ência ências aram eram iram ou eu iu inho inha ilho ilhos elho"
    ),
}
"""Endings that words of five letters and more take in one language rather than another."""

DISTINCTIVE_LETTERS: Final[dict[Language, str]] = {
    "en": "",
    "es": "ñ¿¡",
    "pt": "ãõçêôâà",
}
"""Letters and marks that the other two languages of Latin script do not write."""

SHARED_ACCENTS: Final = "áéíóú"
"""Letters of Spanish and Portuguese that English does not write."""


# --- forms of words ---------------------------------------------------------------------

INFLECTIONS: Final[dict[Language, tuple[tuple[str, str], ...]]] = {
    "en": (
        ("s", ""), ("es", ""), ("ies", "y"),
        ("isation", "ization"), ("isations", "ization"), ("izations", "ization"),
        ("ise", "ize"), ("ised", "ized"), ("ising", "izing"),
    ),
    "ja": (),
    "es": (
        ("s", ""), ("es", ""), ("ces", "z"), ("a", "o"), ("as", "o"), ("a", ""), ("as", ""),
    ),
    "pt": (
        ("s", ""), ("es", ""), ("oes", "ao"), ("aes", "ao"), ("ais", "al"), ("eis", "el"),
        ("eis", "il"), ("is", "il"), ("ois", "ol"), ("uis", "ul"), ("ns", "m"), ("a", "o"),
        ("as", "o"), ("a", ""), ("as", ""),
    ),
}  # fmt: skip
"""Endings of plurals, genders and spellings, and what the word has instead in its plain form.
Without accents; a word may be read in several ways, and two words are alike if one is shared."""

CONTRACTIONS: Final[dict[Language, dict[str, str]]] = {
    "en": {},
    "ja": {},
    "es": {"del": "de", "al": "a"},
    "pt": dict.fromkeys(_words("do da dos das"), "de")
    | dict.fromkeys(_words("pelo pela pelos pelas"), "por")
    | dict.fromkeys(_words("no na nos nas"), "em"),
}
"""Linking words that an article has grown onto, and the linking word alone."""

LINKING_WORDS: Final[dict[Language, frozenset[str]]] = {
    "en": frozenset(),
    "ja": frozenset(),
    "es": frozenset(_words("de por en a")),
    "pt": frozenset(_words("de por em")),
}
"""Words after which an article changes nothing about what a phrase names."""

ARTICLES: Final[dict[Language, frozenset[str]]] = {
    "en": frozenset(),
    "ja": frozenset(),
    "es": frozenset(_words("el la los las")),
    "pt": frozenset(_words("o a os as")),
}

JA_PREFIXES: Final[frozenset[str]] = frozenset("各諸旧新対同元両他反脱非")
"""Single kanji that go before a whole word and leave it what it is."""

JA_SUFFIXES: Final[frozenset[str]] = frozenset("等側間上下内外的論性型系別時後前中案")
"""Single kanji that follow a whole word and leave it what it is."""

JA_PARTICLES_BEFORE: Final[frozenset[str]] = frozenset("のはをがもや")
"""Hiragana that mostly end what stands before a word; not と, as in とみなし."""
