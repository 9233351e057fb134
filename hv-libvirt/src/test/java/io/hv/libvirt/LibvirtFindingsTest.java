package io.hv.libvirt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hv.Diagnosis;
import io.hv.Finding;
import io.hv.Finding.Severity;
import io.hv.Support;
import io.hv.backend.SystemView;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Machines that are made up of files. */
class LibvirtFindingsTest {

    private static final Support NO = Support.no("nobody listens", "start it");

    /** A machine in a folder. */
    private static final class MadeUp extends SystemView {

        private final Map<String, Long> numbers = new HashMap<>();

        MadeUp(Path root) {
            super(root);
        }

        MadeUp with(String file, String text) {
            try {
                Files.createDirectories(path(file).getParent());
                Files.writeString(path(file), text);
                return this;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        MadeUp device(long gid, long mode) {
            numbers.put("gid", gid);
            numbers.put("mode", mode);
            return with("/dev/kvm", "");
        }

        @Override
        public OptionalLong number(String absolute, String attribute) {
            Long number = numbers.get(attribute);
            return number == null ? OptionalLong.empty() : OptionalLong.of(number);
        }
    }

    private MadeUp machine = new MadeUp(Path.of("none"));

    @BeforeEach
    void anEmptyMachine(@TempDir Path root) {
        machine = new MadeUp(root);
    }

    private Finding find(String id) {
        return find(id, Support.yes(), Support.yes());
    }

    private Finding find(String id, Support daemon, Support session) {
        Diagnosis diagnosis = LibvirtFindings.of(machine, List.of("/opt/lib"), daemon, session);
        return diagnosis.find(id).orElseThrow(() -> new AssertionError("no " + id + " in " + diagnosis));
    }

    @ParameterizedTest
    @CsvSource({"9000.0,9.0.0", "10000.0,10.0.0", "8007.2,8.7.2", "9001.12,9.1.12"})
    void theVersionIsReadOffTheName(String name, String version) throws IOException {
        machine.with("/usr/lib64/libvirt.so.0." + name, "");
        Files.createSymbolicLink(machine.path("/usr/lib64/libvirt.so.0"), Path.of("libvirt.so.0." + name));
        Finding library = find("libvirt-library");
        assertEquals(Severity.OK, library.severity());
        assertEquals(version + ", /usr/lib64/libvirt.so.0", library.found());
    }

    @Test
    void aLibraryElsewhereAndNone() {
        Finding none = find("libvirt-library");
        assertEquals(Severity.PROBLEM, none.severity());
        assertTrue(none.remedy().contains("libvirt0"), none.toString());
        machine.with("/opt/lib/libvirt.so.0", "");
        assertEquals(
                "of an unknown version, /opt/lib/libvirt.so.0",
                find("libvirt-library").found());
    }

    @Test
    void oneHostIsEnough() {
        assertEquals(Severity.NOTE, find("libvirt-system", NO, Support.yes()).severity());
        assertEquals(Severity.OK, find("libvirt-session", NO, Support.yes()).severity());
        assertEquals(Severity.PROBLEM, find("libvirt-system", NO, NO).severity());
        Finding session = find("libvirt-session", NO, NO);
        assertEquals(Severity.PROBLEM, session.severity());
        assertEquals("start it", session.remedy());
    }

    @Test
    void theDriverNeedsQemu() {
        assertEquals(Severity.WARNING, find("libvirt-qemu").severity());
        machine.with("/usr/lib64/libvirt/connection-driver/libvirt_driver_qemu.so", "");
        assertEquals("QEMU is not installed", find("libvirt-qemu").found());
        machine.with("/usr/libexec/qemu-kvm", "");
        assertEquals(Severity.OK, find("libvirt-qemu").severity());
    }

    @Test
    void withoutKvmQemuEmulates() {
        assertEquals(Severity.NOTE, find("libvirt-kvm").severity());
    }

    @ParameterizedTest
    @CsvSource({
        "108,0660,libvirt-qemu:x:64055:108::/var:/bin/false,kvm:x:108:,OK",
        "108,0660,libvirt-qemu:x:64055:994::/var:/bin/false,'kvm:x:108:bob,libvirt-qemu',OK",
        "108,0660,libvirt-qemu:x:64055:994::/var:/bin/false,kvm:x:108:bob,WARNING",
        "108,0600,libvirt-qemu:x:64055:108::/var:/bin/false,kvm:x:108:,WARNING",
        "0,0666,qemu:x:107:107::/:/sbin/nologin,root:x:0:,OK"
    })
    void theUserOfQemuMayUseKvmByItsGroups(long gid, String mode, String user, String group, Severity severity) {
        machine.device(gid, Long.parseLong(mode, 8))
                .with("/etc/passwd", "root:x:0:0::/root:/bin/sh\n" + user + "\n")
                .with("/etc/group", group + "\n");
        assertEquals(
                severity, find("libvirt-kvm").severity(), find("libvirt-kvm").toString());
    }

    @Test
    void theUserThatQemuConfNamesCounts() {
        machine.device(0, 0600)
                .with("/etc/passwd", "libvirt-qemu:x:64055:108::/var:/bin/false\nann:x:1000:1000::/:/bin/sh\n");
        assertTrue(
                find("libvirt-kvm").found().startsWith("libvirt-qemu may not"),
                find("libvirt-kvm").toString());
        machine.with("/etc/libvirt/qemu.conf", "#user = \"nobody\"\nuser = \"ann\"   # as this test wants\n");
        assertTrue(
                find("libvirt-kvm").found().startsWith("ann may not"),
                find("libvirt-kvm").toString());
        machine.with("/etc/libvirt/qemu.conf", "user=\"root\"\n");
        assertEquals(Severity.OK, find("libvirt-kvm").severity());
    }

    @Test
    void theProviderLooksAtThisMachine() {
        assertEquals(5, new LibvirtHostProvider().diagnose().findings().size());
    }
}
