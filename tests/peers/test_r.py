"""The same numbers from R: surveillance, MASS, boot and stats, called as programs of their own (`make test-r`).

R is a peer, never a dependency: nothing of it is in qeyd, and without it (Debian: r-base-core, r-cran-surveillance,
r-cran-boot) these tests skip.
"""

import json
import shutil
import subprocess

import numpy as np
import pytest

from qeyd.analyse.delay import wilson
from qeyd.analyse.many_looks import benjamini_hochberg, holm
from qeyd.analyse.negative_binomial import fit
from qeyd.analyse.report import count_interval
from qeyd.analyse.scores import log_score, negative_binomial_chances, ranked_probability_score
from qeyd.analyse.since_when import changes
from tests.analyse.series import COAL, nb

pytestmark = pytest.mark.peer

# Numbers leave R as JSON, written by hand so that no further package is needed.
_SHOW = (
    "show <- function(...) { x <- list(...); cat('{', paste(sprintf('\"%s\": [%s]', names(x), "
    "sapply(x, function(v) paste(sprintf('%.12g', as.numeric(v)), collapse=', '))), collapse=', '), '}') }\n"
)


def r(script: str, *packages: str) -> dict[str, np.ndarray]:
    """What an R script shows."""
    if shutil.which("Rscript") is None:
        pytest.skip("R is not installed (Debian: apt install r-base-core r-cran-surveillance r-cran-boot)")
    needed = "".join(f"if (!requireNamespace('{one}', quietly=TRUE)) quit(status=77)\n" for one in packages)
    done = subprocess.run(
        ["Rscript", "--vanilla", "-"],
        input=needed + _SHOW + script,
        capture_output=True,
        text=True,
        timeout=300,
    )
    if done.returncode == 77:
        pytest.skip(f"R lacks a package of {', '.join(packages)} (Debian: r-cran-surveillance, r-cran-boot)")
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout[done.stdout.index("{") :])
    return {name: np.array(values) for name, values in told.items()}


def vector(values: np.ndarray) -> str:
    return f"c({', '.join(f'{one:.12g}' for one in values)})"


def test_carry_is_fitted_as_hhh4_does_on_its_own_series() -> None:
    theirs = r(
        """
        suppressMessages(library(surveillance)); data(salmonella.agona)
        y <- suppressMessages(disProg2sts(salmonella.agona))
        season <- addSeason2formula(~1 + t, S = 1, period = 52)
        found <- hhh4(y, list(ar = list(f = ~1), end = list(f = season), family = "NegBin1"))
        show(y = observed(y), carry = exp(coef(found)["ar.1"]), slope = coef(found)["end.t"],
             overdispersion = coef(found, reparamPsi = TRUE)["overdisp"], loglik = as.numeric(logLik(found)))
        """,
        "surveillance",
    )
    y = theirs["y"]
    t = np.arange(1, len(y) + 1)
    angle = 2 * np.pi * t / 52
    ours = fit(y, np.column_stack([np.ones_like(angle), t - t.mean(), np.sin(angle), np.cos(angle)]))
    assert ours.carry[0] == pytest.approx(theirs["carry"][0], abs=1e-4)
    assert ours.beta[0, 1] == pytest.approx(theirs["slope"][0], abs=1e-5)
    assert ours.alpha[0] == pytest.approx(theirs["overdispersion"][0], abs=1e-4)
    assert ours.loglik[0] == pytest.approx(theirs["loglik"][0], abs=0.002)


