package io.hv.testkit.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hv.AlreadyExistsException;
import io.hv.ClosedException;
import io.hv.DhcpHost;
import io.hv.Feature;
import io.hv.Host;
import io.hv.InvalidSpecException;
import io.hv.InvalidStateException;
import io.hv.Network;
import io.hv.NetworkAddress;
import io.hv.NetworkSpec;
import io.hv.NotFoundException;
import io.hv.SpecFault;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** {@link Network}: defined, found, started, stopped, undefined; what goes in comes out; errors by their meaning. */
@Contract
public class NetworkContract {

    /** For JUnit, which creates it. */
    public NetworkContract() {}

    private static Network defined(Bench bench) {
        bench.needs(Feature.NETWORKS);
        return bench.define(bench.network());
    }

    private static Network active(Bench bench) {
        Network network = defined(bench);
        network.start();
        return network;
    }

    /** Specs of every kind; their addresses are those for documentation (RFC 5737, RFC 3849). */
    public static Stream<NetworkSpec> kinds() {
        NetworkAddress v4 = NetworkAddress.of("192.0.2.1/25")
                .range("192.0.2.10", "192.0.2.49")
                .range("192.0.2.60", "192.0.2.69")
                .host(DhcpHost.of("192.0.2.50").mac("52:54:00:00:00:50").name("fifty"))
                .host(DhcpHost.of("192.0.2.51").mac("52:54:00:00:00:51"))
                .host(DhcpHost.of("192.0.2.52").name("fifty-two"));
        NetworkAddress v6 = NetworkAddress.of("2001:db8:7::1/64")
                .range("2001:db8:7::100", "2001:db8:7::1ff")
                .host(DhcpHost.of("2001:db8:7::50").name("fifty"));
        return Stream.of(
                NetworkSpec.isolated("plain").build(),
                NetworkSpec.isolated("both").address(v4).address(v6).build(),
                NetworkSpec.nat("nat")
                        .address(v4)
                        .dnsDomain("lan.example")
                        .mtu(9000)
                        .build(),
                NetworkSpec.routed("routed")
                        .address(NetworkAddress.of("2001:db8:9::1/48"))
                        .build(),
                NetworkSpec.bridge("bridge", "br-none").build());
    }

    /** What the spec says is what the network says, to every handle; nothing is active. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("kinds")
    public void roundTrip(NetworkSpec kind, Bench bench) {
        bench.needs(Feature.NETWORKS);
        NetworkSpec spec = kind.edit(b -> b.name(bench.name(kind.name())).uuid(UUID.randomUUID()));
        if (!bench.backend().networkModes().contains(spec.mode())) {
            SpecFault fault = bench.host().check(spec).get(0);
            assertEquals("mode", fault.path());
            assertFalse(fault.why().isBlank() || fault.remedy().isBlank(), fault::toString);
            assertThrows(InvalidSpecException.class, () -> bench.define(spec));
            assertEquals(Optional.empty(), bench.host().findNetwork(spec.name()));
            return;
        }
        assertEquals(List.of(), bench.host().check(spec));
        Network network = bench.define(spec);
        assertEquals(spec, network.spec());
        assertEquals(spec.name(), network.name());
        assertEquals(spec.uuid(), Optional.of(network.uuid()));
        assertEquals(bench.host(), network.host());
        assertTrue(network.isPersistent());
        assertFalse(network.isActive());
        assertFalse(network.isAutostart());
        assertEquals(Optional.empty(), network.bridge());
        assertEquals(spec, bench.open().network(spec.name()).spec());
    }

    /** Where the spec has no UUID, the host makes one up, and the network's spec has it. */
    @Test
    public void madeUpUuid(Bench bench) {
        Network one = defined(bench);
        Network two = defined(bench);
        assertNotEquals(one.uuid(), two.uuid());
        assertEquals(Optional.of(one.uuid()), one.spec().uuid());
    }

