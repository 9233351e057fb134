package io.hv.kvm.net.passt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hv.kvm.net.NetNamespace;
import io.hv.kvm.net.PortForward;
import java.io.BufferedReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The real passt in a network namespace: what is sent to a port of the host comes to a guest, and its answer back. */
@Tag("root")
@Timeout(180)
class ForwardTest {

    @TempDir
    private Path folder;

    /** Also one that pads its frames to the least that Ethernet has. */
    @ParameterizedTest
    @ValueSource(ints = {0, 60})
    void aGuestIsReached(int leastFrame) throws Exception {
        Path errors = folder.resolve("errors");
        NetNamespace namespace = NetNamespace.make("passt");
        try (namespace) {
            Process program = namespace.java(
                    errors, ForwardProgram.class, Passt.find().orElseThrow().toString(), Integer.toString(leastFrame));
            try (BufferedReader lines = program.inputReader()) {
                assertEquals("address c000020a", next(lines, errors), "the host's, as passt has it");
                List<PortForward> forwards = forwards(next(lines, errors), "forwards ");
                assertEquals(3, forwards.size());
                assertEquals(
                        List.of(PortForward.tcp(0, 7), PortForward.udp(0, 7), PortForward.tcp(0, 7)),
                        forwards.stream().map(each -> each.by(0)).toList());
                assertEquals(3, new HashSet<>(forwards).size());
                assertTrue(forwards.stream().allMatch(each -> each.hostPort() > 0), forwards::toString);
                long sum = Exchange.sum(Exchange.data(ForwardProgram.SIZE));
                for (int i = 0; i < 3; i++) {
                    assertEquals("tcp " + ForwardProgram.SIZE + " " + sum, next(lines, errors));
                }
                for (int size : ForwardProgram.DATAGRAMS) {
                    assertEquals("udp " + size + " " + Exchange.sum(Exchange.data(size)), next(lines, errors));
                }
                String taken = next(lines, errors);
                assertTrue(taken.startsWith("taken true passt has ended: "), taken);
                assertTrue(taken.contains("Failed to bind"), "passt's own words: " + taken);
                assertTrue(taken.contains("127.0.0.1/" + forwards.get(0).hostPort() + ":7"), taken);
                assertFalse(taken.contains("syslog"), taken);
                String shared = next(lines, errors);
                assertTrue(shared.startsWith("taken true the port of " + forwards.get(1) + " is not"), shared);
                assertTrue(shared.contains("Address already in use"), shared);
                assertEquals("children 0", next(lines, errors));
                assertEquals(forwards.subList(0, 1), forwards(next(lines, errors), "again "), "it was free again");
                diesWith(program, next(lines, errors), namespace);
            } finally {
                Object unused = program.destroyForcibly();
            }
        }
        assertFalse(namespace.exists());
    }

    private static String next(BufferedReader lines, Path errors) throws Exception {
        String line = lines.readLine();
        return line != null ? line : "the end: " + Files.readString(errors);
    }

    private static List<PortForward> forwards(String line, String before) {
        assertTrue(line.startsWith(before + "["), line);
        return Stream.of(line.substring(before.length() + 1, line.length() - 1).split(", ", -1))
                .map(PortForward::parse)
                .toList();
    }

    /** The process is killed, and passt is gone without anybody's doing. */
    private static void diesWith(Process program, String ready, NetNamespace namespace) throws Exception {
        assertTrue(ready.startsWith("ready "), ready);
        long pid = Long.parseLong(ready.substring("ready ".length()));
        assertTrue(namespace.processes().contains(pid), "it is in there: " + pid);
        Optional<ProcessHandle> passt = ProcessHandle.of(pid);
        assertEquals(128 + 9, program.destroyForcibly().waitFor());
        if (passt.isPresent()) {
            ProcessHandle unused = passt.get().onExit().get(30, TimeUnit.SECONDS);
        }
        assertEquals(List.of(), namespace.processes());
    }
}
