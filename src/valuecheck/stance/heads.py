"""Fitted heads: two calibrated logistic regressions per principle, as plain arrays.

One head says how likely a sentence speaks to the principle (relevance), the other how
likely it supports rather than undermines it, if it does (polarity). Each is a linear score
followed by Platt's sigmoid:

    score = weights . vector + bias,    probability = 1 / (1 + exp(a * score + b))

Source of the calibration: J. Platt, "Probabilistic outputs for support vector machines and
comparisons to regularized likelihood methods", 1999; fitted by scikit-learn's
`CalibratedClassifierCV(method="sigmoid", ensemble=False)`.

A folder `heads/<encoder>/` in a pack holds `manifest.json` and `heads.npz`. The manifest
carries the hash of the arrays, of the encoder that the vectors came from, and of the
examples; loading verifies the first two.
"""

from __future__ import annotations

import hashlib
import io
import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from zipfile import BadZipFile

from valuecheck.errors import ModelError

if TYPE_CHECKING:
    from collections.abc import Mapping

    import numpy as np
    from numpy.typing import NDArray

    from valuecheck.types import ModelInfo, Pack, Vectors

FORMAT: Final = 1
"""Version of the folder's form. 1: heads.npz with the arrays of `Heads`, manifest."""

_ARRAYS: Final = ("relevance", "polarity")
_PARTS: Final = ("weights", "bias", "sigmoid")
_UNREADABLE: Final = (
    *(LookupError, TypeError, ValueError, AttributeError),  # the manifest holds other things
    *(OSError, EOFError, BadZipFile),  # the archive is none
)
_REFIT: Final = "fit the heads again with: valuecheck train PACK"


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Probabilities that a judgement has to reach, for one language.

    Where the relevance is reached and no stance can be stated, the judgement is `unsure`. A
    threshold above 1 is never reached.
    """

    relevance: float
    """That the sentence speaks to the principle."""
    supports: float
    """That it supports it, given that it speaks to it."""
    undermines: float
    """That it undermines it, given that it speaks to it."""
    confidence: float = 0.5
    """Both together, for either stance: what is more likely false is not stated."""


NEVER: Final = Thresholds(2.0, 2.0, 2.0)
"""For a language without examples: nothing is said of a sentence in it."""


@dataclass(frozen=True, slots=True)
class Logistic:
    """One calibrated logistic regression per principle."""

    weights: NDArray[np.float64]
    """Shape (principles, dimensions)."""
    bias: NDArray[np.float64]
    """Shape (principles,)."""
    sigmoid: NDArray[np.float64]
    """Platt's a and b, shape (principles, 2)."""

    def probabilities(self, vectors: Vectors) -> NDArray[np.float64]:
        """Calibrated probabilities, shape (sentences, principles).

        Args:
            vectors: shape (sentences, dimensions).
        """
        import numpy as np

        scores = vectors.astype(np.float64) @ self.weights.T + self.bias
        exponent = np.clip(self.sigmoid[:, 0] * scores + self.sigmoid[:, 1], -700, 700)
        return np.asarray(1.0 / (1.0 + np.exp(exponent)))


@dataclass(frozen=True, slots=True)
class Heads:
    """All heads of a pack, fitted on the vectors of one encoder."""

    pack: str
    principles: tuple[str, ...]
    encoder: ModelInfo
    examples_sha256: str
    relevance: Logistic
    polarity: Logistic
    thresholds: Mapping[str, Thresholds]
    """Keyed by language."""
    figures: Mapping[str, Any]
    """What cross-validation measured when the heads were fitted."""


def find_heads(pack: Pack, encoder: ModelInfo) -> Path:
    """Folder of the pack's heads for an encoder, told by the hash in their manifests.

    Raises:
        ModelError: if the pack has none for it, or has gained principles since they were
            fitted, of which a check would find every draft silent.
    """
    for file in sorted(Path(pack.folder).glob("heads/*/manifest.json")):
        manifest = _read_manifest(file)
        fitted_for = manifest.get("encoder")
        if isinstance(fitted_for, dict) and fitted_for.get("sha256") == encoder.sha256:
            _refuse_unfitted(pack, manifest, file.parent)
            return file.parent
    raise ModelError(
        f"the pack has no heads for the encoder {encoder.id!r}; fit them with: "
        "valuecheck train PACK (add --encoder if you use another than the one that ships)",
        path=pack.id,
    )


def _refuse_unfitted(pack: Pack, manifest: Mapping[str, Any], folder: Path) -> None:
    names = manifest.get("principles")
    fitted = names if isinstance(names, list) else []
    missing = [principle.id for principle in pack.principles if principle.id not in fitted]
    if missing:
        raise ModelError(
            f"the heads were fitted before the pack had {', '.join(missing)}; {_REFIT}",
            path=_shown(folder),
        )


