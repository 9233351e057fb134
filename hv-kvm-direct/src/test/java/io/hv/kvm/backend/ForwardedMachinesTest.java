package io.hv.kvm.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hv.DomainSpec;
import io.hv.Host;
import io.hv.SpecFault;
import io.hv.kvm.contract.OwnRoot;
import io.hv.kvm.net.NetNamespace;
import io.hv.kvm.net.PortForward;
import io.hv.testkit.requires.RequiresKvm;
import java.io.BufferedReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Machines on {@code kvm:///} in a network namespace: they have the ports that were asked for, and leave none behind. */
@Tag("root")
@RequiresKvm
@Timeout(300)
class ForwardedMachinesTest {

    @TempDir
    private Path folder;

    private static String next(BufferedReader lines, Path errors) throws Exception {
        String line = lines.readLine();
        return line != null ? line : "the end: " + Files.readString(errors);
    }

    private static List<PortForward> forwards(String line, String before) {
        assertTrue(line.startsWith(before + " ["), line);
        return Stream.of(line.substring(before.length() + 2, line.length() - 1).split(", ", -1))
                .map(PortForward::parse)
                .toList();
    }

    private static List<PortForward> asWanted(List<PortForward> forwards) {
        assertTrue(forwards.stream().allMatch(each -> each.hostPort() > 0), forwards::toString);
        return forwards.stream().map(each -> each.by(0)).toList();
    }

    @Test
    void portsComeAndGoWithTheirMachine() throws Exception {
        List<PortForward> wanted = ForwardedMachines.WANTED.forwards();
        Path errors = folder.resolve("errors");
        NetNamespace namespace = NetNamespace.make("passt");
        try (namespace) {
            Process program = namespace.java(errors, ForwardedMachines.class, folder.toString());
            try (BufferedReader lines = program.inputReader()) {
                List<PortForward> web = forwards(next(lines, errors), "web");
                assertEquals(wanted, asWanted(web));
                assertEquals("open true", next(lines, errors));
                String taken = next(lines, errors);
                assertTrue(taken.startsWith("taken 'second' cannot have " + web.get(0) + ": "), taken);
                assertTrue(taken.contains("Failed to bind"), taken);
                assertTrue(taken.contains(" -> choose another port"), taken);
                assertEquals("domains 1", next(lines, errors));
                for (int i = 0; i < 2; i++) {
                    List<PortForward> clone = forwards(next(lines, errors), "clone");
                    assertEquals(wanted, asWanted(clone));
                    for (int k = 0; k < wanted.size(); k++) {
                        assertNotEquals(web.get(k), clone.get(k));
                    }
                }
                assertEquals(wanted, forwards(next(lines, errors).replace("forward:", ""), "reset"));
                assertEquals(web, forwards(next(lines, errors), "web"));
                assertEquals("over [] false", next(lines, errors));
                assertEquals("processes 0", next(lines, errors));
                assertEquals(web.subList(0, 1), forwards(next(lines, errors), "again"));
                List<PortForward> free = List.of(web.get(0).by(0));
                assertEquals(free, forwards(next(lines, errors), "asks"), "a clone");
                assertEquals(free, forwards(next(lines, errors), "asks"), "a clone that was saved");
                List<PortForward> restored = forwards(next(lines, errors), "restored");
                assertEquals(free, asWanted(restored));
                assertNotEquals(web.get(0), restored.get(0));
                assertEquals("ready", next(lines, errors));
                List<ProcessHandle> inside = namespace.processes().stream()
                        .map(ProcessHandle::of)
                        .flatMap(Optional::stream)
                        .filter(each -> each.pid() != program.pid())
                        .toList();
                assertEquals(2, inside.size(), "a passt for each card");
                assertEquals(128 + 9, program.destroyForcibly().waitFor());
                for (ProcessHandle passt : inside) {
                    ProcessHandle unused = passt.onExit().get(30, TimeUnit.SECONDS);
                }
                assertEquals(List.of(), namespace.processes());
            } finally {
                Object unused = program.destroyForcibly();
            }
        }
        assertFalse(namespace.exists());
    }

    @Test
    void withoutACardInUserModeThereAreNone() {
        try (Host host = Host.open(OwnRoot.URI)) {
            DomainSpec spec = DebuggedGuest.spec("bare", DebuggedGuest.SPINS, 1).with(ForwardedMachines.WANTED);
            List<SpecFault> faults = host.check(spec);
            assertEquals(
                    List.of("options.forwards"),
                    faults.stream().map(SpecFault::path).toList());
        }
    }
}
