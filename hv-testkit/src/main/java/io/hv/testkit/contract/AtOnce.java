package io.hv.testkit.contract;

import io.hv.Host;
import io.hv.HypervisorException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import org.junit.jupiter.api.function.Executable;

/** What several threads do at one moment. */
final class AtOnce {

    private static final int THREADS = 4;

    private AtOnce() {}

    /** How many of four threads succeed; the others must be told that they are late, by that error. */
    static int winners(Bench bench, Class<? extends HypervisorException> late, Executable what) throws Exception {
        Host unused = bench.host();
        CyclicBarrier together = new CyclicBarrier(THREADS);
        List<Call<Boolean>> calls = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            calls.add(bench.async(() -> {
                together.await();
                try {
                    what.execute();
                    return true;
                } catch (Throwable e) {
                    if (late.isInstance(e)) {
                        return false;
                    }
                    throw new AssertionError("another error than for being late", e);
                }
            }));
        }
        int winners = 0;
        for (Call<Boolean> call : calls) {
            winners += call.get(bench.patience(), "one of the threads") ? 1 : 0;
        }
        return winners;
    }
}
