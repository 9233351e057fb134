package io.hv.kvm.backend;

import io.hv.DomainSpec;
import io.hv.MacAddress;
import io.hv.NicSpec;
import io.hv.backend.Release;
import io.hv.kvm.KvmOptions;
import io.hv.kvm.board.PciPlace;
import io.hv.kvm.device.VirtioDevice;
import io.hv.kvm.machine.DeviceContext;
import io.hv.kvm.machine.MachineState;
import io.hv.kvm.net.PortForward;
import io.hv.kvm.virtio.net.VirtioNet;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** The network cards of one run of a domain, each at a port of its network. Safe for any thread. */
final class KvmNics implements AutoCloseable {

    /** Between the name of a domain and the address of its card, in the name of a port. */
    static final String SEPARATOR = "/";

    private static final int MOST_PAIRS = 4;

    /** The beginning of the names of the devices; a number follows. */
    private static final String DEVICE = "net";

    private static final Pattern DEVICES = Pattern.compile(DEVICE + "[0-9]+");

    // Under this object's monitor.
    private final Map<MacAddress, Plugged> cards = new LinkedHashMap<>();

    /** A card, where it is plugged in, and its own way out in user mode. */
    private record Plugged(VirtioNet card, PortView port, Optional<UserMode> way) implements AutoCloseable {

        void link(boolean up) {
            port.fabric().link(up);
            card.link(up);
        }

        @Override
        public void close() {
            Release release = new Release();
            release.step(port::unplug);
            way.ifPresent(each -> release.step(each::close));
            release.end();
        }
    }

    private KvmNics() {}

    /**
     * Plugs the cards of a spec in.
     *
     * @param clone whether the guest has been another machine's, so that its addresses are in use: each card is alone then
     * @param devices what the cards' devices are called, in the order of the spec: see {@link #devices(int)} and
     *     {@link #devices(MachineState, int)}
     * @param forwards what the first card in user mode has: see {@link #forwards(DomainSpec)}
     * @throws io.hv.NotFoundException if a network is not active; then none is plugged in
     */
    static KvmNics plug(
            DomainSpec spec, KvmNetworks networks, boolean clone, List<String> devices, List<PortForward> forwards) {
        KvmNics all = new KvmNics();
        try {
            List<PortForward> left = forwards;
            for (int i = 0; i < spec.nics().size(); i++) {
                NicSpec nic = spec.nics().get(i);
                all.plug(spec, nic, networks, clone, devices.get(i), left);
                left = nic.network().isPresent() ? left : List.of();
            }
            return all;
        } catch (RuntimeException e) {
            all.close();
            throw e;
        }
    }

    /** What the devices of so many cards are called in a machine that is switched on. */
    static List<String> devices(int count) {
        return IntStream.range(0, count).mapToObj(number -> DEVICE + number).toList();
    }

    /**
     * What they are called in a machine that goes on from a state: as in the other one, where cards have come and gone.
     *
     * @throws IllegalArgumentException if the state has another number of cards
     */
    static List<String> devices(MachineState state, int count) {
        if (state.places().isEmpty()) {
            return devices(count);
        }
        List<String> known = state.places().stream()
                .map(PciPlace::device)
                .filter(DEVICES.asMatchPredicate())
                .toList();
        if (known.size() != count) {
            throw new IllegalArgumentException(
                    "the state has the network cards " + known + ", and the machine " + count + " of them");
        }
        return known;
    }

    /**
     * What the device of the next card is to be called.
     *
     * @param taken the names of all devices that the machine has, also of those that are no cards
     */
    static String nextDevice(Set<String> taken) {
        return devices(taken.size() + 1).stream()
                .filter(name -> !taken.contains(name))
                .findFirst()
                .orElseThrow();
    }

    private void plug(
            DomainSpec spec,
            NicSpec nic,
            KvmNetworks networks,
            boolean clone,
            String device,
            List<PortForward> forwards) {
        MacAddress mac = nic.mac().orElseThrow();
        Optional<UserMode> way =
                nic.network().isPresent() ? Optional.empty() : Optional.of(UserMode.start(spec.name(), mac, forwards));
        try {
            SwitchNetwork network = way.map(UserMode::network)
                    .orElseGet(() -> networks.require(nic.network().orElseThrow()));
            int pairs = Math.min(MOST_PAIRS, spec.vcpus());
            VirtioNet card = new VirtioNet(device, mac.bits(), pairs, network.mtu());
            PortView port = network.plug(spec.name() + SEPARATOR + mac, card::receive);
            Plugged plugged = new Plugged(card, port, way);
            add(mac, plugged);
            card.connect(port.fabric());
            if (clone) {
                port.home(network.freshGroup());
            }
            if (!nic.isLinkUp()) {
                plugged.link(false);
            }
        } catch (RuntimeException e) {
            Release release = new Release();
            way.ifPresent(each -> release.step(each::close));
            release.endBeneath(e);
            throw e;
        }
    }

    private synchronized void add(MacAddress mac, Plugged plugged) {
        cards.put(mac, plugged);
    }

    /** Takes over the cards of another machine that was never made. */
    void adopt(KvmNics more) {
        Map<MacAddress, Plugged> theirs;
        synchronized (more) {
            theirs = Map.copyOf(more.cards);
            more.cards.clear();
        }
        theirs.forEach(this::add);
    }

    /** The name of a card's device. */
    String device(MacAddress mac) {
        return plugged(mac).card().name();
    }

    /** Takes out the card whose device has this name, for the caller to close; nothing if it is no card's. */
    synchronized Optional<Departed> remove(String device) {
        for (Map.Entry<MacAddress, Plugged> entry : cards.entrySet()) {
            if (entry.getValue().card().name().equals(device)) {
                MacAddress mac = entry.getKey();
                Plugged plugged = entry.getValue();
                cards.remove(mac);
                return Optional.of(new Departed(mac.toString(), plugged::close));
            }
        }
        return Optional.empty();
    }

    /** The forwards that a machine begins with. */
    static List<PortForward> forwards(DomainSpec spec) {
        return spec.options(KvmOptions.class).map(KvmOptions::forwards).orElse(List.of());
    }

    /** Ports of the host that lead to the guest, as they are. */
    List<PortForward> forwards() {
        return present().stream()
                .flatMap(plugged -> plugged.way().stream())
                .flatMap(way -> way.forwards().stream())
                .toList();
    }

    /** Whether ports of the host lead to a card; none does to one that has gone. */
    synchronized boolean hasForwards(MacAddress mac) {
        return Optional.ofNullable(cards.get(mac))
                .flatMap(Plugged::way)
                .filter(way -> !way.forwards().isEmpty())
                .isPresent();
    }

    /** The devices, in the order of the spec. */
    List<Function<? super DeviceContext, ? extends VirtioDevice>> factories() {
        List<Function<? super DeviceContext, ? extends VirtioDevice>> all = new ArrayList<>();
        present().forEach(plugged -> all.add(context -> plugged.card()));
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

    private synchronized List<Plugged> present() {
        return List.copyOf(cards.values());
    }

    private synchronized Plugged plugged(MacAddress mac) {
        Plugged plugged = cards.get(mac);
        if (plugged == null) {
            throw new IllegalArgumentException("a card that is not the machine's: " + mac);
        }
        return plugged;
    }

    /** Unplugs all. */
    @Override
    public void close() {
        Release release = new Release();
        present().forEach(plugged -> release.step(plugged::close));
        release.end();
    }
}