    /** Found by name and by UUID, active or not; the handles are equal, those of other networks are not. */
    @Test
    public void found(Bench bench) {
        Network network = defined(bench);
        Network other = defined(bench);
        for (int i = 0; i < 2; i++) {
            assertEquals(network, bench.host().network(network.name()));
            assertEquals(network, bench.host().network(network.uuid()));
            assertEquals(Optional.of(network), bench.host().findNetwork(network.name()));
            assertEquals(Optional.of(network), bench.host().findNetwork(network.uuid()));
            assertEquals(network, bench.open().network(network.uuid()), "of two handles on one host");
            assertEquals(
                    network.hashCode(), bench.host().network(network.name()).hashCode());
            if (i == 0) {
                network.start();
            }
        }
        assertNotEquals(network, other);
    }

    /** What is not there is an empty Optional, or NotFoundException where one was asked for. */
    @Test
    public void absent(Bench bench) {
        bench.needs(Feature.NETWORKS);
        String name = bench.name("absent");
        UUID uuid = UUID.randomUUID();
        assertEquals(Optional.empty(), bench.host().findNetwork(name));
        assertEquals(Optional.empty(), bench.host().findNetwork(uuid));
        Told.of(assertThrows(NotFoundException.class, () -> bench.host().network(name)), name);
        Told.of(assertThrows(NotFoundException.class, () -> bench.host().network(uuid)), uuid.toString());
    }

    /** All are listed, active or not, once each, in the order of their names; the list is the caller's own. */
    @Test
    public void listed(Bench bench) {
        bench.needs(Feature.NETWORKS);
        Network b = bench.define(bench.network().edit(s -> s.name(s.build().name() + "-b")));
        Network c = bench.define(bench.network().edit(s -> s.name(s.build().name() + "-c")));
        Network a =
                bench.define(bench.network().edit(s -> s.name("A" + s.build().name())));
        b.start();
        List<Network> before = bench.host().networks();
        List<String> names = before.stream().map(Network::name).toList();
        assertEquals(names.stream().sorted().toList(), names, "in the order of their names");
        for (Network network : List.of(a, b, c)) {
            assertEquals(1, before.stream().filter(network::equals).count(), names::toString);
        }
        c.undefine();
        assertTrue(before.contains(c), "a list does not change behind the caller's back");
        assertFalse(bench.host().networks().contains(c));
    }

    /** A name and a UUID that are taken are refused, and all is as it was. */
    @Test
    public void taken(Bench bench) {
        Network first = defined(bench);
        NetworkSpec before = first.spec();
        NetworkSpec name = bench.network().edit(b -> b.name(first.name()).uuid(UUID.randomUUID()));
        Told.of(assertThrows(AlreadyExistsException.class, () -> bench.define(name)), first.name());
        NetworkSpec uuid = bench.network().edit(b -> b.uuid(first.uuid()));
        Told.of(
                assertThrows(AlreadyExistsException.class, () -> bench.define(uuid)),
                first.uuid().toString());
        assertThrows(AlreadyExistsException.class, () -> bench.define(before));
        assertEquals(Optional.empty(), bench.host().findNetwork(uuid.name()));
        assertEquals(before, bench.host().network(first.uuid()).spec());
    }

    /** A network and a domain may have one name. */
    @Test
    public void namesAreItsOwn(Bench bench) {
        bench.needs(Feature.NETWORKS, Feature.DEFINE);
        String name = bench.defined().name();
        assertEquals(name, bench.define(bench.network().edit(b -> b.name(name))).name());
    }

    /** Started and stopped, again and again; while it is active it is on a bridge, where its host has bridges. */
    @Test
    public void startAndStop(Bench bench) {
        Network network = defined(bench);
        NetworkSpec spec = network.spec();
        for (int i = 0; i < 3; i++) {
            network.start();
            assertTrue(network.isActive());
            assertTrue(bench.open().network(network.uuid()).isActive(), "to another handle too");
            assertEquals(spec, network.spec());
            spec.hostBridge().ifPresent(bridge -> assertEquals(Optional.of(bridge), network.bridge()));
            network.bridge().ifPresent(bridge -> assertFalse(bridge.isBlank()));
            network.stop();
            assertFalse(network.isActive());
            assertEquals(Optional.empty(), network.bridge());
            assertEquals(spec, network.spec());
        }
    }

