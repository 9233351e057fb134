package io.hv.shell.net;

import io.hv.Feature;
import io.hv.Host;
import io.hv.HostPath;
import io.hv.Network;
import io.hv.kvm.KvmNetwork;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The networks that were made for a machine, and a capture. */
public final class RunNetworks implements AutoCloseable {

    private final Deque<Runnable> ends = new ArrayDeque<>();

    private RunNetworks() {}

    /** Makes those that are not there, if the host is inside this process; on others a network is there, or it is an error. */
    static RunNetworks begin(Host host, List<NetText.Wanted> wanted, @Nullable Path capture) {
        RunNetworks networks = new RunNetworks();
        try {
            for (NetText.Wanted each : wanted) {
                networks.require(host, each);
                if (capture != null) {
                    KvmNetwork network = host.network(each.name()).as(KvmNetwork.class);
                    networks.ends.push(WholeCapture.of(network.capture(HostPath.of(capture)))::close);
                }
            }
            return networks;
        } catch (RuntimeException | Error e) {
            // What fails as they are closed is beneath the reason.
            try (networks) {
                throw e;
            }
        }
    }

    private void require(Host host, NetText.Wanted wanted) {
        if (host.findNetwork(wanted.name()).isPresent()
                || host.supports(Feature.OUTLIVES_PROCESS).isSupported()) {
            return;
        }
        Network network = host.define(wanted.network());
        ends.push(network::undefine);
        network.start();
        ends.push(network::stop);
    }

    /** Ends all of it, the last one first; a failure keeps nothing else from being ended, and has later ones beneath it. */
    @Override
    public void close() {
        Runnable last = ends.poll();
        if (last != null) {
            try (RunNetworks theRest = this) {
                last.run();
            }
        }
    }
}
