// Every sentence of the page: English, Spanish. `{fact}` stands for a value as it is, `{fact:one|many}` for a number with
// the word that fits it. The English of the checks is that of `python -m fairness`, so that both can be compared.

const LANGUAGES = ["en", "es"];

const WORDS = {
  // The page
  "page.title": ["Verify a draw", "Verificar un sorteo"],
  "page.lead": [
    "Your browser works out the whole draw again from its proof and compares every step. The file stays on your device.",
    "Tu navegador rehace todo el sorteo a partir de su prueba y compara cada paso. El archivo se queda en tu dispositivo.",
  ],
  "page.language": ["Español", "English"],
  "page.another": ["Check another proof", "Comprobar otra prueba"],
  "page.bring": ["Bring a proof", "Trae una prueba"],
  "input.drop": ["Drop a proof.json anywhere on this page, or", "Suelta un proof.json en cualquier parte de esta página, o"],
  "input.choose": ["Choose a file", "Elige un archivo"],
  "input.paste": ["Or paste the proof, or its link", "O pega la prueba, o su enlace"],
  "input.check": ["Check what I pasted", "Comprobar lo pegado"],
  "input.empty": ["There is nothing in the box yet: paste a proof first.", "El cuadro está vacío: pega antes una prueba."],
  "input.release": ["Let go to check it", "Suéltalo para comprobarlo"],
  "input.hint": [
    "The post of every draw has a link to this page and the file itself.",
    "La publicación de cada sorteo trae un enlace a esta página y el propio archivo.",
  ],
  "source.pasted": ["pasted text", "texto pegado"],
  "source.dropped": ["dropped text", "texto soltado"],

  // Getting hold of a proof
  "trouble.heading": ["No proof here", "Aquí no hay prueba"],
  "trouble.foreign": [
    "That link leads somewhere else. This page opens only proofs of its own site, at addresses like /proofs/….json; save the file there and drop it here.",
    "Ese enlace lleva a otro sitio. Esta página solo abre pruebas de su propio sitio, en direcciones como /proofs/….json; guarda el archivo y suéltalo aquí.",
  ],
  "trouble.absent": [
    "There is no proof at {path}. Check that the link is complete, or drop the file here.",
    "No hay ninguna prueba en {path}. Revisa que el enlace esté completo, o suelta aquí el archivo.",
  ],
  "trouble.status": [
    "The server answered {status} instead of a proof. Try again in a minute, or drop the file here.",
    "El servidor respondió {status} en lugar de una prueba. Inténtalo en un minuto, o suelta aquí el archivo.",
  ],
  "trouble.offline": [
    "The proof could not be fetched. Check your connection and try again, or drop the file here.",
    "No se pudo traer la prueba. Revisa tu conexión e inténtalo de nuevo, o suelta aquí el archivo.",
  ],
  "trouble.file": ["The file could not be read. Choose it again.", "No se pudo leer el archivo. Elígelo de nuevo."],
  "trouble.bug": [
    "This page stumbled, which says nothing about the proof. The command below checks it.",
    "Esta página falló, y eso no dice nada de la prueba. El comando de abajo la comprueba.",
  ],

  // The verdict
  "verdict.working": ["Checking…", "Comprobando…"],
  "verdict.fetching": ["Fetching the proof…", "Trayendo la prueba…"],
  "verdict.relays": ["Asking the beacon's relays…", "Preguntando a los repetidores de la baliza…"],
  "verdict.verified": ["Verified", "Verificado"],
  "verdict.rejected": ["Rejected", "Rechazado"],
  "verdict.unreadable": ["Unreadable", "Ilegible"],
  "verdict.incomplete": ["Verified except {n} unchecked", "Verificado, salvo {n} sin comprobar"],
  "verdict.verified.why": [
    "{n:check|checks} done, all passed.",
    "{n:comprobación hecha|comprobaciones hechas}: todas superadas.",
  ],
  "verdict.rejected.why": ["Failed: {names}", "Falla: {names}"],
  "verdict.unreadable.why": ["Nothing could be checked: {why}.", "No se pudo comprobar nada: {why}."],
  "verdict.incomplete.why": [
    "Nothing failed, but this could not be checked here: {names}",
    "Nada falló, pero esto no se pudo comprobar aquí: {names}",
  ],
  "verdict.command": ["This checks it:", "Esto lo comprueba:"],
  "verdict.source": ["What was checked: {source}", "Lo comprobado: {source}"],

  // What a reader must know before anything else
  "notice.voids": [
    "{voids:winner|winners} passed over by the host: not proven",
    "{voids:ganador descartado|ganadores descartados} por el anfitrión: no demostrado",
  ],
  "notice.late": [
    "Called late: the round was out when the call was posted; the result stands, its fairness is not proven",
    "Convocado tarde: la ronda ya había salido cuando se publicó la convocatoria; el resultado vale, su equidad no queda demostrada",
  ],
  "notice.test": [
    "Test chain: whoever has its key knew the result",
    "Cadena de prueba: quien tenga su clave conocía el resultado",
  ],
  "notice.sealed": ["Sealed (you trust the host)", "Sellado (confías en el anfitrión)"],
  "notice.sealed.why": [
    "The host could know, choose and veto the result. This proves only that nothing changed after the lock.",
    "El anfitrión podía conocer, elegir y vetar el resultado. Esto solo demuestra que nada cambió tras el cierre.",
  ],
  "notice.posts": [
    "Names no posts: nothing here shows when each step was made public",
    "No nombra publicaciones: nada muestra aquí cuándo se hizo público cada paso",
  ],
  "notice.key.lock": [
    "The lock is signed with an unknown key: compare it with the one posted at set-up",
    "El cierre está firmado con una clave desconocida: compárala con la publicada al configurar",
  ],
  "notice.key.result": [
    "The result is signed with an unknown key: compare it with the one posted at set-up",
    "El resultado está firmado con una clave desconocida: compárala con la publicada al configurar",
  ],
  "notice.erased": [
    "{erased:erased entry|erased entries}: not checkable",
    "{erased:participación borrada|participaciones borradas}: no comprobable",
  ],

  // What was drawn
  "kind.contest": ["Contest", "Concurso"],
  "kind.pot": ["Pot", "Bote"],
  "kind.tie": ["Tie-break", "Desempate"],
  "draw.untitled": ["(no title)", "(sin título)"],
  "draw.number": ["Draw {number} of guild {guild}", "Sorteo {number} del servidor {guild}"],
  "draw.beacon": [
    "Beacon draw: nobody could choose or foresee the winner, unless the host and most of the beacon's operators conspire.",
    "Sorteo con baliza: nadie pudo elegir ni prever al ganador, salvo que conspiren el anfitrión y la mayoría de los operadores de la baliza.",
  ],
  "draw.entries": [
    "{n:entry|entries}, {tickets:ticket|tickets}",
    "{n:participación|participaciones}, {tickets:boleto|boletos}",
  ],
  "winners.one": ["The winner", "Gana"],
  "winners.many": ["The winners", "Ganan"],
  "winners.claimed": ["Winners, as the file claims", "Ganadores, según el archivo"],
  "winners.ticket": ["ticket {ticket} of 0–{last}", "boleto {ticket} de 0–{last}"],
  "winners.ticket_only": ["ticket {ticket}", "boleto {ticket}"],
  "winners.wins": ["wins", "gana"],
  "winners.held": ["held {held:ticket|tickets}", "tenía {held:boleto|boletos}"],
  "winners.void": ["passed over by the host", "descartado por el anfitrión"],
  "winners.stands_by": ["next in line", "siguiente en la lista"],
  "winners.none": ["Nobody has won: every winner was passed over.", "No ha ganado nadie: se descartó a todos los ganadores."],
  "who.discord": ["Discord user", "Usuario de Discord"],
  "who.osrs": ["Character", "Personaje"],
  "who.erased": ["Erased: not checkable", "Borrado: no comprobable"],

  // What to compare
  "compare.heading": ["Compare with what you saw", "Compara con lo que viste"],
  "compare.why": [
    "The checks prove that the file fits together. That it is the draw you know, only you can see: the rules must read as they did, and the three posts must show these values.",
    "Las comprobaciones demuestran que el archivo es coherente. Que sea el sorteo que conoces solo lo ves tú: las reglas deben decir lo mismo y las tres publicaciones deben mostrar estos valores.",
  ],
  "compare.rules": ["The rules", "Las reglas"],
  "compare.closes": ["Closes at the latest", "Se cierra a más tardar"],
  "compare.winners": ["To win", "Ganan"],
  "compare.winners.count": ["{n:person|people}", "{n:persona|personas}"],
  "compare.posts": ["The posts in Discord", "Las publicaciones en Discord"],
  "compare.open": ["Open in Discord", "Abrir en Discord"],
  "post.commitment": ["Commitment", "Compromiso"],
  "post.lock": ["Lock", "Cierre"],
  "post.call": ["Call", "Convocatoria"],

  "text.more": [
    "({n} further characters are not shown here, but were checked)",
    "({n} caracteres más no se muestran aquí, pero se comprobaron)",
  ],

  // The entries
  "entries.heading": ["Find your own line", "Busca tu propia línea"],
  "entries.why": [
    "No proof can show that somebody was left out before the lock. If you entered, you must be here.",
    "Ninguna prueba puede mostrar si se dejó fuera a alguien antes del cierre. Si participaste, debes estar aquí.",
  ],
  "entries.search": ["Your character's name or Discord user id", "El nombre de tu personaje o tu id de Discord"],
  "entries.found": ["{n:line|lines} of {all}", "{n:línea|líneas} de {all}"],
  "entries.none": [
    "No line fits that. Somebody who was erased shows no name.",
    "Ninguna línea coincide. Quien fue borrado no muestra nombre.",
  ],
  "entries.tickets": ["tickets {first} to {last} ({n})", "boletos {first} a {last} ({n})"],
  "entries.one_ticket": ["ticket {first}", "boleto {first}"],
  "list.previous": ["Previous", "Anteriores"],
  "list.next": ["Next", "Siguientes"],
  "list.range": ["{from}–{to} of {all}", "{from}–{to} de {all}"],

  // The steps
  "steps.heading": ["Every step, worked out again", "Cada paso, calculado de nuevo"],
  "steps.why": ["Open a step to see its values.", "Abre un paso para ver sus valores."],
  "steps.file": ["The file", "El archivo"],
  "steps.commit": ["1 · Commit", "1 · Compromiso"],
  "steps.lock": ["2 · Lock", "2 · Cierre"],
  "steps.call": ["3 · Call", "3 · Convocatoria"],
  "steps.draw": ["4 · Draw", "4 · Sorteo"],
  "steps.result": ["5 · Result", "5 · Resultado"],
  "state.passed": ["passed", "superado"],
  "state.failed": ["failed", "falla"],
  "state.unchecked": ["unchecked", "sin comprobar"],
  "limits.heading": ["What no check can show", "Lo que ninguna comprobación muestra"],
  "limits.people": ["that members are different people", "que los miembros sean personas distintas"],
  "limits.host": [
    "that the host entered no characters of their own and dropped nobody before the lock",
    "que el anfitrión no metiera personajes propios ni quitara a nadie antes del cierre",
  ],
  "limits.honest": ["that an entry stands for honest play", "que una participación responda a juego limpio"],
  "limits.prize": ["that a prize was handed over", "que el premio se entregara"],
  "elsewhere.heading": ["Do not take this page's word for it", "No te fíes solo de esta página"],
  "elsewhere.why": [
    "This page comes from whoever runs the bot. The same checks, and the beacon's signature itself, run on your own computer:",
    "Esta página la ofrece quien administra el bot. Las mismas comprobaciones, y la propia firma de la baliza, se hacen en tu propio equipo:",
  ],
  "elsewhere.file": ["Save the proof file", "Guardar el archivo de la prueba"],

  ...CHECK_WORDS,
};

