"""What the tests share: the sample documents, the real corpus where it is at hand, and patient property tests."""

from pathlib import Path

import pytest
from hypothesis import settings

ROOT = Path(__file__).resolve().parents[1]
SAMPLES = ROOT / "examples" / "data"
CORPUS = ROOT.parent / "shared" / "corpus"

# A busy machine is no reason for a property to fail.
settings.register_profile("patient", deadline=None, print_blob=True)
settings.load_profile("patient")


@pytest.fixture
def sample_budget() -> Path:
    """The 2024 budget of the fictional bureau."""
    return SAMPLES / "云溪市医疗保障局2024年部门预算.md"


@pytest.fixture
def sample_final_accounts() -> Path:
    """The 2023 final accounts of the fictional bureau."""
    return SAMPLES / "云溪市医疗保障局2023年度部门决算.md"


@pytest.fixture
def corpus() -> Path:
    """The real documents."""
    if not CORPUS.exists():
        pytest.skip("the corpus is not here")
    return CORPUS
