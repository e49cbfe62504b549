"""`mdo`: the one command of operators and developers."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

from mdo_platform.project.audit_commands import DIRECT, note_direct_access
from mdo_platform.project.audit_commands import add_parser as add_audit_parser
from mdo_platform.project.demo_programs import PERSON
from mdo_platform.project.mail_commands import add_parser as add_mail_parser
from mdo_platform.project.supervisor import reset_demo, run_demo, running_demo

DEFAULT_SETTINGS = "mdo_platform.project.settings.production"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; errors of the user or the machine are one line, not a traceback."""
    _choose_settings()
    parser = _parser()
    given = list(sys.argv[1:] if arguments is None else arguments)
    if given[:1] == ["manage"]:
        return _manage(given[1:])
    options = parser.parse_args(given)
    run: Callable[[argparse.Namespace], int] = options.run
    return run(options)


def _choose_settings() -> None:
    """Those that are set; else those of the demo that runs on this machine; else production's."""
    if "DJANGO_SETTINGS_MODULE" not in os.environ:
        os.environ.update(running_demo())
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", DEFAULT_SETTINGS)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="mdo", description="The MDO-Portal from the command line.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    demo = commands.add_parser("demo", help="start everything on this machine with fictitious data")
    demo.add_argument("--port", type=int, default=os.environ.get("PORT", "8000"))
    demo.set_defaults(run=_demo)
    commands.add_parser("demo-reset", help="remove the data of the demo").set_defaults(run=_demo_reset)
    commands.add_parser("migrate", help="bring the database and every group to this release").set_defaults(run=_migrate)
    commands.add_parser("seed", help="put the demo data in (demo settings only)").set_defaults(run=_seed)
    commands.add_parser("openapi", help="print the OpenAPI document").set_defaults(run=_openapi)
    commands.add_parser("manage", help="run one of Django's own commands")
    _catalogue_parser(commands)
    _group_parser(commands)
    _plugin_parser(commands)
    add_audit_parser(commands)
    add_mail_parser(commands)
    return parser


def _catalogue_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    catalogue = commands.add_parser("catalogue", help="the translations").add_subparsers(
        required=True, metavar="ACTION"
    )
    check = catalogue.add_parser("check", help="say where they differ from the texts in the sources")
    check.set_defaults(run=_catalogue_check)
    update = catalogue.add_parser("update", help="bring them in line with the sources, then check them")
    update.set_defaults(run=_catalogue_update)


def _group_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    group = commands.add_parser("group", help="groups (tenants)").add_subparsers(required=True, metavar="ACTION")
    create = group.add_parser("create", help="make a group: row, schema, role, target groups")
    create.add_argument("name")
    create.add_argument("--slug", required=True)
    create.add_argument("--target-group", action="append", default=[], dest="target_groups")
    create.add_argument("--chair", help="e-mail address of the first chair, who gets an invitation")
    create.add_argument("--chair-name", default="")
    create.set_defaults(run=_group_create)
    retention = commands.add_parser("retention", help="what the retention term takes in a group; deletes nothing")
    retention.add_argument("slug")
    retention.add_argument("--until", type=date.fromisoformat, help="a day; three months from now without it")
    retention.set_defaults(run=_retention)
    staff = commands.add_parser("staff", help="people of the supplier").add_subparsers(required=True, metavar="ACTION")
    add = staff.add_parser("add", help="let somebody manage the platform; mails a link to set a password")
    add.add_argument("email")
    add.add_argument("name")
    add.set_defaults(run=_staff_add)


def _plugin_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    plugin = commands.add_parser("plugin", help="target groups").add_subparsers(required=True, metavar="ACTION")
    new = plugin.add_parser("new", help="write a minimal target group that passes its own checks")
    new.add_argument("code")
    new.add_argument("--dir", type=Path, default=Path("plugins"))
    new.set_defaults(run=_plugin_new)
    check = plugin.add_parser("check", help="say what is wrong with a target group")
    check.add_argument("distribution")
    check.set_defaults(run=_plugin_check)
    snapshot = plugin.add_parser("snapshot", help="write tests/definition.json of a target group anew, for review")
    snapshot.add_argument("code")
    snapshot.add_argument("--dir", type=Path, default=Path("plugins"))
    snapshot.set_defaults(run=_plugin_snapshot)
    diff = plugin.add_parser("diff", help="what changed between two definitions; 1 when a code was removed or reused")
    diff.add_argument("old", help="a definition.json, or the code of a target group: stored against installed")
    diff.add_argument("new", nargs="?", help="a definition.json")
    diff.set_defaults(run=_plugin_diff)


def _setup() -> None:
    import django  # noqa: PLC0415 - the settings are chosen first

    django.setup()


def _manage(arguments: list[str]) -> int:
    from django.core.management import execute_from_command_line  # noqa: PLC0415 - the settings are chosen first

    if arguments[:1] and arguments[0] in DIRECT:
        _setup()
        note_direct_access(arguments[0])
    execute_from_command_line(["mdo manage", *arguments])
    return 0


def _demo(options: argparse.Namespace) -> int:
    return run_demo(options.port)


