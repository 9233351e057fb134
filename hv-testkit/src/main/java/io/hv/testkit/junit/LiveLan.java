package io.hv.testkit.junit;

import io.hv.Host;
import io.hv.Network;
import io.hv.NetworkSpec;
import io.hv.NotFoundException;
import java.util.List;
import java.util.UUID;

/** A network that was made for tests; whoever closes it removes it. Safe for any thread. */
final class LiveLan implements AutoCloseable {

    private final Network network;

    private LiveLan(Network network) {
        this.network = network;
    }

    /** Of such a spec, active, under a name that nobody else has. */
    static LiveLan start(Host host, NetworkSpec spec) {
        return start(
                host, spec, spec.name() + "-" + UUID.randomUUID().toString().substring(0, 8));
    }

    /** Of such a spec, active, under that name. */
    static LiveLan start(Host host, NetworkSpec spec, String name) {
        LiveLan lan =
                new LiveLan(host.define(spec.edit(builder -> builder.name(name).uuid(UUID.randomUUID()))));
        try {
            lan.network.start();
            return lan;
        } catch (RuntimeException | Error e) {
            Closing.after(e, lan);
            throw e;
        }
    }

    Network network() {
        return network;
    }

    /** A test may have stopped or removed it. */
    @Override
    public void close() {
        Closing.all(List.of(() -> unlessGone(this::stop), () -> unlessGone(network::undefine)));
    }

    private void stop() {
        if (network.isActive()) {
            network.stop();
        }
    }

    private static void unlessGone(Runnable step) {
        try {
            step.run();
        } catch (NotFoundException gone) {
            System.getLogger("io.hv.testkit")
                    .log(System.Logger.Level.DEBUG, "a network was removed by its test: {0}", gone.getMessage());
        }
    }
}
