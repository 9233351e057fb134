package io.hv.xml;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hv.BinaryBoot;
import io.hv.Boot;
import io.hv.ByteSize;
import io.hv.ClockPolicy;
import io.hv.Content;
import io.hv.CpuSpec;
import io.hv.Definition;
import io.hv.DiskBus;
import io.hv.DiskFormat;
import io.hv.DiskLimits;
import io.hv.DiskSource;
import io.hv.DiskSpec;
import io.hv.DisplayModel;
import io.hv.DomainSpec;
import io.hv.ElfBoot;
import io.hv.Feature;
import io.hv.HostPath;
import io.hv.InvalidSpecException;
import io.hv.LinuxBoot;
import io.hv.MacAddress;
import io.hv.MultibootBoot;
import io.hv.NicModel;
import io.hv.NicSpec;
import io.hv.SpecFault;
import io.hv.spi.DefinitionFormat;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DomainXmlTest {

    private static final UUID ID = UUID.fromString("01234567-89ab-cdef-0123-456789abcdef");

    /** As virt-install writes them, with what others keep there. */
    private static final String RICH = """
            <domain type='kvm' xmlns:qemu='http://libvirt.org/schemas/domain/qemu/1.0'>
              <name>web</name>
              <uuid>01234567-89ab-cdef-0123-456789abcdef</uuid>
              <title>The shop</title>
              <metadata><app:owner xmlns:app="urn:app">me</app:owner></metadata>
              <memory unit='GiB'>1</memory>
              <currentMemory unit='GiB'>1</currentMemory>
              <vcpu placement='static'>2</vcpu>
              <os><type arch='x86_64' machine='q35'>hvm</type><kernel>/k</kernel><cmdline>quiet</cmdline></os>
              <features><acpi/><apic/></features>
              <cpu mode='host-passthrough' migratable='on'><topology sockets='1' cores='2' threads='1'/></cpu>
              <clock offset='utc'><timer name='hpet' present='no'/></clock>
              <on_poweroff>destroy</on_poweroff>
              <on_crash>destroy</on_crash>
              <devices>
                <disk type='file' device='disk'><driver name='qemu' type='qcow2' cache='none'/><source file='/a'/><target dev='vda'/></disk>
                <disk type='file' device='cdrom'><target dev='sda' bus='sata'/><readonly/></disk>
                <interface type='direct'><source dev='eth0' mode='bridge'/><model type='virtio'/></interface>
                <serial type='pty'/>
                <sound model='ich9'/>
              </devices>
              <qemu:commandline><qemu:arg value='-trace'/></qemu:commandline>
            </domain>
            """;

    @TempDir
    Path folder;

    private static DomainSpec plain() {
        return DomainSpec.named("web").uuid(ID).build();
    }

    static List<DomainSpec> specs() {
        Content bytes = Content.bytes(bytes(60_000));
        LinuxBoot linux = LinuxBoot.kernel(HostPath.of("/boot/vm linuz <&>\"'\t"));
        DiskSpec disk = DiskSpec.of(DiskSource.file(HostPath.of("/disks/a b.img")));
        List<Boot> boots = List.of(
                linux,
                linux.initrd(HostPath.of("/i")).append(" a=\"b\" \t<c>\r\n d "),
                LinuxBoot.kernel(bytes).append("x"),
                linux.initrd(bytes),
                ElfBoot.of(bytes),
                ElfBoot.of(Content.file(HostPath.of("/elf"))),
                BinaryBoot.of(Content.bytes(new byte[0]), BinaryBoot.Mode.LONG, -4096)
                        .entry(0x10_0000),
                BinaryBoot.of(bytes, BinaryBoot.Mode.REAL, 0x7c00),
                MultibootBoot.kernel(bytes)
                        .commandLine("\u00fc <x>")
                        .module(Content.file(HostPath.of("/m")), "")
                        .module(bytes, "second"));
        return Stream.concat(
                        boots.stream().map(boot -> plain().edit(b -> b.boot(boot))),
                        Stream.of(
                                DomainSpec.named("no uuid").build(),
                                plain().edit(b -> b.name(" \u00fc'\"<&> ")
                                        .memory(ByteSize.kib(4))
                                        .vcpus(255)),
                                plain().edit(b -> b.display(new DisplayModel("virtio"))),
                                plain().edit(b -> b.nic(NicSpec.on("a <b>")
                                                .mac(MacAddress.random())
                                                .model(NicModel.E1000)
                                                .link(false))
                                        .nic(NicSpec.userMode())
                                        .nic(NicSpec.userMode())),
                                plain().edit(b -> b.clock(ClockPolicy.CATCH_UP).cpu(CpuSpec.host())),
                                plain().edit(b -> b.cpu(CpuSpec.host().without("avx", "xsave"))),
                                plain().edit(DomainSpec.Builder::agent),
                                plain().edit(b ->
                                        b.cpu(CpuSpec.model("x86-64-v2").without("avx"))),
                                plain().edit(b -> b.disk(disk.target("vdb").bus(new DiskBus("scsi")))
                                        .disk(DiskSpec.of(DiskSource.file(HostPath.of("/q"))
                                                        .format(DiskFormat.QCOW2))
                                                .readOnly()
                                                .serial("S 1")
                                                .queues(4)
                                                .discard(DiskSpec.Discard.UNMAP)
                                                .limits(DiskLimits.none()
                                                        .bytesPerSecond(ByteSize.mib(3))
                                                        .operationsPerSecond(7))
                                                .throwaway()))))
                .toList();
    }

    private static byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        new Random(count).nextBytes(bytes);
        return bytes;
    }

    @ParameterizedTest
    @MethodSource("specs")
    void aSpecComesBack(DomainSpec spec) {
        DomainXml xml = DomainXml.from(spec);
        assertEquals(spec, xml.toSpec());
        DomainXml again = DomainXml.parse(xml.text());
        assertEquals(spec, again.toSpec());
        assertEquals(xml, again);
        assertEquals(List.of(), again.beyondSpec());
        assertEquals(List.of(), xml.document().unknown());
        assertEquals(xml, xml.edit(spec), "nothing differs");
    }

    /** From each to each, by an edit: what comes out says the second spec. */
    @ParameterizedTest
    @MethodSource("specs")
    void anEditSaysAnyOtherSpec(DomainSpec from) {
        for (DomainSpec to : specs()) {
            if (from.boot().isPresent() && to.boot().isEmpty()) {
                continue;
            }
            DomainXml edited = DomainXml.from(from).edit(to);
            assertEquals(to, edited.toSpec());
            assertEquals(List.of(), edited.beyondSpec());
        }
    }

    @Test
    void optionsOfBackendsAreTexts() {
        Map<String, String> options = Map.of("kvm.entropy", "true", "kvm.ports", "a b <c>");
        DomainXml xml = DomainXml.from(plain(), options);
        assertEquals(options, DomainXml.parse(xml.text()).options());
        assertEquals(plain(), xml.toSpec());
        DomainXml less = xml.edit(plain(), Map.of("kvm.entropy", "false"));
        assertEquals(Map.of("kvm.entropy", "false"), less.options());
        assertEquals(DomainXml.from(plain()), xml.edit(plain(), Map.of()), "nothing is left of it");
    }

    @Test
    void theReportNamesWhatTheSpecCannotCarry() {
        DomainXml xml = DomainXml.parse(RICH);
        DomainSpec spec = xml.toSpec();
        assertEquals(ByteSize.gib(1), spec.memory());
        assertEquals(DiskFormat.QCOW2, spec.disks().get(0).source().format());
        assertEquals(
                List.of(
                        "/domain/cpu/@migratable",
                        "/domain/cpu/topology",
                        "/domain/os/type/@machine",
                        "/domain/clock",
                        "/domain/devices/disk[1]/driver/@name",
                        "/domain/devices/disk[1]/driver/@cache",
                        "/domain/devices/disk[2]",
                        "/domain/devices/interface",
                        "/domain/devices/sound",
                        "/domain/qemu:commandline"),
                xml.beyondSpec().stream().map(SpecFault::path).toList());
        assertTrue(xml.beyondSpec().get(8).value().contains("ich9"));
    }

    @Test
    void whatIsBeyondTheSpecCanBeLeftOut() {
        DomainXml xml = DomainXml.parse(RICH);
        DomainXml less = xml.without(xml.beyondSpec());
        assertEquals(List.of(), less.beyondSpec());
        assertEquals(xml.toSpec(), less.toSpec());
        assertTrue(less.text().contains("<title>The shop</title>"), less.text());
        assertTrue(less.text().contains("urn:app"), less.text());
        assertFalse(less.text().contains("sound"), less.text());
        SpecFault other = SpecFault.of("memory", "1 GiB", "too much", "less");
        assertEquals(xml, xml.without(List.of(other)), "a fault of something else is no part");
    }

    /** What a host without such devices finds fault with. */
    @Test
    void devicesOfTheSpecCanBeLeftOut() {
        DomainSpec spec = plain().edit(b ->
                b.nic(NicSpec.userMode()).display(DisplayModel.VGA).agent().vcpus(2));
        DomainXml xml = DomainXml.from(spec);
        List<SpecFault> faults = Stream.of("nics", "display", "agent", "vcpus")
                .map(path -> SpecFault.of(path, "", "it has none", "do without"))
                .toList();
        assertEquals(plain().edit(b -> b.vcpus(2)), xml.without(faults).toSpec());
        assertEquals(
                spec.edit(DomainSpec.Builder::noDisplay),
                xml.without(faults.subList(1, 2)).toSpec());
    }

    @Test
    void anEditChangesItsPathsOnly() {
        DomainXml xml = DomainXml.parse(RICH);
        DomainXml edited = xml.edit(
                xml.toSpec().edit(b -> b.memory(ByteSize.gib(2)).vcpus(3).boot(LinuxBoot.kernel(HostPath.of("/new")))));
        assertEquals(
                List.of(
                        "/domain/os/kernel/text()",
                        "/domain/os/cmdline",
                        "/domain/memory/@unit",
                        "/domain/memory/text()",
                        "/domain/currentMemory/@unit",
                        "/domain/currentMemory/text()",
                        "/domain/vcpu/text()"),
                XmlDiff.between(xml.document(), edited.document()).stream()
                        .map(XmlDifference::path)
                        .toList());
    }

    @Test
    void aDiskIsChangedAddedAndRemovedByItsTarget() {
        DomainXml xml = DomainXml.parse(RICH);
        DomainSpec spec = xml.toSpec();
        DiskSpec vda = spec.disks().get(0);
        DomainXml changed = xml.edit(spec.edit(b -> b.disks(List.of(vda.readOnly()))));
        assertEquals(
                List.of("/domain/devices/disk[1]/readonly"),
                XmlDiff.between(xml.document(), changed.document()).stream()
                        .map(XmlDifference::path)
                        .toList());
        assertTrue(changed.text().contains("cache=\"none\""), changed.text());
        DomainXml none = xml.edit(spec.edit(b -> b.disks(List.of())));
        assertFalse(none.text().contains("vda"));
        assertTrue(none.text().contains("cdrom"));
        DiskSpec taken = vda.target("sda");
        InvalidSpecException e =
                assertThrows(InvalidSpecException.class, () -> xml.edit(spec.edit(b -> b.disks(List.of(taken)))));
        assertEquals("disks.sda", e.faults().get(0).path());
    }

    @Test
    void aDocumentThatIsNoSpecSaysEveryFault() {
        DomainXml xml = DomainXml.parse("<domain><name>a/b</name><uuid>x</uuid><vcpu>many</vcpu>"
                + "<metadata><d:definition xmlns:d='urn:io.hv:definition:1'><d:clock restored='never'/></d:definition>"
                + "</metadata></domain>");
        InvalidSpecException e = assertThrows(InvalidSpecException.class, xml::toSpec);
        assertEquals(
                List.of("/domain/memory", "/domain/vcpu", "/domain/uuid", "/domain/metadata", "name"),
                e.faults().stream().map(SpecFault::path).toList());
    }

    @Test
    void whatXmlCannotSayIsRefused() {
        DomainSpec bell = plain().edit(
                        b -> b.boot(LinuxBoot.kernel(HostPath.of("/k\u0001")).append("a\u0007")));
        InvalidSpecException e = assertThrows(InvalidSpecException.class, () -> DomainXml.from(bell));
        assertEquals(
                List.of("boot.kernel", "boot.commandLine"),
                e.faults().stream().map(SpecFault::path).toList());
        DomainXml xml = DomainXml.from(plain());
        assertThrows(InvalidSpecException.class, () -> xml.edit(bell));
        Content large = Content.bytes(new byte[(16 << 20) + 1]);
        InvalidSpecException most = assertThrows(
                InvalidSpecException.class, () -> DomainXml.from(plain().edit(b -> b.boot(ElfBoot.of(large)))));
        assertTrue(most.faults().get(0).why().contains("file"), most.getMessage());
        Boot own = new Boot() {
            @Override
            public Feature feature() {
                return Feature.BOOT_ELF;
            }

            @Override
            public Map<String, Content> contents() {
                return Map.of();
            }
        };
        assertThrows(InvalidSpecException.class, () -> DomainXml.from(plain().edit(b -> b.boot(own))));
    }

    @Test
    void theLargestBytesComeBack() {
        DomainSpec spec = plain().edit(b -> b.boot(ElfBoot.of(Content.bytes(bytes(16 << 20)))));
        assertEquals(spec, DomainXml.parse(DomainXml.from(spec).text()).toSpec());
    }

    @Test
    void itIsReadAndWritten() throws Exception {
        DomainXml xml = DomainXml.parse(RICH);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        xml.write(out);
        assertEquals(xml.text(), out.toString(StandardCharsets.UTF_8));
        Path file = Files.write(folder.resolve("web.xml"), out.toByteArray());
        assertEquals(xml, DomainXml.read(file));
        assertEquals(xml, DomainXml.of(XmlDocument.read(file)));
        assertEquals("kvm", xml.type());
        assertEquals("qemu", xml.type("qemu").type());
        Files.writeString(file, "<network/>");
        assertThrows(XmlException.class, () -> DomainXml.read(file));
        assertThrows(XmlException.class, () -> DomainXml.parse("<network/>"));
    }

    @Test
    void theFormatIsFound() {
        DefinitionFormat format = DefinitionFormat.find().orElseThrow();
        assertEquals("libvirt-xml", format.id());
        Definition definition = format.of(plain(), Map.of("a", "b"));
        assertEquals(plain(), format.parse(definition.text()).toSpec());
        assertEquals(definition, format.parse(definition.text()));
        DomainSpec more = plain().edit(b -> b.vcpus(5));
        assertEquals(more, format.edit(definition, more, definition.options()).toSpec());
    }
}
