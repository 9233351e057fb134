package consumer

import io.hv.ByteSize
import io.hv.DomainSpec
import io.hv.Host
import java.util.Optional
import java.util.UUID

/** Opens a host, starts a domain, says its state, and puts all away. */
fun main() {
    Host.open("mem:///").use { host ->
        val web = host.define(DomainSpec.named("web").memory(ByteSize.mib(256)).vcpus(1).build())
        // Not platform types: with strict nullness these declarations compile only if the API says "never null".
        val name: String = web.name()
        val uuid: UUID = web.uuid()
        val found: Optional<io.hv.Domain> = host.findDomain(uuid)
        web.start()
        println("$name is ${found.get().state()}")
        web.destroy()
        web.undefine()
    }
}
