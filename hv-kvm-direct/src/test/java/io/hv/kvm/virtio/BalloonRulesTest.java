package io.hv.kvm.virtio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hv.kvm.memory.GuestMemory;
import io.hv.kvm.memory.Region;
import io.hv.kvm.virtio.balloon.VirtioBalloon;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** A balloon under a driver that says what it must not. */
class BalloonRulesTest {

    private static final long STATISTICS = 1L << 1;
    private static final long REPORTING = 1L << 5;
    private static final int QUEUES = 5;
    private static final int PAGE = 4096;
    private static final int SIZE = 1 << 20;
    private static final long HIGH = 4L * SIZE;

    /** A hole is between the two. */
    private final GuestMemory memory = GuestMemory.onHeap(new Region(0, SIZE, 0), new Region(HIGH, SIZE, SIZE));

    private final VirtioBalloon balloon = new VirtioBalloon("balloon0", memory, 0);

    private DeviceRig rig(long features) {
        return new DeviceRig(balloon, memory, false, features).begin(QUEUES);
    }

    private static byte[] numbers(int... pages) {
        ByteBuffer bytes = ByteBuffer.allocate(Integer.BYTES * pages.length).order(ByteOrder.LITTLE_ENDIAN);
        for (int page : pages) {
            ByteBuffer unused = bytes.putInt(page);
        }
        return bytes.array();
    }

    private static void breaks(DeviceRig rig, int queue, Rule rule, byte... said) {
        assertTrue(!rig.comesBack(queue, List.of(said)), "what breaks a rule comes back");
        rig.broke(rule, QUEUES);
        assertTrue(rig.comesBack(0, List.of(numbers(200))));
        assertEquals(List.of(), rig.faults.all());
    }

    @Test
    @Breaks(Rule.BALLOON_LENGTH)
    void numbersThatAreNotWhole() {
        DeviceRig rig = rig(0);
        for (int queue = 0; queue < 2; queue++) {
            for (int length : new int[] {1, 3, 5, 1023, 4 * 0x1_0000 + 4}) {
                breaks(rig, queue, Rule.BALLOON_LENGTH, new byte[length]);
            }
        }
    }

    @Test
    @Breaks(Rule.BALLOON_NO_PAGE)
    void pagesThatAreNoRam() {
        DeviceRig rig = rig(0);
        memory.fill(HIGH, SIZE, (byte) 1);
        for (int page : new int[] {
            SIZE / PAGE, (int) (HIGH / PAGE) - 1, (int) (HIGH / PAGE) + SIZE / PAGE, -1, Integer.MIN_VALUE
        }) {
            breaks(rig, 0, Rule.BALLOON_NO_PAGE, numbers((int) (HIGH / PAGE), page));
            breaks(rig, 1, Rule.BALLOON_NO_PAGE, numbers(page, (int) (HIGH / PAGE)));
            assertEquals(1, memory.getByte(HIGH), "a page of a request that breaks a rule was released");
        }
    }

    @Test
    @Breaks(Rule.BALLOON_STATISTICS)
    void statisticsThatAreNotWhole() {
        DeviceRig rig = rig(STATISTICS);
        for (int length : new int[] {1, 9, 11, 2570}) {
            CompletableFuture<?> answer = balloon.statistics();
            breaks(rig, 2, Rule.BALLOON_STATISTICS, new byte[length]);
            assertTrue(!answer.isDone());
        }
    }

    @Test
    @Breaks(Rule.BALLOON_NO_QUEUE)
    void queuesThatWereNotAgreedOn() {
        for (int queue = 2; queue < QUEUES; queue++) {
            breaks(rig(0), queue, Rule.BALLOON_NO_QUEUE, numbers(1));
        }
        for (int queue = 3; queue < QUEUES; queue++) {
            breaks(rig(STATISTICS), queue, Rule.BALLOON_NO_QUEUE, numbers(1));
        }
        assertTrue(
                rig(REPORTING).comesBack(2, List.of(), PAGE), "Linux's queue for free pages where there is no other");
    }
}
