"""Draws: sentences in English and Spanish."""

SENTENCES: dict[str, tuple[str, str]] = {
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
        "What is kept of a draw does not fit what was published, so it is not settled",
        "Lo guardado de un sorteo no encaja con lo publicado, así que no se resuelve",
    ),
    "audit.draw.keys": ("told the keys of the draws", "comunicó las claves de los sorteos"),
    "audit.draw.committed": ("committed to a draw", "se comprometió a un sorteo"),
    "audit.draw.locked": ("locked the entries of a draw", "cerró las participaciones de un sorteo"),
    "audit.draw.called": ("called a draw", "convocó un sorteo"),
    "audit.draw.settled": ("settled a draw", "resolvió un sorteo"),
    "audit.draw.cancelled": ("cancelled a draw", "canceló un sorteo"),
    "audit.draw.voided": ("passed a winner over", "omitió a un ganador"),
    "audit.draw.beacon_silent": (
        "has had no answer of the beacon for a day",
        "lleva un día sin respuesta de la baliza",
    ),
    "audit.draw.beacon_missing": (
        "has had no answer of the beacon for a minute",
        "lleva un minuto sin respuesta de la baliza",
    ),
    "audit.draw.mismatch": (
        "found a draw that does not fit what was published of it",
        "encontró un sorteo que no encaja con lo publicado",
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
        "su lista no se pudo publicar en un día",
    ),
    # What goes wrong
    "draw.unknown": (
        "This server has no draw {draw:raw}. `/verify` lists them all.",
        "Este servidor no tiene el sorteo {draw:raw}. `/verify` los muestra todos.",
    ),
    "draw.gone": (
        "That draw is not in this server's books. `/verify` lists those that are.",
        "Ese sorteo no consta en los registros de este servidor. `/verify` muestra los que sí.",
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
        "The entries of draw {draw:raw} are locked already; nothing changed.",
        "Las participaciones del sorteo {draw:raw} ya están cerradas; no cambió nada.",
    ),
    "draw.not_locked": (
        "The entries of draw {draw:raw} are not locked yet, so it cannot be run.",
        "Las participaciones del sorteo {draw:raw} aún no están cerradas, así que no se puede lanzar.",
    ),
    "draw.called_before": (
        "Draw {draw:raw} was called already, and a call is final; nothing changed.",
        "El sorteo {draw:raw} ya se convocó, y una convocatoria es definitiva; no cambió nada.",
    ),
    "draw.cancelled": (
        "Draw {draw:raw} was cancelled; nothing changed.",
        "El sorteo {draw:raw} se canceló; no cambió nada.",
    ),
    "draw.not_posted": (
        "The commitment and the entry list must be posted in <#{channel:raw}> before the draw is run, or it would prove nothing. I try again and again: let me *View Channel*, *Send Messages* and *Attach Files* there.",
        "El compromiso y la lista de participaciones deben publicarse en <#{channel:raw}> antes de lanzar el sorteo; si no, no probaría nada. Lo sigo intentando: déjame *Ver canal*, *Enviar mensajes* y *Adjuntar archivos* ahí.",
    ),
    "draw.broken": (
        "What is kept of draw {draw:raw} does not fit what was published of it, so nothing was decided. The officers are told, and the operator finds in the log what does not fit.",
        "Lo que se guarda del sorteo {draw:raw} no coincide con lo que se publicó, así que no se decidió nada. Los oficiales están avisados, y quien opera el bot ve en el registro qué no coincide.",
    ),
    "draw.other_chain": (
        "Draw {draw:raw} is bound to another beacon than the one this bot is set to ask. Tell the operator to set `BEACON_CHAIN` back.",
        "El sorteo {draw:raw} está ligado a otra baliza que la que este bot consulta. Di al operador que restaure `BEACON_CHAIN`.",
    ),
    "draw.voided_before": (
        "The winner at position {position} was passed over already, and that is final.",
        "El ganador del puesto {position} ya fue omitido, y eso es definitivo.",
    ),
    "draw.no_winner_there": (
        "Nobody wins at position {position}. Take one of the positions that stand.",
        "Nadie gana en el puesto {position}. Elige uno de los puestos vigentes.",
    ),
    "draw.not_waiting": (
        "Draw {draw:raw} does not wait for a round; nothing changed.",
        "El sorteo {draw:raw} no espera ninguna ronda; no cambió nada.",
    ),
    "draw.paste_form": (
        "I see no signature in that: it is 96 digits from 0 to 9 and a to f. Open the relay's answer and copy what stands under `signature`, or all of it.",
        "No veo ninguna firma ahí: son 96 cifras de 0 a 9 y de a a f. Abre la respuesta del repetidor y copia lo que hay en `signature`, o todo.",
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
        "No relay of the public beacon gives an answer that holds; next try {next_try}. The draw waits, and nothing can change it.",
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
        "The proof of draw {draw:raw} is larger than Discord takes. The operator can hand it out: see `PUBLIC_URL`.",
        "La prueba del sorteo {draw:raw} es más grande de lo que admite Discord. El operador puede ofrecerla: mira `PUBLIC_URL`.",
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
    # The posts that are never edited
    "draw.post.committed": ("{emoji:raw} Draw {draw:raw}: {title}", "{emoji:raw} Sorteo {draw:raw}: {title}"),
    "draw.post.committed_status": (
        "{kind} · {winners:winner|winners} · entries close {closes:F} ({closes}) at the latest",
        "{kind} · {winners:ganador|ganadores} · cierra a más tardar {closes:F} ({closes})",
    ),
    "draw.post.committed_tie": (
        "{kind} · one ticket each · the list is closed and follows below",
        "{kind} · un boleto por cabeza · la lista está cerrada y sigue abajo",
    ),
    "draw.post.rules": ("**The rules**", "**Las reglas**"),
    "draw.post.rules_file": (
        "To the letter they are in the file below.",
        "Al pie de la letra están en el archivo de abajo.",
    ),
    "draw.post.committed_small": (
        "The commitment fixes secret, rules, winners, closing time and mode. This message is never edited: compare it with the proof.",
        "El compromiso fija secreto, reglas, ganadores, hora de cierre y modo. Este mensaje nunca se edita: compáralo con la prueba.",
    ),
    "draw.post.locked": (
        "🔒 Draw {draw:raw}: the entries are locked",
        "🔒 Sorteo {draw:raw}: participaciones cerradas",
    ),
    "draw.post.locked_body": (
        "Look for your own line in the list below. Whoever is missing now cannot win, and no proof can show that.",
        "Busca tu propia línea en la lista de abajo. Quien falte ahora no puede ganar, y ninguna prueba puede mostrarlo.",
    ),
    "draw.post.locked_small": (
        "Root and lock fix every line in its order. This message is never edited: compare it with the proof.",
        "La raíz y el cierre fijan cada línea en su orden. Este mensaje nunca se edita: compáralo con la prueba.",
    ),
    "draw.post.called": ("⏳ Draw {draw:raw}: the secret is out", "⏳ Sorteo {draw:raw}: el secreto se ha revelado"),
    "draw.post.called_body": (
        "Beacon round **{round}** is out {at} ({at:T}), and decides. From then on anybody can compute the result.",
        "La ronda **{round}** de la baliza sale {at} ({at:T}) y decide. Desde entonces cualquiera puede calcular el resultado.",
    ),
    "draw.post.called_sealed": (
        "No round of a beacon is awaited: the result follows from this secret alone.",
        "No se espera ninguna ronda de una baliza: el resultado se deduce solo de este secreto.",
    ),
    "draw.post.called_small": (
        "A call is final: no second one, no other round. This message is never edited: compare it with the proof.",
        "Una convocatoria es definitiva: ni otra, ni otra ronda. Este mensaje nunca se edita: compáralo con la prueba.",
    ),
    "draw.post.keys": ("The keys of this server's draws", "Las claves de los sorteos de este servidor"),
    "draw.post.keys_body": (
        "The host signs every lock and every result. A proof that is signed with other keys than these is not ours.",
        "El anfitrión firma cada cierre y cada resultado. Una prueba firmada con otras claves no es nuestra.",
    ),
    "draw.post.keys_lock": ("Orchestrator key, under locks", "Clave del orquestador, bajo los cierres"),
    "draw.post.keys_result": ("Settlement key, under results", "Clave de liquidación, bajo los resultados"),
    "draw.post.keys_small": (
        "Ed25519 public keys. Signatures say whose draw it is; what makes it fair is not the signature.",
        "Claves públicas Ed25519. Las firmas dicen de quién es el sorteo; lo que lo hace justo no es la firma.",
    ),
    "draw.silent": ("⏳ Draw {draw:raw} still waits for its round", "⏳ El sorteo {draw:raw} sigue esperando su ronda"),
    "draw.silent_body": (
        "No relay of the public beacon has given round **{round}**, which was due {at:f}. The draw waits, and nothing can change it: whoever pastes that round's signature ends the wait.",
        "Ningún repetidor de la baliza pública ha dado la ronda **{round}**, que debía salir {at:f}. El sorteo espera, y nada puede cambiarlo: quien pegue la firma de esa ronda termina la espera.",
    ),
    "draw.given_up": ("⏳ Draw {draw:raw} is given up", "⏳ Se renuncia al sorteo {draw:raw}"),
    "draw.silent_pot": (
        "No relay of the public beacon has given round **{round}**, which was due {at:f}. As its rules say, the pot is cancelled and everybody has their credits back. Whoever finds that round can still paste it: it shows what the draw would have been.",
        "Ningún repetidor de la baliza pública ha dado la ronda **{round}**, que debía salir {at:f}. Como dicen sus reglas, el bote se cancela y todos tienen sus créditos de vuelta. Quien encuentre esa ronda aún puede pegarla: muestra cuál habría sido el resultado.",
    ),
    "draw.silent_tie": (
        "No relay of the public beacon has given round **{round}**, which was due {at:f}. As its rules say, this roll decides nothing any more. Whoever finds that round can still paste it: it shows what the roll would have been.",
        "Ningún repetidor de la baliza pública ha dado la ronda **{round}**, que debía salir {at:f}. Como dicen sus reglas, este sorteo ya no decide nada. Quien encuentre esa ronda aún puede pegarla: muestra cuál habría sido el resultado.",
    ),
    "draw.missing": ("⏳ Draw {draw:raw} waits for its round", "⏳ El sorteo {draw:raw} espera su ronda"),
    "draw.missing_body": (
        "Nothing is lost, and nobody can change the draw: it goes on as soon as the round is there.",
        "No se ha perdido nada y nadie puede cambiar el sorteo: sigue en cuanto llegue la ronda.",
    ),
    "draw.mismatch": (
        "❌ Draw {draw:raw} does not fit what was published of it",
        "❌ El sorteo {draw:raw} no encaja con lo publicado",
    ),
    "draw.mismatch_body": (
        "What the bot keeps of this draw was changed behind its back, or is damaged. It is not settled with that, nobody wins by it and nothing is paid out. Tell the operator, who has backups; `/audit verify` shows whether the log was touched too.",
        "Lo que el bot guarda de este sorteo fue modificado a sus espaldas, o está dañado. Así no se resuelve: nadie gana con ello y no se paga nada. Avisa al operador, que tiene copias; `/audit verify` muestra si también tocaron el registro.",
    ),
    "draw.mismatch_small": (
        "The posts are the ones to go by: they cannot be changed.",
        "Valen las publicaciones: no se pueden cambiar.",
    ),
    "draw.silent_chain": (
        "This bot cannot ask for the round that the draw is bound to. The operator has to set `BEACON_CHAIN` back.",
        "Este bot no puede pedir la ronda a la que el sorteo está ligado. El operador tiene que restaurar `BEACON_CHAIN`.",
    ),
    # One's own lines of the entry list
    "draw.button.mine": ("My lines", "Mis líneas"),
    "draw.mine.heading": ("Your lines in `{file:raw}`:", "Tus líneas en `{file:raw}`:"),
    "draw.mine.line": (
        "line {line} · tickets {first} to {last} · evidence `{evidence:raw}`",
        "línea {line} · boletos {first} a {last} · justificación `{evidence:raw}`",
    ),
    "draw.mine.tickets": (
        "line {line} · tickets {first} to {last}",
        "línea {line} · boletos {first} a {last}",
    ),
    "draw.mine.more": ("and {count:more line|more lines}", "y {count:línea más|líneas más}"),
    "draw.mine.check": (
        "Open the list and see for yourself: it must say the same.",
        "Abre la lista y compruébalo tú mismo: debe decir lo mismo.",
    ),
    "draw.mine.none": (
        "You have no line in the list of draw {draw:raw}. A character that nobody has claimed stands there under its own name.",
        "No tienes ninguna línea en la lista del sorteo {draw:raw}. Un personaje que nadie ha reclamado figura con su propio nombre.",
    ),
    "draw.mine.none_tie": (
        "You have no line in the list of draw {draw:raw}: you are not in the tie that it breaks.",
        "No tienes ninguna línea en la lista del sorteo {draw:raw}: no estás en el empate que deshace.",
    ),
    "draw.mine.none_pot": (
        "You have no line in the list of draw {draw:raw}: you held no tickets when the pot was locked.",
        "No tienes ninguna línea en la lista del sorteo {draw:raw}: no tenías boletos cuando se cerró el bote.",
    ),
    # The ceremony
    "draw.live.committed": ("Entries are open", "Participaciones abiertas"),
    "draw.live.closes": (
        "They close {closes:f} ({closes}) at the latest.",
        "Cierran a más tardar {closes:f} ({closes}).",
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
        "La ronda **{round}** de la baliza se publicó {at} y ningún repetidor la ha dado aún. El bot sigue preguntando; cualquiera puede terminar la espera: abre la ronda en {relays:raw}, copia su `signature` y pulsa *Pegar ronda…*",
    ),
    "draw.live.given_up": (
        "No relay has given beacon round **{round}**, and the draw was given up {at}. Whoever finds the round at {relays:raw} can still paste it: it shows what the result would have been.",
        "Ningún repetidor ha dado la ronda **{round}** de la baliza, y se renunció al sorteo {at}. Quien encuentre la ronda en {relays:raw} aún puede pegarla: muestra cuál habría sido el resultado.",
    ),
    "draw.live.relay": ("[relay {number}]({url:raw})", "[repetidor {number}]({url:raw})"),
    "draw.live.no_chain": (
        "The round is of a beacon that this bot is not set to ask. The operator has to set `BEACON_CHAIN` back.",
        "La ronda es de una baliza que este bot no consulta. El operador tiene que restaurar `BEACON_CHAIN`.",
    ),
    "draw.live.sealed": ("The result is being worked out.", "Se está calculando el resultado."),
    "draw.live.cancelled": ("Draw {draw:raw} was cancelled", "El sorteo {draw:raw} se canceló"),
    "draw.live.cancelled_body": (
        "It was called off {at} ({at:f}), before its secret was out. Nobody was drawn.",
        "Se canceló {at} ({at:f}), antes de revelar su secreto. No se sorteó a nadie.",
    ),
    "draw.live.wins": (
        "{emoji:raw} {who:raw} wins with ticket {ticket} of {pool}",
        "{emoji:raw} {who:raw} gana con el boleto {ticket} de {pool}",
    ),
    "draw.live.many_win": ("{emoji:raw} {winners:winner|winners}", "{emoji:raw} {winners:ganador|ganadores}"),
    "draw.live.voids": (
        "{voids:winner|winners} passed over by the host: not proven",
        "{voids:ganador omitido|ganadores omitidos} por el anfitrión: no demostrado",
    ),
    "draw.live.place": (
        "**{place:raw}** {who:raw} wins · ticket {ticket} of {pool}",
        "**{place:raw}** {who:raw} gana · boleto {ticket} de {pool}",
    ),
    "draw.live.passed_over": (
        "**{place:raw}** ~~{who:raw}~~ · ticket {ticket} of {pool} · passed over: {reason:raw}",
        "**{place:raw}** ~~{who:raw}~~ · boleto {ticket} de {pool} · omitido: {reason:raw}",
    ),
    "draw.live.nobody": (
        "Nobody has won: every winner was passed over.",
        "No ha ganado nadie: todos los ganadores fueron omitidos.",
    ),
    "draw.live.late": (
        "**Called late**: the round was out when the call was posted. The result stands; its fairness is not proven.",
        "**Convocado tarde**: la ronda ya había salido cuando se publicó la convocatoria. El resultado vale; su equidad no queda demostrada.",
    ),
    "draw.live.drawn": ("{status:raw} · drawn {at:f}", "{status:raw} · resuelto {at:f}"),
    "draw.live.round": ("Round {round}", "Ronda {round}"),
    "draw.live.small_open": (
        "This message tells the draw step by step.",
        "Este mensaje cuenta el sorteo paso a paso.",
    ),
    "draw.live.small_over": (
        "Tickets count from 0 within those still in the pool. No draw proves that entries are honest play, or that a prize was handed over.",
        "Los boletos se cuentan desde 0 entre los que siguen en juego. Ningún sorteo prueba el juego limpio ni la entrega del premio.",
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
        "96 cifras de 0 a 9 y de a a f, o la respuesta entera del repetidor",
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
    "draw.list.called": ("⏳ called {at}, waits for its round", "⏳ convocado {at}, espera su ronda"),
    "draw.list.called_sealed": ("⏳ called {at}", "⏳ convocado {at}"),
    "draw.list.given_up": ("⏳ given up {at}: no round came", "⏳ se renunció {at}: no llegó la ronda"),
    "draw.list.settled": ("drawn {at:f}", "resuelto {at:f}"),
    "draw.list.cancelled": ("cancelled {at:f}", "cancelado {at:f}"),
    "draw.list.beacon": ("beacon", "baliza"),
    "draw.list.test": ("beacon, test chain", "baliza, cadena de prueba"),
    "draw.list.sealed": ("sealed (you trust the host)", "sellado (confías en el anfitrión)"),
    "draw.list.voids": (
        "{voids:winner|winners} passed over",
        "{voids:ganador omitido|ganadores omitidos}",
    ),
    "draw.list.late": ("called late", "convocado tarde"),
    "draw.list.small": (
        "Numbers count 1, 2, 3 … without a gap. /verify draw or file checks one.",
        "Los números van 1, 2, 3 … sin huecos. /verify con número o archivo comprueba uno.",
    ),
    "draw.list.gap": (
        "❌ The newest draw has number {highest:raw}, and the books hold only {total:raw}. Numbers are missing: ask the leaders and the operator why.",
        "❌ El sorteo más reciente tiene el número {highest:raw} y en los registros solo hay {total:raw}. Faltan números: pregunta por qué a los líderes y al operador.",
    ),
    "draw.list.pick": ("Check one of these…", "Comprobar uno de estos…"),
    # A verdict
    "verify.verified": ("✅ Verified", "✅ Verificado"),
    "verify.rejected": ("❌ Rejected", "❌ Rechazado"),
    "verify.incomplete": ("⏳ Verified as far as it can be checked here", "⏳ Verificado hasta donde se puede aquí"),
    "verify.unreadable": ("❌ Unreadable", "❌ Ilegible"),
    "verify.unreadable_body": (
        "That is no proof: {why}. Attach the `proof.json` of a draw, as it was handed out.",
        "Eso no es una prueba: {why}. Adjunta el `proof.json` de un sorteo tal como se entregó.",
    ),
    "verify.why": ("It fails here: {names:raw}", "Falla aquí: {names:raw}"),
    "verify.posts_fail": ("the posts in Discord", "las publicaciones en Discord"),
    "verify.status": ("{title} · draw {draw:raw} · {kind}", "{title} · sorteo {draw:raw} · {kind}"),
    "verify.status_elsewhere": (
        "{title} · draw {draw:raw} of server {guild:raw} · {kind}",
        "{title} · sorteo {draw:raw} del servidor {guild:raw} · {kind}",
    ),
    "verify.late": (
        "**Called late**: the round was out when the call was posted; the result stands, its fairness is not proven.",
        "**Convocado tarde**: la ronda ya había salido cuando se publicó la convocatoria; el resultado vale, su equidad no queda demostrada.",
    ),
    "verify.no_posts": (
        "Names no posts: nothing here shows when each step was made public.",
        "No nombra publicaciones: nada muestra aquí cuándo se hizo público cada paso.",
    ),
    "verify.key.lock": (
        "The lock is signed with an unknown key: compare it with the one posted in the server.",
        "El cierre está firmado con una clave desconocida: compárala con la publicada en el servidor.",
    ),
    "verify.key.result": (
        "The result is signed with an unknown key: compare it with the one posted in the server.",
        "El resultado está firmado con una clave desconocida: compárala con la publicada en el servidor.",
    ),
    "verify.erased": (
        "{erased:erased entry|erased entries}: not checkable.",
        "{erased:participación borrada|participaciones borradas}: no comprobable.",
    ),
    "verify.winners": ("**Winners**", "**Ganadores**"),
    "verify.claimed": ("**Winners, as the file claims**", "**Ganadores, según el archivo**"),
    "verify.winner": ("{who:raw} · ticket {ticket}", "{who:raw} · boleto {ticket}"),
    "verify.passed_over": ("~~{who:raw}~~ · passed over: {reason:raw}", "~~{who:raw}~~ · omitido: {reason:raw}"),
    "verify.more": ("and {count:more|more}", "y {count:más|más}"),
    "verify.group.file": ("**The file**", "**El archivo**"),
    "verify.group.commit": ("**1 · Commit**", "**1 · Compromiso**"),
    "verify.group.lock": ("**2 · Lock**", "**2 · Cierre**"),
    "verify.group.call": ("**3 · Call**", "**3 · Convocatoria**"),
    "verify.group.draw": ("**4 · Draw**", "**4 · Sorteo**"),
    "verify.group.result": ("**5 · Result**", "**5 · Resultado**"),
    "verify.group.posts": ("**The posts in Discord**", "**Las publicaciones en Discord**"),
    "verify.failed": ("❌ {check:raw}: {detail}", "❌ {check:raw}: {detail}"),
    "verify.small": (
        "Every value stands in the file above. Do not take the bot's word: python -m fairness proof.json checks the same.",
        "Cada valor está en el archivo de arriba. No te fíes del bot: python -m fairness proof.json comprueba lo mismo.",
    ),
    "verify.check.protocol": ("The protocol is known", "El protocolo es conocido"),
    "verify.check.form": ("The file is written as it must be", "El archivo está escrito como debe"),
    "verify.check.mode": ("Where the luck comes from", "De dónde viene la suerte"),
    "verify.check.commitment": ("The draw is the one that was announced", "El sorteo es el que se anunció"),
    "verify.check.tickets": ("Tickets are counted through", "Los boletos van seguidos"),
    "verify.check.participants": ("Everybody is who the line says", "Cada cual es quien dice la línea"),
    "verify.check.persons": ("Nobody takes part as two", "Nadie participa como dos"),
    "verify.check.evidence": (
        "The reasons for the entries are unchanged",
        "Los motivos de las participaciones no cambiaron",
    ),
    "verify.check.kind": ("It follows the rules of its kind", "Sigue las reglas de su tipo"),
    "verify.check.root": ("The entry list is the one that was locked", "La lista es la que se cerró"),
    "verify.check.lock": ("The lock closes this list", "El cierre es el de esta lista"),
    "verify.check.call": (
        "The call names this secret and round",
        "La convocatoria nombra este secreto y esta ronda",
    ),
    "verify.check.chain": ("The beacon is a known one", "La baliza es conocida"),
    "verify.check.called_at": ("Called before the round was out", "Convocado antes de salir la ronda"),
    "verify.check.posts": (
        "The posts came in order, and in time",
        "Las publicaciones llegaron en orden y a tiempo",
    ),
    "verify.check.randomness": ("The random number is the beacon's", "El número aleatorio es el de la baliza"),
    "verify.check.beacon": ("The beacon really said so", "La baliza lo dijo de verdad"),
    "verify.check.seed": ("The seed follows", "La semilla se deduce"),
    "verify.check.positions": ("As many places as are due", "Tantos puestos como corresponde"),
    "verify.check.voids": ("Only winners were passed over", "Solo se omitió a ganadores"),
    "verify.check.draw": ("The seed draws these winners", "La semilla saca a estos ganadores"),
    "verify.check.result": ("The result closes the draw", "El resultado cierra el sorteo"),
    "verify.check.lock_signature": ("The host signed the lock", "El anfitrión firmó el cierre"),
    "verify.check.result_signature": ("The host signed the result", "El anfitrión firmó el resultado"),
    # What the posts named in a proof turn out to be
    "verify.post": (
        "{mark:raw} [{step:raw}]({url:raw}): {found:raw}",
        "{mark:raw} [{step:raw}]({url:raw}): {found:raw}",
    ),
    "verify.post.sound": (
        "mine, unedited, with this hash",
        "es mía, sin editar y con este hash",
    ),
    "verify.post.other_hash": (
        "shows another hash than the proof: one step must not be posted twice with two hashes",
        "muestra otro hash que la prueba: un paso no puede publicarse dos veces con dos hashes",
    ),
    "verify.post.edited": (
        "was edited, and such a post never is",
        "fue editada, y una publicación así nunca se edita",
    ),
    "verify.post.foreign": ("is not by me", "no es mía"),
    "verify.post.gone": ("could not be opened: it is not there (any more)", "no se pudo abrir: no está (o ya no está)"),
    "verify.post.closed": (
        "could not be opened: I may not read that channel",
        "no se pudo abrir: no puedo leer ese canal",
    ),
    "verify.post.elsewhere": (
        "of another server: open it yourself",
        "de otro servidor: ábrela tú mismo",
    ),
    "verify.post.unreachable": (
        "could not be opened: Discord did not answer",
        "no se pudo abrir: Discord no respondió",
    ),
    # A file against this server's books
    "verify.two.commitment": (
        "❌ **Two commitments for draw {draw:raw}**: this file has `{theirs:raw}`, this server's books have `{ours:raw}`.",
        "❌ **Dos compromisos para el sorteo {draw:raw}**: este archivo tiene `{theirs:raw}`, los registros de este servidor `{ours:raw}`.",
    ),
    "verify.two.lock": (
        "❌ **Two locks for draw {draw:raw}**: this file has `{theirs:raw}`, this server's books have `{ours:raw}`.",
        "❌ **Dos cierres para el sorteo {draw:raw}**: este archivo tiene `{theirs:raw}`, los registros de este servidor `{ours:raw}`.",
    ),
    "verify.two.call": (
        "❌ **Two calls for draw {draw:raw}**: this file has `{theirs:raw}`, this server's books have `{ours:raw}`.",
        "❌ **Dos convocatorias para el sorteo {draw:raw}**: este archivo tiene `{theirs:raw}`, los registros de este servidor `{ours:raw}`.",
    ),
    "verify.two.unknown": (
        "❌ **No draw {draw:raw} here**: the file says that it is of this server, and the books have none of that number.",
        "❌ **Aquí no hay sorteo {draw:raw}**: el archivo dice ser de este servidor, y en los registros no hay ninguno con ese número.",
    ),
    "verify.two.not_called": (
        "❌ **Draw {draw:raw} was not called yet**: the file says that it is of this server and over.",
        "❌ **El sorteo {draw:raw} aún no se ha convocado**: el archivo dice ser de este servidor y estar terminado.",
    ),
    "verify.books": ("this server's books", "los registros de este servidor"),
}
