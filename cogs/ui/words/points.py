"""Sentences about points: the log, refusals, and giving, charging, decaying and taking them back."""

from typing import Final

SENTENCES: Final[dict[str, tuple[str, str]]] = {
    # The log
    "audit.points.award": ("gave points", "dio puntos"),
    "audit.points.charge": ("charged points", "cobró puntos"),
    "audit.points.decay": ("applied a decay", "aplicó una reducción"),
    "audit.points.item": ("handed an item out", "entregó un objeto"),
    "audit.points.auction": ("closed a sale", "cerró una venta"),
    "audit.points.raid": ("paid a raid", "pagó una banda"),
    "audit.points.import": ("imported points or loot", "importó puntos o botín"),
    "audit.points.switch": ("moved points to another system", "pasó los puntos a otro sistema"),
    "audit.points.merge": ("moved points with a character", "movió puntos con un personaje"),
    "audit.points.undo": ("took an act back", "deshizo un acto"),
    "audit.points.priced": ("set a price", "fijó un precio"),
    "audit.fact.points.batch": ("batch {value}", "lote {value}"),
    "audit.fact.points.reverses": ("of batch {value}", "del lote {value}"),
    "audit.fact.points.entries": ("{value:change|changes}", "{value:cambio|cambios}"),
    "audit.fact.points.percent": ("{value:raw} %", "{value:raw} %"),
    "audit.fact.points.gp": ("{value:raw} GP", "{value:raw} GP"),
    "audit.fact.points.free.True": ("free", "gratis"),
    "audit.fact.points.slot": ("slot {value:raw}", "hueco {value:raw}"),
    "audit.fact.points.quality": ("quality {value:raw}", "calidad {value:raw}"),
    # What goes wrong: what is typed
    "points.amount": (
        "Type how many points, such as 50 or 12.5: more than 0, with two decimals at most, up to {most}.",
        "Escribe cuántos puntos, por ejemplo 50 o 12,5: más de 0, con dos decimales como mucho, hasta {most}.",
    ),
    "points.price": (
        "Type how many GP it costs, such as 80 or 12.5: from 0 up to {most}, with two decimals at most.",
        "Escribe cuántos GP cuesta, por ejemplo 80 o 12,5: de 0 a {most}, con dos decimales como mucho.",
    ),
    "points.percent": (
        "Type a percentage above 0 and up to 100, such as 10 or 7.5.",
        "Escribe un porcentaje mayor que 0 y hasta 100, por ejemplo 10 o 7,5.",
    ),
    "points.reason": (
        "The reason takes 1 to {limit:character|characters}. Everybody will read it: say it plainly.",
        "El motivo admite de 1 a {limit:carácter|caracteres}. Todos lo leerán: dilo con claridad.",
    ),
    "points.members_text": (
        "I cannot read **{text}** as people. Type @ and pick each of them from Discord's list, or use `role` or `voice`.",
        "No entiendo **{text}** como personas. Escribe @ y elige a cada una en la lista de Discord, o usa `role` o `voice`.",
    ),
    "points.not_here": (
        "These are not on this server and have no points here: {who:raw}. Leave them out and run the command again.",
        "No están en este servidor ni tienen puntos aquí: {who:raw}. Quítalos y vuelve a usar el comando.",
    ),
    "points.bot": ("Bots have no points. Pick a person.", "Los bots no tienen puntos. Elige a una persona."),
    "points.nobody": (
        "That leaves nobody. Name people in `members`, pick a `role` that somebody has, or a `voice` channel that somebody is in; bots do not count.",
        "Así no queda nadie. Nombra personas en `members`, elige un `role` que alguien tenga o un canal de `voice` con alguien dentro; los bots no cuentan.",
    ),
    "points.too_many_people": (
        "One award reaches {limit:person|people} at most. Pick a smaller role, or award in parts.",
        "Un solo reparto llega a {limit:persona|personas} como mucho. Elige un rol más pequeño o hazlo por partes.",
    ),
    "points.members_intent": (
        "Discord does not tell me who has that role. Whoever runs the bot has to switch *Server Members Intent* on in the developer portal (Bot → Privileged Gateway Intents). Until then name people in `members`, or use `voice`.",
        "Discord no me dice quién tiene ese rol. Quien administra el bot tiene que activar *Server Members Intent* en el portal de desarrolladores (Bot → Privileged Gateway Intents). Mientras tanto, nombra personas en `members` o usa `voice`.",
    ),
    "points.members_unreachable": (
        "Discord is not telling me who that is right now. Nothing was given; try again in a minute.",
        "Ahora mismo Discord no me dice quiénes son. No se dio nada; inténtalo de nuevo en un minuto.",
    ),
    "points.item_name": (
        "An item's name has 1 to {limit:character|characters} that can be seen. Type it as the game writes it.",
        "El nombre de un objeto tiene de 1 a {limit:carácter visible|caracteres visibles}. Escríbelo como en el juego.",
    ),
    "points.price_of_one": (
        "Set a price either for a slot or for one item: leave `item` empty, or `slot` and `quality`.",
        "Pon precio a un hueco o a un objeto: deja vacío `item`, o bien `slot` y `quality`.",
    ),
    "points.price_of_nothing": (
        "Say what costs that: pick a `slot` (and a `quality`, if it is only for that one), or type the name of an `item`.",
        "Di qué cuesta eso: elige un `slot` (y una `quality`, si es solo para esa) o escribe el nombre de un `item`.",
    ),
    # What goes wrong: acting
    "points.draft_gone": (
        "That preview is too old, so nothing was done. Run the command again for a fresh one.",
        "Esa vista previa es demasiado antigua, así que no se hizo nada. Usa el comando otra vez para ver una nueva.",
    ),
    "points.done_before": (
        "That was already done, so nothing was changed now.",
        "Eso ya estaba hecho, así que ahora no cambió nada.",
    ),
    "points.key_taken": (
        "This button was already used for something else, so nothing was changed now. Run the command again.",
        "Este botón ya se usó para otra cosa, así que ahora no cambió nada. Vuelve a usar el comando.",
    ),
    "points.all_at_cap": (
        "Everybody named has as many DKP as the cap allows, so nobody would get any. A leader can raise `dkp.cap`.",
        "Todos los nombrados tienen ya tantos DKP como permite el tope, así que nadie recibiría nada. Un líder puede subir `dkp.cap`.",
    ),
    "points.nothing_to_decay": (
        "Nobody has points that would decay, so there is nothing to do.",
        "Nadie tiene puntos que se reduzcan, así que no hay nada que hacer.",
    ),
    "points.no_decay": (
        "Under a loot council nothing decays: there are no points.",
        "Con un consejo de botín no se reduce nada: no hay puntos.",
    ),
    "points.no_percent": (
        "This server has no decay set. Type a `percent`, or let a leader set one with `/settings set`.",
        "Este servidor no tiene reducción configurada. Escribe un `percent` o pide a un líder que lo fije con `/settings set`.",
    ),
    # What goes wrong: taking back
    "points.batch_unknown": (
        "There is no such batch here. Pick one of the suggestions, or look for its number in `/epgp history` or `/dkp history`.",
        "Aquí no hay ningún lote así. Elige una de las sugerencias o busca su número en `/epgp history` o `/dkp history`.",
    ),
    "points.undone_before": (
        "That batch was already taken back, so nothing was changed now.",
        "Ese lote ya se deshizo, así que ahora no cambió nada.",
    ),
    "points.undo_of_undo": (
        "That batch took another one back. Instead of undoing it, do again what it took back.",
        "Ese lote deshizo otro. En vez de deshacerlo, vuelve a hacer lo que deshizo.",
    ),
    "points.undo_of_merge": (
        "Those points moved because a character was linked. Link the character to somebody else with `/raid character` instead.",
        "Esos puntos se movieron porque se vinculó un personaje. Vincula el personaje a otra persona con `/raid character`.",
    ),
    "points.undo_switch": (
        "Points were entered {at} under the new system, so the change of system cannot be taken back any more. Change the system again with `/loot system set` instead.",
        "Se anotaron puntos {at} con el sistema nuevo, así que el cambio de sistema ya no se puede deshacer. Cambia de sistema otra vez con `/loot system set`.",
    ),
    "points.undo_before_switch": (
        "The loot system was switched {at} (batch {batch:raw}) and took these points along. Take that back first, or correct them by hand.",
        "El sistema de botín cambió {at} (lote {batch:raw}) y se llevó estos puntos. Deshaz eso primero o corrígelos a mano.",
    ),
    "points.undo_passed_on": (
        "**{item}** was passed on to somebody else since (batch {batch:raw}). Take that back first.",
        "**{item}** pasó después a otra persona (lote {batch:raw}). Deshaz eso primero.",
    ),
    "points.undo_merged": (
        "Some of these points moved on to another member since, when a character was linked. Correct them by hand instead.",
        "Parte de estos puntos pasó después a otro miembro, al vincular un personaje. Corrígelos a mano.",
    ),
    "points.undo_spent": (
        "{people:person has|people have} spent these points since, and would be left below zero. Take back what they bought first, or charge what is missing by hand.",
        "{people:persona ya gastó|personas ya gastaron} estos puntos y quedarían por debajo de cero. Deshaz primero lo que compraron o cobra a mano lo que falte.",
    ),
    # What things are called
    "points.left": ("somebody who left", "alguien que se fue"),
    "points.people": ("{count:person|people}", "{count:persona|personas}"),
    "points.by_clock": ("the clock", "el reloj"),
    "points.why": ("**Why** {reason:raw}", "**Motivo** {reason:raw}"),
    "points.note": ("“{note:raw}”", "«{note:raw}»"),
    "points.batch_of": ("batch {batch:raw} ({act:raw})", "lote {batch:raw} ({act:raw})"),
    "points.act.award": ("award", "reparto"),
    "points.act.charge": ("charge", "cargo"),
    "points.act.decay": ("decay of {percent:raw}", "reducción del {percent:raw}"),
    "points.act.decay_weekly": ("weekly decay of {percent:raw}", "reducción semanal del {percent:raw}"),
    "points.act.item": ("item", "objeto"),
    "points.act.auction": ("auction", "subasta"),
    "points.act.raid": ("raid", "banda"),
    "points.act.import": ("import", "importación"),
    "points.act.switch": ("change of system", "cambio de sistema"),
    "points.act.merge": ("character linked", "personaje vinculado"),
    "points.act.undo": ("undo of batch {batch:raw}", "lote {batch:raw} deshecho"),
    "points.decay_of": ("{percent:raw} off {pools:raw}", "{percent:raw} menos de {pools:raw}"),
    "points.decay_of_base": (
        "{percent:raw} off {pools:raw}, base GP included",
        "{percent:raw} menos de {pools:raw}, con los GP base incluidos",
    ),
    "points.move": ("{before:raw} → **{after:raw}** {pool:raw}", "{before:raw} → **{after:raw}** {pool:raw}"),
    "points.move_line": ("{who:raw} {moves:raw}", "{who:raw} {moves:raw}"),
    "points.and_more": ("and {count} more", "y {count} más"),
    "points.pass.heading": ("**Who moves past whom**", "**Quién adelanta a quién**"),
    "points.pass.nobody": ("Nobody moves past anybody.", "Nadie adelanta a nadie."),
    "points.pass.up": (
        "{who:raw} {before:raw} → {after:raw} past {others:raw}",
        "{who:raw} {before:raw} → {after:raw} por delante de {others:raw}",
    ),
    "points.pass.down": (
        "{who:raw} {before:raw} → {after:raw} behind {others:raw}",
        "{who:raw} {before:raw} → {after:raw} por detrás de {others:raw}",
    ),
    "points.pass.nowhere": ("new", "nuevo"),
    "points.pass.others": ("{count:other|others}", "{count:más|más}"),
    # Asking first
    "points.ask.award": (
        "🎁 Give {amount:raw} to {count:person|people}?",
        "🎁 ¿Dar {amount:raw} a {count:persona|personas}?",
    ),
    "points.ask.charge": ("🎁 Charge {amount:raw}?", "🎁 ¿Cobrar {amount:raw}?"),
    "points.ask.charge_who": ("**From** {who:raw}", "**A** {who:raw}"),
    "points.ask.below_zero": ("That leaves them below zero.", "Así quedan por debajo de cero."),
    "points.ask.at_cap": (
        "{count:person is already at the cap and gets nothing|people are already at the cap and get nothing}.",
        "{count:persona ya está en el tope y no recibe|personas ya están en el tope y no reciben} nada.",
    ),
    "points.ask.decay": (
        "🎁 Decay the points of {count:person|people}?",
        "🎁 ¿Reducir los puntos de {count:persona|personas}?",
    ),
    "points.ask.small": (
        "Nothing has changed yet. *Apply* does it, and it can be undone.",
        "Todavía no ha cambiado nada. *Aplicar* lo hace, y se puede deshacer.",
    ),
    "points.ask.nothing": ("Nothing was changed", "No cambió nada"),
    "points.button.apply": ("Apply", "Aplicar"),
    "points.button.undo": ("Undo…", "Deshacer…"),
    "points.button.mine": ("My place", "Mi puesto"),
    # What stands
    "points.done.award": ("🎁 Points awarded", "🎁 Puntos dados"),
    "points.done.charge": ("🎁 Points charged", "🎁 Puntos cobrados"),
    "points.done.decay": ("🎁 Points decayed", "🎁 Puntos reducidos"),
    "points.done.item": ("🎁 Item handed out", "🎁 Objeto entregado"),
    "points.done.auction": ("🎁 Auction paid", "🎁 Subasta pagada"),
    "points.done.raid": ("🎁 Raid paid", "🎁 Banda pagada"),
    "points.done.import": ("🎁 Imported", "🎁 Importado"),
    "points.done.switch": ("🎁 Loot system switched", "🎁 Sistema de botín cambiado"),
    "points.done.merge": ("🎁 Points moved with a character", "🎁 Puntos movidos con un personaje"),
    "points.done.undo": ("🎁 Taken back", "🎁 Deshecho"),
    "points.done.before": ("This was already done; here is how it stands.", "Esto ya estaba hecho; así quedó."),
    "points.done.line": (
        "{by:raw}: {act:raw} for {count:person|people}.",
        "{by:raw}: {act:raw} para {count:persona|personas}.",
    ),
    "points.done.line_award": (
        "{by:raw} gave **{amount:raw}** to {who:raw}.",
        "{by:raw} dio **{amount:raw}** a {who:raw}.",
    ),
    "points.done.line_charge": (
        "{by:raw} charged **{amount:raw}** to {who:raw}.",
        "{by:raw} cobró **{amount:raw}** a {who:raw}.",
    ),
    "points.done.line_decay": (
        "{by:raw} took **{decay:raw}** of {count:person|people}.",
        "{by:raw} aplicó **{decay:raw}** a {count:persona|personas}.",
    ),
    "points.done.line_weekly": (
        "The weekly decay took **{decay:raw}** of {count:person|people}.",
        "La reducción semanal aplicó **{decay:raw}** a {count:persona|personas}.",
    ),
    "points.done.line_undo": (
        "{by:raw} took batch {batch:raw} back, which changes the points of {count:person|people}.",
        "{by:raw} deshizo el lote {batch:raw}, lo que cambia los puntos de {count:persona|personas}.",
    ),
    "points.done.undone": (
        "It was taken back since, by batch {batch:raw}.",
        "Después se deshizo, con el lote {batch:raw}.",
    ),
    "points.done.small": ("Batch {batch:raw}", "Lote {batch:raw}"),
    # Taking back
    "points.undo.form": ("Undo batch {batch:raw}", "Deshacer el lote {batch:raw}"),
    "points.undo.form_label": ("Why?", "¿Por qué?"),
    "points.undo.form_help": ("Everybody reads it.", "Todos lo leen."),
    "points.undo.heading": ("🎁 Take batch {batch:raw} back?", "🎁 ¿Deshacer el lote {batch:raw}?"),
    "points.undo.what": ("{act:raw} · {at}", "{act:raw} · {at}"),
    "points.undo.no_points": ("No points change.", "No cambian puntos."),
    "points.undo.item": ("**{item}** of {who:raw}", "**{item}** de {who:raw}"),
    "points.undo.decays": (
        "{count:decay|decays} since then took a part of these points, so only what is left of them is taken back:",
        "{count:reducción posterior|reducciones posteriores} ya quitaron parte de estos puntos, así que solo se retira lo que queda:",
    ),
    "points.undo.small": (
        "Nothing has changed yet. *Apply* takes it back by a new batch; nothing is ever deleted.",
        "Todavía no ha cambiado nada. *Aplicar* lo deshace con un lote nuevo; nada se borra jamás.",
    ),
}