    /** What cannot be in its state is refused, and the state stays. */
    @Test
    public void states(Bench bench) {
        Network network = defined(bench);
        Told.of(assertThrows(InvalidStateException.class, network::stop), network.name());
        assertFalse(network.isActive());
        network.start();
        Told.of(assertThrows(InvalidStateException.class, network::start), network.name());
        Told.of(assertThrows(InvalidStateException.class, network::undefine), network.name());
        assertTrue(network.isActive());
        assertTrue(network.isPersistent());
        assertEquals(network, bench.host().network(network.name()));
        network.stop();
        Told.of(assertThrows(InvalidStateException.class, network::stop), network.name());
    }

    /** An undefined network is gone by name and by UUID, its handles say so, and it can be defined again. */
    @Test
    public void undefine(Bench bench) {
        Network network = defined(bench);
        NetworkSpec spec = network.spec();
        Network another = bench.open().network(network.uuid());
        network.undefine();
        assertEquals(Optional.empty(), bench.host().findNetwork(spec.name()));
        assertEquals(Optional.empty(), bench.host().findNetwork(network.uuid()));
        for (Network each : List.of(network, another)) {
            calls(each)
                    .forEach((name, call) -> Told.of(assertThrows(NotFoundException.class, call, name), spec.name()));
            assertEquals(spec.name(), each.name(), "it still knows what it was");
            assertEquals(spec.uuid(), Optional.of(each.uuid()));
        }
        Network again = bench.define(spec);
        assertEquals(spec, again.spec());
        assertFalse(again.isActive());
    }

    /** A closed host's networks are closed; those of another handle go on. */
    @Test
    public void usedAfterClose(Bench bench) {
        Network kept = active(bench);
        Host host = bench.open();
        Network network = host.network(kept.uuid());
        host.close();
        calls(network).forEach((name, call) -> assertThrows(ClosedException.class, call, name));
        assertThrows(ClosedException.class, host::networks);
        assertThrows(ClosedException.class, () -> host.findNetwork(kept.name()));
        assertThrows(ClosedException.class, () -> host.define(kept.spec()));
        assertEquals(kept.name(), network.name(), "it still knows what it was");
        assertTrue(kept.isActive());
    }

    private static Map<String, Executable> calls(Network network) {
        Map<String, Executable> calls = new LinkedHashMap<>();
        calls.put("spec", network::spec);
        calls.put("isActive", network::isActive);
        calls.put("isPersistent", network::isPersistent);
        calls.put("isAutostart", network::isAutostart);
        calls.put("autostart", () -> network.autostart(true));
        calls.put("bridge", network::bridge);
        calls.put("start", network::start);
        calls.put("stop", network::stop);
        calls.put("undefine", network::undefine);
        return calls;
    }

    /** Whether it is started with its host is kept, and changes nothing now. */
    @Test
    public void autostart(Bench bench) {
        Network network = defined(bench);
        for (boolean on : new boolean[] {true, true, false}) {
            network.autostart(on);
            assertEquals(on, network.isAutostart());
            assertEquals(on, bench.open().network(network.uuid()).isAutostart());
            assertFalse(network.isActive());
        }
    }

    /** Of threads that define one name at once, or start one network at once, exactly one succeeds. */
    @Test
    public void atOnce(Bench bench) throws Exception {
        bench.needs(Feature.NETWORKS);
        NetworkSpec spec = bench.network();
        assertEquals(
                1,
                AtOnce.winners(
                        bench, AlreadyExistsException.class, () -> bench.host().define(spec)),
                "have defined it");
        Network network = bench.host().network(spec.name());
        assertEquals(1, AtOnce.winners(bench, InvalidStateException.class, network::start), "have started it");
        assertTrue(network.isActive());
        assertEquals(1, AtOnce.winners(bench, InvalidStateException.class, network::stop), "have stopped it");
        assertFalse(network.isActive());
    }
}
