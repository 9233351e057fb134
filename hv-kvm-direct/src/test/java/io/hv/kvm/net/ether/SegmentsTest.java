package io.hv.kvm.net.ether;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SegmentsTest {

    private static final int FIN = 1;
    private static final int PUSH = 8;
    private static final int ACK = 0x10;
    private static final int CONGESTION_REDUCED = 0x80;
    private static final int MUTANTS = 200_000;

    private final Segments segments = new Segments();

    private List<byte[]> pieces(Frame frame) {
        List<byte[]> pieces = new ArrayList<>();
        boolean inOrder = segments.plain(frame, piece -> {
            assertTrue(piece.isPlain());
            pieces.add(Arrays.copyOf(piece.bytes(), piece.length()));
        });
        assertEquals(inOrder, !pieces.isEmpty(), "what is in order is handed on, all else to nobody");
        return pieces;
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void everyShapeIsSplit(boolean six) {
        for (int tags = 0; tags <= 2; tags++) {
            for (int options = 0; options <= 10; options += 5) {
                for (int tcpOptions = 0; tcpOptions <= 10; tcpOptions++) {
                    for (int payload : new int[] {0, 1, 99, 100, 101, 1999}) {
                        Packet packet = new Packet().six(six).payload(payload);
                        packet.tags = tags;
                        packet.options = options;
                        packet.tcpOptions = tcpOptions;
                        packet.flags = FIN | PUSH | ACK | CONGESTION_REDUCED;
                        splits(packet, 100);
                    }
                }
            }
        }
        splits(new Packet().six(six).payload(64_000), 1448);
        splits(new Packet().six(six).payload(64_000), 65_535);
        splits(new Packet().six(six).payload(300), 1);
    }

    private void splits(Packet packet, int size) {
        Frame frame = packet.frame(size);
        byte[] before = frame.bytes().clone();
        List<byte[]> pieces = pieces(frame);
        assertArrayEquals(before, frame.bytes(), "the frame is the sender's");
        assertEquals(Math.max(1, (packet.payload.length + size - 1) / size), pieces.size());
        ByteArrayOutputStream payload = new ByteArrayOutputStream();
        int tcp = packet.transport();
        for (int i = 0; i < pieces.size(); i++) {
            byte[] piece = pieces.get(i);
            assertEquals("", Sums.wrong(piece));
            assertEquals(packet.sequence + payload.size(), Octets.u32(piece, tcp + 4), "sequence");
            boolean last = i == pieces.size() - 1;
            assertEquals(
                    (ACK | (last ? FIN | PUSH : 0) | (i == 0 ? CONGESTION_REDUCED : 0)) & packet.flags,
                    piece[tcp + 13] & packet.flags,
                    "flags");
            if (!packet.six) {
                assertEquals((packet.id + i) & 0xffff, Sums.two(piece, packet.ip() + 4), "identification");
            }
            assertTrue(last || piece.length == packet.headers() + size);
            payload.write(piece, packet.headers(), piece.length - packet.headers());
        }
        assertArrayEquals(packet.payload, payload.toByteArray());
    }

    @Test
    void whatIsPlainIsHandedOnItself() {
        Frame frame = Frame.of(new byte[60]);
        assertTrue(segments.plain(frame, each -> assertSame(frame, each)));
    }

    @Test
    void aChecksumIsCompletedInACopy() {
        Frame frame = new Packet().payload(77).frame();
        byte[] before = frame.bytes().clone();
        assertTrue(segments.plain(frame, each -> assertNotSame(frame, each)));
        assertArrayEquals(before, frame.bytes());
        assertFalse(frame.isPlain());
        assertEquals("", Sums.wrong(pieces(frame).get(0)));
    }

    private void nobodyGets(boolean six, Consumer<Frame> damage) {
        Packet packet = new Packet().six(six).payload(500);
        packet.options = 2;
        Frame frame = packet.frame(100);
        assertEquals(5, pieces(frame).size());
        damage.accept(frame);
        assertEquals(List.of(), pieces(frame));
    }

    private void nobodyGets(Consumer<Frame> damage) {
        nobodyGets(false, damage);
        nobodyGets(true, damage);
    }

    /** Sets a byte, from the beginning of the IP header on. */
    private static Consumer<Frame> ip(int at, int value) {
        return frame -> frame.bytes()[Frame.HEADER + at] = (byte) value;
    }

    private static Consumer<Frame> tcp(int at, int value) {
        return frame -> frame.bytes()[frame.checksumStart() + at] = (byte) value;
    }

    @Test
    void whatCannotBeIsHandedToNobody() {
        nobodyGets(ip(-1, 0x06));
        nobodyGets(ip(0, 0x35));
        nobodyGets(frame -> frame.segments(frame.segments() == Frame.TCP4 ? Frame.TCP6 : Frame.TCP4, 100));
        nobodyGets(frame -> frame.segments(frame.segments(), 0));
        nobodyGets(frame -> frame.checksum(Frame.NO_CHECKSUM, 0));
        nobodyGets(frame -> frame.checksum(Frame.HEADER, 16));
        nobodyGets(frame -> frame.checksum(frame.checksumStart() + 8, 16));
        nobodyGets(frame -> frame.checksum(frame.checksumStart() - 4, 16));
        nobodyGets(frame -> frame.checksum(frame.length() - 19, 16));
        nobodyGets(frame -> frame.checksum(0xffff, 0xffff));
        nobodyGets(tcp(12, 0x40));
        nobodyGets(frame -> {
            frame.begin(frame.checksumStart() + 24);
            frame.checksum(frame.length() - 24, 16);
            frame.segments(Frame.TCP4, 100);
            tcp(12, 0xf0).accept(frame);
        });
        nobodyGets(false, ip(0, 0x45));
        nobodyGets(false, ip(9, Packet.UDP));
        nobodyGets(true, ip(6, Packet.TCP));
        nobodyGets(true, ip(40, Packet.UDP));
        nobodyGets(true, ip(41, 3));
    }

    @Test
    void tagsToTheEndOfTheFrameAreNoHeader() {
        byte[] bytes = new byte[400];
        for (int i = 12; i < bytes.length; i += 4) {
            bytes[i] = (byte) 0x81;
        }
        Frame frame = Frame.of(bytes);
        frame.checksum(300, 16);
        frame.segments(Frame.TCP4, 10);
        assertEquals(List.of(), pieces(frame));
    }

    /** Else each of a hostile guest's 30,000 segments of one byte had 30,000 bytes of headers. */
    @Test
    void headersAreShort() {
        Packet packet = new Packet().six(true).payload(100);
        packet.options = 64;
        assertEquals(100, pieces(packet.frame(1)).size());
        packet.options = 65;
        assertEquals(List.of(), pieces(packet.frame(1)));
    }

    /** Whatever is turned over in a frame, and in what is said of it: pieces that a cable carries, or none. */
    @Test
    void noMutantHurts() {
        Random random = new Random(2026);
        int inOrder = 0;
        for (int i = 0; i < MUTANTS; i++) {
            Packet packet = new Packet().six(random.nextBoolean()).payload(random.nextInt(80));
            packet.tags = random.nextInt(3);
            packet.options = random.nextInt(4);
            packet.tcpOptions = random.nextInt(11);
            Frame frame = packet.frame(1 + random.nextInt(40));
            for (int bits = random.nextInt(4); bits > 0; bits--) {
                frame.bytes()[random.nextInt(frame.length())] ^= (byte) (1 << random.nextInt(8));
            }
            mutate(frame, random);
            int headers = frame.length();
            boolean given = segments.plain(frame, piece -> {
                assertTrue(piece.isPlain());
                assertTrue(piece.length() <= headers, "a piece is longer than the whole");
            });
            inOrder += given ? 1 : 0;
        }
        assertTrue(inOrder > MUTANTS / 10 && inOrder < MUTANTS * 9 / 10, "in order: " + inOrder);
    }

    private static void mutate(Frame frame, Random random) {
        int[] odd = {-1, 0, 1, 13, 14, 33, 34, 54, frame.length() - 20, frame.length() - 1, frame.length(), 0xffff};
        switch (random.nextInt(8)) {
            case 0 -> frame.checksum(odd[random.nextInt(odd.length)], frame.checksumOffset());
            case 1 -> frame.checksum(frame.checksumStart(), Math.max(0, odd[random.nextInt(odd.length)]));
            case 2 -> frame.segments(new int[] {0, 1, 3, 4, 5, 0x80}[random.nextInt(6)], frame.segmentSize());
            case 3 -> frame.segments(frame.segments(), random.nextInt(3) * 0x7fff);
            case 4 -> {
                int start = frame.checksumStart();
                int kind = frame.segments();
                frame.begin(random.nextInt(frame.length() + 1));
                frame.checksum(start, 16);
                frame.segments(kind, 10);
            }
            default -> {
                // Its bits alone.
            }
        }
    }
}
