package io.hv.nativeaccess;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Each test has a thread of its own, since a nice value may not be to be had back. */
@LinuxOnly
@Timeout(60)
class ThreadScheduleTest {

    private static <T> T elsewhere(Callable<T> test) throws InterruptedException, ExecutionException {
        FutureTask<T> task = new FutureTask<>(test);
        Thread thread = new Thread(task, "scheduled");
        thread.start();
        thread.join();
        return task.get();
    }

    /** The rest of a line of what the kernel tells of a thread. */
    private static String status(int tid, String name) throws IOException {
        return Files.readAllLines(Path.of("/proc/self/task/" + tid + "/status")).stream()
                .filter(line -> line.startsWith(name + ":"))
                .map(line -> line.substring(name.length() + 1).strip())
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aThreadUsesTheProcessorsThatItIsGiven() throws Exception {
        SortedSet<Integer> all = elsewhere(() -> {
            ThreadSchedule own = ThreadSchedule.here();
            SortedSet<Integer> present = own.allProcessors();
            for (int each : present) {
                own.processors(Set.of(each));
                assertEquals(Set.of(each), own.processors());
                assertEquals(Integer.toString(each), status(own.tid(), "Cpus_allowed_list"));
            }
            own.processors(present);
            assertEquals(present, own.processors());
            return present;
        });
        assertTrue(all.size() >= Runtime.getRuntime().availableProcessors(), all.toString());
    }

    @Test
    void whatIsNotThereIsRefusedAndChangesNothing() throws Exception {
        boolean unused = elsewhere(() -> {
            ThreadSchedule own = ThreadSchedule.here();
            SortedSet<Integer> before = own.allProcessors();
            int absent = ThreadSchedule.PROCESSORS - 1;
            for (Set<Integer> wrong : List.of(Set.of(absent), Set.of(before.first(), absent))) {
                NativeException refused = assertThrows(NativeException.class, () -> own.processors(wrong));
                assertEquals(Errno.EINVAL, refused.errno());
                assertEquals(before, own.processors());
            }
            for (Set<Integer> wrong : List.of(Set.<Integer>of(), Set.of(-1), Set.of(ThreadSchedule.PROCESSORS))) {
                assertThrows(IllegalArgumentException.class, () -> own.processors(wrong));
            }
            return true;
        });
    }

    @Test
    void anotherThreadChangesIt() throws Exception {
        boolean unused = elsewhere(() -> {
            ThreadSchedule own = ThreadSchedule.here();
            int one = own.allProcessors().first();
            boolean unusedToo = elsewhere(() -> {
                own.processors(Set.of(one));
                own.nice(own.nice() + 1);
                return true;
            });
            assertEquals(Set.of(one), own.processors());
            return true;
        });
    }

    /** Field 19 of proc(5)'s stat; the name before may have blanks. */
    @Test
    void aNiceValueIsTheThreadsOwn() throws Exception {
        int here = ThreadSchedule.here().nice();
        boolean unused = elsewhere(() -> {
            ThreadSchedule own = ThreadSchedule.here();
            for (int value = here; value <= 19; value++) {
                own.nice(value);
                assertEquals(value, own.nice());
                String stat = Files.readString(Path.of("/proc/self/task/" + own.tid() + "/stat"));
                String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
                assertEquals(Integer.toString(value), fields[19 - 3]);
            }
            return true;
        });
        assertEquals(here, ThreadSchedule.here().nice());
    }
}
