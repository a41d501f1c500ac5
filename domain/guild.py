"""What every guild can set, whatever features it uses."""

from domain.settings import Kind, Setting

LANGUAGES = ("auto", "en", "es")
LOOT_SYSTEMS = ("dkp", "epgp", "loot_council")
DRAW_MODES = ("beacon", "sealed")

TIMEZONE = Setting("guild.timezone", Kind.TIMEZONE, "UTC")
LANGUAGE = Setting("guild.language", Kind.CHOICE, "auto", choices=LANGUAGES)
LEADER_ROLES = Setting("guild.leader_roles", Kind.ROLES, (), high=10)
OFFICER_ROLES = Setting("guild.officer_roles", Kind.ROLES, (), high=10)
ANNOUNCEMENTS = Setting("guild.announcements", Kind.CHANNEL, None)
OFFICERS_CHANNEL = Setting("guild.officers_channel", Kind.CHANNEL, None)
LOOT_SYSTEM = Setting("loot.system", Kind.CHOICE, "dkp", choices=LOOT_SYSTEMS)
DRAWS_MODE = Setting("draws.mode", Kind.CHOICE, "beacon", choices=DRAW_MODES)

SETTINGS = (
    TIMEZONE,
    LANGUAGE,
    LEADER_ROLES,
    OFFICER_ROLES,
    ANNOUNCEMENTS,
    OFFICERS_CHANNEL,
    LOOT_SYSTEM,
    DRAWS_MODE,
)
