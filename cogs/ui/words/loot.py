"""Sentences about points, systems, settings and events of loot."""

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
        "For how many minutes raiders can answer when nobody says otherwise",
        "Cuántos minutos hay para responder si nadie dice otra cosa",
    ),
    "setting.loot.transparency": (
        "Who sees the council's votes when nobody says otherwise",
        "Quién ve los votos del consejo si nadie dice otra cosa",
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
        "GP base que se suma al GP de cada uno al leer la prioridad",
    ),
    "setting.epgp.minimum_ep": (
        "Who has fewer EP stands after all who reach it (0: none)",
        "Quien tiene menos EP va detrás de quienes lo alcanzan (0: ninguno)",
    ),
    "setting.epgp.decay_percent": (
        "Weekly decay of EP and GP in percent (0: none)",
        "Reducción semanal de EP y GP en porcentaje (0: ninguna)",
    ),
    "setting.epgp.decay_with_base": (
        "Whether decay is taken off GP with base GP included",
        "Si la reducción se calcula sobre el GP con el GP base incluido",
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
        "What part of EP those on standby get, in percent",
        "Qué parte del EP reciben quienes están en reserva, en porcentaje",
    ),
    # Settings of DKP and of auctions
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
        "What part of DKP those on standby get, in percent",
        "Qué parte de los DKP reciben quienes están en reserva, en porcentaje",
    ),
    "setting.auction.increment": (
        "By how much at least an open bid is raised",
        "Cuánto hay que subir como mínimo una puja abierta",
    ),
    "setting.auction.extend_seconds": (
        "A bid in the last seconds moves the end to so many seconds from it",
        "Una puja en los últimos segundos mueve el final a tantos segundos después",
    ),
    "setting.auction.most_extension_minutes": (
        "By how many minutes late bids can prolong an auction at most",
        "Cuántos minutos como mucho pueden alargar una subasta las pujas tardías",
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
    "event.auction.opened": ("An auction was opened", "Se abrió una subasta"),
    "event.auction.closing": ("An auction is about to close", "Una subasta está a punto de cerrar"),
    "event.auction.closed": ("An auction was closed", "Se cerró una subasta"),
    "event.raid.applied": ("A raid was paid", "Se pagó una banda"),
    # The log
    "audit.points.award": ("gave points", "dio puntos"),
    "audit.points.charge": ("charged points", "cobró puntos"),
    "audit.points.decay": ("took a decay", "aplicó una reducción"),
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
        "That comes to nobody. Name people in `members`, pick a `role` that somebody has, or a `voice` channel that somebody is in; bots do not count.",
        "Así no queda nadie. Nombra personas en `members`, elige un `role` que alguien tenga o un canal de `voice` con alguien dentro; los bots no cuentan.",
    ),
    "points.too_many_people": (
        "One award reaches {limit:person|people} at most. Pick a smaller role, or award in parts.",
        "Un solo premio llega a {limit:persona|personas} como mucho. Elige un rol más pequeño o hazlo por partes.",
    ),
    "points.members_intent": (
        "Discord does not tell me who has that role. The bot's owner has to switch *Server Members Intent* on in the developer portal (Bot → Privileged Gateway Intents). Until then name people in `members`, or use `voice`.",
        "Discord no me dice quién tiene ese rol. El dueño del bot tiene que activar *Server Members Intent* en el portal de desarrolladores (Bot → Privileged Gateway Intents). Mientras tanto, nombra personas en `members` o usa `voice`.",
    ),
    "points.members_unreachable": (
        "Discord does not answer right now when asked who that is. Nothing was given; try again in a minute.",
        "Discord no responde ahora a quién te refieres. No se dio nada; inténtalo de nuevo en un minuto.",
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
        "That was done before, so nothing was changed now.",
        "Eso ya estaba hecho, así que ahora no cambió nada.",
    ),
    "points.key_taken": (
        "Something else was done with this very button before, so nothing was changed now. Run the command again.",
        "Con este mismo botón ya se hizo otra cosa, así que ahora no cambió nada. Vuelve a usar el comando.",
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
        "That batch was taken back before, so nothing was changed now.",
        "Ese lote ya se deshizo antes, así que ahora no cambió nada.",
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
    "points.act.award": ("award", "premio"),
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
        "{percent:raw} menos de {pools:raw}, con el GP base incluido",
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
        "{count:person is at the cap already and gets nothing|people are at the cap already and get nothing}.",
        "{count:persona ya está en el tope y no recibe|personas ya están en el tope y no reciben} nada.",
    ),
    "points.ask.decay": (
        "🎁 Decay the points of {count:person|people}?",
        "🎁 ¿Reducir los puntos de {count:persona|personas}?",
    ),
    "points.ask.small": (
        "Nothing has changed yet. *Apply* does it, and it can be undone.",
        "Todavía no cambió nada. *Aplicar* lo hace, y se puede deshacer.",
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
    "points.done.before": ("Done before; this is what stands.", "Ya estaba hecho; esto es lo que vale."),
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
        "Todavía no cambió nada. *Aplicar* lo deshace con un lote nuevo; nada se borra jamás.",
    ),
    # Standings
    "points.board.epgp": ("📈 EPGP standings", "📈 Clasificación EPGP"),
    "points.board.dkp": ("📈 DKP standings", "📈 Clasificación DKP"),
    "points.board.members": ("{count:member|members}", "{count:miembro|miembros}"),
    "points.board.nobody_epgp": (
        "Nobody has EP or GP yet. Officers give the first with `/epgp award`.",
        "Todavía nadie tiene EP ni GP. Los oficiales dan los primeros con `/epgp award`.",
    ),
    "points.board.nobody_dkp": (
        "Nobody has DKP yet. Officers give the first with `/dkp award`.",
        "Todavía nadie tiene DKP. Los oficiales dan los primeros con `/dkp award`.",
    ),
    "points.board.row": ("{place:raw} {who:raw} · {holding:raw}", "{place:raw} {who:raw} · {holding:raw}"),
    "points.board.epgp_row": (
        "**{pr:raw}** PR · {ep:raw} EP / {gp:raw} GP",
        "**{pr:raw}** PR · {ep:raw} EP / {gp:raw} GP",
    ),
    "points.board.dkp_row": ("**{dkp:raw}** DKP", "**{dkp:raw}** DKP"),
    "points.board.under": (
        "⏳ *Under the minimum of {minimum:raw} EP, after all who reach it:*",
        "⏳ *Por debajo del mínimo de {minimum:raw} EP, detrás de quienes lo alcanzan:*",
    ),
    "points.board.base": ("Base GP {base:raw}", "GP base {base:raw}"),
    "points.board.minimum": ("minimum EP {minimum:raw}", "EP mínimo {minimum:raw}"),
    "points.board.cap": ("Cap {cap:raw} DKP", "Tope {cap:raw} DKP"),
    "points.board.decay": (
        "{percent:raw} decay every {day:raw} at {hour:raw}",
        "reducción del {percent:raw} cada {day:raw} a las {hour:raw}",
    ),
    "points.board.no_decay": ("no weekly decay", "sin reducción semanal"),
    "points.board.other": (
        "Loot goes by {system:raw} on this server.",
        "En este servidor el botín va por {system:raw}.",
    ),
    "points.day.monday": ("Monday", "lunes"),
    "points.day.tuesday": ("Tuesday", "martes"),
    "points.day.wednesday": ("Wednesday", "miércoles"),
    "points.day.thursday": ("Thursday", "jueves"),
    "points.day.friday": ("Friday", "viernes"),
    "points.day.saturday": ("Saturday", "sábado"),
    "points.day.sunday": ("Sunday", "domingo"),
    "points.mine.place": (
        "You are in place **{place}** of {total}: {holding:raw}.",
        "Estás en el puesto **{place}** de {total}: {holding:raw}.",
    ),
    "points.theirs.place": (
        "{who:raw} is in place **{place}** of {total}: {holding:raw}.",
        "{who:raw} está en el puesto **{place}** de {total}: {holding:raw}.",
    ),
    "points.mine.nothing": (
        "You have no points under {system:raw} yet. Officers award them, and raids pay them.",
        "Todavía no tienes puntos de {system:raw}. Los dan los oficiales y las bandas.",
    ),
    "points.theirs.nothing": (
        "{who:raw} has no points under {system:raw} yet.",
        "{who:raw} todavía no tiene puntos de {system:raw}.",
    ),
    "points.mine.under": (
        "The minimum is {needed:raw} EP away; whoever reaches it comes first.",
        "Faltan {needed:raw} EP para el mínimo; quien lo alcanza va antes.",
    ),
    "points.mine.council": (
        "A council of officers decides here who gets what drops, so nobody has a place. `/loot list` shows the open decisions.",
        "Aquí decide un consejo de oficiales quién recibe cada objeto, así que nadie tiene puesto. `/loot list` muestra las decisiones abiertas.",
    ),
    # When they do not add up
    "points.books.heading": ("⚠️ The books of points do not add up", "⚠️ Las cuentas de puntos no cuadran"),
    "points.books.what_to_do": (
        "**What to do** Do not award, charge or decay points for now. Ask whoever runs the bot for `uv run bot.py check`: it names whose they are. A backup has what was there before; the developers want to know.",
        "**Qué hacer** Por ahora no des, cobres ni reduzcas puntos. Pide a quien administra el bot que use `uv run bot.py check`: dice de quién son. Una copia de seguridad tiene lo que había antes; los desarrolladores quieren saberlo.",
    ),
    # Line by line
    "points.history.epgp": ("🎁 EP and GP, line by line", "🎁 EP y GP, línea a línea"),
    "points.history.dkp": ("🎁 DKP, line by line", "🎁 DKP, línea a línea"),
    "points.history.total": ("{count:line|lines}", "{count:línea|líneas}"),
    "points.history.none": (
        "No points have moved yet. Officers award them, and raids pay them.",
        "Todavía no se movió ningún punto. Los dan los oficiales y las bandas.",
    ),
    "points.history.what": ("**{moved:raw}** · {about:raw}", "**{moved:raw}** · {about:raw}"),
    "points.history.struck": (
        "~~{what:raw}~~ taken back by batch {batch:raw}",
        "~~{what:raw}~~ deshecho por el lote {batch:raw}",
    ),
    "points.history.under": (
        "-# then {after:raw} · batch {batch:raw} by {by:raw} · {at:d} {at:t}",
        "-# después {after:raw} · lote {batch:raw} de {by:raw} · {at:d} {at:t}",
    ),
    "points.history.small": (
        "Newest first. Nothing is ever edited: what is taken back is a line of its own.",
        "Lo más reciente primero. Nada se edita jamás: lo que se deshace es otra línea.",
    ),
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
        "Prices go by the formula here, so this counts once `epgp.pricing` is `table`.",
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