def _demo_reset(_options: argparse.Namespace) -> int:
    return reset_demo()


def _migrate(_options: argparse.Namespace) -> int:
    _setup()
    from mdo_platform.project.schemas import IN_GROUP_GRANTS  # noqa: PLC0415 - after the set-up of Django
    from mdo_tenants.provisioning.migrating import migrate_all  # noqa: PLC0415

    failed = migrate_all(IN_GROUP_GRANTS)
    for slug in failed:
        print(f"Not migrated: group {slug}. Run `mdo migrate` again.", file=sys.stderr)
    return 1 if failed else 0


def _seed(_options: argparse.Namespace) -> int:
    _setup()
    from django.conf import settings  # noqa: PLC0415 - after the set-up of Django

    from mdo_platform.project.seed import chairs, seed_demo  # noqa: PLC0415

    if not settings.MDO_DEMO:
        print("Demo data only goes into a demo: use the demo settings.", file=sys.stderr)
        return 1
    seed_demo()
    for line in chairs():
        print(PERSON + line)
    return 0


def _openapi(_options: argparse.Namespace) -> int:
    _setup()
    from mdo_platform.project.openapi import IncompleteDocument, openapi_document  # noqa: PLC0415 - after the set-up

    try:
        sys.stdout.write(openapi_document())
    except IncompleteDocument as problem:
        print(problem, file=sys.stderr)
        return 1
    return 0


def _catalogue_check(_options: argparse.Namespace) -> int:
    from mdo_platform.project.catalogue import findings  # noqa: PLC0415 - Babel is there at build time only

    found = findings()
    for finding in found:
        print(finding, file=sys.stderr)
    return 1 if found else 0


def _catalogue_update(options: argparse.Namespace) -> int:
    from mdo_platform.project.catalogue import update  # noqa: PLC0415 - Babel is there at build time only

    update()
    return _catalogue_check(options)


def _group_create(options: argparse.Namespace) -> int:
    _setup()
    from mdo_foundation.common.errors import PortalError  # noqa: PLC0415 - after the set-up of Django
    from mdo_platform.project.operators import invite_chair  # noqa: PLC0415
    from mdo_tenants.provisioning.services import create_group  # noqa: PLC0415

    try:
        group = create_group(name=options.name, slug=options.slug, target_groups=options.target_groups)
        if options.chair:
            invite_chair(group, email=options.chair, full_name=options.chair_name)
    except PortalError as error:
        print(str(error.message), file=sys.stderr)
        return 1
    print(f"/groep/{group.slug}/")
    return 0


def _retention(options: argparse.Namespace) -> int:
    _setup()
    from mdo_foundation.common.errors import PortalError  # noqa: PLC0415 - after the set-up of Django
    from mdo_platform.project.retention import dry_run  # noqa: PLC0415

    try:
        for line in dry_run(options.slug, until=options.until):
            print(line)
    except PortalError:
        print(f"No group {options.slug}.", file=sys.stderr)
        return 1
    return 0


def _staff_add(options: argparse.Namespace) -> int:
    _setup()
    from mdo_platform.project.operators import add_staff_member  # noqa: PLC0415 - after the set-up of Django

    add_staff_member(options.email, full_name=options.name)
    print(f"{options.email} gets a link by mail.")
    return 0


def _plugin_new(options: argparse.Namespace) -> int:
    from mdo_foundation.targetgroups.authoring import AuthoringError, scaffold  # noqa: PLC0415 - needs no Django

    try:
        folder = scaffold(options.code, directory=options.dir)
    except AuthoringError as error:
        print(str(error), file=sys.stderr)
        return 1
    print(folder)
    return 0


def _plugin_check(options: argparse.Namespace) -> int:
    from mdo_foundation.targetgroups.authoring import check  # noqa: PLC0415 - needs no Django
    from mdo_foundation.targetgroups.review import WARNING  # noqa: PLC0415

    problems = check(options.distribution)
    for problem in problems:
        print(problem, file=sys.stderr)
    return 0 if all(problem.startswith(WARNING) for problem in problems) else 1


def _plugin_snapshot(options: argparse.Namespace) -> int:
    from mdo_foundation.targetgroups.authoring import AuthoringError, write_definition  # noqa: PLC0415 - needs no Django

    try:
        print(write_definition(options.code, directory=options.dir))
    except AuthoringError as error:
        print(str(error), file=sys.stderr)
        return 1
    return 0


def _plugin_diff(options: argparse.Namespace) -> int:
    from mdo_foundation.targetgroups.comparing import ComparingError, of_code, of_files  # noqa: PLC0415 - no Django yet
    from mdo_foundation.targetgroups.definition_diff import lines  # noqa: PLC0415

    if options.new is None:
        _setup()
    try:
        found = of_files(Path(options.old), Path(options.new)) if options.new else of_code(options.old)
    except ComparingError as error:
        print(str(error), file=sys.stderr)
        return 2
    print("\n".join(lines(found)) or "No difference.")
    return 1 if any(one.breaks for one in found) else 0


if __name__ == "__main__":
    sys.exit(main())
