package io.hv;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NicSpecTest {

    private static final MacAddress MAC = MacAddress.parse("52:54:00:12:34:56");

    private static List<String> faults(NicSpec... nics) {
        return assertThrows(
                        InvalidSpecException.class,
                        () -> DomainSpec.named("web").nics(List.of(nics)).build())
                .faults()
                .stream()
                .map(SpecFault::path)
                .toList();
    }

    @Test
    void eachPartIsKept() {
        NicSpec nic = NicSpec.on("lan").mac(MAC).model(NicModel.E1000).link(false);
        assertEquals(Optional.of("lan"), nic.network());
        assertEquals(Optional.of(MAC), nic.mac());
        assertEquals(NicModel.E1000, nic.model());
        assertFalse(nic.isLinkUp());
        assertEquals("on 'lan', 52:54:00:12:34:56, e1000, link down", nic.toString());
        assertEquals(Optional.empty(), nic.anyMac().mac());
        assertEquals("user mode", NicSpec.userMode().toString());
        assertEquals(Optional.empty(), NicSpec.userMode().network());
    }

    @Test
    void equalByAllParts() {
        NicSpec nic = NicSpec.on("lan").mac(MAC);
        assertEquals(nic, NicSpec.on("lan").mac(MAC));
        assertEquals(nic.hashCode(), NicSpec.on("lan").mac(MAC).hashCode());
        for (NicSpec other : List.of(
                NicSpec.on("wan").mac(MAC),
                NicSpec.userMode().mac(MAC),
                NicSpec.on("lan"),
                nic.model(NicModel.E1000),
                nic.link(false))) {
            assertNotEquals(nic, other);
            assertNotEquals(
                    DomainSpec.named("web").nic(nic).build(),
                    DomainSpec.named("web").nic(other).build());
        }
    }

    @Test
    void aSpecKeepsThemInTheirOrder() {
        NicSpec second = NicSpec.userMode();
        DomainSpec spec =
                DomainSpec.named("web").nic(NicSpec.on("lan")).nic(second).build();
        assertEquals(List.of(NicSpec.on("lan"), second), spec.nics());
        assertEquals(spec, spec.edit(builder -> {}));
        assertEquals(
                List.of(second),
                spec.edit(builder -> builder.nics(List.of(second))).nics());
    }

    @Test
    void everyFaultIsFound() {
        assertEquals(
                List.of("nics[0].network", "nics[1].mac", "nics[3].mac", "nics[4].mac", "nics[5].network"),
                faults(
                        NicSpec.on(""),
                        NicSpec.userMode().mac(MacAddress.parse("01:00:5e:00:00:01")),
                        NicSpec.userMode().mac(MAC),
                        NicSpec.on("lan").mac(MAC),
                        NicSpec.on("lan").mac(new MacAddress(0)),
                        NicSpec.on("a/b")));
    }

    @Test
    void namesOfModels() {
        assertEquals("virtio-net-pci", new NicModel("virtio-net-pci").toString());
        for (String bad : List.of("", "Virtio", "a b", "-a", "a-", "1a")) {
            assertThrows(IllegalArgumentException.class, () -> new NicModel(bad), bad);
        }
    }

    @Test
    void madeUpAddresses() {
        MacAddress one = MacAddress.random();
        assertFalse(one.isMulticast());
        assertEquals("52:54:00", one.toString().substring(0, 8));
        long distinct = java.util.stream.Stream.generate(MacAddress::random)
                .limit(50)
                .distinct()
                .count();
        assertFalse(distinct < 49, "at random");
    }

    @Test
    void freeTargets() {
        assertEquals("vda", DiskSpec.freeTarget(List.of()));
        assertEquals("vdb", DiskSpec.freeTarget(List.of("vda", "sdb", "vdc")));
    }
}
