package io.hv.kvm.virtio.balloon;

import io.hv.kvm.device.RequestReader;
import io.hv.kvm.memory.GuestMemory;
import io.hv.kvm.virtio.BrokenRule;
import io.hv.kvm.virtio.Rule;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/** The page numbers of an inflate or deflate request: each was found to be of a page of RAM before the first is used. */
final class PageNumbers {

    static final int PAGE_SHIFT = 12;

    /** A machine that is to stand still waits for a request's end; drivers send a few hundred at once. */
    static final int MOST = 1 << 16;

    private static final long PAGE = 1L << PAGE_SHIFT;

    /** Ascending. */
    private final long[] addresses;

    private final GuestMemory memory;

    /**
     * Reads all.
     *
     * @throws BrokenRule if they are not such numbers
     */
    PageNumbers(RequestReader reader, GuestMemory memory) {
        long bytes = reader.remaining();
        if (bytes % Integer.BYTES != 0 || bytes / Integer.BYTES > MOST) {
            throw new BrokenRule(Rule.BALLOON_LENGTH);
        }
        byte[] numbers = new byte[(int) bytes];
        reader.read(numbers, 0, numbers.length);
        ByteBuffer in = ByteBuffer.wrap(numbers).order(ByteOrder.LITTLE_ENDIAN);
        this.memory = memory;
        this.addresses = new long[numbers.length / Integer.BYTES];
        for (int i = 0; i < addresses.length; i++) {
            addresses[i] = Integer.toUnsignedLong(in.getInt()) << PAGE_SHIFT;
            if (!memory.contains(addresses[i], PAGE)) {
                throw new BrokenRule(Rule.BALLOON_NO_PAGE);
            }
        }
        Arrays.sort(addresses);
    }

    /** Gives the pages back to the host, neighbours at once, and one that is named twice once. */
    void release() {
        int next = 0;
        while (next < addresses.length) {
            long begin = addresses[next];
            long end = begin + PAGE;
            next++;
            while (next < addresses.length && joins(begin, end, addresses[next])) {
                end = addresses[next] + PAGE;
                next++;
            }
            memory.release(begin, end - begin);
        }
    }

    /** Whether a page is the last of a run, or comes right behind it in the same region. */
    private boolean joins(long begin, long end, long page) {
        return page < end || (page == end && memory.contains(begin, end + PAGE - begin));
    }
}
