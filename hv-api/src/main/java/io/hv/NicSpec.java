package io.hv;

import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A network card that a machine is to have: a virtio device whose cable is in, where nothing else is said. Immutable; each
 * method that sets something returns a new value, and {@link DomainSpec.Builder#build()} checks it.
 */
public final class NicSpec {

    private final @Nullable String network;
    private final @Nullable MacAddress mac;
    private final NicModel model;
    private final boolean linkUp;

    private NicSpec(@Nullable String network, @Nullable MacAddress mac, NicModel model, boolean linkUp) {
        this.network = network;
        this.mac = mac;
        this.model = model;
        this.linkUp = linkUp;
    }

    /** A card on the host's {@link Network} of that name, which must be active when the machine starts. */
    public static NicSpec on(String network) {
        return new NicSpec(Objects.requireNonNull(network), null, NicModel.VIRTIO, true);
    }

    /**
     * A card in user mode: the guest reaches, by connections that it begins, what the host's process reaches, and nobody
     * reaches the guest, but by ports that a backend's own options forward. The host needs neither a network nor rights for it.
     */
    public static NicSpec userMode() {
        return new NicSpec(null, null, NicModel.VIRTIO, true);
    }

    /** The same card on the host's network of that name. */
    public NicSpec network(String newNetwork) {
        return new NicSpec(Objects.requireNonNull(newNetwork), mac, model, linkUp);
    }

    /** With this address, see {@link #mac()}. */
    public NicSpec mac(MacAddress address) {
        return new NicSpec(network, Objects.requireNonNull(address), model, linkUp);
    }

    /** Without an address: the host makes one up. */
    public NicSpec anyMac() {
        return new NicSpec(network, null, model, linkUp);
    }

    /** Of this model. */
    public NicSpec model(NicModel newModel) {
        return new NicSpec(network, mac, Objects.requireNonNull(newModel), linkUp);
    }

    /** With its cable in, or not. */
    public NicSpec link(boolean up) {
        return new NicSpec(network, mac, model, up);
    }

    /** The name of the network that it is on; none in user mode. */
    public Optional<String> network() {
        return Optional.ofNullable(network);
    }

    /**
     * Its address: of one interface, and of no other card of the domain. Where there is none, the host makes one up, which
     * is in the {@link Domain#spec()} then.
     */
    public Optional<MacAddress> mac() {
        return Optional.ofNullable(mac);
    }

    /** Which card the guest sees. */
    public NicModel model() {
        return model;
    }

    /** Whether its cable is in when the machine starts. */
    public boolean isLinkUp() {
        return linkUp;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof NicSpec that
                && Objects.equals(network, that.network)
                && Objects.equals(mac, that.mac)
                && model.equals(that.model)
                && linkUp == that.linkUp;
    }

    @Override
    public int hashCode() {
        return Objects.hash(network, mac, model, linkUp);
    }

    @Override
    public String toString() {
        return (network == null ? "user mode" : "on '" + network + "'")
                + (mac == null ? "" : ", " + mac)
                + (model.equals(NicModel.VIRTIO) ? "" : ", " + model)
                + (linkUp ? "" : ", link down");
    }
}
