package io.hv.kvm.backend;

import io.hv.DomainSpec;
import io.hv.MacAddress;
import io.hv.NicSpec;
import io.hv.backend.Release;
import io.hv.kvm.device.VirtioDevice;
import io.hv.kvm.machine.DeviceContext;
import io.hv.kvm.virtio.net.VirtioNet;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The network cards of one run of a domain, each at a port of its network. Safe for any thread. */
final class KvmNics implements AutoCloseable {

    /** Between the name of a domain and the address of its card, in the name of a port. */
    static final String SEPARATOR = "/";

    private static final int MOST_PAIRS = 4;

    private final Map<MacAddress, Plugged> cards = new LinkedHashMap<>();
    private final List<UserMode> ways = new ArrayList<>();

    /** A card, and where it is plugged in. */
    private record Plugged(VirtioNet card, PortView port) {

        void link(boolean up) {
            port.fabric().link(up);
            card.link(up);
        }
    }

    private KvmNics() {}

    /**
     * Plugs the cards of a spec in.
     *
     * @param clone whether the guest has been another machine's, so that its addresses are in use: each card is alone then
     * @throws io.hv.NotFoundException if a network is not active; then none is plugged in
     */
    static KvmNics plug(DomainSpec spec, KvmNetworks networks, boolean clone) {
        KvmNics all = new KvmNics();
        try {
            for (NicSpec nic : spec.nics()) {
                all.plug(spec, nic, networks, clone);
            }
            return all;
        } catch (RuntimeException e) {
            all.close();
            throw e;
        }
    }

    private void plug(DomainSpec spec, NicSpec nic, KvmNetworks networks, boolean clone) {
        MacAddress mac = nic.mac().orElseThrow();
        SwitchNetwork network = nic.network().map(networks::require).orElseGet(() -> {
            UserMode way = UserMode.start(spec.name(), mac);
            ways.add(way);
            return way.network();
        });
        int pairs = Math.min(MOST_PAIRS, spec.vcpus());
        VirtioNet card = new VirtioNet("net" + cards.size(), mac.bits(), pairs, network.mtu());
        PortView port = network.plug(spec.name() + SEPARATOR + mac, card::receive);
        cards.put(mac, new Plugged(card, port));
        card.connect(port.fabric());
        if (clone) {
            port.home(network.freshGroup());
        }
        if (!nic.isLinkUp()) {
            port.fabric().link(false);
            card.link(false);
        }
    }

    /** The devices, in the order of the spec. */
    List<Function<? super DeviceContext, ? extends VirtioDevice>> factories() {
        List<Function<? super DeviceContext, ? extends VirtioDevice>> all = new ArrayList<>();
        cards.values().forEach(plugged -> all.add(context -> plugged.card()));
        return all;
    }

    /** A card's cable goes in, or out. */
    void link(MacAddress mac, boolean up) {
        plugged(mac).link(up);
    }

    /** Whether its cable is in. */
    boolean isLinkUp(MacAddress mac) {
        return plugged(mac).port().isUp();
    }

    private Plugged plugged(MacAddress mac) {
        Plugged plugged = cards.get(mac);
        if (plugged == null) {
            throw new IllegalStateException("a card that is not the machine's: " + mac);
        }
        return plugged;
    }

    /** Unplugs all. */
    @Override
    public void close() {
        Release release = new Release();
        cards.values().forEach(plugged -> release.step(() -> plugged.port().unplug()));
        ways.forEach(way -> release.step(way::close));
        release.end();
    }
}
