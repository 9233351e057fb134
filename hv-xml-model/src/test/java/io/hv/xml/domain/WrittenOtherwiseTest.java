package io.hv.xml.domain;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hv.ByteSize;
import io.hv.HostPath;
import io.hv.xml.XmlDocument;
import io.hv.xml.value.CpuSet;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/**
 * What says the same in other letters stays as it is written when something beside it changes; a name has no other letters.
 */
class WrittenOtherwiseTest {

    private static void changes(String inner, String from, String to, Consumer<DomainElement> change) {
        XmlDocument document = XmlDocument.parse("<domain>" + inner + "</domain>");
        String before = document.text();
        change.accept(DomainElement.of(document));
        assertEquals(before.replace(from, to), document.text());
    }

    @Test
    void aNameOfDigitsIsNoNumber() {
        changes(
                "<devices><disk type='volume'><source pool='010' volume='010'/></disk></devices>",
                "volume=\"010\"",
                "volume=\"8\"",
                domain -> domain.devices().disks().get(0).source().set(new StorageSource.Volume("010", "8")));
        changes(
                "<devices><interface type='bridge'><source bridge='0x10'/></interface></devices>",
                "bridge=\"0x10\"",
                "bridge=\"16\"",
                domain -> domain.devices().interfaces().get(0).source().set(new InterfaceSource.Bridge("16")));
        changes(
                "<devices><serial type='tcp'><source mode='bind' host='h' service='010'/></serial></devices>",
                "service=\"010\"",
                "service=\"8\"",
                domain -> domain.devices().serials().get(0).source().set(new CharacterSource.Tcp("h", "8", true)));
        changes(
                "<devices><hostdev mode='subsystem' type='scsi_host'><source protocol='vhost' wwpn='010'/></hostdev>"
                        + "</devices>",
                "wwpn=\"010\"",
                "wwpn=\"8\"",
                domain -> domain.devices().hostdevs().get(0).source().set(new HostdevSource.VhostScsi("8")));
        changes(
                "<devices><input type='mouse' bus='usb'><address type='usb' bus='0' port='01'/></input></devices>",
                "port=\"01\"",
                "port=\"1\"",
                domain -> domain.devices().inputs().get(0).address().set(new DeviceAddress.Usb(0, "1")));
    }

    @Test
    void aNumberHasManySpellings() {
        changes(
                "<devices><interface type='mcast'><source address='a' port='0x10'/></interface></devices>",
                "\"a\"",
                "\"b\"",
                domain -> domain.devices().interfaces().get(0).source().set(new InterfaceSource.Multicast("b", 16)));
        changes(
                "<devices><interface type='udp'><source address='a' port='1'><local address='c' port='010'/></source>"
                        + "</interface></devices>",
                "\"c\"",
                "\"d\"",
                domain -> domain.devices().interfaces().get(0).source().set(new InterfaceSource.Udp("a", 1, "d", 8)));
        changes(
                "<devices><interface type='vds'><source switchid='00000000-0000-0009-0000-000000000009' portid='07'"
                        + " portgroupid='a' connectionid='010'/></interface></devices>",
                "\"a\"",
                "\"b\"",
                domain -> domain.devices()
                        .interfaces()
                        .get(0)
                        .source()
                        .set(new InterfaceSource.DistributedSwitch(new UUID(9, 9), 7, "b", 8)));
        changes(
                "<devices><interface type='hostdev'><source><address type='pci' domain='0' bus='0' slot='4' function='0'/>"
                        + "</source></interface></devices>",
                "slot=\"4\"",
                "slot=\"0x05\"",
                domain -> domain.devices()
                        .interfaces()
                        .get(0)
                        .source()
                        .set(new InterfaceSource.Hostdev(new DeviceAddress.Pci(0, 0, 5, 0))));
        changes(
                "<devices><disk type='nvme'><source type='pci' managed='yes' namespace='0x1'>"
                        + "<address domain='0' bus='0' slot='4' function='0'/></source></disk></devices>",
                "slot=\"4\"",
                "slot=\"0x05\"",
                domain -> domain.devices()
                        .disks()
                        .get(0)
                        .source()
                        .set(new StorageSource.Nvme(new DeviceAddress.Pci(0, 0, 5, 0), 1, true)));
        changes(
                "<devices><hostdev mode='subsystem' type='usb'><source><vendor id='7531'/><product id='2'/></source>"
                        + "</hostdev></devices>",
                "id=\"2\"",
                "id=\"0x0003\"",
                domain -> domain.devices().hostdevs().get(0).source().set(new HostdevSource.UsbProduct(7531, 3)));
    }

