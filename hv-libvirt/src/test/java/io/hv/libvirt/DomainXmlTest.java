package io.hv.libvirt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hv.ByteSize;
import io.hv.DomainSpec;
import io.hv.HostPath;
import io.hv.LinuxBoot;
import io.hv.SpecFault;
import io.hv.libvirt.LibvirtOptions.Acceleration;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What goes into libvirt's XML comes out again, and hostile XML is refused. */
class DomainXmlTest {

    private static final UUID ID = UUID.fromString("3f2c1b0a-0000-4000-8000-0123456789ab");

    private static DomainSpec thereAndBack(DomainSpec spec) {
        return DomainXmlReader.read(DomainXmlWriter.write(spec, ID, "test", "x86_64"));
    }

    @Test
    void everythingTheSpecSaysComesBack() {
        DomainSpec spec = DomainSpec.named("web")
                .uuid(ID)
                .memory(ByteSize.kib(4 * 12345))
                .vcpus(7)
                .boot(LinuxBoot.kernel(HostPath.of("/boot/vmlinuz"))
                        .initrd(HostPath.of("/boot/initrd"))
                        .append("console=ttyS0 quiet"))
                .build();
        assertEquals(spec, thereAndBack(spec));
        DomainSpec withAgent = spec.edit(DomainSpec.Builder::agent);
        assertEquals(withAgent, thereAndBack(withAgent));
    }

    @Test
    void onlyTheAgentsOwnPortIsAnAgents() {
        String target = "<target type='virtio' name='org.qemu.guest_agent.0'/>";
        assertTrue(hasAgent("<channel type='unix'><source mode='bind'/>" + target + "</channel>"));
        assertFalse(hasAgent("<channel type='pty'>" + target + "</channel>"), "libvirt itself does not speak there");
        assertFalse(hasAgent("<channel type='unix'><target type='virtio' name='com.redhat.spice.0'/></channel>"));
        assertFalse(hasAgent("<channel type='unix'><target type='guestfwd' name='org.qemu.guest_agent.0'/></channel>"));
    }

    @Test
    void aPortThatNobodyHasOpenIsSaid() {
        String spice =
                "<channel type='unix'><target type='virtio' name='com.redhat.spice.0' state='disconnected'/></channel>";
        assertTrue(isDisconnected(spice + agentPort(" state='disconnected'")));
        assertFalse(isDisconnected(spice + agentPort(" state='connected'")));
        assertFalse(isDisconnected(spice + agentPort("")), "an old libvirt does not say");
        assertFalse(isDisconnected(spice));
    }

    private static String agentPort(String state) {
        return "<channel type='unix'><target type='virtio' name='org.qemu.guest_agent.0'" + state + "/></channel>";
    }

    private static boolean isDisconnected(String devices) {
        return AgentXml.isDisconnected(
                HardenedXml.parse("<domain type='kvm'><devices>" + devices + "</devices></domain>"));
    }

    private static boolean hasAgent(String devices) {
        return DomainXmlReader.read(
                        "<domain><name>x</name><memory>4096</memory><devices>" + devices + "</devices></domain>")
                .hasAgent();
    }

    @Test
    void textIsEscapedAndKeptAsItIs() {
        for (String odd : List.of(" a  b ", "<&>'\"]]>", "größe 名前 \uD83D\uDE80", "%s\\n")) {
            DomainSpec spec = DomainSpec.named(odd).uuid(ID).build();
            assertEquals(odd, thereAndBack(spec).name());
            String line = odd + "\t\n\r\r\n" + odd;
            DomainSpec booted = spec.edit(
                    b -> b.boot(LinuxBoot.kernel(HostPath.of("/" + odd)).append(line)));
            assertEquals(booted, thereAndBack(booted));
        }
    }

    @Test
    void whatXmlCannotCarryIsAFault() {
        DomainSpec spec = DomainSpec.named("a")
                .boot(LinuxBoot.kernel(HostPath.of("/k\u0001")).append("a\0b"))
                .build();
        assertEquals(
                List.of("boot.commandLine", "boot.kernel"),
                DomainXmlWriter.check(spec).stream().map(SpecFault::path).toList());
        assertEquals(
                List.of(),
                DomainXmlWriter.check(DomainSpec.named("a\uD83D\uDE80").build()));
    }

    @Test
    void unitsAreLibvirts() {
        assertEquals(ByteSize.mib(4), memory("<memory>4096</memory>"));
        assertEquals(ByteSize.mib(4), memory("<memory unit='KiB'> 4096 </memory>"));
        assertEquals(ByteSize.gib(2), memory("<memory unit='G'>2</memory>"));
        assertEquals(ByteSize.kib(8), memory("<memory unit='bytes'>4097</memory>"), "in whole pages");
        assertEquals(ByteSize.kib(4), memory("<memory unit='KB'>1</memory>"), "in whole pages");
    }

    private static ByteSize memory(String element) {
        return DomainXmlReader.read("<domain><name>x</name>" + element + "</domain>")
                .memory();
    }

    @Test
    void hostileXmlIsRefused(@TempDir Path folder) throws Exception {
        Path secret = Files.writeString(folder.resolve("secret"), "the secret");
        String readsFile = "<!DOCTYPE domain [<!ENTITY x SYSTEM '" + secret.toUri() + "'>]>"
                + "<domain><name>&x;</name><memory>4096</memory></domain>";
        String grows = "<!DOCTYPE domain [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;'>]>"
                + "<domain><name>&b;</name><memory>4096</memory></domain>";
        String undeclared = "<domain><name>&x;</name><memory>4096</memory></domain>";
        for (String xml : List.of(readsFile, grows, undeclared, "<domain>", "", "<pool/>", "<domain/>")) {
            IllegalArgumentException refused =
                    assertThrows(IllegalArgumentException.class, () -> DomainXmlReader.read(xml), xml);
            assertFalse(String.valueOf(refused.getMessage()).contains("the secret"), refused::getMessage);
        }
    }

    @Test
    void theBestTypeOfGuestIsOfTheHostsArchitecture() {
        String host = "<capabilities><host><cpu><arch>x86_64</arch></cpu></host>";
        String arm = guest("hvm", "aarch64", "<domain type='kvm'/>");
        String xen = guest("xen", "x86_64", "<domain type='xen'/>");
        String slow = guest("hvm", "x86_64", "<domain type='qemu'/>");
        String fast = guest("hvm", "x86_64", "<domain type='qemu'/><domain type='kvm'/>");
        GuestTypes both = GuestTypes.of(host + arm + fast + "</capabilities>");
        assertEquals(Optional.of("kvm"), both.choose(Acceleration.BEST));
        assertEquals(Optional.of("kvm"), both.choose(Acceleration.KVM));
        assertEquals(Optional.of("qemu"), both.choose(Acceleration.EMULATION));
        GuestTypes emulator = GuestTypes.of(host + arm + xen + slow + "</capabilities>");
        assertEquals(new GuestTypes("x86_64", List.of("qemu")), emulator);
        assertEquals(Optional.of("qemu"), emulator.choose(Acceleration.BEST));
        assertEquals(Optional.empty(), emulator.choose(Acceleration.KVM));
        GuestTypes none = GuestTypes.of(host + arm + xen + "</capabilities>");
        for (Acceleration acceleration : Acceleration.values()) {
            assertEquals(Optional.empty(), none.choose(acceleration));
        }
    }

    private static String guest(String os, String arch, String domains) {
        return "<guest><os_type>" + os + "</os_type><arch name='" + arch + "'>" + domains + "</arch></guest>";
    }
}
