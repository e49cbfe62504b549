"""The rights table (portal.md, S-02), written out by hand per person: never computed from the product's own rules.

A person is a line, an object a column. In every table:
    L  not logged in: a page sends to the log-in, the API answers 401
    -  it does not exist: 404, the same answer as for an id of nothing
"""

from __future__ import annotations

Grid = dict[str, dict[str, str]]


def grid(text: str) -> Grid:
    head, *lines = [line.split() for line in text.strip().splitlines() if line.strip()]
    return {line[0]: dict(zip(head[1:], line[1:], strict=True)) for line in lines}


# C sees and changes it; c sees it and could change it if it were not closed; R sees it.
#   own        in care at De Kievit; the GP of the practice is `gp_own`, who also entered it
#   elsewhere  the same practice, in care at Lindewaard
#   past       care of De Kievit ended yesterday
#   closed     as `own`, closed last month
#   objects    as `own`, objects to being discussed: only the own GP still sees it
#   foreign    of Zandplaat, asked for in Wilgendal
#   twin       of Zandplaat, asked for there; it has the same primary keys as `own`
#   missing    an id of nothing
PATIENTS = grid("""
person                own  elsewhere  past  closed  objects  foreign  twin  missing
gp_own                C    C          C     c       C        -        -     -
gp_other              C    C          C     c       -        -        -     -
old_code              C    C          C     c       -        -        -     -
admin_gp              C    C          C     c       -        -        -     -
chair                 C    C          C     c       -        -        -     -
nurse_own             C    -          -     c       -        -        -     -
nurse_other           -    C          -     -       -        -        -     -
nurse_as_home_care    R    -          -     R       -        -        -     -
home_care_own         R    -          -     R       -        -        -     -
home_care_other       -    R          -     -       -        -        -     -
consultant            R    R          R     R       -        -        -     -
consultant_asked      C    R          R     R       -        -        -     -
consultant_asked_off  R    R          R     R       -        -        -     -
both_groups           R    R          R     R       -        -        C     -
vice_chair            -    -          -     -       -        -        -     -
vice_elsewhere        -    -          -     -       -        -        -     -
secretary             -    -          -     -       -        -        -     -
secretary_elsewhere   -    -          -     -       -        -        -     -
group_admin           -    -          -     -       -        -        -     -
stranger              -    -          -     -       -        -        C     -
staff                 -    -          -     -       -        -        -     -
coordinator           -    -          -     -       -        -        -     -
nobody                -    -          -     -       -        -        -     -
guest                 -    -          -     -       -        -        -     -
guest_before          -    -          -     -       -        -        -     -
guest_after           -    -          -     -       -        -        -     -
guest_revoked         -    -          -     -       -        -        -     -
guest_elsewhere       -    -          -     -       -        -        -     -
ended                 -    -          -     -       -        -        -     -
disabled              L    L          L     L       L        L        L     L
anonymous             L    L          L     L       L        L        L     L
password_only         L    L          L     L       L        L        L     L
token_read            C    C          C     c       -        -        L     -
token_write           C    C          C     c       -        -        L     -
token_meetings        C    C          C     c       -        -        L     -
token_home_care       R    -          -     R       -        -        L     -
token_elsewhere       L    L          L     L       L        L        C     L
token_revoked         L    L          L     L       L        L        L     L
""")

# F has the functions of the chair; R reads; x is told that meetings are not for this role.
#   open      being held now; `vice_chair` and `secretary` are appointed for it
#   planned   of the same chair, nobody else appointed
#   reported  closed, with a report
MEETINGS = grid("""
person                open  planned  reported  foreign  twin  missing
gp_own                R     R        R         -        -     -
gp_other              R     R        R         -        -     -
old_code              F     F        F         -        -     -
admin_gp              R     R        R         -        -     -
chair                 F     F        F         -        -     -
nurse_own             R     R        R         -        -     -
nurse_other           R     R        R         -        -     -
nurse_as_home_care    R     R        R         -        -     -
home_care_own         R     R        R         -        -     -
home_care_other       R     R        R         -        -     -
consultant            R     R        R         -        -     -
consultant_asked      R     R        R         -        -     -
consultant_asked_off  R     R        R         -        -     -
both_groups           R     R        R         -        F     -
vice_chair            F     R        R         -        -     -
vice_elsewhere        R     R        R         -        -     -
secretary             F     R        R         -        -     -
secretary_elsewhere   R     R        R         -        -     -
group_admin           x     x        x         x        -     x
stranger              -     -        -         -        F     -
staff                 -     -        -         -        -     -
coordinator           -     -        -         -        -     -
nobody                -     -        -         -        -     -
guest                 -     -        -         -        -     -
guest_before          -     -        -         -        -     -
guest_after           -     -        -         -        -     -
guest_revoked         -     -        -         -        -     -
guest_elsewhere       -     -        -         -        -     -
ended                 -     -        -         -        -     -
disabled              L     L        L         L        L     L
anonymous             L     L        L         L        L     L
password_only         L     L        L         L        L     L
token_read            F     F        F         -        L     -
token_write           F     F        F         -        L     -
token_meetings        F     F        F         -        L     -
token_home_care       R     R        R         -        L     -
token_elsewhere       L     L        L         L        F     L
token_revoked         L     L        L         L        L     L
""")

