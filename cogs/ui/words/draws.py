"""Draws: refusals, the ceremony, and the list of draws."""

from typing import Final

SENTENCES: Final[dict[str, tuple[str, str]]] = {
    # Events and the log
    "event.draw.beacon_silent": (
        "The public beacon has not answered a draw for a day",
        "La baliza pública lleva un día sin responder a un sorteo",
    ),
    "event.draw.beacon_missing": (
        "A draw has waited for its beacon round for a minute",
        "Un sorteo lleva un minuto esperando su ronda de la baliza",
    ),
    "event.draw.mismatch": (
        "What is kept of a draw does not match what was published, so it is not settled",
        "Lo guardado de un sorteo no coincide con lo publicado, así que no se resuelve",
    ),
    "audit.draw.keys": ("published the keys of the draws", "publicó las claves de los sorteos"),
    "audit.draw.committed": ("committed to a draw", "se comprometió a un sorteo"),
    "audit.draw.locked": ("locked the entries of a draw", "cerró las participaciones de un sorteo"),
    "audit.draw.called": ("called a draw", "convocó un sorteo"),
    "audit.draw.settled": ("settled a draw", "resolvió un sorteo"),
    "audit.draw.cancelled": ("cancelled a draw", "canceló un sorteo"),
    "audit.draw.voided": ("passed a winner over", "descartó a un ganador"),
    "audit.draw.beacon_silent": (
        "has had no answer from the beacon for a day",
        "lleva un día sin respuesta de la baliza",
    ),
    "audit.draw.beacon_missing": (
        "has had no answer from the beacon for a minute",
        "lleva un minuto sin respuesta de la baliza",
    ),
    "audit.draw.mismatch": (
        "found a draw that does not match what was published",
        "encontró un sorteo que no coincide con lo publicado",
    ),
    "audit.fact.draw.draw": ("draw {value:raw}", "sorteo {value:raw}"),
    "audit.fact.draw.kind.contest": ("contest", "concurso"),
    "audit.fact.draw.kind.pot": ("pot", "bote"),
    "audit.fact.draw.kind.tie": ("tie-break", "desempate"),
    "audit.fact.draw.mode.beacon": ("beacon", "baliza"),
    "audit.fact.draw.mode.sealed": ("sealed (you trust the host)", "sellado (confías en el anfitrión)"),
    "audit.fact.draw.commitment": ("commitment `{value:raw}`", "compromiso `{value:raw}`"),
    "audit.fact.draw.lock": ("lock `{value:raw}`", "cierre `{value:raw}`"),
    "audit.fact.draw.entries": ("{value:entry|entries}", "{value:participación|participaciones}"),
    "audit.fact.draw.tickets": ("{value:ticket|tickets}", "{value:boleto|boletos}"),
    "audit.fact.draw.call": ("call `{value:raw}`", "convocatoria `{value:raw}`"),
    "audit.fact.draw.round": ("round {value}", "ronda {value}"),
    "audit.fact.draw.result": ("result `{value:raw}`", "resultado `{value:raw}`"),
    "audit.fact.draw.position": ("position {value}", "puesto {value}"),
    "audit.fact.draw.orchestrator": ("locks `{value:raw}`", "cierres `{value:raw}`"),
    "audit.fact.draw.settlement": ("results `{value:raw}`", "resultados `{value:raw}`"),
    "audit.fact.draw.why.contest": ("with its contest", "con su concurso"),
    "audit.fact.draw.why.empty": ("nobody had entered", "no había participado nadie"),
    "audit.fact.draw.why.pot.empty": ("nobody was in the pot", "no había nadie en el bote"),
    "audit.fact.draw.why.pot.alone": ("one person was alone in the pot", "una persona estaba sola en el bote"),
    "audit.fact.draw.why.pot.officers": ("with its pot", "con su bote"),
    "audit.fact.draw.why.pot.unposted": (
        "its entry list could not be posted for a day",
        "su lista de entradas no se pudo publicar en un día",
    ),
    # What goes wrong
    "draw.unknown": (
        "This server has no draw {draw:raw}. `/verify` lists them all.",
        "Este servidor no tiene el sorteo {draw:raw}. `/verify` los muestra todos.",
    ),
    "draw.gone": (
        "This server has no such draw. `/verify` lists those it has.",
        "Este servidor no tiene ese sorteo. `/verify` muestra los que tiene.",
    ),
    "draw.no_proof": (
        "There is no proof at this address yet. A draw has one as soon as it is drawn.",
        "Todavía no hay ninguna prueba en esta dirección. Un sorteo la tiene en cuanto se resuelve.",
    ),
    "draw.not_drawn": (
        "Draw {draw:raw} is not drawn yet, so there is no proof to check. `/verify` shows where it stands.",
        "El sorteo {draw:raw} aún no se ha resuelto, así que no hay prueba que comprobar. `/verify` muestra cómo va.",
    ),
    "draw.locked_before": (
        "The entries of draw {draw:raw} are already locked; nothing changed.",
        "Las participaciones del sorteo {draw:raw} ya están cerradas; no cambió nada.",
    ),
    "draw.not_locked": (
        "The entries of draw {draw:raw} are not locked yet, so it cannot be run.",
        "Las participaciones del sorteo {draw:raw} aún no están cerradas, así que no se puede lanzar.",
    ),
    "draw.called_before": (
        "Draw {draw:raw} was already called, and a call is final; nothing changed.",
        "El sorteo {draw:raw} ya se convocó, y una convocatoria es definitiva; no cambió nada.",
    ),
    "draw.cancelled": (
        "Draw {draw:raw} was cancelled; nothing changed.",
        "El sorteo {draw:raw} se canceló; no cambió nada.",
    ),
    "draw.not_posted": (
        "The commitment and the entry list must be posted in <#{channel:raw}> before the draw is run, or it would prove nothing. I keep trying: give me *View Channel*, *Send Messages* and *Attach Files* there.",
        "El compromiso y la lista de participaciones deben publicarse en <#{channel:raw}> antes de lanzar el sorteo; si no, no probaría nada. Lo sigo intentando: dame ahí *Ver canal*, *Enviar mensajes* y *Adjuntar archivos*.",
    ),
    "draw.broken": (
        "What is kept of draw {draw:raw} does not match what was published, so nothing was decided. The officers are told, and whoever runs the bot finds in its log what does not match.",
        "Lo que se guarda del sorteo {draw:raw} no coincide con lo que se publicó, así que no se decidió nada. Los oficiales están avisados, y quien administra el bot ve en su registro qué no coincide.",
    ),
    "draw.other_chain": (
        "Draw {draw:raw} is bound to another beacon than the one this bot asks. Ask whoever runs the bot to set `BEACON_CHAIN` back.",
        "El sorteo {draw:raw} está ligado a otra baliza que la que este bot consulta. Pide a quien administra el bot que restaure `BEACON_CHAIN`.",
    ),
    "draw.voided_before": (
        "The winner at position {position} was already passed over, and that is final.",
        "Ya se descartó al ganador del puesto {position}, y eso es definitivo.",
    ),
    "draw.no_winner_there": (
        "Nobody wins at position {position}. Pick one of the positions that stand.",
        "Nadie gana en el puesto {position}. Elige uno de los puestos vigentes.",
    ),
    "draw.not_waiting": (
        "Draw {draw:raw} is not waiting for a round; nothing changed.",
        "El sorteo {draw:raw} no espera ninguna ronda; no cambió nada.",
    ),
    "draw.paste_form": (
        "I see no signature in that: it is 96 digits from 0 to 9 and a to f. Open the relay's answer and copy what stands under `signature`, or all of it.",
        "No veo ninguna firma ahí: son 96 caracteres, del 0 al 9 y de la a a la f. Abre la respuesta del repetidor y copia lo que hay en `signature`, o todo.",
    ),
    "draw.paste_wrong": (
        "That is not the beacon's signature on round {round}. Check that you opened that round; nothing changed.",
        "Esa no es la firma de la baliza sobre la ronda {round}. Comprueba que abriste esa ronda; no cambió nada.",
    ),
    "draw.round_not_out": (
        "Round {round} of the beacon is not out yet; next try {next_try}.",
        "La ronda {round} de la baliza aún no ha salido; próximo intento {next_try}.",
    ),
    "draw.beacon_unavailable": (
        "No relay of the public beacon gives a valid answer; next try {next_try}. The draw waits, and nothing can change it.",
        "Ningún repetidor de la baliza pública da una respuesta válida; próximo intento {next_try}. El sorteo espera, y nada puede cambiarlo.",
    ),
    "draw.erase_later": (
        "You take part in draws that are not over: {draws}. Nothing is erased between the lock and the result; ask again when they are drawn.",
        "Participas en sorteos que no han terminado: {draws}. No se borra nada entre el cierre y el resultado; vuelve a pedirlo cuando se hayan resuelto.",
    ),
    "draw.verify_one_of": (
        "Give me one of the two: the number of a draw, or a proof file.",
        "Dame una de las dos cosas: el número de un sorteo o un archivo de prueba.",
    ),
    "draw.file_too_large": (
        "That file is larger than {limit} MiB, which no proof is. Attach the `proof.json` of a draw.",
        "Ese archivo ocupa más de {limit} MiB, y ninguna prueba es tan grande. Adjunta el `proof.json` de un sorteo.",
    ),
    "draw.file_unreachable": (
        "Discord did not hand me the file. Run the command again and attach it once more.",
        "Discord no me entregó el archivo. Usa el comando de nuevo y vuelve a adjuntarlo.",
    ),
    "draw.proof_too_large": (
        "The proof of draw {draw:raw} is too large for Discord. Whoever runs the bot can offer it on the web: see `PUBLIC_URL`.",
        "La prueba del sorteo {draw:raw} es demasiado grande para Discord. Quien administra el bot puede ofrecerla en la web: ver `PUBLIC_URL`.",
    ),
    # Words that many cards share
    "draw.kind.contest": ("contest", "concurso"),
    "draw.kind.pot": ("pot", "bote"),
    "draw.kind.tie": ("tie-break", "desempate"),
    "draw.status": ("{title} · draw {draw:raw}", "{title} · sorteo {draw:raw}"),
    "draw.size": (
        "{entries:entry|entries} · {tickets:ticket|tickets} · {people:person|people}",
        "{entries:participación|participaciones} · {tickets:boleto|boletos} · {people:persona|personas}",
    ),
    "draw.erased_person": ("somebody erased (not checkable)", "alguien borrado (no comprobable)"),
    "draw.mode.beacon": (
        "**Beacon draw**: nobody can choose or foresee the winner, unless the host and most of the beacon's operators conspire.",
        "**Sorteo con baliza**: nadie puede elegir ni prever al ganador, salvo que conspiren el anfitrión y la mayoría de los operadores de la baliza.",
    ),
    "draw.mode.sealed": (
        "**Sealed (you trust the host)**: the host could know, choose and veto the result. It proves only that nothing changed after the lock.",
        "**Sellado (confías en el anfitrión)**: el anfitrión podía conocer, elegir y vetar el resultado. Solo prueba que nada cambió tras el cierre.",
    ),
    "draw.mode.test": (
        "**Test chain**: whoever has the key of this beacon can foresee the result. It proves nothing to strangers.",
        "**Cadena de prueba**: quien tenga la clave de esta baliza puede prever el resultado. No demuestra nada a extraños.",
    ),
    "draw.hash.commitment": ("Commitment", "Compromiso"),
    "draw.hash.root": ("Root", "Raíz"),
    "draw.hash.lock": ("Lock", "Cierre"),
    "draw.hash.secret": ("Secret", "Secreto"),
    "draw.hash.call": ("Call", "Convocatoria"),
    "draw.hash.result": ("Result", "Resultado"),
    # The ceremony
    "draw.live.committed": ("Entries are open", "Participaciones abiertas"),
    "draw.live.closes": (
        "They close {closes:f} ({closes}) at the latest.",
        "Cierran el {closes:f} ({closes}) a más tardar.",
    ),
    "draw.live.locked": ("🔒 Entries are locked", "🔒 Participaciones cerradas"),
    "draw.live.called": ("⏳ The secret is out", "⏳ El secreto se ha revelado"),
    "draw.live.round_soon": (
        "Beacon round **{round}** will be published {at}.",
        "La ronda **{round}** de la baliza se publica {at}.",
    ),
    "draw.live.round_asked": (
        "Beacon round **{round}** was published {at}; its relays are being asked.",
        "La ronda **{round}** de la baliza se publicó {at}; se pregunta a sus repetidores.",
    ),
    "draw.live.round_overdue": (
        "Beacon round **{round}** was published {at}, and no relay has given it yet. The bot goes on asking; anybody can end the wait: open the round at {relays:raw}, copy its `signature` and press *Paste round…*",
        "La ronda **{round}** de la baliza se publicó {at} y ningún repetidor la ha dado aún. El bot sigue preguntando; cualquiera puede poner fin a la espera: abre la ronda en {relays:raw}, copia su `signature` y pulsa *Pegar ronda…*",
    ),
    "draw.live.given_up": (
        "No relay has given beacon round **{round}**, and the draw was given up {at}. Whoever finds the round at {relays:raw} can still paste it: it shows what the result would have been.",
        "Ningún repetidor ha dado la ronda **{round}** de la baliza, y se renunció al sorteo {at}. Quien encuentre la ronda en {relays:raw} aún puede pegarla: muestra cuál habría sido el resultado.",
    ),
    "draw.live.relay": ("[relay {number}]({url:raw})", "[repetidor {number}]({url:raw})"),
    "draw.live.no_chain": (
        "The round is of a beacon that this bot does not ask. Whoever runs it has to set `BEACON_CHAIN` back.",
        "La ronda es de una baliza que este bot no consulta. Quien lo administra tiene que restaurar `BEACON_CHAIN`.",
    ),
    "draw.live.sealed": ("The result is being worked out.", "Se está calculando el resultado."),
    "draw.live.cancelled": ("Draw {draw:raw} was cancelled", "El sorteo {draw:raw} se canceló"),
    "draw.live.cancelled_body": (
        "It was cancelled {at} ({at:f}), before its secret was out. Nobody was drawn.",
        "Se canceló {at} ({at:f}), antes de revelar su secreto. No se sorteó a nadie.",
    ),
    "draw.live.wins": (
        "{emoji:raw} {who:raw} wins with ticket {ticket} of {pool}",
        "{emoji:raw} {who:raw} gana con el boleto {ticket} de {pool}",
    ),
    "draw.live.many_win": ("{emoji:raw} {winners:winner|winners}", "{emoji:raw} {winners:ganador|ganadores}"),
    "draw.live.voids": (
        "{voids:winner|winners} passed over by the host: not proven",
        "{voids:ganador descartado|ganadores descartados} por el anfitrión: no demostrado",
    ),
    "draw.live.place": (
        "**{place:raw}** {who:raw} wins · ticket {ticket} of {pool}",
        "**{place:raw}** {who:raw} gana · boleto {ticket} de {pool}",
    ),
    "draw.live.passed_over": (
        "**{place:raw}** ~~{who:raw}~~ · ticket {ticket} of {pool} · passed over: {reason:raw}",
        "**{place:raw}** ~~{who:raw}~~ · boleto {ticket} de {pool} · descartado: {reason:raw}",
    ),
    "draw.live.nobody": (
        "Nobody has won: every winner was passed over.",
        "No ha ganado nadie: se descartó a todos los ganadores.",
    ),
    "draw.live.late": (
        "**Called late**: the round was out when the call was posted. The result stands; its fairness is not proven.",
        "**Convocado tarde**: la ronda ya había salido cuando se publicó la convocatoria. El resultado vale; su equidad no queda demostrada.",
    ),
    "draw.live.drawn": ("{status:raw} · drawn {at:f}", "{status:raw} · resuelto el {at:f}"),
    "draw.live.round": ("Round {round}", "Ronda {round}"),
    "draw.live.small_open": (
        "This message follows the draw step by step.",
        "Este mensaje sigue el sorteo paso a paso.",
    ),
    "draw.live.small_over": (
        "Tickets count from 0 within those still in the pool. No draw proves that entries are honest play, or that a prize was handed over.",
        "Los boletos se cuentan desde 0 entre los que siguen en juego. Ningún sorteo prueba que las participaciones sean juego limpio, ni que un premio se entregara.",
    ),
    "draw.live.small_pot": (
        "Tickets count from 0, in the order of entering. No draw proves that members are different people.",
        "Los boletos se cuentan desde 0, en orden de entrada. Ningún sorteo prueba que los miembros sean personas distintas.",
    ),
    "draw.live.small_blind": (
        "I cannot see this channel, so this message will not change. `/verify` shows how it goes on.",
        "No puedo ver este canal, así que este mensaje no cambiará. `/verify` muestra cómo sigue.",
    ),
    "draw.button.paste": ("Paste round…", "Pegar ronda…"),
    "draw.button.proof": ("Proof file", "Archivo de prueba"),
    "draw.button.verify": ("Verify", "Verificar"),
    "draw.paste.label": ("The round's signature", "La firma de la ronda"),
    "draw.paste.help": (
        "96 digits from 0 to 9 and a to f, or the relay's whole answer",
        "96 caracteres, del 0 al 9 y de la a a la f, o la respuesta entera del repetidor",
    ),
    "draw.pasted": (
        "That is the beacon's signature: draw {draw:raw} is drawn. Thank you.",
        "Esa es la firma de la baliza: el sorteo {draw:raw} está resuelto. Gracias.",
    ),
    "draw.proof_handed": (
        "The proof of draw {draw:raw}. Check it anywhere with `python -m fairness {file:raw}`.",
        "La prueba del sorteo {draw:raw}. Compruébala donde quieras con `python -m fairness {file:raw}`.",
    ),
    "draw.proof_linked": (
        "The proof of draw {draw:raw} is too large for Discord; it is at {url:raw}",
        "La prueba del sorteo {draw:raw} es demasiado grande para Discord; está en {url:raw}",
    ),
    # The list of draws
    "draw.list.heading": ("🔎 Draws of this server", "🔎 Sorteos de este servidor"),
    "draw.list.total": ("{total:draw|draws}", "{total:sorteo|sorteos}"),
    "draw.list.none": (
        "Nothing has been drawn here yet. A draw begins when a contest is published or a pot is opened.",
        "Aquí todavía no se ha sorteado nada. Un sorteo empieza cuando se publica un concurso o se abre un bote.",
    ),
    "draw.list.row": ("**{draw:raw}** · {title}", "**{draw:raw}** · {title}"),
    "draw.list.committed": ("entries open, they close {at}", "participaciones abiertas, cierran {at}"),
    "draw.list.locked": ("🔒 entries locked {at}", "🔒 participaciones cerradas {at}"),
    "draw.list.called": ("⏳ called {at}, waiting for its round", "⏳ convocado {at}, espera su ronda"),
    "draw.list.called_sealed": ("⏳ called {at}", "⏳ convocado {at}"),
    "draw.list.given_up": ("⏳ given up {at}: no round came", "⏳ se renunció {at}: no llegó la ronda"),
    "draw.list.settled": ("drawn {at:f}", "resuelto el {at:f}"),
    "draw.list.cancelled": ("cancelled {at:f}", "cancelado el {at:f}"),
    "draw.list.beacon": ("beacon", "baliza"),
    "draw.list.test": ("beacon, test chain", "baliza, cadena de prueba"),
    "draw.list.sealed": ("sealed (you trust the host)", "sellado (confías en el anfitrión)"),
    "draw.list.voids": (
        "{voids:winner|winners} passed over",
        "{voids:ganador descartado|ganadores descartados}",
    ),
    "draw.list.late": ("called late", "convocado tarde"),
    "draw.list.small": (
        "Numbers count 1, 2, 3 … without a gap. /verify checks one by its number or its file.",
        "Los números van 1, 2, 3 … sin huecos. /verify comprueba uno por su número o su archivo.",
    ),
    "draw.list.gap": (
        "❌ The newest draw has number {highest:raw}, and there are only {total:raw}. Numbers are missing: ask the leaders and whoever runs the bot why.",
        "❌ El sorteo más reciente tiene el número {highest:raw} y solo hay {total:raw}. Faltan números: pregunta por qué a los líderes y a quien administra el bot.",
    ),
    "draw.list.pick": ("Check one of these…", "Comprobar uno de estos…"),
}
