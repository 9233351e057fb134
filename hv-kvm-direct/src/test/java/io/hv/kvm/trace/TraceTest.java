package io.hv.kvm.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import org.junit.jupiter.api.Test;

class TraceTest {

    @Test
    void eventsComeBackAsTheyWere() throws IOException {
        List<Boolean> on = new ArrayList<>();
        List<RecordedEvent> events = Recorded.during(() -> {
            on.addAll(List.of(Trace.exits(), Trace.diskRequests(), Trace.bootPhases()));
            VcpuExit.now(3, "IO", 0x3f8).over();
            DiskRequest.now().over("vda", 1, "write", 77, 4096);
            BootPhase.now("web", BootPhase.FIRST_OUTPUT).over();
        });
        assertEquals(List.of(true, true, true), on);
        RecordedEvent exit = only(events, "io.hv.VcpuExit");
        assertEquals(3, exit.getInt("vcpu"));
        assertEquals("IO", exit.getString("reason"));
        assertEquals(0x3f8, exit.getLong("address"));
        assertFalse(exit.getDuration().isNegative());
        RecordedEvent request = only(events, "io.hv.DiskRequest");
        assertEquals("vda", request.getString("device"));
        assertEquals(1, request.getInt("queue"));
        assertEquals("write", request.getString("kind"));
        assertEquals(77, request.getLong("sector"));
        assertEquals(4096, request.getLong("bytes"));
        RecordedEvent phase = only(events, "io.hv.BootPhase");
        assertEquals("web", phase.getString("domain"));
        assertEquals("first-output", phase.getString("phase"));
    }

    private static RecordedEvent only(List<RecordedEvent> events, String name) {
        List<RecordedEvent> found = events.stream()
                .filter(event -> event.getEventType().getName().equals(name))
                .toList();
        assertEquals(1, found.size(), events.toString());
        return found.get(0);
    }

    @Test
    void exitsAreOffUnlessAskedForAndQuickRequestsAreLeftOut() {
        assertFalse(Trace.exits());
        assertFalse(Trace.diskRequests());
        try (Recording recording = new Recording()) {
            recording.start();
            assertFalse(Trace.exits());
            assertTrue(Trace.bootPhases());
        }
        try (Recording recording = new Recording()) {
            recording.enable("io.hv.DiskRequest").withThreshold(Duration.ofHours(1));
            recording.start();
            assertTrue(Trace.diskRequests());
            assertFalse(Trace.exits());
        }
        assertFalse(Trace.bootPhases());
    }

    @Test
    void offTheyAllocateNothing() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long thread = Thread.currentThread().getId();
        int on = ask(1000);
        long before = threads.getThreadAllocatedBytes(thread);
        long looked = threads.getThreadAllocatedBytes(thread) - before;
        before = threads.getThreadAllocatedBytes(thread);
        on += ask(100_000);
        long allocated = threads.getThreadAllocatedBytes(thread) - before;
        assertEquals(0, on);
        assertTrue(allocated <= looked, allocated + " bytes, of which the look itself takes " + looked);
    }

    private static int ask(int times) {
        int on = 0;
        for (int i = 0; i < times; i++) {
            on += Trace.exits() || Trace.diskRequests() || Trace.bootPhases() ? 1 : 0;
        }
        return on;
    }
}
