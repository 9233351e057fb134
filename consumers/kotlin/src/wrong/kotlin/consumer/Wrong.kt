package consumer

import io.hv.Host

/** Must not compile: null where the API says "never null". */
fun main() {
    Host.open("mem:///").use { host -> host.create(null) }
}
