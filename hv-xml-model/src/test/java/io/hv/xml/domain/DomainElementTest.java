package io.hv.xml.domain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hv.ByteSize;
import io.hv.HostPath;
import io.hv.MacAddress;
import io.hv.xml.XmlDocument;
import io.hv.xml.XmlException;
import io.hv.xml.value.CpuSet;
import io.hv.xml.value.SizeUnit;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DomainElementTest {

    private final XmlDocument document = XmlDocument.parse("""
            <domain type="kvm" new="kept">
              <name>web</name>
              <memory unit="MiB">512</memory>
              <currentMemory>524288</currentMemory>
              <devices>
                <disk type="file" device="disk">
                  <source file="/a.img" strange="1"><later/></source>
                  <target dev="vda" bus="virtio"/>
                  <address type="pci" domain="0" bus="0x00" slot="0x4" function="0x0"/>
                </disk>
                <disk device="cdrom"><target dev="sda"/></disk>
                <interface type="network"><source network="default"/></interface>
              </devices>
            </domain>
            """);
    private final DomainElement domain = DomainElement.of(document);

    @Test
    void saysWhatTheDocumentSays() {
        assertEquals(Optional.of(DomainElement.Type.KVM), domain.type().get());
        assertEquals("web", domain.name().or(""));
        assertEquals(Optional.of(ByteSize.mib(512)), domain.memory().size().get());
        assertEquals(Optional.of(ByteSize.mib(512)), domain.currentMemory().get());
        assertEquals(Optional.empty(), domain.title().get());
        assertFalse(domain.cpu().exists());
        assertEquals(Optional.empty(), domain.cpu().topology().cores().get());
        DiskElement disk = domain.devices().disks().get(0);
        assertEquals(
                Optional.of(new StorageSource.File(HostPath.of("/a.img"))),
                disk.source().get());
        assertEquals(
                Optional.of(new DeviceAddress.Pci(0, 0, 4, 0)), disk.address().get());
        assertEquals(
                "/domain/devices/disk[1]/driver/@cache", disk.driver().cache().xpath());
        assertEquals("/domain/devices/disk[2]", domain.devices().disks().get(1).toString());
        assertEquals(Optional.empty(), domain.devices().disks().get(1).source().get());
        assertEquals("1", disk.sourceElement().rawAttributes().get("strange"));
    }

    @Test
    void asksForNothingThatIsNotThere() {
        String before = document.text();
        Views.setters(domain).forEach(each -> {
            Object unused = each.value().get();
            String path = each.value().xpath();
            assertTrue(path.startsWith("/domain"), path);
        });
        assertEquals(before, document.text());
    }

    @Test
    void makesWhatIsMissing() {
        domain.cpu().topology().cores().set(4);
        domain.features().acpi().set(true);
        domain.devices().interfaces().get(0).mac().address().set(MacAddress.parse("52:54:00:00:00:01"));
        String text = document.text();
        assertTrue(text.contains("<cpu>\n    <topology cores=\"4\"/>\n  </cpu>"), text);
        assertTrue(text.contains("<acpi/>"), text);
        assertTrue(text.contains("<mac address=\"52:54:00:00:00:01\"/>"), text);
    }

    @Test
    void keepsTheUnitThatAPersonWrote() {
        SizeValue memory = domain.memory().size();
        memory.set(ByteSize.gib(2));
        assertEquals(
                "<memory unit=\"MiB\">2048</memory>",
                domain.memory().xml().orElse("").strip());
        memory.set(ByteSize.kib(3));
        assertEquals(
                "<memory unit=\"KiB\">3</memory>",
                domain.memory().xml().orElse("").strip());
        memory.set(ByteSize.bytes(5));
        assertEquals(
                "<memory unit=\"b\">5</memory>",
                domain.memory().xml().orElse("").strip());
        domain.currentMemory().set(ByteSize.mib(1));
        assertEquals(Optional.of("1024"), domain.currentMemory().rawNumber());
        assertEquals(Optional.empty(), domain.currentMemory().rawUnit());
        assertEquals(SizeUnit.KIB, domain.currentMemory().usualUnit());
    }

    @Test
    void whatIsNotUnderstoodIsReachedAsText() {
        TextValue<DiskDriverElement.Cache> cache =
                domain.devices().disks().get(0).driver().cache();
        cache.raw("of tomorrow");
        XmlException e = assertThrows(XmlException.class, cache::get);
        assertTrue(
                e.toString().contains("XmlException: " + "/domain/devices/disk[1]/driver/@cache: 'of tomorrow'"),
                e::toString);
        assertEquals(Optional.of("of tomorrow"), cache.raw());
        cache.set(DiskDriverElement.Cache.NONE);
        assertEquals(Optional.of("none"), cache.raw());

        XmlDocument other = XmlDocument.parse("<domain><memory unit='firkin'>3</memory></domain>");
        SizeValue memory = DomainElement.of(other).memory().size();
        XmlException foreign = assertThrows(XmlException.class, memory::get);
        assertTrue(foreign.toString().contains("XmlException: " + "/domain/memory: '3 firkin'"), foreign::toString);
        assertEquals(Optional.of("firkin"), memory.rawUnit());
        memory.set(ByteSize.mib(1));
        assertEquals("<domain>\n  <memory unit=\"KiB\">1024</memory>\n</domain>\n", other.text());
    }

    @Test
    void whatSaysTheSameStaysAsItIsWritten() {
        DiskElement disk = domain.devices().disks().get(0);
        String before = document.text();
        disk.address().set(new DeviceAddress.Pci(0, 0, 4, 0));
        domain.memory().size().set(ByteSize.mib(512));
        disk.source().set(new StorageSource.File(HostPath.of("/a.img")));
        assertEquals(before, document.text());
        disk.address().set(new DeviceAddress.Pci(0, 0, 5, 0));
        assertEquals(before.replace("slot=\"0x4\"", "slot=\"0x05\""), document.text(), "only the slot is written anew");
    }

    @Test
    void anotherKindOfSourceKeepsWhatIsUnknown() {
        DiskElement disk = domain.devices().disks().get(0);
        disk.sourceElement().startupPolicy().set(StartupPolicy.OPTIONAL);
        disk.source().set(new StorageSource.Volume("pool", "a.img"));
        String source = disk.sourceElement().xml().orElse("");
        assertEquals("""
                <source startupPolicy="optional" pool="pool" volume="a.img" strange="1">
                  <later/>
                </source>
                """, source);
        assertEquals(Optional.of(StorageType.VOLUME), disk.type().get());
    }

    @Test
    void aClockOfAnotherKindKeepsItsTimers() {
        XmlDocument other = XmlDocument.parse("""
                <domain>
                  <clock offset='variable' adjustment='+3600' basis='utc' new='kept'><timer name='rtc'/></clock>
                </domain>
                """);
        ClockElement clock = DomainElement.of(other).clock();
        assertEquals(
                Optional.of(new ClockSetting.Variable(Duration.ofHours(1), ClockElement.Basis.UTC)),
                clock.setting().get());
        clock.setting().set(new ClockSetting.Timezone("Europe/Paris"));
        assertEquals("""
                <clock offset="timezone" timezone="Europe/Paris" new="kept">
                  <timer name="rtc"/>
                </clock>
                """, clock.xml().orElse(""));
        clock.setting().clear();
        assertEquals(Optional.empty(), clock.setting().get());
        assertEquals(1, clock.timers().size());
    }

    @Test
    void aProcessorOfTheHostHasNoModel() {
        XmlDocument other = XmlDocument.parse("""
                <domain>
                  <cpu match='exact' check='partial'>
                    <model fallback='forbid'>Haswell</model>
                    <vendor>Intel</vendor>
                    <topology sockets='1' cores='4' threads='1'/>
                    <feature policy='disable' name='hle'/>
                  </cpu>
                </domain>
                """);
        CpuElement cpu = DomainElement.of(other).cpu();
        assertEquals(Optional.of(new CpuChoice.Custom("Haswell")), cpu.choice().get());
        cpu.choice().set(new CpuChoice.Custom("Skylake-Client"));
        assertEquals(Optional.empty(), cpu.mode().raw());
        assertEquals("exact", cpu.match().raw().orElse(""));
        cpu.choice().set(new CpuChoice.HostPassthrough());
        assertEquals("""
                <cpu mode="host-passthrough" check="partial">
                  <topology sockets="1" cores="4" threads="1"/>
                  <feature policy="disable" name="hle"/>
                </cpu>
                """, cpu.xml().orElse(""));
    }

    @Test
    void aDisplayListensWhereTheOlderAttributeSaysToo() {
        XmlDocument other = XmlDocument.parse("""
                <graphics type='vnc' port='5901' autoport='no' listen='127.0.0.1' keymap='de' sharePolicy='ignore'>
                  <listen type='address' address='127.0.0.1'/>
                </graphics>
                """);
        GraphicsElement graphics = GraphicsElement.of(other);
        assertEquals(
                Optional.of(new GraphicsListen.Address("127.0.0.1")),
                graphics.listening().get());
        graphics.listening().set(new GraphicsListen.Address("::1"));
        graphics.kind().set(new GraphicsDisplay.Spice(-1, -1));
        assertEquals("""
                <graphics type="spice" autoport="yes" listen="::1" keymap="de">
                  <listen type="address" address="::1"/>
                </graphics>
                """, graphics.xml().orElse(""));
        graphics.listening().set(new GraphicsListen.Socket(HostPath.of("/run/display")));
        assertEquals(Optional.empty(), graphics.listen().get());
        assertEquals(
                Optional.of(HostPath.of("/run/display")),
                graphics.listens().get(0).socket().get());
    }

    @Test
    void aKernelGoesWithTheFirmwareThatThereIs() {
        XmlDocument other = XmlDocument.parse("""
                <domain>
                  <os>
                    <type arch='x86_64' machine='q35'>hvm</type>
                    <loader readonly='yes' type='pflash'>/fw.fd</loader>
                    <boot dev='hd'/>
                  </os>
                </domain>
                """);
        DomainElement guest = DomainElement.of(other);
        assertEquals(
                Optional.of(new BootMethod.Loader(HostPath.of("/fw.fd"), OsElement.Loader.LoaderType.PFLASH)),
                guest.boot().get());
        guest.boot().set(new BootMethod.Kernel(HostPath.of("/vmlinuz"), null, "console=ttyS0"));
        assertEquals("""
                <os>
                  <type arch="x86_64" machine="q35">hvm</type>
                  <kernel>/vmlinuz</kernel>
                  <cmdline>console=ttyS0</cmdline>
                  <loader readonly="yes" type="pflash">/fw.fd</loader>
                  <boot dev="hd"/>
                </os>
                """, guest.os().xml().orElse(""));
        guest.boot().set(new BootMethod.Firmware(OsElement.Firmware.EFI));
        assertEquals(Map.of("readonly", "yes"), guest.os().loader().rawAttributes());
        assertEquals(Optional.empty(), guest.os().loader().path().get());
        guest.boot().set(new BootMethod.Container(HostPath.of("/bin/sh"), List.of("-c", "exit")));
        assertEquals("""
                <os>
                  <type arch="x86_64">exe</type>
                  <init>/bin/sh</init>
                  <initarg>-c</initarg>
                  <initarg>exit</initarg>
                </os>
                """, guest.os().xml().orElse(""));
    }

    @Test
    void devicesAreMadeWithAllThatTheirKindNeeds() {
        DevicesElement devices = domain.devices();
        devices.controllers().add().kind().set(new ControllerKind.Pci(ControllerKind.PciModel.PCIE_ROOT));
        MemoryDeviceElement memory = devices.memoryDevices().add();
        memory.kind().set(new MemoryDevice.Nvdimm(ByteSize.gib(1), HostPath.of("/nv"), ByteSize.kib(128)));
        memory.target().node().set(0);
        memory.kind().set(new MemoryDevice.Dimm(ByteSize.gib(2)));
        assertEquals("""
                <memory model="dimm">
                  <target>
                    <size>2097152</size>
                    <node>0</node>
                  </target>
                </memory>
                """, memory.xml().orElse(""));
        VideoElement video = devices.videos().add();
        video.card().set(new VideoCard.Qxl(ByteSize.mib(64), null, null));
        video.model().vram().set(65_536);
        video.card().set(new VideoCard.Virtio());
        assertEquals("<model type=\"virtio\"/>\n", video.model().xml().orElse(""));
        domain.memoryBacking().kind().set(new MemoryBacking.LargePages(ByteSize.gib(1)));
        domain.cpu().numa().cells().add().content().set(new NumaCell(ByteSize.gib(2), CpuSet.range(0, 3)));
        domain.numaTune().memory().source().set(new NumaSource.Automatic(NumaMode.PREFERRED));
        String text = document.text();
        assertTrue(text.contains("<page size=\"1048576\"/>"), text);
        assertTrue(text.contains("<cell cpus=\"0-3\" memory=\"2097152\"/>"), text);
        assertTrue(text.contains("<memory mode=\"preferred\" placement=\"auto\"/>"), text);
        assertTrue(text.contains("<controller type=\"pci\" model=\"pcie-root\"/>"), text);
    }

    @Test
    void aCardIsClearedAndItsScreensStay() {
        XmlDocument other = XmlDocument.parse("""
                <video>
                  <model type='qxl' ram='65536' vgamem='1' vram64='2' vram='3' heads='2' new='kept'>
                    <acceleration accel3d='yes'/>
                  </model>
                </video>
                """);
        VideoElement video = VideoElement.of(other);
        video.card().clear();
        assertEquals(Optional.empty(), video.card().get());
        assertEquals("""
                <model vram="3" heads="2" new="kept">
                  <acceleration accel3d="yes"/>
                </model>
                """, video.model().xml().orElse(""));
        XmlDocument alone = XmlDocument.parse("<video><model type='vga'/></video>");
        VideoElement.of(alone).card().clear();
        assertEquals("<video/>\n", alone.text());
    }

    @Test
    void withoutAPortThereIsNone() {
        Map.of(
                        "<graphics type='vnc'/>", -1,
                        "<graphics type='vnc' port='-1'/>", -1,
                        "<graphics type='vnc' port='5901' autoport='yes'/>", -1,
                        "<graphics type='vnc' port='5901' autoport='no'/>", 5901,
                        "<graphics type='vnc' autoport='no'/>", 0,
                        "<graphics type='vnc' port='-1' autoport='no'/>", 0,
                        "<graphics type='vnc' port='0'/>", 0,
                        "<graphics type='vnc' socket='/s'/>", 0,
                        "<graphics type='vnc' port='5901'><listen type='socket' new='kept' socket='/s'/></graphics>", 0,
                        "<graphics type='vnc' autoport='yes'><listen type='none' new='kept'/></graphics>", 0)
                .forEach((text, port) -> {
                    XmlDocument other = XmlDocument.parse(text);
                    assertEquals(
                            Optional.of(new GraphicsDisplay.Vnc(port)),
                            GraphicsElement.of(other).kind().get(),
                            text);
                    for (int wanted : List.of(-1, 0, 5977)) {
                        XmlDocument changed = XmlDocument.parse(text);
                        GraphicsElement graphics = GraphicsElement.of(changed);
                        graphics.kind().set(new GraphicsDisplay.Vnc(wanted));
                        assertEquals(
                                Optional.of(new GraphicsDisplay.Vnc(wanted)),
                                graphics.kind().get(),
                                text);
                        assertEquals(text.contains("kept"), changed.text().contains("kept"));
                        assertEquals(wanted == port, changed.text().equals(other.text()), changed::text);
                        if (wanted != 0) {
                            Object where = graphics.listening().get().orElse(new GraphicsListen.Address());
                            assertEquals(new GraphicsListen.Address(), where, text);
                        }
                    }
                });
    }

    @Test
    void numadIsAskedWhereThatIsSaid() {
        XmlDocument other = XmlDocument.parse("""
                <domain>
                  <vcpu placement='auto'>1</vcpu>
                  <numatune><memory mode='strict'/></numatune>
                </domain>
                """);
        DomainElement guest = DomainElement.of(other);
        Value<NumaSource> source = guest.numaTune().memory().source();
        assertEquals(Optional.of(new NumaSource.Automatic(NumaMode.STRICT)), source.get());
        guest.vcpus().placement().clear();
        assertThrows(XmlException.class, source::get);
        source.set(new NumaSource.Automatic(NumaMode.STRICT));
        assertEquals(
                Map.of("mode", "strict", "placement", "auto"),
                guest.numaTune().memory().rawAttributes());
        assertEquals(Optional.of(new NumaSource.Automatic(NumaMode.STRICT)), source.get());
    }

    /** What libvirt has found stays beside what it was told to look for. */
    @Test
    void firmwareThatLibvirtHasFound() {
        XmlDocument other = XmlDocument.parse("""
                <domain>
                  <os firmware='efi'><type>hvm</type><loader secure='yes'>/OVMF_CODE.fd</loader></os>
                </domain>
                """);
        String before = other.text();
        DomainElement guest = DomainElement.of(other);
        BootMethod efi = new BootMethod.Firmware(OsElement.Firmware.EFI);
        assertEquals(Optional.of(efi), guest.boot().get());
        guest.boot().set(efi);
        assertEquals(before, other.text());
        assertEquals(
                Optional.of(HostPath.of("/OVMF_CODE.fd")),
                guest.os().loader().path().get());
        guest.boot().clear();
        assertEquals(Optional.of(new BootMethod.Firmware()), guest.boot().get());
    }

    @Test
    void listsAreLive() {
        Elements<DiskElement> disks = domain.devices().disks();
        List<DiskElement> before = disks.list();
        DiskElement added = disks.add();
        added.target().dev().set("vdb");
        added.source().set(new StorageSource.Block(HostPath.of("/dev/sdx")));
        assertEquals(3, disks.size());
        assertEquals(added, disks.get(2));
        assertNotEquals(added, disks.get(1));
        before.get(0).remove();
        assertEquals(2, disks.size());
        assertEquals("sda", disks.get(0).target().dev().or(""));
        assertThrows(IllegalStateException.class, before.get(0)::remove);
        disks.clear();
        assertTrue(disks.isEmpty());
        assertEquals(1, domain.devices().interfaces().size());
    }

    @Test
    void refusesWhatCannotBeWritten() {
        String before = document.text();
        assertThrows(
                IllegalArgumentException.class, () -> domain.vcpus().count().set(0));
        assertThrows(IllegalArgumentException.class, () -> domain.title().set("a\u0000b"));
        assertThrows(IllegalArgumentException.class, () -> domain.title().raw("\ud800"));
        assertThrows(
                IllegalArgumentException.class,
                () -> domain.devices().disks().get(0).address().set(new DeviceAddress.Pci(0, 0, 32, 0)));
        assertThrows(IllegalStateException.class, domain::remove);
        assertEquals(before, document.text());
        assertThrows(IllegalArgumentException.class, () -> DomainElement.of(XmlDocument.parse("<network/>")));
    }

    @Test
    void devicesAlone() {
        XmlDocument alone = XmlDocument.parse("<disk type='block'><source dev='/dev/a'/></disk>");
        DiskElement disk = DiskElement.of(alone);
        assertEquals("/disk/source/@dev", disk.sourceElement().dev().xpath());
        disk.readonly().set(true);
        assertTrue(alone.text().contains("<readonly/>"));
        assertFalse(disk.readonly().get().isEmpty());
        disk.readonly().set(false);
        assertFalse(disk.readonly().isSet());
    }

    @Test
    void metadataIsKeptByNamespace() {
        MetadataElement metadata = domain.metadata();
        metadata.set("<a:app xmlns:a='urn:a' x='1'><b> c </b></a:app>");
        metadata.set("<other xmlns='urn:b'/>");
        assertEquals(List.of("urn:a", "urn:b"), metadata.namespaces());
        metadata.set("<a:app xmlns:a='urn:a' x='2'/>");
        assertEquals(List.of("urn:b", "urn:a"), metadata.namespaces());
        assertTrue(metadata.get("urn:a").orElse("").contains("x=\"2\""));
        assertTrue(metadata.remove("urn:b"));
        assertFalse(metadata.remove("urn:b"));
        assertThrows(IllegalArgumentException.class, () -> metadata.set("<none/>"));
        assertThrows(XmlException.class, () -> metadata.set("<!DOCTYPE a><a xmlns='urn:x'/>"));
        assertTrue(document.text().contains("<a:app xmlns:a=\"urn:a\" x=\"2\"/>"), document.text());
    }

    @Test
    void namespacesOfHypervisors() {
        domain.qemuCommandline().arguments().add().value().set("-S");
        String text = document.text();
        assertTrue(
                text.contains("<qemu:commandline xmlns:qemu=\"http://libvirt.org/schemas/domain/qemu/1.0\">\n"
                        + "    <qemu:arg value=\"-S\"/>"),
                text);
        assertEquals(
                "/domain/qemu:commandline/qemu:arg/@value",
                domain.qemuCommandline().arguments().get(0).value().xpath());
    }
}
