package io.hv.xml.spec;

import io.hv.NetworkMode;
import io.hv.NetworkSpec;
import io.hv.xml.wire.network.Mtu;
import io.hv.xml.wire.network.Network;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Writes specs into documents of networks. */
public final class NetworkElements {

    private NetworkElements() {}

    /** A document of a spec: what the spec says, and nothing else. */
    public static Network of(NetworkSpec spec) {
        Network network = new Network();
        write(new Change<>(null, spec), network);
        return network;
    }

    /** Writes what is different, and leaves all else as it is. */
    public static void edit(Network network, NetworkSpec before, NetworkSpec after) {
        write(new Change<>(before, after), network);
    }

    /** Writes all that its spec says in the words in which {@link #of} says it. */
    public static void normalize(Network network, NetworkSpec spec) {
        write(new Change<>(null, spec), network);
    }

    private static void write(Change<NetworkSpec> change, Network network) {
        NetworkSpec spec = change.after();
        if (change.of(NetworkSpec::name)) {
            Children.text(network, Network.Name.class, Network.Name::new, Optional.of(spec.name()));
        }
        if (change.of(NetworkSpec::uuid)) {
            Children.text(
                    network, Network.Uuid.class, Network.Uuid::new, spec.uuid().map(Object::toString));
        }
        if (change.of(NetworkSpec::mode)) {
            mode(network, change.before(), spec.mode());
        }
        if (change.of(NetworkSpec::hostBridge) && spec.hostBridge().isPresent()) {
            Children.need(network, Network.Bridge.class, Network.Bridge::new).name =
                    spec.hostBridge().orElseThrow();
        }
        if (change.of(NetworkSpec::mtu)) {
            if (spec.mtu().isPresent()) {
                Children.need(network, Mtu.class, Mtu::new).size =
                        Integer.toString(spec.mtu().getAsInt());
            } else {
                Children.drop(network, Mtu.class);
            }
        }
        if (change.of(NetworkSpec::dnsDomain)) {
            if (spec.dnsDomain().isPresent()) {
                Children.need(network, Network.Domain.class, Network.Domain::new).name =
                        spec.dnsDomain().orElseThrow();
            } else {
                Children.drop(network, Network.Domain.class);
            }
        }
        if (change.of(NetworkSpec::addresses)) {
            AddressElements.write(change.part(NetworkSpec::addresses), network);
        }
    }

    /** What belongs to another mode goes with it: libvirt refuses it there. */
    private static void mode(Network network, @Nullable NetworkSpec before, NetworkMode mode) {
        if (before != null && (before.mode() == NetworkMode.BRIDGE || mode == NetworkMode.BRIDGE)) {
            Children.drop(network, Network.Bridge.class);
            Children.drop(network, Network.Mac.class);
        }
        if (mode == NetworkMode.ISOLATED) {
            Children.drop(network, Network.Forward.class);
            return;
        }
        Network.Forward forward = Children.need(network, Network.Forward.class, Network.Forward::new);
        forward.mode = switch (mode) {
            case NAT -> "nat";
            case ROUTED -> "route";
            case BRIDGE -> "bridge";
            case ISOLATED -> throw new AssertionError(mode);
        };
        if (mode != NetworkMode.NAT) {
            Children.drop(forward, Network.Forward.Nat.class);
        }
    }
}
