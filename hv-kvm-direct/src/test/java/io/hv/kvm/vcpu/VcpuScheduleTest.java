package io.hv.kvm.vcpu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.hv.nativeaccess.NativeException;
import io.hv.nativeaccess.ThreadSchedule;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** What was before a nice value can be had back. Each test is a thread of its own, which plays the vCPU's. */
@EnabledOnOs(value = OS.LINUX, architectures = "amd64", disabledReason = "nice values of threads")
@Timeout(60)
class VcpuScheduleTest {

    private final VcpuSchedule schedule = new VcpuSchedule();

    private static void elsewhere(Callable<Integer> test) throws Exception {
        FutureTask<Integer> task = new FutureTask<>(test);
        Thread thread = new Thread(task, "scheduled");
        thread.start();
        thread.join();
        int unused = task.get();
    }

    /** It lowers a value; a process that may not can try nothing. */
    private static int higher(ThreadSchedule own) {
        int before = own.nice();
        own.nice(before + 3);
        try {
            own.nice(before + 2);
        } catch (NativeException e) {
            assumeTrue(false, "this process may not lower a nice value (CAP_SYS_NICE): " + e.getMessage());
        }
        return before + 2;
    }

    @Test
    void whatWasNeverSet() throws Exception {
        elsewhere(() -> {
            ThreadSchedule own = ThreadSchedule.here();
            int higher = higher(own);
            schedule.adopt();
            Runnable undo = schedule.nice(higher - 1);
            assertEquals(higher - 1, own.nice());
            assertEquals(higher - 1, schedule.presentNice());
            undo.run();
            assertEquals(higher, own.nice());
            assertEquals(OptionalInt.empty(), schedule.nice());
            return 0;
        });
    }

    /** As the kernel has it: somebody else may have changed it (renice(1)). */
    @Test
    void whatSomebodyElseSet() throws Exception {
        elsewhere(() -> {
            ThreadSchedule own = ThreadSchedule.here();
            int higher = higher(own);
            Runnable unused = schedule.nice(higher - 1);
            schedule.adopt();
            own.nice(higher + 1);
            schedule.nice(higher).run();
            assertEquals(higher + 1, own.nice());
            assertEquals(OptionalInt.of(higher - 1), schedule.nice());
            return 0;
        });
    }

    @Test
    void ofAThreadThatHasBegunMeanwhile() throws Exception {
        elsewhere(() -> {
            ThreadSchedule own = ThreadSchedule.here();
            int higher = higher(own);
            Runnable undo = schedule.nice(higher + 1);
            schedule.adopt();
            assertEquals(higher + 1, own.nice());
            undo.run();
            assertEquals(higher, own.nice());
            return 0;
        });
    }
}
