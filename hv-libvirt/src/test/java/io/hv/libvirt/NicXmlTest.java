package io.hv.libvirt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hv.DiskSource;
import io.hv.DiskSpec;
import io.hv.DomainSpec;
import io.hv.HostPath;
import io.hv.InvalidSpecException;
import io.hv.MacAddress;
import io.hv.NicModel;
import io.hv.NicSpec;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;

/** Network cards, and devices alone, in libvirt's XML. */
class NicXmlTest {

    private static final UUID ID = UUID.fromString("3f2c1b0a-0000-4000-8000-0123456789ab");
    private static final MacAddress MAC = MacAddress.parse("52:54:00:00:00:0a");
    private static final String ONE = "<interface type='user'><mac address='52:54:00:00:00:0A'/>"
            + "<model type='virtio'/><alias name='net0'/></interface>";

    private static String domain(String devices) {
        return "<domain><name>x</name><memory>4096</memory><devices>" + devices + "</devices></domain>";
    }

    @Test
    void everythingTheSpecSaysComesBack() {
        DomainSpec spec = DomainSpec.named("web")
                .uuid(ID)
                .nic(NicSpec.on("odd <&>'\" \u00e4")
                        .mac(MAC)
                        .model(NicModel.E1000)
                        .link(false))
                .nic(NicSpec.userMode())
                .nic(NicSpec.on("lan"))
                .build();
        assertEquals(spec, DomainXmlReader.read(DomainXmlWriter.write(spec, ID, "test", "x86_64")));
    }

    @Test
    void whatTheSpecCannotSayIsLeftOut() {
        NicSpec one = NicSpec.userMode().mac(MAC);
        Stream.of(
                        "<interface type='bridge'><source bridge='br0'/></interface>",
                        "<interface type='network'/>",
                        "<interface type='user'><mac address='01:00:5e:00:00:01'/></interface>",
                        "<interface type='user'><mac address='never'/></interface>",
                        "<interface type='user'><model type='Odd Model'/></interface>",
                        ONE)
                .forEach(other -> assertEquals(
                        List.of(one), DomainXmlReader.read(domain(ONE + other)).nics(), other));
        assertEquals(
                List.of(NicSpec.userMode().model(new NicModel("rtl8139"))),
                DomainXmlReader.read(domain("<interface type='user'/>")).nics(),
                "libvirt's own choice");
    }

    @Test
    void devicesAreFoundByWhatTheyAreKnownBy() {
        String xml = domain("<disk type='file' device='cdrom'><target dev='sda'/><alias name='sata0'/></disk>"
                + "<disk type='file'><target dev='vda'/><alias name='virtio-disk0'/></disk>" + ONE);
        assertEquals(Set.of("sda", "vda"), Devices.targets(xml));
        assertEquals(
                Optional.of("virtio-disk0"), Devices.Named.disk("vda").in(xml).flatMap(Devices::alias));
        assertEquals(Optional.of("net0"), Devices.Named.nic(MAC).in(xml).flatMap(Devices::alias));
        assertEquals(Optional.empty(), Devices.Named.disk("vdb").in(xml).flatMap(Devices::alias));
    }

    @Test
    void aCableIsInOrOut() {
        Element device = Devices.Named.nic(MAC).in(domain(ONE)).orElseThrow();
        String out = Devices.withLink(device, false);
        assertTrue(out.contains("<link state=\"down\"/>"), out);
        assertTrue(out.contains("net0"), out);
        String in = Devices.withLink(device, true);
        assertTrue(in.contains("<link state=\"up\"/>"), in);
        assertEquals(1, in.split("<link", -1).length - 1, in);
    }

    @Test
    void writtenAlone() {
        DiskSpec disk = DiskSpec.of(DiskSource.file(HostPath.of("/a & b"))).target("vdc");
        assertEquals(
                List.of(disk), DomainXmlReader.read(domain(Devices.text(disk))).disks());
        NicSpec nic = NicSpec.on("lan").mac(MAC);
        assertEquals(
                List.of(nic), DomainXmlReader.read(domain(Devices.text(nic))).nics());
    }

    @Test
    void aNameThatXmlCannotCarryIsRefused() {
        assertThrows(
                InvalidSpecException.class,
                () -> DomainSpec.named("web").nic(NicSpec.on("a\u0001")).build());
    }
}