def load_heads(folder: Path) -> Heads:
    """Load and verify heads.

    Raises:
        ModelError: if a file is missing, damaged, or of a form that cannot be read.
    """
    manifest = _read_manifest(folder / "manifest.json")
    name = _shown(folder)
    if manifest.get("format") != FORMAT:
        raise ModelError(
            f"heads of another format than this version reads ({FORMAT}); {_REFIT}", path=name
        )
    try:
        content = (folder / "heads.npz").read_bytes()
    except OSError as error:
        raise ModelError(f"heads.npz is missing; {_REFIT}", path=name) from error
    if hashlib.sha256(content).hexdigest() != manifest.get("sha256"):
        raise ModelError(
            f"heads.npz is not the file that its manifest names (its hash differs); {_REFIT}",
            path=name,
        )
    try:
        return _heads(manifest, content)
    except _UNREADABLE as error:
        raise ModelError(
            f"the heads are damaged: the manifest and the arrays do not go together; {_REFIT}",
            path=name,
        ) from error


def identify(folder: Path) -> tuple[tuple[str, ...], str]:
    """Principles of the heads in a folder, and a hash of all that they decide by.

    Nothing is verified and no array is loaded: see `load_heads` for that.

    Raises:
        ModelError: if a file cannot be read.
    """
    manifest = _read_manifest(folder / "manifest.json")
    names = manifest.get("principles")
    try:
        contents = [(folder / name).read_bytes() for name in ("manifest.json", "heads.npz")]
    except OSError as error:
        raise ModelError(f"heads.npz is missing; {_REFIT}", path=_shown(folder)) from error
    lines = "".join(f"{hashlib.sha256(content).hexdigest()}\n" for content in contents)
    principles = tuple(map(str, names)) if isinstance(names, list) else ()
    return principles, hashlib.sha256(lines.encode()).hexdigest()


def save_heads(heads: Heads, folder: Path) -> None:
    """Write heads to a folder; the same heads always give the same bytes."""
    import numpy as np

    arrays = {
        f"{kind}_{part}": getattr(getattr(heads, kind), part) for kind in _ARRAYS for part in _PARTS
    }
    buffer = io.BytesIO()
    np.savez_compressed(buffer, **arrays)
    content = buffer.getvalue()
    manifest = {
        "format": FORMAT,
        "pack": heads.pack,
        "principles": list(heads.principles),
        "encoder": {"id": heads.encoder.id, "sha256": heads.encoder.sha256},
        "examples_sha256": heads.examples_sha256,
        "sha256": hashlib.sha256(content).hexdigest(),
        "thresholds": {
            language: asdict(values) for language, values in sorted(heads.thresholds.items())
        },
        "figures": heads.figures,
    }
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "heads.npz").write_bytes(content)
    text = json.dumps(manifest, indent=2, ensure_ascii=False) + "\n"
    (folder / "manifest.json").write_text(text, encoding="utf-8")


def _heads(manifest: Mapping[str, Any], content: bytes) -> Heads:
    import numpy as np

    from valuecheck.types import ModelInfo

    with np.load(io.BytesIO(content), allow_pickle=False) as arrays:
        kinds = [
            Logistic(*(np.asarray(arrays[f"{kind}_{part}"], np.float64) for part in _PARTS))
            for kind in _ARRAYS
        ]
    rows = len(manifest["principles"])
    for one in kinds:
        shapes = one.weights.shape[:1], one.bias.shape, one.sigmoid.shape
        if shapes != ((rows,), (rows,), (rows, 2)) or one.weights.ndim != 2:
            raise ValueError("arrays of other shapes than the principles ask for")
    return Heads(
        pack=manifest["pack"],
        principles=tuple(manifest["principles"]),
        encoder=ModelInfo(**manifest["encoder"]),
        examples_sha256=manifest["examples_sha256"],
        relevance=kinds[0],
        polarity=kinds[1],
        thresholds={
            language: Thresholds(**values) for language, values in manifest["thresholds"].items()
        },
        figures=manifest["figures"],
    )


def _read_manifest(path: Path) -> dict[str, Any]:
    try:
        manifest = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ModelError(
            f"the heads' manifest.json is missing or damaged; {_REFIT}", path=_shown(path.parent)
        ) from error
    return manifest if isinstance(manifest, dict) else {}


def _shown(folder: Path) -> str:
    """The folder of heads as messages name it, from the pack's own folder on."""
    return "/".join(folder.parts[-3:])
