package io.hv.kvm.virtio.block;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class FailureLogTest {

    private static final long SECOND = 1_000_000_000;

    private final AtomicLong clock = new AtomicLong(Long.MAX_VALUE - SECOND / 2);
    private final List<String> lines = new ArrayList<>();
    private final FailureLog log = new FailureLog("vda", clock::get, lines::add);

    @Test
    void oneLineASecondCountsWhatItLeftOut() {
        for (int i = 0; i < 1000; i++) {
            log.failed("read", "EIO");
        }
        assertEquals(List.of("vda: a guest's read failed: EIO"), lines);
        // The clock overflows on the way.
        long unused = clock.addAndGet(SECOND);
        log.failed("write", "ENOSPC");
        assertEquals("vda: a guest's write failed: ENOSPC; and 999 more before that", lines.get(1));
        unused = clock.addAndGet(SECOND);
        log.failed("write", "ENOSPC");
        assertEquals("vda: a guest's write failed: ENOSPC", lines.get(2));
        assertEquals(3, lines.size());
    }
}
