package io.hv.kvm.diagnose;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hv.Finding;
import io.hv.Finding.Severity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@EnabledOnOs(value = OS.LINUX, disabledReason = "programs of this test are scripts of a shell")
class UserModeFindingsTest {

    private static final String HEAD = "Iface\tDestination\tGateway \tFlags\n";
    private static final String ROUTE = HEAD + "eth0\t00000000\t010200C0\t0003\n";

    @TempDir
    private Path root;

    private MadeUp machine = new MadeUp(Path.of("none"));

    @BeforeEach
    void anEmptyMachine() {
        machine = new MadeUp(root);
    }

    private Optional<Path> program(String script) throws IOException {
        Path program = Files.writeString(root.resolve("passt"), "#!/bin/sh\n" + script + "\n");
        assertTrue(program.toFile().setExecutable(true));
        return Optional.of(program);
    }

    private static void isNote(Finding finding, String found, String remedy) {
        assertEquals("passt", finding.id());
        assertEquals(Severity.NOTE, finding.severity(), finding.toString());
        assertTrue(finding.found().contains(found), finding.toString());
        assertTrue(finding.found().contains("NicSpec.userMode()"), "what is lost: " + finding);
        assertTrue(finding.remedy().contains(remedy), finding.toString());
    }

    @Test
    void itIsNamed() throws IOException {
        machine.with("/proc/net/route", ROUTE);
        Optional<Path> program = program("[ \"$1\" = --version ] && printf 'passt 2099_01_01.abc\\nCopyright\\n'");
        Finding finding = UserModeFindings.of(machine, program);
        assertEquals(Severity.OK, finding.severity(), finding.toString());
        assertEquals("passt 2099_01_01.abc, " + program.get(), finding.found());
    }

    @Test
    void whereItIsNotItsPackageIs() {
        machine.with("/proc/net/route", ROUTE);
        isNote(UserModeFindings.of(machine, Optional.empty()), "no passt on the PATH", "install passt");
    }

    @Test
    void oneThatFailsIsNone() throws IOException {
        machine.with("/proc/net/route", ROUTE);
        isNote(UserModeFindings.of(machine, program("echo no such luck; exit 3")), "no such luck", "anew");
        isNote(UserModeFindings.of(machine, program("exit 0")), "says ''", "anew");
    }

    @ParameterizedTest
    @CsvSource({
        "0000000000000000,00,eth0,OK",
        "0000000000000000,00,lo,NOTE",
        "fd00000000000000,40,eth0,NOTE",
    })
    void aRouteOfEitherKindWillDo(String destination, String prefix, String device, Severity severity)
            throws IOException {
        machine.with("/proc/net/route", HEAD + "eth0\t000200C0\t00000000\t0001\n")
                .with(
                        "/proc/net/ipv6_route",
                        destination + "0000000000000000 " + prefix + " " + "0".repeat(32) + " 00 " + "0".repeat(32)
                                + " 00000400 00000002 00000000 00000003 " + device.indent(4));
        Finding finding = UserModeFindings.of(machine, program("echo passt 1"));
        assertEquals(severity, finding.severity(), finding.toString());
        if (severity == Severity.NOTE) {
            isNote(finding, "no default route", "default route");
        }
    }
}
