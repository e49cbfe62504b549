"""The chart is linted, rendered for both value files and validated against Kubernetes' schemas, without a cluster."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import helm_python as helm
import kubernetes_validate
import pytest
import yaml

CHART = Path(__file__).resolve().parents[2] / "helm" / "mdo-portal"
KUBERNETES = ("1.30", "1.37")  # the oldest that the chart allows, and the newest whose schemas are at hand
VALUES = {size: yaml.safe_load((CHART / f"values-{size}.yaml").read_text()) for size in ("small", "large")}
OWNER = "OWNER_DATABASE_URL"
SECRET_NAMES = {
    "SECRET_KEY",
    "MDO_FIELD_KEYS",
    "DATABASE_URL",
    "REDIS_URL",
    OWNER,
    "MDO_SMTP_USER",
    "MDO_SMTP_PASSWORD",
}

Manifest = dict[str, Any]


def render(values: Manifest) -> list[Manifest]:
    with helm.Chart.load(CHART) as chart:
        files = chart.render(values, name="mdo-portal", namespace="mdo")
    texts = (text for name, text in files.items() if name.endswith(".yaml"))
    return [manifest for text in texts for manifest in yaml.safe_load_all(text) if manifest]


RENDERED = {size: render(values) for size, values in VALUES.items()}
both = pytest.mark.parametrize("manifests", RENDERED.values(), ids=RENDERED)


def of_kind(manifests: list[Manifest], kind: str) -> dict[str, Manifest]:
    return {m["metadata"]["name"].removeprefix("mdo-portal-"): m for m in manifests if m["kind"] == kind}


def pods(manifests: list[Manifest]) -> dict[str, Manifest]:
    made = of_kind(manifests, "Deployment") | of_kind(manifests, "Job")
    return {name: manifest["spec"]["template"]["spec"] for name, manifest in made.items()}


def container(pod: Manifest) -> Manifest:
    (only,) = pod["containers"]
    return only


def secrets_of(pod: Manifest) -> dict[str, str]:
    env = container(pod)["env"]
    return {item["name"]: item["valueFrom"]["secretKeyRef"]["name"] for item in env if "valueFrom" in item}


def changed(size: str, **sections: Any) -> Manifest:
    values = VALUES[size]
    return {**values, **{k: {**values.get(k, {}), **v} if isinstance(v, dict) else v for k, v in sections.items()}}


@pytest.mark.parametrize("size", VALUES)
def test_lints(size: str) -> None:
    report = helm.lint(CHART, VALUES[size], strict=True, kube_version="v1.30.0")

    assert report["errors"] == []
    assert [m["error"] for m in report["messages"]] == ["icon is recommended"]


@both
@pytest.mark.parametrize("version", KUBERNETES)
def test_every_manifest_is_valid_kubernetes(manifests: list[Manifest], version: str) -> None:
    for manifest in manifests:
        assert kubernetes_validate.validate(manifest, version, strict=True) == version


def test_the_small_and_the_large_installation_have_these_parts() -> None:
    small = {
        "ConfigMap": 1, "Deployment": 3, "Ingress": 1, "Job": 1, "NetworkPolicy": 4, "PodDisruptionBudget": 2,
        "Service": 1, "ServiceAccount": 1,
    }  # fmt: skip
    kinds = {size: [m["kind"] for m in manifests] for size, manifests in RENDERED.items()}

    assert {kind: kinds["small"].count(kind) for kind in sorted(set(kinds["small"]))} == small
    assert sorted(kinds["large"]) == sorted([*kinds["small"], "HorizontalPodAutoscaler", "HorizontalPodAutoscaler"])


@both
def test_only_the_worker_and_the_migration_get_the_owner_role(manifests: list[Manifest]) -> None:
    with_owner = {name for name, pod in pods(manifests).items() if OWNER in secrets_of(pod)}

    assert with_owner == {"worker", "migrate"}
    assert {name for name, pod in pods(manifests).items() if "mdo-portal-owner" in str(pod)} == with_owner


def test_only_the_worker_gets_the_password_of_the_mail_server() -> None:
    with_smtp = {name for name, pod in pods(RENDERED["large"]).items() if "MDO_SMTP_PASSWORD" in secrets_of(pod)}

    assert with_smtp == {"worker"}


@both
def test_no_secret_is_rendered_only_referred_to(manifests: list[Manifest]) -> None:
    assert not of_kind(manifests, "Secret")
    assert SECRET_NAMES.isdisjoint(of_kind(manifests, "ConfigMap")["mdo-portal"]["data"])
    for pod in pods(manifests).values():
        written_out = {item["name"] for item in container(pod)["env"] if "value" in item}
        assert SECRET_NAMES.isdisjoint(written_out)
        assert {"SECRET_KEY", "MDO_FIELD_KEYS", "DATABASE_URL", "REDIS_URL"} <= secrets_of(pod).keys()


@both
def test_every_container_is_locked_down(manifests: list[Manifest]) -> None:
    for pod in pods(manifests).values():
        assert pod["automountServiceAccountToken"] is False
        assert pod["securityContext"]["runAsNonRoot"] is True
        assert pod["securityContext"]["runAsUser"] > 0
        assert pod["securityContext"]["seccompProfile"] == {"type": "RuntimeDefault"}
        assert container(pod)["securityContext"] == {
            "allowPrivilegeEscalation": False, "readOnlyRootFilesystem": True, "runAsNonRoot": True,
            "capabilities": {"drop": ["ALL"]},
        }  # fmt: skip
        assert {"cpu", "memory"} <= container(pod)["resources"]["requests"].keys()
        assert "memory" in container(pod)["resources"]["limits"]
    assert of_kind(manifests, "ServiceAccount")["mdo-portal"]["automountServiceAccountToken"] is False


@both
def test_each_part_starts_its_own_program_with_the_production_settings(manifests: list[Manifest]) -> None:
    started = {name: " ".join(container(pod)["args"]) for name, pod in pods(manifests).items()}
    data = of_kind(manifests, "ConfigMap")["mdo-portal"]["data"]

    assert started["web"].startswith("gunicorn mdo_platform.project.wsgi --bind=0.0.0.0:8000")
    assert started["worker"].startswith("celery -A mdo_platform.project.celery worker")
    assert started["scheduler"].startswith("celery -A mdo_platform.project.celery beat")
    assert started["migrate"] == "mdo migrate"
    assert data["DJANGO_SETTINGS_MODULE"] == "mdo_platform.project.settings.production"
    assert {
        item["name"]: item["value"] for item in container(pods(manifests)["migrate"])["env"] if "value" in item
    } == data


@both
def test_one_scheduler_and_never_two(manifests: list[Manifest]) -> None:
    spec = of_kind(manifests, "Deployment")["scheduler"]["spec"]

    assert (spec["replicas"], spec["strategy"]) == (1, {"type": "Recreate"})


@both
def test_the_migration_runs_before_anything_else_changes(manifests: list[Manifest]) -> None:
    job = of_kind(manifests, "Job")["migrate"]

    assert job["metadata"]["annotations"]["helm.sh/hook"] == "pre-install,pre-upgrade"
    assert "serviceAccountName" not in pods(manifests)["migrate"]  # the release's own does not exist yet


@both
def test_probes_ask_by_the_name_that_the_portal_answers_to(manifests: list[Manifest]) -> None:
    web = container(pods(manifests)["web"])
    asked = {probe: web[probe]["httpGet"] for probe in ("startupProbe", "livenessProbe", "readinessProbe")}

    assert {probe: ask["path"] for probe, ask in asked.items()} == {
        "startupProbe": "/healthz", "livenessProbe": "/healthz", "readinessProbe": "/readyz",
    }  # fmt: skip
    assert all(ask["httpHeaders"] == [{"name": "Host", "value": "portal.example.invalid"}] for ask in asked.values())


@both
def test_the_network_is_closed_but_for_what_each_part_needs(manifests: list[Manifest]) -> None:
    policies = of_kind(manifests, "NetworkPolicy")
    ports = {
        name: {port["port"] for way in policy["spec"]["egress"] for port in way["ports"]} - {53}
        for name, policy in policies.items()
    }

    assert ports == {"web": {5432, 6379}, "worker": {5432, 6379, 587}, "scheduler": {5432, 6379}, "migrate": {5432}}
    assert [name for name, policy in policies.items() if policy["spec"]["ingress"]] == ["web"]
    assert all(way["to"] for policy in policies.values() for way in policy["spec"]["egress"])
    for name, policy in policies.items():
        labels = (of_kind(manifests, "Deployment") | of_kind(manifests, "Job"))[name]["spec"]["template"]["metadata"][
            "labels"
        ]
        assert policy["spec"]["podSelector"]["matchLabels"].items() <= labels.items()


def test_no_peers_means_no_way_out() -> None:
    policies = of_kind(render(changed("small", networkPolicy={"database": {"to": []}, "dns": []})), "NetworkPolicy")

    assert policies["migrate"]["spec"]["egress"] == []


@both
def test_pods_are_found_spread_and_kept_while_nodes_are_drained(manifests: list[Manifest]) -> None:
    deployments, budgets = of_kind(manifests, "Deployment"), of_kind(manifests, "PodDisruptionBudget")

    assert set(budgets) == {"web", "worker"}
    for name, budget in budgets.items():
        labels = deployments[name]["spec"]["template"]["metadata"]["labels"]
        assert budget["spec"]["selector"]["matchLabels"].items() <= labels.items()
        spread = pods(manifests)[name]["topologySpreadConstraints"]
        assert {s["topologyKey"] for s in spread} == {"kubernetes.io/hostname", "topology.kubernetes.io/zone"}
    web = deployments["web"]["spec"]
    assert of_kind(manifests, "Service")["mdo-portal"]["spec"]["selector"] == web["selector"]["matchLabels"]


def test_autoscaling_owns_the_number_of_pods() -> None:
    deployments = of_kind(RENDERED["large"], "Deployment")
    scalers = of_kind(RENDERED["large"], "HorizontalPodAutoscaler")

    assert {s["spec"]["scaleTargetRef"]["name"] for s in scalers.values()} == {"mdo-portal-web", "mdo-portal-worker"}
    assert all("replicas" not in deployments[name]["spec"] for name in scalers)


def test_only_the_worker_keeps_the_anchors_of_the_access_log_and_only_with_a_claim() -> None:
    found = pods(render(changed("small", auditAnchors={"claim": "mdo-anchors"})))
    holders = [name for name, pod in found.items() if any(one["name"] == "anchors" for one in pod["volumes"])]
    assert holders == ["worker"]
    worker = container(found["worker"])
    assert {"name": "anchors", "mountPath": "/anchors"} in worker["volumeMounts"]
    assert {"name": "MDO_AUDIT_ANCHOR_DIR", "value": "/anchors"} in worker["env"]
    assert "anchors" not in str(pods(RENDERED["small"]))


def test_a_changed_setting_restarts_the_pods() -> None:
    def checksum(manifests: list[Manifest]) -> str:
        return of_kind(manifests, "Deployment")["web"]["spec"]["template"]["metadata"]["annotations"]["checksum/config"]

    assert checksum(render(changed("small", smtp={"port": 25}))) != checksum(RENDERED["small"])


@pytest.mark.parametrize(
    ("values", "complaint"),
    [
        ({}, "host"),
        (changed("small", secrets={"owner": "mdo-portal"}), "same object"),
        (changed("small", ingress={"tlsSecret": ""}), "https only"),
        (changed("small", scheduler={"replicas": 2}), "replicas"),
        (changed("small", SECRET_KEY="oops"), "SECRET_KEY"),
    ],
)  # fmt: skip
def test_refuses(values: Manifest, complaint: str) -> None:
    with pytest.raises(helm.HelmError, match=complaint):
        render(values)
