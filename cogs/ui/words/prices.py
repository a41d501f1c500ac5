"""Sentences about what gear costs, and the names of slots and qualities."""

from typing import Final

SENTENCES: Final[dict[str, tuple[str, str]]] = {
    # Prices
    "points.price.heading": ("🎁 What gear costs", "🎁 Lo que cuesta el equipo"),
    "points.price.by_table": ("GP by slot", "GP por hueco"),
    "points.price.by_formula": (
        "GP = {base:raw} × 2^((item level − {standard:raw}) / {denominator:raw}) × the slot's factor, rounded",
        "GP = {base:raw} × 2^((nivel de objeto − {standard:raw}) / {denominator:raw}) × el factor del hueco, redondeado",
    ),
    "points.price.any": ("any", "todas"),
    "points.price.items": (
        "**{count:item has its|items have their} own price**",
        "**{count:objeto con precio propio|objetos con precio propio}**",
    ),
    "points.price.no_items": (
        "No item has a price of its own.",
        "Ningún objeto tiene precio propio.",
    ),
    "points.price.row": ("**{item}** {gp:raw} GP", "**{item}** {gp:raw} GP"),
    "points.price.share": ("{response:raw} pays {percent:raw} %", "{response:raw} paga el {percent:raw} %"),
    "points.price.set": ("🎁 A price was set", "🎁 Precio fijado"),
    "points.price.item": ("**{item}**", "**{item}**"),
    "points.price.slot": ("the slot **{slot}**", "el hueco **{slot}**"),
    "points.price.slot_quality": (
        "the slot **{slot}** in quality **{quality}**",
        "el hueco **{slot}** de calidad **{quality}**",
    ),
    "points.price.now": (
        "From now on {what:raw} costs **{gp:raw} GP**.",
        "Desde ahora {what:raw} cuesta **{gp:raw} GP**.",
    ),
    "points.price.before": ("It cost {gp:raw} GP before.", "Antes costaba {gp:raw} GP."),
    "points.price.sleeping": (
        "Prices go by the formula here, so this only counts once `epgp.pricing` is `table`.",
        "Aquí los precios van por fórmula, así que esto contará cuando `epgp.pricing` sea `table`.",
    ),
    "points.price.small": (
        "What was charged before stays as it is. `/epgp items` shows the whole list.",
        "Lo ya cobrado se queda como está. `/epgp items` muestra la lista completa.",
    ),
    "points.response.bis": ("BiS", "BiS"),
    "points.response.upgrade": ("Upgrade", "Mejora"),
    "points.response.minor": ("Minor", "Menor"),
    "points.response.offspec": ("Offspec", "Offspec"),
    "points.quality.uncommon": ("Uncommon", "Poco común"),
    "points.quality.rare": ("Rare", "Raro"),
    "points.quality.epic": ("Epic", "Épico"),
    "points.quality.legendary": ("Legendary", "Legendario"),
    "points.slot.head": ("Head", "Cabeza"),
    "points.slot.neck": ("Neck", "Cuello"),
    "points.slot.shoulder": ("Shoulder", "Hombros"),
    "points.slot.back": ("Back", "Espalda"),
    "points.slot.chest": ("Chest", "Pecho"),
    "points.slot.wrist": ("Wrist", "Muñeca"),
    "points.slot.hands": ("Hands", "Manos"),
    "points.slot.waist": ("Waist", "Cintura"),
    "points.slot.legs": ("Legs", "Piernas"),
    "points.slot.feet": ("Feet", "Pies"),
    "points.slot.finger": ("Finger", "Dedo"),
    "points.slot.trinket": ("Trinket", "Abalorio"),
    "points.slot.one_hand": ("One-hand", "Una mano"),
    "points.slot.two_hand": ("Two-hand", "Dos manos"),
    "points.slot.off_hand": ("Off-hand", "Mano izquierda"),
    "points.slot.ranged": ("Ranged", "A distancia"),
    "points.slot.tier": ("Tier piece", "Pieza de conjunto"),
    "points.slot.other": ("Other slot", "Otro hueco"),
}
