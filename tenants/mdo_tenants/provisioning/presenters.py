"""The progress of a sign-up as steps."""

from __future__ import annotations

from dataclasses import dataclass

from mdo_tenants.provisioning.models import SignUp


@dataclass(frozen=True, kw_only=True)
class StepLine:
    label: str
    is_done: bool
    is_current: bool


@dataclass(frozen=True, kw_only=True)
class Progress:
    """`done` of `total` steps; `is_over` when waiting longer changes nothing."""

    lines: list[StepLine]
    done: int
    total: int
    is_ready: bool
    is_failed: bool

    @property
    def is_over(self) -> bool:
        return self.is_ready or self.is_failed


def progress(sign_up: SignUp, *, is_handing_over: bool) -> Progress:
    lines = [
        StepLine(label=str(step.label), is_done=sign_up.step >= step.value, is_current=sign_up.step + 1 == step.value)
        for step in SignUp.Step
    ]
    return Progress(
        lines=lines,
        done=sum(line.is_done for line in lines),
        total=len(lines),
        is_ready=sign_up.state == SignUp.State.READY and not is_handing_over,
        is_failed=sign_up.state == SignUp.State.FAILED,
    )
