package io.hv.kvm.net.passt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hv.IpAddress;
import io.hv.kvm.net.PortForward;
import io.hv.kvm.net.ether.EthernetSwitch;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class HostPortsTest {

    /** A passt to which all ports are somebody else's, and that keeps what it was asked for. */
    private static final String REFUSES = """
        #!/bin/sh
        while [ "$1" != -t ]; do shift; done
        echo "$2" >>"$0.asked"
        echo "Failed to send 47 bytes to syslog" >&2
        echo "Failed to bind any port for '-t $2', exiting" >&2
        exit 1
        """;

    @TempDir
    private Path folder;

    @Test
    void freeOnesAreDifferent() throws IOException {
        List<PortForward> wanted = Collections.nCopies(20, PortForward.tcp(0, 80));
        Set<Integer> ports =
                HostPorts.choose(wanted).stream().map(PortForward::hostPort).collect(Collectors.toSet());
        assertEquals(20, ports.size());
        assertFalse(ports.contains(0));
    }

    @Test
    void whatWasAskedForStays() throws IOException {
        List<PortForward> wanted = List.of(PortForward.tcp(8080, 80), PortForward.udp(0, 53), PortForward.tcp(22, 22));
        List<PortForward> chosen = HostPorts.choose(wanted);
        assertEquals(List.of(wanted.get(0), wanted.get(2)), List.of(chosen.get(0), chosen.get(2)));
        assertEquals(wanted.get(1), chosen.get(1).by(0));
    }

    @Test
    void ofUdpItIsOurs() throws IOException {
        try (DatagramSocket theirs = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
            PortForward forward = PortForward.udp(theirs.getLocalPort(), 53);
            ForwardException refused = assertThrows(ForwardException.class, () -> HostPorts.choose(List.of(forward)));
            assertEquals(forward, refused.forward());
        }
    }

    @Test
    void anAddressOfNobodyHasNone() {
        PortForward forward = PortForward.tcp(0, 80).at(IpAddress.parse("198.51.100.7"));
        ForwardException refused = assertThrows(ForwardException.class, () -> HostPorts.choose(List.of(forward)));
        assertEquals(forward, refused.forward());
    }

    @Test
    void eachHasItsOption() {
        List<PortForward> forwards = List.of(
                PortForward.tcp(8080, 80),
                PortForward.udp(53, 5353).at(IpAddress.parse("::1")),
                PortForward.tcp(808, 80));
        assertEquals(
                List.of("-t", "127.0.0.1/8080:80", "-u", "::1/53:5353", "-t", "127.0.0.1/808:80"),
                HostPorts.options(forwards));
        assertEquals(
                Optional.of(forwards.get(2)),
                HostPorts.blamed(forwards, "Failed to bind any port for '-t 127.0.0.1/808:80', exiting"));
        assertEquals(
                Optional.of(forwards.get(1)),
                HostPorts.blamed(
                        forwards, "Failed to bind port 53 (Permission denied) for option '-u ::1/53:5353', exiting"));
        assertEquals(Optional.empty(), HostPorts.blamed(forwards, "No routable interface"));
    }

    private ForwardException refused(PortForward forward) throws IOException {
        Path program = Files.writeString(folder.resolve("passt"), REFUSES);
        assertTrue(program.toFile().setExecutable(true));
        try (EthernetSwitch fabric = new EthernetSwitch("t")) {
            return assertThrows(
                    ForwardException.class,
                    () -> Passt.start(program, "t", fabric, 1500, List.of(forward))
                            .close());
        }
    }

    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "the program of this test is a script of a shell")
    void aFreeOneIsLookedForAgain() throws IOException {
        ForwardException refused = refused(PortForward.tcp(0, 80));
        List<String> asked = Files.readAllLines(folder.resolve("passt.asked"));
        assertEquals(5, asked.size(), asked::toString);
        assertTrue(new HashSet<>(asked).size() > 1, asked::toString);
        assertEquals("127.0.0.1/" + refused.forward().hostPort() + ":80", asked.get(4));
    }

    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "the program of this test is a script of a shell")
    void oneThatWasAskedForIsNot() throws IOException {
        ForwardException refused = refused(PortForward.tcp(8080, 80));
        assertEquals(1, Files.readAllLines(folder.resolve("passt.asked")).size());
        assertEquals(
                "passt has ended: Failed to bind any port for '-t 127.0.0.1/8080:80', exiting", refused.getMessage());
    }
}
