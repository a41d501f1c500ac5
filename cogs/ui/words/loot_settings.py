"""Settings and events of loot: what a leader can choose, what is announced."""

from typing import Final

SENTENCES: Final[dict[str, tuple[str, str]]] = {
    # Settings of loot
    "setting.loot.secondary": (
        "Whether items can be auctioned beside the loot system",
        "Si se pueden subastar objetos además del sistema de botín",
    ),
    "setting.loot.secondary_for": (
        "Which items auctions are for: all, those that bind on equip, or offspec",
        "Para qué objetos son las subastas: todos, los que se ligan al equiparse u offspec",
    ),
    "setting.loot.raider_roles": (
        "Who is asked when a decision opens without a raid",
        "A quién se pregunta cuando una decisión se abre sin banda",
    ),
    "setting.loot.answer_minutes": (
        "For how many minutes raiders can answer unless said otherwise",
        "Cuántos minutos hay para responder si no se indica otra cosa",
    ),
    "setting.loot.transparency": (
        "Who sees the council's votes unless said otherwise",
        "Quién ve los votos del consejo si no se indica otra cosa",
    ),
    "setting.loot.self_vote": (
        "Whether officers may vote for themselves",
        "Si los oficiales pueden votar por sí mismos",
    ),
    "setting.loot.quorum": (
        "How many officers have to vote before an award (0: none)",
        "Cuántos oficiales deben votar antes de entregar (0: ninguno)",
    ),
    "setting.loot.recent_days": (
        "For how many days an item counts as recent",
        "Durante cuántos días un objeto cuenta como reciente",
    ),
    "setting.loot.decay_day": (
        "On which day of the week points decay",
        "Qué día de la semana se reducen los puntos",
    ),
    "setting.loot.decay_hour": (
        "At which hour of that day points decay, in the server's timezone",
        "A qué hora de ese día se reducen los puntos, en la zona horaria del servidor",
    ),
    # Settings of EPGP
    "setting.epgp.base_gp": (
        "Base GP that is added to everybody's GP when priority is read",
        "GP base que se suman a los GP de cada uno al leer la prioridad",
    ),
    "setting.epgp.minimum_ep": (
        "Members with fewer EP come after all who reach it (0: none)",
        "Los miembros con menos EP van detrás de quienes lo alcanzan (0: ninguno)",
    ),
    "setting.epgp.decay_percent": (
        "Weekly decay of EP and GP in percent (0: none)",
        "Reducción semanal de EP y GP en porcentaje (0: ninguna)",
    ),
    "setting.epgp.decay_with_base": (
        "Whether decay is taken off GP with base GP included",
        "Si la reducción se calcula sobre los GP con los GP base incluidos",
    ),
    "setting.epgp.pricing": (
        "How gear is priced: by a table of slots or by item level",
        "Cómo se pone precio al equipo: por tabla de huecos o por nivel de objeto",
    ),
    "setting.epgp.price_weapon": (
        "What a weapon costs in GP by the table",
        "Lo que cuesta un arma en GP según la tabla",
    ),
    "setting.epgp.price_tier": (
        "What a tier piece costs in GP by the table",
        "Lo que cuesta una pieza de conjunto en GP según la tabla",
    ),
    "setting.epgp.price_trinket": (
        "What a trinket costs in GP by the table",
        "Lo que cuesta un abalorio en GP según la tabla",
    ),
    "setting.epgp.price_other": (
        "What any other slot costs in GP by the table",
        "Lo que cuesta cualquier otro hueco en GP según la tabla",
    ),
    "setting.epgp.standard_level": (
        "Formula: the item level at which an item costs the base",
        "Fórmula: el nivel de objeto con el que un objeto cuesta la base",
    ),
    "setting.epgp.denominator": (
        "Formula: by how many item levels the price doubles",
        "Fórmula: cada cuántos niveles de objeto se duplica el precio",
    ),
    "setting.epgp.formula_base": (
        "Formula: what an item of the standard level costs in GP",
        "Fórmula: lo que cuesta en GP un objeto del nivel estándar",
    ),
    "setting.epgp.factor_large": (
        "Formula: factor of head, chest, legs, tier, one-hand and the rest",
        "Fórmula: factor de cabeza, pecho, piernas, conjunto, una mano y el resto",
    ),
    "setting.epgp.factor_medium": (
        "Formula: factor of shoulder, hands, waist and feet",
        "Fórmula: factor de hombros, manos, cintura y pies",
    ),
    "setting.epgp.factor_small": (
        "Formula: factor of neck, back, wrist, finger, off-hand and ranged",
        "Fórmula: factor de cuello, espalda, muñeca, dedo, mano izquierda y distancia",
    ),
    "setting.epgp.factor_trinket": ("Formula: factor of a trinket", "Fórmula: factor de un abalorio"),
    "setting.epgp.factor_two_hand": (
        "Formula: factor of a two-handed weapon",
        "Fórmula: factor de un arma de dos manos",
    ),
    "setting.epgp.share_bis": (
        "What part of the price a BiS costs, in percent",
        "Qué parte del precio cuesta un BiS, en porcentaje",
    ),
    "setting.epgp.share_upgrade": (
        "What part of the price an upgrade costs, in percent",
        "Qué parte del precio cuesta una mejora, en porcentaje",
    ),
    "setting.epgp.share_minor": (
        "What part of the price a minor upgrade costs, in percent",
        "Qué parte del precio cuesta una mejora menor, en porcentaje",
    ),
    "setting.epgp.share_offspec": (
        "What part of the price an offspec item costs, in percent",
        "Qué parte del precio cuesta un objeto de offspec, en porcentaje",
    ),
    "setting.epgp.per_kill": ("EP for each boss killed", "EP por cada jefe derrotado"),
    "setting.epgp.per_raid": ("EP for each raid attended", "EP por cada banda a la que se asiste"),
    "setting.epgp.per_quarter": (
        "EP for each full 15 minutes present",
        "EP por cada 15 minutos completos de presencia",
    ),
    "setting.epgp.standby_percent": (
        "What part of EP those on the bench get, in percent",
        "Qué parte de los EP reciben quienes están en el banquillo, en porcentaje",
    ),
    # Settings of DKP
    "setting.dkp.decay_percent": (
        "Weekly decay of DKP in percent (0: none)",
        "Reducción semanal de DKP en porcentaje (0: ninguna)",
    ),
    "setting.dkp.cap": (
        "The most DKP somebody can be given (0: no cap)",
        "El máximo de DKP que se puede dar a alguien (0: sin tope)",
    ),
    "setting.dkp.zero_sum": (
        "Whether what an item costs is split among those in the raid",
        "Si lo que cuesta un objeto se reparte entre quienes están en la banda",
    ),
    "setting.dkp.per_kill": ("DKP for each boss killed", "DKP por cada jefe derrotado"),
    "setting.dkp.per_raid": ("DKP for each raid attended", "DKP por cada banda a la que se asiste"),
    "setting.dkp.per_quarter": (
        "DKP for each full 15 minutes present",
        "DKP por cada 15 minutos completos de presencia",
    ),
    "setting.dkp.standby_percent": (
        "What part of DKP those on the bench get, in percent",
        "Qué parte de los DKP reciben quienes están en el banquillo, en porcentaje",
    ),
    # Events
    "event.loot.opened": (
        "A decision was opened: answers are asked for",
        "Se abrió una decisión: se piden respuestas",
    ),
    "event.loot.answered": (
        "Everybody asked has answered (for officers)",
        "Todos los preguntados respondieron (para oficiales)",
    ),
    "event.loot.awarded": ("An item was awarded", "Se entregó un objeto"),
    "event.loot.decayed": ("Points decayed", "Se redujeron los puntos"),
    "event.loot.undone": ("An act on points or loot was taken back", "Se deshizo un acto sobre puntos o botín"),
    "event.loot.switched": ("The loot system was switched", "Se cambió el sistema de botín"),
    "event.raid.applied": ("A raid was paid", "Se pagó una banda"),
}