    /** The port of a server is read in decimal digits. */
    @Test
    void aPortIsComparedAsItIsRead() {
        String disk = "<devices><disk type='network'><source protocol='nbd'><host name='n' port='010'/></source></disk>"
                + "</devices>";
        changes(disk, "\"010\"", "\"8\"", domain -> nbd(domain, "n", 8));
        changes(disk, "\"n\"", "\"m\"", domain -> nbd(domain, "m", 10));
    }

    private static void nbd(DomainElement domain, String host, int port) {
        StorageSource.Server server = StorageSource.Server.tcp(host, port);
        domain.devices()
                .disks()
                .get(0)
                .source()
                .set(new StorageSource.Network(StorageSourceElement.Protocol.NBD, "", List.of(server)));
    }

    @Test
    void whatIsBesideAKindsChangeStaysAsItIsWritten() {
        changes(
                "<numatune><memory mode='strict' nodeset='1-2,5-7,^6'/></numatune>",
                "strict",
                "interleave",
                domain -> domain.numaTune()
                        .memory()
                        .source()
                        .set(new NumaSource.Nodes(NumaMode.INTERLEAVE, CpuSet.of(1, 2, 5, 7))));
        changes(
                "<clock offset='variable' adjustment='+3600' basis='utc'/>",
                "basis=\"utc\"",
                "basis=\"localtime\"",
                domain -> domain.clock()
                        .setting()
                        .set(new ClockSetting.Variable(Duration.ofHours(1), ClockElement.Basis.LOCALTIME)));
        changes(
                "<clock offset='variable' adjustment='1' basis=' utc '/>",
                "\"1\"",
                "\"2\"",
                domain -> domain.clock()
                        .setting()
                        .set(new ClockSetting.Variable(Duration.ofSeconds(2), ClockElement.Basis.UTC)));
        changes(
                "<cpu match='exact'><model fallback='forbid'>\n Haswell\n</model></cpu>",
                "exact",
                "strict",
                domain -> domain.cpu().choice().set(new CpuChoice.Custom("Haswell", CpuElement.Match.STRICT)));
        changes(
                "<devices><graphics type='spice' port='05901' tlsPort='5902'/></devices>",
                "\"5902\"",
                "\"5903\"",
                domain -> domain.devices().graphics().get(0).kind().set(new GraphicsDisplay.Spice(5901, 5903)));
        changes(
                "<devices><video><model type='qxl' ram='065536' vgamem='1024'/></video></devices>",
                "\"1024\"",
                "\"2048\"",
                domain -> domain.devices()
                        .videos()
                        .get(0)
                        .card()
                        .set(new VideoCard.Qxl(ByteSize.mib(64), ByteSize.mib(2), null)));
        changes(
                "<devices><controller type='virtio-serial' model=' virtio ' ports='016' vectors='4'/></devices>",
                "\"4\"",
                "\"5\"",
                domain -> domain.devices()
                        .controllers()
                        .get(0)
                        .kind()
                        .set(new ControllerKind.VirtioSerial(VirtioModel.VIRTIO, 16, 5)));
        changes(
                "<os><type>hvm</type><loader type=' rom '>/a</loader></os>",
                "/a",
                "/b",
                domain -> domain.boot().set(new BootMethod.Loader(HostPath.of("/b"), OsElement.Loader.LoaderType.ROM)));
    }

    @Test
    void aFileThatSaysNothingBesideLargePagesStays() {
        String inner = "<memoryBacking><hugepages><page size='2048'/></hugepages><source type='%s'/></memoryBacking>";
        changes(inner.formatted("file"), "2048", "1048576", domain -> pages(domain, false));
        changes(inner.formatted("memfd"), "2048", "1048576", domain -> pages(domain, true));
        XmlDocument document = XmlDocument.parse("<domain>" + inner.formatted("memfd") + "</domain>");
        pages(DomainElement.of(document), false);
        assertEquals(
                XmlDocument.parse("<domain>" + inner.formatted("memfd") + "</domain>")
                        .text()
                        .replace("    <source type=\"memfd\"/>\n", "")
                        .replace("2048", "1048576"),
                document.text());
    }

    private static void pages(DomainElement domain, boolean memfd) {
        MemoryBacking.Page page = new MemoryBacking.Page(ByteSize.gib(1), null);
        domain.memoryBacking().kind().set(new MemoryBacking.LargePages(List.of(page), memfd));
    }
}
