package io.hv.xml;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hv.CloneItem;
import io.hv.DiskFormat;
import io.hv.DiskSource;
import io.hv.HostPath;
import io.hv.spi.CopiedDefinition;
import io.hv.spi.CopyIdentity;
import io.hv.xml.domain.DevicesElement;
import io.hv.xml.domain.DomainElement;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What a copy's definition has of its own, and that nothing else of it is changed. */
class CopiedDomainTest {

    private static final UUID OWN = UUID.fromString("11111111-2222-3333-4444-555555555555");

    private static final String ORIGINAL = """
            <domain type='kvm'>
              <name>web</name>
              <uuid>4dea22b3-1d52-d8f3-2516-782e98ab3fa0</uuid>
              <title>The first</title>
              <description>What it is for</description>
              <memory unit='MiB'>64</memory>
              <sysinfo type='smbios'>
                <system><entry name='serial'>S</entry><entry name='uuid'>4dea22b3-1d52-d8f3-2516-782e98ab3fa0</entry></system>
              </sysinfo>
              <os><type>hvm</type><nvram>/v/vars.fd</nvram></os>
              <devices>
                <disk type='file'><driver name='qemu' type='raw'/><source file='/i/a.raw'/><target dev='vda'/></disk>
                <disk type='file'><source file='/i/b.raw'/><target dev='vdb'/><shareable/></disk>
                <disk type='file' device='cdrom'><source file='/i/c.iso'/><target dev='hda'/><readonly/></disk>
                <interface type='network'>
                  <mac address='52:54:00:11:22:33'/><source network='default'/><target dev='tap0'/>
                </interface>
                <serial type='file'><source path='/l/web.log'/><target port='0'/></serial>
                <console type='file'><source path='/l/web.log'/><target type='serial' port='0'/></console>
                <channel type='unix'><source mode='connect' path='/s/other.sock'/><target type='virtio' name='x'/></channel>
                <graphics type='spice' port='5901' tlsPort='5902' autoport='no'/>
                <vsock><cid auto='no' address='5'/></vsock>
              </devices>
            </domain>
            """;

    /** An overlay for each disk; other files get a name in front. */
    private record Identity() implements CopyIdentity {

        @Override
        public String name() {
            return "copy";
        }

        @Override
        public UUID uuid() {
            return OWN;
        }

        @Override
        public Optional<DiskSource> disk(String target, DiskSource original) {
            return Optional.of(DiskSource.file(HostPath.of("/new/" + target)).format(DiskFormat.QCOW2));
        }

        @Override
        public HostPath file(String what, HostPath original) {
            return HostPath.of("/new" + original.path());
        }
    }

    private final CopiedDefinition copied = new DomainXmlFormat().copy(DomainXml.parse(ORIGINAL), new Identity());
    private final DomainElement domain = DomainElement.of(((DomainXml) copied.definition()).document());
    private final DevicesElement devices = domain.devices();

    @Test
    void whatSaysWhoItIsIsItsOwn() {
        assertEquals("copy", domain.name().or(""));
        assertEquals(Optional.of(OWN), domain.uuid().get());
        assertTrue(domain.title().get().isEmpty());
        assertEquals("What it is for", domain.description().or(""));
        String text = copied.definition().text();
        assertFalse(text.contains("4dea22b3"), text);
        assertTrue(text.contains(">S<"), "another entry of sysinfo was changed: " + text);
    }

    @Test
    void disksAreItsOwnWhereTheyAreWritten() {
        assertEquals(
                Optional.of(HostPath.of("/new/vda")),
                devices.disks().get(0).sourceElement().file().get());
        assertEquals(
                Optional.of("qcow2"), devices.disks().get(0).driver().type().raw());
        assertEquals(
                Optional.of(HostPath.of("/i/b.raw")),
                devices.disks().get(1).sourceElement().file().get());
        assertEquals(
                Optional.of(HostPath.of("/i/c.iso")),
                devices.disks().get(2).sourceElement().file().get());
        assertEquals(List.of("disk:vdb", "disk:hda"), kept("disk:"));
    }

    @Test
    void linesAndFirmwareHaveTheirOwnFiles() {
        assertEquals(
                Optional.of(HostPath.of("/new/v/vars.fd")),
                domain.os().nvram().path().get());
        String serial = devices.serials().get(0).sourceElements().get(0).path().or("");
        assertEquals("/new/l/web.log", serial);
        assertEquals(
                serial, devices.consoles().get(0).sourceElements().get(0).path().or(""));
        assertEquals(
                "/s/other.sock",
                devices.channels().get(0).sourceElements().get(0).path().or(""));
        assertEquals(List.of("channel"), kept("channel"));
    }

    @Test
    void addressesAndPortsAreFree() {
        String mac = devices.interfaces().get(0).mac().address().raw().orElseThrow();
        assertTrue(mac.startsWith("52:54:00:"), mac);
        assertNotEquals("52:54:00:11:22:33", mac);
        assertFalse(devices.interfaces().get(0).target().exists());
        assertEquals(Optional.of("-1"), devices.graphics().get(0).port().raw());
        assertEquals(Optional.of("-1"), devices.graphics().get(0).tlsPort().raw());
        assertTrue(devices.graphics().get(0).autoport().get().isEmpty());
        assertEquals(Optional.of(true), devices.vsock().cid().auto().get());
        assertTrue(devices.vsock().cid().address().get().isEmpty());
    }

    @Test
    void whatIsInsideIsSaidToBeTheSame() {
        assertEquals(List.of("guest"), kept("guest"));
    }

    private List<String> kept(String prefix) {
        return copied.kept().stream()
                .map(CloneItem::what)
                .filter(what -> what.startsWith(prefix))
                .toList();
    }
}