@pytest.mark.parametrize("seed", range(3))
def test_carry_with_a_rise_is_fitted_as_hhh4_does_on_made_up_series(seed: int) -> None:
    y = nb(np.random.default_rng(seed), np.linspace(2, 8, 60), 3.0, (1, 60))[0]
    theirs = r(
        f"""
        suppressMessages(library(surveillance))
        y <- sts(observed = matrix({vector(y)}), start = c(2020, 1), frequency = 12)
        found <- hhh4(y, list(ar = list(f = ~1), end = list(f = ~1 + t), family = "NegBin1"))
        show(loglik = as.numeric(logLik(found)), slope = coef(found)["end.t"])
        """,
        "surveillance",
    )
    steps = np.arange(60.0)
    ours = fit(y, np.column_stack([np.ones(60), steps - steps.mean()]))
    assert ours.loglik[0] >= theirs["loglik"][0] - 0.01
    if abs(ours.loglik[0] - theirs["loglik"][0]) < 0.01:
        assert ours.beta[0, 1] == pytest.approx(theirs["slope"][0], abs=2e-3)


@pytest.mark.parametrize("seed", range(3))
def test_without_carry_it_is_the_negative_binomial_of_mass(seed: int) -> None:
    y = nb(np.random.default_rng(40 + seed), np.linspace(3, 6, 60), 2.0, (1, 60))[0]
    theirs = r(
        f"""
        y <- {vector(y)}; x <- seq(-1, 1, length.out = 60)
        found <- MASS::glm.nb(y ~ x)
        show(beta = coef(found), theta = found$theta, loglik = as.numeric(logLik(found)))
        """,
        "MASS",
    )
    ours = fit(y, np.column_stack([np.ones(60), np.linspace(-1, 1, 60)]), carry=False)
    assert ours.beta[0] == pytest.approx(theirs["beta"], abs=1e-3)
    assert 1 / ours.alpha[0] == pytest.approx(theirs["theta"][0], rel=0.01)
    assert ours.loglik[0] == pytest.approx(theirs["loglik"][0], abs=1e-3)


def test_the_coal_disasters_of_boot_are_those_of_the_tests_and_change_where_they_are_said_to() -> None:
    theirs = r("show(year = floor(boot::coal$date))", "boot")
    counts = np.bincount(theirs["year"].astype(int) - 1851, minlength=112)
    assert counts.tolist() == COAL
    found = changes(counts.astype(float), alphas=(1e-5,), carries=(0.0,))[0]
    assert 1851 + found.mode == 1891


def test_scores_are_those_of_surveillance() -> None:
    theirs = r(
        """
        suppressMessages(library(surveillance)); y <- c(0, 1, 3, 7, 12)
        found <- scores(y, mu = rep(3, 5), size = rep(3, 5), which = c("logs", "rps"))
        show(logs = found[, "logs"], rps = found[, "rps"])
        """,
        "surveillance",
    )
    chances = negative_binomial_chances(3.0, 3.0, top=400)
    for i, y in enumerate((0, 1, 3, 7, 12)):
        assert log_score(chances, y) == pytest.approx(theirs["logs"][i], abs=1e-6)
        assert ranked_probability_score(chances, y) == pytest.approx(theirs["rps"][i], abs=1e-6)


def test_corrections_and_intervals_are_those_of_stats() -> None:
    p = np.array([0.001, 0.2, 0.03, 0.04, 0.011, 0.6])
    theirs = r(
        f"""
        p <- {vector(p)}
        show(bh = p.adjust(p, "BH"), holm = p.adjust(p, "holm"),
             wilson = prop.test(13, 40, correct = FALSE)$conf.int, none = poisson.test(0)$conf.int,
             seven = poisson.test(7)$conf.int)
        """
    )
    assert benjamini_hochberg(p) == pytest.approx(theirs["bh"], abs=1e-12)
    assert holm(p) == pytest.approx(theirs["holm"], abs=1e-12)
    assert wilson(13 / 40, 40) == pytest.approx(theirs["wilson"], abs=1e-5)
    low, high = count_interval(np.array([0.0, 7.0]), np.array([0.0, 7.0]))
    assert (low[0], high[0]) == pytest.approx(theirs["none"], abs=1e-6)
    assert (low[1], high[1]) == pytest.approx(theirs["seven"], abs=1e-6)