/** The sentences in one language. */
class Words {
  constructor(language) {
    const region = navigator.languages.find((wished) => wished.startsWith(language)) ?? language;
    this.language = language;
    this.#place = LANGUAGES.indexOf(language);
    this.#numbers = new Intl.NumberFormat(region);
    this.#times = new Intl.DateTimeFormat(region, { dateStyle: "full", timeStyle: "long" });
  }

  #place;
  #numbers;
  #times;

  /** The sentence of that code with its facts in it. */
  say(code, facts = {}) {
    return WORDS[code][this.#place].replace(/\{(\w+)(?::([^|}]+)\|([^}]+))?\}/g, (_, name, one, many) => {
      const fact = facts[name];
      return one ? `${this.number(fact)} ${fact == 1 ? one : many}` : `${fact}`;
    });
  }

  /** A number for people. */
  number(value) {
    return this.#numbers.format(value);
  }

  /** A moment for people, from unix ms; the bare number where no calendar reaches. */
  time(ms) {
    const moment = new Date(Number(ms));
    return Number.isNaN(moment.getTime()) ? `${ms}` : this.#times.format(moment);
  }

  /** What a check found, as a sentence. */
  detail({ code, facts }) {
    if (!code.startsWith("form.") || code === "form.right") return this.say(code, facts);
    return `${facts.where}: ${this.say(code, facts)}`;
  }
}
