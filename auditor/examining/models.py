"""What was trained: the language model, the networks and the weights, each compared with its digest."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator

from auditor.base.errors import ModelError
from auditor.examining.place import Place, wrong
from auditor.records.health import Sign, State
from auditor.records.reading import Languages
from auditor.records.report import Detector


def language_model(place: Place) -> Iterator[Sign]:
    """Whether the pipeline that parses is there, and is the one that the auditor was measured with."""
    from auditor.language import pipeline

    name = place.settings.model
    try:
        pipeline.verified(name)
        version = pipeline.version(name)
    except ModelError as error:
        yield wrong("language model", error)
        return
    if name in pipeline.PINNED:
        yield Sign("language model", State.OK, f"{name} {version} is there and genuine")
    else:
        words = f"{name} {version} is there; whether its files are genuine cannot be told"
        todo = f"its results are your own to judge: the auditor was measured with {pipeline.DEFAULT_MODEL}"
        yield Sign("language model", State.WARNING, words, todo)


def tagger(place: Place) -> Iterator[Sign]:
    """Whether each file of the networks that find statements and charges is there and genuine."""
    from auditor.language.tagger import network

    def check(name: str) -> Callable[[], object]:
        return lambda: network.verify(network.weights(), {name: network.DIGESTS[name]})

    faults = [sign for name in network.DIGESTS for sign in _looked_at(place, "tagger", Detector.TAGGER, check(name))]
    yield from faults
    if not faults:
        told = f"its {len(network.DIGESTS)} files, those for accusations among them, are there and genuine"
        yield Sign("tagger", State.OK, told)


def sources(place: Place) -> Iterator[Sign]:
    """Whether the weights by which it is judged whose words are whose are there and genuine."""
    from auditor.analysis.sources.learned import model

    faults = list(_looked_at(place, "source model", Detector.SOURCES, model.load))
    yield from faults or [Sign("source model", State.OK, "its file is there and genuine")]


def languages(place: Place) -> Iterator[Sign]:
    """Whether what tells languages apart is there and genuine."""
    from auditor.language.tongue import model

    try:
        model.load()
    except ModelError as error:
        in_use = place.settings.language is Languages.ENGLISH
        yield wrong("languages", error, State.PROBLEM if in_use else State.WARNING)
        return
    yield Sign("languages", State.OK, "what tells English from other languages is there and genuine")


def telemetry(place: Place) -> Iterator[Sign]:
    """Whether onnxruntime, which reports to its vendor if left to itself, is told to send nothing."""
    from auditor.language.tagger import network

    library = network.runtime()
    silent = os.environ.get(network.SILENT) == "1"
    if silent:
        yield Sign(
            "telemetry", State.OK, f"onnxruntime {library.__version__} is told to send nothing, before it begins"
        )
    else:
        yield Sign("telemetry", State.PROBLEM, "onnxruntime is not told to send nothing", "reinstall auditor")


def _looked_at(place: Place, subject: str, detector: Detector, check: Callable[[], object]) -> Iterator[Sign]:
    """What is wrong, if anything; a warning only where the settings do without it."""
    try:
        check()
    except ModelError as error:
        yield wrong(subject, error, State.PROBLEM if detector in place.settings.detectors else State.WARNING)
