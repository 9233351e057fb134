package io.hv.kvm.net.ether;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ChecksumTest {

    private static final int ROUNDS = 20_000;

    @Test
    void itIsTheSumOfWordsWhereverTheyLie() {
        Random random = new Random(1);
        for (int i = 0; i < ROUNDS; i++) {
            byte[] bytes = new byte[random.nextInt(200)];
            random.nextBytes(bytes);
            int from = random.nextInt(bytes.length + 1);
            int to = from + random.nextInt(bytes.length - from + 1);
            int sum = Checksum.of(Checksum.add(0, bytes, from, to));
            assertEquals((0xffff - Sums.words(bytes, from, to)) % 0xffff, sum % 0xffff, from + " to " + to);
        }
    }

    @Test
    void theLargestFrameOfOnesDoesNotOverflow() {
        byte[] bytes = new byte[Frame.MOST];
        Arrays.fill(bytes, (byte) -1);
        assertEquals(0x00ff, Checksum.of(Checksum.add(0xffff_ffffL, bytes, 0, bytes.length)));
    }

    @Test
    void aChecksumIsCompleted() {
        for (boolean six : new boolean[] {false, true}) {
            for (int length = 0; length < 70; length++) {
                Frame tcp = new Packet().six(six).payload(length).frame();
                Checksum.complete(tcp);
                assertEquals("", Sums.wrong(tcp.bytes()), "TCP with " + length);
                assertTrue(tcp.isPlain());
                Frame udp = new Packet().six(six).udp().payload(length).frame();
                Checksum.complete(udp);
                assertEquals("", Sums.wrong(udp.bytes()), "UDP with " + length);
            }
        }
    }

    /** In UDP it would say that there is none (RFC 768). */
    @Test
    void aChecksumOfZeroIsWrittenAsOnes() {
        Packet packet = new Packet().udp().payload(2);
        Frame frame = packet.frame();
        int at = packet.transport();
        int missing = 0xffff - Sums.words(frame.bytes(), at, frame.length());
        // The payload was made so that all words together are zero.
        int payload = (Sums.two(frame.bytes(), at + 8) + missing) % 0xffff;
        frame.bytes()[at + 8] = (byte) (payload >>> 8);
        frame.bytes()[at + 9] = (byte) payload;
        Checksum.complete(frame);
        assertEquals(0xffff, Sums.two(frame.bytes(), at + 6));
        assertEquals("", Sums.wrong(frame.bytes()));
    }

    @Test
    void whatLiesOutsideOfTheFrameIsLeft() {
        byte[] bytes = new byte[64];
        new Random(3).nextBytes(bytes);
        for (int[] place : new int[][] {{63, 0}, {62, 1}, {60, 60}, {0xffff, 0xffff}, {64, 0}}) {
            Frame frame = Frame.of(bytes.clone());
            frame.checksum(place[0], place[1]);
            Checksum.complete(frame);
            assertArrayEquals(bytes, frame.bytes());
            assertTrue(frame.isPlain());
        }
        Frame none = Frame.of(bytes.clone());
        Checksum.complete(none);
        assertArrayEquals(bytes, none.bytes());
    }
}
