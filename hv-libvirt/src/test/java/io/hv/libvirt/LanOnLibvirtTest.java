package io.hv.libvirt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hv.Domain;
import io.hv.DomainSpec;
import io.hv.Host;
import io.hv.HostPath;
import io.hv.LinuxBoot;
import io.hv.Network;
import io.hv.NetworkAddress;
import io.hv.NetworkMode;
import io.hv.NetworkSpec;
import io.hv.NicSpec;
import io.hv.testkit.junit.Fresh;
import io.hv.testkit.junit.Golden;
import io.hv.testkit.junit.GoldenMachine;
import io.hv.testkit.junit.HvTest;
import io.hv.testkit.junit.Lan;
import io.hv.testkit.requires.RequiresLibvirt;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.RepeatedTest;

/** A network for each test, on libvirt's test driver: the same annotations, another host. */
@RequiresLibvirt
@HvTest(uri = LanOnLibvirtTest.URI)
class LanOnLibvirtTest {

    static final String URI = "test:///default";

    @Lan
    static final NetworkSpec LAN = NetworkSpec.nat("lan")
            .address(NetworkAddress.of("10.9.8.1/24").range("10.9.8.100", "10.9.8.199"))
            .build();

    @Golden
    static final GoldenMachine IDLE = GoldenMachine.of(DomainSpec.named("idle")
            .boot(LinuxBoot.kernel(HostPath.of("/boot/vmlinuz")))
            .nic(NicSpec.on("lan"))
            .build());

    @RepeatedTest(2)
    void machinesAreOnIt(@Lan Network lan, @Fresh Domain one, @Fresh Domain two) {
        assertTrue(lan.isActive());
        assertEquals(NetworkMode.NAT, lan.spec().mode());
        for (Domain each : List.of(one, two)) {
            assertEquals(Optional.of(lan.name()), each.spec().nics().get(0).network(), each::toString);
        }
        assertNotEquals(one.nics().get(0).mac(), two.nics().get(0).mac());
    }

    /** The driver's host is the same for the whole process. */
    @AfterAll
    static void nothingIsLeft() {
        try (Host host = Host.open(URI)) {
            assertEquals(
                    List.of("default"),
                    host.networks().stream().map(Network::name).toList());
        }
    }
}
