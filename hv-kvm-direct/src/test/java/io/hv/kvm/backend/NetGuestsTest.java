package io.hv.kvm.backend;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.hv.CapturableNetwork;
import io.hv.Capture;
import io.hv.Host;
import io.hv.HostPath;
import io.hv.Network;
import io.hv.NetworkSpec;
import io.hv.NicSpec;
import io.hv.TransientDomain;
import io.hv.guests.SmallGuest;
import io.hv.kvm.KvmNetwork;
import io.hv.kvm.VirtioTransport;
import io.hv.kvm.boot.Tool;
import io.hv.kvm.contract.OwnRoot;
import io.hv.kvm.net.NetworkPort;
import io.hv.kvm.net.PortStatistics;
import io.hv.kvm.net.ProgramPort;
import io.hv.testkit.requires.RequiresKvm;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Small guests exchange frames by virtio-net on this {@code /dev/kvm}, through the public API. */
@RequiresKvm
@Timeout(600)
class NetGuestsTest {

    private static final String LAN = "lan";

    /** What tshark says of a frame: its length, how much of it was captured, its interface, its type, what is wrong with it. */
    private static final List<String> FIELDS =
            List.of("frame.len", "frame.cap_len", "frame.interface_name", "eth.type", "_ws.malformed", "_ws.expert");

    private static final byte[] ADDRESS = {0x52, 0x54, 0, 0, 0, 2};

    private final Host host = Host.open(OwnRoot.URI);
    private final Network lan = host.define(NetworkSpec.isolated(LAN).build());

    @TempDir
    private Path folder;

    @BeforeEach
    void start() {
        lan.start();
    }

    @AfterEach
    void end() {
        lan.stop();
        lan.undefine();
        host.close();
    }

    private KvmNetwork network() {
        return lan.as(KvmNetwork.class);
    }

    private static SmallGuest small(VirtioTransport transport, int bytes) {
        return NetGuests.guest(transport)
                .with("warmup", 3)
                .with("count", 96)
                .with("bytes", bytes)
                .with("depth", 16);
    }

    @ParameterizedTest
    @CsvSource({
        "PCI, PCI, 60, 0",
        "MMIO, MMIO, 1514, 0",
        "PCI, MMIO, 24, 1",
        "MMIO, PCI, 1513, 1",
    })
    void twoMachinesExchangeFrames(VirtioTransport one, VirtioTransport other, int bytes, int sleeps) {
        exchange(
                one,
                small(one, bytes).with("sleeps", sleeps),
                other,
                small(other, bytes).with("sleeps", sleeps));
    }

    /** Both say what the other one's frames were, and the switch counts what they count. */
    private void exchange(VirtioTransport one, SmallGuest sender, VirtioTransport other, SmallGuest like) {
        SmallGuest echo = like.with("echoes", 1);
        PortStatistics atSender;
        PortStatistics atEcho;
        try (TransientDomain b =
                        NetGuests.start(host, "b", echo, other, NicSpec.on(LAN).mac(NetGuests.ECHO));
                TransientDomain a =
                        NetGuests.start(host, "a", sender, one, NicSpec.on(LAN).mac(NetGuests.SENDER))) {
            NetworkPort portOfA = network().portsOf("a").get(0);
            NetworkPort portOfB = network().portsOf("b").get(0);
            interrupts(NetGuests.ends(a, sender), sender);
            interrupts(NetGuests.ends(b, echo), echo);
            atSender = portOfA.statistics();
            atEcho = portOfB.statistics();
        }
        long frames = NetGuests.frames(sender);
        long bytes = frames * sender.value("bytes");
        PortStatistics all = PortStatistics.of(frames, bytes, frames, bytes, 0, 0, 0, 0);
        assertEquals(all, atSender, "what the sender's port counts");
        assertEquals(all, atEcho, "what the echo's port counts");
    }

