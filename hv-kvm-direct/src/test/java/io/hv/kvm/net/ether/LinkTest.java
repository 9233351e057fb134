package io.hv.kvm.net.ether;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hv.kvm.bus.Bytes;
import io.hv.kvm.net.LinkFaults;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LinkTest {

    private static final int MANY = 20_000;
    private static final long MILLI = 1_000_000;

    private final ManualTimer timer = new ManualTimer();
    private final LongAdder lost = new LongAdder();
    private final List<Arrival> arrivals = new ArrayList<>();

    /** What came, and when. */
    private record Arrival(long time, Bytes frame) {

        byte[] bytes() {
            return frame.toArray();
        }

        int number() {
            return Octets.u32(bytes(), Frame.HEADER);
        }
    }

    private Link link(LinkFaults faults) {
        return new Link(faults, timer, this::arrive, lost);
    }

    private void arrive(Frame frame) {
        arrivals.add(new Arrival(timer.now(), Bytes.of(Arrays.copyOf(frame.bytes(), frame.length()))));
    }

    private static Frame frame(int number) {
        return Station.frame(1, 2, number);
    }

    private List<Integer> numbers() {
        List<Integer> numbers = arrivals.stream().map(Arrival::number).toList();
        arrivals.clear();
        return numbers;
    }

    private List<Integer> fates(LinkFaults faults) {
        Link link = link(faults);
        for (int i = 0; i < 1000; i++) {
            link.accept(frame(i));
            timer.advance(MILLI);
        }
        timer.advance(Duration.ofMinutes(5).toNanos());
        return numbers();
    }

    @Test
    void theSameSeedIsTheSameFate() {
        LinkFaults faults = LinkFaults.none()
                .loss(0.1)
                .duplication(0.1)
                .reordering(0.2, Duration.ofMillis(5))
                .jitter(Duration.ofMillis(2));
        List<Integer> first = fates(faults.seed(5));
        assertEquals(first, fates(faults.seed(5)));
        assertNotEquals(first, fates(faults.seed(6)));
        // Which are lost is the seed's alone, whatever else is wrong.
        List<Integer> kept = fates(LinkFaults.none().loss(0.1).seed(5));
        assertEquals(kept, first.stream().distinct().sorted().toList());
    }

    /** To five standard deviations. */
    private static void assertShare(double chance, int count, int of) {
        double deviation = Math.sqrt(of * chance * (1 - chance));
        assertEquals(of * chance, count, 5 * deviation);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.001, 0.1, 0.5, 0.9})
    void soManyAreLost(double chance) {
        Link link = link(LinkFaults.none().loss(chance).seed(1));
        for (int i = 0; i < MANY; i++) {
            link.accept(frame(i));
        }
        assertShare(chance, lost.intValue(), MANY);
        assertEquals(MANY, lost.intValue() + arrivals.size());
    }

    @Test
    void allOrNoneAreLost() {
        link(LinkFaults.none().loss(1)).accept(frame(1));
        assertEquals(List.of(), numbers());
        link(LinkFaults.none().seed(3)).accept(frame(2));
        assertEquals(List.of(2), numbers());
    }

    @Test
    void soManyComeTwice() {
        Link link = link(LinkFaults.none().duplication(0.25).seed(1));
        for (int i = 0; i < MANY; i++) {
            link.accept(frame(i));
        }
        assertShare(0.25, arrivals.size() - MANY, MANY);
        List<Integer> numbers = numbers();
        assertEquals(MANY, numbers.stream().distinct().count());
        assertEquals(numbers.stream().sorted().toList(), numbers);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aReceiverCanTellWhatIsCorrupted(boolean udp) {
        Link link = link(LinkFaults.none().corruption(1).seed(9));
        Random random = new Random(9);
        for (int i = 0; i < MANY / 4; i++) {
            Packet packet = new Packet().payload(random.nextInt(100));
            Frame frame = udp ? packet.udp().frame() : packet.frame();
            byte[] handedOver = frame.bytes().clone();
            link.accept(frame);
            assertArrayEquals(handedOver, frame.bytes(), "the frame is the sender's");
            Frame whole = Frame.of(handedOver);
            whole.checksum(frame.checksumStart(), frame.checksumOffset());
            Checksum.complete(whole);
            byte[] arrived = arrivals.remove(0).bytes();
            assertEquals(1, bits(whole.bytes(), arrived));
            assertTrue(Arrays.equals(whole.bytes(), 0, 12, arrived, 0, 12), "the addresses are as they were");
            assertNotEquals("", Sums.wrong(arrived));
        }
    }

    private static int bits(byte[] one, byte[] other) {
        int bits = 0;
        for (int i = 0; i < one.length; i++) {
            bits += Integer.bitCount((one[i] ^ other[i]) & 0xff);
        }
        return bits;
    }

    @Test
    void soManyAreCorrupted() {
        Link link = link(LinkFaults.none().corruption(0.3).seed(1));
        byte[] whole = frame(7).bytes();
        for (int i = 0; i < MANY; i++) {
            link.accept(frame(7));
        }
        int corrupted = 0;
        boolean[] hit = new boolean[whole.length];
        for (Arrival each : arrivals) {
            corrupted += Arrays.equals(whole, each.bytes()) ? 0 : 1;
            hit[Arrays.mismatch(whole, each.bytes()) < 0 ? 12 : Arrays.mismatch(whole, each.bytes())] = true;
        }
        assertShare(0.3, corrupted, MANY);
        for (int i = 12; i < hit.length; i++) {
            assertTrue(hit[i], "byte " + i + " is never hit");
        }
    }

    @Test
    void delayAndJitterKeepTheOrder() {
        long delay = 10 * MILLI;
        long jitter = 8 * MILLI;
        Link link = link(LinkFaults.none()
                .delay(Duration.ofNanos(delay))
                .jitter(Duration.ofNanos(jitter))
                .seed(4));
        Random random = new Random(4);
        List<Long> sent = new ArrayList<>();
        for (int i = 0; i < MANY; i++) {
            sent.add(timer.now());
            link.accept(frame(i));
            timer.advance(random.nextInt((int) MILLI));
        }
        timer.advance(delay + jitter);
        assertEquals(MANY, arrivals.size());
        long longest = 0;
        long shortest = Long.MAX_VALUE;
        for (int i = 0; i < MANY; i++) {
            assertEquals(i, arrivals.get(i).number());
            long took = arrivals.get(i).time() - sent.get(i);
            assertTrue(took >= delay && took <= delay + jitter, "took " + took);
            longest = Math.max(longest, took);
            shortest = Math.min(shortest, took);
        }
        assertTrue(longest > delay + jitter * 9 / 10 && shortest < delay + jitter / 4, shortest + " to " + longest);
    }

    @Test
    void whoIsHeldBackIsOvertaken() {
        Link link = link(LinkFaults.none()
                .reordering(0.1, Duration.ofMillis(3))
                .delay(Duration.ofMillis(1))
                .seed(2));
        List<Long> sent = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            sent.add(timer.now());
            link.accept(frame(i));
            timer.advance(MILLI);
        }
        timer.advance(10 * MILLI);
        assertEquals(1000, arrivals.size());
        int held = 0;
        for (Arrival each : arrivals) {
            long took = each.time() - sent.get(each.number());
            assertTrue(took == MILLI || took == 4 * MILLI, "took " + took);
            held += took == MILLI ? 0 : 1;
        }
        assertShare(0.1, held, 1000);
        List<Integer> numbers = numbers();
        assertNotEquals(numbers.stream().sorted().toList(), numbers);
    }

    @Test
    void aCableCarriesSoManyBitsInASecond() {
        Link link = link(LinkFaults.none().bandwidth(1_000_000).queue(5 * 64));
        long each = (64 + 24) * 8 * 1000;
        long start = timer.now();
        for (int i = 0; i < 6; i++) {
            link.accept(frame(i));
        }
        assertEquals(1, lost.intValue(), "there is room for five");
        timer.advance(each - 1);
        assertEquals(List.of(), arrivals);
        timer.advance(1);
        link.accept(frame(6));
        link.accept(frame(7));
        assertEquals(2, lost.intValue(), "one has left");
        timer.advance(20 * each);
        for (int i = 0; i < arrivals.size(); i++) {
            assertEquals(start + (i + 1) * each, arrivals.get(i).time());
        }
        assertEquals(List.of(0, 1, 2, 3, 4, 6), numbers());
        // A cable that was idle saves nothing up.
        long later = timer.now();
        link.accept(frame(8));
        timer.advance(each);
        assertEquals(later + each, arrivals.get(0).time());
    }

    @Test
    void whatIsUnderWayIsLostWhenItIsCut() {
        Link link = link(LinkFaults.none().delay(Duration.ofMillis(1)));
        link.accept(frame(1));
        timer.advance(MILLI);
        link.accept(frame(2));
        link.accept(frame(3));
        link.cut();
        timer.advance(5 * MILLI);
        assertEquals(List.of(1), numbers());
        assertEquals(2, lost.intValue());
        assertEquals(0, timer.waiting());
    }

    @Test
    void eachSegmentHasAFateOfItsOwn() {
        Link link = link(LinkFaults.none().loss(0.5).delay(Duration.ofMillis(1)).seed(1));
        Packet packet = new Packet().payload(60_000);
        link.accept(packet.frame(100));
        timer.advance(MILLI);
        assertShare(0.5, arrivals.size(), 600);
        for (Arrival each : arrivals) {
            assertEquals("", Sums.wrong(each.bytes()));
            assertEquals(packet.headers() + 100, each.bytes().length);
        }
    }

    @Test
    void whatCannotBeIsNotCarried() {
        Link link = link(LinkFaults.none().corruption(0.5));
        Frame frame = new Packet().payload(600).frame(100);
        frame.segments(Frame.TCP6, 100);
        link.accept(frame);
        assertEquals(List.of(), arrivals);
        link.accept(frame(1));
        assertEquals(1, arrivals.size());
    }
}
