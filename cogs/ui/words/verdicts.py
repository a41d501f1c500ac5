"""What checking a proof says."""

from typing import Final

SENTENCES: Final[dict[str, tuple[str, str]]] = {
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
    "verify.passed_over": ("~~{who:raw}~~ · passed over: {reason:raw}", "~~{who:raw}~~ · descartado: {reason:raw}"),
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
        "Every value is in the file above. Do not take the bot's word for it: python -m fairness proof.json checks the same.",
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
    "verify.check.voids": ("Only winners were passed over", "Solo se descartó a ganadores"),
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
        "de otro servidor: ábrela por tu cuenta",
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
