package io.hv.kvm.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.hv.Host;
import io.hv.NicSpec;
import io.hv.TransientDomain;
import io.hv.kvm.KvmDomain;
import io.hv.kvm.KvmOptions;
import io.hv.kvm.contract.OwnRoot;
import io.hv.kvm.net.PortForward;
import io.hv.kvm.net.passt.Passt;
import io.hv.testkit.guest.GuestImages;
import io.hv.testkit.requires.RequiresKvm;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A stock Linux behind passt: it gets its address from there, and its servers are reached by ports of the host. */
@Tag("lab")
@RequiresKvm
@Timeout(900)
class StockForwardTest {

    /** An interface that nobody is behind, for the route that passt wants. */
    private static final String OUTSIDE = "hvout0";

    private static final int SIZE = 300_000;
    private static final int PATIENCE_MILLIS = 120_000;

    private static final String CONFIGURE =
            "printf '#!/bin/sh\\n[ $1 = bound ] || exit 0\\nip addr add $ip/$mask dev eth0"
                    + "\\nip route add default via $router\\n' >/tmp/dhcp; chmod +x /tmp/dhcp; ip link set lo up; ip link set eth0 up;"
                    + " udhcpc -i eth0 -n -q -s /tmp/dhcp >/dev/null 2>&1;"
                    + " ip -o -4 addr show dev eth0 | grep -o '10[.0-9/]*' | head -n 1";

    private boolean hasOutside;

    @BeforeEach
    void outside() throws IOException, InterruptedException {
        assumeTrue(Passt.find().isPresent(), "passt is not on the PATH; install passt");
        run("tunctl -t " + OUTSIDE);
        hasOutside = true;
        run("ip addr add 10.7.0.2/24 dev " + OUTSIDE + " && ip link set " + OUTSIDE + " up");
        run("ip route add default via 10.7.0.1 dev " + OUTSIDE);
    }

    @AfterEach
    void noOutside() throws IOException, InterruptedException {
        if (hasOutside) {
            run("tunctl -d " + OUTSIDE);
        }
    }

    private static void run(String command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder("sh", "-c", command)
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), command + ": " + said);
    }

    @Test
    void itsServersAreReached() throws Exception {
        GuestImages images = StockLinux.images();
        KvmOptions options =
                KvmOptions.defaults().forward(PortForward.tcp(0, 80)).forward(PortForward.tcp(0, 7));
        PortForward web;
        try (Host host = Host.open(OwnRoot.URI);
                TransientDomain domain = host.create(StockLinux.spec(images, 1)
                        .edit(spec -> spec.nic(NicSpec.userMode()))
                        .with(options))) {
            List<PortForward> forwards = domain.as(KvmDomain.class).forwards();
            web = forwards.get(0);
            StockLinux linux = StockLinux.of(domain).isUp();
            assertEquals("10.7.0.2/24", linux.ask(CONFIGURE), "by DHCP");
            assertEquals(download(linux, web), linux.ask("md5sum </tmp/file | cut -c1-32"));
            upload(linux, forwards.get(1));
        }
        assertThrows(
                ConnectException.class, () -> new Socket(InetAddress.getLoopbackAddress(), web.hostPort()).close());
    }

    private static Socket connect(PortForward forward) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), forward.hostPort());
        socket.setSoTimeout(PATIENCE_MILLIS);
        return socket;
    }

    private static String md5(byte[] bytes) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(bytes));
    }

    /** What the guest's web server gives. */
    private static String download(StockLinux linux, PortForward forward) throws Exception {
        assertEquals(
                "0",
                linux.ask("dd if=/dev/urandom of=/tmp/file bs=1000 count=" + SIZE / 1000
                        + " 2>/dev/null; httpd -p 80 -h /tmp; echo $?"));
        try (Socket socket = connect(forward)) {
            socket.getOutputStream().write("GET /file HTTP/1.0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            byte[] answer = socket.getInputStream().readAllBytes();
            assertTrue(answer.length > SIZE, "head and file: " + answer.length);
            return md5(Arrays.copyOfRange(answer, answer.length - SIZE, answer.length));
        }
    }

    /** The guest answers with the sum of all that it was sent, so nobody ends before the other has it. */
    private static void upload(StockLinux linux, PortForward forward) throws Exception {
        String unused =
                linux.ask("nc -l -p 7 -e md5sum >/dev/null 2>&1 & until grep -q :0007 /proc/net/tcp*; do true; done");
        byte[] data = new byte[SIZE];
        new Random(1).nextBytes(data);
        try (Socket socket = connect(forward)) {
            socket.getOutputStream().write(data);
            socket.shutdownOutput();
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            assertEquals(md5(data), answer.replaceFirst(" .*\\s*", ""));
        }
    }
}
