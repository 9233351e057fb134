package consumer;

import io.hv.ByteSize;
import io.hv.Domain;
import io.hv.DomainSpec;
import io.hv.Host;

/** Opens a host, starts a domain, says its state, and puts all away. */
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        try (Host host = Host.open("mem:///")) {
            Domain web = host.define(DomainSpec.named("web").memory(ByteSize.mib(256)).vcpus(1).build());
            web.start();
            System.out.println(web.name() + " is " + web.state());
            web.destroy();
            web.undefine();
        }
    }
}
