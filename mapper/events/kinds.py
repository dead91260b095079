"""Kinds and families that rules of reading know by name; `kinds.toml` holds them all."""

ABDUCTION = "Abduction/forced disappearance"
ARRESTS = "Arrests"
DISPLACEMENT = "Displacement"
INTERCEPTION = "Disrupted weapons use"
LOOTING = "Looting/property destruction"
OVERTAKEN = "Non-state actor overtakes territory"
TRANSFER = "Non-violent transfer of territory"
TERRITORY = frozenset(["Government regains territory", OVERTAKEN])
"""Kinds in which ground is taken by force."""

VIOLENT = frozenset(["battle", "remote violence", "attack"])
HAZARDS = frozenset(["earthquake", "flood/storm", "other hazard"])
HARMLESS = frozenset(["interception", "politics", "arrest", "strategy"])
"""Families in which nobody is hurt."""

CONSEQUENCES = frozenset(["Fire", "Infrastructure damage", DISPLACEMENT, LOOTING])
GENERAL = frozenset(["Attack", "Explosion", ""])
