package io.hv.kvm.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hv.DiskSource;
import io.hv.DiskSpec;
import io.hv.Host;
import io.hv.HostPath;
import io.hv.InvalidStateException;
import io.hv.MacAddress;
import io.hv.Network;
import io.hv.NetworkSpec;
import io.hv.Nic;
import io.hv.NicSpec;
import io.hv.TransientDomain;
import io.hv.guests.SmallGuests;
import io.hv.kvm.DeviceStatistics;
import io.hv.kvm.KvmDomain;
import io.hv.kvm.KvmOptions;
import io.hv.kvm.contract.OwnRoot;
import io.hv.testkit.requires.RequiresKvm;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What comes into a machine whose user has given devices of the user's own the names of others. */
@RequiresKvm
@Timeout(300)
class PluggedNamesTest {

    private static final MacAddress FIRST = MacAddress.parse("52:54:00:00:00:01");

    @TempDir
    private Path folder;

    private static TransientDomain with(Host host, String... own) {
        KvmOptions options = KvmOptions.defaults();
        for (String name : own) {
            options = options.device(() -> new UndrivenDevice(name));
        }
        return host.create(Saves.spec(SmallGuests.actor().with("part", 4))
                .nic(NicSpec.on("lan").mac(FIRST))
                .with(options)
                .build());
    }

    private static List<String> devices(TransientDomain domain) {
        return domain.as(KvmDomain.class).devices().stream()
                .map(DeviceStatistics::name)
                .toList();
    }

    @Test
    void ofACardIsAFreeOne() {
        try (Host host = Host.open(OwnRoot.URI)) {
            Network lan = host.define(NetworkSpec.isolated("lan").build());
            lan.start();
            try (TransientDomain domain = with(host, "net1", "net3")) {
                Saves.listens(domain);
                Nic second = domain.attach(NicSpec.on("lan"));
                Nic third = domain.attach(NicSpec.on("lan"));
                assertEquals(List.of("net0", "net1", "net3", "net2", "net4"), devices(domain));
                NicSpec unused = second.detach().await(Saves.PATIENCE);
                assertEquals(List.of("net0", "net1", "net3", "net4"), devices(domain));
                assertEquals(2, domain.nics().size());
                assertTrue(third.spec().isLinkUp());
            }
            lan.stop();
            lan.undefine();
        }
    }

    @Test
    void ofADiskIsItsTarget() throws Exception {
        Path file = Files.write(folder.resolve("a"), new byte[1 << 20]);
        DiskSpec disk = DiskSpec.of(DiskSource.file(HostPath.of(file)));
        try (Host host = Host.open(OwnRoot.URI)) {
            Network lan = host.define(NetworkSpec.isolated("lan").build());
            lan.start();
            try (TransientDomain domain = with(host, "vda")) {
                Saves.listens(domain);
                InvalidStateException taken =
                        assertThrows(InvalidStateException.class, () -> domain.attach(disk.target("vda")));
                assertTrue(String.valueOf(taken.getMessage()).contains("vda already"), taken::toString);
                assertEquals(List.of("net0", "vda"), devices(domain));
                assertEquals("vdb", domain.attach(disk.target("vdb")).target());
                assertEquals(List.of("net0", "vda", "vdb"), devices(domain));
            }
            lan.stop();
            lan.undefine();
        }
    }
}