# The pages of guests (M-11): G reads the patients of that agenda now; b is told that it is not now; a guest of another
# meeting, and every member, finds nothing. `guest_before` is invited to `planned`, `guest_after` to `reported`,
# `guest_elsewhere` to `twin`, which has the id of `open`; the pass of `guest_revoked` was for `open`.
GUESTS = grid("""
person                open  planned  reported  foreign  twin  missing
gp_own                -     -        -         -        -     -
gp_other              -     -        -         -        -     -
old_code              -     -        -         -        -     -
admin_gp              -     -        -         -        -     -
chair                 -     -        -         -        -     -
nurse_own             -     -        -         -        -     -
nurse_other           -     -        -         -        -     -
nurse_as_home_care    -     -        -         -        -     -
home_care_own         -     -        -         -        -     -
home_care_other       -     -        -         -        -     -
consultant            -     -        -         -        -     -
consultant_asked      -     -        -         -        -     -
consultant_asked_off  -     -        -         -        -     -
both_groups           -     -        -         -        -     -
vice_chair            -     -        -         -        -     -
vice_elsewhere        -     -        -         -        -     -
secretary             -     -        -         -        -     -
secretary_elsewhere   -     -        -         -        -     -
group_admin           -     -        -         -        -     -
stranger              -     -        -         -        -     -
staff                 -     -        -         -        -     -
coordinator           -     -        -         -        -     -
nobody                -     -        -         -        -     -
guest                 G     -        -         -        -     -
guest_before          -     b        -         -        -     -
guest_after           -     -        b         -        -     -
guest_revoked         -     -        -         -        -     -
guest_elsewhere       -     -        -         -        G     -
ended                 -     -        -         -        -     -
disabled              L     L        L         L        L     L
anonymous             L     L        L         L        L     L
password_only         L     L        L         L        L     L
token_read            -     -        -         -        L     -
token_write           -     -        -         -        L     -
token_meetings        -     -        -         -        L     -
token_home_care       -     -        -         -        L     -
token_elsewhere       L     L        L         L        -     L
token_revoked         L     L        L         L        L     L
""")

# What somebody may do in Wilgendal as a whole: y or n (403).
#   member     is in the group
#   register   sees the register         creates    enters patients
#   holds      may change all patients: holds records, asks a consultant
#   chairs     plans meetings            reads      signals, reports, agreements
#   admin      members, choices          log        reads who looked, signs the monthly review
GROUP = grid("""
person                member  register  creates  holds  chairs  reads  admin  log
gp_own                y       y         y        y      n       y      n      n
gp_other              y       y         y        y      n       y      n      n
old_code              y       y         y        y      y       y      y      y
admin_gp              y       y         y        y      n       y      y      y
chair                 y       y         y        y      y       y      n      y
nurse_own             y       y         y        n      n       y      n      n
nurse_other           y       y         y        n      n       y      n      n
nurse_as_home_care    y       y         n        n      n       y      n      n
home_care_own         y       y         n        n      n       y      n      n
home_care_other       y       y         n        n      n       y      n      n
consultant            y       y         n        n      n       y      n      n
consultant_asked      y       y         n        n      n       y      n      n
consultant_asked_off  y       y         n        n      n       y      n      n
both_groups           y       y         n        n      n       y      n      n
vice_chair            y       n         n        n      n       y      n      n
vice_elsewhere        y       n         n        n      n       y      n      n
secretary             y       n         n        n      n       y      n      n
secretary_elsewhere   y       n         n        n      n       y      n      n
group_admin           y       n         n        n      n       n      y      y
stranger              -       -         -        -      -       -      -      -
staff                 -       -         -        -      -       -      -      -
coordinator           -       -         -        -      -       -      -      -
nobody                -       -         -        -      -       -      -      -
guest                 -       -         -        -      -       -      -      -
guest_before          -       -         -        -      -       -      -      -
guest_after           -       -         -        -      -       -      -      -
guest_revoked         -       -         -        -      -       -      -      -
guest_elsewhere       -       -         -        -      -       -      -      -
ended                 -       -         -        -      -       -      -      -
disabled              L       L         L        L      L       L      L      L
anonymous             L       L         L        L      L       L      L      L
password_only         L       L         L        L      L       L      L      L
token_read            y       y         y        y      y       y      y      y
token_write           y       y         y        y      y       y      y      y
token_meetings        y       y         y        y      y       y      y      y
token_home_care       y       y         n        n      n       y      n      n
token_elsewhere       L       L         L        L      L       L      L      L
token_revoked         L       L         L        L      L       L      L      L
""")

# Outside the groups: y, n (it does not exist), L. A token opens no page.
#   account    is logged in with both factors      staff    works for the owner
#   network    coordinates this network            other    coordinates the other network
PUBLIC = grid("""
person                account  staff  network  other
gp_own                y        n      n        n
old_code              y        n      n        n
admin_gp              y        n      n        n
chair                 y        n      n        n
nurse_own             y        n      n        n
home_care_own         y        n      n        n
consultant            y        n      n        n
both_groups           y        n      n        n
vice_chair            y        n      n        n
secretary             y        n      n        n
group_admin           y        n      n        n
stranger              y        n      n        n
nobody                y        n      n        n
guest                 y        n      n        n
ended                 y        n      n        n
staff                 y        y      n        n
staff_old_code        y        y      n        n
coordinator           y        n      y        n
coordinator_other     y        n      n        y
disabled              L        L      L        L
anonymous             L        L      L        L
password_only         L        L      L        L
token_read            L        L      L        L
""")

# The scopes of the tokens; a token does nothing that its person may not do.
SCOPES: dict[str, tuple[str, ...]] = {
    "token_read": ("register:read",),
    "token_write": ("register:write",),
    "token_meetings": ("meetings:read", "meetings:write", "group:read"),
    "token_home_care": ("register:read", "register:write", "meetings:read", "meetings:write", "group:read"),
    "token_elsewhere": ("register:read", "register:write", "meetings:read", "meetings:write", "group:read"),
    "token_revoked": ("register:read", "register:write", "meetings:read", "meetings:write", "group:read"),
}
OLD_CODES = {"old_code", "staff_old_code"}  # the second factor was given ten minutes ago
