"""What a draw posts and never edits, and where somebody finds their own lines in it."""

from typing import Final

SENTENCES: Final[dict[str, tuple[str, str]]] = {
    # The posts that are never edited
    "draw.post.committed": ("{emoji:raw} Draw {draw:raw}: {title}", "{emoji:raw} Sorteo {draw:raw}: {title}"),
    "draw.post.committed_status": (
        "{kind} · {winners:winner|winners} · entries close {closes:F} ({closes}) at the latest",
        "{kind} · {winners:ganador|ganadores} · las participaciones cierran el {closes:F} ({closes}) a más tardar",
    ),
    "draw.post.committed_tie": (
        "{kind} · one ticket each · the list is closed and follows below",
        "{kind} · un boleto por persona · la lista está cerrada y sigue abajo",
    ),
    "draw.post.rules": ("**The rules**", "**Las reglas**"),
    "draw.post.rules_file": (
        "The exact wording is in the file below.",
        "El texto exacto está en el archivo de abajo.",
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
        "No beacon round is needed: the result follows from this secret alone.",
        "No hace falta ninguna ronda de la baliza: el resultado se deduce solo de este secreto.",
    ),
    "draw.post.called_small": (
        "A call is final: no second one, no other round. This message is never edited: compare it with the proof.",
        "Una convocatoria es definitiva: ni segunda convocatoria ni otra ronda. Este mensaje nunca se edita: compáralo con la prueba.",
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
    "draw.silent": (
        "⏳ Draw {draw:raw} is still waiting for its round",
        "⏳ El sorteo {draw:raw} sigue esperando su ronda",
    ),
    "draw.silent_body": (
        "No relay of the public beacon has given round **{round}**, which was due {at:f}. The draw waits, and nothing can change it: whoever pastes that round's signature ends the wait.",
        "Ningún repetidor de la baliza pública ha dado la ronda **{round}**, que debía salir el {at:f}. El sorteo espera, y nada puede cambiarlo: quien pegue la firma de esa ronda pone fin a la espera.",
    ),
    "draw.given_up": ("⏳ Draw {draw:raw} is given up", "⏳ Se renuncia al sorteo {draw:raw}"),
    "draw.silent_pot": (
        "No relay of the public beacon has given round **{round}**, which was due {at:f}. As its rules say, the pot is cancelled and everybody has their credits back. Whoever finds that round can still paste it: it shows what the draw would have been.",
        "Ningún repetidor de la baliza pública ha dado la ronda **{round}**, que debía salir el {at:f}. Como dicen sus reglas, el bote se cancela y todos tienen sus créditos de vuelta. Quien encuentre esa ronda aún puede pegarla: muestra cuál habría sido el resultado.",
    ),
    "draw.silent_tie": (
        "No relay of the public beacon has given round **{round}**, which was due {at:f}. As its rules say, this roll decides nothing any more. Whoever finds that round can still paste it: it shows what the roll would have been.",
        "Ningún repetidor de la baliza pública ha dado la ronda **{round}**, que debía salir el {at:f}. Como dicen sus reglas, este sorteo ya no decide nada. Quien encuentre esa ronda aún puede pegarla: muestra cuál habría sido el resultado.",
    ),
    "draw.missing": ("⏳ Draw {draw:raw} is waiting for its round", "⏳ El sorteo {draw:raw} espera su ronda"),
    "draw.missing_body": (
        "Nothing is lost, and nobody can change the draw: it goes on as soon as the round is there.",
        "No se ha perdido nada y nadie puede cambiar el sorteo: sigue en cuanto llegue la ronda.",
    ),
    "draw.mismatch": (
        "❌ Draw {draw:raw} does not match what was published",
        "❌ El sorteo {draw:raw} no coincide con lo publicado",
    ),
    "draw.mismatch_body": (
        "What the bot keeps of this draw was changed behind its back, or is damaged. So it is not settled: nobody wins by it and nothing is paid out. Tell whoever runs the bot, who has backups; `/audit verify` shows whether the log was touched too.",
        "Lo que el bot guarda de este sorteo se modificó a sus espaldas o está dañado. Así que no se resuelve: nadie gana con ello y no se paga nada. Avisa a quien administra el bot, que tiene copias de seguridad; `/audit verify` muestra si también tocaron el registro.",
    ),
    "draw.mismatch_small": (
        "Go by the posts: they cannot be changed.",
        "Fíate de las publicaciones: no se pueden cambiar.",
    ),
    "draw.silent_chain": (
        "This bot cannot ask for the round that the draw is bound to. Whoever runs it has to set `BEACON_CHAIN` back.",
        "Este bot no puede pedir la ronda a la que el sorteo está ligado. Quien lo administra tiene que restaurar `BEACON_CHAIN`.",
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
        "Abre la lista y compruébalo por tu cuenta: debe decir lo mismo.",
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
}
