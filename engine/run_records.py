"""What stands in the description of a saved run, piece by piece."""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from engine.outcome import (
    Diverged,
    EarlyStopped,
    EpochLimit,
    Going,
    NoExamples,
    TargetReached,
)

Count = Annotated[int, Field(ge=0, le=2**53)]
Place = Annotated[int, Field(ge=0, le=2**31)]
Finite = Annotated[float, Field(allow_inf_nan=False)]
Text = Annotated[str, Field(max_length=1000)]

OUTCOMES = {
    kind.kind: kind
    for kind in (Going, EpochLimit, NoExamples, EarlyStopped, TargetReached, Diverged)
}


class Record(BaseModel):
    """Plain values; nothing is converted, nothing unknown is let pass."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, defer_build=True)


class OutcomeRecord(Record):
    """How a run ended; the fields that its kind has not are left at their defaults."""

    kind: Literal["going", "epoch_limit", "no_examples", "early_stopping", "target", "diverged"]
    step: Count
    epoch: Count
    best_step: Count = 0
    best_epoch: Count = 0
    best_loss: Finite = 0.0
    restored: bool = False
    measure: Literal["train_loss", "test_loss", "train_score", "test_score"] = "test_loss"
    value: Finite = 0.0
    good_step: Count | None = None


class SettingsRecord(Record):
    """Changed settings; experiments are places in the description's list, one for each run."""

    kind: Literal["settings"] = "settings"
    step: Count
    experiments: list[Place]


class WentOnRecord(Record):
    """A run told to go on."""

    kind: Literal["went_on"] = "went_on"
    step: Count


class ParametersRecord(Record):
    """Edited parameters; places and values are arrays."""

    kind: Literal["parameters"] = "parameters"
    step: Count


class FrozenRecord(Record):
    """Frozen parameters; their places are an array."""

    kind: Literal["frozen"] = "frozen"
    step: Count


class DataRecord(Record):
    """Edited data; edits are places in the description's list, one for each run."""

    kind: Literal["data"] = "data"
    step: Count
    edits: list[Place]


class PaintedRecord(Record):
    """Painted points; which ones and what they became are arrays, for each run."""

    kind: Literal["painted"] = "painted"
    step: Count
    counts: list[Count]
    recounted: bool = False


class SealedRecord(Record):
    """The sealed part opened; its values are arrays."""

    kind: Literal["sealed"] = "sealed"
    step: Count
    names: list[Literal["loss", "accuracy", "r2"]]


EntryRecord = Annotated[
    SealedRecord
    | SettingsRecord
    | WentOnRecord
    | ParametersRecord
    | FrozenRecord
    | DataRecord
    | PaintedRecord,
    Field(discriminator="kind"),
]


class DatasetRecord(Record):
    """What a data set has beside its arrays."""

    task: Literal["binary", "multiclass", "regression"]
    feature_names: list[Text]
    column_names: list[Text]
    class_names: list[Text]
    target_name: Text
    rows_dropped: Count
    features: list[Text]


class EditRecord(Record):
    """Edited data; None where only rows changed, which are arrays."""

    whole: DatasetRecord | None


class CheckpointRecord(Record):
    """One moment; its settings are those of the change log up to it."""

    step: Count
    epoch: Count
    batch_index: Count
    rows_evaluated: Count
    seconds: Annotated[float, Field(ge=0.0, allow_inf_nan=False)]
    updates: Count
    changes: Count
    started: bool
    outcomes: list[OutcomeRecord]
    good: Place | None


class StretchRecord(Record):
    """Steps with one batch size."""

    step: Count
    epoch: Count
    samples: Count
    batch_size: Annotated[int, Field(ge=1, le=2**53)]
    rows: Count


class MarkRecord(Record):
    """A mark on the plot."""

    step: Count
    epoch: Count
    text: Annotated[str, Field(max_length=100_000)]


class SeriesRecord(Record):
    """How many records were ever taken, and on how many levels they are."""

    count: Count
    levels: Annotated[int, Field(ge=0, le=64)]


class HistoryRecord(Record):
    """The history beside its arrays."""

    batches: SeriesRecord
    evaluations: SeriesRecord
    layer_gradients: SeriesRecord
    clock: SeriesRecord
    stretches: Annotated[list[StretchRecord], Field(min_length=1)]
    marks: list[MarkRecord]


class TimelineRecord(Record):
    """Which checkpoints are kept of the past, and how they are thinned."""

    most: Annotated[int, Field(ge=1, le=2**20)]
    most_bytes: Annotated[int, Field(ge=1, le=2**40)]
    exponent: Annotated[int, Field(ge=0, le=62)]
    kept: list[Place]


class Description(Record):
    """A saved run."""

    version: Literal[1] = 1
    stack: bool
    begun_with: Annotated[list[Place], Field(min_length=1)]
    experiments: list[dict[str, Any]]
    data: list[list[Finite]]
    change_log: list[EntryRecord]
    edits: list[EditRecord]
    checkpoints: list[CheckpointRecord]
    now: Place
    history: HistoryRecord
    timeline: TimelineRecord | None
