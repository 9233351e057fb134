package consumer;

import io.hv.ByteSize;
import io.hv.Domain;
import io.hv.DomainSpec;
import io.hv.Host;
import io.hv.spi.HostProvider;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.stream.Collectors;

/** As the program on the class path; and both backends are found in the one jar that their lists were merged into. */
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        Set<String> providers = ServiceLoader.load(HostProvider.class).stream()
                .map(provider -> provider.get().id())
                .collect(Collectors.toSet());
        if (!providers.containsAll(Set.of("mem", "kvm"))) {
            throw new IllegalStateException("providers in the jar: " + providers);
        }
        try (Host host = Host.open("mem:///")) {
            Domain web = host.define(DomainSpec.named("web").memory(ByteSize.mib(256)).vcpus(1).build());
            web.start();
            System.out.println(web.name() + " is " + web.state());
            web.destroy();
            web.undefine();
        }
    }
}
