"""Sentences about sponsors of challenges, and their logos on the web."""

from typing import Final

SENTENCES: Final[dict[str, tuple[str, str]]] = {
    "picture.web_private": (
        "That address does not lead to a public site, so I do not look there. Nothing was saved; use another address, or leave the logo out.",
        "Esa dirección no lleva a un sitio público, así que no miro ahí. No se guardó nada; usa otra dirección o quita el logo.",
    ),
    "picture.web_large": (
        "The picture at that address has more than {megabytes} MB. Nothing was saved; use a smaller one, or leave the logo out.",
        "La imagen de esa dirección tiene más de {megabytes} MB. No se guardó nada; usa una más pequeña o quita el logo.",
    ),
    "picture.web_silent": (
        "No picture came from that address within five seconds; addresses that lead on to another one do not count. Nothing was saved; check it in a browser, use another one, or leave the logo out.",
        "No llegó ninguna imagen de esa dirección en cinco segundos; las que llevan a otra dirección no valen. No se guardó nada; compruébala en un navegador, usa otra o quita el logo.",
    ),
    "picture.web_not_set_up": (
        "This bot was set up without fetching pictures from the web. Nothing was saved; leave the logo out.",
        "Este bot no está preparado para traer imágenes de la web. No se guardó nada; quita el logo.",
    ),
    "sponsor.unknown": (
        "There is no such sponsor here. Pick one of the suggestions, or look at `/challenge sponsors`.",
        "Aquí no hay ningún patrocinador así. Elige una de las sugerencias o mira `/challenge sponsors`.",
    ),
    "sponsor.inactive": (
        "**{name}** is not active, so it cannot be chosen. `/challenge sponsor-edit` makes it active again.",
        "**{name}** no está activo, así que no se puede elegir. `/challenge sponsor-edit` lo activa otra vez.",
    ),
    "sponsor.name_taken": (
        "There is already a sponsor called **{name}**. Change that one with `/challenge sponsor-edit`, or choose another name.",
        "Ya hay un patrocinador llamado **{name}**. Cámbialo con `/challenge sponsor-edit` o elige otro nombre.",
    ),
    "sponsor.name_length": (
        "A sponsor's name has 1 to {limit:character|characters} that can be seen.",
        "El nombre de un patrocinador tiene de 1 a {limit:carácter visible|caracteres visibles}.",
    ),
    "sponsor.website": (
        "A sponsor needs an address that begins with `https://`.",
        "Un patrocinador necesita una dirección que empiece por `https://`.",
    ),
    "sponsor.contact_length": (
        "The contact takes at most {limit:character|characters}. Shorten it.",
        "El contacto admite {limit:carácter|caracteres} como mucho. Acórtalo.",
    ),
    "sponsor.description_length": (
        "The description has {length:character|characters}, and there is room for {limit}. Shorten it.",
        "La descripción tiene {length:carácter|caracteres} y caben {limit}. Acórtala.",
    ),
    "sponsor.many": (
        "A server has at most {limit:sponsor|sponsors}.",
        "Un servidor tiene como mucho {limit:patrocinador|patrocinadores}.",
    ),
    "sponsor.verified": ("✅", "✅"),
    "sponsor.alt": ("The logo of {name}", "El logo de {name}"),
    "sponsor.heading": ("🎨 {name}", "🎨 {name}"),
    "sponsor.site": ("Their site", "Su sitio"),
    "sponsor.challenges": ("{challenges:challenge|challenges}", "{challenges:reto|retos}"),
    "sponsor.prizes": ("prizes of {prizes:raw}", "premios por {prizes:raw}"),
    "sponsor.inactive_mark": ("not active", "no está activo"),
    "sponsor.contact": ("Contact, for officers only: {contact:raw}", "Contacto, solo para oficiales: {contact:raw}"),
    "sponsor.list.heading": ("🎨 Sponsors", "🎨 Patrocinadores"),
    "sponsor.list.total": ("{total:sponsor|sponsors}", "{total:patrocinador|patrocinadores}"),
    "sponsor.list.none": (
        "Nobody sponsors this server's challenges yet. Officers add sponsors with `/challenge sponsor-add`.",
        "Nadie patrocina los retos de este servidor todavía. Los oficiales añaden patrocinadores con `/challenge sponsor-add`.",
    ),
    "sponsor.list.pick": ("Look at one…", "Mira uno…"),
    "sponsor.said.added": (
        "**{name}** is a sponsor now and can be chosen for challenges.",
        "**{name}** ya es patrocinador y se puede elegir para los retos.",
    ),
    "sponsor.said.edited": ("**{name}** is changed.", "**{name}** quedó cambiado."),
    "sponsor.said.same": (
        "**{name}** is already like that; nothing changed.",
        "**{name}** ya está así; no cambió nada.",
    ),
    "sponsor.said.active": ("It can be chosen for challenges.", "Se puede elegir para los retos."),
    "sponsor.said.inactive": (
        "It cannot be chosen for challenges any more; those that show it still do.",
        "Ya no se puede elegir para los retos; los que lo muestran siguen mostrándolo.",
    ),
    "sponsor.said.verified": ("Its name has the ✅ now.", "Su nombre lleva ahora el ✅."),
    "sponsor.said.unverified": ("Its name has no ✅ any more.", "Su nombre ya no lleva el ✅."),
}
