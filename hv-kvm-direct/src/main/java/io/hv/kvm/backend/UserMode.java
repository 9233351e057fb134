package io.hv.kvm.backend;

import io.hv.HostFailureException;
import io.hv.MacAddress;
import io.hv.NetworkSpec;
import io.hv.backend.Release;
import io.hv.kvm.net.PortForward;
import io.hv.kvm.net.passt.ForwardException;
import io.hv.kvm.net.passt.Passt;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The network of a card in user mode: there are the card, and passt. */
final class UserMode implements AutoCloseable {

    private final SwitchNetwork network;
    private final Passt passt;

    private UserMode(SwitchNetwork network, Passt passt) {
        this.network = network;
        this.passt = passt;
    }

    /**
     * Begins.
     *
     * @throws HostFailureException if passt does not
     */
    static UserMode start(String domain, MacAddress mac, List<PortForward> forwards) {
        String name = domain + "-" + mac.toString().replace(':', '-');
        Path program = Passt.find()
                .orElseThrow(() -> new HostFailureException(
                        "'" + domain + "' has a card in user mode, and there is no passt on the PATH",
                        "install passt (Debian's package passt), or use NicSpec.on a network",
                        "passt",
                        0,
                        null));
        SwitchNetwork network = new SwitchNetwork(
                NetworkSpec.isolated("user-" + mac.toString().replace(':', '-')).build(), ended -> {});
        try {
            return new UserMode(network, Passt.start(program, name, network.fabric(), network.mtu(), forwards));
        } catch (ForwardException e) {
            network.close();
            throw new HostFailureException(
                    "'" + domain + "' cannot have " + e.forward() + ": " + e.getMessage(),
                    "choose another port, or 0 for a free one, and an address that this host has; ports below 1024 may"
                            + " need rights; 'ss -tulnp' tells who has which",
                    "passt",
                    0,
                    e);
        } catch (IOException e) {
            network.close();
            throw new HostFailureException(
                    "user mode of '" + domain + "' does not begin: " + e.getMessage(),
                    "see whether this host has a route to somewhere, which passt wants",
                    "passt",
                    0,
                    e);
        } catch (RuntimeException | Error e) {
            network.close();
            throw e;
        }
    }

    SwitchNetwork network() {
        return network;
    }

    /** Its forwards, as {@link Passt#forwards()}. */
    List<PortForward> forwards() {
        return passt.forwards();
    }

    @Override
    public void close() {
        Release release = new Release();
        release.step(passt::close);
        release.step(network::close);
        release.end();
    }
}
