// The sentences about checks: what each is, what it found.

const CHECK_WORDS = {
  "unreadable.large": ["larger than 16 MiB, which no proof is", "ocupa más de 16 MiB, y ninguna prueba es tan grande"],
  "unreadable.not_utf8": ["not UTF-8 text", "no es texto UTF-8"],
  "unreadable.not_json": [
    "not JSON from line {line}, column {column} on",
    "deja de ser JSON en la línea {line}, columna {column}",
  ],
  "unreadable.deep": ["nested deeper than {levels} levels", "anidado a más de {levels} niveles"],
  "unreadable.many_values": ["more values than a proof has", "más valores de los que tiene una prueba"],
  "unreadable.many_texts": ["more texts than a proof has", "más textos de los que tiene una prueba"],
  "unreadable.no_object": ["JSON, but no object: a proof is one", "es JSON, pero no un objeto, como lo es una prueba"],

  "step.protocol": ["The protocol is known", "El protocolo es conocido"],
  "what.protocol": [
    "A proof says by which rules it was made. This page knows one set of rules.",
    "Una prueba dice con qué reglas se hizo. Esta página conoce un conjunto de reglas.",
  ],
  "protocol.known": ["{known}", "{known}"],
  "protocol.other": [
    "written in protocol {found}, which is not {known}",
    "escrita en el protocolo {found}, que no es {known}",
  ],

  "step.form": ["The file is written as it must be", "El archivo está escrito como debe"],
  "what.form": [
    "Every key and value has exactly one way to be written, so that all readers see the same.",
    "Cada clave y cada valor solo se puede escribir de una manera, para que todos lean lo mismo.",
  ],
  "form.right": ["every key and value as the protocol writes it", "cada clave y valor como los escribe el protocolo"],
  "form.no_object": ["is no object: {found}", "no es un objeto: {found}"],
  "form.no_list": ["is no list: {found}", "no es una lista: {found}"],
  "form.twice": ["occurs twice", "aparece dos veces"],
  "form.missing": ["is missing", "falta"],
  "form.unknown": ["is unknown", "es desconocido"],
  "form.no_entries": [
    "is empty: there is no draw without entries",
    "está vacío: no hay sorteo sin participaciones",
  ],
  "form.half_erased": [
    "is half erased: who, salt and evidence are null together or not at all",
    "está a medio borrar: who, salt y evidence son null a la vez o ninguno",
  ],
  "form.no_number": [
    "is no whole number from 0 to 2^53 - 1: {found}",
    "no es un número entero de 0 a 2^53 - 1: {found}",
  ],
  "form.too_large": ["is larger than 2^53 - 1: {found}", "es mayor que 2^53 - 1: {found}"],
  "form.zero": ["is 0, but counts from 1", "es 0, pero se cuenta desde 1"],
  "form.no_text": ["is no text: {found}", "no es un texto: {found}"],
  "form.surrogate": ["holds a lone surrogate: {found}", "contiene medio carácter suelto: {found}"],
  "form.no_id": [
    "is no id (a decimal text below 2^64, without sign, space or leading 0): {found}",
    "no es un id (texto decimal menor que 2^64, sin signo, espacio ni 0 inicial): {found}",
  ],
  "form.no_who": [
    "is neither discord:<user id> nor osrs:<name>: {found}",
    "no es ni discord:<id de usuario> ni osrs:<nombre>: {found}",
  ],
  "form.none_of": ["is none of {words}: {found}", "no es ninguno de {words}: {found}"],
  "form.no_hex": [
    "is not {digits} lower-case hex digits: {found}",
    "no son {digits} cifras hexadecimales en minúscula: {found}",
  ],

  "step.mode": ["Where the luck comes from", "De dónde viene la suerte"],
  "what.mode": [
    "Beacon: from a public random number that did not exist yet. Sealed: from the host's secret alone. It was fixed at the start and cannot be weakened later.",
    "Baliza: de un número aleatorio público que aún no existía. Sellado: solo del secreto del anfitrión. Se fijó al principio y no se puede rebajar después.",
  ],
  "mode.sealed_chain": ["a sealed draw names no chain", "un sorteo sellado no nombra cadena"],
  "mode.sealed_round": ["a sealed draw calls no round", "un sorteo sellado no convoca ronda"],
  "mode.sealed_beacon": ["a sealed draw has no beacon", "un sorteo sellado no tiene baliza"],
  "mode.sealed": ["sealed: you trust the host", "sellado: confías en el anfitrión"],
  "mode.no_beacon": ["a beacon draw needs its beacon round", "a un sorteo con baliza no le puede faltar su ronda"],
  "mode.no_round": ["a beacon draw calls a round", "un sorteo con baliza convoca una ronda"],
  "mode.other_chain": [
    "the beacon is of another chain than the one committed to",
    "la baliza es de otra cadena que la comprometida",
  ],
  "mode.other_round": [
    "the beacon is of round {found}, the call of {called}",
    "la baliza es de la ronda {found}, la convocatoria de la {called}",
  ],
  "mode.beacon": ["beacon, round {round}", "baliza, ronda {round}"],

  "step.commitment": ["The draw is the one that was announced", "El sorteo es el que se anunció"],
  "what.commitment": [
    "Posted at the start: one hash that fixes secret, rules, number of winners and closing time. Change any of them and it no longer fits.",
    "Se publica al principio: un solo hash que fija secreto, reglas, número de ganadores y hora de cierre. Si cambia algo, deja de encajar.",
  ],
  "commitment.other": [
    "secret, draw and rules are not what was committed to",
    "secreto, sorteo y reglas no son los comprometidos",
  ],
  "commitment.same": [
    "secret, draw and rules are what was committed to",
    "secreto, sorteo y reglas son los comprometidos",
  ],

  "step.tickets": ["Tickets are counted through", "Los boletos van seguidos"],
  "what.tickets": [
    "Each entry's tickets begin where the previous ones end: none is missing, none counts twice.",
    "Los boletos de cada participación empiezan donde acaban los anteriores: no falta ninguno ni cuenta dos veces.",
  ],
  "tickets.gap": [
    "entry {place} begins at ticket {found}, not at {expected}",
    "la participación {place} empieza en el boleto {found}, no en el {expected}",
  ],
  "tickets.whole": ["tickets 0 to {last}, without gap or overlap", "boletos 0 a {last}, sin huecos ni solapes"],

  "step.participants": ["Everybody is who the line says", "Cada cual es quien dice la línea"],
  "what.participants": [
    "In the hashes a person stands as a fingerprint of name and salt. Each is computed again.",
    "En los hashes, una persona figura como huella de su nombre y su sal. Cada una se calcula de nuevo.",
  ],
  "participants.other": [
    "entry {place} stands for somebody else than it says",
    "la participación {place} representa a alguien distinto de quien dice",
  ],
  "participants.all": ["all as they say", "todos como dicen"],
  "participants.erased": [
    "of {entries} entries, {erased} erased: not checkable",
    "de {entries} participaciones, {erased} borradas: no comprobable",
  ],

  "step.persons": ["Nobody takes part as two", "Nadie participa como dos"],
  "what.persons": [
    "One person has one fingerprint, however the name is spelt. Otherwise they could win twice.",
    "Una persona tiene una sola huella, se escriba como se escriba su nombre. Si no, podría ganar dos veces.",
  ],
  "persons.twice": [
    "entry {place} is a person's second participant",
    "la participación {place} es la segunda huella de una persona",
  ],
  "persons.once": ["nobody takes part twice", "nadie participa dos veces"],

  "step.evidence": ["The reasons for the entries are unchanged", "Los motivos de las participaciones no cambiaron"],
  "what.evidence": [
    "What earned an entry, such as two snapshots, is locked as a hash. Its text must still give that hash.",
    "Lo que ganó una participación, como dos instantáneas, se cierra como hash. Su texto debe seguir dando ese hash.",
  ],
  "evidence.other": [
    "the evidence of entry {place} is not what was locked",
    "la justificación de la participación {place} no es la que se cerró",
  ],
  "evidence.same": [
    "what justifies the entries is what was locked",
    "lo que justifica las participaciones es lo que se cerró",
  ],

  "step.kind": ["It follows the rules of its kind", "Sigue las reglas de su tipo"],
  "what.kind": [
    "Pots and ties have tickets but no evidence; in a tie everybody has one ticket.",
    "Los botes y desempates tienen boletos pero no justificación; en un desempate cada cual tiene un boleto.",
  ],
  "kind.fits": ["{kind}", "{kind}"],
  "kind.evidence": ["entry {place} of a {kind} has evidence", "la participación {place} de un {kind} tiene justificación"],
  "kind.tie_tickets": ["a tie gives one ticket each", "un desempate da un boleto a cada cual"],
  "kind.tie_entries": ["a tie gives one entry each", "un desempate da una participación a cada cual"],

  "step.root": ["The entry list is the one that was locked", "La lista es la que se cerró"],
  "what.root": [
    "All lines in their order give one hash, the Merkle root. One changed letter gives another.",
    "Todas las líneas en su orden dan un hash, la raíz de Merkle. Una letra distinta da otro.",
  ],
  "root.other": ["the entries are not those of the root", "las participaciones no son las de la raíz"],
  "root.same": ["the Merkle root of the entries", "la raíz de Merkle de las participaciones"],

  "step.lock": ["The lock closes this list", "El cierre es el de esta lista"],
  "what.lock": [
    "Posted when entries closed: binds the list to the announcement.",
    "Se publica al cerrar: une la lista con el anuncio.",
  ],
  "lock.other": ["not the lock of these entries", "no es el cierre de estas participaciones"],
  "lock.same": ["binds the entries to the commitment", "une las participaciones con el compromiso"],

  "step.call": ["The call names this secret and round", "La convocatoria nombra este secreto y esta ronda"],
  "what.call": [
    "Posted when the draw was run: shows the secret and names a beacon round that is still to come. From then on anybody can compute the result.",
    "Se publica al lanzar el sorteo: muestra el secreto y nombra una ronda de la baliza aún por salir. Desde entonces cualquiera puede calcular el resultado.",
  ],
  "call.other": ["not the call of this secret and round", "no es la convocatoria de este secreto y ronda"],
  "call.same": ["binds secret and round to the lock", "une secreto y ronda con el cierre"],

  "step.chain": ["The beacon is a public one", "La baliza es pública"],
  "what.chain": [
    "drand quicknet is run by many independent organisations. Any other chain could belong to the host.",
    "drand quicknet la operan muchas organizaciones independientes. Cualquier otra cadena podría ser del anfitrión.",
  ],
  "chain.unknown": ["unknown chain {chain}", "cadena desconocida {chain}"],
  "chain.quicknet": ["quicknet", "quicknet"],
  "chain.test": [
    "a test chain: proves nothing to anybody who does not run it",
    "una cadena de prueba: no demuestra nada a quien no la opera",
  ],
  "chain.unknown_here": ["the chain is unknown", "la cadena es desconocida"],

  "step.called_at": ["Called before the round was out", "Convocado antes de salir la ronda"],
  "what.called_at": [
    "The round must be 10 to 120 seconds ahead: nobody knows it yet, and the host cannot wait for a better one.",
    "La ronda debe estar a 10–120 segundos: nadie la conoce aún, y el anfitrión no puede esperar a otra mejor.",
  ],
  "called_at.late": [
    "called {ahead} ms before the round, not {limit} or more",
    "convocado {ahead} ms antes de la ronda, no {limit} o más",
  ],
  "called_at.early": [
    "called {ahead} ms before the round, not {limit} or less",
    "convocado {ahead} ms antes de la ronda, no {limit} o menos",
  ],
  "called_at.ahead": ["called {ahead} ms before the round", "convocado {ahead} ms antes de la ronda"],

  "step.posts": ["The posts came in order, and in time", "Las publicaciones llegaron en orden y a tiempo"],
  "what.posts": [
    "A Discord message carries its time in its id. Commitment, lock and call must follow each other, the call before the round.",
    "Un mensaje de Discord lleva su hora en el id. Compromiso, cierre y convocatoria deben sucederse, y la convocatoria ir antes de la ronda.",
  ],
  "posts.lock_first": [
    "the lock was posted before the commitment",
    "el cierre se publicó antes que el compromiso",
  ],
  "posts.call_first": ["the call was posted before the lock", "la convocatoria se publicó antes que el cierre"],
  "posts.late": [
    "called late: the call was posted when its round was out",
    "convocado tarde: la convocatoria se publicó cuando la ronda ya había salido",
  ],
  "posts.ordered": ["posted in order", "publicados en orden"],

  "step.randomness": ["The random number is the beacon's", "El número aleatorio es el de la baliza"],
  "what.randomness": [
    "The beacon gives a signature; its hash is the random number.",
    "La baliza da una firma; su hash es el número aleatorio.",
  ],
  "randomness.other": ["not the hash of the beacon's signature", "no es el hash de la firma de la baliza"],
  "randomness.same": ["the hash of the beacon's signature", "el hash de la firma de la baliza"],

  "step.beacon": ["The beacon really said so", "La baliza lo dijo de verdad"],
  "what.beacon": [
    "Your browser asked relays of the beacon for this round and compared. The command computes the signature itself instead, and needs nobody's word.",
    "Tu navegador preguntó a repetidores de la baliza por esta ronda y comparó. El comando calcula en cambio la propia firma, sin depender de nadie.",
  ],
  "beacon.other": [
    "not the chain's signature on round {round}",
    "no es la firma de la cadena sobre la ronda {round}",
  ],
  "beacon.relays_deny": [
    "not the chain's signature on round {round}: {said:relay says|relays say} another",
    "no es la firma de la cadena sobre la ronda {round}: {said:repetidor dice|repetidores dicen} otra",
  ],
  "beacon.relays_split": [
    "the relays contradict each other about round {round}: {agree} of {said} confirm it",
    "los repetidores se contradicen sobre la ronda {round}: {agree} de {said} la confirman",
  ],
  "beacon.relays_agree": [
    "the chain's signature on round {round}: {said} of {relays:relay|relays} answered, all say the same",
    "la firma de la cadena sobre la ronda {round}: respondieron {said} de {relays:repetidor|repetidores}, todos lo mismo",
  ],
  "beacon.silence": [
    "no usable answer from {relays:relay|relays}",
    "sin respuesta útil de {relays:repetidor|repetidores}",
  ],
  "beacon.no_relays": ["this page was given no relays to ask", "a esta página no se le dieron repetidores a los que preguntar"],
  "relay.said": ["says {said}", "dice {said}"],
  "relay.silent": ["did not answer", "no respondió"],
  "relay.refused": ["answered with error {status}", "respondió con el error {status}"],
  "relay.nonsense": ["answered with something else", "respondió otra cosa"],
  "relay.other_round": ["answered about round {round} instead", "respondió sobre la ronda {round}"],
  "relay.contradiction": ["answered with a random number that is not its signature's", "respondió con un número que no es el de su firma"],

  "step.seed": ["The seed follows", "La semilla se deduce"],
  "what.seed": [
    "Secret, lock and random number together give the seed. Nobody has both before the round is out.",
    "Secreto, cierre y número aleatorio dan juntos la semilla. Nadie los tiene todos antes de salir la ronda.",
  ],
  "seed.other": ["does not follow from secret, lock and beacon", "no se deduce de secreto, cierre y baliza"],
  "seed.beacon": ["follows from secret, lock and beacon", "se deduce de secreto, cierre y baliza"],
  "seed.sealed": ["follows from secret and lock", "se deduce de secreto y cierre"],

  "step.positions": ["As many places as are due", "Tantos puestos como corresponde"],
  "what.positions": [
    "One place for each winner and one more for each winner passed over, as far as there are people.",
    "Un puesto por ganador y uno más por cada ganador descartado, mientras haya gente.",
  ],
  "positions.count": ["{found} positions where {due} are due", "{found} puestos donde corresponden {due}"],
  "positions.misnamed": ["position {place} calls itself {found}", "el puesto {place} dice ser el {found}"],
  "positions.due": ["as many as are due: {due}", "tantos como corresponde: {due}"],

  "step.voids": ["Only winners were passed over", "Solo se descartó a ganadores"],
  "what.voids": [
    "A winner who cannot take the prize is passed over in public, with a reason, and the next place steps up. The reason is the host's word: look at it.",
    "A un ganador que no puede recibir el premio se le descarta en público, con un motivo, y pasa el siguiente. El motivo es palabra del anfitrión: míralo.",
  ],
  "voids.misplaced": [
    "position {place} was voided without having won",
    "el puesto {place} se anuló sin haber ganado",
  ],
  "voids.count": ["winners passed over by the host: {voids}", "ganadores descartados por el anfitrión: {voids}"],

  "step.draw": ["The seed draws these winners", "La semilla saca a estos ganadores"],
  "what.draw": [
    "The whole drawing, repeated: each place takes a ticket from those still in the pool, and its holder leaves with all of theirs.",
    "El sorteo entero, repetido: cada puesto toma un boleto de los que quedan, y su dueño sale con todos los suyos.",
  ],
  "draw.impossible": [
    "there is no drawing while this failed: {names}",
    "no se puede sortear mientras falle esto: {names}",
  ],
  "draw.nonce": ["position {position}: the nonce is {drawn}, not {stated}", "puesto {position}: el nonce es {drawn}, no {stated}"],
  "draw.ticket": [
    "position {position}: the ticket is {drawn}, not {stated}",
    "puesto {position}: el boleto es {drawn}, no {stated}",
  ],
  "draw.holder": ["position {position}: the ticket is somebody else's", "puesto {position}: el boleto es de otra persona"],
  "draw.same": ["every position as the seed draws it", "cada puesto como lo saca la semilla"],

  "step.result": ["The result closes the draw", "El resultado cierra el sorteo"],
  "what.result": [
    "One last hash over call, seed and winners.",
    "Un último hash sobre convocatoria, semilla y ganadores.",
  ],
  "result.other": ["not the result of this draw", "no es el resultado de este sorteo"],
  "result.same": ["closes the draw", "cierra el sorteo"],

  "step.lock_signature": ["The lock is signed", "El cierre está firmado"],
  "what.lock_signature": [
    "Says whose draw this is; it is not what makes it fair.",
    "Dice de quién es el sorteo; no es lo que lo hace justo.",
  ],
  "step.result_signature": ["The result is signed", "El resultado está firmado"],
  "what.result_signature": [
    "Says whose result this is; it is not what makes it fair.",
    "Dice de quién es el resultado; no es lo que lo hace justo.",
  ],
  "signature.no_key": [
    "no key: {key} is of small order, or no point at all",
    "no es una clave: {key} es de orden pequeño, o no es un punto",
  ],
  "signature.other": ["not a signature of key {key}", "no es una firma de la clave {key}"],
  "signature.host": ["by the host {key}", "del anfitrión {key}"],
  "signature.unknown": ["by unknown key {key}", "de una clave desconocida {key}"],
  "ed25519.insecure": [
    "browsers check signatures only on pages served over https",
    "los navegadores solo comprueban firmas en páginas servidas por https",
  ],
  "ed25519.missing": ["this browser knows no Ed25519", "este navegador no conoce Ed25519"],

  // The values behind the steps
  "value.recomputed": ["worked out here", "calculado aquí"],
  "value.same": ["worked out here: the same", "calculado aquí: lo mismo"],
  "value.protocol": ["protocol", "protocolo"],
  "value.size": ["size in bytes", "tamaño en bytes"],
  "value.mode": ["mode", "modo"],
  "value.chain": ["chain", "cadena"],
  "value.round": ["round", "ronda"],
  "value.commitment": ["commitment (commit hash)", "compromiso (commit hash)"],
  "value.secret": ["secret (reveal seed)", "secreto (reveal seed)"],
  "value.guild_id": ["guild_id", "guild_id"],
  "value.number": ["number", "número"],
  "value.kind": ["kind", "tipo"],
  "value.closes_at": ["closes_at (unix s)", "closes_at (s unix)"],
  "value.winners": ["winners", "ganadores"],
  "value.rules": ["SHA-256 of the rules", "SHA-256 de las reglas"],
  "value.entries": ["entries", "participaciones"],
  "value.tickets": ["tickets", "boletos"],
  "value.erased": ["erased", "borradas"],
  "value.people": ["people", "personas"],
  "value.root": ["root", "raíz"],
  "value.lock": ["lock", "cierre"],
  "value.call": ["call", "convocatoria"],
  "value.genesis": ["first round (unix s)", "primera ronda (s unix)"],
  "value.period": ["seconds between rounds", "segundos entre rondas"],
  "value.called_at": ["called at", "convocado"],
  "value.round_at": ["round out at", "la ronda sale"],
  "value.post_commitment": ["commitment posted", "compromiso publicado"],
  "value.post_lock": ["lock posted", "cierre publicado"],
  "value.post_call": ["call posted", "convocatoria publicada"],
  "value.signature": ["signature", "firma"],
  "value.randomness": ["randomness", "número aleatorio"],
  "value.seed": ["seed", "semilla"],
  "value.due": ["due", "corresponden"],
  "value.positions": ["positions", "puestos"],
  "value.void": ["position {position}", "puesto {position}"],
  "value.position": ["position {position}", "puesto {position}"],
  "value.pick": ["nonce {nonce}, ticket (winner index) {ticket}", "nonce {nonce}, boleto (winner index) {ticket}"],
  "value.more": ["and more", "y más"],
  "value.more.count": ["{n} further positions, all compared", "{n} puestos más, todos comparados"],
  "value.result": ["result", "resultado"],
  "value.public_key": ["public key", "clave pública"],
  "value.under": ["under", "bajo"],
  "value.who": ["who", "quién"],
  "value.salt": ["salt", "sal"],
  "value.participant": ["participant (fingerprint)", "participante (huella)"],
  "value.evidence": ["evidence", "justificación"],
  "value.evidence_sha256": ["SHA-256 of the evidence", "SHA-256 de la justificación"],
};