    @ParameterizedTest
    @ValueSource(ints = {24, 1514})
    void tsharkReadsEachFrameOfACapture(int bytes) throws IOException, InterruptedException {
        Optional<Path> tool = Tool.find("tshark");
        assumeTrue(tool.isPresent(), "no tshark on the PATH, to read a capture (Debian: tshark)");
        Path file = folder.resolve("lan.pcapng");
        SmallGuest guest = small(VirtioTransport.PCI, bytes);
        CapturableNetwork lan = network();
        try (Capture capture = lan.capture(HostPath.of(file))) {
            assertEquals(HostPath.of(file), capture.file());
            exchange(VirtioTransport.PCI, guest, VirtioTransport.PCI, guest);
        }
        seenBy(tool.orElseThrow(), file, NetGuests.frames(guest), bytes);
    }

    /** A guest that sleeps is woken: not once for each frame, as some come together, but it is. */
    private static void interrupts(String said, SmallGuest guest) {
        Matcher told = Pattern.compile("net interrupts ([0-9a-f]{8})\n").matcher(said);
        assertEquals(guest.value("sleeps") == 1, told.find(), said);
        if (guest.value("sleeps") == 1) {
            assertTrue(Integer.parseInt(told.group(1), 16) > 0, said);
        }
    }

    private void seenBy(Path tshark, Path file, long frames, int bytes) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(
                List.of(tshark.toString(), "-n", "-r", file.toString(), "-T", "fields", "-E", "separator=,"));
        FIELDS.forEach(field -> command.addAll(List.of("-e", field)));
        List<String> lines = Tool.run(folder, command.toArray(String[]::new))
                .lines()
                .filter(line -> !line.startsWith("Running as user \"root\""))
                .toList();
        String each = bytes + "," + bytes + ",%s/%s,0x88b5,,";
        List<String> wanted = List.of(each.formatted("a", NetGuests.SENDER), each.formatted("b", NetGuests.ECHO));
        for (String who : wanted) {
            assertEquals(frames, lines.stream().filter(who::equals).count(), () -> who + " in " + lines);
        }
        assertEquals(2 * frames, lines.size(), "nothing else, and no complaint");
    }

    @ParameterizedTest
    @EnumSource
    void aProgramSeesWhatTheMachineSendsAndSendsItBack(VirtioTransport transport) throws InterruptedException {
        SmallGuest sender = small(transport, 1001);
        BlockingQueue<byte[]> seen = new LinkedBlockingQueue<>();
        try (ProgramPort program = network().connect("program", (port, frame) -> {
                    seen.add(frame.clone());
                    port.send(turned(frame));
                });
                TransientDomain a = NetGuests.start(
                        host, "a", sender, transport, NicSpec.on(LAN).mac(NetGuests.SENDER))) {
            String unused = NetGuests.ends(a, sender);
            assertEquals(NetGuests.frames(sender), seen.size());
            assertEquals(seen.size(), program.statistics().receivedFrames());
            assertEquals(seen.size(), program.statistics().sentFrames());
            for (int i = 0; !seen.isEmpty(); i++) {
                assertArrayEquals(NetGuests.body(i, 1001), NetGuests.body(seen.take()), "frame " + i);
            }
        }
    }

    /** A guest that is sent something else than it has sent says so: what the other tests see is not for nothing. */
    @Test
    void aByteThatChangedIsFound() {
        SmallGuest sender = small(VirtioTransport.PCI, 60);
        try (ProgramPort unused = network().connect("program", (port, frame) -> {
                    byte[] back = turned(frame);
                    back[back.length - 1] ^= 0x40;
                    port.send(back);
                });
                TransientDomain a = NetGuests.start(
                        host, "a", sender, VirtioTransport.PCI, NicSpec.on(LAN).mac(NetGuests.SENDER))) {
            assertTrue(NetGuests.failed(a).contains("net: not what was sent, frame 00000000\n"));
        }
    }

    /** To where it came from. */
    private static byte[] turned(byte[] frame) {
        byte[] back = frame.clone();
        System.arraycopy(frame, 6, back, 0, 6);
        System.arraycopy(ADDRESS, 0, back, 6, 6);
        return back;
    }
}
