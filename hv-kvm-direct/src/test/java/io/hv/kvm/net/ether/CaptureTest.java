package io.hv.kvm.net.ether;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.hv.kvm.boot.Tool;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class CaptureTest {

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-27T20:57:35.123456789Z"), ZoneOffset.UTC);

    private final EthernetSwitch lan = new EthernetSwitch(new ManualTimer());
    private final Station a = new Station(lan, 1);
    private final Station b = new Station(lan, 2);
    private final ByteArrayOutputStream file = new ByteArrayOutputStream();

    @TempDir
    private Path folder;

    @AfterEach
    void close() {
        lan.close();
    }

    private Capture capture(boolean both) throws IOException {
        Capture capture = new Capture(file, both, CLOCK);
        a.port.add(capture);
        b.port.add(capture);
        return capture;
    }

    private List<String> read() throws IOException {
        return PcapReader.read(file.toByteArray()).stream()
                .map(each -> each.on() + " " + each.direction() + " " + each.bytes().length)
                .toList();
    }

    @Test
    void eachPortIsAnInterface() throws IOException {
        try (Capture unused = capture(true)) {
            a.send(b.address, 1);
            byte[] bytes = new byte[61];
            bytes[0] = (byte) 0xff;
            b.port.send(Frame.of(bytes));
        }
        assertEquals(List.of("port1 2 64", "port2 1 64", "port2 2 61", "port1 1 61"), read());
        PcapReader.Packet first = PcapReader.read(file.toByteArray()).get(0);
        assertArrayEquals(Station.frame(b.address, a.address, 1).bytes(), first.bytes());
        Instant now = CLOCK.instant();
        assertEquals(now.getEpochSecond() * 1_000_000_000L + now.getNano(), first.nanos());
    }

    @Test
    void onlyWhatIsSentIsInItOnceEach() throws IOException {
        try (Capture capture = capture(false)) {
            a.send(b.address, 1);
            b.send(a.address, 2);
            capture.flush();
            assertEquals(List.of("port1 2 64", "port2 2 64"), read());
            b.send(a.address, 2);
        }
        assertEquals(3, read().size());
        a.send(b.address, 3);
        assertEquals(3, read().size(), "it is closed");
    }

    @Test
    void everyLengthIsWritten() throws IOException {
        try (Capture unused = capture(false)) {
            for (int length = Frame.HEADER; length < 100; length++) {
                a.port.send(Frame.of(new byte[length]));
            }
            a.port.send(Frame.of(new byte[Frame.MOST]));
        }
        List<PcapReader.Packet> packets = PcapReader.read(file.toByteArray());
        assertEquals(Frame.MOST, packets.get(packets.size() - 1).bytes().length);
        assertEquals(100 - Frame.HEADER + 1, packets.size());
    }

    @Test
    void aLongNameIsCutBetweenCharacters() throws IOException {
        for (String name : List.of("x" + "\u20ac".repeat(100), "\u20ac".repeat(100), "a\ud800b", "")) {
            file.reset();
            SwitchPort port = lan.connect(name, frame -> {});
            try (Capture capture = new Capture(file, false, CLOCK)) {
                port.add(capture);
                port.send(Frame.of(new byte[60]));
            }
            String read = PcapReader.read(file.toByteArray()).get(0).on();
            assertTrue(read.getBytes(StandardCharsets.UTF_8).length <= 255);
            assertEquals(name.replace('\ud800', '?').substring(0, read.length()), read);
            assertEquals(Math.min(name.length(), 85), read.length());
        }
    }

    /** A disk that is full. */
    private static final class Full extends OutputStream {

        private int room = 300;
        private boolean closed;

        @Override
        public void write(int octet) throws IOException {
            if (--room < 0) {
                throw new IOException("no space");
            }
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    @Test
    void whatCannotBeWrittenIsToldToWhoeverCaptures() throws IOException {
        Full disk = new Full();
        Capture capture = new Capture(disk, true, CLOCK);
        a.port.add(capture);
        for (int i = 0; i < 10; i++) {
            a.send(b.address, i);
        }
        assertEquals(10, b.received().size(), "the network goes on");
        assertEquals(
                "the capture is cut short: no space",
                assertThrows(IOException.class, capture::flush).getMessage());
        assertThrows(IOException.class, capture::close);
        assertTrue(disk.closed);
        capture.close();
    }

    @Test
    void othersReadIt() throws IOException, InterruptedException {
        Optional<Path> tool = Tool.find("tshark").or(() -> Tool.find("tcpdump"));
        assumeTrue(tool.isPresent(), "neither tshark nor tcpdump on the PATH: install one of them to run this test");
        try (Capture unused = capture(true)) {
            Frame frame = new Packet().payload(100).frame();
            Checksum.complete(frame);
            a.port.send(frame);
        }
        Path written = Files.write(folder.resolve("lan.pcapng"), file.toByteArray());
        String text = Tool.run(folder, tool.orElseThrow().toString(), "-n", "-r", written.toString());
        assertTrue(text.contains("10.0.0.1") && text.contains("192.168.255.254"), text);
        assertTrue(text.lines().filter(line -> line.contains("10.0.0.1")).count() == 2, text);
    }
}
